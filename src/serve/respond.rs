//! A request and a snapshot to a response.

use axum::body::Body;
use axum::http::{Method, Request, Response, StatusCode, header};

use crate::diagnostics::{Diagnostic, Style, print};
use crate::render::{Renderer, Snapshot};
use crate::site::Route;

/// Answers a request. Rendering takes processor time, so it runs where it doesn't hold up other requests.
pub(super) async fn respond(snapshot: Snapshot, request: Request<Body>) -> Response<Body> {
    let method = request.method().clone();
    if method != Method::GET && method != Method::HEAD {
        return plain(StatusCode::METHOD_NOT_ALLOWED, "only GET and HEAD");
    }
    let path = request.uri().path().to_owned();
    let answer = tokio::task::spawn_blocking(move || answer(&snapshot, &path)).await;
    answer.unwrap_or_else(|_| {
        plain(StatusCode::INTERNAL_SERVER_ERROR, "the page could not be rendered")
    })
}

fn answer(snapshot: &Snapshot, path: &str) -> Response<Body> {
    let base = snapshot.site.config().base_url.path();
    if path == "/" && base != "/" {
        return redirect(base);
    }
    let Some(inner) = path.strip_prefix(base) else {
        return if format!("{path}/") == base { redirect(base) } else { not_found(snapshot) };
    };
    let Some(inner) = decoded(inner) else { return not_found(snapshot) };
    let inner = inner.strip_suffix("index.html").unwrap_or(&inner);
    if let Some(route) = snapshot.site.route(inner) {
        return page(snapshot, route, StatusCode::OK);
    }
    if let Some(asset) = snapshot.theme.assets.get(inner) {
        return match asset.read() {
            Ok(bytes) => respond_with(StatusCode::OK, media_type(inner), bytes),
            Err(_) => not_found(snapshot),
        };
    }
    if snapshot.site.route(&format!("{inner}/")).is_some() {
        return redirect(&format!("{path}/"));
    }
    not_found(snapshot)
}

fn page(snapshot: &Snapshot, route: Route, status: StatusCode) -> Response<Body> {
    match Renderer::new(snapshot).render(route) {
        Ok(bytes) => respond_with(status, "text/html; charset=utf-8", bytes),
        Err(problem) => template_error(problem),
    }
}

fn template_error(problem: Diagnostic) -> Response<Body> {
    plain(StatusCode::INTERNAL_SERVER_ERROR, &print(&[problem], Style::Plain))
}

fn not_found(snapshot: &Snapshot) -> Response<Body> {
    page(snapshot, Route::NotFound, StatusCode::NOT_FOUND)
}

fn plain(status: StatusCode, text: &str) -> Response<Body> {
    respond_with(status, "text/plain; charset=utf-8", text.as_bytes().to_vec())
}

fn redirect(target: &str) -> Response<Body> {
    // A preview may serve another site tomorrow: browsers must not remember this.
    let mut response = plain(StatusCode::TEMPORARY_REDIRECT, "");
    if let Ok(target) = target.parse() {
        response.headers_mut().insert(header::LOCATION, target);
    }
    response
}

fn respond_with(status: StatusCode, media_type: &'static str, bytes: Vec<u8>) -> Response<Body> {
    let mut response = Response::new(Body::from(bytes));
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, header::HeaderValue::from_static(media_type));
    headers.insert(header::CACHE_CONTROL, header::HeaderValue::from_static("no-store"));
    response
}

/// The path with `%20` and the like resolved; none where that gives no text.
fn decoded(path: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        if *first == b'%' {
            let digits = std::str::from_utf8(after.get(..2)?).ok()?;
            bytes.push(u8::from_str_radix(digits, 16).ok()?);
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
        "html" | "htm" => "text/html; charset=utf-8",
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
        "txt" | "csv" => "text/plain; charset=utf-8",
        "mp4" => "video/mp4",
        "mp3" => "audio/mpeg",
        _ => "application/octet-stream",
    }
}
