//! Regressions without one row or one cluster of rows.

use rayon::prelude::*;

use crate::clusters::Clusters;
use crate::design::{Design, pick};
use crate::error::StatsError;
use crate::missing::{Missing, at_least, same_length};
use crate::plain_fit::PlainFit;

/// The coefficients of the regression without each row in turn, in the order of the rows used; the
/// constant comes first, then the terms in their order.
///
/// What [`Bootstrap::bca`](crate::Bootstrap::bca) needs beside [`bootstrap_ols`](crate::bootstrap_ols),
/// and how much each row matters: its coefficients less those of [`ols`](crate::ols).
/// They are NaN where the other rows leave a column dependent on others, such as the dummy of the one
/// row left out.
///
/// # Errors
///
/// [`StatsError::RankDeficient`] where a column depends on others in all rows already;
/// [`StatsError::TooFew`] for fewer than two rows or no columns; [`StatsError::LengthMismatch`];
/// [`StatsError::NotFinite`]; [`StatsError::Missing`] where a value is NaN and missing ones are
/// refused (else the row is left out); [`StatsError::Overflow`].
///
/// # Example
///
/// ```
/// use highwater_stats::{Design, Missing, Resampling, bootstrap_ols, leave_one_out_ols};
///
/// // By hand: without the first row the line goes from (1, 3) to (2, 4), and so on.
/// let design = Design::with_intercept().term("x", &[0.0, 1.0, 2.0])?;
/// let lines = leave_one_out_ols(&design, &[0.0, 3.0, 4.0], Missing::Refuse)?;
/// for (line, [at_0, slope]) in lines.iter().zip([[2.0, 1.0], [0.0, 2.0], [0.0, 3.0]]) {
///     assert!((line[0] - at_0).abs() < 1e-15 && (line[1] - slope).abs() < 1e-15);
/// }
///
/// // The interval of where a line meets zero.
/// let x: Vec<f64> = (0..20).map(f64::from).collect();
/// let y: Vec<f64> = x.iter().map(|x| 2.0 * x - 12.0 + (x * 7.0) % 3.0).collect();
/// let design = Design::with_intercept().term("x", &x)?;
/// let zero = |line: &[f64]| -line[0] / line[1];
/// let resampling = Resampling { repetitions: 2000, seed: 42 };
/// let zeros = bootstrap_ols(&design, &y, Missing::Refuse, resampling)?.statistic(zero)?;
/// let lines = leave_one_out_ols(&design, &y, Missing::Refuse)?;
/// let left_out: Vec<f64> = lines.iter().map(|line| zero(line)).collect();
/// assert!(zeros.bca(0.9, &left_out)?.interval.contains(zeros.estimate));
/// # Ok::<(), highwater_stats::StatsError>(())
/// ```
///
/// # References
///
/// Efron and Tibshirani (1993), chapter 11; Belsley, Kuh and Welsch (1980), "Regression Diagnostics",
/// section 2.1.
pub fn leave_one_out_ols(
    design: &Design,
    y: &[f64],
    missing: Missing,
) -> Result<Vec<Vec<f64>>, StatsError> {
    let complete = design.complete_rows(&[("y", y)], missing)?;
    at_least("rows", 2, complete.rows)?;
    let rows = Clusters::single(complete.rows);
    without_each(&complete.design, &complete.others[0], &rows)
}

/// The coefficients of the regression without each cluster of rows in turn, in the order in which
/// the clusters first appear among the rows used; the companion of
/// [`bootstrap_ols_clusters`](crate::bootstrap_ols_clusters).
///
/// They are NaN where the other clusters leave a column dependent on others.
///
/// # Errors
///
/// As [`leave_one_out_ols`]; [`StatsError::LengthMismatch`] unless each row has its cluster;
/// [`StatsError::TooFew`] for fewer than two clusters.
///
/// # Example
///
/// ```
/// use highwater_stats::{Design, Missing, leave_clusters_out_ols};
///
/// // By hand: without `a` the line goes through (2, 4) and (3, 4), without `b` from (0, 0) to (1, 3).
/// let design = Design::with_intercept().term("x", &[0.0, 1.0, 2.0, 3.0])?;
/// let y = [0.0, 3.0, 4.0, 4.0];
/// let lines = leave_clusters_out_ols(&design, &y, &["a", "a", "b", "b"], Missing::Refuse)?;
/// for (line, [at_0, slope]) in lines.iter().zip([[4.0, 0.0], [0.0, 3.0]]) {
///     assert!((line[0] - at_0).abs() < 1e-15 && (line[1] - slope).abs() < 1e-15);
/// }
/// # Ok::<(), highwater_stats::StatsError>(())
/// ```
///
/// # References
///
/// As [`leave_one_out_ols`].
pub fn leave_clusters_out_ols(
    design: &Design,
    y: &[f64],
    clusters: &[impl Ord],
    missing: Missing,
) -> Result<Vec<Vec<f64>>, StatsError> {
    same_length("clusters", y.len(), clusters.len())?;
    let complete = design.complete_rows(&[("y", y)], missing)?;
    let clusters = Clusters::new(clusters, &complete.kept)?;
    without_each(&complete.design, &complete.others[0], &clusters)
}

fn without_each(
    design: &Design,
    y: &[f64],
    clusters: &Clusters,
) -> Result<Vec<Vec<f64>>, StatsError> {
    let columns = design.names().len();
    at_least("columns", 1, columns)?;
    // An error here, and not NaN in every place.
    PlainFit::new(design, y)?;
    (0..clusters.count())
        .into_par_iter()
        .map(|cluster| {
            let rows = clusters.rows_without(cluster);
            match PlainFit::new(&design.rows(&rows), &pick(y, &rows)) {
                Ok(fit) => fit.coefficients(),
                Err(StatsError::RankDeficient { .. }) => Ok(vec![f64::NAN; columns]),
                Err(error) => Err(error),
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ols;

    const X: [f64; 7] = [2019.0, 2019.5, 2020.25, 2021.0, 2022.5, 2023.0, 2023.75];
    const Y: [f64; 7] = [1.0, 2.5, 2.0, 4.0, 3.5, 6.0, 6.5];

    #[test]
    fn a_row_left_out_is_a_fit_to_the_others() {
        let design = Design::with_intercept().term("x", &X).unwrap();
        let lines = leave_one_out_ols(&design, &Y, Missing::Refuse).unwrap();
        assert_eq!(lines.len(), 7);
        for (left_out, line) in lines.iter().enumerate() {
            // A missing value leaves the row out as well, by another way.
            let mut y = Y;
            y[left_out] = f64::NAN;
            let fit = ols(&design, &y, Missing::Drop).unwrap();
            for (got, want) in line.iter().zip(&fit.coefficients) {
                assert_eq!(*got, want.estimate, "{left_out} {}", want.name);
            }
        }
    }

    #[test]
    fn the_only_row_of_a_dummy_cannot_be_left_out() {
        let last = [0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 1.0];
        let design = Design::with_intercept().term("last", &last).unwrap();
        let lines = leave_one_out_ols(&design, &Y, Missing::Refuse).unwrap();
        let undefined: Vec<bool> = lines.iter().map(|line| line[1].is_nan()).collect();
        assert_eq!(undefined, last.map(|v| v == 1.0));
        let zeros = Design::with_intercept().term("zeros", &[0.0; 7]).unwrap();
        assert!(leave_one_out_ols(&zeros, &Y, Missing::Refuse).is_err());
    }

    #[test]
    fn clusters_are_those_of_the_rows_used() {
        let mut x = X;
        x[2] = f64::NAN;
        let design = Design::with_intercept().term("x", &x).unwrap();
        let clusters = [3, 3, 8, 1, 3, 1, 2];
        let lines = leave_clusters_out_ols(&design, &Y, &clusters, Missing::Drop).unwrap();
        // The clusters 3, 1 and 2; all of 8 is missing.
        assert_eq!(lines.len(), 3);
        let without_1 = [0, 1, 4, 6].map(|row| (x[row], Y[row]));
        let (x, y): (Vec<f64>, Vec<f64>) = without_1.into_iter().unzip();
        let design = Design::with_intercept().term("x", &x).unwrap();
        let fit = ols(&design, &y, Missing::Refuse).unwrap();
        assert_eq!(lines[1][1], fit.coefficient("x").unwrap().estimate);
        let short = leave_clusters_out_ols(&design, &y, &[1, 2], Missing::Refuse).unwrap_err();
        assert_eq!(
            short.to_string(),
            "`clusters` has `2` values where `4` belong"
        );
    }
}
