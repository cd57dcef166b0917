//! The index of the search: which words stand in which articles, cut into files of which a query reads a few.
//!
//! [`Index::of`] makes it from a whole site; it is the one thing besides the network of relations that no page can make alone.
//! A search reads `manifest.json`, then for each word the shard of the table that holds it (for the start of a word some more), and the
//! cards of the hits that are shown. `static/search.js` is the reader.
//!
//! The table has each word with the articles it stands in, weighed, and the subjects (actors, places, topics) in whose names it stands.
//!
//! - An entry such as `people/antony-blinken` has the articles on a subject: a filter is a word that must be there.
//! - An entry such as ` 1f2e` has the articles in which two words stand side by side, under a key of 16 bits. A phrase is all of its pairs.
//!
//! The cards of articles and subjects, a few dozen in a file, are made by `render`.
//!
//! May import: text, config, content, registry, tagging, site.

mod build;
mod postings;
mod shards;
mod words;

pub use build::{Index, Limits};
pub use postings::{DENSE_WEIGHT, List, MOST_WEIGHT, decode, read_integer, write_integer};
pub use shards::Shards;
pub use words::{Factor, pair_word, searched};
