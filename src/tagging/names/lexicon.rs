//! What is known of words: which are names of people, which are everyday words, which are titles.

use std::collections::BTreeMap;

use super::table::Table;
use super::titles::{self, HONORIFICS, POST_NOMINALS};
use super::words::{
    CALENDAR, CONNECTORS, ENGLISH, OFFICE_WORDS, ORGANIZATION_WORDS, PARTICLES, PLACE_WORDS,
    SPEECH_WORDS, TITLES,
};
use crate::text::hash_word;

/// What is known of a word: a set of classes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Classes(u16);

impl Classes {
    /// A given name.
    pub const GIVEN: Self = Self(1);
    /// A family name.
    pub const FAMILY: Self = Self(1 << 1);
    /// A given or family name somewhere; everyday words too.
    pub const NAME: Self = Self(1 << 2);
    /// A word of the dictionary in small letters.
    pub const COMMON: Self = Self(1 << 3);
    /// A word of the dictionary that always has a capital.
    pub const PROPER: Self = Self(1 << 4);
    /// A title or an office.
    pub const TITLE: Self = Self(1 << 5);
    /// A word of names of organisations.
    pub const ORGANIZATION: Self = Self(1 << 6);
    /// A word of names of places.
    pub const PLACE: Self = Self(1 << 7);
    /// What people do who are quoted.
    pub const SPEECH: Self = Self(1 << 8);
    /// A small word inside names of people.
    pub const PARTICLE: Self = Self(1 << 9);
    /// A day or a month.
    pub const CALENDAR: Self = Self(1 << 10);
    /// A small word that may join the words of a name.
    pub const CONNECTOR: Self = Self(1 << 11);

    /// A small word of English, such as any text is full of.
    pub const ENGLISH: Self = Self(1 << 12);
    /// A word that stands before a title and belongs to it.
    pub const OFFICE: Self = Self(1 << 13);
    /// A form of address that may be a name as well.
    pub const HONORIFIC: Self = Self(1 << 14);
    /// Letters after a name.
    pub const POST_NOMINAL: Self = Self(1 << 15);

    /// The classes that the blob of the model keeps, those of large lists.
    pub const fn stored(self) -> u8 {
        (self.0 & 0x1f) as u8
    }

    /// Classes as the blob keeps them.
    pub const fn from_stored(bits: u8) -> Self {
        Self(bits as u16 & 0x1f)
    }

    /// Both sets together.
    #[must_use]
    pub const fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether any of the classes is in the set.
    pub const fn has(self, any: Self) -> bool {
        self.0 & any.0 != 0
    }

    /// The set as a number.
    pub const fn bits(self) -> u16 {
        self.0
    }
}

/// The classes of words by the hashes of their folded forms ([`hash_word`]), of which 32 bits tell words apart well enough.
#[derive(Clone, Debug, Default)]
pub struct Lexicon {
    classes: Table<Classes>,
}

impl Lexicon {
    /// A lexicon of the large lists' words, in ascending order, and of those that are part of the program.
    pub fn new(words: impl IntoIterator<Item = (u32, Classes)>) -> Self {
        let mut classes: Vec<(u32, Classes)> = words.into_iter().collect();
        let large = classes.len();
        for (word, more) in listed() {
            match classes[..large].binary_search_by_key(&word, |(word, _)| *word) {
                Ok(index) => classes[index].1 = classes[index].1.with(more),
                Err(_) => classes.push((word, more)),
            }
        }
        classes.sort_by_key(|(word, _)| *word);
        Self { classes: Table::new(classes) }
    }

    /// The words of the large lists with what the blob of the model keeps of them, in ascending order.
    pub(super) fn stored(&self) -> impl Iterator<Item = (u32, u8)> {
        let stored = self.classes.entries().map(|(hash, classes)| (*hash, classes.stored()));
        stored.filter(|(_, classes)| *classes != 0)
    }

    /// What is known of the word with that hash.
    pub fn classes(&self, hash: u64) -> Classes {
        self.classes.get(hash as u32).copied().unwrap_or_default()
    }
}

/// The words that are part of the program, with all their classes.
fn listed() -> BTreeMap<u32, Classes> {
    let mut listed: BTreeMap<u32, Classes> = BTreeMap::new();
    let mut add = |word: &str, class: Classes| {
        let classes = listed.entry(hash_word(word) as u32).or_default();
        *classes = classes.with(class);
    };
    for (list, class) in [
        (TITLES, Classes::TITLE),
        (ORGANIZATION_WORDS, Classes::ORGANIZATION),
        (PLACE_WORDS, Classes::PLACE),
        (SPEECH_WORDS, Classes::SPEECH),
        (PARTICLES, Classes::PARTICLE),
        (CALENDAR, Classes::CALENDAR),
        (CONNECTORS, Classes::CONNECTOR),
        (ENGLISH, Classes::ENGLISH),
        (OFFICE_WORDS, Classes::OFFICE),
        (HONORIFICS, Classes::HONORIFIC),
        (POST_NOMINALS, Classes::POST_NOMINAL),
    ] {
        for word in list {
            add(word, class);
        }
    }
    for title in titles::titles() {
        add(title, Classes::TITLE);
    }
    listed
}
