//! A least squares fit without its statistics, for where there are many of them.

use crate::basis::{Basis, Columns};
use crate::design::Design;
use crate::error::StatsError;
use crate::least_squares::{self, Solution};
use crate::scale::{max_abs, reciprocal_power_of_two};
use crate::two_float::TwoFloat;

/// The coefficients of a fit, with the digits of [`ols`](crate::ols), and its predictions.
///
/// As many rows as columns are enough.
pub(crate) struct PlainFit {
    columns: Columns,
    solution: Solution,
    /// What the solution is in units of.
    unit: f64,
}

impl PlainFit {
    /// For a design without missing values, or an error that names a column that depends on others.
    pub(crate) fn new(design: &Design, y: &[f64]) -> Result<Self, StatsError> {
        let basis = Basis::new(Columns::centred_and_scaled(design, y.len())?)?;
        let scale = reciprocal_power_of_two(max_abs(y));
        let scaled: Vec<f64> = y.iter().map(|y| y * scale).collect();
        let solution = least_squares::solve(&basis, &scaled);
        Ok(PlainFit {
            columns: basis.columns,
            solution,
            unit: 1.0 / scale,
        })
    }

    /// The coefficients asked for, the constant first.
    pub(crate) fn coefficients(&self) -> Result<Vec<f64>, StatsError> {
        let asked = self.solution.as_asked(&self.columns.back);
        let coefficients: Vec<f64> = asked.into_iter().map(|c| c * self.unit).collect();
        if coefficients.iter().all(|c| c.is_finite()) {
            Ok(coefficients)
        } else {
            Err(StatsError::Overflow {
                what: "coefficients",
            })
        }
    }

    /// The prediction at a point, one value for each term.
    pub(crate) fn predict(&self, values: &[f64]) -> f64 {
        let mapped = self.columns.mapped(values);
        let terms = mapped.into_iter().zip(&self.solution.coefficients);
        let sum = terms.fold(TwoFloat::default(), |sum, (value, c)| {
            sum + TwoFloat::from(value) * *c
        });
        sum.value() * self.unit
    }
}
