//! The gamma distribution.

use super::{Distribution, continuous_quantile, continuous_quantile_upper, positive};
use crate::distribution::gamma::{lower, power_term, upper};
use crate::error::StatsError;

/// The gamma distribution with a shape and a scale; its mean is their product.
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct Gamma {
    shape: f64,
    scale: f64,
}

impl Gamma {
    /// Returns the distribution with this shape and scale.
    ///
    /// # Errors
    ///
    /// [`StatsError::OutOfRange`] unless both are above 0 and finite.
    ///
    /// # Example
    ///
    /// ```
    /// use highwater_stats::distributions::{Distribution, Gamma};
    ///
    /// // By definition: a shape of 1 is the exponential distribution.
    /// let gamma = Gamma::new(1.0, 4.0)?;
    /// assert!((gamma.sf(80.0) / (-20.0_f64).exp() - 1.0).abs() < 1e-14);
    /// # Ok::<(), highwater_stats::StatsError>(())
    /// ```
    pub fn new(shape: f64, scale: f64) -> Result<Self, StatsError> {
        positive("shape", shape)?;
        positive("scale", scale)?;
        Ok(Gamma { shape, scale })
    }
}

impl Distribution for Gamma {
    fn pdf(&self, x: f64) -> f64 {
        if x.is_nan() {
            f64::NAN
        } else if x < 0.0 || x.is_infinite() {
            0.0
        } else if x > 0.0 {
            power_term(self.shape, x / self.scale) / x
        } else if self.shape < 1.0 {
            f64::INFINITY
        } else if self.shape == 1.0 {
            1.0 / self.scale
        } else {
            0.0
        }
    }

    fn cdf(&self, x: f64) -> f64 {
        if x.is_nan() {
            f64::NAN
        } else if x <= 0.0 {
            0.0
        } else {
            lower(self.shape, x / self.scale)
        }
    }

    fn sf(&self, x: f64) -> f64 {
        if x.is_nan() {
            f64::NAN
        } else if x <= 0.0 {
            1.0
        } else {
            upper(self.shape, x / self.scale)
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
