//! Weighted least squares.

use super::{OlsFit, Rows, Weights, enough_rows, fit};
use crate::basis::{Basis, Columns};
use crate::design::Design;
use crate::error::StatsError;
use crate::missing::Missing;
use crate::scale::{max_abs, reciprocal_power_of_two};

/// Fits `y` by the columns of `design` with the least weighted sum of squared residuals,
/// `sum(w e^2)`.
///
/// `weights` are precisions: a row with weight `w` has the variance `sigma^2 / w`, so the mean of `m`
/// values has the weight `m`. Only their ratios matter to coefficients and standard errors;
/// `residual_sd` is the standard deviation of a row with weight 1.
/// Rows with weight 0 are left out and counted in [`OlsFit::zero_weights`], as in R; statsmodels
/// counts them among the degrees of freedom.
/// Everything else is as in [`ols`](crate::ols): R2 is about the weighted mean, `residuals` and `fitted`
/// are in units of `y`, and the tests of the residuals are of `sqrt(w) e`.
///
/// # Errors
///
/// [`StatsError::OutOfRange`] for a negative weight; otherwise as [`ols`](crate::ols), a missing
/// weight counted as a missing value.
///
/// # Example
///
/// ```
/// use highwater_stats::{Design, Missing, wls};
///
/// // By hand: the weighted mean of 1, 2 and 6 with weights 1, 2 and 1 is 11/4; the weighted squares
/// // about it sum to 59/4, so sigma^2 is 59/8 and the standard error sqrt(59/8 / 4).
/// let mean = wls(
///     &Design::with_intercept(),
///     &[1.0, 2.0, 6.0],
///     &[1.0, 2.0, 1.0],
///     Missing::Refuse,
/// )?;
/// let constant = mean.coefficient("const")?;
/// assert!((constant.estimate - 2.75).abs() < 1e-14);
/// assert!((constant.std_err - (59.0_f64 / 32.0).sqrt()).abs() < 1e-14);
/// # Ok::<(), highwater_stats::StatsError>(())
/// ```
///
/// # References
///
/// Draper and Smith (1998), "Applied Regression Analysis", 3rd edition, section 9.2; R's
/// `lm(weights = )`, statsmodels' `WLS`.
pub fn wls(
    design: &Design,
    y: &[f64],
    weights: &[f64],
    missing: Missing,
) -> Result<OlsFit, StatsError> {
    let mut complete = design.complete_rows(&[("y", y), ("weights", weights)], missing)?;
    let given = &complete.others[1];
    if let Some(row) = given.iter().position(|weight| *weight < 0.0) {
        return Err(StatsError::OutOfRange {
            what: format!("weights[{}]", complete.kept[row]),
            value: given[row],
            range: "0 or above",
        });
    }
    let weighing: Vec<usize> = (0..given.len()).filter(|row| given[*row] > 0.0).collect();
    let zero_weights = given.len() - weighing.len();
    if zero_weights > 0 {
        complete = complete.only(&weighing);
    }
    enough_rows(&complete.design.names(), complete.rows)?;

    // The root of the unit of the weights is a power of two, by which the roots are brought near 1.
    let given = &complete.others[1];
    let unit = reciprocal_power_of_two(max_abs(given).sqrt());
    let roots: Vec<f64> = given.iter().map(|weight| weight.sqrt() * unit).collect();
    let columns = Columns::weighted(&complete.design, complete.rows, Some(&roots))?;
    let weights = Weights {
        given,
        roots: &roots,
        unit,
    };
    let rows = Rows {
        kept: complete.kept,
        all: y.len(),
        dropped: complete.dropped,
        zero_weights,
    };
    fit(
        Basis::new(columns)?,
        &complete.others[0],
        Some(&weights),
        rows,
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::design::pick;
    use crate::ols;

    fn design() -> Design {
        Design::with_intercept()
            .term("year", &[2019.0, 2020.5, 2021.0, 2022.0, 2024.0])
            .unwrap()
    }
    const Y: [f64; 5] = [1.0, 2.5, 2.0, 4.5, 6.0];

    #[test]
    fn equal_weights_of_any_size_are_none() {
        let plain = ols(&design(), &Y, Missing::Refuse).unwrap();
        for weight in [1.0, 7.0, 1e-200, 1e200] {
            let fit = wls(&design(), &Y, &[weight; 5], Missing::Refuse).unwrap();
            for (a, b) in fit.coefficients.iter().zip(&plain.coefficients) {
                assert!((a.estimate / b.estimate - 1.0).abs() < 1e-12, "{weight}");
                assert!((a.std_err / b.std_err - 1.0).abs() < 1e-12, "{weight}");
            }
            assert!((fit.residual_sd / weight.sqrt() / plain.residual_sd - 1.0).abs() < 1e-12);
            assert!((fit.r_squared - plain.r_squared).abs() < 1e-13);
        }
    }

    #[test]
    fn a_whole_weight_counts_a_row_more_than_once() {
        let fit = wls(&design(), &Y, &[1.0, 2.0, 1.0, 3.0, 0.0], Missing::Refuse).unwrap();
        assert_eq!((fit.n, fit.zero_weights, fit.df_resid), (4, 1, 2));
        let rows = [0, 1, 1, 2, 3, 3, 3];
        let longer = ols(&design().rows(&rows), &pick(&Y, &rows), Missing::Refuse).unwrap();
        for (a, b) in fit.coefficients.iter().zip(&longer.coefficients) {
            assert!((a.estimate - b.estimate).abs() < 1e-9 * b.estimate.abs());
        }
    }

    #[test]
    fn a_negative_weight_is_named() {
        let error = wls(&design(), &Y, &[1.0, 1.0, 1.0, -2.0, 1.0], Missing::Refuse).unwrap_err();
        assert_eq!(
            error.to_string(),
            "`weights[3]` is `-2`, allowed is 0 or above"
        );
    }
}
