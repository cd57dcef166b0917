//! Topics: what an article is about, in a tree.

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

/// A topic.
#[derive(Clone, Debug)]
pub struct Topic {
    /// The id that people write, and the last part of its URL.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Words and phrases that speak for it.
    pub keywords: Vec<String>,
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
