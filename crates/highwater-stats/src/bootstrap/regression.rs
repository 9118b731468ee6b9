//! The bootstrap of a regression.

use std::fmt;

use rayon::prelude::*;

use super::kernel::Kernel;
use super::{Bootstrap, CHUNK};
use crate::clusters::Clusters;
use crate::design::{Design, pick, place};
use crate::error::StatsError;
use crate::missing::{Missing, same_length};
use crate::ols::ols;
use crate::random::{Resampling, resample, to_stream};

/// The bootstrap distribution of the coefficients of a least squares fit.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct OlsBootstrap {
    /// The names of the coefficients, the constant first.
    pub names: Vec<String>,
    /// The coefficients of the fit to all rows.
    pub estimates: Vec<f64>,
    /// The coefficients of one resample after the other, as many as there are names each, in the
    /// order of the repetitions; NaN where a resample leaves a column dependent on others.
    pub replicates: Vec<f64>,
}

/// Fits a regression to many resamples of its rows, drawn with replacement.
///
/// The columns are centred and scaled once, and the products of each row computed once; a resample
/// then only sums the products of its rows and solves a small triangle.
/// Where the squares that this takes would cost digits, the resample is fitted as [`ols`] does.
///
/// # Errors
///
/// As [`ols`], for the fit to all rows.
///
/// # Example
///
/// ```
/// use highwater_stats::{Design, Missing, Resampling, bootstrap_ols};
///
/// let x: Vec<f64> = (0..20).map(f64::from).collect();
/// let y: Vec<f64> = x.iter().map(|x| 2.0 * x + (x * 7.0) % 3.0).collect();
/// let design = Design::with_intercept().term("x", &x)?;
/// let resampling = Resampling { repetitions: 1000, seed: 42 };
/// let fits = bootstrap_ols(&design, &y, Missing::Refuse, resampling)?;
/// let slope = fits.coefficient("x")?.percentile(0.95)?;
/// assert!(slope.contains(2.0), "{slope}");
/// # Ok::<(), highwater_stats::StatsError>(())
/// ```
///
/// # References
///
/// Efron and Tibshirani (1993), chapter 9, "bootstrapping pairs".
pub fn bootstrap_ols(
    design: &Design,
    y: &[f64],
    missing: Missing,
    resampling: Resampling,
) -> Result<OlsBootstrap, StatsError> {
    let complete = design.complete_rows(&[("y", y)], missing)?;
    let clusters = Clusters::single(complete.rows);
    resampled(&complete.design, &complete.others[0], &clusters, resampling)
}

/// Fits a regression to many resamples of whole clusters of rows: as many clusters as there are, drawn
/// with replacement, with all of their rows.
///
/// For rows that are not independent within a cluster, such as the models of one developer.
/// The sums of products of each cluster are computed once.
/// With each row a cluster of its own this is [`bootstrap_ols`], to the last bit.
///
/// `clusters` gives each row its cluster, by a number, a name or whatever else can be ordered; only
/// which rows have the same one matters, and the clusters are counted in the order in which they
/// first appear among the rows used.
///
/// # Errors
///
/// As [`ols`], for the fit to all rows; [`StatsError::LengthMismatch`] unless each row has its
/// cluster; [`StatsError::TooFew`] for fewer than two clusters.
///
/// # Example
///
/// ```
/// use highwater_stats::{Design, Missing, Resampling, bootstrap_ols_clusters};
///
/// let x = [1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0];
/// let y = [2.0, 3.0, 4.0, 4.0, 6.0, 6.0, 8.0, 9.0];
/// let lab = ["a", "a", "b", "b", "c", "c", "d", "d"];
/// let design = Design::with_intercept().term("x", &x)?;
/// let resampling = Resampling { repetitions: 2000, seed: 42 };
/// let fits = bootstrap_ols_clusters(&design, &y, &lab, Missing::Refuse, resampling)?;
/// // numpy's lstsq on all 4^4 = 256 resamples: the standard deviation of the slopes is 0.13969.
/// assert!((fits.coefficient("x")?.standard_error()? - 0.13969).abs() < 0.01);
/// # Ok::<(), highwater_stats::StatsError>(())
/// ```
///
/// # References
///
/// Davison and Hinkley (1997), section 3.8; Cameron, Gelbach and Miller (2008), "Bootstrap-based
/// improvements for inference with clustered errors", Review of Economics and Statistics 90,
/// 414-427, "pairs cluster bootstrap".
pub fn bootstrap_ols_clusters(
    design: &Design,
    y: &[f64],
    clusters: &[impl Ord],
    missing: Missing,
    resampling: Resampling,
) -> Result<OlsBootstrap, StatsError> {
    same_length("clusters", y.len(), clusters.len())?;
    let complete = design.complete_rows(&[("y", y)], missing)?;
    let clusters = Clusters::new(clusters, &complete.kept)?;
    resampled(&complete.design, &complete.others[0], &clusters, resampling)
}

fn resampled(
    design: &Design,
    y: &[f64],
    clusters: &Clusters,
    resampling: Resampling,
) -> Result<OlsBootstrap, StatsError> {
    let fit = ols(design, y, Missing::Refuse)?;
    let kernel = Kernel::new(design, y, clusters)?;
    let (count, k) = (clusters.count(), kernel.k);
    let mut replicates = vec![f64::NAN; resampling.repetitions * k];
    replicates
        .par_chunks_exact_mut(k)
        .with_min_len(CHUNK)
        .enumerate()
        .for_each_init(
            || {
                (
                    resampling.generator(),
                    vec![0; count],
                    vec![0.0; kernel.places()],
                )
            },
            |(rng, drawn, triangle), (repetition, coefficients)| {
                to_stream(rng, repetition);
                resample(rng, count, drawn);
                if !kernel.solve(drawn, triangle, coefficients)
                    && let Some(careful) = refit(design, y, &clusters.rows_of(drawn))
                {
                    coefficients.copy_from_slice(&careful);
                }
            },
        );
    Ok(OlsBootstrap {
        names: design.names(),
        estimates: fit.coefficients.iter().map(|c| c.estimate).collect(),
        replicates,
    })
}

impl OlsBootstrap {
    /// Returns the bootstrap distribution of one coefficient.
    ///
    /// # Errors
    ///
    /// [`StatsError::UnknownTerm`]; as [`Bootstrap::new`].
    pub fn coefficient(&self, name: &str) -> Result<Bootstrap, StatsError> {
        let j = place(&self.names, name)?;
        self.statistic(|coefficients| coefficients[j])
    }

    /// Returns the bootstrap distribution of any function of the coefficients, a ratio for example;
    /// they come in the order of `names`.
    ///
    /// # Errors
    ///
    /// As [`Bootstrap::new`].
    ///
    /// # Example
    ///
    /// ```
    /// use highwater_stats::{Design, Missing, Resampling, bootstrap_ols};
    ///
    /// // By definition: on a line without noise every resample finds where it meets zero, x = 4.
    /// let x = [1.0, 2.0, 3.0, 5.0, 8.0];
    /// let y = x.map(|x| 3.0 * x - 12.0);
    /// let design = Design::with_intercept().term("x", &x)?;
    /// let resampling = Resampling { repetitions: 100, seed: 42 };
    /// let fits = bootstrap_ols(&design, &y, Missing::Refuse, resampling)?;
    /// let zero = fits.statistic(|b| -b[0] / b[1])?.percentile(0.95)?;
    /// assert!((zero.low - 4.0).abs() < 1e-9 && (zero.high - 4.0).abs() < 1e-9);
    /// # Ok::<(), highwater_stats::StatsError>(())
    /// ```
    pub fn statistic(&self, of: impl Fn(&[f64]) -> f64) -> Result<Bootstrap, StatsError> {
        let replicates = self
            .replicates
            .chunks_exact(self.names.len())
            .map(&of)
            .collect();
        Bootstrap::new(of(&self.estimates), replicates)
    }
}

impl fmt::Display for OlsBootstrap {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, name) in self.names.iter().enumerate() {
            let end = if place == 0 { "" } else { "\n" };
            match self.coefficient(name) {
                Ok(distribution) => write!(f, "{end}{name} = {distribution}")?,
                Err(error) => write!(f, "{end}{name}: {error}")?,
            }
        }
        Ok(())
    }
}

/// Returns the coefficients of a resample by the careful route; `None` where they are not determined.
fn refit(design: &Design, y: &[f64], rows: &[usize]) -> Option<Vec<f64>> {
    let fit = ols(&design.rows(rows), &pick(y, rows), Missing::Refuse).ok()?;
    Some(fit.coefficients.iter().map(|c| c.estimate).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Few rows, so that some resamples leave a level of the dummy empty.
    fn data() -> (Design, Vec<f64>) {
        let design = Design::with_intercept()
            .term(
                "year",
                &[2019.0, 2019.5, 2020.25, 2021.0, 2022.5, 2023.0, 2023.75],
            )
            .unwrap()
            .term("open", &[0.0, 0.0, 1.0, 0.0, 1.0, 0.0, 0.0])
            .unwrap();
        (design, vec![1.0, 2.5, 2.0, 4.0, 3.5, 6.0, 6.5])
    }

    #[test]
    fn every_resample_is_fitted_as_ols_would() {
        let (design, y) = data();
        let resampling = Resampling {
            repetitions: 300,
            seed: 5,
        };
        let fits = bootstrap_ols(&design, &y, Missing::Refuse, resampling).unwrap();
        let mut undefined = 0;
        for (repetition, got) in fits.replicates.chunks_exact(3).enumerate() {
            let mut rng = resampling.stream(repetition);
            let mut rows = [0; 7];
            resample(&mut rng, 7, &mut rows);
            let Some(want) = refit(&design, &y, &rows) else {
                assert!(got.iter().all(|v| v.is_nan()), "{repetition}");
                undefined += 1;
                continue;
            };
            for (got, want) in got.iter().zip(want) {
                assert!(
                    (got - want).abs() <= 1e-8 * want.abs().max(1.0),
                    "{got} {want}"
                );
            }
        }
        assert!(undefined > 0);
        assert_eq!(fits.coefficient("open").unwrap().undefined, undefined);
    }

    #[test]
    fn rows_as_clusters_are_the_bootstrap_of_rows() {
        let resampling = Resampling {
            repetitions: 300,
            seed: 5,
        };
        let (design, y) = data();
        let rows = bootstrap_ols(&design, &y, Missing::Refuse, resampling).unwrap();
        let labels = ["g", "b", "c", "z", "e", "f", "a"];
        let clusters =
            bootstrap_ols_clusters(&design, &y, &labels, Missing::Refuse, resampling).unwrap();
        let bits = |fits: &OlsBootstrap| -> Vec<u64> {
            fits.replicates.iter().map(|v| v.to_bits()).collect()
        };
        assert_eq!(bits(&rows), bits(&clusters));
        assert_eq!(rows.estimates, clusters.estimates);
    }

    #[test]
    fn every_resample_of_clusters_is_fitted_as_ols_would() {
        let (design, y) = data();
        let labels = [1, 2, 1, 3, 2, 4, 1];
        let members = [&[0, 2, 6][..], &[1, 4], &[3], &[5]];
        let resampling = Resampling {
            repetitions: 300,
            seed: 5,
        };
        let fits =
            bootstrap_ols_clusters(&design, &y, &labels, Missing::Refuse, resampling).unwrap();
        let (mut defined, mut undefined) = (0, 0);
        for (repetition, got) in fits.replicates.chunks_exact(3).enumerate() {
            let mut drawn = [0; 4];
            resample(&mut resampling.stream(repetition), 4, &mut drawn);
            let rows: Vec<usize> = drawn.iter().flat_map(|g| members[*g]).copied().collect();
            let Some(want) = refit(&design, &y, &rows) else {
                // As many rows as columns may do without `ols`, fewer may not.
                assert!(
                    rows.len() == 3 || got.iter().all(|v| v.is_nan()),
                    "{rows:?}"
                );
                undefined += 1;
                continue;
            };
            defined += 1;
            for (got, want) in got.iter().zip(want) {
                assert!(
                    (got - want).abs() <= 1e-8 * want.abs().max(1.0),
                    "{got} {want}"
                );
            }
        }
        assert!(defined > 100 && undefined > 5, "{defined} {undefined}");
    }

    #[test]
    fn clusters_that_do_not_fit_are_errors() {
        let (design, y) = data();
        let resampling = Resampling {
            repetitions: 10,
            seed: 5,
        };
        let refused = |labels: &[i64]| {
            bootstrap_ols_clusters(&design, &y, labels, Missing::Refuse, resampling)
                .unwrap_err()
                .to_string()
        };
        assert_eq!(
            refused(&[1, 2]),
            "`clusters` has `2` values where `7` belong"
        );
        assert_eq!(refused(&[3; 7]), "needs at least `2` clusters, has `1`");
    }
}
