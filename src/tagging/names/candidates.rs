//! Which words may be part of a name by the way they are written, and across what a name goes on.

use super::document::{Separator, Word};
use super::lexicon::Classes;
use crate::text::{Case, hash_word};

/// Marks the words that may be part of a name.
pub(super) fn mark(words: &mut [Word]) {
    mark_candidates(words);
    mark_nicknames(words);
    mark_series(words);
}

/// Words with capitals, what is tied to them by a hyphen, numbers after them, and small words that join them.
fn mark_candidates(words: &mut [Word]) {
    for index in 0..words.len() {
        let word = &words[index];
        let tied = matches!(word.before, Separator::Hyphen | Separator::Apostrophe);
        let follows = index > 0 && words[index - 1].candidate;
        let near = word.is_joined();
        words[index].candidate = match word.case {
            _ if word.possessive => false,
            Case::Capitalised | Case::Upper => true,
            Case::Lower if word.shape < 4 => follows && near,
            Case::Lower => word.shape == 6 || (follows && tied),
            Case::None => false,
        };
    }
    // From the end, so that `al-` and `bin` before a capital join what follows.
    for index in (0..words.len().saturating_sub(1)).rev() {
        let next = &words[index + 1];
        let joins = next.candidate
            && matches!(next.before, Separator::Space | Separator::Hyphen | Separator::Apostrophe);
        let word = &words[index];
        if word.candidate || word.possessive || !joins || word.case != Case::Lower {
            continue;
        }
        let prefixed = next.before == Separator::Hyphen && word.classes.has(Classes::PARTICLE);
        if prefixed || (word.classes.has(Classes::CONNECTOR) && reaches_back(words, index)) {
            words[index].candidate = true;
        }
    }
}

/// At most so many words make a nickname.
const NICKNAME: usize = 3;

/// A name goes on across the nickname in quotes that stands inside it.
fn mark_nicknames(words: &mut [Word]) {
    for index in 1..words.len() {
        if words[index].before != Separator::OpeningQuote || !words[index - 1].candidate {
            continue;
        }
        let may_belong = |word: &Word| word.candidate || word.classes.has(Classes::PARTICLE);
        let mut end = index + 1;
        while end - index < NICKNAME
            && words.get(end).is_some_and(|word| may_belong(word) && word.is_joined())
        {
            end += 1;
        }
        let closes =
            words.get(end).is_some_and(|next| next.before == Separator::Quote && next.candidate);
        if !closes || !words[index..end].iter().all(may_belong) {
            continue;
        }
        for word in &mut words[index..end] {
            word.candidate = true;
        }
        for edge in [index, end] {
            words[edge].before = Separator::Nickname;
            words[edge].starts = false;
        }
    }
}

/// What has a list of fields in its name, and within how many words an `and` has to end the list.
const WITH_SERIES: [&str; 8] = [
    "bureau",
    "committee",
    "department",
    "directorate",
    "minister",
    "ministry",
    "office",
    "secretary",
];
const SERIES: usize = 12;

/// A name goes on across the commas of `Ministry of Agriculture, Forestry and Fisheries`.
fn mark_series(words: &mut [Word]) {
    let offices = WITH_SERIES.map(hash_word);
    let joiners = ["of", "for"].map(hash_word);
    let and = hash_word("and");
    for start in 0..words.len().saturating_sub(4) {
        let begins = words[start].candidate
            && offices.contains(&words[start].hash)
            && joiners.contains(&words[start + 1].hash);
        if !begins {
            continue;
        }
        let mut commas = Vec::new();
        for index in start + 1..words.len().min(start + SERIES) {
            let word = &words[index];
            if word.before == Separator::Comma {
                commas.push(index);
            } else if !word.is_joined() {
                break;
            }
            if !word.candidate {
                break;
            }
            if word.hash == and && !commas.is_empty() {
                for comma in commas {
                    words[comma].before = Separator::Series;
                }
                break;
            }
        }
    }
}

/// Whether a small word stands after a capitalised one, with at most two more small words between.
fn reaches_back(words: &[Word], index: usize) -> bool {
    let mut at = index;
    for _ in 0..3 {
        if at == 0 || words[at].before != Separator::Space {
            return false;
        }
        at -= 1;
        if words[at].candidate {
            return true;
        }
        if !words[at].classes.has(Classes::CONNECTOR) || words[at].possessive {
            return false;
        }
    }
    false
}
