//! When the data make no factor, and why.

use std::fmt;

use highwater_facts::{Format, Unit};
use highwater_stats::{Interval, StatsError};

/// With fewer models there is no factor, however close they lie.
pub const LEAST_POINTS: usize = 10;
/// An interval whose upper end is more than so many times its lower end says nothing of a factor.
pub const WIDEST: f64 = 100.0;
/// Why there is no factor.
#[derive(Clone, Debug, PartialEq)]
pub enum Degenerate {
    /// There is no regression.
    NoFit(StatsError),
    /// There are fewer models than [`LEAST_POINTS`].
    TooFew {
        /// How many there are.
        n: usize,
    },
    /// The ends of the interval lie further apart than [`WIDEST`].
    TooWide {
        /// The interval of the factor.
        interval: Interval,
    },
    /// The coefficient of cost may be zero, so that the ratio has no finite interval.
    CostMayBeNothing {
        /// Its interval.
        interval: Interval,
    },
    /// A higher cost goes with a lower score, so that no cost buys a score.
    CostLowersScores,
}

impl fmt::Display for Degenerate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Degenerate::NoFit(error) => write!(f, "there is no regression: {error}"),
            Degenerate::TooFew { n } => write!(
                f,
                "{n} models are too few for a factor, which needs {LEAST_POINTS}"
            ),
            Degenerate::TooWide { interval } => write!(
                f,
                "the models leave the factor open: its interval runs from {} to {}",
                Format::NUMBER.number(interval.low, Unit::Ratio),
                Format::SI.number(interval.high, Unit::Ratio),
            ),
            Degenerate::CostMayBeNothing { interval } => write!(
                f,
                "the coefficient of cost may be zero ({interval}), so the factor has no finite interval"
            ),
            Degenerate::CostLowersScores => {
                f.write_str("dearer models score lower here, so no cost buys a score")
            }
        }
    }
}
