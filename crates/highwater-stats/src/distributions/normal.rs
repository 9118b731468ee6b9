//! The normal distribution.

use std::f64::consts::TAU;

use super::{Distribution, finite, positive};
use crate::distribution::{normal_cdf, normal_quantile, normal_sf};
use crate::error::StatsError;

/// The normal distribution with a mean and a standard deviation.
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct Normal {
    mean: f64,
    sd: f64,
}

impl Normal {
    /// Returns the distribution with this mean and standard deviation.
    ///
    /// # Errors
    ///
    /// [`StatsError::OutOfRange`] unless the mean is finite and `sd` above 0 and finite.
    ///
    /// # Example
    ///
    /// ```
    /// use highwater_stats::distributions::{Distribution, Normal};
    ///
    /// // Any table: 2.5 % are above 1.959964 standard deviations.
    /// let normal = Normal::new(100.0, 15.0)?;
    /// assert!((normal.quantile_upper(0.025) - (100.0 + 15.0 * 1.959963984540054)).abs() < 1e-12);
    /// # Ok::<(), highwater_stats::StatsError>(())
    /// ```
    pub fn new(mean: f64, sd: f64) -> Result<Self, StatsError> {
        finite("mean", mean)?;
        positive("sd", sd)?;
        Ok(Normal { mean, sd })
    }

    fn z(&self, x: f64) -> f64 {
        (x - self.mean) / self.sd
    }
}

impl Distribution for Normal {
    fn pdf(&self, x: f64) -> f64 {
        let z = self.z(x);
        libm::exp(-0.5 * z * z) / (TAU.sqrt() * self.sd)
    }

    fn cdf(&self, x: f64) -> f64 {
        normal_cdf(self.z(x))
    }

    fn sf(&self, x: f64) -> f64 {
        normal_sf(self.z(x))
    }

    fn support(&self) -> (f64, f64) {
        (f64::NEG_INFINITY, f64::INFINITY)
    }

    fn quantile(&self, p: f64) -> f64 {
        self.mean + self.sd * normal_quantile(p)
    }

    fn quantile_upper(&self, p: f64) -> f64 {
        self.mean - self.sd * normal_quantile(p)
    }
}
