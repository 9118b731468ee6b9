//! The bootstrap of rows that were drawn group by group.

use rayon::prelude::*;

use super::{Bootstrap, CHUNK, jackknife};
use crate::clusters::Clusters;
use crate::error::StatsError;
use crate::missing::{at_least, none_missing};
use crate::random::{Resampling, resample};

/// The bootstrap distribution of a statistic of rows that were drawn by strata: each resample draws
/// as many rows of each stratum as there are, with replacement.
///
/// The statistic gets the numbers of the rows to take, stratum after stratum in the order in which
/// they first appear, and no resample leaves a stratum out.
/// With one stratum this is [`bootstrap_rows`](crate::bootstrap_rows), to the last bit.
///
/// # Errors
///
/// As [`bootstrap`](crate::bootstrap()).
///
/// # Example
///
/// ```
/// use highwater_stats::{Resampling, bootstrap_strata};
///
/// // By hand: two of "a" are always drawn, so how many of them there are has no spread.
/// let lab = ["a", "b", "a", "b", "b"];
/// let share = |rows: &[usize]| rows.iter().filter(|row| lab[**row] == "a").count() as f64 / 5.0;
/// let resampling = Resampling { repetitions: 100, seed: 42 };
/// let shares = bootstrap_strata(&lab, share, resampling)?;
/// assert_eq!((shares.estimate, shares.standard_error()?), (0.4, 0.0));
/// # Ok::<(), highwater_stats::StatsError>(())
/// ```
///
/// # References
///
/// Davison and Hinkley (1997), "Bootstrap Methods and their Application", section 3.2; R's
/// `boot(strata = )`.
pub fn bootstrap_strata(
    strata: &[impl Ord],
    statistic: impl Fn(&[usize]) -> f64 + Sync,
    resampling: Resampling,
) -> Result<Bootstrap, StatsError> {
    at_least("rows", 1, strata.len())?;
    let strata = Clusters::of_all(strata);
    let all: Vec<usize> = strata.iter().flatten().copied().collect();
    let replicates = (0..resampling.repetitions)
        .into_par_iter()
        .with_min_len(CHUNK)
        .map_init(
            || vec![0; all.len()],
            |chosen, repetition| {
                let mut rng = resampling.stream(repetition);
                let mut rest = chosen.as_mut_slice();
                for rows in strata.iter() {
                    let (here, others) = rest.split_at_mut(rows.len());
                    resample(&mut rng, rows.len(), here);
                    here.iter_mut().for_each(|row| *row = rows[*row]);
                    rest = others;
                }
                statistic(chosen)
            },
        )
        .collect();
    Bootstrap::new(statistic(&all), replicates)
}

/// Returns the bootstrap distribution of a statistic of two samples: each resample draws as many values
/// of either as there are, with replacement.
///
/// # Errors
///
/// As [`bootstrap`](crate::bootstrap()), for either sample.
///
/// # Example
///
/// ```
/// use highwater_stats::{Resampling, bootstrap_two_samples, median};
///
/// // How much higher the one median is than the other, and how sure of it.
/// let (x, y) = ([3.0, 5.0, 7.0, 18.0, 43.0], [1.0, 2.0, 4.0, 4.0, 6.0]);
/// let difference = |x: &[f64], y: &[f64]| {
///     median(x).unwrap_or(f64::NAN) - median(y).unwrap_or(f64::NAN)
/// };
/// let resampling = Resampling { repetitions: 2000, seed: 42 };
/// let found = bootstrap_two_samples(&x, &y, difference, resampling)?;
/// assert_eq!(found.estimate, 3.0);
/// assert!(found.percentile(0.9)?.contains(3.0));
/// # Ok::<(), highwater_stats::StatsError>(())
/// ```
///
/// # References
///
/// Efron and Tibshirani (1993), "An Introduction to the Bootstrap", section 8.3.
pub fn bootstrap_two_samples(
    x: &[f64],
    y: &[f64],
    statistic: impl Fn(&[f64], &[f64]) -> f64 + Sync,
    resampling: Resampling,
) -> Result<Bootstrap, StatsError> {
    for (what, values) in [("x", x), ("y", y)] {
        none_missing(what, values)?;
        at_least("values of each sample", 1, values.len())?;
    }
    let replicates = (0..resampling.repetitions)
        .into_par_iter()
        .with_min_len(CHUNK)
        .map_init(
            || (vec![0; x.len().max(y.len())], x.to_vec(), y.to_vec()),
            |(rows, in_x, in_y), repetition| {
                let mut rng = resampling.stream(repetition);
                for (from, chosen) in [(x, &mut *in_x), (y, &mut *in_y)] {
                    let rows = &mut rows[..from.len()];
                    resample(&mut rng, from.len(), rows);
                    for (chosen, row) in chosen.iter_mut().zip(rows) {
                        *chosen = from[*row];
                    }
                }
                statistic(in_x, in_y)
            },
        )
        .collect();
    Bootstrap::new(statistic(x, y), replicates)
}

/// Returns a statistic of two samples with each value left out in turn, first of `x`, then of `y`, for
/// [`Bootstrap::bca_samples`].
///
/// # Errors
///
/// [`StatsError::TooFew`] for fewer than two values in either; [`StatsError::Missing`] for NaN.
///
/// # Example
///
/// ```
/// use highwater_stats::jackknife_two_samples;
///
/// // By hand: the sum of all values is 9, less each in turn.
/// let sum = |x: &[f64], y: &[f64]| x.iter().chain(y).sum::<f64>();
/// let left_out = jackknife_two_samples(&[1.0, 2.0], &[2.0, 4.0], sum)?;
/// assert_eq!(left_out, [[8.0, 7.0], [7.0, 5.0]]);
/// # Ok::<(), highwater_stats::StatsError>(())
/// ```
///
/// # References
///
/// Efron and Tibshirani (1993), section 15.4.
pub fn jackknife_two_samples(
    x: &[f64],
    y: &[f64],
    statistic: impl Fn(&[f64], &[f64]) -> f64 + Sync,
) -> Result<[Vec<f64>; 2], StatsError> {
    Ok([
        jackknife(x, |x| statistic(x, y))?,
        jackknife(y, |y| statistic(x, y))?,
    ])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{bootstrap_rows, mean};

    const RESAMPLING: Resampling = Resampling {
        repetitions: 20_000,
        seed: 7,
    };

    #[test]
    fn one_stratum_is_the_bootstrap_of_rows() {
        let values = [3.0, 5.0, 7.0, 18.0, 43.0];
        let sum = |rows: &[usize]| rows.iter().map(|row| values[*row]).sum::<f64>();
        let one = bootstrap_strata(&[1; 5], sum, RESAMPLING).unwrap();
        assert_eq!(one, bootstrap_rows(5, sum, RESAMPLING).unwrap());
    }

    #[test]
    fn the_variance_is_that_within_the_strata() {
        let values = [0.0, 2.0, 10.0, 14.0, 12.0];
        let sum = |rows: &[usize]| rows.iter().map(|row| values[*row]).sum::<f64>();
        let found = bootstrap_strata(&["a", "a", "b", "b", "b"], sum, RESAMPLING).unwrap();
        // Each stratum's squares about its mean: 2 and 8.
        assert!((found.standard_error().unwrap() - 10.0_f64.sqrt()).abs() < 0.05);
        assert_eq!(found.estimate, 38.0);
    }

    #[test]
    fn the_variances_of_two_samples_add_up() {
        let (x, y) = ([3.0, 5.0, 7.0, 18.0, 43.0], [1.0, 2.0, 6.0]);
        let difference = |x: &[f64], y: &[f64]| mean(x).unwrap() - mean(y).unwrap();
        let found = bootstrap_two_samples(&x, &y, difference, RESAMPLING).unwrap();
        // Squares about the means, 1100.8 and 14, over the squares of the sizes.
        let want = (1100.8 / 25.0 + 14.0 / 9.0_f64).sqrt();
        assert!((found.standard_error().unwrap() / want - 1.0).abs() < 0.02);
        assert!(bootstrap_two_samples(&x, &[], difference, RESAMPLING).is_err());
        assert!(bootstrap_strata(&[0; 0], |_| 0.0, RESAMPLING).is_err());
    }
}
