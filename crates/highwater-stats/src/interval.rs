//! An interval with its confidence level.

use std::fmt;

use crate::error::StatsError;
use crate::g_format::g;

/// An interval from `low` to `high` that holds the quantity with confidence `level`.
///
/// # Example
///
/// ```
/// use highwater_stats::{Missing, welch_t};
///
/// // Student's sleep data; R's t.test() prints -3.3654832 and 0.2054832.
/// let drug_1 = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0];
/// let drug_2 = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4];
/// let interval = welch_t(&drug_1, &drug_2, Missing::Refuse)?.interval(0.95)?;
/// assert_eq!(interval.to_string(), "-3.365 to 0.2055 (95%)");
/// # Ok::<(), highwater_stats::StatsError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Interval {
    /// The lower end.
    pub low: f64,
    /// The upper end.
    pub high: f64,
    /// The confidence, from 0 to 1: 0.95 for a 95 % interval.
    pub level: f64,
}

impl Interval {
    /// Returns whether the interval holds `value`, its ends included.
    #[must_use]
    pub fn contains(&self, value: f64) -> bool {
        self.low <= value && value <= self.high
    }

    /// Both ends through a monotone function; the ends change places where it falls.
    #[must_use]
    pub fn map(&self, f: impl Fn(f64) -> f64) -> Interval {
        let (a, b) = (f(self.low), f(self.high));
        Interval {
            low: a.min(b),
            high: a.max(b),
            level: self.level,
        }
    }

    /// `centre - half_width` to `centre + half_width`.
    pub(crate) fn around(centre: f64, half_width: f64, level: f64) -> Interval {
        Interval {
            low: centre - half_width,
            high: centre + half_width,
            level,
        }
    }
}

impl fmt::Display for Interval {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} to {} ({}%)",
            g(self.low, 4),
            g(self.high, 4),
            g(100.0 * self.level, 4)
        )
    }
}

/// Returns the probability outside an interval of this level on either side, `(1 - level) / 2`.
pub(crate) fn tail_of(level: f64) -> Result<f64, StatsError> {
    if level > 0.0 && level < 1.0 {
        Ok((1.0 - level) / 2.0)
    } else {
        Err(StatsError::OutOfRange {
            what: "level".into(),
            value: level,
            range: "between 0 and 1, both excluded",
        })
    }
}
