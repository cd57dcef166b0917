//! What a text of Markdown may ask of those who read it: depth, cells, and raw HTML that a parser of HTML takes quadratic time for.
//!
//! Honest articles come nowhere near. A text over a limit is told with its place, and its body is not shown.

use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use super::events::{Piece, events};
use super::tags::html_tags;

/// Lists, quotations, emphasis and images in one another: browsers stop at 512 elements, and an item of a list takes two.
const DEEPEST: usize = 100;

/// Cells of tables: rows that are too short are filled up, so that a table of 20 KB can have 250,000.
const MOST_CELLS: usize = 50_000;

/// Elements of raw HTML in one another: the sanitiser takes quadratic time on deep trees (20,000 nested elements: 0.7 s).
pub(super) const DEEPEST_HTML: usize = 200;

/// Bytes and attributes of one tag of raw HTML, and bytes of the target of a link. The sanitiser compares each attribute with those
/// before it, and looks through the rest of a value at each `&` in it.
const LONGEST_TAG: usize = 8 * 1024;
const MOST_ATTRIBUTES: usize = 100;

/// How often the sanitiser may look through a text beside raw HTML. At each `&` and at each of the letters U+0080 to U+00BF it looks
/// through the rest of the text up to the next tag (html5ever, serialize/mod.rs, `write_escaped`).
const MOST_LOOKS: usize = 1_000;

/// What a text has too much of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Limit {
    /// Lists, quotations, emphasis and images in one another.
    Depth,
    /// Cells of tables.
    Cells,
    /// Elements of raw HTML in one another.
    HtmlDepth,
    /// Bytes or attributes of a tag of raw HTML, or bytes of the target of a link.
    Tag,
    /// Special letters in a stretch of text beside raw HTML.
    Specials,
}

impl Limit {
    /// The limit in words: `lists, quotations or emphasis nested deeper than 100 levels`.
    pub fn text(self) -> String {
        match self {
            Self::Depth => {
                format!("lists, quotations or emphasis nested deeper than {DEEPEST} levels")
            }
            Self::Cells => format!("more than {MOST_CELLS} cells in tables, empty ones included"),
            Self::HtmlDepth => format!("HTML nested deeper than {DEEPEST_HTML} levels"),
            Self::Tag => format!(
                "a tag or an address of more than {} KiB or {MOST_ATTRIBUTES} attributes",
                LONGEST_TAG / 1024
            ),
            Self::Specials => {
                "too many special letters in one paragraph of a text with HTML".to_owned()
            }
        }
    }
}

/// The first place at which a text goes over a limit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Excess {
    /// The limit.
    pub limit: Limit,
    /// Where in the text.
    pub range: Range<usize>,
}

/// Where a text of Markdown goes over a limit, if it does.
///
/// ```
/// use briefing::markdown::{Limit, excess};
/// assert_eq!(excess("> > fine"), None);
/// let found = excess(&"> ".repeat(101)).unwrap();
/// assert_eq!((found.limit, found.range), (Limit::Depth, 200..202));
/// ```
pub fn excess(markdown: &str) -> Option<Excess> {
    let mut meter = Meter::default();
    for (piece, range) in events(markdown) {
        meter.accept(&piece, markdown, range);
    }
    meter.excess()
}

/// Looks at the events of a text as they pass.
#[derive(Debug, Default)]
pub(super) struct Meter {
    depth: usize,
    cells: usize,
    html_depth: usize,
    has_html: bool,
    excess: Option<Excess>,
    /// Bytes and special letters since the last tag.
    stretch: (usize, usize),
    /// What the sanitiser would look through, and bytes of text in all.
    looks: usize,
    bytes: usize,
    /// The stretch for which it would look through most.
    worst: (usize, Range<usize>),
}

impl Meter {
    pub(super) fn accept(&mut self, piece: &Piece<'_>, markdown: &str, range: Range<usize>) {
        match piece {
            Piece::Prose(text) => self.text(text, range),
            Piece::Other(Event::Text(text)) => self.text(text, range),
            Piece::Other(event) => {
                self.event(event, markdown, range);
                self.end_stretch();
            }
        }
    }

    /// The first excess, once all events have passed.
    pub(super) fn excess(mut self) -> Option<Excess> {
        self.end_stretch();
        if self.has_html && self.looks / MOST_LOOKS > self.bytes {
            self.exceed(Limit::Specials, self.worst.1.clone());
        }
        self.excess
    }

    fn exceed(&mut self, limit: Limit, range: Range<usize>) {
        self.excess.get_or_insert(Excess { limit, range });
    }

    fn event(&mut self, event: &Event<'_>, markdown: &str, range: Range<usize>) {
        match event {
            Event::Start(tag) => {
                self.depth += usize::from(is_level(tag.to_end()));
                if self.depth > DEEPEST {
                    let end = (range.start + 2).min(markdown.len());
                    self.exceed(Limit::Depth, range.start..end);
                }
                self.start(tag, markdown, range);
            }
            Event::End(tag) => self.depth -= usize::from(is_level(*tag)),
            Event::Code(code) => self.text(code, range),
            Event::InlineHtml(html) => self.html(html, range.start),
            _ => {}
        }
    }

    fn start(&mut self, tag: &Tag<'_>, markdown: &str, range: Range<usize>) {
        match tag {
            Tag::TableCell => {
                self.cells += 1;
                if self.cells > MOST_CELLS {
                    // A cell that was filled in stands behind the end of its row.
                    let row = markdown[..range.start].trim_end_matches('\n').len();
                    self.exceed(Limit::Cells, row..row);
                }
            }
            Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }
                if dest_url.len() > LONGEST_TAG =>
            {
                self.exceed(Limit::Tag, range);
            }
            // A block of HTML comes line by line, but a tag may go over several: it is read as a whole.
            Tag::HtmlBlock => self.html(&markdown[range.clone()], range.start),
            _ => {}
        }
    }

    /// Raw HTML that stands at `start`.
    fn html(&mut self, html: &str, start: usize) {
        self.has_html = true;
        for part in html.split(['<', '>']) {
            self.end_stretch();
            self.text(part, start..start + html.len().min(1));
        }
        for tag in html_tags(html) {
            if tag.end - tag.start > LONGEST_TAG || tag.attributes.len() > MOST_ATTRIBUTES {
                self.exceed(Limit::Tag, start + tag.start..start + tag.end);
            }
        }
        for (offset, depth) in html_depths(html, self.html_depth) {
            self.html_depth = depth;
            if depth > DEEPEST_HTML {
                self.exceed(Limit::HtmlDepth, start + offset..start + offset + 1);
            }
        }
    }

    fn text(&mut self, text: &str, range: Range<usize>) {
        let specials = text.bytes().filter(|byte| matches!(byte, b'&' | 0xc2)).count();
        self.stretch = (self.stretch.0 + text.len(), self.stretch.1 + specials);
        let looks = self.stretch.0.saturating_mul(self.stretch.1);
        if looks > self.worst.0 {
            self.worst = (looks, range);
        }
    }

    fn end_stretch(&mut self) {
        let (bytes, specials) = std::mem::take(&mut self.stretch);
        self.bytes += bytes;
        self.looks = self.looks.saturating_add(bytes.saturating_mul(specials));
    }
}

/// Whether what stands in such an element is a level deeper.
fn is_level(tag: TagEnd) -> bool {
    let inside = [TagEnd::Item, TagEnd::Emphasis, TagEnd::Strong, TagEnd::Strikethrough];
    matches!(tag, TagEnd::BlockQuote(_) | TagEnd::Image) || inside.contains(&tag)
}

/// The places in a text of HTML where an element begins or ends, and how deep tags are nested after each. `depth` is that before the text.
/// An upper bound: elements that end by themselves count as open.
pub(super) fn html_depths(html: &str, mut depth: usize) -> impl Iterator<Item = (usize, usize)> {
    const VOID: [&str; 8] = ["br", "hr", "img", "input", "!--", "wbr", "source", "col"];
    html.match_indices('<').filter_map(move |(index, _)| {
        let tag = &html[index + 1..];
        let opens = tag.starts_with(|c: char| c.is_ascii_alphabetic())
            && !VOID.iter().any(|void| tag.starts_with(void));
        if opens {
            depth += 1;
        } else if tag.starts_with('/') {
            depth = depth.saturating_sub(1);
        } else {
            return None;
        }
        Some((index, depth))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn limit(markdown: &str) -> Option<(Limit, usize)> {
        excess(markdown).map(|excess| (excess.limit, excess.range.start))
    }

    #[test]
    fn each_limit_has_its_place() {
        let columns = "|a".repeat(600);
        let table = format!("{columns}|\n{}|\n{}", "|-".repeat(600), "|b\n".repeat(100));
        for (markdown, expected) in [
            ("- ".repeat(100) + "a", None),
            ("> ".repeat(100) + "a", None),
            ("- ".repeat(101) + "a", Some((Limit::Depth, 200))),
            (table, Some((Limit::Cells, 2652))),
            (format!("a {}", "<b>".repeat(200)), None),
            (format!("a {}", "<b>".repeat(201)), Some((Limit::HtmlDepth, 602))),
            (format!("a <b {}>", "x ".repeat(101)), Some((Limit::Tag, 2))),
            (format!("<p\n{}>", "x\n".repeat(101)), Some((Limit::Tag, 0))),
            (format!("a <b x='{}'>", "&".repeat(9_000)), Some((Limit::Tag, 2))),
            (format!("a [b](c{})", "&".repeat(9_000)), Some((Limit::Tag, 2))),
            ("&".repeat(100_000), None),
            (format!("<b>a</b>\n\n{}", "&".repeat(100_000)), Some((Limit::Specials, 10))),
            (format!("<p>{}", "&#38;".repeat(20_000)), Some((Limit::Specials, 0))),
            (format!("<b>a</b> {}", "« un » ".repeat(300)), None),
        ] {
            assert_eq!(limit(&markdown), expected, "{}", &markdown[..20]);
        }
    }
}
