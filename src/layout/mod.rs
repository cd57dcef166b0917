//! Where the names of a small network stand on a drawing: pure geometry, which knows nothing of a site.
//!
//! The same network gives the same drawing, to the last unit, on every machine: fixed start positions, a fixed number of rounds, and
//! only those operations that IEEE 754 rounds alike everywhere (no sine, no logarithm). No two names overlap.
//! May import: nothing.

mod around;
mod label;
mod spread;

pub use around::around;
pub use label::{Label, width_of};
pub use spread::spread;

/// A place on a drawing, in its units, from the left and from the top.
#[derive(Clone, Copy, Debug, PartialEq, Default)]
pub struct Point {
    /// From the left.
    pub x: f64,
    /// From the top.
    pub y: f64,
}

/// How much room something takes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Size {
    /// From left to right.
    pub width: f64,
    /// From top to bottom.
    pub height: f64,
}

/// Two nodes, by their numbers, that belong together.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Tie {
    /// One.
    pub first: usize,
    /// The other.
    pub second: usize,
    /// How strongly, from 0 to 1.
    pub strength: f64,
}
