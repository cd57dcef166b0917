//! An article as the recogniser sees it: each word with what is known of it, and the runs of words that may be names.

use std::collections::HashMap;
use std::ops::Range;

use xxhash_rust::xxh3::xxh3_64;

use super::candidates;
use super::lexicon::{Classes, Lexicon};
use crate::diagnostics::Span;
use crate::registry::EntityKind;
use crate::text::{Case, Gap, Hashed, Token};

/// What the registry says of a word: the kind of the entry whose name it is part of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Known {
    /// The kind; none where the word is in no name that is known.
    pub kind: Option<EntityKind>,
    /// Whether the known name begins here.
    pub begins: bool,
    /// Whether several entries share the name.
    pub shared: bool,
    /// Whether the name means one entry and nothing else: no word or other name that is written alike, no people of a country.
    pub settled: bool,
}

/// What stands before a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Separator {
    Space,
    Hyphen,
    Apostrophe,
    Dot,
    Comma,
    Open,
    Close,
    OpeningQuote,
    Quote,
    /// The quotes around the nickname inside a name: `Giora "Ginger" Spiegelman`.
    Nickname,
    /// The commas inside the name of an office: `Ministry of Agriculture, Forestry and Fisheries`.
    Series,
    Slash,
    Other,
    Stop,
}

/// A word with what is known of it.
#[derive(Clone, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "signs that don't exclude each other")]
pub(super) struct Word {
    pub(super) hash: u64,
    pub(super) classes: Classes,
    pub(super) case: Case,
    pub(super) shape: u8,
    pub(super) prefix: u64,
    pub(super) suffixes: [u64; 3],
    pub(super) before: Separator,
    pub(super) known: Known,
    /// The first word of a sentence.
    pub(super) starts: bool,
    /// In a headline, where capitals may say nothing.
    pub(super) headline: bool,
    /// The `s` of `Seoul's`.
    pub(super) possessive: bool,
    /// May be part of a name by the way it is written.
    pub(super) candidate: bool,
}

impl Word {
    /// Whether a dot after the word is no end of a sentence: titles, initials, `St.`, `U.S.`.
    fn is_abbreviation(&self) -> bool {
        matches!(self.shape, 4 | 7)
            || self.classes.has(Classes::TITLE.with(Classes::PARTICLE).with(Classes::ORGANIZATION))
    }

    /// Whether a name may go on from the word before to this one.
    pub(super) fn is_joined(&self) -> bool {
        matches!(
            self.before,
            Separator::Space
                | Separator::Hyphen
                | Separator::Apostrophe
                | Separator::Dot
                | Separator::Nickname
                | Separator::Series
        )
    }
}

/// What a run is beyond doubt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Settled {
    /// A name that the registry knows.
    Name(EntityKind),
    /// No name.
    Word,
}

/// How a word is used over the whole article: a set of signs.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Uses(pub(super) u16);

impl Uses {
    pub(super) const SMALL: u16 = 1;
    pub(super) const AFTER_TITLE: u16 = 1 << 1;
    pub(super) const AFTER_GIVEN_NAME: u16 = 1 << 2;
    pub(super) const ENDS_RUN: u16 = 1 << 3;
    pub(super) const BEGINS_RUN: u16 = 1 << 4;
    pub(super) const ALONE: u16 = 1 << 5;
    pub(super) const BEFORE_SPEECH: u16 = 1 << 6;
    pub(super) const AFTER_PREPOSITION: u16 = 1 << 7;
    pub(super) const IN_BRACKETS: u16 = 1 << 8;
    pub(super) const INSIDE_SENTENCE: u16 = 1 << 9;
    pub(super) const BEFORE_ORGANIZATION_WORD: u16 = 1 << 10;
    pub(super) const AFTER_THE: u16 = 1 << 11;
    pub(super) const AFTER_SPEECH: u16 = 1 << 12;
    pub(super) const BEFORE_NUMBER: u16 = 1 << 13;
    pub(super) const POSSESSIVE: u16 = 1 << 14;
    pub(super) const AFTER_HONORIFIC: u16 = 1 << 15;
    /// How many signs there are.
    pub(super) const COUNT: u64 = 16;

    pub(super) fn has(self, sign: u16) -> bool {
        self.0 & sign != 0
    }
}

/// An article as the recogniser sees it.
#[derive(Clone, Debug)]
pub struct Document {
    pub(super) words: Vec<Word>,
    /// The runs of words that may be names, as ranges of words. All other words are outside.
    pub(super) runs: Vec<Range<usize>>,
    pub(super) uses: HashMap<u64, Uses, Hashed>,
}

impl Document {
    /// Looks at a text: its tokens, its headlines, and what the registry knows of each token.
    pub fn new(
        text: &str,
        tokens: &[Token],
        headlines: &[Span],
        known: &[Known],
        lexicon: &Lexicon,
    ) -> Self {
        let mut words = words(text, tokens, headlines, known, lexicon);
        candidates::mark(&mut words);
        let runs = runs(&words);
        let uses = uses(&words, &runs);
        Self { words, runs, uses }
    }

    /// The runs of words that may be names.
    pub fn runs(&self) -> &[Range<usize>] {
        &self.runs
    }

    /// What a run is, where that needs no weighing of signs.
    pub(super) fn settled(&self, run: &Range<usize>) -> Option<Settled> {
        if self.is_everyday(run) {
            return Some(Settled::Word);
        }
        self.settled_kind(run).map(Settled::Name)
    }

    /// Whether a run is an everyday word with a capital only because a sentence begins with it.
    fn is_everyday(&self, run: &Range<usize>) -> bool {
        let word = &self.words[run.start];
        let may_be_name = Classes::GIVEN.with(Classes::FAMILY).with(Classes::PROPER);
        let like_a_name = Uses::INSIDE_SENTENCE
            | Uses::AFTER_TITLE
            | Uses::AFTER_GIVEN_NAME
            | Uses::BEFORE_SPEECH;
        run.len() == 1
            && word.starts
            && !word.headline
            && word.case == Case::Capitalised
            && word.known.kind.is_none()
            && word.classes.has(Classes::COMMON)
            && !word.classes.has(may_be_name)
            && !self.uses(run.start).has(like_a_name)
    }

    /// The kind of the known name that a run is from its first word to its last, where that name is settled.
    fn settled_kind(&self, run: &Range<usize>) -> Option<EntityKind> {
        let known = |index: usize| self.words.get(index).map(|word| word.known).unwrap_or_default();
        let goes_on = |index: usize| known(index).kind.is_some() && !known(index).begins;
        let is_whole =
            known(run.start).begins && (run.start + 1..run.end).all(goes_on) && !goes_on(run.end);
        known(run.start).kind.filter(|_| is_whole && known(run.start).settled)
    }

    pub(super) fn uses(&self, index: usize) -> Uses {
        self.uses.get(&self.words[index].hash).copied().unwrap_or_default()
    }
}

fn words(
    text: &str,
    tokens: &[Token],
    headlines: &[Span],
    known: &[Known],
    lexicon: &Lexicon,
) -> Vec<Word> {
    let owners = OWNERS.map(crate::text::hash_word);
    let mut previous_end = 0;
    let mut words: Vec<Word> = Vec::with_capacity(tokens.len());
    let mut small = String::new();
    for (index, token) in tokens.iter().enumerate() {
        let written = token.of(text);
        let between = &text[previous_end..token.start as usize];
        let before = match separator(between, token.gap) {
            Separator::Dot
                if between != "." && !words.last().is_some_and(Word::is_abbreviation) =>
            {
                Separator::Stop
            }
            Separator::Quote
                if matches!(between, "' " | "’ ")
                    && (ends_with_apostrophe(text, &words, previous_end)
                        || owns_a_body(words.last(), &owners)) =>
            {
                Separator::Apostrophe
            }
            separator => separator,
        };
        let is_small = written.as_bytes().iter().all(u8::is_ascii_lowercase);
        previous_end = token.end as usize;
        let headline =
            headlines.iter().any(|span| span.start <= token.start && token.end <= span.end);
        // Of small words only the whole word is looked at.
        let Affixes { prefix, suffixes } = if token.case == Case::Lower {
            Affixes::default()
        } else {
            Affixes::of(written, &mut small)
        };
        words.push(Word {
            hash: token.hash,
            classes: lexicon.classes(token.hash),
            case: token.case,
            shape: if is_small { SMALL } else { shape(written) },
            prefix,
            suffixes,
            before,
            known: known.get(index).copied().unwrap_or_default(),
            starts: before == Separator::Stop
                || (matches!(before, Separator::Quote | Separator::OpeningQuote)
                    && index > 0
                    && token.gap != Gap::Joint),
            headline,
            possessive: before == Separator::Apostrophe
                && written.eq_ignore_ascii_case("s")
                && !owns_a_body(words.last(), &owners),
            candidate: false,
        });
    }
    words
}

/// Whose bodies have a possessive in their names: `Chief Magistrate's Court`, `Workers' Party`.
const OWNERS: [&str; 18] = [
    "attorneys",
    "chiefs",
    "children",
    "depositors",
    "employees",
    "employers",
    "farmers",
    "general",
    "governor",
    "magistrate",
    "magistrates",
    "people",
    "peoples",
    "planters",
    "prosecutor",
    "teachers",
    "women",
    "workers",
];

fn owns_a_body(word: Option<&Word>, owners: &[u64]) -> bool {
    word.is_some_and(|word| word.case != Case::Lower && owners.contains(&word.hash))
}

/// Hashes of the first three letters, and of the last two, three and four.
#[derive(Default)]
struct Affixes {
    prefix: u64,
    suffixes: [u64; 3],
}

impl Affixes {
    /// The affixes of a word, whose small letters are put into `small`.
    fn of(written: &str, small: &mut String) -> Self {
        small.clear();
        if written.is_ascii() {
            small.push_str(written);
            small.make_ascii_lowercase();
            let letters = small.as_bytes();
            let suffix = |length| xxh3_64(&letters[letters.len().saturating_sub(length)..]);
            let prefix = xxh3_64(&letters[..letters.len().min(3)]);
            return Self { prefix, suffixes: [2, 3, 4].map(suffix) };
        }
        small.push_str(&written.to_lowercase());
        let start = small.char_indices().nth(3).map_or(small.as_str(), |(at, _)| &small[..at]);
        let suffix = |letters: usize| {
            let end = small.char_indices().rev().nth(letters - 1);
            xxh3_64(&small.as_bytes()[end.map_or(0, |(at, _)| at)..])
        };
        Self { prefix: xxh3_64(start.as_bytes()), suffixes: [2, 3, 4].map(suffix) }
    }
}

fn separator(between: &str, gap: Gap) -> Separator {
    if gap == Gap::Stop {
        return Separator::Stop;
    }
    if between.as_bytes() == b" " {
        return Separator::Space;
    }
    for c in between.chars() {
        return match c {
            ' ' | '\u{a0}' | '\t' => continue,
            '-' | '‐' | '‑' | '–' if !between.contains(' ') => Separator::Hyphen,
            '\'' | '’' | 'ʼ' | '‘' if !between.contains(' ') => Separator::Apostrophe,
            '.' => Separator::Dot,
            ',' | ';' => Separator::Comma,
            '(' | '[' => Separator::Open,
            ')' | ']' => Separator::Close,
            '"' | '“' | '”' | '\'' | '‘' | '’' if between.starts_with(' ') => {
                Separator::OpeningQuote
            }
            '"' | '“' | '”' | '\'' | '‘' | '’' => Separator::Quote,
            '/' => Separator::Slash,
            _ => Separator::Other,
        };
    }
    Separator::Space
}

/// Whether an apostrophe after the word before is part of it (`Ochieng’ Odhiambo`): no plural's, and none that closes a quotation.
fn ends_with_apostrophe(text: &str, words: &[Word], end: usize) -> bool {
    let is_plural = text[..end].ends_with(['s', 'S', 'x', 'z']);
    let is_quoted = words.iter().rev().take(8).any(|word| word.before == Separator::OpeningQuote);
    !is_plural && !is_quoted
}

/// The shape of words of small letters.
const SMALL: u8 = 5;

/// The kind of writing: an initial, capitals, a capital inside, digits, accents.
fn shape(written: &str) -> u8 {
    let digits = written.bytes().filter(u8::is_ascii_digit).count();
    if digits == written.len() {
        return if digits == 4 { 1 } else { 2 };
    }
    if digits > 0 {
        return 3;
    }
    if written.contains('.') {
        return 4;
    }
    let mut rest = written.chars();
    let begins_high = rest.next().is_some_and(char::is_uppercase);
    let (length, upper) = rest.fold((0, 0), |(length, upper), letter| {
        (length + 1, upper + usize::from(letter.is_uppercase()))
    });
    match (begins_high, length, upper) {
        (false, _, 0) => SMALL,
        (false, _, _) => 6,
        (true, 0, _) => 7,
        (true, length, upper) if upper == length => {
            if length < 4 {
                8
            } else {
                9
            }
        }
        (true, _, 0) => {
            if written.is_ascii() {
                10
            } else {
                11
            }
        }
        (true, _, _) => 12,
    }
}

/// Candidates in a row, as far as no punctuation parts them.
fn runs(words: &[Word]) -> Vec<Range<usize>> {
    let mut runs: Vec<Range<usize>> = Vec::new();
    for (index, word) in words.iter().enumerate().filter(|(_, word)| word.candidate) {
        match runs.last_mut() {
            Some(run) if run.end == index && word.is_joined() => run.end = index + 1,
            _ => runs.push(index..index + 1),
        }
    }
    runs
}

/// Prepositions before places, folded.
const PREPOSITIONS: [&str; 8] = ["in", "at", "from", "near", "outside", "across", "to", "into"];

fn uses(words: &[Word], runs: &[Range<usize>]) -> HashMap<u64, Uses, Hashed> {
    let prepositions = PREPOSITIONS.map(crate::text::hash_word);
    let the = crate::text::hash_word("the");
    let most = runs.iter().map(Range::len).sum();
    let mut uses: HashMap<u64, Uses, Hashed> =
        HashMap::with_capacity_and_hasher(most, Hashed::default());
    for run in runs {
        for index in run.clone() {
            let word = &words[index];
            let mut signs = 0;
            let tied = |at: usize| {
                matches!(words[at].before, Separator::Space | Separator::Dot | Separator::Hyphen)
            };
            if index > 0 && tied(index) {
                let previous = &words[index - 1];
                if previous.classes.has(Classes::TITLE) {
                    signs |= Uses::AFTER_TITLE;
                }
                if previous.candidate && previous.classes.has(Classes::HONORIFIC) {
                    signs |= Uses::AFTER_HONORIFIC;
                }
                if !previous.candidate && previous.classes.has(Classes::SPEECH) {
                    signs |= Uses::AFTER_SPEECH;
                }
                if previous.candidate && previous.classes.has(Classes::GIVEN) {
                    signs |= Uses::AFTER_GIVEN_NAME;
                }
                if prepositions.contains(&previous.hash) {
                    signs |= Uses::AFTER_PREPOSITION;
                }
                if previous.hash == the {
                    signs |= Uses::AFTER_THE;
                }
            }
            if word.before == Separator::Open {
                signs |= Uses::IN_BRACKETS;
            }
            if let Some(next) = words.get(index + 1) {
                if next.classes.has(Classes::SPEECH) && tied(index + 1) {
                    signs |= Uses::BEFORE_SPEECH;
                }
                if next.possessive {
                    signs |= Uses::POSSESSIVE;
                }
                // An age: `Calloway, 45,`.
                if next.shape == 2 && next.before == Separator::Comma {
                    signs |= Uses::BEFORE_NUMBER;
                }
                if next.candidate && next.classes.has(Classes::ORGANIZATION) && tied(index + 1) {
                    signs |= Uses::BEFORE_ORGANIZATION_WORD;
                }
            }
            let begins = index == run.start || !tied(index);
            let ends = index + 1 == run.end || !tied(index + 1);
            signs |= match (begins, ends) {
                (true, true) => Uses::ALONE,
                (true, false) => Uses::BEGINS_RUN,
                (false, true) => Uses::ENDS_RUN,
                (false, false) => 0,
            };
            if !word.starts && !word.headline {
                signs |= Uses::INSIDE_SENTENCE;
            }
            uses.entry(word.hash).or_default().0 |= signs;
        }
    }
    for word in words.iter().filter(|word| word.case == Case::Lower) {
        if let Some(seen) = uses.get_mut(&word.hash) {
            seen.0 |= Uses::SMALL;
        }
    }
    uses
}
