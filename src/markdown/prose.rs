//! The article as a reader sees it, with the way back to the bytes of the source.

use pulldown_cmark::{Event, Tag, TagEnd};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::canonical_combining_class;

use super::events::{Piece, events};
use super::limits::{Excess, Meter};
use crate::diagnostics::Span;
use crate::text::composed;

/// What a stretch of prose is in the article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BlockKind {
    /// The headline.
    Title,
    /// The summary of the front matter.
    Summary,
    /// A heading in the body.
    Heading,
    /// A paragraph.
    Paragraph,
    /// An item of a list.
    Item,
    /// A quoted paragraph.
    Quote,
    /// A cell of a table.
    Cell,
}

/// A block of prose: a kind and the bytes of the prose that it covers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Where it is in the prose.
    pub span: Span,
}

/// A stretch of prose and the bytes that it was written as. Where both are equally long they are the same letters.
#[derive(Clone, Copy, Debug)]
struct Run {
    prose: u32,
    length: u32,
    source: u32,
    source_length: u32,
}

impl Run {
    fn is_exact(self) -> bool {
        self.length == self.source_length
    }
}

/// Headline, summary and body as running text: blocks in reading order with a line end after each. Without markup, code,
/// link targets and HTML.
#[derive(Clone, Debug, Default)]
pub struct Prose {
    text: String,
    runs: Vec<Run>,
    blocks: Vec<Block>,
    lede: Option<u32>,
    body_start: u32,
}

impl Prose {
    /// The text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The text of a span.
    pub fn slice(&self, span: Span) -> &str {
        &self.text[span.range()]
    }

    /// The blocks in reading order.
    pub fn blocks(&self) -> &[Block] {
        &self.blocks
    }

    /// The block that holds a byte of the prose.
    pub fn block_at(&self, position: u32) -> Option<&Block> {
        Some(&self.blocks[self.block_index_at(position)?])
    }

    /// Which of the blocks holds a byte of the prose.
    pub fn block_index_at(&self, position: u32) -> Option<usize> {
        let after = self.blocks.partition_point(|block| block.span.end <= position);
        self.blocks.get(after).filter(|block| block.span.start <= position).map(|_| after)
    }

    /// The first paragraph.
    pub fn lede(&self) -> Option<&Block> {
        Some(&self.blocks[self.lede? as usize])
    }

    /// Where the body begins in the prose, after headline and summary.
    pub fn body_start(&self) -> u32 {
        self.body_start
    }

    /// The bytes of the source that a span of the prose was written as.
    pub fn source_span(&self, span: Span) -> Span {
        if span.is_empty() || self.runs.is_empty() {
            return Span::default();
        }
        let first = self.run_at(span.start);
        let last = self.run_at(span.end - 1);
        let start = if first.is_exact() {
            first.source + span.start.saturating_sub(first.prose)
        } else {
            first.source
        };
        let end = if last.is_exact() {
            last.source + (span.end - last.prose).min(last.length)
        } else {
            last.source + last.source_length
        };
        Span { start, end: end.max(start) }
    }

    fn run_at(&self, position: u32) -> Run {
        let after = self.runs.partition_point(|run| run.prose <= position);
        self.runs[after.saturating_sub(1)]
    }
}

/// Puts prose together block by block.
#[derive(Debug, Default)]
pub struct ProseBuilder {
    prose: Prose,
    block: Option<(BlockKind, u32)>,
    /// The blocks of Markdown that are open, innermost last.
    containers: Vec<BlockKind>,
}

impl ProseBuilder {
    /// Nothing yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Nothing yet, with room for so many bytes. A text that grows by itself would keep up to twice its size: a third of what a large site
    /// takes in memory are the texts of its articles.
    pub fn with_capacity(bytes: usize) -> Self {
        let prose = Prose { text: String::with_capacity(bytes), ..Prose::default() };
        Self { prose, ..Self::default() }
    }

    /// A block of plain text, given as stretches of text with the bytes of the source that each was written as.
    pub fn block<'a>(
        &mut self,
        kind: BlockKind,
        stretches: impl IntoIterator<Item = (&'a str, Span)>,
    ) {
        for (written, source) in stretches {
            // A line end inside a headline is a space to the reader.
            let text = composed(written);
            if text.contains('\n') {
                self.push(kind, &text.replace('\n', " "), written, source);
            } else {
                self.push(kind, &text, written, source);
            }
        }
        self.end_block();
    }

    /// The body: Markdown whose first byte stands at `offset` in the source. Where it goes over a limit, the place comes back.
    pub fn body(&mut self, markdown: &str, offset: u32) -> Option<Excess> {
        self.prose.body_start = self.prose.text.len() as u32;
        let mut meter = Meter::default();
        for (piece, range) in events(markdown) {
            meter.accept(&piece, markdown, range.clone());
            let source = Span::new(offset as usize + range.start, offset as usize + range.end);
            self.accept(&piece, &markdown[range], source);
        }
        self.end_block();
        meter.excess()
    }

    /// Takes in one event, which was written so at that place, and says where in the prose its text begins.
    pub(super) fn accept(&mut self, piece: &Piece<'_>, written: &str, source: Span) -> u32 {
        let start = self.prose.text.len() as u32;
        let kind = self.containers.last().copied().unwrap_or(BlockKind::Paragraph);
        match piece {
            Piece::Prose(text) => self.push(kind, text, written, source),
            Piece::Other(Event::Start(tag)) => self.start(tag),
            Piece::Other(Event::End(tag)) => self.end(*tag),
            Piece::Other(Event::HardBreak) => self.push(kind, " ", written, source),
            Piece::Other(Event::InlineHtml(html)) if html.starts_with("<br") => {
                self.push(kind, " ", written, source);
            }
            // Code is no prose, but the words around it don't touch.
            Piece::Other(Event::Code(_)) => self.push(kind, "…", written, source),
            Piece::Other(Event::Rule | Event::Html(_)) => self.end_block(),
            Piece::Other(_) => {}
        }
        start
    }

    /// The finished prose.
    pub fn finish(mut self) -> Prose {
        self.prose.text.shrink_to_fit();
        self.prose.runs.shrink_to_fit();
        self.prose.blocks.shrink_to_fit();
        self.prose
    }

    fn start(&mut self, tag: &Tag<'_>) {
        match tag {
            Tag::Heading { .. } => self.enter(BlockKind::Heading),
            Tag::Item => self.enter(BlockKind::Item),
            Tag::BlockQuote(_) => self.enter(BlockKind::Quote),
            Tag::TableCell => self.enter(BlockKind::Cell),
            Tag::Paragraph
            | Tag::CodeBlock(_)
            | Tag::Table(_)
            | Tag::List(_)
            | Tag::HtmlBlock
            | Tag::FootnoteDefinition(_) => self.end_block(),
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Heading(_) | TagEnd::Item | TagEnd::BlockQuote(_) | TagEnd::TableCell => {
                self.end_block();
                self.containers.pop();
            }
            TagEnd::Paragraph | TagEnd::Table | TagEnd::List(_) => self.end_block(),
            _ => {}
        }
    }

    fn enter(&mut self, kind: BlockKind) {
        self.end_block();
        self.containers.push(kind);
    }

    fn push(&mut self, kind: BlockKind, text: &str, written: &str, source: Span) {
        if text.is_empty() {
            return;
        }
        if self.block.is_none() {
            self.block = Some((kind, self.prose.text.len() as u32));
        }
        if text != written && !text.is_ascii() && self.push_composed(text, written, source) {
            return;
        }
        self.push_run(text, source);
    }

    fn push_run(&mut self, text: &str, source: Span) {
        self.add_run(Run {
            prose: self.prose.text.len() as u32,
            length: text.len() as u32,
            source: source.start,
            source_length: source.len() as u32,
        });
        self.prose.text.push_str(text);
    }

    /// Text that was written in decomposed form: each letter with its accents is a run of its own. Says whether the text
    /// is that at all.
    fn push_composed(&mut self, text: &str, written: &str, source: Span) -> bool {
        if written.len() != source.len() || !written.nfc().eq(text.chars()) {
            return false;
        }
        let mut start = 0;
        while start < written.len() {
            let end = start + letter_length(&written[start..]);
            let letter: String = written[start..end].nfc().collect();
            let offset = source.start as usize;
            self.push_run(&letter, Span::new(offset + start, offset + end));
            start = end;
        }
        true
    }

    fn add_run(&mut self, run: Run) {
        if let Some(last) = self.prose.runs.last_mut()
            && last.is_exact()
            && run.is_exact()
            && last.prose + last.length == run.prose
            && last.source + last.source_length == run.source
        {
            last.length += run.length;
            last.source_length += run.source_length;
            return;
        }
        self.prose.runs.push(run);
    }

    fn end_block(&mut self) {
        let Some((kind, start)) = self.block.take() else { return };
        let end = self.prose.text.len();
        if kind == BlockKind::Paragraph && self.prose.lede.is_none() {
            self.prose.lede = Some(self.prose.blocks.len() as u32);
        }
        self.prose.blocks.push(Block { kind, span: Span::new(start as usize, end) });
        self.prose.text.push('\n');
    }
}

/// The length of the first letter with all that combines with it: accents, and the later parts of a Hangul syllable.
fn letter_length(text: &str) -> usize {
    let combines =
        |c: char| canonical_combining_class(c) != 0 || ('\u{1160}'..='\u{11ff}').contains(&c);
    let mut letters = text.char_indices().skip(1);
    letters.find(|(_, c)| !combines(*c)).map_or(text.len(), |(index, _)| index)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn prose(markdown: &str) -> Prose {
        let mut builder = ProseBuilder::new();
        assert_eq!(builder.body(markdown, 0), None);
        builder.finish()
    }

    /// The source of a phrase of the prose.
    fn source_of<'a>(markdown: &'a str, phrase: &str) -> &'a str {
        let prose = prose(markdown);
        let start =
            prose.text().find(phrase).unwrap_or_else(|| panic!("{phrase} in {}", prose.text()));
        &markdown[prose.source_span(Span::new(start, start + phrase.len())).range()]
    }

    #[test]
    fn prose_is_what_a_reader_sees() {
        for (markdown, text) in [
            ("One *two*\nthree.\n\nFour", "One two three.\nFour\n"),
            ("# Head\n\n- a\n- b\n\n> quote", "Head\na\nb\nquote\n"),
            ("[Lima](https://lima.example/Peru) and ![Busan](x.png)", "Lima and \n"),
            ("A&amp;B \\* `code` end<br>here<!-- no -->", "A&B * … end here\n"),
            ("```\ncode\n```\n\n<div>hidden</div>\n\nseen", "seen\n"),
            ("| a | b |\n|---|---|\n| c | d |", "a\nb\nc\nd\n"),
            ("Erdog\u{306}an", "Erdo\u{11f}an\n"),
        ] {
            assert_eq!(prose(markdown).text(), text, "{markdown}");
        }
    }

    #[test]
    fn prose_leads_back_to_the_source() {
        assert_eq!(source_of("by Antony\nBlinken, who", "Antony Blinken"), "Antony\nBlinken");
        assert_eq!(source_of("by **Antony** Blinken", "Antony Blinken"), "Antony** Blinken");
        assert_eq!(source_of("AT&amp;T said", "AT&T"), "AT&amp;T");
        assert_eq!(source_of("AT&amp;T said", "said"), "said");
        assert_eq!(source_of("Mr Erdog\u{306}an left", "Erdo\u{11f}an"), "Erdog\u{306}an");
        assert_eq!(source_of("Mr Erdog\u{306}an left", "left"), "left");
    }
}
