//! Mean, variance, skewness, kurtosis, geometric mean.

use crate::error::StatsError;
use crate::missing::{all_finite, at_least, varies};
use crate::scale::{max_abs, reciprocal_power_of_two, safe_scale};
use crate::two_float::{self, TwoFloat, two_sum};

/// What a sum of squares is divided by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub enum Divisor {
    /// `n - 1`: the estimate for the population that the sample comes from; R's `var` and `sd`.
    NMinusOne,
    /// `n`: the variance of these values as they are; numpy's default.
    N,
}

/// Returns the mean, `sum(x) / n`.
///
/// The sum is carried at twice the precision, so the result is the nearest double or its neighbour.
///
/// # Errors
///
/// [`StatsError::TooFew`] for no values; [`StatsError::Missing`] or [`StatsError::NotFinite`] for
/// NaN and infinities.
///
/// # Example
///
/// ```
/// // By hand, in the manner of NIST's NumAcc3: values that differ only in the seventh digit.
/// let mean = highwater_stats::mean(&[1000000.2, 1000000.1, 1000000.3])?;
/// assert_eq!(mean, 1000000.2);
/// # Ok::<(), highwater_stats::StatsError>(())
/// ```
///
/// # References
///
/// Ogita, Rump and Oishi (2005), "Accurate sum and dot product", SIAM Journal on Scientific Computing
/// 26, 1955-1988.
pub fn mean(values: &[f64]) -> Result<f64, StatsError> {
    Centred::new("values", values).map(|centred| centred.mean())
}

/// Returns the variance, `sum((x - mean)^2) / divisor`.
///
/// By two passes with the mean at twice the precision.
/// Values so large or small that their squares leave the range of a double are scaled by a power of
/// two first.
///
/// # Errors
///
/// As [`mean`]; with [`Divisor::NMinusOne`] two values are needed; [`StatsError::Overflow`] where
/// the variance is past the range of a double (the standard deviation may still be within).
///
/// # Example
///
/// ```
/// use highwater_stats::{Divisor, variance};
///
/// // R: var(c(0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0, 2)), Student's sleep data.
/// let drug_1 = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0];
/// assert!((variance(&drug_1, Divisor::NMinusOne)? - 3.2005555555555554).abs() < 1e-15);
/// # Ok::<(), highwater_stats::StatsError>(())
/// ```
///
/// # References
///
/// Chan, Golub and LeVeque (1983), "Algorithms for computing the sample variance", The American
/// Statistician 37, 242-247.
pub fn variance(values: &[f64], divisor: Divisor) -> Result<f64, StatsError> {
    Centred::new("values", values)?.variance(divisor)
}

/// Returns the standard deviation, the square root of [`variance`].
///
/// # Errors
///
/// As [`variance`].
///
/// # Example
///
/// ```
/// use highwater_stats::{Divisor, std_dev};
///
/// // R: sd(1:10)
/// let values = [1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0, 10.0];
/// assert!((std_dev(&values, Divisor::NMinusOne)? - 3.0276503540974917).abs() < 1e-15);
/// # Ok::<(), highwater_stats::StatsError>(())
/// ```
pub fn std_dev(values: &[f64], divisor: Divisor) -> Result<f64, StatsError> {
    Centred::new("values", values)?.std_dev(divisor)
}

/// Returns the skewness `m3 / m2^1.5`, with the moments `mk = sum((x - mean)^k) / n`: g1 of the
/// textbooks, without correction for bias.
///
/// 0 for symmetric values, positive where the long tail is on the right.
///
/// # Errors
///
/// As [`mean`]; [`StatsError::Constant`] where all values are equal.
///
/// # Example
///
/// ```
/// // scipy 1.13: skew([4, 1, 0, 1, 4, 9] * 4)
/// let squares = [4.0, 1.0, 0.0, 1.0, 4.0, 9.0].repeat(4);
/// assert!((highwater_stats::skewness(&squares)? - 0.8901520973200265).abs() < 1e-14);
/// # Ok::<(), highwater_stats::StatsError>(())
/// ```
///
/// # References
///
/// Joanes and Gill (1998), "Comparing measures of sample skewness and kurtosis", The Statistician
/// 47, 183-189.
pub fn skewness(values: &[f64]) -> Result<f64, StatsError> {
    Centred::varying("values", values).map(|centred| centred.skewness())
}

/// Returns the kurtosis `m4 / m2^2`: b2 of the textbooks, 3 for a normal distribution (not the excess).
///
/// # Errors
///
/// As [`skewness`].
///
/// # Example
///
/// ```
/// // By hand: (256 + 81 + 16 + 1) * 2 / 9 over (60 / 9)^2.
/// let values = [-4.0, -3.0, -2.0, -1.0, 0.0, 1.0, 2.0, 3.0, 4.0];
/// assert!((highwater_stats::kurtosis(&values)? - 1.77).abs() < 1e-15);
/// # Ok::<(), highwater_stats::StatsError>(())
/// ```
///
/// # References
///
/// As [`skewness`].
pub fn kurtosis(values: &[f64]) -> Result<f64, StatsError> {
    Centred::varying("values", values).map(|centred| centred.kurtosis())
}

/// Returns the geometric mean, `exp(mean(ln x))`, of positive values: the mean for growth factors and
/// for quantities that spread over orders of magnitude.
///
/// # Errors
///
/// As [`mean`]; [`StatsError::OutOfRange`] where a value is not positive.
///
/// # Example
///
/// ```
/// // By definition: the cube root of 2 * 4 * 8.
/// assert!((highwater_stats::geometric_mean(&[2.0, 4.0, 8.0])? - 4.0).abs() < 1e-15);
/// # Ok::<(), highwater_stats::StatsError>(())
/// ```
pub fn geometric_mean(values: &[f64]) -> Result<f64, StatsError> {
    all_finite("values", values)?;
    if let Some(value) = values.iter().copied().find(|value| *value <= 0.0) {
        return Err(StatsError::OutOfRange {
            what: "values".into(),
            value,
            range: "above 0",
        });
    }
    let logs: Vec<f64> = values.iter().map(|value| libm::log(*value)).collect();
    mean(&logs).map(libm::exp)
}

/// Values less their mean, with the mean at twice the precision.
///
/// All of it is multiplied by `scale`, a power of two.
pub(crate) struct Centred {
    pub(crate) deviations: Vec<f64>,
    pub(crate) scale: f64,
    scaled_mean: TwoFloat,
}

impl Centred {
    pub(crate) fn new(what: &'static str, values: &[f64]) -> Result<Self, StatsError> {
        all_finite(what, values)?;
        at_least("values", 1, values.len())?;
        let scale = safe_scale(values);
        let n = TwoFloat::from(values.len() as f64);
        let scaled_mean = two_float::sum(values.iter().map(|value| value * scale)) / n;
        let deviations = values
            .iter()
            .map(|value| {
                (two_sum(value * scale, -scaled_mean.hi) - TwoFloat::from(scaled_mean.lo)).value()
            })
            .collect();
        Ok(Centred {
            deviations,
            scale,
            scaled_mean,
        })
    }

    /// The same, and an error where all values are equal.
    pub(crate) fn varying(what: &'static str, values: &[f64]) -> Result<Self, StatsError> {
        let centred = Centred::new(what, values)?;
        varies(what, values)?;
        Ok(centred)
    }

    pub(crate) fn mean(&self) -> f64 {
        self.scaled_mean.value() / self.scale
    }

    /// Returns the sum of squares about the mean, times `scale` squared.
    pub(crate) fn scaled_sum_of_squares(&self) -> f64 {
        two_float::sum(self.deviations.iter().map(|d| d * d)).value()
    }

    pub(crate) fn variance(&self, divisor: Divisor) -> Result<f64, StatsError> {
        let variance = self.scaled_variance(divisor)? / self.scale / self.scale;
        if variance.is_finite() {
            Ok(variance)
        } else {
            Err(StatsError::Overflow { what: "variance" })
        }
    }

    pub(crate) fn std_dev(&self, divisor: Divisor) -> Result<f64, StatsError> {
        Ok(self.scaled_variance(divisor)?.sqrt() / self.scale)
    }

    fn scaled_variance(&self, divisor: Divisor) -> Result<f64, StatsError> {
        let n = self.deviations.len();
        let over = match divisor {
            Divisor::N => n,
            Divisor::NMinusOne => {
                at_least("values", 2, n)?;
                n - 1
            }
        };
        Ok(self.scaled_sum_of_squares() / over as f64)
    }

    pub(crate) fn skewness(&self) -> f64 {
        let m2 = self.moment(|d| d * d);
        self.moment(|d| d * d * d) / (m2 * m2.sqrt())
    }

    pub(crate) fn kurtosis(&self) -> f64 {
        let m2 = self.moment(|d| d * d);
        self.moment(|d| d * d * d * d) / (m2 * m2)
    }

    /// The mean of a power of the deviations, the largest of which is brought near 1 first so that
    /// no power vanishes.
    fn moment(&self, power: impl Fn(f64) -> f64) -> f64 {
        let unit = reciprocal_power_of_two(max_abs(&self.deviations));
        two_float::sum(self.deviations.iter().map(|d| power(d * unit))).value()
            / self.deviations.len() as f64
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn squares_past_the_range_do_not_matter() {
        for unit in [1e200, 1e-200, 1e307, 1e-320] {
            let values = [unit, 2.0 * unit, 3.0 * unit];
            let sd = std_dev(&values, Divisor::NMinusOne).unwrap();
            assert!((sd / unit - 1.0).abs() < 1e-3, "{unit:e}: {sd:e}");
            assert!(skewness(&values).unwrap().abs() < 1e-9, "{unit:e}");
        }
        assert_eq!(mean(&[f64::MAX, f64::MAX]).unwrap(), f64::MAX);
    }

    #[test]
    fn no_values_and_no_numbers_are_errors() {
        assert_eq!(
            mean(&[]),
            Err(StatsError::TooFew {
                what: "values",
                needed: 1,
                got: 0
            })
        );
        assert!(variance(&[1.0], Divisor::NMinusOne).is_err());
        assert_eq!(variance(&[1.0], Divisor::N), Ok(0.0));
        assert!(mean(&[1.0, f64::NAN]).is_err());
        assert!(mean(&[1.0, f64::INFINITY]).is_err());
        assert!(skewness(&[2.0, 2.0]).is_err());
        assert!(geometric_mean(&[1.0, 0.0]).is_err());
    }
}
