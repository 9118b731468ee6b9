//! The bootstrap.

use std::fmt;

use rayon::prelude::*;

use crate::error::StatsError;
use crate::g_format::g;
use crate::missing::{at_least, none_missing};
use crate::moments::{Centred, Divisor};
use crate::random::{Resampling, resample};

mod intervals;
mod kernel;
mod regression;
mod strata;

pub use intervals::BcaInterval;
pub use regression::{OlsBootstrap, bootstrap_ols, bootstrap_ols_clusters};
pub use strata::{bootstrap_strata, bootstrap_two_samples, jackknife_two_samples};

/// The bootstrap distribution of a statistic.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Bootstrap {
    /// The statistic of the sample itself.
    pub estimate: f64,
    /// The statistic of each resample, in the order of the repetitions, where it is a number.
    pub replicates: Vec<f64>,
    /// The resamples for which the statistic is not a finite number, a correlation of a resample
    /// that is all one value for example. They are left out of `replicates`.
    pub undefined: usize,
}

/// Returns the bootstrap distribution of a statistic of one sample.
///
/// Each resample draws as many values as there are, with replacement.
/// Runs on all threads of the current rayon pool; the result is the same for any number of them.
///
/// # Errors
///
/// [`StatsError::TooFew`] for no values, no repetitions, or a statistic that is undefined for all
/// resamples; [`StatsError::Missing`] for NaN; [`StatsError::NotFinite`] where the statistic of the
/// sample itself is not a number.
///
/// # Example
///
/// ```
/// use highwater_stats::{Resampling, bootstrap, mean};
///
/// // All 3125 resamples of these five values: the mean of the means is 15.2, their standard
/// // deviation sqrt(220.16 / 5) = 6.636.
/// let resampling = Resampling { repetitions: 10_000, seed: 42 };
/// let means = bootstrap(
///     &[3.0, 5.0, 7.0, 18.0, 43.0],
///     |values| mean(values).unwrap_or(f64::NAN),
///     resampling,
/// )?;
/// assert!((means.standard_error()? - 6.636).abs() < 0.15);
/// # Ok::<(), highwater_stats::StatsError>(())
/// ```
///
/// # References
///
/// Efron and Tibshirani (1993), "An Introduction to the Bootstrap".
pub fn bootstrap(
    values: &[f64],
    statistic: impl Fn(&[f64]) -> f64 + Sync,
    resampling: Resampling,
) -> Result<Bootstrap, StatsError> {
    none_missing("values", values)?;
    at_least("values", 1, values.len())?;
    let replicates = (0..resampling.repetitions)
        .into_par_iter()
        .with_min_len(CHUNK)
        .map_init(
            || (vec![0; values.len()], values.to_vec()),
            |(rows, chosen), repetition| {
                resample(&mut resampling.stream(repetition), values.len(), rows);
                for (chosen, row) in chosen.iter_mut().zip(rows) {
                    *chosen = values[*row];
                }
                statistic(chosen)
            },
        )
        .collect();
    Bootstrap::new(statistic(values), replicates)
}

/// Returns the bootstrap distribution of a statistic of rows of any shape: it is given the numbers of
/// the rows to take, with repetitions.
///
/// # Errors
///
/// As [`bootstrap`].
///
/// # Example
///
/// ```
/// use highwater_stats::{Missing, Resampling, bootstrap_rows, spearman};
///
/// let x = [1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0];
/// let y = [2.0, 1.0, 4.0, 3.0, 6.0, 5.0, 8.0, 7.0];
/// let rho = |rows: &[usize]| {
///     let pick = |from: &[f64]| -> Vec<f64> { rows.iter().map(|i| from[*i]).collect() };
///     spearman(&pick(&x), &pick(&y), Missing::Refuse).map_or(f64::NAN, |test| test.rho)
/// };
/// let resampling = Resampling { repetitions: 500, seed: 1 };
/// let interval = bootstrap_rows(x.len(), rho, resampling)?.percentile(0.9)?;
/// // By hand: all steps go up but every second one goes down by 1, so d = 8 and rho = 1 - 48 / 504.
/// assert!(interval.contains(1.0 - 48.0 / 504.0));
/// # Ok::<(), highwater_stats::StatsError>(())
/// ```
///
/// # References
///
/// As [`bootstrap`].
pub fn bootstrap_rows(
    rows: usize,
    statistic: impl Fn(&[usize]) -> f64 + Sync,
    resampling: Resampling,
) -> Result<Bootstrap, StatsError> {
    at_least("rows", 1, rows)?;
    let identity: Vec<usize> = (0..rows).collect();
    let replicates = (0..resampling.repetitions)
        .into_par_iter()
        .with_min_len(CHUNK)
        .map_init(
            || vec![0; rows],
            |chosen, repetition| {
                resample(&mut resampling.stream(repetition), rows, chosen);
                statistic(chosen)
            },
        )
        .collect();
    Bootstrap::new(statistic(&identity), replicates)
}

/// The statistic with each value left out in turn, for [`Bootstrap::bca`].
///
/// # Errors
///
/// [`StatsError::TooFew`] for fewer than two values; [`StatsError::Missing`] for NaN.
///
/// # Example
///
/// ```
/// use highwater_stats::{jackknife, mean};
///
/// let left_out = jackknife(&[1.0, 2.0, 6.0], |values| mean(values).unwrap_or(f64::NAN))?;
/// assert_eq!(left_out, [4.0, 3.5, 1.5]);
/// # Ok::<(), highwater_stats::StatsError>(())
/// ```
///
/// # References
///
/// Efron and Tibshirani (1993), chapter 11.
pub fn jackknife(
    values: &[f64],
    statistic: impl Fn(&[f64]) -> f64 + Sync,
) -> Result<Vec<f64>, StatsError> {
    none_missing("values", values)?;
    jackknife_rows(values.len(), |rows| {
        let kept: Vec<f64> = rows.iter().map(|i| values[*i]).collect();
        statistic(&kept)
    })
}

/// The statistic with each row left out in turn, for [`Bootstrap::bca`].
///
/// # Errors
///
/// [`StatsError::TooFew`] for fewer than two rows.
///
/// # Example
///
/// ```
/// // By hand: the sum of the numbers of the rows, 0 + 1 + 2, less each in turn.
/// let sum = |rows: &[usize]| rows.iter().sum::<usize>() as f64;
/// assert_eq!(highwater_stats::jackknife_rows(3, sum)?, [3.0, 2.0, 1.0]);
/// # Ok::<(), highwater_stats::StatsError>(())
/// ```
///
/// # References
///
/// As [`jackknife`].
pub fn jackknife_rows(
    rows: usize,
    statistic: impl Fn(&[usize]) -> f64 + Sync,
) -> Result<Vec<f64>, StatsError> {
    at_least("rows", 2, rows)?;
    Ok((0..rows)
        .into_par_iter()
        .map(|left_out| {
            let kept: Vec<usize> = (0..rows).filter(|row| *row != left_out).collect();
            statistic(&kept)
        })
        .collect())
}

/// The fewest repetitions worth handing to another thread.
const CHUNK: usize = 64;

impl Bootstrap {
    /// From an estimate and replicates that were computed elsewhere; replicates that are not finite
    /// are left out and counted.
    ///
    /// # Errors
    ///
    /// [`StatsError::NotFinite`] or [`StatsError::Missing`] where the estimate is not a number;
    /// [`StatsError::TooFew`] where no replicate is one.
    ///
    /// # Example
    ///
    /// ```
    /// use highwater_stats::Bootstrap;
    ///
    /// let found = Bootstrap::new(2.0, vec![1.0, 2.0, 4.0, f64::NAN])?;
    /// assert_eq!((found.replicates.len(), found.undefined), (3, 1));
    /// // By hand: the mean 7/3 less 2, and the root of (16 + 1 + 25) / 9 / 2.
    /// assert!((found.bias()? - 1.0 / 3.0).abs() < 1e-15);
    /// assert!((found.standard_error()? - (7.0_f64 / 3.0).sqrt()).abs() < 1e-15);
    /// # Ok::<(), highwater_stats::StatsError>(())
    /// ```
    pub fn new(estimate: f64, mut replicates: Vec<f64>) -> Result<Self, StatsError> {
        crate::missing::all_finite("estimate", &[estimate])?;
        let all = replicates.len();
        replicates.retain(|value| value.is_finite());
        at_least("defined replicates", 1, replicates.len())?;
        Ok(Bootstrap {
            estimate,
            undefined: all - replicates.len(),
            replicates,
        })
    }

    /// Returns the standard deviation of the replicates, with divisor `n - 1`.
    ///
    /// # Errors
    ///
    /// [`StatsError::TooFew`] for fewer than two replicates.
    pub fn standard_error(&self) -> Result<f64, StatsError> {
        Centred::new("replicates", &self.replicates)?.std_dev(Divisor::NMinusOne)
    }

    /// Returns the mean of the replicates less the estimate.
    ///
    /// # Errors
    ///
    /// [`StatsError::TooFew`] for no replicates.
    pub fn bias(&self) -> Result<f64, StatsError> {
        Ok(Centred::new("replicates", &self.replicates)?.mean() - self.estimate)
    }
}

impl fmt::Display for Bootstrap {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", g(self.estimate, 4))?;
        if let Ok(interval) = self.percentile(0.95) {
            write!(f, ", {interval}")?;
        }
        write!(f, ", {} replicates", self.replicates.len())?;
        if self.undefined > 0 {
            write!(f, ", {} undefined", self.undefined)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_number_of_threads_changes_nothing() {
        let values: Vec<f64> = (0..50).map(|i| f64::from(i * i % 31)).collect();
        let resampling = Resampling {
            repetitions: 1000,
            seed: 9,
        };
        let run = |threads| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
            pool.unwrap()
                .install(|| bootstrap(&values, |v| crate::median(v).unwrap(), resampling).unwrap())
        };
        assert_eq!(run(1), run(2));
        assert_eq!(run(1), run(5));
    }

    #[test]
    fn undefined_replicates_are_counted() {
        let resampling = Resampling {
            repetitions: 200,
            seed: 3,
        };
        let ratio = |v: &[f64]| v[0] / v[1];
        let found = bootstrap(&[0.0, 1.0], ratio, resampling).unwrap();
        assert_eq!(found.replicates.len() + found.undefined, 200);
        assert!(found.undefined > 50, "{found}");
        assert!(bootstrap(&[1.0, 0.0], ratio, resampling).is_err());
        let none = Resampling {
            repetitions: 0,
            seed: 3,
        };
        assert!(bootstrap(&[1.0], |v| v[0], none).is_err());
    }
}
