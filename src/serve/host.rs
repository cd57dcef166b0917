//! Requests that a page of another site sends here by a trick of names (DNS rebinding) are refused.

use std::net::IpAddr;

use axum::body::Body;
use axum::extract::Request;
use axum::http::{Response, StatusCode, header};
use axum::middleware::Next;

use super::respond::{TEXT, answer_with};

/// Passes requests on that name this machine by address or as localhost. A rebound name is always a domain name.
pub(super) async fn refuse_foreign(request: Request, next: Next) -> Response<Body> {
    let named = request.headers().get(header::HOST).and_then(|host| host.to_str().ok());
    let authority =
        named.or_else(|| request.uri().authority().map(axum::http::uri::Authority::as_str));
    if authority.is_none_or(is_own) {
        return next.run(request).await;
    }
    let refusal = b"this preview answers to localhost and to addresses only\n";
    answer_with(StatusCode::FORBIDDEN, TEXT, refusal.to_vec())
}

fn is_own(authority: &str) -> bool {
    let host = match authority.strip_prefix('[') {
        Some(rest) => rest.split(']').next().unwrap_or_default(),
        None => authority.rsplit_once(':').map_or(authority, |(host, _)| host),
    };
    host.eq_ignore_ascii_case("localhost")
        || host.to_ascii_lowercase().ends_with(".localhost")
        || host.parse::<IpAddr>().is_ok()
}

#[cfg(test)]
mod tests {
    use super::is_own;

    #[test]
    fn names_of_other_hosts_are_foreign() {
        for own in [
            "localhost",
            "LOCALHOST:8000",
            "127.0.0.1:8000",
            "[::1]:8000",
            "192.168.0.7",
            "desk.localhost:80",
        ] {
            assert!(is_own(own), "{own}");
        }
        for foreign in [
            "evil.example",
            "evil.example:8000",
            "localhost.evil.example",
            "127.0.0.1.evil.example:8000",
            "",
        ] {
            assert!(!is_own(foreign), "{foreign}");
        }
    }
}
