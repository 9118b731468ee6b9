//! A proportion and its interval.

use std::fmt;

use crate::distribution::normal_quantile;
use crate::distributions::{Beta, Distribution};
use crate::error::StatsError;
use crate::g_format::g;
use crate::interval::{Interval, tail_of};

/// A proportion: so many successes in so many trials.
///
/// # Example
///
/// ```
/// use highwater_stats::Proportion;
///
/// let open = Proportion::new(45, 148)?;
/// // statsmodels: proportion_confint(45, 148, method="wilson")
/// let interval = open.wilson(0.95)?;
/// assert!((interval.low - 0.23567644017543343).abs() < 1e-15);
/// assert!((interval.high - 0.3823461970511306).abs() < 1e-15);
/// assert_eq!(open.to_string(), "45 of 148 = 0.3041");
/// # Ok::<(), highwater_stats::StatsError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Proportion {
    /// The share, from 0 to 1.
    pub estimate: f64,
    /// The successes.
    pub successes: u64,
    /// The trials.
    pub trials: u64,
}

impl Proportion {
    /// The proportion of some trials that were successes.
    ///
    /// # Errors
    ///
    /// [`StatsError::TooFew`] without a trial; [`StatsError::OutOfRange`] for more successes than
    /// trials.
    pub fn new(successes: u64, trials: u64) -> Result<Self, StatsError> {
        if trials == 0 {
            return Err(StatsError::TooFew {
                what: "trials",
                needed: 1,
                got: 0,
            });
        }
        if successes > trials {
            return Err(StatsError::OutOfRange {
                what: "successes".to_owned(),
                value: successes as f64,
                range: "from 0 to the number of trials",
            });
        }
        Ok(Proportion {
            estimate: successes as f64 / trials as f64,
            successes,
            trials,
        })
    }

    /// Wilson's score interval: all shares `q` with `|estimate - q| <= z sqrt(q (1 - q) / n)`.
    ///
    /// It stays between 0 and 1 and holds its level well for few trials and for shares near the
    /// ends, where the textbook interval fails.
    ///
    /// # Errors
    ///
    /// [`StatsError::OutOfRange`] unless `level` is between 0 and 1.
    ///
    /// # References
    ///
    /// Wilson (1927), "Probable inference, the law of succession, and statistical inference",
    /// Journal of the American Statistical Association 22, 209-212; Brown, Cai and DasGupta (2001),
    /// "Interval estimation for a binomial proportion", Statistical Science 16, 101-133; R's
    /// `prop.test(correct = FALSE)`.
    pub fn wilson(&self, level: f64) -> Result<Interval, StatsError> {
        let z = -normal_quantile(tail_of(level)?);
        let (n, p) = (self.trials as f64, self.estimate);
        let shrink = 1.0 + z * z / n;
        let centre = (p + z * z / (2.0 * n)) / shrink;
        let half_width = z / shrink * (p * (1.0 - p) / n + z * z / (4.0 * n * n)).sqrt();
        let interval = Interval::around(centre, half_width, level);
        // At the ends the interval touches 0 and 1 exactly, which rounding must not hide.
        Ok(Interval {
            low: if self.successes == 0 {
                0.0
            } else {
                interval.low
            },
            high: if self.successes == self.trials {
                1.0
            } else {
                interval.high
            },
            level,
        })
    }
}

impl Proportion {
    /// Returns the interval of Clopper and Pearson: the shares that a binomial test on either side
    /// does not refuse.
    ///
    /// Exact, so wider than it would have to be; [`wilson`](Self::wilson) comes closer to its level.
    /// With no success, or nothing else, one end is 0 or 1 and the other still leaves out
    /// `(1 - level) / 2`.
    ///
    /// # Errors
    ///
    /// [`StatsError::OutOfRange`] unless `level` is between 0 and 1.
    ///
    /// # Example
    ///
    /// ```
    /// use highwater_stats::Proportion;
    ///
    /// // By hand: none of 20 leaves the shares with (1 - p)^20 >= 0.025.
    /// let interval = Proportion::new(0, 20)?.clopper_pearson(0.95)?;
    /// assert!((interval.high - (1.0 - 0.025_f64.powf(0.05))).abs() < 1e-14);
    /// // R: binom.test(682, 925) prints 0.7076683 0.7654066.
    /// let interval = Proportion::new(682, 925)?.clopper_pearson(0.95)?;
    /// assert_eq!(format!("{:.7} {:.7}", interval.low, interval.high), "0.7076683 0.7654066");
    /// # Ok::<(), highwater_stats::StatsError>(())
    /// ```
    ///
    /// # References
    ///
    /// Clopper and Pearson (1934), "The use of confidence or fiducial limits illustrated in the case
    /// of the binomial", Biometrika 26, 404-413; R's `binom.test`.
    pub fn clopper_pearson(&self, level: f64) -> Result<Interval, StatsError> {
        let tail = tail_of(level)?;
        let (x, n) = (self.successes as f64, self.trials as f64);
        let low = if self.successes == 0 {
            0.0
        } else {
            Beta::new(x, n - x + 1.0)?.quantile(tail)
        };
        let high = if self.successes == self.trials {
            1.0
        } else {
            Beta::new(x + 1.0, n - x)?.quantile_upper(tail)
        };
        Ok(Interval { low, high, level })
    }
}

impl fmt::Display for Proportion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let estimate = g(self.estimate, 4);
        write!(f, "{} of {} = {estimate}", self.successes, self.trials)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// statsmodels 0.14: `proportion_confint(successes, trials, method="wilson")`.
    #[test]
    fn wilson_agrees_with_statsmodels() {
        for (successes, trials, low, high) in [
            (0, 5, 0.0, 0.43448246478317487),
            (5, 5, 0.5655175352168252, 1.0),
            (8, 10, 0.49016247153664183, 0.9433178485456247),
            (1, 1, 0.2065493143772374, 1.0),
        ] {
            let interval = Proportion::new(successes, trials)
                .unwrap()
                .wilson(0.95)
                .unwrap();
            assert!(
                (interval.low - low).abs() < 1e-15,
                "{successes} of {trials}: {interval}"
            );
            assert!(
                (interval.high - high).abs() < 1e-15,
                "{successes} of {trials}: {interval}"
            );
        }
    }

    #[test]
    fn no_trials_too_many_successes_and_odd_levels_are_errors() {
        assert!(matches!(
            Proportion::new(0, 0),
            Err(StatsError::TooFew { .. })
        ));
        assert!(matches!(
            Proportion::new(2, 1),
            Err(StatsError::OutOfRange { .. })
        ));
        for level in [0.0, 1.0, f64::NAN, -1.0] {
            assert!(Proportion::new(1, 2).unwrap().wilson(level).is_err());
        }
    }
}
