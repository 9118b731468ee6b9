//! The beta distribution.

use super::{Distribution, continuous_quantile, continuous_quantile_upper, positive};
use crate::distribution::beta::{lower, power_term};
use crate::error::StatsError;

/// The beta distribution on 0 to 1; its mean is `a / (a + b)`.
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct Beta {
    a: f64,
    b: f64,
}

impl Beta {
    /// Returns the distribution with the shapes `a` and `b`.
    ///
    /// # Errors
    ///
    /// [`StatsError::OutOfRange`] unless both are above 0 and finite.
    ///
    /// # Example
    ///
    /// ```
    /// use highwater_stats::distributions::{Beta, Distribution};
    ///
    /// // By hand: 6 x (1 - x) up to 1/4 is 3/16 - 2/64.
    /// let beta = Beta::new(2.0, 2.0)?;
    /// assert!((beta.cdf(0.25) - 0.15625).abs() < 1e-15);
    /// # Ok::<(), highwater_stats::StatsError>(())
    /// ```
    pub fn new(a: f64, b: f64) -> Result<Self, StatsError> {
        positive("a", a)?;
        positive("b", b)?;
        Ok(Beta { a, b })
    }
}

impl Distribution for Beta {
    fn pdf(&self, x: f64) -> f64 {
        let at_the_end = |shape: f64, other: f64| {
            if shape < 1.0 {
                f64::INFINITY
            } else if shape == 1.0 {
                other
            } else {
                0.0
            }
        };
        if x.is_nan() {
            f64::NAN
        } else if !(0.0..=1.0).contains(&x) {
            0.0
        } else if x == 0.0 {
            at_the_end(self.a, self.b)
        } else if x == 1.0 {
            at_the_end(self.b, self.a)
        } else {
            power_term(self.a, self.b, x, 1.0 - x) / x / (1.0 - x)
        }
    }

    fn cdf(&self, x: f64) -> f64 {
        if x.is_nan() {
            f64::NAN
        } else if x <= 0.0 {
            0.0
        } else if x >= 1.0 {
            1.0
        } else {
            lower(self.a, self.b, x, 1.0 - x)
        }
    }

    fn sf(&self, x: f64) -> f64 {
        if x.is_nan() {
            f64::NAN
        } else if x <= 0.0 {
            1.0
        } else if x >= 1.0 {
            0.0
        } else {
            lower(self.b, self.a, 1.0 - x, x)
        }
    }

    fn support(&self) -> (f64, f64) {
        (0.0, 1.0)
    }

    fn quantile(&self, p: f64) -> f64 {
        continuous_quantile(self, p)
    }

    fn quantile_upper(&self, p: f64) -> f64 {
        continuous_quantile_upper(self, p)
    }
}
