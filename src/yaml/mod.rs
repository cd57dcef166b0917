//! YAML with places: what the user wrote, and where, and every problem in it at once.
//!
//! serde_yaml gives neither the line of a missing field nor more than the first error, lets the last of two equal keys win
//! in silence, and takes quadratic time on nested brackets. So this module, its only user, caps size and depth, reads
//! into a plain tree ([`Node`]), finds the place of each node itself (`outline`), and lets the readers of front matter,
//! registry and site.yaml ask for their fields one by one ([`Fields`]), collecting problems as they go.
//!
//! May import: diagnostics, text.

mod document;
mod fields;
mod outline;
mod quoted;
mod scalar;

pub use document::{Document, Limits, Node};
pub use fields::{Fields, Item};
pub use quoted::quoted;
pub use scalar::{Piece, align};
