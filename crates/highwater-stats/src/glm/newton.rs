//! Newton's method for the likelihood of a linear predictor.

use super::Likelihood;
use crate::matrix::{Matrix, cholesky, cholesky_inverse, cholesky_solve};
use crate::scale::max_abs;

/// The most steps; a maximum is found in about ten.
pub(crate) const MOST_STEPS: usize = 60;

/// A maximum of the likelihood.
pub(crate) struct Maximum {
    /// In the columns given.
    pub(crate) coordinates: Vec<f64>,
    /// The inverse of the information matrix there.
    pub(crate) covariance: Matrix,
    pub(crate) predictor: Vec<f64>,
    pub(crate) iterations: usize,
}

/// Maximises the likelihood over the columns of `q`; `None` where it does not settle or the
/// information gives out, as under separation.
pub(crate) fn maximise(q: &Matrix, data: &impl Likelihood) -> Option<Maximum> {
    let mut coordinates = q.transposed_times(&data.start());
    let mut predictor = q.times(&coordinates);
    let mut reached = data.log_likelihood(&predictor);
    for iterations in 1..=MOST_STEPS {
        let (scores, information) = derivatives(data, &predictor);
        let l = cholesky(&q.weighted_gram(&information))?;
        let mut step = cholesky_solve(&l, &q.transposed_times(&scores));
        let mut change = q.times(&step);
        // Far from the maximum a full step may overshoot.
        for _ in 0..40 {
            let next: Vec<f64> = predictor.iter().zip(&change).map(|(a, b)| a + b).collect();
            let there = data.log_likelihood(&next);
            if there >= reached - 1e-12 * reached.abs() {
                reached = there;
                predictor = next;
                break;
            }
            step.iter_mut().for_each(|v| *v *= 0.5);
            change.iter_mut().for_each(|v| *v *= 0.5);
        }
        for (coordinate, step) in coordinates.iter_mut().zip(&step) {
            *coordinate += step;
        }
        // The error after a step is about the square of the step.
        if max_abs(&change) < 1e-9 {
            let l = cholesky(&q.weighted_gram(&derivatives(data, &predictor).1))?;
            return Some(Maximum {
                coordinates,
                covariance: cholesky_inverse(&l),
                predictor,
                iterations,
            });
        }
    }
    None
}

/// Returns the first derivative and minus the second of each row.
fn derivatives(data: &impl Likelihood, predictor: &[f64]) -> (Vec<f64>, Vec<f64>) {
    (0..)
        .zip(predictor)
        .map(|(row, value)| data.derivatives(row, *value))
        .unzip()
}
