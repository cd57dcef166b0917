//! Markdown to sanitised HTML, with the mentions of actors, places and topics linked.

use std::collections::{HashMap, VecDeque};
use std::ops::Range;
use std::rc::Rc;

use pulldown_cmark::{Alignment, CowStr, Event, HeadingLevel, Tag, TagEnd, html};

use super::events::{Piece, events};
use super::prose::ProseBuilder;
use super::sanitise::{is_safe_url, sanitise};
use super::tags::link_edges;
use crate::diagnostics::Span;
use crate::text::slug;

/// A span of the prose that may be linked.
#[derive(Clone, Copy, Debug)]
pub struct MentionLink {
    /// The span in the prose.
    pub span: Span,
    /// What is mentioned there, as an index into the opening tags.
    pub subject: usize,
}

/// What a rendering depends on besides the Markdown.
pub struct HtmlOptions<'a> {
    /// The mentions, in the order of their spans, which don't overlap. The first of each subject is linked.
    pub mentions: &'a [MentionLink],
    /// The opening tag for each subject, escaped: `<a class="mention person" href="…">`.
    pub opening_tags: &'a [Rc<str>],
    /// Where the body begins in the prose that the spans count in.
    pub body_start: u32,
    /// What a box is called that a wide table scrolls in; escaped.
    pub table_label: &'a str,
    /// Whether raw HTML goes to the page as it is, because the user vouches for it.
    pub is_trusted: bool,
    /// Rewrites link targets: an article's file to its URL, a site path to one with the base path. `None` keeps a target.
    pub rewrite_link: &'a dyn Fn(&str) -> Option<String>,
}

/// The body's HTML, with the first mention of each subject linked that stands in no link or heading, and raw HTML sanitised
/// unless the user vouches for it.
pub fn to_html(markdown: &str, options: &HtmlOptions<'_>) -> String {
    let (html, has_raw_html) = write(markdown, options, RawHtml::Passed);
    if !has_raw_html || options.is_trusted {
        return html;
    }
    sanitise(&html).unwrap_or_else(|| write(markdown, options, RawHtml::ShownAsText).0)
}

#[derive(Clone, Copy, PartialEq)]
enum RawHtml {
    Passed,
    ShownAsText,
}

fn write(markdown: &str, options: &HtmlOptions<'_>, raw_html: RawHtml) -> (String, bool) {
    let mut output = String::with_capacity(markdown.len() * 3 / 2);
    let mut linked = Linked {
        events: events(markdown),
        options,
        raw_html,
        prose: ProseBuilder::new(),
        pending: VecDeque::new(),
        next_mention: 0,
        chosen: vec![None; options.opening_tags.len()],
        unlinked: 0,
        in_raw_link: false,
        refused: Vec::new(),
        anchors: HashMap::new(),
        heading_text: None,
        table: Table::default(),
        has_raw_html: false,
    };
    html::push_html(&mut output, &mut linked);
    (output, linked.has_raw_html)
}

/// The stream of events with links laid over it.
struct Linked<'a, I> {
    events: I,
    options: &'a HtmlOptions<'a>,
    raw_html: RawHtml,
    /// Counts along, so that each text knows its place in the prose.
    prose: ProseBuilder,
    pending: VecDeque<Event<'a>>,
    next_mention: usize,
    /// For each subject, the mention that is linked.
    chosen: Vec<Option<usize>>,
    /// Depth inside links and headings, where mentions are not linked.
    unlinked: u32,
    /// Whether a link of raw HTML is open, where mentions are not linked either.
    in_raw_link: bool,
    /// For each open link, whether its target was refused.
    refused: Vec<bool>,
    /// Anchors of the headings so far; for each the number that the next of that text tries first.
    anchors: HashMap<String, u32>,
    /// The events of the open heading, held back until its text, and so its anchor, is known.
    heading_text: Option<String>,
    table: Table,
    has_raw_html: bool,
}

/// The open table: its cells are written here, with classes, for a content security policy allows no `style` attribute.
#[derive(Default)]
struct Table {
    alignments: Vec<Alignment>,
    in_head: bool,
    column: usize,
}

impl Table {
    /// The tag that opens the next cell of the row.
    fn next_cell(&mut self) -> &'static str {
        let alignment = self.alignments.get(self.column).copied().unwrap_or(Alignment::None);
        self.column += 1;
        match (self.in_head, alignment) {
            (true, Alignment::None) => "<th>",
            (true, Alignment::Left) => "<th class=\"left\">",
            (true, Alignment::Center) => "<th class=\"center\">",
            (true, Alignment::Right) => "<th class=\"right\">",
            (false, Alignment::None) => "<td>",
            (false, Alignment::Left) => "<td class=\"left\">",
            (false, Alignment::Center) => "<td class=\"center\">",
            (false, Alignment::Right) => "<td class=\"right\">",
        }
    }

    fn end_of_cell(&self) -> &'static str {
        if self.in_head { "</th>" } else { "</td>" }
    }
}

impl<'a, I: Iterator<Item = (Piece<'a>, Range<usize>)>> Iterator for Linked<'a, I> {
    type Item = Event<'a>;

    fn next(&mut self) -> Option<Event<'a>> {
        loop {
            if self.heading_text.is_none()
                && let Some(event) = self.pending.pop_front()
            {
                return Some(event);
            }
            let Some((piece, _)) = self.events.next() else { return self.pending.pop_front() };
            let position = self.options.body_start + self.prose.accept(&piece, "", Span::default());
            match piece {
                Piece::Prose(text) => self.text(text.into(), position),
                Piece::Other(event) => self.event(event),
            }
        }
    }
}

impl<'a, I> Linked<'a, I> {
    fn event(&mut self, event: Event<'a>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Html(html) | Event::InlineHtml(html)
                if self.raw_html == RawHtml::ShownAsText =>
            {
                self.pending.push_back(Event::Text(html));
            }
            Event::Html(ref html) | Event::InlineHtml(ref html) => {
                self.has_raw_html = true;
                self.in_raw_link = link_edges(html).last().copied().unwrap_or(self.in_raw_link);
                self.pending.push_back(event);
            }
            // A box that nobody can tick is a sign, not a control.
            Event::TaskListMarker(done) => {
                let sign = if done { "☑ " } else { "☐ " };
                self.pending.push_back(Event::Text(sign.into()));
            }
            other => self.pending.push_back(other),
        }
    }

    fn start(&mut self, tag: Tag<'a>) {
        match tag {
            Tag::Link { link_type, dest_url, title, id } => {
                self.unlinked += 1;
                let refused = !is_safe_url(&dest_url);
                self.refused.push(refused);
                if !refused {
                    let dest_url = self.rewritten(dest_url);
                    self.pending.push_back(Event::Start(Tag::Link {
                        link_type,
                        dest_url,
                        title,
                        id,
                    }));
                }
            }
            Tag::Image { link_type, dest_url, title, id } => {
                let dest_url = if is_safe_url(&dest_url) {
                    self.rewritten(dest_url)
                } else {
                    CowStr::Borrowed("")
                };
                self.pending.push_back(Event::Start(Tag::Image { link_type, dest_url, title, id }));
            }
            Tag::Heading { .. } => {
                self.unlinked += 1;
                self.heading_text = Some(String::new());
                self.pending.push_back(Event::Start(tag));
            }
            Tag::Table(alignments) => {
                self.table.alignments = alignments;
                // A wide table scrolls in a box of its own.
                let label = self.options.table_label;
                self.pending.push_back(Event::Html(
                    format!("<div class=\"table-scroll\" tabindex=\"0\" role=\"region\" aria-label=\"{label}\">\n").into(),
                ));
                self.pending.push_back(Event::Start(Tag::Table(Vec::new())));
            }
            Tag::TableHead | Tag::TableRow => {
                self.table.in_head = tag == Tag::TableHead;
                self.table.column = 0;
                self.pending.push_back(Event::Start(tag));
            }
            Tag::TableCell => {
                let opening = self.table.next_cell();
                self.pending.push_back(Event::InlineHtml(opening.into()));
            }
            other => self.pending.push_back(Event::Start(other)),
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Link => {
                self.unlinked -= 1;
                if self.refused.pop() == Some(false) {
                    self.pending.push_back(Event::End(tag));
                }
            }
            TagEnd::Heading(level) => {
                self.unlinked -= 1;
                self.end_heading(level);
            }
            TagEnd::TableCell => {
                self.pending.push_back(Event::InlineHtml(self.table.end_of_cell().into()));
            }
            TagEnd::Table => {
                self.pending.push_back(Event::End(tag));
                self.pending.push_back(Event::Html("</div>\n".into()));
            }
            other => self.pending.push_back(Event::End(other)),
        }
    }

    /// Gives the heading its anchor. The page's own headline is the only `h1`, so a first-level heading steps down.
    fn end_heading(&mut self, level: HeadingLevel) {
        let text = self.heading_text.take().unwrap_or_default();
        let anchor = self.anchor(&text);
        let level = if level == HeadingLevel::H1 { HeadingLevel::H2 } else { level };
        let start = self
            .pending
            .iter_mut()
            .rfind(|event| matches!(event, Event::Start(Tag::Heading { .. })));
        if let Some(start) = start {
            *start = Event::Start(Tag::Heading {
                level,
                id: Some(anchor.into()),
                classes: Vec::new(),
                attrs: Vec::new(),
            });
        }
        self.pending.push_back(Event::End(TagEnd::Heading(level)));
    }

    /// An anchor that no other heading has: `talks`, `talks-2`, and `talks-3` where a heading of its own is called `Talks 2`.
    fn anchor(&mut self, text: &str) -> String {
        let base = slug(text);
        let Some(mut number) = self.anchors.get(&base).copied() else {
            self.anchors.insert(base.clone(), 2);
            return base;
        };
        let mut anchor = format!("{base}-{number}");
        while self.anchors.contains_key(&anchor) {
            number += 1;
            anchor = format!("{base}-{number}");
        }
        self.anchors.insert(base, number + 1);
        self.anchors.insert(anchor.clone(), 2);
        anchor
    }

    fn rewritten(&self, target: CowStr<'a>) -> CowStr<'a> {
        match (self.options.rewrite_link)(&target) {
            Some(rewritten) => rewritten.into(),
            None => target,
        }
    }

    /// Text that begins at `position` in the prose, cut at the mentions in it.
    fn text(&mut self, text: CowStr<'a>, position: u32) {
        if let Some(heading) = &mut self.heading_text {
            heading.push_str(&text);
        }
        let end = position + text.len() as u32;
        let mentions = self.options.mentions;
        while mentions.get(self.next_mention).is_some_and(|mention| mention.span.end <= position) {
            self.next_mention += 1;
        }
        if self.unlinked > 0 || self.in_raw_link {
            self.pending.push_back(Event::Text(text));
            return;
        }
        let mut written = position;
        for (index, mention) in mentions.iter().enumerate().skip(self.next_mention) {
            if mention.span.start >= end {
                break;
            }
            // A mention that goes on over emphasis is linked piece by piece.
            if *self.chosen[mention.subject].get_or_insert(index) != index {
                continue;
            }
            let from = mention.span.start.max(position);
            let to = mention.span.end.min(end);
            self.push_text(&text, position, written, from);
            self.pending.push_back(Event::InlineHtml(CowStr::Borrowed(
                &self.options.opening_tags[mention.subject],
            )));
            self.push_text(&text, position, from, to);
            self.pending.push_back(Event::InlineHtml("</a>".into()));
            written = to;
        }
        if written == position {
            self.pending.push_back(Event::Text(text));
            return;
        }
        self.push_text(&text, position, written, end);
    }

    fn push_text(&mut self, text: &str, position: u32, from: u32, to: u32) {
        if from < to {
            let part = text[(from - position) as usize..(to - position) as usize].to_owned();
            self.pending.push_back(Event::Text(part.into()));
        }
    }
}
