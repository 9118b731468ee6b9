//! Two proportions compared.

use std::fmt;

use crate::distribution::{normal_quantile, normal_sf};
use crate::error::StatsError;
use crate::g_format::g;
use crate::interval::{Interval, tail_of};
use crate::p_values::PValues;
use crate::proportion::Proportion;

/// Two proportions: their difference, their ratio, and whether they differ.
///
/// # Example
///
/// ```
/// use highwater_stats::{Proportion, TwoProportions};
///
/// // Newcombe (1998), example (a): 56 of 70 and 48 of 80; method 10 gives 0.0524 to 0.3339.
/// let pair = TwoProportions::new(Proportion::new(56, 70)?, Proportion::new(48, 80)?);
/// let interval = pair.newcombe(0.95)?;
/// assert!((interval.low - 0.0524).abs() < 5e-5 && (interval.high - 0.3339).abs() < 5e-5);
/// assert_eq!(pair.to_string(), "0.8 - 0.6 = 0.2, p = 0.008045");
/// # Ok::<(), highwater_stats::StatsError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct TwoProportions {
    /// The first.
    pub first: Proportion,
    /// The second.
    pub second: Proportion,
    /// The first less the second.
    pub difference: f64,
    /// The first over the second; `None` if the second is 0.
    pub risk_ratio: Option<f64>,
    /// The difference over its standard error if both are the same, from both samples together;
    /// `None` if all trials are successes or none is.
    pub z: Option<f64>,
    /// From the normal distribution.
    pub p: Option<PValues>,
}

impl TwoProportions {
    /// Compares two proportions.
    #[must_use]
    pub fn new(first: Proportion, second: Proportion) -> Self {
        let (x, y) = (first.successes as f64, second.successes as f64);
        let (m, n) = (first.trials as f64, second.trials as f64);
        // x/m - y/n with one rounding above the line.
        let crossed = i128::from(first.successes) * i128::from(second.trials)
            - i128::from(second.successes) * i128::from(first.trials);
        let difference = crossed as f64 / (m * n);
        let pooled = (x + y) / (m + n);
        let z = (pooled > 0.0 && pooled < 1.0)
            .then(|| difference / (pooled * (1.0 - pooled) * (1.0 / m + 1.0 / n)).sqrt());
        TwoProportions {
            first,
            second,
            difference,
            risk_ratio: (y > 0.0).then(|| (x / m) / (y / n)),
            z,
            p: z.map(|z| PValues::symmetric(z, normal_sf)),
        }
    }

    /// Returns Newcombe's interval of the difference: Wilson's intervals of both, combined by squares.
    ///
    /// Without continuity correction, his method 10; it stays between -1 and 1 and holds its level
    /// for few trials.
    ///
    /// # Errors
    ///
    /// [`StatsError::OutOfRange`] unless `level` is between 0 and 1.
    ///
    /// # References
    ///
    /// Newcombe (1998), "Interval estimation for the difference between independent proportions:
    /// comparison of eleven methods", Statistics in Medicine 17, 873-890.
    pub fn newcombe(&self, level: f64) -> Result<Interval, StatsError> {
        let (first, second) = (self.first.wilson(level)?, self.second.wilson(level)?);
        let (p, q) = (self.first.estimate, self.second.estimate);
        Ok(Interval {
            low: self.difference - libm::hypot(p - first.low, second.high - q),
            high: self.difference + libm::hypot(first.high - p, q - second.low),
            level,
        })
    }

    /// Returns Katz's interval of the risk ratio, symmetric in its logarithm; `None` if either count
    /// is 0. Nothing is added to the counts.
    ///
    /// # Errors
    ///
    /// [`StatsError::OutOfRange`] unless `level` is between 0 and 1.
    ///
    /// # Example
    ///
    /// ```
    /// use highwater_stats::{Proportion, TwoProportions};
    ///
    /// // By hand: ln 2 -+ 1.959964 sqrt(1/20 - 1/100 + 1/10 - 1/100).
    /// let pair = TwoProportions::new(Proportion::new(20, 100)?, Proportion::new(10, 100)?);
    /// let ends = pair.risk_ratio_interval(0.95)?.map(|i| [i.low, i.high]);
    /// let factor = (1.959963984540054 * 0.13_f64.sqrt()).exp();
    /// assert!(ends.is_some_and(|[low, high]| {
    ///     (low - 2.0 / factor).abs() < 1e-14 && (high - 2.0 * factor).abs() < 1e-14
    /// }));
    /// # Ok::<(), highwater_stats::StatsError>(())
    /// ```
    ///
    /// # References
    ///
    /// Katz, Baptista, Azen and Pike (1978), "Obtaining confidence intervals for the risk ratio in
    /// cohort studies", Biometrics 34, 469-474; statsmodels' `log`, not its default `log-adjusted`.
    pub fn risk_ratio_interval(&self, level: f64) -> Result<Option<Interval>, StatsError> {
        let z = -normal_quantile(tail_of(level)?);
        let Some(ratio) = self.risk_ratio.filter(|ratio| *ratio > 0.0) else {
            return Ok(None);
        };
        // 1/x - 1/n as (n - x) / (x n), so that a certain event has no variance.
        let part = |of: &Proportion| {
            let (x, n) = (of.successes as f64, of.trials as f64);
            (of.trials - of.successes) as f64 / (x * n)
        };
        let factor = libm::exp(z * (part(&self.first) + part(&self.second)).sqrt());
        Ok(Some(Interval {
            low: ratio / factor,
            high: ratio * factor,
            level,
        }))
    }
}

impl fmt::Display for TwoProportions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} - {} = {}",
            g(self.first.estimate, 4),
            g(self.second.estimate, 4),
            g(self.difference, 4)
        )?;
        match &self.p {
            Some(p) => write!(f, ", p = {}", g(p.two_sided, 4)),
            None => f.write_str(", all outcomes are the same"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pair(x: u64, m: u64, y: u64, n: u64) -> TwoProportions {
        let first = Proportion::new(x, m).unwrap();
        TwoProportions::new(first, Proportion::new(y, n).unwrap())
    }

    #[test]
    fn outcomes_that_are_all_the_same_have_no_z() {
        for same in [pair(0, 5, 0, 7), pair(5, 5, 7, 7)] {
            assert_eq!((same.z, same.difference), (None, 0.0));
            assert!(same.newcombe(0.9).unwrap().contains(0.0));
        }
        assert_eq!(pair(3, 5, 0, 7).risk_ratio, None);
        assert_eq!(pair(0, 5, 3, 7).risk_ratio_interval(0.9).unwrap(), None);
        let certain = pair(5, 5, 7, 7).risk_ratio_interval(0.9).unwrap().unwrap();
        assert_eq!((certain.low, certain.high), (1.0, 1.0));
    }

    #[test]
    fn the_sides_change_places() {
        let (one, other) = (pair(9, 10, 3, 10), pair(3, 10, 9, 10));
        let (a, b) = (one.newcombe(0.9).unwrap(), other.newcombe(0.9).unwrap());
        assert!((a.low + b.high).abs() < 1e-15 && (a.high + b.low).abs() < 1e-15);
    }
}
