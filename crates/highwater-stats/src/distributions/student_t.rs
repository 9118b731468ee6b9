//! Student's t distribution.

use std::f64::consts::TAU;

use super::{Distribution, positive};
use crate::distribution::saddle_point::{deviance, stirling_error};
use crate::distribution::{t_quantile_above, t_sf};
use crate::error::StatsError;

/// Student's t distribution, with any number of degrees of freedom, whole or not.
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct StudentT {
    df: f64,
}

impl StudentT {
    /// Returns the distribution with `df` degrees of freedom.
    ///
    /// # Errors
    ///
    /// [`StatsError::OutOfRange`] unless `df` is above 0 and finite.
    ///
    /// # Example
    ///
    /// ```
    /// use highwater_stats::distributions::{Distribution, StudentT};
    ///
    /// // Any table: with 10 degrees of freedom 2.5 % are above 2.228139.
    /// let t = StudentT::new(10.0)?;
    /// assert!((t.quantile(0.975) - 2.2281388519862747).abs() < 1e-14);
    /// # Ok::<(), highwater_stats::StatsError>(())
    /// ```
    pub fn new(df: f64) -> Result<Self, StatsError> {
        positive("df", df)?;
        Ok(StudentT { df })
    }
}

impl Distribution for StudentT {
    fn pdf(&self, t: f64) -> f64 {
        let half = 0.5 * self.df;
        let start = stirling_error(half + 0.5) - stirling_error(half) - deviance(half, half + 0.5);
        let ratio = t * (t / self.df);
        // Past the range of a double only the power of t counts.
        let ln_wide = if ratio.is_finite() {
            libm::log1p(ratio)
        } else {
            2.0 * libm::log(t.abs()) - libm::log(self.df)
        };
        libm::exp(start - (half + 0.5) * ln_wide) / TAU.sqrt()
    }

    fn cdf(&self, t: f64) -> f64 {
        t_sf(-t, self.df)
    }

    fn sf(&self, t: f64) -> f64 {
        t_sf(t, self.df)
    }

    fn support(&self) -> (f64, f64) {
        (f64::NEG_INFINITY, f64::INFINITY)
    }

    fn quantile(&self, p: f64) -> f64 {
        -self.quantile_upper(p)
    }

    fn quantile_upper(&self, p: f64) -> f64 {
        if p.is_nan() || !(0.0..=1.0).contains(&p) {
            f64::NAN
        } else if p == 0.0 {
            f64::INFINITY
        } else if p == 0.5 {
            0.0
        } else if p > 0.5 {
            -self.quantile_upper(1.0 - p)
        } else {
            t_quantile_above(p, self.df)
        }
    }
}
