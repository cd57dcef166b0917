//! The sentence that names someone, with the name marked.

use super::view::escape;
use crate::content::Article;
use crate::diagnostics::Span;
use crate::markdown::BlockKind;
use crate::tagging::Mention;
use crate::text::sentence_around;

/// Longer sentences are cut around the name, in bytes.
const LONGEST: usize = 320;

/// The sentence around a mention as safe HTML.
pub(super) fn marked_sentence(article: &Article, mention: &Mention) -> String {
    let text = article.prose.text();
    let sentence = sentence_around(text, mention.span.range());
    let (start, end) = cut(text, sentence.start, sentence.end, mention.span);
    let name = mention.span.range();
    format!(
        "{}{}<mark>{}</mark>{}{}",
        if start > sentence.start { "… " } else { "" },
        escape(&text[start..name.start]),
        escape(&text[name.clone()]),
        escape(&text[name.end..end]),
        if end < sentence.end { " …" } else { "" },
    )
}

/// The mention to quote in a list below the headline: the first in the body's running text, else in the summary.
pub(super) fn most_telling(article: &Article, mentions: &[Mention]) -> Option<Mention> {
    let kind =
        |mention: &&Mention| article.prose.block_at(mention.span.start).map(|block| block.kind);
    let running = mentions.iter().find(|mention| {
        matches!(kind(mention), Some(BlockKind::Paragraph | BlockKind::Item | BlockKind::Quote))
    });
    running
        .or_else(|| mentions.iter().find(|mention| kind(mention) == Some(BlockKind::Summary)))
        .copied()
}

/// Each of the few things of one tag with how often it occurs, in the order in which they are first seen.
pub(super) fn counted<T: PartialEq>(things: impl Iterator<Item = T>) -> Vec<(T, usize)> {
    let mut counts: Vec<(T, usize)> = Vec::new();
    for thing in things {
        match counts.iter_mut().find(|(known, _)| *known == thing) {
            Some((_, count)) => *count += 1,
            None => counts.push((thing, 1)),
        }
    }
    counts
}

/// Keeps the name and whole words on both sides.
fn cut(text: &str, start: usize, end: usize, name: Span) -> (usize, usize) {
    if end - start <= LONGEST {
        return (start, end);
    }
    let margin = LONGEST.saturating_sub(name.len()) / 2;
    let from = (name.start as usize).saturating_sub(margin).max(start);
    let to = (name.end as usize + margin).min(end);
    let from = if from == start { start } else { word_start(text, from, name.start as usize) };
    let to = if to == end { end } else { word_end(text, to, name.end as usize) };
    (from, to)
}

fn word_start(text: &str, position: usize, before: usize) -> usize {
    let rest = text.as_bytes()[position..before].iter().position(|byte| *byte == b' ');
    rest.map_or(before, |offset| position + offset + 1)
}

fn word_end(text: &str, position: usize, after: usize) -> usize {
    let rest = text.as_bytes()[after..position].iter().rposition(|byte| *byte == b' ');
    rest.map_or(after, |offset| after + offset)
}
