//! A request and what is shown now to a response.

use std::sync::Arc;

use axum::body::Body;
use axum::http::{HeaderValue, Method, Request, Response, StatusCode, header};

use super::follow::Shown;
use super::live::with_script;
use super::range::{Asked, asked};
use crate::diagnostics::{Diagnostic, Style, print};
use crate::render::Renderer;
use crate::site::Route;

const HTML: &str = "text/html; charset=utf-8";
/// A preview holds a file in memory to answer; what is larger, no host of static sites takes either.
const LARGEST_FILE: u64 = 1 << 30;
pub(super) const TEXT: &str = "text/plain; charset=utf-8";

/// Answers a request. Rendering takes processor time, so it runs where it doesn't hold up other requests.
pub(super) async fn respond(shown: Arc<Shown>, request: Request<Body>) -> Response<Body> {
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return answer_with(StatusCode::METHOD_NOT_ALLOWED, TEXT, b"only GET and HEAD\n".to_vec());
    }
    let is_head = request.method() == Method::HEAD;
    let path = request.uri().path().to_owned();
    let range = request
        .headers()
        .get(header::RANGE)
        .and_then(|range| range.to_str().ok())
        .map(str::to_owned);
    let answer = tokio::task::spawn_blocking(move || answer(&shown, &path, range.as_deref())).await;
    let mut response = answer.unwrap_or_else(|_| {
        answer_with(
            StatusCode::INTERNAL_SERVER_ERROR,
            TEXT,
            b"the page could not be rendered\n".to_vec(),
        )
    });
    if is_head {
        *response.body_mut() = Body::empty();
    }
    response
}

fn answer(shown: &Shown, path: &str, range: Option<&str>) -> Response<Body> {
    let site = &shown.snapshot.site;
    let base = site.config().base_url.path();
    if (path == "/" && base != "/") || format!("{path}/") == base {
        return redirect(base);
    }
    let Some(inner) = inner_path(base, path) else { return not_found(shown) };
    let inner = inner.as_str();
    if let Some(route) = shown.snapshot.route(inner) {
        return made(shown, route, StatusCode::OK);
    }
    if let Some(asset) = shown.snapshot.theme.assets.get(inner)
        && let Ok(bytes) = asset.read(LARGEST_FILE)
    {
        return part(bytes, media_type(inner), range);
    }
    if site.route(&format!("{inner}/")).is_some() {
        return redirect(&format!("{path}/"));
    }
    not_found(shown)
}

fn made(shown: &Shown, route: Route, status: StatusCode) -> Response<Body> {
    match Renderer::new(&shown.snapshot).render(route) {
        Ok(bytes) if !route.is_page() => answer_with(status, route.media_type(), bytes),
        Ok(bytes) => answer_with(status, HTML, with_script(bytes, shown)),
        Err(problem) => broken(shown, problem),
    }
}

/// A page for an error in a template that shows on this one page only.
fn broken(shown: &Shown, problem: Diagnostic) -> Response<Body> {
    let report = print(&[problem], Style::Plain).replace('&', "&amp;").replace('<', "&lt;");
    let page = format!(
        "<!doctype html><title>Error</title><body><pre role=\"alert\">{report}</pre></body>"
    );
    answer_with(StatusCode::INTERNAL_SERVER_ERROR, HTML, with_script(page.into_bytes(), shown))
}

fn not_found(shown: &Shown) -> Response<Body> {
    made(shown, Route::NotFound, StatusCode::NOT_FOUND)
}

fn redirect(target: &str) -> Response<Body> {
    // Temporary: a preview may serve another site tomorrow, and browsers must not remember this.
    let mut response = answer_with(StatusCode::TEMPORARY_REDIRECT, TEXT, Vec::new());
    if let Ok(target) = target.parse() {
        response.headers_mut().insert(header::LOCATION, target);
    }
    response
}

/// A file, or the part of it that was asked for.
fn part(mut bytes: Vec<u8>, media_type: &'static str, range: Option<&str>) -> Response<Body> {
    let length = bytes.len();
    let (status, content_range) = match asked(range, length) {
        Asked::Everything => (StatusCode::OK, None),
        Asked::Part(range) => {
            bytes = bytes[range.clone()].to_vec();
            (
                StatusCode::PARTIAL_CONTENT,
                Some(format!("bytes {}-{}/{length}", range.start, range.end - 1)),
            )
        }
        Asked::Unsatisfiable => {
            bytes.clear();
            (StatusCode::RANGE_NOT_SATISFIABLE, Some(format!("bytes */{length}")))
        }
    };
    let mut response = answer_with(status, media_type, bytes);
    let headers = response.headers_mut();
    headers.insert(header::ACCEPT_RANGES, HeaderValue::from_static("bytes"));
    if let Some(value) = content_range.and_then(|range| HeaderValue::from_str(&range).ok()) {
        headers.insert(header::CONTENT_RANGE, value);
    }
    response
}

/// A response with the headers that every answer of the preview has.
pub(super) fn answer_with(
    status: StatusCode,
    media_type: &'static str,
    bytes: Vec<u8>,
) -> Response<Body> {
    let length = bytes.len();
    let mut response = Response::new(Body::from(bytes));
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(media_type));
    headers.insert(header::CONTENT_LENGTH, HeaderValue::from(length));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    response
}

/// What a request for `path` asks for below the base path of the site, as routes and assets are called. It is only ever looked up in
/// tables, never on the disk.
pub fn inner_path(base: &str, path: &str) -> Option<String> {
    let inner = decoded(path.strip_prefix(base)?)?;
    Some(inner.strip_suffix("index.html").map(str::to_owned).unwrap_or(inner))
}

/// The path with `%20` and the like resolved; none where that gives no text.
fn decoded(path: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        if *first == b'%' {
            let digits = std::str::from_utf8(after.get(..2)?).ok()?;
            bytes.push(u8::from_str_radix(digits, 16).ok().filter(|_| !digits.starts_with('+'))?);
            rest = &after[2..];
        } else {
            bytes.push(*first);
            rest = after;
        }
    }
    String::from_utf8(bytes).ok()
}

fn media_type(path: &str) -> &'static str {
    match path.rsplit('.').next().unwrap_or_default() {
        "html" | "htm" => HTML,
        "css" => "text/css; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "json" => "application/json",
        "xml" => "application/xml",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "gif" => "image/gif",
        "webp" => "image/webp",
        "avif" => "image/avif",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "pdf" => "application/pdf",
        "csv" => "text/csv; charset=utf-8",
        "txt" => TEXT,
        "mp4" => "video/mp4",
        "webm" => "video/webm",
        "mp3" => "audio/mpeg",
        _ => "application/octet-stream",
    }
}
