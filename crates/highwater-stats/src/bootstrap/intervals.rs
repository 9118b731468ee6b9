//! Intervals from a bootstrap distribution.

use std::fmt;

use super::Bootstrap;
use crate::distribution::{normal_cdf, normal_quantile};
use crate::error::StatsError;
use crate::interval::{Interval, tail_of};
use crate::missing::{all_finite, at_least, varies};
use crate::moments::Centred;
use crate::quantile::{QuantileType, quantiles};
use crate::scale::{max_abs, reciprocal_power_of_two};
use crate::two_float::{self, TwoFloat};

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
        self.bca_samples(level, &[jackknife])
    }

    /// Returns the bias-corrected and accelerated interval of a statistic of several samples, given the
    /// statistic with each observation of each sample left out in turn, as
    /// [`jackknife_two_samples`](crate::jackknife_two_samples) computes it.
    ///
    /// With `d` the mean of a sample's jackknife values less each, `n` of them, and
    /// `u = (n - 1) d / n`, the acceleration is `sum(u^3) / (6 sum(u^2)^1.5)` over all samples.
    ///
    /// # Errors
    ///
    /// As [`bca`](Self::bca), for each sample.
    ///
    /// # Example
    ///
    /// ```
    /// use highwater_stats::{Resampling, bootstrap_two_samples, jackknife_two_samples, mean};
    ///
    /// let (x, y) = ([3.0, 5.0, 7.0, 18.0, 43.0], [1.0, 2.0, 6.0]);
    /// let difference = |x: &[f64], y: &[f64]| {
    ///     mean(x).unwrap_or(f64::NAN) - mean(y).unwrap_or(f64::NAN)
    /// };
    /// let [from_x, from_y] = jackknife_two_samples(&x, &y, difference)?;
    /// let resampling = Resampling { repetitions: 2000, seed: 42 };
    /// let found = bootstrap_two_samples(&x, &y, difference, resampling)?;
    /// let bca = found.bca_samples(0.9, &[&from_x, &from_y])?;
    /// // The formula of scipy's `bootstrap`, in numpy: 0.07795153451171673.
    /// assert!((bca.acceleration - 0.07795153451171673).abs() < 1e-15);
    /// # Ok::<(), highwater_stats::StatsError>(())
    /// ```
    ///
    /// # References
    ///
    /// Efron and Tibshirani (1993), section 15.4, equation 15.36; scipy's `bootstrap`.
    pub fn bca_samples(&self, level: f64, jackknife: &[&[f64]]) -> Result<BcaInterval, StatsError> {
        let z = -normal_quantile(tail_of(level)?);
        varies("replicates", &self.replicates)?;
        at_least("samples", 1, jackknife.len())?;
        for values in jackknife {
            at_least("jackknife values", 2, values.len())?;
            all_finite("jackknife", values)?;
        }
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

/// Returns the acceleration from the jackknife values of each sample; 0 if those of each are equal.
fn acceleration(samples: &[&[f64]]) -> Result<f64, StatsError> {
    let (mut squares, mut cubes) = (TwoFloat::default(), TwoFloat::default());
    let largest = samples
        .iter()
        .map(|values| max_abs(values))
        .fold(0.0, f64::max);
    let unit = reciprocal_power_of_two(largest);
    for values in samples {
        let values: Vec<f64> = values.iter().map(|value| value * unit).collect();
        let centred = Centred::new("jackknife", &values)?;
        let n = values.len() as f64;
        // With one sample the factor cancels.
        let factor = if samples.len() == 1 {
            1.0
        } else {
            (n - 1.0) / n
        };
        let deviations = centred.deviations.iter();
        let influences: Vec<f64> = deviations.map(|d| -d / centred.scale * factor).collect();
        squares = squares + two_float::sum(influences.iter().map(|u| u * u));
        cubes = cubes + two_float::sum(influences.iter().map(|u| u * u * u));
    }
    let squares = squares.value();
    Ok(if squares == 0.0 {
        0.0
    } else {
        cubes.value() / (6.0 * squares * squares.sqrt())
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
    fn one_sample_is_a_case_of_several() {
        let hours = [3.0, 5.0, 7.0, 18.0, 43.0, 85.0, 91.0, 98.0, 100.0, 130.0];
        let one = acceleration(&[&hours]).unwrap();
        let largest = [43.0, 487.0];
        // Efron (1987): a sample that does not vary has no influence.
        assert_eq!(acceleration(&[&[2.0, 2.0], &[5.0, 5.0, 5.0]]).unwrap(), 0.0);
        let large = acceleration(&[&hours.map(|h| h * 1e180)]).unwrap();
        assert!((large / one - 1.0).abs() < 1e-12);
        assert!(acceleration(&[&largest, &largest]).unwrap().abs() < 1e-15);
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
