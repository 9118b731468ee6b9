//! The Mann-Whitney U test, also called Wilcoxon's rank-sum test.

use std::fmt;

use crate::distribution::normal_sf;
use crate::error::StatsError;
use crate::g_format::g;
use crate::missing::{Missing, at_least, sample};
use crate::p_values::{Method, PValues};
use crate::sort_key::sorted_keys;

mod exact;

pub(crate) use exact::place_of_tail;

/// Two samples compared by the Mann-Whitney U test.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct MannWhitneyTest {
    /// Pairs in which the value of `x` is the larger one, ties counting one half.
    pub u1: f64,
    /// The same for `y`: `n1 n2 - u1`.
    pub u2: f64,
    /// The values of `x` used.
    pub n1: usize,
    /// The values of `y` used.
    pub n2: usize,
    /// The values of both samples left out because they are missing.
    pub dropped: usize,
    /// Whether any two values tie.
    pub has_ties: bool,
    /// The two-sided p: the exact one where there is one, else the normal one with continuity
    /// correction.
    pub p: f64,
    /// Which of the two `p` is.
    pub method: Method,
    /// `(u1 - n1 n2 / 2)` over its standard deviation, corrected for ties; NaN where all values tie.
    pub z: f64,
    /// From the normal distribution, tie-corrected; `None` where all values tie.
    pub normal: Option<PValues>,
    /// The same with a continuity correction of one half, which is the better of the two.
    pub normal_continuity: Option<PValues>,
    /// Over all splits of the observed ranks, for up to about 55 and 55 values with ties, 65 and 65
    /// without; see [`mann_whitney_exact`] for more.
    pub exact: Option<ExactMannWhitney>,
    /// The common-language effect size, `u1 / (n1 n2)`: the chance that a random value of `x` is
    /// larger than one of `y`, ties counting one half; also the area under the ROC curve.
    pub auc: f64,
    /// The rank-biserial correlation, `2 auc - 1`: from -1 (all of `x` below) to 1 (all above).
    pub rank_biserial: f64,
}

/// Exact p values of the Mann-Whitney test, with two readings of "two-sided" where ties make the
/// distribution lopsided.
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct ExactMannWhitney {
    /// The chance of a `u1` at least as far from `n1 n2 / 2` in either direction.
    pub two_sided: f64,
    /// Twice the smaller tail, at most 1; the same as `two_sided` without ties.
    pub two_sided_doubled: f64,
    /// The chance of a `u1` at most as large as the observed one.
    pub less: f64,
    /// The chance of a `u1` at least as large as the observed one.
    pub greater: f64,
}

/// The Mann-Whitney U test of whether values of `x` tend to be larger (or smaller) than those of
/// `y`.
///
/// `u1 = #(x > y) + #(x = y) / 2` over all pairs; under the null hypothesis its mean is `n1 n2 / 2`
/// and its variance `n1 n2 / 12 ((N + 1) - sum(t^3 - t) / (N (N - 1)))` with groups of `t` ties.
/// Infinite values are ranked like any other and may tie with each other.
/// For an interval of the shift between the samples see [`hodges_lehmann`](crate::hodges_lehmann).
///
/// # Errors
///
/// [`StatsError::TooFew`] where a sample has no values; [`StatsError::Missing`] where a value is NaN
/// and missing ones are refused.
///
/// # Example
///
/// ```
/// use highwater_stats::{Missing, mann_whitney};
///
/// // Permeability constants, Hollander and Wolfe; R: wilcox.test(x, y) prints W = 35, p = 0.2544.
/// let at_term = [0.80, 0.83, 1.89, 1.04, 1.45, 1.38, 1.91, 1.64, 0.73, 1.46];
/// let early = [1.15, 0.88, 0.90, 0.74, 1.21];
/// let test = mann_whitney(&at_term, &early, Missing::Refuse)?;
/// assert_eq!((test.u1, test.u2), (35.0, 15.0));
/// assert_eq!(
///     test.to_string(),
///     "U = 35 (n = 10 and 5), p = 0.2544 (exact), larger in 70% of pairs"
/// );
/// # Ok::<(), highwater_stats::StatsError>(())
/// ```
///
/// # References
///
/// Mann and Whitney (1947), Annals of Mathematical Statistics 18, 50-60; Lehmann (1975),
/// "Nonparametrics", for ties; scipy's `mannwhitneyu` and R's `wilcox.test`.
pub fn mann_whitney(x: &[f64], y: &[f64], missing: Missing) -> Result<MannWhitneyTest, StatsError> {
    let pooled = Pooled::new(x, y, missing)?;
    let (n1, n2) = (pooled.n1 as f64, pooled.n2 as f64);
    let pairs = n1 * n2;
    let u1 = pooled.doubled_u1 as f64 / 2.0;
    let u2 = pairs - u1;
    let excess = u1 - pairs / 2.0;
    let sd = pooled.variance().sqrt();
    let z = excess / sd;
    let (normal, normal_continuity) = if sd > 0.0 {
        (
            Some(PValues::symmetric(z, normal_sf)),
            Some(PValues {
                two_sided: (2.0 * normal_sf((excess.abs() - 0.5) / sd)).clamp(0.0, 1.0),
                less: normal_sf(-(excess + 0.5) / sd),
                greater: normal_sf((excess - 0.5) / sd),
            }),
        )
    } else {
        (None, None)
    };
    let exact = exact::p_values(&pooled, exact::QUICK_STEPS).ok();
    let approximate = normal_continuity.map_or(1.0, |p| p.two_sided);
    Ok(MannWhitneyTest {
        u1,
        u2,
        n1: pooled.n1,
        n2: pooled.n2,
        dropped: pooled.dropped,
        has_ties: pooled.has_ties(),
        p: exact.map_or(approximate, |exact| exact.two_sided),
        method: if exact.is_some() {
            Method::Exact
        } else {
            Method::NormalContinuity
        },
        z,
        normal,
        normal_continuity,
        exact,
        auc: u1 / pairs,
        rank_biserial: (u1 - u2) / pairs,
    })
}

/// The exact p values of the Mann-Whitney test, with or without ties, for samples larger than those
/// for which [`mann_whitney`] computes them without being asked.
///
/// Counts the splits of the observed average ranks into `n1` and `n2` by their rank sum.
///
/// # Errors
///
/// As [`mann_whitney`], and [`StatsError::TooLarge`] for more than 2 * 10^9 steps (about 175 and 175
/// values with ties, 210 and 210 without).
///
/// # Example
///
/// ```
/// use highwater_stats::{Missing, mann_whitney_exact};
///
/// // By hand: of the 126 splits of the mid-ranks 1.5 1.5 3.5 3.5 5.5 5.5 7.5 7.5 9 into 4 and 5,
/// // 92 are at least as far from the mean as the observed one.
/// let test = mann_whitney_exact(
///     &[1.0, 2.0, 3.0, 4.0],
///     &[1.0, 2.0, 3.0, 4.0, 5.0],
///     Missing::Refuse,
/// )?;
/// assert!((test.two_sided - 92.0 / 126.0).abs() < 1e-15);
/// # Ok::<(), highwater_stats::StatsError>(())
/// ```
///
/// # References
///
/// Streitberg and Roehmel (1986), "Exact distributions for permutation and rank tests", Statistical
/// Software Newsletter 12, 10-17.
pub fn mann_whitney_exact(
    x: &[f64],
    y: &[f64],
    missing: Missing,
) -> Result<ExactMannWhitney, StatsError> {
    exact::p_values(&Pooled::new(x, y, missing)?, exact::MOST_STEPS)
}

impl fmt::Display for MannWhitneyTest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "U = {} (n = {} and {}), p = {} ({}), larger in {}% of pairs",
            g(self.u1, 12),
            self.n1,
            self.n2,
            g(self.p, 4),
            self.method,
            g(100.0 * self.auc, 3)
        )?;
        if self.dropped > 0 {
            write!(f, ", {} left out", self.dropped)?;
        }
        Ok(())
    }
}

impl fmt::Display for ExactMannWhitney {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "p = {} (less {}, greater {}, exact)",
            g(self.two_sided, 4),
            g(self.less, 4),
            g(self.greater, 4)
        )
    }
}

/// Two samples in one order.
struct Pooled {
    n1: usize,
    n2: usize,
    dropped: usize,
    /// Twice `u1`, a whole number.
    doubled_u1: u128,
    /// Groups of equal values in ascending order: how many are of `x`, and how many in all.
    groups: Vec<(usize, usize)>,
    /// `sum(t^3 - t)` over the groups.
    tie_term: u128,
}

impl Pooled {
    fn new(x: &[f64], y: &[f64], missing: Missing) -> Result<Self, StatsError> {
        let (x, x_dropped) = sample("x", x, missing)?;
        let (y, y_dropped) = sample("y", y, missing)?;
        at_least("values of x", 1, x.len())?;
        at_least("values of y", 1, y.len())?;
        let (x_keys, y_keys) = rayon::join(|| sorted_keys(&x), || sorted_keys(&y));
        let mut pooled = Pooled {
            n1: x.len(),
            n2: y.len(),
            dropped: x_dropped + y_dropped,
            doubled_u1: 0,
            groups: Vec::new(),
            tie_term: 0,
        };
        pooled.merge(&x_keys, &y_keys);
        Ok(pooled)
    }

    fn merge(&mut self, x: &[u64], y: &[u64]) {
        let keep_groups = exact::may_be_feasible(self.n1, self.n2);
        let (mut i, mut j) = (0, 0);
        while i < x.len() || j < y.len() {
            let key = match (x.get(i), y.get(j)) {
                (Some(a), Some(b)) => *a.min(b),
                (Some(only), None) | (None, Some(only)) => *only,
                (None, None) => break,
            };
            let of_x = run_length(&x[i..], key);
            let of_y = run_length(&y[j..], key);
            // Every value of x here is above the j of y before, and ties with these.
            self.doubled_u1 += of_x as u128 * (2 * j + of_y) as u128;
            let t = (of_x + of_y) as u128;
            self.tie_term += t * t * t - t;
            if keep_groups {
                self.groups.push((of_x, of_x + of_y));
            }
            i += of_x;
            j += of_y;
        }
    }

    fn has_ties(&self) -> bool {
        self.tie_term > 0
    }

    /// Returns the variance of `u1` under the null hypothesis; 0 where all values tie.
    fn variance(&self) -> f64 {
        let (n1, n2) = (self.n1 as f64, self.n2 as f64);
        let n = (self.n1 + self.n2) as u128;
        // (n^3 - n) - sum(t^3 - t), in whole numbers so that all tied gives exactly 0.
        let untied = (n * n * n - n) - self.tie_term;
        n1 * n2 / 12.0 * (untied as f64 / (n as f64 * (n as f64 - 1.0)))
    }
}

fn run_length(keys: &[u64], key: u64) -> usize {
    keys.iter().take_while(|other| **other == key).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tail_survives_full_separation() {
        // scipy 1.17: mannwhitneyu(range(300), range(1000, 1400)).pvalue
        let x: Vec<f64> = (0..300).map(f64::from).collect();
        let y: Vec<f64> = (1000..1400).map(f64::from).collect();
        let test = mann_whitney(&x, &y, Missing::Refuse).unwrap();
        assert_eq!((test.u1, test.rank_biserial), (0.0, -1.0));
        assert!(
            (test.p / 1.0746169347344757e-113 - 1.0).abs() < 1e-9,
            "{:e}",
            test.p
        );
        assert_eq!(test.method, Method::NormalContinuity);
    }

    #[test]
    fn all_tied_says_nothing() {
        let test = mann_whitney(&[2.0, 2.0], &[2.0, 2.0, 2.0], Missing::Refuse).unwrap();
        assert_eq!((test.p, test.normal), (1.0, None));
        assert_eq!((test.u1, test.auc), (3.0, 0.5));
    }

    #[test]
    fn nan_is_refused_or_dropped() {
        let x = [1.0, 2.0, 3.0, f64::NAN];
        let y = [3.0, 6.0, 7.0, 8.0];
        assert!(mann_whitney(&x, &y, Missing::Refuse).is_err());
        let test = mann_whitney(&x, &y, Missing::Drop).unwrap();
        assert_eq!((test.n1, test.dropped, test.u1), (3, 1, 0.5));
        assert!(mann_whitney(&[f64::NAN], &y, Missing::Drop).is_err());
    }
}
