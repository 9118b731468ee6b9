//! An axis as it was drawn, for checks and for what is drawn along it.

use crate::scale::Scale;

/// An axis that was drawn.
#[derive(Clone, Debug, PartialEq)]
pub struct Axis {
    /// The panel that it belongs to.
    pub panel: usize,
    /// Where it runs.
    pub direction: Direction,
    /// Its scale.
    pub scale: Scale,
    /// Its name; empty where it needs none.
    pub title: String,
    /// Its labelled ticks.
    pub ticks: Vec<Tick>,
}

/// Where an axis runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Direction {
    /// From left to right.
    Across,
    /// From the lower to the upper edge.
    Up,
}

/// A labelled tick.
#[derive(Clone, Debug, PartialEq)]
pub struct Tick {
    /// The number.
    pub at: f64,
    /// Its text.
    pub text: String,
}
