//! Words of running text: tokens, folding of case and accents, sentences, slugs.
//!
//! Knows nothing of articles or names. Imports nothing of the crate.

mod alike;
mod fold;
mod hashed;
mod plain;
mod sentences;
mod slug;
mod tokens;

pub use alike::alike;
pub use fold::{composed, fold, fold_into, is_unspaced};
pub use hashed::{Hashed, HashedKey};
pub use plain::{is_hidden, plain};
pub use sentences::{sentence_around, sentence_ends};
pub use slug::{is_slug, slug};
pub use tokens::{Case, Gap, Token, form, hash_word, tokens};
