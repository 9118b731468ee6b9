//! What the regressions by maximum likelihood have in common: a likelihood of a linear predictor, row
//! by row.

use crate::basis::Basis;
use crate::error::StatsError;

mod newton;
mod separation;

pub(crate) use newton::Maximum;

/// The likelihood of one response model, as a function of the linear predictor of each row.
pub(crate) trait Likelihood: Sized {
    /// Returns the likelihood of those rows only.
    fn rows(&self, rows: &[usize]) -> Self;

    /// Returns the sum over all rows.
    fn log_likelihood(&self, predictor: &[f64]) -> f64;

    /// Returns the first derivative of a row's log likelihood, and minus its second.
    fn derivatives(&self, row: usize, predictor: f64) -> (f64, f64);

    /// Returns whether a larger predictor may fit the row ever better, and whether a smaller one may;
    /// both for a row that has a best predictor.
    fn pulls(&self, row: usize) -> (bool, bool);

    /// Returns whether a predictor is so far out that the row may be fitted ever better.
    fn is_extreme(&self, row: usize, predictor: f64) -> bool;

    /// A predictor of each row to start from.
    fn start(&self) -> Vec<f64>;

    /// The name of the regression for an iteration that does not settle.
    fn name(&self) -> &'static str;
}

/// Maximises a likelihood over the columns of a basis, or says which coefficients run off.
pub(crate) fn maximum(basis: &Basis, data: &impl Likelihood) -> Result<Maximum, StatsError> {
    let found = newton::maximise(&basis.q, data);
    // A predictor this far out is rare enough to look for separation, which also is the first thing
    // to suspect if Newton's method does not settle.
    let suspicious = match &found {
        Some(found) => (0..)
            .zip(&found.predictor)
            .any(|(row, eta)| data.is_extreme(row, *eta)),
        None => true,
    };
    if suspicious && let Some(separation) = separation::separation(basis, data)? {
        return Err(StatsError::Separated(Box::new(separation)));
    }
    found.ok_or(StatsError::NoConvergence {
        what: data.name(),
        iterations: newton::MOST_STEPS,
    })
}
