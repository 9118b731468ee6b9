//! Student's t test of one sample and of pairs.

use std::fmt;

use crate::coefficient::{quantile_above, upper_tail};
use crate::error::StatsError;
use crate::g_format::g;
use crate::interval::{Interval, tail_of};
use crate::missing::{Missing, Pairs, all_finite, at_least, sample};
use crate::moments::{Centred, Divisor};
use crate::p_values::PValues;

/// The mean of one sample, or of the differences of pairs, compared with a number.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct MeanTest {
    /// The mean of the values, or of the differences `x - y`.
    pub mean: f64,
    /// The number that the mean is compared with; 0 for pairs.
    pub compared_with: f64,
    /// The standard deviation of the values or differences.
    pub std_dev: f64,
    /// `std_dev / sqrt(n)`.
    pub std_err: f64,
    /// `(mean - compared_with) / std_err`.
    pub t: f64,
    /// `n - 1`.
    pub df: usize,
    /// The values or pairs used.
    pub n: usize,
    /// The values or pairs left out because something in them is missing.
    pub dropped: usize,
    /// From Student's t with `df` degrees of freedom.
    pub p: PValues,
}

/// Tests whether the mean of a sample is `mean`, by Student's t test.
///
/// # Errors
///
/// [`StatsError::TooFew`] for fewer than two values; [`StatsError::Constant`] if they do not vary;
/// [`StatsError::NotFinite`]; [`StatsError::Missing`] if a value is NaN and missing ones are refused.
///
/// # Example
///
/// ```
/// use highwater_stats::{Missing, one_sample_t};
///
/// // Student's sleep data, the first drug; R: t.test(x) prints t = 1.3257, df = 9, p = 0.2176.
/// let drug_1 = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0];
/// let test = one_sample_t(&drug_1, 0.0, Missing::Refuse)?;
/// assert_eq!(test.to_string(), "mean = 0.75, t = 1.326, df = 9, p = 0.2176");
/// # Ok::<(), highwater_stats::StatsError>(())
/// ```
///
/// # References
///
/// Student (1908), "The probable error of a mean", Biometrika 6, 1-25; R's `t.test`.
pub fn one_sample_t(x: &[f64], mean: f64, missing: Missing) -> Result<MeanTest, StatsError> {
    all_finite("mean", &[mean])?;
    let (x, dropped) = sample("x", x, missing)?;
    tested("values", &x, mean, dropped)
}

/// Tests whether the differences `x - y` of pairs have the mean 0, by Student's t test.
///
/// # Errors
///
/// As [`one_sample_t`], for the differences; [`StatsError::LengthMismatch`].
///
/// # Example
///
/// ```
/// use highwater_stats::{Missing, paired_t};
///
/// // Student's sleep data, both drugs on the same ten people; R: t.test(x, y, paired = TRUE) prints
/// // t = -4.0621, df = 9, p = 0.002833 and the interval -2.4598858, -0.7001142.
/// let drug_1 = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0];
/// let drug_2 = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4];
/// let test = paired_t(&drug_1, &drug_2, Missing::Refuse)?;
/// assert_eq!(test.to_string(), "mean = -1.58, t = -4.062, df = 9, p = 0.002833");
/// assert!((test.interval(0.95)?.low + 2.4598858).abs() < 5e-8);
/// # Ok::<(), highwater_stats::StatsError>(())
/// ```
///
/// # References
///
/// As [`one_sample_t`].
pub fn paired_t(x: &[f64], y: &[f64], missing: Missing) -> Result<MeanTest, StatsError> {
    let pairs = Pairs::new(x, y, missing)?;
    all_finite("x", &pairs.x)?;
    all_finite("y", &pairs.y)?;
    let differences: Vec<f64> = pairs.x.iter().zip(&*pairs.y).map(|(x, y)| x - y).collect();
    tested("differences", &differences, 0.0, pairs.dropped)
}

fn tested(
    what: &'static str,
    values: &[f64],
    compared_with: f64,
    dropped: usize,
) -> Result<MeanTest, StatsError> {
    let n = values.len();
    at_least(what, 2, n)?;
    let centred = Centred::new(what, values)?;
    let (mean, std_dev) = (centred.mean(), centred.std_dev(Divisor::NMinusOne)?);
    // Differences that ought to be equal may differ in the rounding of their subtraction.
    let rounding = 4.0 * f64::EPSILON * mean.abs();
    let std_err = std_dev / (n as f64).sqrt();
    if std_dev <= rounding && values.iter().all(|v| (v - mean).abs() <= rounding) {
        return Err(StatsError::Constant { what: what.into() });
    }
    let t = (mean - compared_with) / std_err;
    if !(t.is_finite() && std_err.is_finite()) {
        return Err(StatsError::Overflow { what: "mean" });
    }
    Ok(MeanTest {
        mean,
        compared_with,
        std_dev,
        std_err,
        t,
        df: n - 1,
        n,
        dropped,
        p: PValues::symmetric(t, |t| upper_tail(t, Some(n as f64 - 1.0))),
    })
}

impl MeanTest {
    /// Returns the interval of the mean, `mean -+ t std_err`.
    ///
    /// # Errors
    ///
    /// [`StatsError::OutOfRange`] unless `level` is between 0 and 1.
    ///
    /// # Example
    ///
    /// ```
    /// use highwater_stats::{Missing, one_sample_t};
    ///
    /// // By hand: the mean 2, the standard error sqrt(1/3), and t = 4.3026527 with two degrees.
    /// let interval = one_sample_t(&[1.0, 2.0, 3.0], 0.0, Missing::Refuse)?.interval(0.95)?;
    /// assert!((interval.high - (2.0 + 4.3026527 * (1.0_f64 / 3.0).sqrt())).abs() < 1e-7);
    /// # Ok::<(), highwater_stats::StatsError>(())
    /// ```
    pub fn interval(&self, level: f64) -> Result<Interval, StatsError> {
        let quantile = quantile_above(tail_of(level)?, Some(self.df as f64));
        Ok(Interval::around(self.mean, quantile * self.std_err, level))
    }
}

impl fmt::Display for MeanTest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "mean = {}, t = {}, df = {}, p = {}",
            g(self.mean, 4),
            g(self.t, 4),
            self.df,
            g(self.p.two_sided, 4)
        )?;
        if self.dropped > 0 {
            write!(f, ", {} left out", self.dropped)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn differences_that_do_not_vary_have_no_t() {
        let flat = paired_t(&[1.1, 2.1, 3.1], &[0.1, 1.1, 2.1], Missing::Refuse);
        assert!(matches!(flat, Err(StatsError::Constant { .. })), "{flat:?}");
        assert!(paired_t(&[1.0, 2.0], &[1.0], Missing::Refuse).is_err());
        assert!(one_sample_t(&[1.0], 0.0, Missing::Refuse).is_err());
        assert!(one_sample_t(&[1.0, 2.0], f64::NAN, Missing::Refuse).is_err());
    }
}
