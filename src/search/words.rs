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

/// A word as a factor of the keys of its pairs: appending it to a text, from whose hash its own follows in one step.
#[derive(Clone, Copy, Debug)]
pub struct Factor {
    hash: u32,
    power: u32,
}

impl Factor {
    /// That of a searched word.
    pub fn of(word: &str) -> Self {
        let hash = word.chars().fold(0, step);
        let power = word.chars().fold(1_u32, |power, _| power.wrapping_mul(BASE));
        Self { hash, power }
    }

    /// The key of two words that stand side by side: of the hash of both with a space between, the upper bits of its product with
    /// the golden ratio (Knuth, The Art of Computer Programming 3, 6.4).
    pub fn pair_key(self, second: Self) -> u32 {
        let first = step(self.hash, ' ');
        let hash = first.wrapping_mul(second.power).wrapping_add(second.hash);
        hash.wrapping_mul(0x9e37_79b1) >> (32 - PAIR_BITS)
    }
}

/// The base of the polynomial that is the hash of a text, over its code points.
const BASE: u32 = 31;

fn step(hash: u32, letter: char) -> u32 {
    hash.wrapping_mul(BASE).wrapping_add(u32::from(letter))
}

/// The key of a pair as a word of the table: no text has a word that begins with a space.
pub fn pair_word(key: u32) -> String {
    format!(" {key:04x}")
}

/// The order of texts in JavaScript, by units of UTF-16. That of Rust differs where letters beyond U+FFFF meet those from U+E000.
pub(super) fn utf16_order(one: &str, other: &str) -> Ordering {
    let differing = one.bytes().zip(other.bytes()).find(|(a, b)| a != b);
    match differing {
        Some((a, b)) if a >= 0xee && b >= 0xee => one.encode_utf16().cmp(other.encode_utf16()),
        _ => one.cmp(other),
    }
}
