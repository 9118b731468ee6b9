//! The likelihood of counts with a logarithmic link: Poisson's and the negative binomial.

use crate::design::CompleteRows;
use crate::error::StatsError;
use crate::glm::Likelihood;
use crate::two_float;

/// How counts vary about their expectation.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) enum Model {
    /// With a variance of `mu`.
    #[default]
    Poisson,
    /// With a variance of `mu + alpha mu^2`.
    NegativeBinomial {
        /// Above 0.
        alpha: f64,
    },
}

/// Counts with their offsets.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Counts {
    pub(crate) y: Vec<f64>,
    pub(crate) offset: Vec<f64>,
    pub(crate) model: Model,
}

impl Counts {
    /// Of complete rows whose first other column holds the counts and whose second the offsets.
    pub(crate) fn new(complete: &CompleteRows, model: Model) -> Result<Self, StatsError> {
        let y = &complete.others[0];
        // Beyond 2^53 a double no longer counts.
        let is_count = |v: &f64| *v >= 0.0 && *v <= 9e15 && v.fract() == 0.0;
        if let Some(row) = y.iter().position(|v| !is_count(v)) {
            return Err(StatsError::NotACount {
                what: "y".into(),
                index: complete.kept[row],
                value: y[row],
            });
        }
        Ok(Counts {
            y: y.clone(),
            offset: complete.others[1].clone(),
            model,
        })
    }

    /// The expected count of a row.
    pub(crate) fn mean(&self, row: usize, predictor: f64) -> f64 {
        libm::exp(predictor + self.offset[row])
    }

    pub(crate) fn sum(&self, predictor: &[f64]) -> f64 {
        let rows = (0..).zip(predictor);
        let terms = rows.map(|(row, eta)| {
            let (y, ln_mu) = (self.y[row], eta + self.offset[row]);
            let mu = libm::exp(ln_mu);
            let ways = libm::lgamma(y + 1.0);
            match self.model {
                Model::Poisson => times(y, ln_mu) - mu - ways,
                Model::NegativeBinomial { alpha } => {
                    rising(y, alpha) + times(y, ln_mu)
                        - (y + 1.0 / alpha) * libm::log1p(alpha * mu)
                        - ways
                }
            }
        });
        two_float::sum(terms).value()
    }

    /// Returns the log likelihood of one rate for all rows, by Poisson's distribution.
    pub(crate) fn log_likelihood_null(&self) -> f64 {
        let total = two_float::sum(self.y.iter().copied()).value();
        let largest = self
            .offset
            .iter()
            .copied()
            .fold(f64::NEG_INFINITY, f64::max);
        let shares = self.offset.iter().map(|offset| libm::exp(offset - largest));
        let exposure = two_float::sum(shares).value();
        if total == 0.0 {
            return 0.0;
        }
        let constant = libm::log(total) - libm::log(exposure) - largest;
        let poisson = Counts {
            model: Model::Poisson,
            ..self.clone()
        };
        poisson.sum(&vec![constant; self.y.len()])
    }
}

/// `y value`, 0 for a count of 0 whatever the value.
fn times(y: f64, value: f64) -> f64 {
    if y == 0.0 { 0.0 } else { y * value }
}

/// The largest count whose terms are added one by one.
pub(crate) const ONE_BY_ONE: f64 = 1000.0;

/// `sum(ln(1 + alpha j))` for `j` from 0 to `y - 1`: what the negative binomial has in the place of
/// `alpha^y gamma(y + 1/alpha) / gamma(1/alpha)`, without its cancellation for a small `alpha`.
fn rising(y: f64, alpha: f64) -> f64 {
    let m = y.min(ONE_BY_ONE);
    let near = two_float::sum((0..m as u32).map(|j| libm::log1p(alpha * f64::from(j)))).value();
    if y <= ONE_BY_ONE {
        return near;
    }
    // Euler and Maclaurin: the terms hardly change from one to the next.
    let f = |j: f64| libm::log1p(alpha * j);
    let whole = |j: f64| {
        let x = alpha * j;
        ((1.0 + x) * libm::log1p(x) - x) / alpha
    };
    let slope = |j: f64| alpha / (1.0 + alpha * j);
    near + (whole(y) - whole(m)) - 0.5 * (f(y) - f(m)) + (slope(y) - slope(m)) / 12.0
}

impl Likelihood for Counts {
    fn rows(&self, rows: &[usize]) -> Self {
        Counts {
            y: rows.iter().map(|row| self.y[*row]).collect(),
            offset: rows.iter().map(|row| self.offset[*row]).collect(),
            model: self.model,
        }
    }

    fn log_likelihood(&self, predictor: &[f64]) -> f64 {
        self.sum(predictor)
    }

    fn derivatives(&self, row: usize, predictor: f64) -> (f64, f64) {
        let (y, mu) = (self.y[row], self.mean(row, predictor));
        match self.model {
            Model::Poisson => (y - mu, mu),
            Model::NegativeBinomial { alpha } => {
                let wide = 1.0 + alpha * mu;
                ((y - mu) / wide, (1.0 + alpha * y) * (mu / wide) / wide)
            }
        }
    }

    fn pulls(&self, row: usize) -> (bool, bool) {
        (self.y[row] > 0.0, true)
    }

    /// A zero that is expected with less than about 1e-8.
    fn is_extreme(&self, row: usize, predictor: f64) -> bool {
        self.y[row] == 0.0 && predictor + self.offset[row] < -18.0
    }

    fn start(&self) -> Vec<f64> {
        let rows = self.y.iter().zip(&self.offset);
        rows.map(|(y, offset)| libm::log(y + 0.5) - offset)
            .collect()
    }

    fn name(&self) -> &'static str {
        match self.model {
            Model::Poisson => "Poisson regression",
            Model::NegativeBinomial { .. } => "negative binomial regression",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_terms_are_summed_as_one() {
        for (y, alpha) in [(1500.0, 0.3), (5000.0, 1e-6), (3000.0, 40.0)] {
            let one_by_one: f64 = (0..y as u32)
                .map(|j| libm::log1p(alpha * f64::from(j)))
                .sum();
            assert!(
                (rising(y, alpha) / one_by_one - 1.0).abs() < 1e-13,
                "{y} {alpha}"
            );
        }
    }
}
