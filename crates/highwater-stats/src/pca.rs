//! Principal components.

use std::fmt;

use crate::error::StatsError;
use crate::g_format::g;
use crate::jacobi::svd;
use crate::matrix::Matrix;
use crate::missing::{at_least, same_length};
use crate::moments::{Centred, Divisor};
use crate::scale::{max_abs, reciprocal_power_of_two};

/// What the columns are divided by before the analysis.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub enum Scaling {
    /// Nothing: columns with a large spread count for more.
    None,
    /// Their standard deviation (divisor `n - 1`), so that all count alike.
    StdDev,
}

/// A principal component analysis.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Pca {
    /// The mean of each column.
    pub mean: Vec<f64>,
    /// The standard deviation by which each column was divided, if so.
    pub scale: Option<Vec<f64>>,
    /// The components as unit vectors, the one with the most variance first; in each the entry of
    /// the largest size is positive. Components without variance are left out.
    pub components: Vec<Vec<f64>>,
    /// The variance along each component, with divisor `n - 1`.
    pub explained_variance: Vec<f64>,
    /// The same as a share of the total variance.
    pub explained_variance_ratio: Vec<f64>,
    /// The singular values of the centred (and scaled) columns.
    pub singular_values: Vec<f64>,
    /// The coordinates of each row along the components.
    pub scores: Vec<Vec<f64>>,
}

/// Principal component analysis of columns of equal length: the directions along which the rows vary
/// most.
///
/// By the singular value decomposition of the centred columns.
/// The sign of a component is not decided by the data; here the entry of the largest size is
/// positive (of several, the first), as in scikit-learn since 1.5.
///
/// # Errors
///
/// [`StatsError::TooFew`] for no columns or fewer than two rows; [`StatsError::LengthMismatch`];
/// [`StatsError::Constant`] for a column that does not vary where columns are to be scaled, or where
/// none varies; [`StatsError::Missing`] and [`StatsError::NotFinite`] for NaN and infinities.
///
/// # Example
///
/// ```
/// use highwater_stats::{Scaling, pca};
///
/// // By hand: points on the line y = x / 2 vary along (2, 1) / sqrt(5) and not across it.
/// let analysis = pca(&[&[0.0, 2.0, 4.0], &[0.0, 1.0, 2.0]], Scaling::None)?;
/// assert_eq!(analysis.components.len(), 1);
/// assert!((analysis.components[0][0] - 2.0 / 5_f64.sqrt()).abs() < 1e-15);
/// assert!((analysis.explained_variance[0] - 5.0).abs() < 1e-14);
/// # Ok::<(), highwater_stats::StatsError>(())
/// ```
///
/// # References
///
/// Jolliffe (2002), "Principal Component Analysis", 2nd edition; scikit-learn's `PCA`, R's `prcomp`.
pub fn pca(columns: &[&[f64]], scaling: Scaling) -> Result<Pca, StatsError> {
    at_least("columns", 1, columns.len())?;
    let n = columns[0].len();
    at_least("rows", 2, n)?;
    let (mut mean, mut divisors, mut centred) = (Vec::new(), Vec::new(), Vec::new());
    for column in columns {
        same_length("column", n, column.len())?;
        let column_centred = Centred::new("column", column)?;
        mean.push(column_centred.mean());
        let sd = column_centred.std_dev(Divisor::NMinusOne)?;
        let deviations = &column_centred.deviations;
        centred.push(match scaling {
            Scaling::None => deviations
                .iter()
                .map(|d| d / column_centred.scale)
                .collect(),
            Scaling::StdDev if sd == 0.0 => {
                return Err(StatsError::Constant {
                    what: "column".into(),
                });
            }
            Scaling::StdDev => {
                let divisor = sd * column_centred.scale;
                deviations.iter().map(|d| d / divisor).collect::<Vec<f64>>()
            }
        });
        divisors.push(sd);
    }
    let mut matrix = Matrix::from_columns(n, &centred);
    let largest = centred
        .iter()
        .map(|column| max_abs(column))
        .fold(0.0, f64::max);
    if largest == 0.0 {
        return Err(StatsError::Constant {
            what: "columns".into(),
        });
    }
    let unit = reciprocal_power_of_two(largest);
    for j in 0..columns.len() {
        matrix
            .column_mut(j)
            .iter_mut()
            .for_each(|value| *value *= unit);
    }
    let parts = svd(&matrix)?;
    let rounding =
        parts.values.first().unwrap_or(&0.0) * n.max(columns.len()) as f64 * f64::EPSILON;
    let kept = parts
        .values
        .iter()
        .take_while(|value| **value > rounding)
        .count()
        .min(n - 1);
    let signs: Vec<f64> = (0..kept)
        .map(|j| sign_of_largest(parts.v.column(j)))
        .collect();
    let total: f64 = parts.values[..kept].iter().map(|value| value * value).sum();
    let singular_values: Vec<f64> = parts.values[..kept]
        .iter()
        .map(|value| value / unit)
        .collect();
    let scores = (0..n)
        .map(|row| {
            (0..kept)
                .map(|j| signs[j] * parts.u.at(row, j) * singular_values[j])
                .collect()
        })
        .collect();
    Ok(Pca {
        mean,
        scale: (scaling == Scaling::StdDev).then_some(divisors),
        components: (0..kept)
            .map(|j| parts.v.column(j).iter().map(|v| signs[j] * v).collect())
            .collect(),
        explained_variance: singular_values
            .iter()
            .map(|value| value * value / (n - 1) as f64)
            .collect(),
        explained_variance_ratio: parts.values[..kept]
            .iter()
            .map(|value| value * value / total)
            .collect(),
        singular_values,
        scores,
    })
}

impl fmt::Display for Pca {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (j, (component, share)) in self
            .components
            .iter()
            .zip(&self.explained_variance_ratio)
            .enumerate()
        {
            let loadings: Vec<String> = component.iter().map(|v| g(*v, 4)).collect();
            let end = if j == 0 { "" } else { "\n" };
            write!(
                f,
                "{end}component {}, {}% of the variance: {}",
                j + 1,
                g(100.0 * share, 4),
                loadings.join(" ")
            )?;
        }
        Ok(())
    }
}

fn sign_of_largest(component: &[f64]) -> f64 {
    let largest = component.iter().fold(0.0, |most: f64, value| {
        if value.abs() > most.abs() {
            *value
        } else {
            most
        }
    });
    if largest < 0.0 { -1.0 } else { 1.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_constant_column_cannot_be_scaled() {
        let columns: [&[f64]; 2] = [&[1.0, 2.0, 4.0], &[5.0, 5.0, 5.0]];
        assert!(matches!(
            pca(&columns, Scaling::StdDev),
            Err(StatsError::Constant { .. })
        ));
        assert_eq!(
            pca(&columns, Scaling::None).unwrap().components,
            [[1.0, 0.0]]
        );
        assert!(pca(&[&[5.0, 5.0]], Scaling::None).is_err());
    }

    #[test]
    fn scores_lead_back_to_the_rows() {
        let columns: [&[f64]; 3] = [
            &[1.0, 2.0, 4.0, 3.0],
            &[5.0, 1.0, 0.5, 2.0],
            &[1e3, 1.1e3, 0.9e3, 1.3e3],
        ];
        let analysis = pca(&columns, Scaling::StdDev).unwrap();
        let scale = analysis.scale.as_ref().unwrap();
        for (row, scores) in analysis.scores.iter().enumerate() {
            for (j, column) in columns.iter().enumerate() {
                let sum: f64 = scores
                    .iter()
                    .zip(&analysis.components)
                    .map(|(s, c)| s * c[j])
                    .sum();
                let back = analysis.mean[j] + scale[j] * sum;
                assert!((back - column[row]).abs() < 1e-11, "{back}");
            }
        }
    }
}
