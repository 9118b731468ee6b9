//! Kendall's rank correlation.

use std::fmt;

use crate::distribution::normal_sf;
use crate::error::StatsError;
use crate::g_format::g;
use crate::interval::Interval;
use crate::missing::{Missing, Pairs, at_least, varies};
use crate::p_values::{Method, PValues};
use crate::pearson::{fisher_interval, write_cautions};

mod exact;
mod inversions;

pub(crate) use inversions::inversions;

/// The most pairs for which the exact distribution is computed: beyond it `1 / n!`, the smallest
/// probability, is no double.
const EXACT_MOST: usize = 170;

/// Kendall's rank correlation of pairs, with its test.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct KendallTest {
    /// `tau_b = (concordant - discordant) / sqrt((m - x_ties) (m - y_ties))` of all `m` pairs of
    /// observations; from -1 to 1.
    pub tau_b: f64,
    /// The observations used.
    pub n: usize,
    /// The observations left out because a side is missing.
    pub dropped: usize,
    /// Whether there are three observations or fewer, on which no conclusion should rest.
    pub few_pairs: bool,
    /// Pairs of observations in the same order on both sides.
    pub concordant: u64,
    /// Pairs in opposite order.
    pub discordant: u64,
    /// Pairs tied in x, in y as well or not.
    pub x_ties: u64,
    /// Pairs tied in y, in x as well or not.
    pub y_ties: u64,
    /// `(concordant - discordant)` over its standard deviation, corrected for ties.
    pub z: f64,
    /// The two-sided p: the exact one where there is one, else that of the normal approximation.
    pub p: f64,
    /// Which of the two `p` is.
    pub method: Method,
    /// From the normal distribution, tie-corrected, without continuity correction.
    pub asymptotic: PValues,
    /// Over all permutations, for up to 170 observations; with ties on both sides only if the tied
    /// groups are so few or small that this takes less than about a second.
    pub exact: Option<PValues>,
}

/// Kendall's rank correlation tau-b and its test.
///
/// Counts by a merge sort, so a million observations take a second and not a week.
/// Infinite values are ordered like any other.
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
/// use highwater_stats::{Missing, kendall};
///
/// // Hollander and Wolfe's tuna data; R: cor.test(x, y, method = "kendall") prints tau 0.4444444
/// // and p-value = 0.1194.
/// let x = [44.4, 45.9, 41.9, 53.3, 44.7, 44.1, 50.7, 45.2, 60.1];
/// let y = [2.6, 3.1, 2.5, 5.0, 3.6, 4.0, 5.2, 2.8, 3.8];
/// let test = kendall(&x, &y, Missing::Refuse)?;
/// assert_eq!((test.concordant, test.discordant), (26, 10));
/// assert_eq!(test.to_string(), "tau-b = 0.4444, n = 9, p = 0.1194 (exact)");
/// # Ok::<(), highwater_stats::StatsError>(())
/// ```
///
/// # References
///
/// Knight (1966), "A computer method for calculating Kendall's tau with ungrouped data", JASA 61,
/// 436-439; Kendall (1970), "Rank Correlation Methods", 4th edition, for the variance with ties.
pub fn kendall(x: &[f64], y: &[f64], missing: Missing) -> Result<KendallTest, StatsError> {
    let pairs = Pairs::new(x, y, missing)?;
    let n = pairs.x.len();
    at_least("pairs", 2, n)?;
    varies("x", &pairs.x)?;
    varies("y", &pairs.y)?;

    let mut order: Vec<(f64, f64)> = pairs
        .x
        .iter()
        .copied()
        .zip(pairs.y.iter().copied())
        .collect();
    order.sort_unstable_by(|a, b| value_order(a.0, b.0).then(value_order(a.1, b.1)));
    let x_groups = tie_groups(&order, |a, b| a.0 == b.0);
    let joint = Ties::of(&tie_groups(&order, |a, b| a == b));
    let mut by_y: Vec<f64> = order.iter().map(|(_, y)| *y).collect();
    let discordant = inversions(&mut by_y, |a, b| a > b);
    let y_groups = tie_groups(&by_y, |a, b| a == b);

    let (x_ties, y_ties) = (Ties::of(&x_groups), Ties::of(&y_groups));
    let all = n as u64 * (n as u64 - 1) / 2;
    let concordant = all + joint.pairs - x_ties.pairs - y_ties.pairs - discordant;
    let s = concordant as f64 - discordant as f64;
    let scale = ((all - x_ties.pairs) as f64).sqrt() * ((all - y_ties.pairs) as f64).sqrt();
    let z = s / variance(n as f64, &x_ties, &y_ties).sqrt();
    let asymptotic = PValues::symmetric(z, normal_sf);
    let exact = match (x_ties.pairs, y_ties.pairs) {
        _ if n > EXACT_MOST => None,
        (0, 0) => Some(exact::p_values(n, discordant)),
        (0, _) => Some(exact::p_values_of_one_side(&y_groups, discordant)),
        (_, 0) => Some(exact::p_values_of_one_side(&x_groups, discordant)),
        _ => exact::p_values_of_both_sides(
            &x_groups,
            &y_groups,
            concordant as i64 - discordant as i64,
        ),
    };
    Ok(KendallTest {
        tau_b: (s / scale).clamp(-1.0, 1.0),
        n,
        dropped: pairs.dropped,
        few_pairs: n <= 3,
        concordant,
        discordant,
        x_ties: x_ties.pairs,
        y_ties: y_ties.pairs,
        z,
        p: exact.as_ref().unwrap_or(&asymptotic).two_sided,
        method: if exact.is_some() {
            Method::Exact
        } else {
            Method::Normal
        },
        asymptotic,
        exact,
    })
}

impl KendallTest {
    /// Returns the interval on Fisher's scale, `tanh(atanh(tau) +- z sqrt(0.437 / (n - 4)))`; `None`
    /// for fewer than five observations or a perfect correlation.
    ///
    /// # Errors
    ///
    /// [`StatsError::OutOfRange`] unless `level` is between 0 and 1.
    ///
    /// # Example
    ///
    /// ```
    /// use highwater_stats::{Missing, kendall};
    ///
    /// // Hollander and Wolfe's tuna data, tau 4/9; by hand: tanh(0.4778 -+ 1.96 sqrt(0.437 / 5)).
    /// let x = [44.4, 45.9, 41.9, 53.3, 44.7, 44.1, 50.7, 45.2, 60.1];
    /// let y = [2.6, 3.1, 2.5, 5.0, 3.6, 4.0, 5.2, 2.8, 3.8];
    /// let interval = kendall(&x, &y, Missing::Refuse)?.interval(0.95)?;
    /// assert_eq!(interval.map(|i| i.to_string()), Some("-0.1013 to 0.7846 (95%)".into()));
    /// # Ok::<(), highwater_stats::StatsError>(())
    /// ```
    ///
    /// # References
    ///
    /// Fieller, Hartley and Pearson (1957), "Tests for rank correlation coefficients I", Biometrika
    /// 44, 470-481.
    pub fn interval(&self, level: f64) -> Result<Option<Interval>, StatsError> {
        fisher_interval(self.tau_b, 0.437, self.n, 4, level)
    }
}

impl fmt::Display for KendallTest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "tau-b = {}, n = {}, p = {} ({})",
            g(self.tau_b, 4),
            self.n,
            g(self.p, 4),
            self.method
        )?;
        write_cautions(f, self.dropped, self.few_pairs)
    }
}

/// The order of values without NaN, in which both zeros are equal.
fn value_order(a: f64, b: f64) -> std::cmp::Ordering {
    a.partial_cmp(&b).unwrap_or(std::cmp::Ordering::Equal)
}

pub(crate) fn tie_groups<T>(sorted: &[T], tied: impl FnMut(&T, &T) -> bool) -> Vec<u64> {
    sorted
        .chunk_by(tied)
        .map(|group| group.len() as u64)
        .collect()
}

/// Sums over groups of `t` tied values.
pub(crate) struct Ties {
    /// `t (t - 1) / 2`: the pairs that tie.
    pub(crate) pairs: u64,
    /// `t (t - 1) (t - 2)`.
    triples: f64,
    /// `t (t - 1) (2 t + 5)`.
    pub(crate) variance: f64,
}

impl Ties {
    pub(crate) fn of(groups: &[u64]) -> Ties {
        let mut ties = Ties {
            pairs: 0,
            triples: 0.0,
            variance: 0.0,
        };
        for group in groups.iter().filter(|group| **group > 1) {
            let t = *group as f64;
            ties.pairs += group * (group - 1) / 2;
            ties.triples += t * (t - 1.0) * (t - 2.0);
            ties.variance += t * (t - 1.0) * (2.0 * t + 5.0);
        }
        ties
    }
}

/// The variance of `concordant - discordant` where there is no relation.
fn variance(n: f64, x: &Ties, y: &Ties) -> f64 {
    let ordered = n * (n - 1.0);
    let pairs = 2.0 * x.pairs as f64 * y.pairs as f64 / ordered;
    let triples = if n > 2.0 {
        x.triples * y.triples / (9.0 * ordered * (n - 2.0))
    } else {
        0.0
    };
    (ordered * (2.0 * n + 5.0) - x.variance - y.variance) / 18.0 + pairs + triples
}

#[cfg(test)]
mod tests {
    use super::*;

    /// By definition, over all pairs.
    fn naive(x: &[f64], y: &[f64]) -> (u64, u64) {
        let mut counts = (0, 0);
        for i in 0..x.len() {
            for j in 0..i {
                let product = (x[i] - x[j]) * (y[i] - y[j]);
                counts.0 += u64::from(product > 0.0);
                counts.1 += u64::from(product < 0.0);
            }
        }
        counts
    }

    #[test]
    fn counts_agree_with_the_definition() {
        for n in 2..40_u32 {
            let x: Vec<f64> = (0..n).map(|i| f64::from(i * 7 % 5)).collect();
            let y: Vec<f64> = (0..n).map(|i| f64::from(i * i * 3 % 11)).collect();
            let Ok(test) = kendall(&x, &y, Missing::Refuse) else {
                continue;
            };
            assert_eq!((test.concordant, test.discordant), naive(&x, &y), "{n}");
        }
    }

    #[test]
    fn both_zeros_tie() {
        let test = kendall(&[0.0, -0.0, 1.0], &[1.0, 2.0, 3.0], Missing::Refuse).unwrap();
        assert_eq!((test.x_ties, test.concordant), (1, 2));
    }

    /// By definition, over all orders.
    fn naive_p(x: &[f64], y: &[f64]) -> (f64, f64) {
        fn orders(n: usize) -> Vec<Vec<usize>> {
            if n == 0 {
                return vec![Vec::new()];
            }
            let shorter = orders(n - 1);
            let with = |order: &Vec<usize>, place: usize| {
                let mut order = order.clone();
                order.insert(place, n - 1);
                order
            };
            let all = shorter
                .iter()
                .flat_map(|o| (0..n).map(move |place| with(o, place)));
            all.collect()
        }
        let s = |y: &[f64]| {
            let (c, d) = naive(x, y);
            c as i64 - d as i64
        };
        let seen = s(y);
        let all = orders(x.len());
        let count = |keep: &dyn Fn(i64) -> bool| {
            let kept = all
                .iter()
                .filter(|order| keep(s(&order.iter().map(|i| y[*i]).collect::<Vec<f64>>())));
            kept.count() as f64 / all.len() as f64
        };
        (count(&|s| s <= seen), count(&|s| s >= seen))
    }

    #[test]
    fn exact_values_with_ties_agree_with_their_definition() {
        for (x, y) in [
            (
                [1.0, 2.0, 3.0, 4.0, 5.0, 6.0],
                [1.0, 1.0, 2.0, 2.0, 2.0, 3.0],
            ),
            (
                [1.0, 1.0, 1.0, 2.0, 2.0, 3.0],
                [4.0, 2.0, 3.0, 6.0, 1.0, 5.0],
            ),
            (
                [1.0, 1.0, 2.0, 2.0, 3.0, 3.0],
                [2.0, 1.0, 1.0, 2.0, 3.0, 2.0],
            ),
            (
                [0.0, 0.0, 0.0, 0.0, 1.0, 1.0],
                [5.0, 5.0, 7.0, 5.0, 7.0, 7.0],
            ),
        ] {
            let (less, greater) = naive_p(&x, &y);
            let exact = kendall(&x, &y, Missing::Refuse).unwrap().exact.unwrap();
            assert!((exact.less - less).abs() < 1e-12, "{x:?} {y:?}");
            assert!((exact.greater - greater).abs() < 1e-12, "{x:?} {y:?}");
        }
    }

    #[test]
    fn one_tie_among_many_changes_little() {
        let x: Vec<f64> = (0..120).map(f64::from).collect();
        let mut y: Vec<f64> = (0..120).map(|i| f64::from(i * 37 % 121)).collect();
        let plain = kendall(&x, &y, Missing::Refuse).unwrap().exact.unwrap();
        let place = |value: f64| y.iter().position(|v| *v == value).unwrap();
        let neighbour = place(50.0);
        y[neighbour] = 51.0;
        let tied = kendall(&x, &y, Missing::Refuse).unwrap();
        let exact = tied.exact.unwrap();
        assert!((exact.two_sided - plain.two_sided).abs() < 0.05);
        assert!((exact.two_sided / tied.asymptotic.two_sided - 1.0).abs() < 0.05);
    }
}
