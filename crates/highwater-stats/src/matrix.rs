//! A dense matrix, stored column by column, with the few operations that the fits need.
//!
//! Plain loops in a fixed order and without fused operations, so that the last digit does not depend
//! on the processor.

/// A dense matrix.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Matrix {
    rows: usize,
    data: Vec<f64>,
}

impl Matrix {
    pub(crate) fn zeros(rows: usize, columns: usize) -> Self {
        Matrix {
            rows,
            data: vec![0.0; rows * columns],
        }
    }

    pub(crate) fn identity(size: usize) -> Self {
        let mut matrix = Matrix::zeros(size, size);
        for i in 0..size {
            matrix.set(i, i, 1.0);
        }
        matrix
    }

    pub(crate) fn from_columns(rows: usize, columns: &[Vec<f64>]) -> Self {
        Matrix {
            rows,
            data: columns.concat(),
        }
    }

    pub(crate) fn rows(&self) -> usize {
        self.rows
    }

    pub(crate) fn columns(&self) -> usize {
        self.data.len().checked_div(self.rows).unwrap_or(0)
    }

    pub(crate) fn at(&self, row: usize, column: usize) -> f64 {
        self.data[column * self.rows + row]
    }

    pub(crate) fn set(&mut self, row: usize, column: usize, value: f64) {
        self.data[column * self.rows + row] = value;
    }

    pub(crate) fn column(&self, column: usize) -> &[f64] {
        &self.data[column * self.rows..(column + 1) * self.rows]
    }

    pub(crate) fn column_mut(&mut self, column: usize) -> &mut [f64] {
        &mut self.data[column * self.rows..(column + 1) * self.rows]
    }

    pub(crate) fn row(&self, row: usize) -> Vec<f64> {
        (0..self.columns()).map(|j| self.at(row, j)).collect()
    }

    /// `self * vector`.
    pub(crate) fn times(&self, vector: &[f64]) -> Vec<f64> {
        let mut product = vec![0.0; self.rows];
        for (j, factor) in vector.iter().enumerate() {
            for (sum, value) in product.iter_mut().zip(self.column(j)) {
                *sum += factor * value;
            }
        }
        product
    }

    /// `self' * vector`.
    pub(crate) fn transposed_times(&self, vector: &[f64]) -> Vec<f64> {
        (0..self.columns())
            .map(|j| dot(self.column(j), vector))
            .collect()
    }

    /// `self * other`.
    pub(crate) fn product(&self, other: &Matrix) -> Matrix {
        let columns: Vec<Vec<f64>> = (0..other.columns())
            .map(|j| self.times(other.column(j)))
            .collect();
        Matrix::from_columns(self.rows, &columns)
    }

    pub(crate) fn transposed(&self) -> Matrix {
        let columns: Vec<Vec<f64>> = (0..self.rows).map(|i| self.row(i)).collect();
        Matrix::from_columns(self.columns(), &columns)
    }

    /// `factor * self`.
    pub(crate) fn times_number(mut self, factor: f64) -> Matrix {
        self.data.iter_mut().for_each(|value| *value *= factor);
        self
    }

    /// `self' * diag(weights) * self`.
    pub(crate) fn weighted_gram(&self, weights: &[f64]) -> Matrix {
        let k = self.columns();
        let mut gram = Matrix::zeros(k, k);
        for a in 0..k {
            for b in 0..=a {
                let sum = self
                    .column(a)
                    .iter()
                    .zip(self.column(b))
                    .zip(weights)
                    .map(|((x, y), w)| x * y * w)
                    .sum();
                gram.set(a, b, sum);
                gram.set(b, a, sum);
            }
        }
        gram
    }

    /// Returns the matrix with each column divided by its length.
    pub(crate) fn with_unit_columns(&self) -> Matrix {
        let mut scaled = self.clone();
        for j in 0..self.columns() {
            let length = norm(self.column(j));
            scaled.column_mut(j).iter_mut().for_each(|v| *v /= length);
        }
        scaled
    }

    pub(crate) fn to_rows(&self) -> Vec<Vec<f64>> {
        (0..self.rows).map(|i| self.row(i)).collect()
    }
}

/// Returns the sum of products.
pub(crate) fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

/// Returns the Euclidean length.
pub(crate) fn norm(v: &[f64]) -> f64 {
    dot(v, v).sqrt()
}

/// Returns the standard error of a quantity, given its gradient and the covariance of what it depends
/// on.
pub(crate) fn std_err_of(gradient: &[f64], covariance: &Matrix) -> f64 {
    if norm(gradient) == 0.0 {
        0.0
    } else {
        dot(&covariance.times(gradient), gradient).max(0.0).sqrt()
    }
}

/// Returns the inverse of an upper triangle without zeros on its diagonal.
pub(crate) fn upper_triangle_inverse(r: &Matrix) -> Matrix {
    let k = r.columns();
    let mut inverse = Matrix::zeros(k, k);
    for j in 0..k {
        inverse.set(j, j, 1.0 / r.at(j, j));
        for i in (0..j).rev() {
            let sum: f64 = (i + 1..=j).map(|m| r.at(i, m) * inverse.at(m, j)).sum();
            inverse.set(i, j, -sum / r.at(i, i));
        }
    }
    inverse
}

/// Returns the lower triangle `l` with `l l' = matrix`; `None` unless the matrix is positive definite
/// by a margin above rounding.
pub(crate) fn cholesky(matrix: &Matrix) -> Option<Matrix> {
    let k = matrix.columns();
    let mut l = Matrix::zeros(k, k);
    for j in 0..k {
        let below: f64 = (0..j).map(|m| l.at(j, m) * l.at(j, m)).sum();
        let pivot = matrix.at(j, j) - below;
        if pivot.is_nan() || pivot <= 1e-14 * matrix.at(j, j) {
            return None;
        }
        let root = pivot.sqrt();
        l.set(j, j, root);
        for i in j + 1..k {
            let sum: f64 = (0..j).map(|m| l.at(i, m) * l.at(j, m)).sum();
            l.set(i, j, (matrix.at(i, j) - sum) / root);
        }
    }
    Some(l)
}

/// Returns the solution of `l l' x = b`.
pub(crate) fn cholesky_solve(l: &Matrix, b: &[f64]) -> Vec<f64> {
    let k = l.columns();
    let mut x = b.to_vec();
    for i in 0..k {
        let sum: f64 = (0..i).map(|m| l.at(i, m) * x[m]).sum();
        x[i] = (x[i] - sum) / l.at(i, i);
    }
    for i in (0..k).rev() {
        let sum: f64 = (i + 1..k).map(|m| l.at(m, i) * x[m]).sum();
        x[i] = (x[i] - sum) / l.at(i, i);
    }
    x
}

/// Returns the inverse of the matrix that `l` factors.
pub(crate) fn cholesky_inverse(l: &Matrix) -> Matrix {
    let k = l.columns();
    let unit = Matrix::identity(k);
    let columns: Vec<Vec<f64>> = (0..k).map(|j| cholesky_solve(l, unit.column(j))).collect();
    Matrix::from_columns(k, &columns)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_triangle_times_its_inverse_is_the_unit() {
        let r = Matrix::from_columns(
            3,
            &[
                vec![2.0, 0.0, 0.0],
                vec![1.0, 4.0, 0.0],
                vec![3.0, 5.0, 8.0],
            ],
        );
        assert_eq!(r.product(&upper_triangle_inverse(&r)), Matrix::identity(3));
    }

    #[test]
    fn cholesky_solves_and_refuses_what_is_singular() {
        let m = Matrix::from_columns(2, &[vec![4.0, 2.0], vec![2.0, 3.0]]);
        let l = cholesky(&m).unwrap();
        let x = cholesky_solve(&l, &[8.0, 7.0]);
        assert!((x[0] - 1.25).abs() < 1e-15 && (x[1] - 1.5).abs() < 1e-15);
        let unit = m.product(&cholesky_inverse(&l));
        assert!((unit.at(0, 0) - 1.0).abs() < 1e-15 && unit.at(0, 1).abs() < 1e-15);
        let singular = Matrix::from_columns(2, &[vec![1.0, 1.0], vec![1.0, 1.0]]);
        assert_eq!(cholesky(&singular), None);
        let nan = Matrix::from_columns(1, &[vec![f64::NAN]]);
        assert_eq!(cholesky(&nan), None);
    }
}
