//! The one stream of Markdown events that everything else is made from.

use std::borrow::Cow;
use std::ops::Range;

use pulldown_cmark::{CowStr, Event, Options, Parser, Tag, TagEnd};

use crate::text::composed;

/// An event of the stream.
pub(super) enum Piece<'a> {
    /// Running text that a reader sees; its letters count for the prose.
    Prose(Cow<'a, str>),
    /// Anything else.
    Other(Event<'a>),
}

/// `CommonMark` with tables, footnotes, strikethrough and task lists. Smart punctuation stays off: a source is shown as written.
fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
}

/// The events of a Markdown text with the bytes they come from. A soft break is a space, for a name may go over a line end;
/// text inside code and images is no prose; text is in composed form (NFC).
pub(super) fn events(markdown: &str) -> impl Iterator<Item = (Piece<'_>, Range<usize>)> {
    let mut hidden = 0_u32;
    Parser::new_ext(markdown, options()).into_offset_iter().map(move |(event, range)| {
        match &event {
            Event::Start(Tag::CodeBlock(_) | Tag::Image { .. }) => hidden += 1,
            Event::End(TagEnd::CodeBlock | TagEnd::Image) => hidden -= 1,
            _ => {}
        }
        let piece = match event {
            Event::Text(text) if hidden == 0 => Piece::Prose(composed_text(text)),
            Event::SoftBreak if hidden == 0 => Piece::Prose(Cow::Borrowed(" ")),
            other => Piece::Other(other),
        };
        (piece, range)
    })
}

fn composed_text(text: CowStr<'_>) -> Cow<'_, str> {
    match composed(&text) {
        Cow::Borrowed(_) => text.into(),
        Cow::Owned(composed) => Cow::Owned(composed),
    }
}
