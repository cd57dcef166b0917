//! Whether a text is English, the language that the recogniser of names was trained on.

use std::collections::HashSet;

use super::names::{Classes, Lexicon};
use crate::text::{Case, Token};

/// The share of small words above which a text is English: news has 25 to 35 %, lists of names hardly any.
const SHARE: f64 = 0.1;

/// Texts of so few words are taken for English: they tell nothing.
const SHORT: usize = 12;

/// So many different small words make a language; fewer are left over in lists of names and links.
const WORDS: usize = 8;

/// Whether tokens that are not English are those of a text, and not only of a list.
pub(super) fn is_text(tokens: &[Token]) -> bool {
    let small = tokens.iter().filter(|token| matches!(token.case, Case::Lower | Case::None));
    let words: HashSet<u64> = small.map(|token| token.hash).collect();
    words.len() >= WORDS
}

/// Whether the tokens are those of an English text.
pub(super) fn is_english(tokens: &[Token], lexicon: &Lexicon) -> bool {
    let is_small = |token: &&Token| lexicon.classes(token.hash).has(Classes::ENGLISH);
    let enough = (SHARE * tokens.len() as f64).ceil() as usize;
    tokens.len() < SHORT || tokens.iter().filter(is_small).take(enough).count() == enough
}
