//! Newton's method for the binomial likelihood.

use super::likelihood::{Binomial, chance, chance_slope};
use crate::matrix::{Matrix, cholesky, cholesky_inverse, cholesky_solve};
use crate::scale::max_abs;

/// The most steps; a maximum is found in about ten.
pub(super) const MOST_STEPS: usize = 60;

/// A maximum of the likelihood.
pub(super) struct Maximum {
    /// In the columns given.
    pub(super) coordinates: Vec<f64>,
    /// The inverse of the information matrix there.
    pub(super) covariance: Matrix,
    pub(super) log_odds: Vec<f64>,
    pub(super) iterations: usize,
}

/// Maximises the likelihood over the columns of `q`; `None` where it does not settle or the
/// information gives out, as under separation.
pub(super) fn maximise(q: &Matrix, data: &Binomial) -> Option<Maximum> {
    let mut coordinates = vec![0.0; q.columns()];
    let mut log_odds = vec![0.0; q.rows()];
    let mut reached = data.log_likelihood(&log_odds);
    for iterations in 1..=MOST_STEPS {
        let l = cholesky(&q.weighted_gram(&information(data, &log_odds)))?;
        let unexplained: Vec<f64> = log_odds
            .iter()
            .zip(&data.successes)
            .zip(&data.trials)
            .map(|((eta, y), m)| y - m * chance(*eta))
            .collect();
        let mut step = cholesky_solve(&l, &q.transposed_times(&unexplained));
        let mut change = q.times(&step);
        // Far from the maximum a full step may overshoot.
        for _ in 0..40 {
            let next: Vec<f64> = log_odds.iter().zip(&change).map(|(a, b)| a + b).collect();
            let there = data.log_likelihood(&next);
            if there >= reached - 1e-12 * reached.abs() {
                reached = there;
                log_odds = next;
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
            let l = cholesky(&q.weighted_gram(&information(data, &log_odds)))?;
            return Some(Maximum {
                coordinates,
                covariance: cholesky_inverse(&l),
                log_odds,
                iterations,
            });
        }
    }
    None
}

fn information(data: &Binomial, log_odds: &[f64]) -> Vec<f64> {
    let rows = log_odds.iter().zip(&data.trials);
    rows.map(|(eta, m)| m * chance_slope(*eta)).collect()
}
