//! The words that can be searched, the same here and in `static/search.js`.

use std::cmp::Ordering;

use crate::text::{Token, form};

/// Letters of a word that count; nobody types more.
const LONGEST: usize = 40;

/// How many bits the key of a pair of words has: of 400 pairs in an article, one in 160 shares its key with another pair.
const PAIR_BITS: u32 = 16;

/// How many keys of pairs there are.
pub(super) const PAIRS: usize = 1 << PAIR_BITS;

/// A word of a text in the form in which it is searched: folded, of bounded length.
pub fn searched(word: &str) -> String {
    let mut form = form(word);
    if let Some((end, _)) = form.char_indices().nth(LONGEST) {
        form.truncate(end);
    }
    form
}

/// Whether [`searched`] may cut a word, so that another one can become the same.
pub(super) fn is_long(token: Token) -> bool {
    (token.end - token.start) as usize > LONGEST
}

/// The hash of a word from which keys of pairs are made: FNV-1a (Fowler, Noll and Vo) over its UTF-8, which takes JavaScript
/// three lines.
pub fn word_hash(word: &str) -> u32 {
    word.bytes().fold(0x811c_9dc5, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

/// The key of two words that stand side by side.
pub fn pair_key(first: u32, second: u32) -> u32 {
    (first.rotate_left(5) ^ second).wrapping_mul(0x9e37_79b1) >> (32 - PAIR_BITS)
}

/// The order of texts in JavaScript, by units of UTF-16. That of Rust differs where letters beyond U+FFFF meet those from U+E000.
pub(super) fn utf16_order(one: &str, other: &str) -> Ordering {
    let differing = one.bytes().zip(other.bytes()).find(|(a, b)| a != b);
    match differing {
        Some((a, b)) if a >= 0xee && b >= 0xee => one.encode_utf16().cmp(other.encode_utf16()),
        _ => one.cmp(other),
    }
}
