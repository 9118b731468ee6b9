//! The search for separation: outcomes that the columns decide without doubt.

use super::{Likelihood, newton};
use crate::basis::Basis;
use crate::error::StatsError;
use crate::jacobi::svd;
use crate::matrix::{Matrix, dot, norm, std_err_of};
use crate::nnls::{ALONG, residual_to_cone};
use crate::separation::{Limit, LimitCoefficient, Separation, SeparationKind};

/// Looks for a direction of the coefficients in which no row is fitted worse and some better;
/// `None` where there is none, so that a maximum exists.
///
/// With every row of the basis turned to the side of its outcome, such directions form a cone.
/// By Stiemke's lemma it is trivial just where minus the sum of the rows lies in the cone that the
/// rows span, which non-negative least squares decides; the residual is the direction sought.
/// The rows that it does not tell apart are asked again, until they overlap.
///
/// Geyer (2009), "Likelihood inference in exponential families and directions of recession",
/// Electronic Journal of Statistics 3, 259-289, for the limit of the likelihood.
pub(crate) fn separation(
    basis: &Basis,
    data: &impl Likelihood,
) -> Result<Option<Separation>, StatsError> {
    let n = basis.q.rows();
    let sides: Vec<Vec<Vec<f64>>> = (0..n).map(|i| sides_of(basis, data, i)).collect();
    let mut overlapping: Vec<usize> = (0..n).collect();
    while let Some(direction) = separating_direction(&sides, &overlapping) {
        let before = overlapping.len();
        // Ten times what counts as along, so that a row on the edge stays.
        overlapping.retain(|i| {
            let told_apart = |side: &Vec<f64>| dot(side, &direction) > 10.0 * ALONG;
            sides[*i].len() != 1 || !sides[*i].iter().all(told_apart)
        });
        if overlapping.len() == before {
            break;
        }
    }
    if overlapping.len() == n {
        return Ok(None);
    }
    let cone: Vec<Vec<f64>> = sides.concat();
    let limit = LimitFit::new(basis, data, &overlapping)?;
    let coefficients = basis.columns.names.iter().enumerate().map(|(j, name)| {
        let row = basis.from_q.row(j);
        let towards: Vec<f64> = row.iter().map(|v| v / norm(&row)).collect();
        let away: Vec<f64> = towards.iter().map(|v| -v).collect();
        let never_falls = is_zero(&residual_to_cone(&cone, &towards));
        let never_rises = is_zero(&residual_to_cone(&cone, &away));
        LimitCoefficient {
            name: name.clone(),
            limit: match (never_falls, never_rises) {
                (true, true) => limit.coefficient(&row),
                (true, false) => Limit::PlusInfinity,
                (false, true) => Limit::MinusInfinity,
                (false, false) => Limit::Undetermined,
            },
        }
    });
    Ok(Some(Separation {
        kind: if overlapping.is_empty() {
            SeparationKind::Complete
        } else {
            SeparationKind::QuasiComplete
        },
        coefficients: coefficients.collect(),
        n,
        n_fitted_exactly: n - overlapping.len(),
        log_likelihood: limit.log_likelihood,
    }))
}

/// Returns the row of the basis as a unit vector, turned to the side of its outcome; both ways for a
/// row with successes and failures, and none for a row of zeros, which no coefficient moves.
fn sides_of(basis: &Basis, data: &impl Likelihood, i: usize) -> Vec<Vec<f64>> {
    let row = basis.q.row(i);
    let length = norm(&row);
    if length == 0.0 {
        return Vec::new();
    }
    let turned = |sign: f64| row.iter().map(|v| sign * v / length).collect();
    let (up, down) = data.pulls(i);
    let mut sides = Vec::new();
    if up {
        sides.push(turned(1.0));
    }
    if down {
        sides.push(turned(-1.0));
    }
    sides
}

fn separating_direction(sides: &[Vec<Vec<f64>>], rows: &[usize]) -> Option<Vec<f64>> {
    let vectors: Vec<Vec<f64>> = rows.iter().flat_map(|i| sides[*i].clone()).collect();
    let mut target = vec![0.0; vectors.first()?.len()];
    for vector in &vectors {
        for (sum, v) in target.iter_mut().zip(vector) {
            *sum -= v;
        }
    }
    let residual = residual_to_cone(&vectors, &target);
    let length = norm(&residual);
    (length > 0.0).then(|| residual.iter().map(|v| -v / length).collect())
}

fn is_zero(vector: &[f64]) -> bool {
    vector.iter().all(|v| *v == 0.0)
}

/// The fit of the rows that overlap, in what they determine.
struct LimitFit {
    log_likelihood: f64,
    /// Coordinates in the basis, and their covariance; none where no rows overlap.
    found: Option<(Vec<f64>, Matrix)>,
}

impl LimitFit {
    fn new(basis: &Basis, data: &impl Likelihood, rows: &[usize]) -> Result<Self, StatsError> {
        let k = basis.q.columns();
        if rows.is_empty() {
            return Ok(LimitFit {
                log_likelihood: 0.0,
                found: None,
            });
        }
        let columns: Vec<Vec<f64>> = (0..k)
            .map(|j| rows.iter().map(|i| basis.q.at(*i, j)).collect())
            .collect();
        let parts = svd(&Matrix::from_columns(rows.len(), &columns))?;
        let largest = parts.values.first().copied().unwrap_or(0.0);
        let rank = parts
            .values
            .iter()
            .take_while(|value| **value > 1e-9 * largest)
            .count();
        if rank == 0 {
            // Rows of zeros, which no coefficient moves.
            let data = data.rows(rows);
            return Ok(LimitFit {
                log_likelihood: data.log_likelihood(&vec![0.0; rows.len()]),
                found: None,
            });
        }
        let mut orthonormal = Vec::with_capacity(rank);
        let mut back = Vec::with_capacity(rank);
        for j in 0..rank {
            let value = parts.values[j];
            orthonormal.push(parts.u.column(j).to_vec());
            back.push(
                parts
                    .v
                    .column(j)
                    .iter()
                    .map(|v| v / value)
                    .collect::<Vec<f64>>(),
            );
        }
        let data = data.rows(rows);
        let design = Matrix::from_columns(rows.len(), &orthonormal);
        let found = newton::maximise(&design, &data).ok_or(StatsError::NoConvergence {
            what: data.name(),
            iterations: newton::MOST_STEPS,
        })?;
        let back = Matrix::from_columns(k, &back);
        Ok(LimitFit {
            log_likelihood: data.log_likelihood(&found.predictor),
            found: Some((
                back.times(&found.coordinates),
                back.product(&found.covariance).product(&back.transposed()),
            )),
        })
    }

    fn coefficient(&self, row: &[f64]) -> Limit {
        match &self.found {
            Some((coordinates, covariance)) => Limit::Finite {
                estimate: dot(row, coordinates),
                std_err: std_err_of(row, covariance),
            },
            None => Limit::Undetermined,
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::{Design, Limit, Missing, Separation, SeparationKind, StatsError, logit};

    fn separated(design: &Design, y: &[f64]) -> Separation {
        match logit(design, y, Missing::Refuse) {
            Err(StatsError::Separated(separation)) => *separation,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_threshold_is_complete_separation() {
        let x = [1.0, 2.0, 3.0, 4.0, 5.0, 6.0];
        let design = Design::with_intercept().term("x", &x).unwrap();
        let found = separated(&design, &[0.0, 0.0, 0.0, 1.0, 1.0, 1.0]);
        assert_eq!(
            (found.kind, found.log_likelihood),
            (SeparationKind::Complete, 0.0)
        );
        let limits: Vec<Limit> = found.coefficients.iter().map(|c| c.limit).collect();
        assert_eq!(limits, [Limit::MinusInfinity, Limit::PlusInfinity]);
        assert_eq!(
            found.to_string(),
            "complete separation, `6` of `6` rows are fitted exactly, `const` goes to minus \
             infinity, `x` goes to infinity"
        );
    }

    #[test]
    fn a_tie_at_the_threshold_is_quasi_complete() {
        let x = [1.0, 2.0, 3.0, 3.0, 4.0, 5.0];
        let design = Design::with_intercept().term("x", &x).unwrap();
        let found = separated(&design, &[0.0, 0.0, 0.0, 1.0, 1.0, 1.0]);
        assert_eq!(found.kind, SeparationKind::QuasiComplete);
        assert_eq!(found.n_fitted_exactly, 4);
        // The two rows at 3 are a fair coin.
        assert!((found.log_likelihood - 2.0 * libm::log(0.5)).abs() < 1e-12);
    }

    #[test]
    fn an_overlap_of_one_pair_is_no_separation() {
        let x = [1.0, 2.0, 3.0, 4.0, 3.5, 5.0, 6.0, 7.0];
        let design = Design::with_intercept().term("x", &x).unwrap();
        let y = [0.0, 0.0, 0.0, 0.0, 1.0, 1.0, 1.0, 1.0];
        assert!(logit(&design, &y, Missing::Refuse).is_ok());
    }

    #[test]
    fn one_class_is_complete_separation() {
        let design = Design::with_intercept()
            .term("x", &[1.0, 2.0, 4.0])
            .unwrap();
        let found = separated(&design, &[1.0, 1.0, 1.0]);
        assert_eq!(found.kind, SeparationKind::Complete);
    }
}
