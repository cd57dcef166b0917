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

/// Whether the tokens are those of a text in another language, and not only of a list.
pub(super) fn is_foreign(tokens: &[Token], lexicon: &Lexicon) -> bool {
    let small = tokens.iter().filter(|token| matches!(token.case, Case::Lower | Case::None));
    let words: HashSet<u64> = small.map(|token| token.hash).collect();
    words.len() >= WORDS && !is_english(tokens, lexicon)
}

/// Whether the tokens are those of an English text.
pub(super) fn is_english(tokens: &[Token], lexicon: &Lexicon) -> bool {
    let is_small = |token: &&Token| lexicon.classes(token.hash).has(Classes::ENGLISH);
    let small = tokens.iter().filter(is_small).count();
    tokens.len() < SHORT || small as f64 >= SHARE * tokens.len() as f64
}
