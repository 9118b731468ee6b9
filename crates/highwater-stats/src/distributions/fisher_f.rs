//! The F distribution.

use super::{Distribution, continuous_quantile, continuous_quantile_upper, positive};
use crate::distribution::beta::{lower, power_term};
use crate::error::StatsError;

/// The F distribution, with any numbers of degrees of freedom, whole or not.
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct FisherF {
    df1: f64,
    df2: f64,
}

impl FisherF {
    /// Returns the distribution with `df1` degrees of freedom above the line and `df2` below it.
    ///
    /// # Errors
    ///
    /// [`StatsError::OutOfRange`] unless both are above 0 and finite.
    ///
    /// # Example
    ///
    /// ```
    /// use highwater_stats::distributions::{Distribution, FisherF};
    ///
    /// // Any table: with 3 and 20 degrees of freedom 5 % are above 3.098391.
    /// let f = FisherF::new(3.0, 20.0)?;
    /// assert!((f.quantile(0.95) - 3.098391212).abs() < 1e-9);
    /// # Ok::<(), highwater_stats::StatsError>(())
    /// ```
    pub fn new(df1: f64, df2: f64) -> Result<Self, StatsError> {
        positive("df1", df1)?;
        positive("df2", df2)?;
        Ok(FisherF { df1, df2 })
    }

    /// Returns the beta variable of `x`, `r / (1 + r)` with `r = df1 x / df2`, and one less it; both
    /// with all their digits.
    fn parts(&self, x: f64) -> (f64, f64) {
        let ratio = self.df1 * x / self.df2;
        if ratio <= 1.0 {
            (ratio / (1.0 + ratio), 1.0 / (1.0 + ratio))
        } else {
            let inverse = self.df2 / self.df1 / x;
            (1.0 / (1.0 + inverse), inverse / (1.0 + inverse))
        }
    }
}

impl Distribution for FisherF {
    fn pdf(&self, x: f64) -> f64 {
        if x.is_nan() {
            f64::NAN
        } else if x < 0.0 || x.is_infinite() {
            0.0
        } else if x > 0.0 {
            let (below, above) = self.parts(x);
            power_term(0.5 * self.df1, 0.5 * self.df2, below, above) / x
        } else if self.df1 < 2.0 {
            f64::INFINITY
        } else if self.df1 == 2.0 {
            1.0
        } else {
            0.0
        }
    }

    fn cdf(&self, x: f64) -> f64 {
        if x.is_nan() {
            f64::NAN
        } else if x <= 0.0 {
            0.0
        } else if x.is_infinite() {
            1.0
        } else {
            let (below, above) = self.parts(x);
            lower(0.5 * self.df1, 0.5 * self.df2, below, above)
        }
    }

    fn sf(&self, x: f64) -> f64 {
        if x.is_nan() {
            f64::NAN
        } else if x <= 0.0 {
            1.0
        } else if x.is_infinite() {
            0.0
        } else {
            let (below, above) = self.parts(x);
            lower(0.5 * self.df2, 0.5 * self.df1, above, below)
        }
    }

    fn support(&self) -> (f64, f64) {
        (0.0, f64::INFINITY)
    }

    fn quantile(&self, p: f64) -> f64 {
        continuous_quantile(self, p)
    }

    fn quantile_upper(&self, p: f64) -> f64 {
        continuous_quantile_upper(self, p)
    }
}
