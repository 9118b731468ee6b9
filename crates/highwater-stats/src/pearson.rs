//! Pearson's product-moment correlation.

use std::fmt;

use crate::distribution::{normal_quantile, t_sf};
use crate::error::StatsError;
use crate::g_format::g;
use crate::interval::{Interval, tail_of};
use crate::missing::{Missing, Pairs, at_least};
use crate::moments::Centred;
use crate::p_values::PValues;
use crate::two_float;

/// Pearson's correlation of pairs, with its t test.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct PearsonTest {
    /// The correlation, from -1 to 1.
    pub r: f64,
    /// The pairs used.
    pub n: usize,
    /// The pairs left out because a side is missing.
    pub dropped: usize,
    /// Whether there are three pairs or fewer, on which no conclusion should rest.
    pub few_pairs: bool,
    /// `t = r sqrt(df / (1 - r^2))`; infinite for a perfect correlation, NaN for two pairs.
    pub t: f64,
    /// Degrees of freedom, `n - 2`.
    pub df: usize,
    /// From Student's t with `df` degrees of freedom; `None` for two pairs, which have no p.
    pub p: Option<PValues>,
}

/// Pearson's correlation, `sum((x - mx) (y - my)) / sqrt(sum((x - mx)^2) sum((y - my)^2))`, and its
/// t test.
///
/// # Errors
///
/// [`StatsError::LengthMismatch`]; [`StatsError::TooFew`] for fewer than two pairs;
/// [`StatsError::Constant`] where a side does not vary; [`StatsError::NotFinite`];
/// [`StatsError::Missing`] where a value is NaN and missing ones are refused.
///
/// # Example
///
/// ```
/// use highwater_stats::{Missing, pearson};
///
/// // Hollander and Wolfe's tuna data; R: cor.test(x, y) prints t = 1.8411, p-value = 0.1082.
/// let x = [44.4, 45.9, 41.9, 53.3, 44.7, 44.1, 50.7, 45.2, 60.1];
/// let y = [2.6, 3.1, 2.5, 5.0, 3.6, 4.0, 5.2, 2.8, 3.8];
/// let test = pearson(&x, &y, Missing::Refuse)?;
/// assert_eq!(test.to_string(), "r = 0.5712, n = 9, p = 0.1082 (t approximation)");
/// # Ok::<(), highwater_stats::StatsError>(())
/// ```
///
/// # References
///
/// Hollander, Wolfe and Chicken (2014), "Nonparametric Statistical Methods", 3rd edition, chapter 8;
/// R's `cor.test(method = "pearson")`.
pub fn pearson(x: &[f64], y: &[f64], missing: Missing) -> Result<PearsonTest, StatsError> {
    let pairs = Pairs::new(x, y, missing)?;
    let n = pairs.x.len();
    at_least("pairs", 2, n)?;
    let u = unit_vector(&Centred::varying("x", &pairs.x)?);
    let v = unit_vector(&Centred::varying("y", &pairs.y)?);
    let correlation = of_unit_vectors(&u, &v);
    let df = n - 2;
    let t = correlation.t(df as f64);
    Ok(PearsonTest {
        r: correlation.r,
        n,
        dropped: pairs.dropped,
        few_pairs: n <= 3,
        t,
        df,
        p: p_of_t(t, df),
    })
}

impl PearsonTest {
    /// Returns the interval by Fisher's z: `tanh(atanh(r) +- z / sqrt(n - 3))`; `None` for fewer than
    /// four pairs or a perfect correlation.
    ///
    /// # Errors
    ///
    /// [`StatsError::OutOfRange`] unless `level` is between 0 and 1.
    ///
    /// # Example
    ///
    /// ```
    /// use highwater_stats::{Missing, pearson};
    ///
    /// // Hollander and Wolfe's tuna data; R: cor.test(x, y) prints -0.1497426 and 0.8955795.
    /// let x = [44.4, 45.9, 41.9, 53.3, 44.7, 44.1, 50.7, 45.2, 60.1];
    /// let y = [2.6, 3.1, 2.5, 5.0, 3.6, 4.0, 5.2, 2.8, 3.8];
    /// let interval = pearson(&x, &y, Missing::Refuse)?.interval(0.95)?;
    /// assert_eq!(interval.map(|i| i.to_string()), Some("-0.1497 to 0.8956 (95%)".into()));
    /// # Ok::<(), highwater_stats::StatsError>(())
    /// ```
    ///
    /// # References
    ///
    /// Fisher (1921), "On the 'probable error' of a coefficient of correlation deduced from a small
    /// sample", Metron 1, 3-32.
    pub fn interval(&self, level: f64) -> Result<Option<Interval>, StatsError> {
        fisher_interval(self.r, 1.0, self.n, 3, level)
    }
}

impl fmt::Display for PearsonTest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "r = {}, n = {}", g(self.r, 4), self.n)?;
        if let Some(p) = &self.p {
            write!(f, ", p = {} (t approximation)", g(p.two_sided, 4))?;
        }
        write_cautions(f, self.dropped, self.few_pairs)
    }
}

/// Returns what every correlation says beside its numbers.
pub(crate) fn write_cautions(
    f: &mut fmt::Formatter<'_>,
    dropped: usize,
    few_pairs: bool,
) -> fmt::Result {
    if dropped > 0 {
        write!(f, ", {dropped} left out")?;
    }
    if few_pairs {
        f.write_str(", too few pairs to conclude from")?;
    }
    Ok(())
}

/// Returns an interval for a correlation-like measure on Fisher's scale, with the standard error
/// `sqrt(variance / (n - lost))` there.
pub(crate) fn fisher_interval(
    r: f64,
    variance: f64,
    n: usize,
    lost: usize,
    level: f64,
) -> Result<Option<Interval>, StatsError> {
    let z = -normal_quantile(tail_of(level)?);
    if n <= lost || r.abs() >= 1.0 {
        return Ok(None);
    }
    let half_width = z * (variance / (n - lost) as f64).sqrt();
    Ok(Some(
        Interval::around(libm::atanh(r), half_width, level).map(libm::tanh),
    ))
}

/// The p values of a correlation's t, where it has degrees of freedom.
pub(crate) fn p_of_t(t: f64, df: usize) -> Option<PValues> {
    (df > 0).then(|| PValues::symmetric(t, |t| t_sf(t, df as f64)))
}

/// A correlation with what it lacks of being perfect, which `1 - r^2` would lose.
pub(crate) struct Correlation {
    pub(crate) r: f64,
    /// `1 - r^2`.
    pub(crate) unexplained: f64,
}

impl Correlation {
    pub(crate) fn t(&self, df: f64) -> f64 {
        if df == 0.0 {
            f64::NAN
        } else {
            self.r * (df / self.unexplained).sqrt()
        }
    }
}

/// `1 - r` is half the squared distance between the unit vectors, and `1 + r` the same with one of
/// them reversed; the smaller one is computed so, and keeps its digits.
fn of_unit_vectors(u: &[f64], v: &[f64]) -> Correlation {
    let half_square = |f: fn(f64, f64) -> f64| {
        0.5 * two_float::sum(u.iter().zip(v).map(|(a, b)| {
            let distance = f(*a, *b);
            distance * distance
        }))
        .value()
    };
    let to_one = half_square(|a, b| a - b);
    let to_minus_one = half_square(|a, b| a + b);
    // What rounding of the unit vectors alone may leave.
    let rounding = 8.0 * f64::EPSILON * f64::EPSILON;
    let (r, near) = if to_one < to_minus_one {
        (1.0 - to_one, to_one)
    } else {
        (to_minus_one - 1.0, to_minus_one)
    };
    if near <= rounding {
        Correlation {
            r: r.signum(),
            unexplained: 0.0,
        }
    } else {
        Correlation {
            r,
            unexplained: near * (2.0 - near),
        }
    }
}

fn unit_vector(centred: &Centred) -> Vec<f64> {
    let norm = centred.scaled_sum_of_squares().sqrt();
    centred.deviations.iter().map(|d| d / norm).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_perfect_correlation_is_exactly_one() {
        let x = [1.0, 2.0, 3.0, 4.0];
        let test = pearson(&x, &x.map(|v| 10.0 * v), Missing::Refuse).unwrap();
        assert_eq!((test.r, test.t), (1.0, f64::INFINITY));
        assert_eq!(test.p.unwrap().two_sided, 0.0);
        let falling = pearson(&x, &x.map(|v| 0.1 - 0.3 * v), Missing::Refuse).unwrap();
        assert_eq!(falling.r, -1.0);
        assert_eq!(falling.interval(0.95), Ok(None));
    }

    #[test]
    fn two_pairs_have_no_p() {
        let test = pearson(&[1.0, 2.0], &[5.0, 3.0], Missing::Refuse).unwrap();
        assert_eq!((test.r, test.p, test.few_pairs), (-1.0, None, true));
        assert_eq!(
            test.to_string(),
            "r = -1, n = 2, too few pairs to conclude from"
        );
    }

    #[test]
    fn values_past_the_range_of_squares_correlate_as_others_do() {
        let x = [1.0, 2.0, 3.0, 5.0];
        let y = [2.0, 1.0, 4.0, 3.0];
        let plain = pearson(&x, &y, Missing::Refuse).unwrap();
        let large = pearson(
            &x.map(|v| v * 1e250),
            &y.map(|v| v * 1e-250),
            Missing::Refuse,
        );
        assert!((plain.r - large.unwrap().r).abs() < 1e-15);
    }
}
