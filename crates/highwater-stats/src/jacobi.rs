//! Singular values by one-sided Jacobi rotations.
//!
//! Slower than the usual routes for large matrices and more accurate for those at hand: columns of
//! very different size do not spoil the small singular values.
//!
//! Demmel and Veselic (1992), "Jacobi's method is more accurate than QR", SIAM Journal on Matrix
//! Analysis and Applications 13, 1204-1245.

use crate::error::StatsError;
use crate::matrix::{Matrix, dot, norm};

/// `matrix = u diag(values) v'`, the values falling.
pub(crate) struct Svd {
    /// The left singular vectors times their values: `matrix * v`.
    pub(crate) scaled_u: Matrix,
    pub(crate) values: Vec<f64>,
    pub(crate) v: Matrix,
}

/// The singular value decomposition of a matrix of finite values.
pub(crate) fn svd(matrix: &Matrix) -> Result<Svd, StatsError> {
    const SWEEPS: usize = 60;
    let k = matrix.columns();
    let mut u = matrix.clone();
    let mut v = Matrix::identity(k);
    let mut sweep = 0;
    while rotate_all(&mut u, &mut v) {
        sweep += 1;
        if sweep == SWEEPS {
            return Err(StatsError::NoConvergence {
                what: "singular value decomposition",
                iterations: SWEEPS,
            });
        }
    }
    let norms: Vec<f64> = (0..k).map(|j| norm(u.column(j))).collect();
    let mut order: Vec<usize> = (0..k).collect();
    order.sort_by(|a, b| norms[*b].total_cmp(&norms[*a]));
    let pick = |from: &Matrix| {
        let columns: Vec<Vec<f64>> = order.iter().map(|j| from.column(*j).to_vec()).collect();
        Matrix::from_columns(from.rows(), &columns)
    };
    Ok(Svd {
        scaled_u: pick(&u),
        values: order.iter().map(|j| norms[*j]).collect(),
        v: pick(&v),
    })
}

/// One sweep over all pairs of columns; whether any was far enough from orthogonal to be turned.
fn rotate_all(u: &mut Matrix, v: &mut Matrix) -> bool {
    let mut turned = false;
    // A cosine below this is what rounding of the sum may leave.
    let orthogonal = f64::EPSILON * u.rows().max(8) as f64;
    for p in 0..u.columns() {
        for q in p + 1..u.columns() {
            let (a, b) = (u.column(p), u.column(q));
            let (aa, bb, ab) = (dot(a, a), dot(b, b), dot(a, b));
            if !(ab.abs() > orthogonal * aa.sqrt() * bb.sqrt()) {
                continue;
            }
            turned = true;
            let zeta = (bb - aa) / (2.0 * ab);
            let t = zeta.signum() / (zeta.abs() + (1.0 + zeta * zeta).sqrt());
            let c = 1.0 / (1.0 + t * t).sqrt();
            rotate(u, p, q, c, c * t);
            rotate(v, p, q, c, c * t);
            // What is left of a column that pointed the same way is rounding, which may point that
            // way for ever.
            for (column, before) in [(p, aa), (q, bb)] {
                let left = u.column_mut(column);
                if norm(left) < 4.0 * f64::EPSILON * before.sqrt() {
                    left.fill(0.0);
                }
            }
        }
    }
    turned
}

fn rotate(matrix: &mut Matrix, p: usize, q: usize, c: f64, s: f64) {
    for i in 0..matrix.rows() {
        let (a, b) = (matrix.at(i, p), matrix.at(i, q));
        matrix.set(i, p, c * a - s * b);
        matrix.set(i, q, s * a + c * b);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_of_very_different_size_keep_their_small_values() {
        // diag(1e10, 1) times a rotation of 45 degrees from the left has these singular values.
        let h = std::f64::consts::FRAC_1_SQRT_2;
        let m = Matrix::from_columns(2, &[vec![1e10 * h, 1e10 * h], vec![-h, h]]);
        let s = svd(&m).unwrap();
        assert!((s.values[0] / 1e10 - 1.0).abs() < 1e-15);
        assert!((s.values[1] - 1.0).abs() < 1e-15);
    }

    #[test]
    fn the_parts_make_the_whole() {
        let m = Matrix::from_columns(3, &[vec![1.0, 2.0, 3.0], vec![4.0, 5.0, 6.5]]);
        let s = svd(&m).unwrap();
        let back = s.scaled_u.product(&s.v.transposed());
        for i in 0..3 {
            for j in 0..2 {
                assert!((back.at(i, j) - m.at(i, j)).abs() < 1e-14);
            }
        }
        assert_eq!(svd(&Matrix::zeros(2, 2)).unwrap().values, [0.0, 0.0]);
    }

    #[test]
    fn columns_that_point_the_same_way_settle() {
        let m = Matrix::from_columns(3, &[vec![0.1; 3], vec![0.3; 3], vec![0.7; 3]]);
        let values = svd(&m).unwrap().values;
        assert!((values[0] - (3.0 * 0.59_f64).sqrt()).abs() < 1e-15);
        assert_eq!(values[1..], [0.0, 0.0]);
    }
}
