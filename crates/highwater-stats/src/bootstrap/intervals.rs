//! Intervals from a bootstrap distribution.

use std::fmt;

use super::Bootstrap;
use crate::distribution::{normal_cdf, normal_quantile};
use crate::error::StatsError;
use crate::interval::{Interval, tail_of};
use crate::missing::{all_finite, at_least, varies};
use crate::moments::Centred;
use crate::quantile::{QuantileType, quantiles};
use crate::two_float;

/// A bias-corrected and accelerated interval with what it was made from.
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct BcaInterval {
    /// The interval.
    pub interval: Interval,
    /// The bias correction: the normal quantile of the share of replicates below the estimate.
    pub z0: f64,
    /// The acceleration, from the skewness of the jackknife values.
    pub acceleration: f64,
    /// The quantile of the replicates that is the lower end.
    pub alpha_low: f64,
    /// The quantile of the replicates that is the upper end.
    pub alpha_high: f64,
}

impl fmt::Display for BcaInterval {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.interval.fmt(f)
    }
}

impl Bootstrap {
    /// Returns the percentile interval: the quantiles (type 7) of the replicates themselves.
    ///
    /// # Errors
    ///
    /// [`StatsError::OutOfRange`] unless `level` is between 0 and 1.
    ///
    /// # Example
    ///
    /// ```
    /// use highwater_stats::Bootstrap;
    ///
    /// let replicates = (0..=100).map(f64::from).collect();
    /// let interval = Bootstrap::new(40.0, replicates)?.percentile(0.9)?;
    /// // By hand: the fifth and the ninety-fifth of a hundred steps.
    /// assert!((interval.low - 5.0).abs() < 1e-12 && (interval.high - 95.0).abs() < 1e-12);
    /// # Ok::<(), highwater_stats::StatsError>(())
    /// ```
    ///
    /// # References
    ///
    /// Efron and Tibshirani (1993), chapter 13.
    pub fn percentile(&self, level: f64) -> Result<Interval, StatsError> {
        let tail = tail_of(level)?;
        self.between(tail, 1.0 - tail, level)
    }

    /// Returns the basic interval: the percentile interval mirrored at the estimate.
    ///
    /// # Errors
    ///
    /// As [`percentile`](Self::percentile).
    ///
    /// # Example
    ///
    /// ```
    /// use highwater_stats::Bootstrap;
    ///
    /// let replicates = (0..=100).map(f64::from).collect();
    /// let interval = Bootstrap::new(40.0, replicates)?.basic(0.9)?;
    /// // By hand: 80 less 95 and 80 less 5.
    /// assert!((interval.low + 15.0).abs() < 1e-12 && (interval.high - 75.0).abs() < 1e-12);
    /// # Ok::<(), highwater_stats::StatsError>(())
    /// ```
    ///
    /// # References
    ///
    /// Davison and Hinkley (1997), "Bootstrap Methods and their Application", section 5.2.
    pub fn basic(&self, level: f64) -> Result<Interval, StatsError> {
        let mirrored = |end: f64| 2.0 * self.estimate - end;
        Ok(self.percentile(level)?.map(mirrored))
    }

    /// The bias-corrected and accelerated interval, given the statistic with each observation left
    /// out in turn, as [`jackknife`](crate::jackknife) computes it.
    ///
    /// `z0` is the normal quantile of `(#below + #(below or equal)) / 2B`, the acceleration
    /// `sum(d^3) / (6 sum(d^2)^1.5)` with `d` the mean of the jackknife values less each, and the
    /// ends are the quantiles at `Phi(z0 + (z0 + z) / (1 - a (z0 + z)))`.
    ///
    /// # Errors
    ///
    /// [`StatsError::Constant`] where the replicates do not vary; [`StatsError::OutOfRange`] where
    /// the estimate lies outside all replicates, or the correction leaves its range, or `level` is
    /// not between 0 and 1; [`StatsError::TooFew`] for fewer than two jackknife values, and
    /// [`StatsError::NotFinite`] or [`StatsError::Missing`] where one is not a number.
    ///
    /// # Example
    ///
    /// ```
    /// use highwater_stats::{Resampling, bootstrap, jackknife, mean};
    ///
    /// // Hours between failures of air conditioning, the example of R's boot package, where the BCa
    /// // interval of the mean is about 57 to 219.
    /// let hours = [3.0, 5.0, 7.0, 18.0, 43.0, 85.0, 91.0, 98.0, 100.0, 130.0, 230.0, 487.0];
    /// let mean_of = |values: &[f64]| mean(values).unwrap_or(f64::NAN);
    /// let resampling = Resampling { repetitions: 20_000, seed: 42 };
    /// let bca = bootstrap(&hours, mean_of, resampling)?.bca(0.95, &jackknife(&hours, mean_of)?)?;
    /// assert!((bca.interval.low - 57.0).abs() < 3.0 && (bca.interval.high - 219.0).abs() < 15.0);
    /// assert!((bca.acceleration - 0.0938).abs() < 5e-5);
    /// # Ok::<(), highwater_stats::StatsError>(())
    /// ```
    ///
    /// # References
    ///
    /// Efron (1987), "Better bootstrap confidence intervals", JASA 82, 171-185; scipy's `bootstrap`.
    pub fn bca(&self, level: f64, jackknife: &[f64]) -> Result<BcaInterval, StatsError> {
        let z = -normal_quantile(tail_of(level)?);
        varies("replicates", &self.replicates)?;
        at_least("jackknife values", 2, jackknife.len())?;
        all_finite("jackknife", jackknife)?;
        let z0 = self.bias_correction()?;
        let acceleration = acceleration(jackknife)?;
        let shifted = |z: f64| -> Result<f64, StatsError> {
            let range = 1.0 - acceleration * (z0 + z);
            if range <= 0.0 {
                return Err(StatsError::OutOfRange {
                    what: "acceleration".into(),
                    value: acceleration,
                    range: "below 1 / (z0 + z)",
                });
            }
            Ok(normal_cdf(z0 + (z0 + z) / range))
        };
        let (alpha_low, alpha_high) = (shifted(-z)?, shifted(z)?);
        Ok(BcaInterval {
            interval: self.between(alpha_low, alpha_high, level)?,
            z0,
            acceleration,
            alpha_low,
            alpha_high,
        })
    }

    fn between(&self, low: f64, high: f64, level: f64) -> Result<Interval, StatsError> {
        let ends = quantiles(&self.replicates, &[low, high], QuantileType::Linear)?;
        Ok(Interval {
            low: ends[0],
            high: ends[1],
            level,
        })
    }

    fn bias_correction(&self) -> Result<f64, StatsError> {
        let count = |keep: &dyn Fn(f64) -> bool| {
            self.replicates.iter().filter(|value| keep(**value)).count() as f64
        };
        let below = count(&|value| value < self.estimate);
        let at_most = count(&|value| value <= self.estimate);
        let share = (below + at_most) / (2.0 * self.replicates.len() as f64);
        if share > 0.0 && share < 1.0 {
            Ok(normal_quantile(share))
        } else {
            Err(StatsError::OutOfRange {
                what: "share of replicates below the estimate".into(),
                value: share,
                range: "between 0 and 1, both excluded",
            })
        }
    }
}

/// 0 where the jackknife values are all equal.
fn acceleration(jackknife: &[f64]) -> Result<f64, StatsError> {
    let centred = Centred::new("jackknife", jackknife)?;
    let power_sum = |power: fn(f64) -> f64| {
        two_float::sum(centred.deviations.iter().map(|d| power(-d))).value()
    };
    let squares = power_sum(|d| d * d);
    Ok(if squares == 0.0 {
        0.0
    } else {
        power_sum(|d| d * d * d) / (6.0 * squares * squares.sqrt())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_variation_there_is_no_bca_interval() {
        let flat = Bootstrap::new(3.0, vec![3.0; 50]).unwrap();
        assert_eq!(flat.percentile(0.95).unwrap().high, 3.0);
        assert_eq!(flat.basic(0.95).unwrap().low, 3.0);
        let bca = flat.bca(0.95, &[3.0; 8]);
        assert!(matches!(bca, Err(StatsError::Constant { .. })));
    }

    #[test]
    fn an_estimate_outside_all_replicates_has_no_bca_interval() {
        let replicates: Vec<f64> = (0..50).map(f64::from).collect();
        let off = Bootstrap::new(99.0, replicates).unwrap();
        assert!(matches!(
            off.bca(0.95, &[98.0, 99.0, 100.0]),
            Err(StatsError::OutOfRange { .. })
        ));
    }
}
