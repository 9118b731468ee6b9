//! The binomial distribution.

use std::f64::consts::TAU;

use super::{Distribution, check, discrete_quantile, discrete_quantile_upper};
use crate::distribution::beta::lower;
use crate::distribution::saddle_point::{deviance, stirling_error};
use crate::error::StatsError;

/// The number of successes in `n` independent trials, each with the chance `p`.
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct Binomial {
    n: f64,
    p: f64,
}

impl Binomial {
    /// Returns the distribution of successes in `n` trials with the chance `p` each.
    ///
    /// # Errors
    ///
    /// [`StatsError::OutOfRange`] for more than 2^53 trials or a chance that is not between 0 and 1.
    ///
    /// # Example
    ///
    /// ```
    /// use highwater_stats::distributions::{Binomial, Distribution};
    ///
    /// // By hand: 1 + 10 of the 2^10 ways have at most one head.
    /// let heads = Binomial::new(10, 0.5)?;
    /// assert!((heads.cdf(1.0) - 11.0 / 1024.0).abs() < 1e-17);
    /// assert_eq!(heads.quantile(0.01), 1.0);
    /// # Ok::<(), highwater_stats::StatsError>(())
    /// ```
    pub fn new(n: u64, p: f64) -> Result<Self, StatsError> {
        check("n", n as f64, n <= 1 << 53, "at most 2^53")?;
        check("p", p, (0.0..=1.0).contains(&p), "from 0 to 1")?;
        Ok(Binomial { n: n as f64, p })
    }
}

impl Distribution for Binomial {
    fn pdf(&self, x: f64) -> f64 {
        let (n, p, k) = (self.n, self.p, x);
        if k.is_nan() {
            f64::NAN
        } else if !(0.0..=n).contains(&k) || k.fract() != 0.0 {
            0.0
        } else if p == 0.0 || p == 1.0 {
            f64::from(u8::from(k == n * p))
        } else if k == 0.0 {
            libm::exp(n * libm::log1p(-p))
        } else if k == n {
            libm::exp(n * libm::log(p))
        } else {
            let rest = n - k;
            let exponent = stirling_error(n)
                - stirling_error(k)
                - stirling_error(rest)
                - deviance(k, n * p)
                - deviance(rest, n * (1.0 - p));
            libm::exp(exponent) * (n / k / rest / TAU).sqrt()
        }
    }

    fn cdf(&self, x: f64) -> f64 {
        let k = x.floor();
        if k.is_nan() {
            f64::NAN
        } else if k < 0.0 {
            0.0
        } else if k >= self.n {
            1.0
        } else {
            lower(self.n - k, k + 1.0, 1.0 - self.p, self.p)
        }
    }

    fn sf(&self, x: f64) -> f64 {
        let k = x.floor();
        if k.is_nan() {
            f64::NAN
        } else if k < 0.0 {
            1.0
        } else if k >= self.n {
            0.0
        } else {
            lower(k + 1.0, self.n - k, self.p, 1.0 - self.p)
        }
    }

    fn support(&self) -> (f64, f64) {
        (0.0, self.n)
    }

    fn quantile(&self, p: f64) -> f64 {
        discrete_quantile(self, p)
    }

    fn quantile_upper(&self, p: f64) -> f64 {
        discrete_quantile_upper(self, p)
    }
}
