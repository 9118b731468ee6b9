//! Wilcoxon's signed-rank test.

use std::fmt;

use crate::distribution::normal_sf;
use crate::error::StatsError;
use crate::g_format::g;
use crate::missing::{Missing, Pairs, sample};
use crate::p_values::{Method, PValues};
use crate::ranks::DoubledRanks;

/// What to do with differences that are 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub enum Zeros {
    /// Leave them out before ranking, as Wilcoxon did and R and scipy do.
    Drop,
    /// Rank them with the others, then leave their ranks out (Pratt 1959).
    Pratt,
}

/// The signs and ranks of one sample, or of the differences of pairs.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct SignedRankTest {
    /// The sum of the ranks of positive values.
    pub w_plus: f64,
    /// The sum of the ranks of negative values.
    pub w_minus: f64,
    /// The values or pairs, zeros included.
    pub n: usize,
    /// The zeros among them.
    pub n_zero: usize,
    /// The values or pairs left out because something in them is missing.
    pub dropped: usize,
    /// Whether some values other than 0 are equally far from it.
    pub has_ties: bool,
    /// The mean of `w_plus` if signs are a matter of chance, half the sum of all ranks.
    pub mean: f64,
    /// Its standard deviation, the root of a quarter of the sum of the squared ranks.
    pub std_dev: f64,
    /// `(w_plus - mean) / std_dev`.
    pub z: f64,
    /// The two-sided p: the exact one if there is one, else of the normal approximation with
    /// continuity correction.
    pub p: f64,
    /// Which of them `p` is.
    pub method: Method,
    /// From the normal distribution.
    pub normal: PValues,
    /// From the normal distribution with a correction of one half towards the mean.
    pub normal_continuity: PValues,
    /// Over all signs of the ranks at hand, with ties too; for up to 400 values other than 0.
    pub exact: Option<PValues>,
}

/// The most values of which all signs are counted.
const EXACT_MOST: usize = 400;

/// Tests whether a sample is symmetric about 0, by Wilcoxon's signed-rank test.
///
/// # Errors
///
/// [`StatsError::TooFew`] for no values; [`StatsError::Constant`] if all are 0;
/// [`StatsError::Missing`] if a value is NaN and missing ones are refused.
///
/// # Example
///
/// ```
/// use highwater_stats::{Missing, Zeros, signed_rank};
///
/// // By hand: of the 2^4 = 16 ways to give signs to the ranks 1 to 4 two are as one-sided.
/// let test = signed_rank(&[0.5, 2.0, 3.5, 1.25], Zeros::Drop, Missing::Refuse)?;
/// assert_eq!(test.to_string(), "W+ = 10, W- = 0, n = 4, p = 0.125 (exact)");
/// # Ok::<(), highwater_stats::StatsError>(())
/// ```
///
/// # References
///
/// Wilcoxon (1945), "Individual comparisons by ranking methods", Biometrics Bulletin 1, 80-83; Pratt
/// (1959), "Remarks on zeros and ties in the Wilcoxon signed rank procedures", JASA 54, 655-667.
pub fn signed_rank(
    x: &[f64],
    zeros: Zeros,
    missing: Missing,
) -> Result<SignedRankTest, StatsError> {
    let (x, dropped) = sample("x", x, missing)?;
    tested(&x, zeros, dropped)
}

/// Tests whether the differences `x - y` of pairs are symmetric about 0.
///
/// # Errors
///
/// As [`signed_rank`]; [`StatsError::LengthMismatch`]; [`StatsError::NotFinite`] if both sides of a
/// pair are infinite.
///
/// # Example
///
/// ```
/// use highwater_stats::{Missing, Zeros, signed_rank_pairs};
///
/// // Hollander and Wolfe's depression data; R: wilcox.test(x, y, paired = TRUE,
/// // alternative = "greater") prints V = 40, p-value = 0.01953.
/// let x = [1.83, 0.50, 1.62, 2.48, 1.68, 1.88, 1.55, 3.06, 1.30];
/// let y = [0.878, 0.647, 0.598, 2.05, 1.06, 1.29, 1.06, 3.14, 1.29];
/// let test = signed_rank_pairs(&x, &y, Zeros::Drop, Missing::Refuse)?;
/// assert_eq!(test.w_plus, 40.0);
/// assert_eq!(test.exact.map(|p| p.greater), Some(0.01953125));
/// # Ok::<(), highwater_stats::StatsError>(())
/// ```
///
/// # References
///
/// As [`signed_rank`].
pub fn signed_rank_pairs(
    x: &[f64],
    y: &[f64],
    zeros: Zeros,
    missing: Missing,
) -> Result<SignedRankTest, StatsError> {
    let pairs = Pairs::new(x, y, missing)?;
    let differences: Vec<f64> = pairs.x.iter().zip(&*pairs.y).map(|(x, y)| x - y).collect();
    if let Some(index) = differences.iter().position(|d| d.is_nan()) {
        return Err(StatsError::NotFinite {
            what: "pairs".into(),
            index,
            value: pairs.x[index],
        });
    }
    tested(&differences, zeros, pairs.dropped)
}

fn tested(values: &[f64], zeros: Zeros, dropped: usize) -> Result<SignedRankTest, StatsError> {
    crate::missing::at_least("values", 1, values.len())?;
    let n_zero = values.iter().filter(|value| **value == 0.0).count();
    if n_zero == values.len() {
        return Err(StatsError::Constant {
            what: "differences".into(),
        });
    }
    let ranked: Vec<f64> = match zeros {
        Zeros::Drop => values.iter().copied().filter(|v| *v != 0.0).collect(),
        Zeros::Pratt => values.to_vec(),
    };
    let distances: Vec<f64> = ranked.iter().map(|value| value.abs()).collect();
    // Twice the ranks, so that all sums are whole numbers.
    let signed: Vec<(f64, u64)> = ranked
        .iter()
        .copied()
        .zip(DoubledRanks::new(&distances).ranks)
        .filter(|(value, _)| *value != 0.0)
        .collect();
    let ranks: Vec<u64> = signed.iter().map(|(_, rank)| *rank).collect();
    let sum = |keep: fn(f64) -> bool| -> u64 {
        let kept = signed.iter().filter(|(value, _)| keep(*value));
        kept.map(|(_, rank)| *rank).sum()
    };
    let (plus, minus) = (sum(|value| value > 0.0), sum(|value| value < 0.0));
    let has_ties = {
        let mut sorted = ranks.clone();
        sorted.sort_unstable();
        sorted.windows(2).any(|pair| pair[0] == pair[1])
    };
    let mean = (plus + minus) as f64 / 4.0;
    let squares: f64 = ranks.iter().map(|r| *r as f64 * *r as f64).sum();
    let std_dev = squares.sqrt() / 4.0;
    let off = plus as f64 / 2.0 - mean;
    // The correction is half a rank towards the mean, past which it may lead by a quarter.
    let towards = off - 0.5 * f64::from(i8::from(off > 0.0) - i8::from(off < 0.0));
    let normal_continuity = PValues {
        two_sided: (2.0 * normal_sf(towards.abs() / std_dev)).min(1.0),
        less: normal_sf(-(off + 0.5) / std_dev),
        greater: normal_sf((off - 0.5) / std_dev),
    };
    let exact = (ranks.len() <= EXACT_MOST).then(|| tails(&ranks, plus));
    Ok(SignedRankTest {
        w_plus: plus as f64 / 2.0,
        w_minus: minus as f64 / 2.0,
        n: values.len(),
        n_zero,
        dropped,
        has_ties,
        mean,
        std_dev,
        z: off / std_dev,
        p: exact.unwrap_or(normal_continuity).two_sided,
        method: if exact.is_some() {
            Method::Exact
        } else {
            Method::NormalContinuity
        },
        normal: PValues::symmetric(off / std_dev, normal_sf),
        normal_continuity,
        exact,
    })
}

/// Returns the tails of the sum of ranks with a positive sign, each sign a fair coin.
///
/// The distribution is symmetric, so its lower half is enough, and both tails are sums of it.
fn tails(ranks: &[u64], observed: u64) -> PValues {
    let all: u64 = ranks.iter().sum();
    let divisor = ranks.iter().fold(0, |a, b| gcd(a, *b)).max(1);
    let half = (all / 2 / divisor) as usize;
    let mut chances = vec![0.0; half + 1];
    chances[0] = 1.0;
    let mut reached = 0;
    for rank in ranks {
        let step = (rank / divisor) as usize;
        reached = (reached + step).min(half);
        for sum in (0..=reached).rev() {
            let with = if sum >= step {
                chances[sum - step]
            } else {
                0.0
            };
            chances[sum] = 0.5 * (chances[sum] + with);
        }
    }
    let at_most = |sum: u64| -> f64 { chances[..=(sum / divisor) as usize].iter().sum() };
    let below = |sum: u64| -> f64 { chances[..(sum / divisor) as usize].iter().sum() };
    let least = observed.min(all - observed);
    let (near, far) = (at_most(least), 1.0 - below(least));
    if observed <= all - observed {
        PValues::doubled(near, far)
    } else {
        PValues::doubled(far, near)
    }
}

fn gcd(a: u64, b: u64) -> u64 {
    if b == 0 { a } else { gcd(b, a % b) }
}

impl fmt::Display for SignedRankTest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "W+ = {}, W- = {}, n = {}, p = {} ({})",
            self.w_plus,
            self.w_minus,
            self.n,
            g(self.p, 4),
            self.method
        )?;
        match self.n_zero {
            0 => {}
            1 => write!(f, ", 1 difference is 0")?,
            n => write!(f, ", {n} differences are 0")?,
        }
        if self.dropped > 0 {
            write!(f, ", {} left out", self.dropped)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// By definition, over all signs.
    fn naive(ranks: &[u64], observed: u64) -> (f64, f64) {
        let (mut less, mut greater) = (0, 0);
        let all = 1_u32 << ranks.len();
        for signs in 0..all {
            let sum: u64 = (0..ranks.len())
                .filter(|i| signs & (1 << i) != 0)
                .map(|i| ranks[i])
                .sum();
            less += u32::from(sum <= observed);
            greater += u32::from(sum >= observed);
        }
        (
            f64::from(less) / f64::from(all),
            f64::from(greater) / f64::from(all),
        )
    }

    #[test]
    fn tails_agree_with_their_definition() {
        for ranks in [
            &[2, 4, 6, 8][..],
            &[3, 3, 6, 9, 9, 12],
            &[7],
            &[4, 5, 5, 9, 12, 13, 13],
        ] {
            for observed in 0..=ranks.iter().sum() {
                let p = tails(ranks, observed);
                let reachable = (0..1_u32 << ranks.len()).any(|signs| {
                    let chosen = (0..ranks.len()).filter(|i| signs & (1 << i) != 0);
                    chosen.map(|i| ranks[i]).sum::<u64>() == observed
                });
                if !reachable {
                    continue;
                }
                let (less, greater) = naive(ranks, observed);
                assert!((p.less - less).abs() < 1e-14, "{ranks:?} {observed}");
                assert!((p.greater - greater).abs() < 1e-14, "{ranks:?} {observed}");
            }
        }
    }

    #[test]
    fn nothing_but_zeros_has_no_signs() {
        let none = signed_rank(&[0.0, -0.0], Zeros::Pratt, Missing::Refuse);
        assert!(matches!(none, Err(StatsError::Constant { .. })));
        assert!(signed_rank(&[], Zeros::Drop, Missing::Refuse).is_err());
        let infinite = [f64::INFINITY, 1.0];
        assert!(signed_rank_pairs(&infinite, &infinite, Zeros::Drop, Missing::Refuse).is_err());
        let far = [f64::INFINITY, f64::NEG_INFINITY, 1.0];
        assert!(
            signed_rank(&far, Zeros::Drop, Missing::Refuse)
                .unwrap()
                .has_ties
        );
    }

    #[test]
    fn many_values_are_counted_to_their_smallest_chance() {
        let x: Vec<f64> = (1..=400).map(f64::from).collect();
        let p = signed_rank(&x, Zeros::Drop, Missing::Refuse).unwrap();
        let smallest = libm::ldexp(1.0, -400);
        assert_eq!(p.exact.map(|p| p.greater), Some(smallest));
    }
}
