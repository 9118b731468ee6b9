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
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
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

/// Returns what the fit to all other rows predicts for these, and the mean of the others.
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ols;

    const YEAR: [f64; 12] = [
        2018.5, 2019.1, 2019.8, 2020.2, 2020.9, 2021.3, 2021.6, 2022.4, 2022.8, 2023.1, 2023.7,
        2024.2,
    ];
    const SIZE: [f64; 12] = [
        8.1, 9.2, 8.9, 10.1, 9.4, 11.2, 10.6, 11.0, 10.2, 11.9, 12.1, 11.4,
    ];
    const SCORE: [f64; 12] = [0.2, 0.9, 0.7, 1.9, 1.4, 2.8, 2.4, 3.1, 2.6, 3.8, 4.2, 3.9];

    fn design() -> Design {
        Design::with_intercept()
            .term("year", &YEAR)
            .unwrap()
            .term("size", &SIZE)
            .unwrap()
    }

    /// Allen's PRESS: a residual of the fit to all rows over 1 less its leverage.
    #[test]
    fn as_many_folds_as_rows_leave_out_one_at_a_time() {
        let fit = ols(&design(), &SCORE, Missing::Refuse).unwrap();
        let found = cross_validate_ols(&design(), &SCORE, 12, 42).unwrap();
        let mut press = 0.0;
        for (row, residual) in fit.residuals.iter().enumerate() {
            let at = fit.predict(&[YEAR[row], SIZE[row]]).unwrap();
            let leverage = (at.std_err / at.residual_sd) * (at.std_err / at.residual_sd);
            let want = residual / (1.0 - leverage);
            let error = SCORE[row] - found.predictions[row];
            assert!((error - want).abs() < 1e-13, "{row}: {error} {want}");
            press += want * want;
        }
        assert!((found.rmse - (press / 12.0).sqrt()).abs() < 1e-14);
        assert_eq!(
            found,
            cross_validate_ols(&design(), &SCORE, 12, 43).unwrap()
        );
    }

    /// scikit-learn 1.9: `cross_val_predict(LinearRegression(), x, y, cv=folds)`, and numpy for the
    /// figures; its own rounding is about 1e-12, for the years are not centred at twice the precision.
    #[test]
    fn five_folds_are_as_in_scikit_learn() {
        assert_eq!(
            k_fold(12, 5, 42).unwrap(),
            [&[4, 5, 9][..], &[6, 8, 11], &[7, 10], &[0, 2], &[1, 3]]
        );
        let found = cross_validate_ols(&design(), &SCORE, 5, 42).unwrap();
        for (got, want) in [
            (found.rmse, 0.13881985454396353),
            (found.mae, 0.12438744099158429),
            (found.r_squared, 0.9910807583654196),
            (found.predictions[0], -0.08834374644834497),
            (found.predictions[11], 3.723198502697471),
        ] {
            assert!((got - want).abs() < 1e-11, "{got} {want}");
        }
        assert_eq!(
            found.to_string(),
            "RMSE = 0.1388, MAE = 0.1244, R2 = 0.9911, n = 12, 5 folds"
        );
    }

    #[test]
    fn the_mean_of_the_others_alone_explains_nothing() {
        let found = cross_validate_ols(&Design::with_intercept(), &SCORE, 4, 1).unwrap();
        assert!(found.r_squared.abs() < 1e-15, "{found}");
    }

    #[test]
    fn a_fold_that_holds_all_rows_of_a_dummy_names_it() {
        let mut open = [0.0; 12];
        open[7] = 1.0;
        let design = design().term("open", &open).unwrap();
        let error = cross_validate_ols(&design, &SCORE, 12, 42).unwrap_err();
        assert_eq!(
            error.to_string(),
            "without fold `6` of `12`, counted from 0, the column `open` is all zeros; \
             take another seed, another number of folds or fewer columns"
        );
    }

    #[test]
    fn what_cannot_be_validated_says_why() {
        let refused = |y: &[f64], folds| {
            cross_validate_ols(&design(), y, folds, 42)
                .unwrap_err()
                .to_string()
        };
        assert_eq!(
            refused(&SCORE, 1),
            "`folds` is `1`, allowed is from 2 to the number of rows"
        );
        assert_eq!(refused(&[1.0; 12], 3), "all values of `y` are equal");
        let mut missing = SCORE;
        missing[3] = f64::NAN;
        assert_eq!(refused(&missing, 3), "`y` has a missing value at index `3`");
        let nothing = cross_validate_ols(&Design::without_intercept(), &SCORE, 3, 42);
        assert!(nothing.is_err());
    }

    #[test]
    fn the_unit_of_the_response_does_not_matter() {
        let plain = cross_validate_ols(&design(), &SCORE, 3, 7).unwrap();
        for unit in [1e200, 1e-200] {
            let found = cross_validate_ols(&design(), &SCORE.map(|y| y * unit), 3, 7).unwrap();
            assert!((found.rmse / unit / plain.rmse - 1.0).abs() < 1e-12);
            assert!((found.r_squared - plain.r_squared).abs() < 1e-12);
        }
    }
}
