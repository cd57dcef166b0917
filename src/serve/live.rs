//! The open page hears of changes: a script in every page listens to server-sent events.

use std::convert::Infallible;
use std::sync::Arc;

use axum::body::Body;
use axum::extract::{RawQuery, State};
use axum::http::{Response, StatusCode};
use axum::response::sse::{Event, KeepAlive, Sse};
use futures_util::Stream;
use futures_util::stream::unfold;
use tokio::sync::watch;

use super::follow::{Newest, Shown};
use super::respond::answer_with;

/// Paths that no site can have: a slug never begins with a dot.
pub(super) const EVENTS: &str = "/.briefing/events";
pub(super) const SCRIPT: &str = "/.briefing/live.js";

/// The script itself.
pub(super) async fn script() -> Response<Body> {
    answer_with(
        StatusCode::OK,
        "text/javascript; charset=utf-8",
        include_bytes!("live.js").to_vec(),
    )
}

/// The page with the script in it.
pub(super) fn with_script(mut page: Vec<u8>, shown: &Shown) -> Vec<u8> {
    let script =
        format!("<script src=\"{SCRIPT}\" data-events=\"{EVENTS}?{}\"></script>", shown.version);
    let end = page.windows(7).rposition(|window| window == b"</body>").unwrap_or(page.len());
    page.splice(end..end, script.into_bytes());
    page
}

/// The stream of changes for a page; the query is the version that the page was made from.
pub(super) async fn events(
    State(newest): State<Newest>,
    RawQuery(query): RawQuery,
) -> Sse<impl Stream<Item = Result<Event, Infallible>>> {
    let version = query.and_then(|query| query.parse().ok()).unwrap_or(0);
    let listener = Listener { shown: newest.subscribe(), version, is_first: true };
    Sse::new(unfold(listener, Listener::next)).keep_alive(KeepAlive::default())
}

/// One open page.
struct Listener {
    shown: watch::Receiver<Arc<Shown>>,
    /// What the page shows or was told of last.
    version: u64,
    is_first: bool,
}

impl Listener {
    /// Waits until there is something to tell the page. Something may have changed between its making and its listening.
    async fn next(mut self) -> Option<(Result<Event, Infallible>, Self)> {
        loop {
            let shown = Arc::clone(&self.shown.borrow_and_update());
            let is_news =
                shown.version != self.version || (self.is_first && !shown.problems.is_empty());
            let missed = shown.version != self.version + 1;
            self.is_first = false;
            if is_news {
                self.version = shown.version;
                return Some((Ok(event(&shown, missed)), self));
            }
            self.shown.changed().await.ok()?;
        }
    }
}

fn event(shown: &Shown, missed: bool) -> Event {
    if !shown.problems.is_empty() {
        Event::default().event("problems").data(&shown.problems)
    } else if shown.only_style && !missed {
        // Browsers ignore an event without data.
        Event::default().event("style").data("changed")
    } else {
        Event::default().event("reload").data("changed")
    }
}
