//! nalgebra's matrices in and out.

use nalgebra::{DMatrix, DVector};

use crate::design::Design;
use crate::error::StatsError;
use crate::logit::LogitFit;
use crate::missing::same_length;
use crate::ols::{OlsFit, RobustErrors};
use crate::pca::{Pca, Scaling, pca};

impl Design {
    /// Adds the columns of a matrix, one name each; those of the feature `nalgebra`.
    ///
    /// # Errors
    ///
    /// [`StatsError::LengthMismatch`] unless there are as many names as columns; otherwise as
    /// [`term`](Self::term).
    ///
    /// # Example
    ///
    /// ```
    /// use highwater_stats::{Design, Missing, ols};
    /// use nalgebra::DMatrix;
    ///
    /// let x = DMatrix::from_column_slice(3, 2, &[1.0, 2.0, 3.0, 1.0, 0.0, 0.0]);
    /// let design = Design::with_intercept().matrix(&["a", "b"], &x)?;
    /// assert_eq!(design.names(), ["const", "a", "b"]);
    /// // And back, the constant first.
    /// assert_eq!(design.to_dmatrix().columns(1, 2), x);
    /// # Ok::<(), highwater_stats::StatsError>(())
    /// ```
    pub fn matrix(self, names: &[&str], columns: &DMatrix<f64>) -> Result<Self, StatsError> {
        same_length("names", columns.ncols(), names.len())?;
        let mut named = names.iter().zip(columns.column_iter());
        named.try_fold(self, |design, (name, column)| {
            design.term(name, column.as_slice())
        })
    }

    /// Returns all columns as a matrix, the constant first; without terms it has no rows.
    #[must_use]
    pub fn to_dmatrix(&self) -> DMatrix<f64> {
        let rows = self.terms().first().map_or(0, |term| term.values.len());
        let constant = self
            .has_intercept()
            .then(|| DVector::from_element(rows, 1.0));
        let terms = self.terms().iter();
        let columns: Vec<DVector<f64>> = constant
            .into_iter()
            .chain(terms.map(|term| DVector::from_column_slice(&term.values)))
            .collect();
        if columns.is_empty() {
            DMatrix::zeros(rows, 0)
        } else {
            DMatrix::from_columns(&columns)
        }
    }
}

fn square(rows: &[Vec<f64>]) -> DMatrix<f64> {
    DMatrix::from_fn(rows.len(), rows.len(), |i, j| rows[i][j])
}

impl OlsFit {
    /// Returns the covariance of the coefficients as a matrix.
    #[must_use]
    pub fn covariance_dmatrix(&self) -> DMatrix<f64> {
        square(&self.covariance)
    }
}

impl RobustErrors {
    /// Returns the robust covariance of the coefficients as a matrix.
    #[must_use]
    pub fn covariance_dmatrix(&self) -> DMatrix<f64> {
        square(&self.covariance)
    }
}

impl LogitFit {
    /// Returns the covariance of the coefficients as a matrix.
    #[must_use]
    pub fn covariance_dmatrix(&self) -> DMatrix<f64> {
        square(&self.covariance)
    }
}

/// Computes the principal components of the columns of a matrix, as [`pca`](crate::pca()) does.
///
/// # Errors
///
/// As [`pca`](crate::pca()).
///
/// # Example
///
/// ```
/// use highwater_stats::{Scaling, pca_dmatrix};
/// use nalgebra::DMatrix;
///
/// // By hand: points on the line y = 2 x.
/// let points = DMatrix::from_row_slice(3, 2, &[1.0, 2.0, 2.0, 4.0, 4.0, 8.0]);
/// let found = pca_dmatrix(&points, Scaling::None)?;
/// assert!((found.components[0][1] / found.components[0][0] - 2.0).abs() < 1e-12);
/// # Ok::<(), highwater_stats::StatsError>(())
/// ```
pub fn pca_dmatrix(columns: &DMatrix<f64>, scaling: Scaling) -> Result<Pca, StatsError> {
    let lists: Vec<Vec<f64>> = columns
        .column_iter()
        .map(|c| c.as_slice().to_vec())
        .collect();
    let lists: Vec<&[f64]> = lists.iter().map(Vec::as_slice).collect();
    pca(&lists, scaling)
}
