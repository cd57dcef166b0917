//! What a recognised name names: one or several people or bodies, each without what stands around it.

use std::ops::Range;

use super::discovery::Text;
use super::names::{Classes, Name, NameKind};
use crate::registry::EntityKind;
use crate::text::Case;

/// A name of the article before those of one person or body are gathered.
pub(super) struct Occurrence {
    pub(super) tokens: Range<usize>,
    pub(super) kind: EntityKind,
    pub(super) confidence: f32,
}

/// The people, bodies and places that a recognised name names.
pub(super) fn occurrences(text: Text<'_>, name: &Name) -> impl Iterator<Item = Occurrence> {
    parts(text, name).into_iter().filter_map(move |part| occurrence(text, &part))
}

/// The names in a recognised name: `Cho and Blinken` are two people, `the Bank of Ghana and Stanbic Bank` two bodies.
fn parts(text: Text<'_>, name: &Name) -> Vec<Name> {
    let is_and = |index: &usize| text.tokens[*index].of(text.prose.text()) == "and";
    let is_body = |part: &Name| {
        let mut tokens = part.tokens.clone();
        part.tokens.len() > 1 && tokens.any(|index| text.classes(index).has(Classes::ORGANIZATION))
    };
    let ends: Vec<usize> = name.tokens.clone().filter(is_and).chain([name.tokens.end]).collect();
    let mut start = name.tokens.start;
    let mut parts = Vec::new();
    for end in ends {
        if start < end {
            parts.push(Name { tokens: start..end, ..name.clone() });
        }
        start = end + 1;
    }
    match name.kind {
        NameKind::Person => parts,
        NameKind::Organization if parts.iter().all(is_body) => parts,
        _ => vec![name.clone()],
    }
}

/// Whether a word is a title and nobody's name.
fn is_surely_title(text: Text<'_>, index: usize) -> bool {
    let classes = text.classes(index);
    classes.has(Classes::TITLE) && !classes.has(Classes::GIVEN.with(Classes::FAMILY))
}

/// A recognised name without what stands around it: titles, an article, letters after it.
fn occurrence(text: Text<'_>, name: &Name) -> Option<Occurrence> {
    let kind = match name.kind {
        NameKind::Person => EntityKind::Person,
        NameKind::Organization => EntityKind::Organization,
        NameKind::Place => EntityKind::Place,
        NameKind::Other => return None,
    };
    let mut tokens = name.tokens.clone();
    let kind = if kind == EntityKind::Person && ends_as_place(text, &tokens) {
        EntityKind::Place
    } else {
        kind
    };
    if kind == EntityKind::Person {
        tokens = bare(text, tokens);
    }
    while tokens.len() > 1
        && text.tokens[tokens.start].of(text.prose.text()).eq_ignore_ascii_case("the")
    {
        tokens.start += 1;
    }
    let has_letters = text.written(&tokens).chars().filter(|c| c.is_alphabetic()).count() > 1;
    has_letters.then_some(Occurrence { tokens, kind, confidence: name.confidence })
}

/// Whether a name that may be a person's is that of an airport or a bridge, named after somebody.
fn ends_as_place(text: Text<'_>, tokens: &Range<usize>) -> bool {
    let classes = text.classes(tokens.end - 1);
    let may_be_name = Classes::GIVEN.with(Classes::FAMILY);
    tokens.len() > 2 && classes.has(Classes::PLACE) && !classes.has(may_be_name)
}

/// Small words that stand in no name of a person.
const NO_NAMES: [&str; 9] = ["at", "for", "from", "in", "of", "on", "the", "to", "with"];

/// A person's name without titles and offices before it, letters after it, and what a small word joins to it.
fn bare(text: Text<'_>, mut tokens: Range<usize>) -> Range<usize> {
    let written = |index: usize| text.tokens[index].of(text.prose.text());
    let is_title = |index: usize| {
        let classes = text.classes(index);
        let is_title = classes.has(Classes::TITLE) && !classes.has(Classes::GIVEN);
        // `Tan Sri`, `Nana Dr`.
        let before_title = classes.has(Classes::HONORIFIC) && is_surely_title(text, index + 1);
        is_title || before_title
    };
    // `Limpopo Premier Phophi Mashaba`.
    let last_title =
        (tokens.start..tokens.end - 1).rev().find(|index| is_surely_title(text, *index));
    tokens.start = last_title.map_or(tokens.start, |index| index + 1);
    while tokens.len() > 1 && is_title(tokens.start) {
        tokens.start += 1;
    }
    let is_no_name = |index: &usize| {
        let word = written(*index);
        NO_NAMES.contains(&word) || word.contains(|letter: char| letter.is_ascii_digit())
    };
    let joint = (tokens.start + 1..tokens.end).find(is_no_name);
    tokens.end = joint.unwrap_or(tokens.end);
    let is_letters = |index: usize| {
        text.tokens[index].case == Case::Upper && text.classes(index).has(Classes::POST_NOMINAL)
    };
    while tokens.len() > 1 && is_letters(tokens.end - 1) && !is_letters(tokens.start) {
        tokens.end -= 1;
    }
    tokens
}
