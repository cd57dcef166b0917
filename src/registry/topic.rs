//! Topics: what an article is about, in a tree.

use std::fmt;

use super::{Declaration, Profile};

/// The number of a topic in its registry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TopicId(pub u32);

impl TopicId {
    /// The number as an index.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// What speaks for a topic: a word or phrase, or several of them in one sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Keyword {
    /// The words and phrases; never empty.
    pub phrases: Vec<String>,
}

impl Keyword {
    /// Whether it is one word alone, which says less than a phrase or several words together.
    pub fn is_single_word(&self) -> bool {
        matches!(self.phrases.as_slice(), [only] if !only.trim().contains(char::is_whitespace))
    }
}

/// `plastic + treaty`.
impl fmt::Display for Keyword {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.phrases.join(" + "))
    }
}

/// A topic.
#[derive(Clone, Debug)]
pub struct Topic {
    /// The id that people write, and the last part of its URL.
    pub id: String,
    /// Its name.
    pub name: String,
    /// What speaks for it.
    pub keywords: Vec<Keyword>,
    /// Phrases in which its keywords mean something else: `plastic surgery`.
    pub not: Vec<String>,
    /// The topic above it.
    pub broader: Option<TopicId>,
    /// Media Topic of the IPTC: `medtop:20000065`.
    pub iptc: Option<String>,
    /// One sentence; may be empty.
    pub summary: String,
    /// A longer text.
    pub profile: Option<Profile>,
    /// Where it was declared.
    pub declaration: Declaration,
    /// Whether only the built-in atlas knows it, and not the site.
    pub from_atlas: bool,
}
