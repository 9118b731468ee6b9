//! The Poisson distribution.

use std::f64::consts::TAU;

use super::{Distribution, discrete_quantile, discrete_quantile_upper, positive};
use crate::distribution::gamma::{lower, upper};
use crate::distribution::saddle_point::{deviance, stirling_error};
use crate::error::StatsError;

/// The number of independent events of which there are `mean` on average.
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct Poisson {
    mean: f64,
}

impl Poisson {
    /// Returns the distribution with this mean.
    ///
    /// # Errors
    ///
    /// [`StatsError::OutOfRange`] unless the mean is above 0 and finite.
    ///
    /// # Example
    ///
    /// ```
    /// use highwater_stats::distributions::{Distribution, Poisson};
    ///
    /// // By hand: e^-2 (1 + 2).
    /// let events = Poisson::new(2.0)?;
    /// assert!((events.cdf(1.0) - 3.0 * (-2.0_f64).exp()).abs() < 1e-15);
    /// # Ok::<(), highwater_stats::StatsError>(())
    /// ```
    pub fn new(mean: f64) -> Result<Self, StatsError> {
        positive("mean", mean)?;
        Ok(Poisson { mean })
    }
}

impl Distribution for Poisson {
    fn pdf(&self, x: f64) -> f64 {
        if x.is_nan() {
            f64::NAN
        } else if x < 0.0 || x.fract() != 0.0 || x.is_infinite() {
            0.0
        } else if x == 0.0 {
            libm::exp(-self.mean)
        } else {
            libm::exp(-stirling_error(x) - deviance(x, self.mean)) / (TAU * x).sqrt()
        }
    }

    fn cdf(&self, x: f64) -> f64 {
        let k = x.floor();
        if k.is_nan() {
            f64::NAN
        } else if k < 0.0 {
            0.0
        } else if k.is_infinite() {
            1.0
        } else {
            upper(k + 1.0, self.mean)
        }
    }

    fn sf(&self, x: f64) -> f64 {
        let k = x.floor();
        if k.is_nan() {
            f64::NAN
        } else if k < 0.0 {
            1.0
        } else if k.is_infinite() {
            0.0
        } else {
            lower(k + 1.0, self.mean)
        }
    }

    fn support(&self) -> (f64, f64) {
        (0.0, f64::INFINITY)
    }

    fn quantile(&self, p: f64) -> f64 {
        discrete_quantile(self, p)
    }

    fn quantile_upper(&self, p: f64) -> f64 {
        discrete_quantile_upper(self, p)
    }
}
