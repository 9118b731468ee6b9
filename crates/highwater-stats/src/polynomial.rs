//! Polynomial fits.

use std::fmt;

use crate::basis::{Basis, Columns};
use crate::design::CONSTANT;
use crate::error::StatsError;
use crate::matrix::Matrix;
use crate::missing::{Missing, Pairs, all_finite, at_least, varies};
use crate::ols::{OlsFit, Prediction, Rows, enough_rows, fit};
use crate::two_float::{TwoFloat, two_sum};

/// A polynomial fitted by least squares.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct PolynomialFit {
    /// The fit, with the coefficients of `const`, `x`, `x^2` and so on.
    ///
    /// Its condition number is that of the Chebyshev columns that are fitted, not of the powers.
    pub fit: OlsFit,
    /// The degree.
    pub degree: usize,
    /// The middle of the range of x.
    pub centre: f64,
    /// Half the range of x.
    pub half_width: f64,
}

/// Fits `y` by a polynomial in `x` of the given degree.
///
/// The powers of a variable are nearly dependent, and their rounding alone costs half of all digits.
/// Fitted are Chebyshev polynomials of `(x - centre) / half_width`, at twice the precision, and their
/// coefficients are turned into those of the powers; NIST's Filip set (degree 10, condition number
/// 10^15) keeps 13 digits so.
///
/// # Errors
///
/// [`StatsError::OutOfRange`] for a degree of 0 or above 40; [`StatsError::RankDeficient`] where x
/// has no more different values than the degree; otherwise as [`ols`](crate::ols).
///
/// # Example
///
/// ```
/// use highwater_stats::{Missing, polynomial_fit};
///
/// // By definition: y = 1 + 2 x + 3 x^2.
/// let x = [0.0, 1.0, 2.0, 3.0];
/// let line = polynomial_fit(&x, &[1.0, 6.0, 17.0, 34.0], 2, Missing::Refuse)?;
/// let coefficients: Vec<f64> = line.fit.coefficients.iter().map(|c| c.estimate).collect();
/// assert!((coefficients[2] - 3.0).abs() < 1e-14);
/// assert!((line.predict(4.0)?.mean - 57.0).abs() < 1e-13);
/// # Ok::<(), highwater_stats::StatsError>(())
/// ```
///
/// # References
///
/// Held against the polynomial sets of NIST StRD; numpy's `Polynomial.fit` maps the variable too.
pub fn polynomial_fit(
    x: &[f64],
    y: &[f64],
    degree: usize,
    missing: Missing,
) -> Result<PolynomialFit, StatsError> {
    if !(1..=40).contains(&degree) {
        return Err(StatsError::OutOfRange {
            what: "degree".into(),
            value: degree as f64,
            range: "from 1 to 40",
        });
    }
    let pairs = Pairs::new(x, y, missing)?;
    all_finite("x", &pairs.x)?;
    all_finite("y", &pairs.y)?;
    at_least("pairs", 2, pairs.x.len())?;
    varies("x", &pairs.x)?;
    let names = names(degree);
    enough_rows(&names, pairs.x.len())?;
    let lowest = pairs.x.iter().copied().fold(f64::INFINITY, f64::min);
    let highest = pairs.x.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let mapping = Mapping {
        centre: f64::midpoint(lowest, highest),
        half_width: highest / 2.0 - lowest / 2.0,
    };
    let columns = mapping.columns(&pairs.x, names);
    let rows = Rows::pairs(pairs.y.len(), pairs.dropped);
    let fit = fit(Basis::new(columns)?, &pairs.y, None, rows)?;
    Ok(PolynomialFit {
        fit,
        degree,
        centre: mapping.centre,
        half_width: mapping.half_width,
    })
}

impl PolynomialFit {
    /// Returns the prediction at `x`; beyond the range of the data a polynomial soon means nothing.
    ///
    /// # Errors
    ///
    /// [`StatsError::Missing`] and [`StatsError::NotFinite`] for NaN and infinities.
    pub fn predict(&self, x: f64) -> Result<Prediction, StatsError> {
        all_finite("x", &[x])?;
        let mapping = Mapping {
            centre: self.centre,
            half_width: self.half_width,
        };
        let row: Vec<f64> = mapping
            .chebyshev(x, self.degree)
            .into_iter()
            .map(TwoFloat::value)
            .collect();
        Ok(self.fit.predict_mapped(&row))
    }
}

impl fmt::Display for PolynomialFit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.fit.fmt(f)
    }
}

fn names(degree: usize) -> Vec<String> {
    (0..=degree)
        .map(|power| match power {
            0 => CONSTANT.to_owned(),
            1 => "x".to_owned(),
            _ => format!("x^{power}"),
        })
        .collect()
}

/// `t = (x - centre) / half_width`, from -1 to 1.
struct Mapping {
    centre: f64,
    half_width: f64,
}

impl Mapping {
    /// `T_0(t) ... T_degree(t)`.
    fn chebyshev(&self, x: f64, degree: usize) -> Vec<TwoFloat> {
        let t = two_sum(x, -self.centre) / TwoFloat::from(self.half_width);
        let mut values = vec![TwoFloat::from(1.0), t];
        for k in 2..=degree {
            let next = TwoFloat::from(2.0) * t * values[k - 1] - values[k - 2];
            values.push(next);
        }
        values
    }

    fn columns(&self, x: &[f64], names: Vec<String>) -> Columns {
        let k = names.len();
        let (mut hi, mut lo) = (Matrix::zeros(x.len(), k), Matrix::zeros(x.len(), k));
        for (i, x) in x.iter().enumerate() {
            for (j, value) in self.chebyshev(*x, k - 1).into_iter().enumerate() {
                hi.set(i, j, value.hi);
                lo.set(i, j, value.lo);
            }
        }
        Columns {
            names,
            constant: true,
            hi,
            lo,
            back: self.to_powers(k),
            forth: Matrix::identity(k),
            shrinkage: vec![1.0; k],
        }
    }

    /// Returns what makes the coefficients of the powers of x out of those of the Chebyshev
    /// polynomials: column `j` holds `T_j((x - centre) / half_width)` multiplied out.
    fn to_powers(&self, k: usize) -> Vec<Vec<TwoFloat>> {
        let slope = TwoFloat::from(1.0) / TwoFloat::from(self.half_width);
        let offset = TwoFloat::from(-self.centre) * slope;
        // The recurrence T_j = 2 t T_(j-1) - T_(j-2) on lists of coefficients, t = slope x + offset.
        let mut polynomials = vec![vec![TwoFloat::default(); k]; k];
        polynomials[0][0] = TwoFloat::from(1.0);
        for j in 1..k {
            let factor = TwoFloat::from(if j == 1 { 1.0 } else { 2.0 });
            for power in 0..=j {
                let mut sum = offset * polynomials[j - 1][power];
                if power > 0 {
                    sum = sum + slope * polynomials[j - 1][power - 1];
                }
                sum = factor * sum;
                if j > 1 {
                    sum = sum - polynomials[j - 2][power];
                }
                polynomials[j][power] = sum;
            }
        }
        (0..k)
            .map(|power| (0..k).map(|j| polynomials[j][power]).collect())
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_many_coefficients_as_values_of_x_are_too_many() {
        let x = [1.0, 2.0, 3.0, 1.0, 2.0, 3.0];
        let y = [1.0, 2.0, 2.5, 1.5, 2.0, 2.5];
        assert!(polynomial_fit(&x, &y, 2, Missing::Refuse).is_ok());
        assert!(matches!(
            polynomial_fit(&x, &y, 3, Missing::Refuse),
            Err(StatsError::RankDeficient { rank: 3, .. })
        ));
        assert!(polynomial_fit(&x, &y, 0, Missing::Refuse).is_err());
        assert!(polynomial_fit(&x, &y, 41, Missing::Refuse).is_err());
    }
}
