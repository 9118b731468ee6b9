//! Welch's t test.

use std::fmt;

use crate::distribution::{t_quantile_above, t_sf};
use crate::error::StatsError;
use crate::g_format::g;
use crate::interval::{Interval, tail_of};
use crate::missing::{Missing, at_least, sample};
use crate::moments::{Centred, Divisor};
use crate::p_values::PValues;

/// Two samples compared by Welch's t test.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct WelchTest {
    /// The mean of `x`.
    pub mean_x: f64,
    /// The mean of `y`.
    pub mean_y: f64,
    /// `mean_x - mean_y`.
    pub difference: f64,
    /// The standard error of the difference, `sqrt(s_x^2 / n_x + s_y^2 / n_y)`.
    pub std_err: f64,
    /// `difference / std_err`.
    pub t: f64,
    /// Welch's degrees of freedom, not a whole number in general.
    pub df: f64,
    /// The values of `x` used.
    pub n_x: usize,
    /// The values of `y` used.
    pub n_y: usize,
    /// The values of both samples left out because they are missing.
    pub dropped: usize,
    /// From Student's t with `df` degrees of freedom.
    pub p: PValues,
}

/// Welch's t test of whether two samples have the same mean, without assuming equal variances.
///
/// The degrees of freedom are Satterthwaite's,
/// `(a + b)^2 / (a^2 / (n_x - 1) + b^2 / (n_y - 1))` with `a = s_x^2 / n_x` and `b = s_y^2 / n_y`.
///
/// # Errors
///
/// [`StatsError::TooFew`] where a sample has fewer than two values; [`StatsError::Constant`] where
/// neither varies; [`StatsError::NotFinite`]; [`StatsError::Missing`] where a value is NaN and
/// missing ones are refused.
///
/// # Example
///
/// ```
/// use highwater_stats::{Missing, welch_t};
///
/// // Student's sleep data; R: t.test(extra ~ group) prints t = -1.8608, df = 17.776, p = 0.07939.
/// let drug_1 = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0];
/// let drug_2 = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4];
/// let test = welch_t(&drug_1, &drug_2, Missing::Refuse)?;
/// assert_eq!(
///     test.to_string(),
///     "difference = -1.58, t = -1.861, df = 17.78, p = 0.07939 (n = 10 and 10)"
/// );
/// # Ok::<(), highwater_stats::StatsError>(())
/// ```
///
/// # References
///
/// Welch (1947), "The generalization of 'Student's' problem when several different population
/// variances are involved", Biometrika 34, 28-35; R's `t.test`.
pub fn welch_t(x: &[f64], y: &[f64], missing: Missing) -> Result<WelchTest, StatsError> {
    let (x, x_dropped) = sample("x", x, missing)?;
    let (y, y_dropped) = sample("y", y, missing)?;
    at_least("values of x", 2, x.len())?;
    at_least("values of y", 2, y.len())?;
    let x_centred = Centred::new("x", &x)?;
    let y_centred = Centred::new("y", &y)?;
    let (mean_x, mean_y) = (x_centred.mean(), y_centred.mean());
    let error_of_mean = |centred: &Centred| -> Result<f64, StatsError> {
        let n = centred.deviations.len() as f64;
        Ok(centred.std_dev(Divisor::NMinusOne)? / n.sqrt())
    };
    let (error_x, error_y) = (error_of_mean(&x_centred)?, error_of_mean(&y_centred)?);
    let std_err = libm::hypot(error_x, error_y);
    if std_err == 0.0 {
        return Err(StatsError::Constant {
            what: "x and y".into(),
        });
    }
    let difference = mean_x - mean_y;
    if !(std_err.is_finite() && difference.is_finite()) {
        return Err(StatsError::Overflow {
            what: "difference of the means",
        });
    }
    // Shares of the squared error, so that no fourth power leaves the range.
    let share = |error: f64, n: usize| {
        let share = (error / std_err) * (error / std_err);
        share * share / (n as f64 - 1.0)
    };
    let df = 1.0 / (share(error_x, x.len()) + share(error_y, y.len()));
    let t = difference / std_err;
    Ok(WelchTest {
        mean_x,
        mean_y,
        difference,
        std_err,
        t,
        df,
        n_x: x.len(),
        n_y: y.len(),
        dropped: x_dropped + y_dropped,
        p: PValues::symmetric(t, |t| t_sf(t, df)),
    })
}

impl WelchTest {
    /// Returns the interval of the difference of the means, `difference -+ t std_err` with `df` degrees
    /// of freedom.
    ///
    /// # Errors
    ///
    /// [`StatsError::OutOfRange`] unless `level` is between 0 and 1.
    ///
    /// # Example
    ///
    /// ```
    /// use highwater_stats::{Missing, welch_t};
    ///
    /// // Student's sleep data; R: t.test(extra ~ group, conf.level = 0.99) prints -4.0276329 and
    /// // 0.8676329.
    /// let drug_1 = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0];
    /// let drug_2 = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4];
    /// let interval = welch_t(&drug_1, &drug_2, Missing::Refuse)?.interval(0.99)?;
    /// assert!((interval.low + 4.0276329).abs() < 5e-8);
    /// # Ok::<(), highwater_stats::StatsError>(())
    /// ```
    pub fn interval(&self, level: f64) -> Result<Interval, StatsError> {
        let half_width = t_quantile_above(tail_of(level)?, self.df) * self.std_err;
        Ok(Interval::around(self.difference, half_width, level))
    }
}

impl fmt::Display for WelchTest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "difference = {}, t = {}, df = {}, p = {} (n = {} and {})",
            g(self.difference, 4),
            g(self.t, 4),
            g(self.df, 4),
            g(self.p.two_sided, 4),
            self.n_x,
            self.n_y
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
    fn one_constant_sample_is_enough_of_a_spread() {
        let test = welch_t(&[3.0, 3.0, 3.0], &[1.0, 2.0, 4.0], Missing::Refuse).unwrap();
        assert!((test.df - 2.0).abs() < 1e-12);
        let flat = welch_t(&[3.0, 3.0], &[4.0, 4.0], Missing::Refuse);
        assert!(matches!(flat, Err(StatsError::Constant { .. })));
        assert!(welch_t(&[5.0], &[1.0, 2.0], Missing::Refuse).is_err());
    }

    #[test]
    fn a_level_outside_the_range_is_an_error() {
        let test = welch_t(&[1.0, 2.0], &[3.0, 5.0], Missing::Refuse).unwrap();
        for level in [0.0, 1.0, 95.0, f64::NAN] {
            assert!(test.interval(level).is_err());
        }
    }
}
