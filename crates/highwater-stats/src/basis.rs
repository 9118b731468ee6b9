//! An orthonormal basis of the columns of a design, with the way back to its coefficients.

use crate::design::Design;
use crate::error::StatsError;
use crate::matrix::{Matrix, dot, norm, upper_triangle_inverse};
use crate::moments::Centred;
use crate::scale::reciprocal_power_of_two;
use crate::two_float::{self, TwoFloat, two_product, two_sum};

/// The columns that are fitted: those asked for, centred and scaled or otherwise mapped, at twice
/// the precision.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Columns {
    /// The names of the coefficients asked for.
    pub(crate) names: Vec<String>,
    /// Whether the first column is the constant.
    pub(crate) constant: bool,
    pub(crate) hi: Matrix,
    pub(crate) lo: Matrix,
    /// What makes the coefficients asked for out of the fitted ones, row by row.
    pub(crate) back: Vec<Vec<TwoFloat>>,
    /// What makes the columns asked for out of the fitted ones.
    pub(crate) forth: Matrix,
    /// How much longer the columns were before they were centred: how many digits centring took.
    pub(crate) shrinkage: Vec<f64>,
}

impl Columns {
    /// The columns of a design without missing values, less their mean where there is a constant,
    /// and scaled by powers of two to a length near 1.
    pub(crate) fn centred_and_scaled(design: &Design, rows: usize) -> Result<Self, StatsError> {
        Columns::weighted(design, rows, None)
    }

    /// Returns the same with each row multiplied by the root of its weight, and the weighted mean taken
    /// off.
    pub(crate) fn weighted(
        design: &Design,
        rows: usize,
        roots: Option<&[f64]>,
    ) -> Result<Self, StatsError> {
        let names = design.names();
        let k = names.len();
        let mut columns = Columns {
            names,
            constant: design.has_intercept(),
            hi: Matrix::zeros(rows, k),
            lo: Matrix::zeros(rows, k),
            back: vec![vec![TwoFloat::default(); k]; k],
            forth: Matrix::zeros(k, k),
            shrinkage: vec![1.0; k],
        };
        let first = usize::from(design.has_intercept());
        if design.has_intercept() {
            match roots {
                Some(roots) => columns.hi.column_mut(0).copy_from_slice(roots),
                None => columns.hi.column_mut(0).fill(1.0),
            }
            columns.back[0][0] = TwoFloat::from(1.0);
            columns.forth.set(0, 0, 1.0);
        }
        for (j, term) in (first..).zip(design.terms()) {
            let centre = match roots {
                _ if !design.has_intercept() => 0.0,
                Some(roots) => weighted_mean(&term.values, roots),
                None => Centred::new("values", &term.values)?.mean(),
            };
            let distances = term.values.iter().map(|value| (value - centre).abs());
            let farthest = distances.fold(0.0, f64::max);
            let scale = reciprocal_power_of_two(farthest * (rows as f64).sqrt());
            for (i, value) in term.values.iter().enumerate() {
                let centred = two_sum(*value, -centre);
                columns.hi.set(i, j, centred.hi * scale);
                columns.lo.set(i, j, centred.lo * scale);
            }
            columns.back[j][j] = TwoFloat::from(scale);
            columns.forth.set(j, j, 1.0 / scale);
            if design.has_intercept() {
                columns.back[0][j] = TwoFloat::from(-centre) * TwoFloat::from(scale);
                columns.forth.set(0, j, centre);
            }
            if let Some(roots) = roots {
                columns.multiply(j, roots);
            }
            let length = norm(columns.hi.column(j));
            if length > 0.0 {
                let root = |row: usize| roots.map_or(1.0, |roots| roots[row]);
                let uncentred = term.values.iter().enumerate();
                let squares = uncentred.map(|(row, value)| value * scale * root(row));
                columns.shrinkage[j] =
                    squares.map(|value| value * value).sum::<f64>().sqrt() / length;
            }
        }
        Ok(columns)
    }

    fn multiply(&mut self, column: usize, factors: &[f64]) {
        for (row, factor) in factors.iter().enumerate() {
            let head = two_product(self.hi.at(row, column), *factor);
            self.hi.set(row, column, head.hi);
            self.lo
                .set(row, column, head.lo + self.lo.at(row, column) * factor);
        }
    }

    /// A point, given as one value for each term, in the fitted columns.
    pub(crate) fn mapped(&self, values: &[f64]) -> Vec<f64> {
        let constant = usize::from(self.constant);
        let mut row = vec![1.0; self.names.len()];
        for (j, value) in (constant..).zip(values) {
            let centre = if self.constant {
                self.forth.at(0, j)
            } else {
                0.0
            };
            row[j] = (value - centre) / self.forth.at(j, j);
        }
        row
    }
}

/// Returns the mean of values by the squares of the roots of their weights; any number near it would
/// do.
fn weighted_mean(values: &[f64], roots: &[f64]) -> f64 {
    let total = two_float::sum(roots.iter().map(|root| root * root));
    let rows = values.iter().zip(roots);
    let sum = two_float::sum(rows.map(|(value, root)| value * root * root));
    let mean = (sum / total).value();
    if mean.is_finite() { mean } else { 0.0 }
}

/// `columns = q r` with orthonormal `q` and upper triangular `r`.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Basis {
    pub(crate) columns: Columns,
    pub(crate) q: Matrix,
    pub(crate) r: Matrix,
    pub(crate) r_inverse: Matrix,
    /// The coefficients asked for are this times the coordinates in `q`.
    pub(crate) from_q: Matrix,
}

impl Basis {
    /// By Gram and Schmidt's process with every column passed twice, which is as orthogonal as
    /// Householder's reflections and says of what columns a superfluous one is made.
    ///
    /// Giraud, Langou, Rozloznik and van den Eshof (2005), "Rounding error analysis of the classical
    /// Gram-Schmidt orthogonalization process", Numerische Mathematik 101, 87-100.
    pub(crate) fn new(columns: Columns) -> Result<Self, StatsError> {
        let (n, k) = (columns.hi.rows(), columns.hi.columns());
        let mut q = Matrix::zeros(n, k);
        let mut r = Matrix::zeros(k, k);
        let mut superfluous = Vec::new();
        for j in 0..k {
            let mut rest = columns.hi.column(j).to_vec();
            let length = norm(&rest);
            for _pass in 0..3 {
                for i in 0..j {
                    let part = dot(q.column(i), &rest);
                    r.set(i, j, r.at(i, j) + part);
                    for (rest, q) in rest.iter_mut().zip(q.column(i)) {
                        *rest -= part * q;
                    }
                }
            }
            let left = norm(&rest);
            // What rounding of the values, before centring, and of this process may leave.
            let rounding = 8.0 * f64::EPSILON * (k as f64 + columns.shrinkage[j]) * length;
            if left.is_nan() || left <= rounding {
                superfluous.push(j);
                continue;
            }
            r.set(j, j, left);
            rest.iter_mut().for_each(|value| *value /= left);
            q.column_mut(j).copy_from_slice(&rest);
        }
        if let Some(j) = superfluous.first() {
            return Err(StatsError::RankDeficient {
                column: columns.names[*j].clone(),
                combination_of: combination_of(&columns, &r, *j),
                rank: k - superfluous.len(),
            });
        }
        let r_inverse = upper_triangle_inverse(&r);
        let from_q = times_back(&columns.back, &r_inverse);
        Ok(Basis {
            columns,
            q,
            r,
            r_inverse,
            from_q,
        })
    }

    /// The triangle of the columns asked for: its singular values are theirs.
    pub(crate) fn triangle_as_asked(&self) -> Matrix {
        self.r.product(&self.columns.forth)
    }
}

/// The names of the columns before `j` that make it up; the constant only where it really takes
/// part, which centring hides.
fn combination_of(columns: &Columns, r: &Matrix, j: usize) -> Vec<String> {
    let mut leading = Matrix::zeros(j, j);
    for a in 0..j {
        for b in 0..j {
            leading.set(a, b, r.at(a, b));
        }
    }
    let target: Vec<f64> = (0..j).map(|i| r.at(i, j)).collect();
    let factors = upper_triangle_inverse(&leading).times(&target);
    let size = |i: usize| norm(columns.hi.column(i));
    let mut names = Vec::new();
    for i in 0..j {
        let part = if i == 0 && columns.constant {
            // column_j = centre_j + z_j / s_j and z_j = sum f_i z_i.
            let offset: f64 = (1..j)
                .map(|i| factors[i] * columns.forth.at(0, i) / columns.forth.at(i, i))
                .sum();
            let own = columns.forth.at(0, j) / columns.forth.at(j, j);
            let largest = own.abs().max(offset.abs());
            (own - offset).abs() > 1e-9 * largest || (j == 1 && largest != 0.0)
        } else {
            (factors[i] * size(i)).abs() > 1e-7 * size(j)
        };
        if part {
            names.push(columns.names[i].clone());
        }
    }
    names
}

/// `back * r_inverse`, summed at twice the precision: the constant is a small difference of large
/// terms where columns are far from 0.
fn times_back(back: &[Vec<TwoFloat>], r_inverse: &Matrix) -> Matrix {
    let k = back.len();
    let mut product = Matrix::zeros(k, k);
    for (i, row) in back.iter().enumerate() {
        for j in 0..k {
            let sum = row
                .iter()
                .enumerate()
                .map(|(m, factor)| *factor * TwoFloat::from(r_inverse.at(m, j)))
                .fold(TwoFloat::default(), |sum, term| sum + term);
            product.set(i, j, sum.value());
        }
    }
    product
}

#[cfg(test)]
mod tests {
    use super::*;

    fn error(design: Design, rows: usize) -> StatsError {
        let columns = Columns::centred_and_scaled(&design, rows).unwrap();
        Basis::new(columns).err().unwrap()
    }

    #[test]
    fn a_superfluous_column_is_named_with_those_it_is_made_of() {
        let a = [1.0, 2.0, 3.0, 5.0, 8.0];
        let b = [2024.0, 2021.0, 2022.0, 2021.0, 2023.0];
        let sum: Vec<f64> = a.iter().zip(&b).map(|(a, b)| 0.1 * a + b).collect();
        let design = |terms: &[(&str, &[f64])]| {
            terms
                .iter()
                .fold(Design::with_intercept(), |design, (name, values)| {
                    design.term(name, values).unwrap()
                })
        };
        let cases: [(Design, &str, &[&str]); 4] = [
            (
                design(&[("a", &a), ("b", &b), ("sum", &sum)]),
                "sum",
                &["a", "b"],
            ),
            (design(&[("a", &a), ("again", &a)]), "again", &["a"]),
            (design(&[("seven", &[7.0; 5])]), "seven", &["const"]),
            (design(&[("a", &a), ("zero", &[0.0; 5])]), "zero", &[]),
        ];
        for (design, column, combination) in cases {
            let k = design.names().len();
            let StatsError::RankDeficient {
                column: got,
                combination_of,
                rank,
            } = error(design, 5)
            else {
                panic!("{column}");
            };
            assert_eq!((got.as_str(), rank), (column, k - 1));
            assert_eq!(combination_of, combination, "{column}");
        }
    }

    #[test]
    fn all_levels_beside_a_constant_are_one_too_many() {
        let design = Design::with_intercept()
            .dummies("year", &[1, 2, 3, 1, 2], None)
            .unwrap();
        let StatsError::RankDeficient { combination_of, .. } = error(design, 5) else {
            panic!();
        };
        assert_eq!(combination_of, ["const", "year_1", "year_2"]);
    }

    #[test]
    fn a_column_that_varies_in_its_last_digits_is_a_column() {
        let x = [1e12 + 0.1, 1e12 + 0.4, 1e12 + 0.2, 1e12 + 0.3];
        let design = Design::with_intercept().term("x", &x).unwrap();
        let columns = Columns::centred_and_scaled(&design, 4).unwrap();
        assert!(Basis::new(columns).is_ok());
    }
}
