//! The index of the search: which words stand in which articles, cut into files of which a query reads a few.
//!
//! [`Index::of`] makes it from a whole site; it is the one thing besides the network of relations that no page can make alone.
//! A search reads `manifest.json`, then for each word the shard of the table of words that holds it (for the start of a word some more),
//! for a phrase the shards of its pairs of words, and for the hits that are shown their cards. `static/search.js` is the reader.
//!
//! - `words`: each word with the articles it stands in, weighed, and the subjects (actors, places, topics) in whose names it stands. An
//!   entry such as `people/antony-blinken` has the articles on a subject: a filter is a word that must be there.
//! - `pairs`: each two words that stand side by side, under a key of 16 bits, with the articles. A phrase is all of its pairs.
//! - articles and subjects by number; their cards are made by `render`, a few dozen in a file.
//!
//! May import: text, config, content, registry, tagging, site.

mod build;
mod postings;
mod shards;
mod words;

pub use build::{Index, Limits};
pub use postings::{DENSE_WEIGHT, List, MOST_WEIGHT, decode, read_integer, write_integer};
pub use shards::Shards;
pub use words::{pair_key, searched, word_hash};
