//! The binomial likelihood on the scale of the log odds.

use crate::error::StatsError;
use crate::glm::Likelihood;
use crate::two_float;

/// Successes out of trials, row by row.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Binomial {
    pub(super) successes: Vec<f64>,
    pub(super) trials: Vec<f64>,
}

impl Binomial {
    pub(super) fn new(successes: &[f64], trials: &[f64]) -> Result<Self, StatsError> {
        let whole = |value: f64, most: f64| value >= 0.0 && value <= most && value.fract() == 0.0;
        let not_a_count = |what: &str, index: usize, value: f64| StatsError::NotACount {
            what: what.to_owned(),
            index,
            value,
        };
        // Beyond 2^53 a double no longer counts.
        if let Some(index) = trials.iter().position(|m| *m < 1.0 || !whole(*m, 9e15)) {
            return Err(not_a_count("trials", index, trials[index]));
        }
        let pairs = successes.iter().zip(trials);
        if let Some(index) = pairs.clone().position(|(y, m)| !whole(*y, *m)) {
            return Err(not_a_count("y", index, successes[index]));
        }
        Ok(Binomial {
            successes: successes.to_vec(),
            trials: trials.to_vec(),
        })
    }

    /// Returns the log likelihood of one chance for all rows.
    pub(super) fn log_likelihood_null(&self) -> f64 {
        let (y, m): (f64, f64) = (self.successes.iter().sum(), self.trials.iter().sum());
        let coefficients = self.counts().map(|(y, m)| ln_choose(m, y));
        times_ln(y, y / m) + times_ln(m - y, (m - y) / m) + two_float::sum(coefficients).value()
    }

    pub(super) fn deviance(&self, log_odds: &[f64]) -> f64 {
        let perfect = self
            .counts()
            .map(|(y, m)| times_ln(y, y / m) + times_ln(m - y, (m - y) / m) + ln_choose(m, y));
        2.0 * (two_float::sum(perfect).value() - self.log_likelihood(log_odds))
    }

    fn counts(&self) -> impl Iterator<Item = (f64, f64)> {
        self.successes
            .iter()
            .copied()
            .zip(self.trials.iter().copied())
    }
}

impl Likelihood for Binomial {
    fn rows(&self, rows: &[usize]) -> Self {
        Binomial {
            successes: rows.iter().map(|i| self.successes[*i]).collect(),
            trials: rows.iter().map(|i| self.trials[*i]).collect(),
        }
    }

    /// `sum(y eta - m ln(1 + exp(eta)))` and the binomial coefficients.
    fn log_likelihood(&self, log_odds: &[f64]) -> f64 {
        let terms = self.counts().zip(log_odds).map(|((y, m), eta)| {
            // Written by the smaller chance, so that no digits cancel far out.
            let likely = -libm::log1p(libm::exp(-eta.abs())) * m;
            let unlikely = if *eta > 0.0 { m - y } else { y };
            likely - unlikely * eta.abs() + ln_choose(m, y)
        });
        two_float::sum(terms).value()
    }

    fn derivatives(&self, row: usize, eta: f64) -> (f64, f64) {
        let m = self.trials[row];
        (self.successes[row] - m * chance(eta), m * chance_slope(eta))
    }

    fn pulls(&self, row: usize) -> (bool, bool) {
        let (y, m) = (self.successes[row], self.trials[row]);
        (y > 0.0, y < m)
    }

    /// Returns a chance within 1e-8 of certain.
    fn is_extreme(&self, _row: usize, log_odds: f64) -> bool {
        log_odds.abs() > 18.0
    }

    fn start(&self) -> Vec<f64> {
        vec![0.0; self.trials.len()]
    }

    fn name(&self) -> &'static str {
        "logistic regression"
    }
}

/// `1 / (1 + exp(-eta))`.
pub(super) fn chance(eta: f64) -> f64 {
    if eta >= 0.0 {
        1.0 / (1.0 + libm::exp(-eta))
    } else {
        let odds = libm::exp(eta);
        odds / (1.0 + odds)
    }
}

/// `p (1 - p)`, the derivative of the chance.
pub(super) fn chance_slope(eta: f64) -> f64 {
    let odds = libm::exp(-eta.abs());
    odds / ((1.0 + odds) * (1.0 + odds))
}

/// `count * ln(share)`, 0 for a count of 0.
fn times_ln(count: f64, share: f64) -> f64 {
    if count == 0.0 {
        0.0
    } else {
        count * libm::log(share)
    }
}

fn ln_choose(m: f64, y: f64) -> f64 {
    if m == 1.0 || y == 0.0 || y == m {
        0.0
    } else {
        libm::lgamma(m + 1.0) - libm::lgamma(y + 1.0) - libm::lgamma(m - y + 1.0)
    }
}
