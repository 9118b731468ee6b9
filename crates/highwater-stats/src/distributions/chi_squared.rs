//! The chi-squared distribution.

use super::{Distribution, Gamma, positive};
use crate::error::StatsError;

/// The chi-squared distribution, with any number of degrees of freedom, whole or not.
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct ChiSquared {
    gamma: Gamma,
}

impl ChiSquared {
    /// Returns the distribution with `df` degrees of freedom.
    ///
    /// # Errors
    ///
    /// [`StatsError::OutOfRange`] unless `df` is above 0 and finite.
    ///
    /// # Example
    ///
    /// ```
    /// use highwater_stats::distributions::{ChiSquared, Distribution};
    ///
    /// // Any table: with one degree of freedom 5 % are above 3.841459.
    /// let chi_squared = ChiSquared::new(1.0)?;
    /// assert!((chi_squared.quantile_upper(0.05) - 3.841458820694124).abs() < 1e-14);
    /// # Ok::<(), highwater_stats::StatsError>(())
    /// ```
    pub fn new(df: f64) -> Result<Self, StatsError> {
        positive("df", df)?;
        let gamma = Gamma::new(0.5 * df, 2.0)?;
        Ok(ChiSquared { gamma })
    }
}

impl Distribution for ChiSquared {
    fn pdf(&self, x: f64) -> f64 {
        self.gamma.pdf(x)
    }

    fn cdf(&self, x: f64) -> f64 {
        self.gamma.cdf(x)
    }

    fn sf(&self, x: f64) -> f64 {
        self.gamma.sf(x)
    }

    fn support(&self) -> (f64, f64) {
        self.gamma.support()
    }

    fn quantile(&self, p: f64) -> f64 {
        self.gamma.quantile(p)
    }

    fn quantile_upper(&self, p: f64) -> f64 {
        self.gamma.quantile_upper(p)
    }
}
