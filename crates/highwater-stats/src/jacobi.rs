//! The singular value decomposition by one-sided Jacobi rotations.
//!
//! Slower than the usual routes for large matrices and more accurate for those at hand: columns of
//! very different size do not spoil the small singular values.
//!
//! Demmel and Veselic (1992), "Jacobi's method is more accurate than QR", SIAM Journal on Matrix
//! Analysis and Applications 13, 1204-1245; Drmac and Veselic (2008), "New fast and accurate Jacobi
//! SVD algorithm", the same 29, 1322-1342, for the triangle first.

use crate::error::StatsError;
use crate::matrix::{Matrix, dot, norm};

/// `matrix = u diag(values) v'`, the values falling; those that are zero but for rounding are left
/// out.
pub(crate) struct Svd {
    /// The left singular vectors, one for each value.
    pub(crate) u: Matrix,
    pub(crate) values: Vec<f64>,
    /// The right singular vectors, one for each value.
    pub(crate) v: Matrix,
}

/// Returns the singular value decomposition of a matrix of finite values.
pub(crate) fn svd(matrix: &Matrix) -> Result<Svd, StatsError> {
    const SWEEPS: usize = 60;
    let (q, mut w) = pivoted_qr(matrix);
    let rank = w.columns();
    let mut turns = Matrix::identity(rank);
    let mut sweep = 0;
    while rotate_all(&mut w, &mut turns) {
        sweep += 1;
        if sweep == SWEEPS {
            return Err(StatsError::NoConvergence {
                what: "singular value decomposition",
                iterations: SWEEPS,
            });
        }
    }
    let norms: Vec<f64> = (0..rank).map(|j| norm(w.column(j))).collect();
    let mut order: Vec<usize> = (0..rank).collect();
    order.sort_by(|a, b| norms[*b].total_cmp(&norms[*a]));
    let mut v = Vec::with_capacity(rank);
    let mut u = Vec::with_capacity(rank);
    for j in &order {
        v.push(w.column(*j).iter().map(|value| value / norms[*j]).collect());
        u.push(q.times(turns.column(*j)));
    }
    Ok(Svd {
        u: Matrix::from_columns(matrix.rows(), &u),
        values: order.iter().map(|j| norms[*j]).collect(),
        v: Matrix::from_columns(matrix.columns(), &v),
    })
}

/// `matrix = q w'` with orthonormal columns of `q`, as many as the matrix has independent columns:
/// Gram and Schmidt's process, the column with the most left first.
///
/// A column of which no more is left than rounding of its own size is dependent, however small or
/// large the others are.
fn pivoted_qr(matrix: &Matrix) -> (Matrix, Matrix) {
    let (n, k) = (matrix.rows(), matrix.columns());
    let mut rest = matrix.clone();
    let rounding: Vec<f64> = (0..k)
        .map(|j| 4.0 * f64::EPSILON * n.max(k) as f64 * norm(matrix.column(j)))
        .collect();
    let mut open: Vec<usize> = (0..k).collect();
    let mut q: Vec<Vec<f64>> = Vec::new();
    let mut w = Vec::new();
    loop {
        open.retain(|j| norm(rest.column(*j)) > rounding[*j]);
        let longest =
            |a: &&usize, b: &&usize| norm(rest.column(**a)).total_cmp(&norm(rest.column(**b)));
        let Some(pivot) = open.iter().max_by(longest).copied() else {
            break;
        };
        let mut direction = rest.column(pivot).to_vec();
        // Once more against those before, to be as orthogonal as can be.
        for before in &q {
            let along = dot(before, &direction);
            subtract(&mut direction, along, before);
        }
        let length = norm(&direction);
        direction.iter_mut().for_each(|value| *value /= length);
        let mut parts = vec![0.0; k];
        for (j, part) in parts.iter_mut().enumerate() {
            *part = dot(&direction, rest.column(j));
            subtract(rest.column_mut(j), *part, &direction);
        }
        rest.column_mut(pivot).fill(0.0);
        q.push(direction);
        w.push(parts);
    }
    (Matrix::from_columns(n, &q), Matrix::from_columns(k, &w))
}

fn subtract(from: &mut [f64], factor: f64, direction: &[f64]) {
    for (value, part) in from.iter_mut().zip(direction) {
        *value -= factor * part;
    }
}

/// One sweep over all pairs of columns; whether any was far enough from orthogonal to be turned.
fn rotate_all(w: &mut Matrix, turns: &mut Matrix) -> bool {
    let mut turned = false;
    // A cosine below this is what rounding of the sum may leave.
    let orthogonal = f64::EPSILON * w.rows().max(8) as f64;
    for p in 0..w.columns() {
        for q in p + 1..w.columns() {
            let (a, b) = (w.column(p), w.column(q));
            let (aa, bb, ab) = (dot(a, a), dot(b, b), dot(a, b));
            if ab.abs() <= orthogonal * aa.sqrt() * bb.sqrt() {
                continue;
            }
            turned = true;
            let zeta = (bb - aa) / (2.0 * ab);
            let t = 1.0_f64.copysign(zeta) / (zeta.abs() + (1.0 + zeta * zeta).sqrt());
            let c = 1.0 / (1.0 + t * t).sqrt();
            rotate(w, p, q, c, c * t);
            rotate(turns, p, q, c, c * t);
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
        let tall = Matrix::from_columns(3, &[vec![1.0, 2.0, 3.0], vec![4.0, 5.0, 6.5]]);
        for m in [tall.transposed(), tall] {
            let mut s = svd(&m).unwrap();
            assert_eq!(s.values.len(), 2);
            for (j, value) in s.values.iter().enumerate() {
                s.u.column_mut(j).iter_mut().for_each(|u| *u *= value);
            }
            let back = s.u.product(&s.v.transposed());
            for i in 0..m.rows() {
                for j in 0..m.columns() {
                    assert!((back.at(i, j) - m.at(i, j)).abs() < 1e-14);
                }
            }
        }
    }

    #[test]
    fn nalgebra_gives_the_same_values() {
        let columns: Vec<Vec<f64>> = (0..4)
            .map(|j| {
                (0..9)
                    .map(|i| libm::sin(f64::from((i + 1) * (i + 2) * (j + 3))))
                    .collect()
            })
            .collect();
        let theirs = nalgebra::DMatrix::from_fn(9, 4, |i, j| columns[j][i]).singular_values();
        let ours = svd(&Matrix::from_columns(9, &columns)).unwrap().values;
        assert_eq!(ours.len(), theirs.len());
        for (ours, theirs) in ours.iter().zip(theirs.iter()) {
            assert!((ours - theirs).abs() < 1e-13, "{ours} and {theirs}");
        }
    }

    #[test]
    fn dependent_columns_give_fewer_values() {
        let m = Matrix::from_columns(3, &[vec![0.1; 3], vec![0.3; 3], vec![0.7; 3]]);
        let values = svd(&m).unwrap().values;
        assert_eq!(values.len(), 1);
        assert!((values[0] - (3.0 * 0.59_f64).sqrt()).abs() < 1e-15);
        assert!(svd(&Matrix::zeros(2, 2)).unwrap().values.is_empty());
    }
}
