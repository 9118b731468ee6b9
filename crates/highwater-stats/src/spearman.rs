//! Spearman's rank correlation.

use std::fmt;

use crate::error::StatsError;
use crate::g_format::g;
use crate::interval::Interval;
use crate::missing::{Missing, Pairs, at_least, varies};
use crate::p_values::{Method, PValues};
use crate::pearson::{Correlation, fisher_interval, p_of_t, write_cautions};
use crate::ranks::DoubledRanks;

mod exact;

/// The most pairs for which all permutations are counted.
const EXACT_MOST: usize = 10;

/// Spearman's rank correlation of pairs, with its test.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct SpearmanTest {
    /// The correlation of the ranks, from -1 to 1.
    pub rho: f64,
    /// The pairs used.
    pub n: usize,
    /// The pairs left out because a side is missing.
    pub dropped: usize,
    /// Whether there are three pairs or fewer, on which no conclusion should rest.
    pub few_pairs: bool,
    /// Whether values tie on either side.
    pub has_ties: bool,
    /// The two-sided p: the exact one where there is one, else that of the t approximation.
    pub p: f64,
    /// Which of the two `p` is.
    pub method: Method,
    /// From Student's t with `n - 2` degrees of freedom; `None` for two pairs.
    pub asymptotic: Option<PValues>,
    /// Over all permutations of one side against the other, ties kept; for up to ten pairs, and for
    /// any number of pairs without ties where `rho` is 1 or -1.
    pub exact: Option<PValues>,
}

/// Spearman's rank correlation: Pearson's of the [average ranks](crate::ranks), and its test.
///
/// The sums over the ranks are whole numbers and are carried as such, so a perfectly monotone
/// relation gives exactly 1 or -1.
/// Infinite values are ranked like any other.
///
/// # Errors
///
/// [`StatsError::LengthMismatch`]; [`StatsError::TooFew`] for fewer than two pairs;
/// [`StatsError::Constant`] where a side does not vary; [`StatsError::Missing`] where a value is NaN
/// and missing ones are refused.
///
/// # Example
///
/// ```
/// use highwater_stats::{Missing, spearman};
///
/// // Hollander and Wolfe's tuna data; R: cor.test(x, y, method = "spearman") prints rho 0.6 and
/// // p-value = 0.0968, scipy's spearmanr 0.0876 from the t approximation.
/// let x = [44.4, 45.9, 41.9, 53.3, 44.7, 44.1, 50.7, 45.2, 60.1];
/// let y = [2.6, 3.1, 2.5, 5.0, 3.6, 4.0, 5.2, 2.8, 3.8];
/// let test = spearman(&x, &y, Missing::Refuse)?;
/// assert_eq!(test.to_string(), "rho = 0.6, n = 9, p = 0.0968 (exact)");
/// # Ok::<(), highwater_stats::StatsError>(())
/// ```
///
/// # References
///
/// Hollander, Wolfe and Chicken (2014), "Nonparametric Statistical Methods", 3rd edition, section
/// 8.5; scipy's `spearmanr` for the t approximation.
pub fn spearman(x: &[f64], y: &[f64], missing: Missing) -> Result<SpearmanTest, StatsError> {
    let pairs = Pairs::new(x, y, missing)?;
    let n = pairs.x.len();
    at_least("pairs", 2, n)?;
    varies("x", &pairs.x)?;
    varies("y", &pairs.y)?;
    let (x_ranks, y_ranks) = rayon::join(
        || DoubledRanks::new(&pairs.x),
        || DoubledRanks::new(&pairs.y),
    );
    let correlation = of_ranks(&x_ranks.ranks, &y_ranks.ranks);
    let df = n - 2;
    let asymptotic = p_of_t(correlation.t(df as f64), df);
    let has_ties = x_ranks.has_ties || y_ranks.has_ties;
    let exact = if n <= EXACT_MOST {
        Some(exact::p_values(&x_ranks.ranks, &y_ranks.ranks))
    } else if correlation.unexplained == 0.0 && !has_ties {
        Some(exact::p_values_of_perfect(n, correlation.r))
    } else {
        None
    };
    let (p, method) = match (&exact, &asymptotic) {
        (Some(exact), _) => (exact.two_sided, Method::Exact),
        (None, Some(asymptotic)) => (asymptotic.two_sided, Method::StudentT),
        // No degrees of freedom, and so few pairs have an exact p: refused rather than NaN, should
        // the most pairs of the exact one ever be fewer.
        (None, None) => {
            return Err(StatsError::TooFew {
                what: "pairs",
                needed: 3,
                got: n,
            });
        }
    };
    Ok(SpearmanTest {
        rho: correlation.r,
        n,
        dropped: pairs.dropped,
        few_pairs: n <= 3,
        has_ties,
        p,
        method,
        asymptotic,
        exact,
    })
}

impl SpearmanTest {
    /// Returns the interval on Fisher's scale with Bonett and Wright's standard error,
    /// `tanh(atanh(rho) +- z sqrt((1 + rho^2 / 2) / (n - 3)))`; `None` for fewer than four pairs or a
    /// perfect correlation.
    ///
    /// # Errors
    ///
    /// [`StatsError::OutOfRange`] unless `level` is between 0 and 1.
    ///
    /// # Example
    ///
    /// ```
    /// use highwater_stats::{Missing, spearman};
    ///
    /// // Hollander and Wolfe's tuna data, rho 0.6; by hand: tanh(0.6931 -+ 1.96 sqrt(1.18 / 6)).
    /// let x = [44.4, 45.9, 41.9, 53.3, 44.7, 44.1, 50.7, 45.2, 60.1];
    /// let y = [2.6, 3.1, 2.5, 5.0, 3.6, 4.0, 5.2, 2.8, 3.8];
    /// let interval = spearman(&x, &y, Missing::Refuse)?.interval(0.95)?;
    /// assert_eq!(interval.map(|i| i.to_string()), Some("-0.1742 to 0.9158 (95%)".into()));
    /// # Ok::<(), highwater_stats::StatsError>(())
    /// ```
    ///
    /// # References
    ///
    /// Bonett and Wright (2000), "Sample size requirements for estimating Pearson, Kendall and
    /// Spearman correlations", Psychometrika 65, 23-28.
    pub fn interval(&self, level: f64) -> Result<Option<Interval>, StatsError> {
        fisher_interval(self.rho, 1.0 + self.rho * self.rho / 2.0, self.n, 3, level)
    }
}

impl fmt::Display for SpearmanTest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "rho = {}, n = {}, p = {} ({})",
            g(self.rho, 4),
            self.n,
            g(self.p, 4),
            self.method
        )?;
        write_cautions(f, self.dropped, self.few_pairs)
    }
}

/// In whole numbers: twice the ranks less twice their mean, `n + 1`.
fn of_ranks(x: &[u64], y: &[u64]) -> Correlation {
    let twice_mean = x.len() as i64 + 1;
    let centred = |rank: u64| i128::from(rank as i64 - twice_mean);
    let (mut xx, mut yy, mut xy) = (0_i128, 0_i128, 0_i128);
    for (x, y) in x.iter().zip(y) {
        let (x, y) = (centred(*x), centred(*y));
        xx += x * x;
        yy += y * y;
        xy += x * y;
    }
    let scale = (xx as f64).sqrt() * (yy as f64).sqrt();
    if xy.abs() == xx && xx == yy {
        return Correlation {
            r: xy.signum() as f64,
            unexplained: 0.0,
        };
    }
    let r = xy as f64 / scale;
    let unexplained = match (xx.checked_mul(yy), xy.checked_mul(xy)) {
        (Some(all), Some(explained)) => (all - explained) as f64 / all as f64,
        // More than three million pairs.
        _ => (1.0 - r) * (1.0 + r),
    };
    Correlation { r, unexplained }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_perfect_relation_says_how_little_it_proves() {
        let x = [1.0, 2.0, 3.0];
        let test = spearman(&x, &[5.0, 7.0, 1e300], Missing::Refuse).unwrap();
        assert_eq!(test.rho, 1.0);
        // Two of 3! permutations are perfect.
        assert_eq!(test.exact.unwrap().two_sided, 2.0 / 6.0);
        assert_eq!(test.asymptotic.unwrap().two_sided, 0.0);
        assert!(test.few_pairs);
    }

    #[test]
    fn a_perfect_relation_of_many_pairs_has_an_exact_p_and_not_zero() {
        let x: Vec<f64> = (0..12).map(f64::from).collect();
        let falling: Vec<f64> = x.iter().map(|v| -v).collect();
        let test = spearman(&x, &falling, Missing::Refuse).unwrap();
        // 12! = 479001600
        assert!((test.p * 479_001_600.0 - 2.0).abs() < 1e-14);
        assert_eq!(
            (test.method, test.exact.unwrap().greater),
            (Method::Exact, 1.0)
        );
    }

    #[test]
    fn infinities_are_ranked() {
        let x = [f64::NEG_INFINITY, 0.0, 1.0, 2.0, f64::INFINITY];
        let y = [1.0, 2.0, 3.0, 5.0, 4.0];
        assert!((spearman(&x, &y, Missing::Refuse).unwrap().rho - 0.9).abs() < 1e-15);
    }

    #[test]
    fn the_t_approximation_is_named_as_such() {
        let x: Vec<f64> = (0..11).map(f64::from).collect();
        let y: Vec<f64> = (0..11).map(|i| f64::from(i * 7 % 11)).collect();
        let test = spearman(&x, &y, Missing::Refuse).unwrap();
        assert_eq!((test.method, test.exact), (Method::StudentT, None));
    }
}
