//! Least squares to the limit of the data: an orthonormal basis, then refinement.

use rayon::prelude::*;

use crate::basis::{Basis, Columns};
use crate::scale::max_abs;
use crate::two_float::{TwoFloat, two_product};

/// The least squares solution in the fitted columns of a basis.
pub(crate) struct Solution {
    /// One for each fitted column.
    pub(crate) coefficients: Vec<TwoFloat>,
    pub(crate) residuals: Vec<f64>,
}

/// Minimises the sum of squared residuals of `y`.
///
/// The solution by the basis is refined: what is left of the equations `r + Z c = y`, `Z' r = 0` is
/// computed at twice the precision and solved for again.
/// Each step gains as many digits as the first solution has; the result is exact to the last digit
/// or two unless the columns are nearly dependent.
///
/// Bjorck (1967), "Iterative refinement of linear least squares solutions I", BIT 7, 257-278.
pub(crate) fn solve(basis: &Basis, y: &[f64]) -> Solution {
    let y: Vec<TwoFloat> = y.iter().map(|y| TwoFloat::from(*y)).collect();
    solve_two_float(basis, &y)
}

/// Returns the same for a response at twice the precision.
pub(crate) fn solve_two_float(basis: &Basis, y: &[TwoFloat]) -> Solution {
    const STEPS: usize = 8;
    let columns = Parts::of(&basis.columns);
    let (n, k) = (y.len(), basis.q.columns());
    let mut coefficients = vec![TwoFloat::default(); k];
    let mut residuals = vec![TwoFloat::default(); n];
    // What is left of the equations, which at first is the response.
    let mut unfitted: Vec<f64> = y.iter().map(|y| y.value()).collect();
    let mut along = vec![0.0; k];
    let mut change_before = 1.0;
    for step in 0..STEPS {
        if step > 0 {
            let block = |(number, left): (usize, &mut [f64])| {
                columns.unfitted(number * BLOCK, left, y, &residuals, &coefficients)
            };
            // Blocks are summed in their order, so that any number of threads gives the same.
            let sums: Vec<Vec<TwoFloat>> = if n > BLOCK {
                unfitted
                    .par_chunks_mut(BLOCK)
                    .enumerate()
                    .map(block)
                    .collect()
            } else {
                unfitted.chunks_mut(BLOCK).enumerate().map(block).collect()
            };
            for (j, along) in along.iter_mut().enumerate() {
                let sum = sums
                    .iter()
                    .fold(TwoFloat::default(), |sum, block| sum + block[j]);
                *along = -sum.value();
            }
        }
        let in_q = basis.q.transposed_times(&unfitted);
        let h = basis.r_inverse.transposed_times(&along);
        let turned: Vec<f64> = in_q.iter().zip(&h).map(|(a, b)| a - b).collect();
        let explained = basis.q.times(&turned);
        for i in 0..n {
            residuals[i] = residuals[i] + TwoFloat::from(unfitted[i] - explained[i]);
        }
        let steps = basis.r_inverse.times(&turned);
        for (coefficient, step) in coefficients.iter_mut().zip(&steps) {
            *coefficient = *coefficient + TwoFloat::from(*step);
        }
        // The columns have length 1 or so, and their coefficients can be compared.
        let largest = coefficients
            .iter()
            .fold(0.0, |most: f64, c| most.max(c.hi.abs()));
        let change = max_abs(&steps) / largest;
        // The next change would be smaller by the same factor as this one: settled, or no longer
        // getting closer; a quotient 0 / 0 counts as settled. The first one is that from nothing.
        let next = change * (change / change_before);
        if step > 0 && !(next > 1e-18 && change < change_before) {
            break;
        }
        change_before = change;
    }
    Solution {
        coefficients,
        residuals: residuals.iter().map(|r| r.value()).collect(),
    }
}

/// How many rows one thread takes at a time.
const BLOCK: usize = 4096;

/// The fitted columns, head and tail, as slices.
struct Parts<'a> {
    /// Whether the first column is ones, so that nothing needs to be multiplied by it.
    ones: bool,
    columns: Vec<(&'a [f64], &'a [f64])>,
}

impl<'a> Parts<'a> {
    fn of(columns: &'a Columns) -> Self {
        let parts = |j| (columns.hi.column(j), columns.lo.column(j));
        Parts {
            ones: columns.constant && columns.hi.column(0).iter().all(|one| *one == 1.0),
            columns: (0..columns.hi.columns()).map(parts).collect(),
        }
    }

    /// Writes what is left of the equations `r + Z c = y` in the rows from `start` on, and returns
    /// `Z' r` of these rows.
    fn unfitted(
        &self,
        start: usize,
        left: &mut [f64],
        y: &[TwoFloat],
        residuals: &[TwoFloat],
        coefficients: &[TwoFloat],
    ) -> Vec<TwoFloat> {
        let rows = start..start + left.len();
        let (y, residuals) = (&y[rows.clone()], &residuals[rows.clone()]);
        let multiplied = usize::from(self.ones);
        let constant = coefficients[..multiplied]
            .first()
            .copied()
            .unwrap_or_default();
        let of_rows = |(hi, lo): &(&'a [f64], &'a [f64])| (&hi[rows.clone()], &lo[rows.clone()]);
        let columns: Vec<_> = self.columns.iter().map(of_rows).collect();
        for (i, left) in left.iter_mut().enumerate() {
            let terms = columns[multiplied..]
                .iter()
                .zip(&coefficients[multiplied..]);
            let fitted = terms.fold(constant, |sum, ((hi, lo), coefficient)| {
                sum + TwoFloat {
                    hi: hi[i],
                    lo: lo[i],
                } * *coefficient
            });
            *left = (y[i] - fitted - residuals[i]).value();
        }
        let along = |(j, (hi, lo)): (usize, &(&[f64], &[f64]))| {
            let value = |i: usize| match j {
                0 if self.ones => residuals[i],
                _ => {
                    TwoFloat {
                        hi: hi[i],
                        lo: lo[i],
                    } * residuals[i]
                }
            };
            in_lanes(residuals.len(), value)
        };
        columns.iter().enumerate().map(along).collect()
    }
}

/// Returns a sum in four lanes, so that no addition has to wait for the one before it.
fn in_lanes(n: usize, value: impl Fn(usize) -> TwoFloat) -> TwoFloat {
    let mut lanes = [TwoFloat::default(); 4];
    for start in (0..n).step_by(4) {
        for (i, lane) in (start..n).zip(&mut lanes) {
            *lane = *lane + value(i);
        }
    }
    let [a, b, c, d] = lanes;
    (a + b) + (c + d)
}

impl Solution {
    /// The coefficients asked for.
    pub(crate) fn as_asked(&self, back: &[Vec<TwoFloat>]) -> Vec<f64> {
        back.iter()
            .map(|row| {
                row.iter()
                    .zip(&self.coefficients)
                    .fold(TwoFloat::default(), |sum, (factor, c)| sum + *factor * *c)
                    .value()
            })
            .collect()
    }

    /// Returns the sum of squared residuals, with the rounding errors of the squares.
    pub(crate) fn sum_of_squares(&self) -> f64 {
        self.residuals
            .iter()
            .fold(TwoFloat::default(), |sum, r| sum + two_product(*r, *r))
            .value()
    }
}
