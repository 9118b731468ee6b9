//! How well a regression predicts rows that it has not seen.

use std::fmt;

use rayon::prelude::*;

use crate::design::{Design, pick};
use crate::error::StatsError;
use crate::g_format::g;
use crate::k_fold::k_fold;
use crate::missing::{Missing, at_least, varies};
use crate::moments::mean;
use crate::plain_fit::PlainFit;
use crate::scale::{max_abs, reciprocal_power_of_two};
use crate::two_float;

/// The predictions of a regression for rows that it was not fitted to, and their errors.
#[derive(Clone, Debug, PartialEq)]
pub struct CrossValidation {
    /// The root of the mean squared error, in the unit of the response.
    pub rmse: f64,
    /// The mean absolute error, in the unit of the response.
    pub mae: f64,
    /// 1 less the sum of squared errors over that of the simplest prediction, the mean of the rows
    /// fitted to; below 0 where the columns predict worse than that.
    pub r_squared: f64,
    /// The rows.
    pub n: usize,
    /// The parts that were predicted in turn.
    pub folds: usize,
    /// What is predicted for each row by the fit without its fold, in the order of the rows.
    pub predictions: Vec<f64>,
}

/// Cross-validates a regression: each of the [`k_fold`] parts of the rows is predicted by the fit to
/// all others.
///
/// The folds are the same for the same number of rows, folds and seed, whatever the design, so that
/// the errors of several designs compare; for the same reason missing values are refused, since to
/// drop them would compare other rows.
/// As many folds as rows leave out one row at a time, and the seed no longer matters.
///
/// # Errors
///
/// [`StatsError::Fold`] where the rows without a fold leave a column dependent on others, with the
/// fold and the column; [`StatsError::OutOfRange`] for fewer than two folds, or more than rows;
/// [`StatsError::Constant`] for a response that does not vary; [`StatsError::TooFew`] for a design
/// without columns; [`StatsError::LengthMismatch`]; [`StatsError::Missing`] and
/// [`StatsError::NotFinite`] for NaN and infinities; [`StatsError::Overflow`].
///
/// # Example
///
/// ```
/// use highwater_stats::{Design, cross_validate_ols};
///
/// // By hand: without the first row the line predicts 2 for 0, without the second 2 for 3, without
/// // the third 6 for 4; the means of the others are 3.5, 2 and 1.5.
/// let design = Design::with_intercept().term("x", &[0.0, 1.0, 2.0])?;
/// let validation = cross_validate_ols(&design, &[0.0, 3.0, 4.0], 3, 42)?;
/// assert!((validation.predictions[2] - 6.0).abs() < 1e-14);
/// assert!((validation.rmse - 3.0_f64.sqrt()).abs() < 1e-14);
/// assert!((validation.mae - 5.0 / 3.0).abs() < 1e-14);
/// assert!((validation.r_squared - (1.0 - 9.0 / 19.5)).abs() < 1e-14);
/// # Ok::<(), highwater_stats::StatsError>(())
/// ```
///
/// # References
///
/// Stone (1974), "Cross-validatory choice and assessment of statistical predictions", Journal of the
/// Royal Statistical Society B 36, 111-147; Hastie, Tibshirani and Friedman (2009), section 7.10;
/// Schüürmann et al. (2008), "External validation and prediction employing the predictive squared
/// correlation coefficient", Journal of Chemical Information and Modeling 48, 2140-2145, for the mean
/// that R2 refers to.
pub fn cross_validate_ols(
    design: &Design,
    y: &[f64],
    folds: usize,
    seed: u64,
) -> Result<CrossValidation, StatsError> {
    let complete = design.complete_rows(&[("y", y)], Missing::Refuse)?;
    at_least("columns", 1, design.names().len())?;
    let n = complete.rows;
    let parts = k_fold(n, folds, seed)?;
    varies("y", y)?;
    let predicted: Vec<(Vec<f64>, f64)> = parts
        .par_iter()
        .enumerate()
        .map(|(fold, rows)| {
            predict(design, y, rows).map_err(|error| StatsError::Fold {
                fold,
                folds,
                error: Box::new(error),
            })
        })
        .collect::<Result<_, _>>()?;
    let (mut predictions, mut means) = (vec![0.0; n], vec![0.0; n]);
    for (rows, (values, mean)) in parts.iter().zip(predicted) {
        for (row, value) in rows.iter().zip(values) {
            predictions[*row] = value;
            means[*row] = mean;
        }
    }
    // In units of a power of two, in which no square leaves the range.
    let scale = reciprocal_power_of_two(max_abs(y).max(max_abs(&predictions)));
    let errors = |of: &[f64]| -> Vec<f64> {
        let pairs = y.iter().zip(of);
        pairs.map(|(y, of)| y * scale - of * scale).collect()
    };
    let squares = |errors: &[f64]| two_float::sum(errors.iter().map(|e| e * e)).value();
    let errors_of_fit = errors(&predictions);
    let sse = squares(&errors_of_fit);
    let absolute = two_float::sum(errors_of_fit.iter().map(|e| e.abs())).value();
    let validation = CrossValidation {
        rmse: (sse / n as f64).sqrt() / scale,
        mae: absolute / n as f64 / scale,
        r_squared: 1.0 - sse / squares(&errors(&means)),
        n,
        folds,
        predictions,
    };
    let figures = [validation.rmse, validation.mae, validation.r_squared];
    if figures.iter().all(|figure| figure.is_finite()) {
        Ok(validation)
    } else {
        Err(StatsError::Overflow {
            what: "prediction errors",
        })
    }
}

/// What the fit to all other rows predicts for these, and the mean of the others.
fn predict(design: &Design, y: &[f64], rows: &[usize]) -> Result<(Vec<f64>, f64), StatsError> {
    let others: Vec<usize> = (0..y.len())
        .filter(|row| rows.binary_search(row).is_err())
        .collect();
    let seen = pick(y, &others);
    let fit = PlainFit::new(&design.rows(&others), &seen)?;
    let values = rows.iter().map(|row| {
        let point: Vec<f64> = design
            .terms()
            .iter()
            .map(|term| term.values[*row])
            .collect();
        fit.predict(&point)
    });
    Ok((values.collect(), mean(&seen)?))
}

impl fmt::Display for CrossValidation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "RMSE = {}, MAE = {}, R2 = {}, n = {}, {} folds",
            g(self.rmse, 4),
            g(self.mae, 4),
            g(self.r_squared, 4),
            self.n,
            self.folds
        )
    }
}
