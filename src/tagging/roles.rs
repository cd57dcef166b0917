//! The office beside a person's name: `South Korea's Foreign Minister Cho Tae-yul`, `Tammy Bruce, the department spokesperson,`.

use std::ops::Range;

use super::names::{Classes, Lexicon};
use crate::diagnostics::Span;
use crate::text::{Case, Gap, Token};

/// An office as the article tells it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Role {
    /// The words of the office: `Foreign Minister`.
    pub title: String,
    /// Where they are in the prose.
    pub span: Span,
}

/// Words of a role before a name, and after it.
const BEFORE: usize = 6;
const AFTER: usize = 9;

/// The office beside the name that the tokens `name` spell, if one stands there.
pub(super) fn role(
    text: &str,
    tokens: &[Token],
    name: &Range<usize>,
    lexicon: &Lexicon,
) -> Option<Role> {
    before(text, tokens, name.start, lexicon).or_else(|| after(text, tokens, name.end, lexicon))
}

fn is_title(token: Token, lexicon: &Lexicon) -> bool {
    lexicon.classes(token.hash).has(Classes::TITLE)
}

fn before(text: &str, tokens: &[Token], start: usize, lexicon: &Lexicon) -> Option<Role> {
    let mut first = start;
    while first > 0 && start - first < BEFORE {
        // A title and what follows it stand in one phrase; `Gen.` keeps its dot.
        let between = &text[tokens[first - 1].end as usize..tokens[first].start as usize];
        let token = tokens[first - 1];
        let joined = matches!(between, " " | "-" | ". ");
        let belongs = is_title(token, lexicon)
            || (first < start && lexicon.classes(token.hash).has(Classes::OFFICE));
        if !joined || !belongs {
            break;
        }
        first -= 1;
    }
    (first < start).then(|| role_of(text, tokens, first..start))
}

fn after(text: &str, tokens: &[Token], end: usize, lexicon: &Lexicon) -> Option<Role> {
    let next = tokens.get(end)?;
    let between = &text[tokens[end - 1].end as usize..next.start as usize];
    if between != ", " || next.case != Case::Lower {
        return None;
    }
    let article = matches!(next.of(text), "the" | "a" | "an");
    let first = if article { end + 1 } else { end };
    let phrase = tokens.iter().enumerate().skip(first).take(AFTER);
    let last = phrase
        .take_while(|(index, token)| *index == first || matches!(token.gap, Gap::Joint))
        .last()?
        .0;
    let ends = tokens.get(last + 1).is_none_or(|token| token.gap != Gap::Joint);
    let holds_title = (first..=last).any(|index| is_title(tokens[index], lexicon));
    (ends && holds_title).then(|| role_of(text, tokens, first..last + 1))
}

fn role_of(text: &str, tokens: &[Token], range: Range<usize>) -> Role {
    let span = Span { start: tokens[range.start].start, end: tokens[range.end - 1].end };
    Role { title: text[span.range()].to_owned(), span }
}
