//! Permutation tests.

use std::fmt;

use rayon::prelude::*;

use crate::error::StatsError;
use crate::g_format::g;
use crate::missing::{at_least, none_missing, same_length};
use crate::p_values::{Method, PValues};
use crate::random::{Resampling, shuffle};

/// A permutation test.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct PermutationTest {
    /// The statistic of the data as they are.
    pub statistic: f64,
    /// The chance of a statistic at least as small, at least as large, and twice the smaller of the
    /// two.
    pub p: PValues,
    /// Exact where all permutations were gone through, Monte Carlo where some were drawn.
    pub method: Method,
    /// The permutations gone through or drawn.
    pub permutations: usize,
}

/// A permutation test of whether two samples come from one distribution, by any statistic of the two.
///
/// Where there are no more ways to split the values than repetitions asked for, all of them are gone
/// through, and the p values are exact.
/// Otherwise that many splits are drawn, and `p = (1 + #as extreme) / (1 + repetitions)`, which
/// counts the observed split as one of them and is never 0.
/// Statistics that agree to 1e-12 of the observed one count as equal.
///
/// # Errors
///
/// [`StatsError::TooFew`] where a sample or the repetitions are none; [`StatsError::Missing`] for
/// NaN; [`StatsError::NotFinite`] where the statistic of some split is not a number.
///
/// # Example
///
/// ```
/// use highwater_stats::{Method, Resampling, mean, permutation_test};
///
/// let difference =
///     |x: &[f64], y: &[f64]| mean(x).unwrap_or(f64::NAN) - mean(y).unwrap_or(f64::NAN);
/// let resampling = Resampling { repetitions: 10_000, seed: 42 };
/// // By hand: 1 of the C(6, 3) = 20 splits is as low.
/// let test = permutation_test(&[1.0, 2.0, 3.0], &[4.0, 5.0, 6.0], difference, resampling)?;
/// assert_eq!((test.p.less, test.method), (1.0 / 20.0, Method::Exact));
/// # Ok::<(), highwater_stats::StatsError>(())
/// ```
///
/// # References
///
/// Phipson and Smyth (2010), "Permutation p-values should never be zero", Statistical Applications
/// in Genetics and Molecular Biology 9, 39; scipy's `permutation_test`.
pub fn permutation_test(
    x: &[f64],
    y: &[f64],
    statistic: impl Fn(&[f64], &[f64]) -> f64 + Sync,
    resampling: Resampling,
) -> Result<PermutationTest, StatsError> {
    none_missing("x", x)?;
    none_missing("y", y)?;
    at_least("values of x", 1, x.len())?;
    at_least("values of y", 1, y.len())?;
    at_least("repetitions", 1, resampling.repetitions)?;
    let observed = statistic(x, y);
    let pooled = [x, y].concat();
    if let Some(splits) = splits(pooled.len(), x.len(), resampling.repetitions) {
        let statistics = splits.iter().map(|chosen| {
            let (mut first, mut second) = (Vec::new(), Vec::new());
            for (value, is_first) in pooled.iter().zip(chosen) {
                if *is_first { &mut first } else { &mut second }.push(*value);
            }
            statistic(&first, &second)
        });
        return judge(observed, &statistics.collect::<Vec<f64>>(), Method::Exact);
    }
    let statistics: Vec<f64> = (0..resampling.repetitions)
        .into_par_iter()
        .map_init(
            || pooled.clone(),
            |values, repetition| {
                values.copy_from_slice(&pooled);
                shuffle(&mut resampling.stream(repetition), values);
                let (first, second) = values.split_at(x.len());
                statistic(first, second)
            },
        )
        .collect();
    judge(observed, &statistics, Method::MonteCarlo)
}

/// A permutation test of whether two sides of pairs are unrelated, by any statistic of the pairs: `y`
/// is shuffled against `x`.
///
/// Always by random permutations, with p values as in [`permutation_test`].
///
/// # Errors
///
/// As [`permutation_test`], and [`StatsError::LengthMismatch`].
///
/// # Example
///
/// ```
/// use highwater_stats::{Missing, Resampling, permutation_test_pairs, spearman};
///
/// let x = [1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0, 10.0];
/// let y = [2.0, 1.0, 4.0, 3.0, 6.0, 5.0, 8.0, 7.0, 10.0, 9.0];
/// let rho =
///     |x: &[f64], y: &[f64]| spearman(x, y, Missing::Refuse).map_or(f64::NAN, |test| test.rho);
/// let resampling = Resampling { repetitions: 999, seed: 42 };
/// let test = permutation_test_pairs(&x, &y, rho, resampling)?;
/// // None of 999 shuffles is as good, so p = (1 + 0) / (1 + 999).
/// assert_eq!(test.p.greater, 1.0 / 1000.0);
/// # Ok::<(), highwater_stats::StatsError>(())
/// ```
///
/// # References
///
/// As [`permutation_test`].
pub fn permutation_test_pairs(
    x: &[f64],
    y: &[f64],
    statistic: impl Fn(&[f64], &[f64]) -> f64 + Sync,
    resampling: Resampling,
) -> Result<PermutationTest, StatsError> {
    same_length("y", x.len(), y.len())?;
    none_missing("x", x)?;
    none_missing("y", y)?;
    at_least("pairs", 2, x.len())?;
    at_least("repetitions", 1, resampling.repetitions)?;
    let statistics: Vec<f64> = (0..resampling.repetitions)
        .into_par_iter()
        .map_init(
            || y.to_vec(),
            |values, repetition| {
                values.copy_from_slice(y);
                shuffle(&mut resampling.stream(repetition), values);
                statistic(x, values)
            },
        )
        .collect();
    judge(statistic(x, y), &statistics, Method::MonteCarlo)
}

impl fmt::Display for PermutationTest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "statistic = {}, p = {} ({}, {} permutations)",
            g(self.statistic, 4),
            g(self.p.two_sided, 4),
            self.method,
            self.permutations
        )
    }
}

/// Returns all ways to choose `few` of `n`, each as a mask; `None` where there are more than `most`.
fn splits(n: usize, few: usize, most: usize) -> Option<Vec<Vec<bool>>> {
    let mut ways = 1.0;
    for i in 0..few.min(n - few) {
        ways *= (n - i) as f64 / (i + 1) as f64;
        if ways > most as f64 + 0.5 {
            return None;
        }
    }
    let mut all = Vec::new();
    let mut mask: Vec<bool> = (0..n).map(|i| i < few).collect();
    loop {
        all.push(mask.clone());
        // The next mask: the last chosen place that is free behind it moves on by one, and the
        // chosen ones after it close up.
        let Some(place) = (0..n - 1).rev().find(|i| mask[*i] && !mask[i + 1]) else {
            return Some(all);
        };
        let after = mask[place + 2..].iter().filter(|chosen| **chosen).count();
        mask[place] = false;
        mask[place + 1] = true;
        for (offset, chosen) in mask[place + 2..].iter_mut().enumerate() {
            *chosen = offset < after;
        }
    }
}

fn judge(observed: f64, statistics: &[f64], method: Method) -> Result<PermutationTest, StatsError> {
    crate::missing::all_finite("statistic", &[observed])?;
    crate::missing::all_finite("statistic of a permutation", statistics)?;
    let equal = 1e-12 * observed.abs();
    let count = |keep: &dyn Fn(f64) -> bool| statistics.iter().filter(|s| keep(**s)).count() as f64;
    let less = count(&|s| s <= observed + equal);
    let greater = count(&|s| s >= observed - equal);
    let n = statistics.len() as f64;
    let share = |count: f64| match method {
        Method::MonteCarlo => (count + 1.0) / (n + 1.0),
        _ => count / n,
    };
    Ok(PermutationTest {
        statistic: observed,
        p: PValues::doubled(share(less), share(greater)),
        method,
        permutations: statistics.len(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_splits_are_gone_through_once() {
        let mut all = splits(7, 3, 100).unwrap();
        assert_eq!(all.len(), 35);
        assert!(
            all.iter()
                .all(|mask| mask.iter().filter(|m| **m).count() == 3)
        );
        all.sort();
        all.dedup();
        assert_eq!(all.len(), 35);
        assert_eq!(splits(7, 3, 34), None);
        assert_eq!(splits(2, 1, 2).unwrap().len(), 2);
    }

    #[test]
    fn drawn_splits_come_near_the_exact_p() {
        let x = [1.1, 2.4, 3.9, 2.2, 0.3, 1.7];
        let y = [2.9, 4.1, 3.3, 5.2, 1.9, 4.4];
        let difference = |x: &[f64], y: &[f64]| x.iter().sum::<f64>() - y.iter().sum::<f64>();
        let run = |repetitions| {
            let resampling = Resampling {
                repetitions,
                seed: 1,
            };
            permutation_test(&x, &y, difference, resampling).unwrap()
        };
        let (drawn, exact) = (run(900), run(924));
        assert_eq!(
            (drawn.method, exact.method),
            (Method::MonteCarlo, Method::Exact)
        );
        assert!((drawn.p.two_sided - exact.p.two_sided).abs() < 0.03);
        assert!(drawn.p.two_sided > 0.0);
    }

    #[test]
    fn a_statistic_that_is_no_number_is_an_error() {
        let resampling = Resampling {
            repetitions: 10,
            seed: 1,
        };
        assert!(permutation_test(&[1.0], &[2.0], |_, _| f64::NAN, resampling).is_err());
        assert!(permutation_test(&[], &[2.0], |_, _| 0.0, resampling).is_err());
    }
}
