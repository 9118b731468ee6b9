//! Negative binomial regression, for counts that vary more than Poisson's.

use std::fmt;

use crate::basis::{Basis, Columns};
use crate::coefficient::Coefficient;
use crate::design::{Design, place};
use crate::error::StatsError;
use crate::glm::{Likelihood, maximum};
use crate::matrix::{Matrix, cholesky, cholesky_inverse};
use crate::missing::Missing;
use crate::poisson::counts::{Counts, Model};
use crate::poisson::{PoissonFit, RateRatio, complete, fit as fit_poisson, table};
use crate::summary_table::{coefficients, two_lists};

mod dispersion;

use dispersion::Dispersion;

/// A regression of counts whose variance is `mu + alpha mu^2`, with a logarithmic link.
///
/// `Display` prints a summary in the layout of statsmodels.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct NegativeBinomialFit {
    /// The name of the response for the summary; `y` unless set.
    pub response: String,
    /// The coefficients on the scale of the logarithm, the constant first; Wald z, p and interval from
    /// the observed information, as in statsmodels.
    pub coefficients: Vec<Coefficient>,
    /// The standard errors from the expected information with `alpha` taken as known, as in R's
    /// `glm.nb`.
    pub std_err_expected_information: Vec<f64>,
    /// The covariance matrix of the coefficients and `alpha`, row by row; without `alpha` if that is 0.
    pub covariance: Vec<Vec<f64>>,
    /// By how much the counts vary more than Poisson's; 0 if they do not.
    pub alpha: f64,
    /// Its standard error; `None` if `alpha` is 0, at the end of its range.
    pub alpha_std_err: Option<f64>,
    /// The rows used.
    pub n: usize,
    /// The rows left out because something in them is missing.
    pub dropped: usize,
    /// The log likelihood, with `ln(y!)`.
    pub log_likelihood: f64,
    /// `-2 log_likelihood + 2 (k + 1)`: `alpha` counts.
    pub aic: f64,
    /// `-2 log_likelihood + (k + 1) ln n`: `alpha` counts.
    pub bic: f64,
    /// The expected counts, for the rows used.
    pub fitted: Vec<f64>,
    /// The Poisson regression of the same rows.
    pub poisson: PoissonFit,
}

/// Fits counts `y` as [`poisson`](crate::poisson()) does, with a variance of `mu + alpha mu^2`; `alpha`
/// is estimated too.
///
/// Where the counts vary no more than Poisson's, the likelihood is largest at `alpha = 0`, and the
/// result is the Poisson regression with that `alpha`.
///
/// # Errors
///
/// As [`poisson`](crate::poisson()).
///
/// # Example
///
/// ```
/// use highwater_stats::{Design, Missing, negative_binomial};
///
/// // Great inventions a year from 1860, the first twenty of R's `discoveries`.
/// let y = [
///     5.0, 3.0, 0.0, 2.0, 0.0, 3.0, 2.0, 3.0, 6.0, 1.0, 2.0, 1.0, 2.0, 1.0, 3.0, 3.0, 3.0, 5.0,
///     2.0, 4.0,
/// ];
/// let even = negative_binomial(&Design::with_intercept(), &y, None, Missing::Refuse)?;
/// // By hand: the squares about the mean sum to 48.95, less than the 51 inventions do.
/// assert_eq!((even.alpha, even.alpha_std_err), (0.0, None));
/// // With the years 1886 and 1885 of 12 and 10 there is; R: MASS::glm.nb gives theta = 2.828003.
/// let uneven: Vec<f64> = y.iter().copied().chain([12.0, 10.0]).collect();
/// let fit = negative_binomial(&Design::with_intercept(), &uneven, None, Missing::Refuse)?;
/// assert!((1.0 / fit.alpha - 2.828003).abs() < 5e-7);
/// # Ok::<(), highwater_stats::StatsError>(())
/// ```
///
/// # References
///
/// Hilbe (2011), "Negative Binomial Regression", 2nd edition; statsmodels' `NegativeBinomial`
/// (`loglike_method="nb2"`), R's `MASS::glm.nb`.
pub fn negative_binomial(
    design: &Design,
    y: &[f64],
    offset: Option<&[f64]>,
    missing: Missing,
) -> Result<NegativeBinomialFit, StatsError> {
    let complete = complete(design, y, offset, missing)?;
    let mut counts = Counts::new(&complete, Model::Poisson)?;
    let poisson = fit_poisson(&complete, counts.clone())?;
    let dispersion = Dispersion::new(&counts.y);
    if dispersion.score_at_zero(&poisson.fitted) <= 0.0 {
        return Ok(as_poisson(poisson));
    }
    let basis = Basis::new(Columns::centred_and_scaled(
        &complete.design,
        complete.rows,
    )?)?;
    let at = |alpha: f64, counts: &mut Counts| {
        counts.model = Model::NegativeBinomial { alpha };
        maximum(&basis, counts)
    };
    // The slope of the likelihood in alpha, at the best coefficients for each, falls through 0
    // between these two.
    let (mut low, mut high) = (0.0, 1.0);
    for _ in 0..200 {
        let found = at(high, &mut counts)?;
        let fitted = means(&counts, &found.predictor);
        if dispersion.slopes(high, &fitted).0 <= 0.0 {
            break;
        }
        (low, high) = (high, 4.0 * high);
    }
    let mut alpha = 0.5 * (low + high);
    for _ in 0..200 {
        let found = at(alpha, &mut counts)?;
        let fitted = means(&counts, &found.predictor);
        let (slope, bend) = dispersion.slopes(alpha, &fitted);
        if slope > 0.0 {
            low = alpha;
        } else {
            high = alpha;
        }
        // The slope along the best coefficients bends less than that at fixed ones.
        let bend = bend + explained(&basis.q, &counts, &found.predictor, alpha);
        let newton = alpha - slope / bend;
        let next = if newton > low && newton < high && bend < 0.0 {
            newton
        } else if low == 0.0 {
            high / 8.0
        } else {
            (low * high).sqrt()
        };
        let change = (next - alpha).abs();
        alpha = next;
        if change <= 1e-14 * alpha {
            break;
        }
    }
    let found = at(alpha, &mut counts)?;
    let fitted = means(&counts, &found.predictor);
    let k = basis.q.columns();
    let inner = joint_covariance(&basis.q, &counts, &dispersion, &found.predictor, alpha).ok_or(
        StatsError::NoConvergence {
            what: counts.name(),
            iterations: 200,
        },
    )?;
    let mut coefficient_part = Matrix::zeros(k, k);
    for a in 0..k {
        for b in 0..k {
            coefficient_part.set(a, b, inner.at(a, b));
        }
    }
    let (coefficients, covariance) = table(&basis, &found.coordinates, &coefficient_part)?;
    let across: Vec<f64> = (0..k).map(|a| inner.at(a, k)).collect();
    let across = basis.from_q.times(&across);
    let mut rows = covariance.to_rows();
    for (row, value) in rows.iter_mut().zip(&across) {
        row.push(*value);
    }
    rows.push(across.iter().copied().chain([inner.at(k, k)]).collect());
    let expected: Vec<f64> = fitted.iter().map(|mu| mu / (1.0 + alpha * mu)).collect();
    let expected = cholesky(&basis.q.weighted_gram(&expected)).map(|l| cholesky_inverse(&l));
    let expected = expected.ok_or(StatsError::Overflow {
        what: "coefficients",
    })?;
    let (by_expectation, _) = table(&basis, &found.coordinates, &expected)?;
    let log_likelihood = counts.sum(&found.predictor);
    let (n, parameters) = (complete.rows as f64, k as f64 + 1.0);
    Ok(NegativeBinomialFit {
        response: "y".into(),
        coefficients,
        std_err_expected_information: by_expectation.iter().map(|row| row.std_err).collect(),
        covariance: rows,
        alpha,
        alpha_std_err: Some(inner.at(k, k).sqrt()),
        n: complete.rows,
        dropped: complete.dropped,
        log_likelihood,
        aic: -2.0 * log_likelihood + 2.0 * parameters,
        bic: -2.0 * log_likelihood + parameters * libm::log(n),
        fitted,
        poisson,
    })
}

fn as_poisson(poisson: PoissonFit) -> NegativeBinomialFit {
    let (n, parameters) = (poisson.n as f64, poisson.coefficients.len() as f64 + 1.0);
    NegativeBinomialFit {
        response: "y".into(),
        coefficients: poisson.coefficients.clone(),
        std_err_expected_information: poisson.coefficients.iter().map(|c| c.std_err).collect(),
        covariance: poisson.covariance.clone(),
        alpha: 0.0,
        alpha_std_err: None,
        n: poisson.n,
        dropped: poisson.dropped,
        log_likelihood: poisson.log_likelihood,
        aic: -2.0 * poisson.log_likelihood + 2.0 * parameters,
        bic: -2.0 * poisson.log_likelihood + parameters * libm::log(n),
        fitted: poisson.fitted.clone(),
        poisson,
    }
}

fn means(counts: &Counts, predictor: &[f64]) -> Vec<f64> {
    let rows = (0..).zip(predictor);
    rows.map(|(row, eta)| counts.mean(row, *eta)).collect()
}

/// Minus the second derivative of each row in its predictor, and the mixed one in predictor and
/// `alpha`.
fn curvature(counts: &Counts, predictor: &[f64], alpha: f64) -> (Vec<f64>, Vec<f64>) {
    (0..)
        .zip(predictor)
        .map(|(row, eta)| {
            let mu = counts.mean(row, *eta);
            let (slope, information) = counts.derivatives(row, *eta);
            (information, -slope * (mu / (1.0 + alpha * mu)))
        })
        .unzip()
}

/// Returns how much of the bend in `alpha` the coefficients take up when they follow.
fn explained(q: &Matrix, counts: &Counts, predictor: &[f64], alpha: f64) -> f64 {
    let (information, mixed) = curvature(counts, predictor, alpha);
    let across = q.transposed_times(&mixed);
    cholesky(&q.weighted_gram(&information)).map_or(0.0, |l| {
        crate::matrix::dot(&across, &crate::matrix::cholesky_solve(&l, &across))
    })
}

/// Returns the inverse of the observed information of the coordinates and `alpha`.
fn joint_covariance(
    q: &Matrix,
    counts: &Counts,
    dispersion: &Dispersion,
    predictor: &[f64],
    alpha: f64,
) -> Option<Matrix> {
    let k = q.columns();
    let (information, mixed) = curvature(counts, predictor, alpha);
    let gram = q.weighted_gram(&information);
    let across = q.transposed_times(&mixed);
    let (_, bend) = dispersion.slopes(alpha, &means(counts, predictor));
    let mut joint = Matrix::zeros(k + 1, k + 1);
    for (a, across) in across.iter().enumerate() {
        for b in 0..k {
            joint.set(a, b, gram.at(a, b));
        }
        joint.set(a, k, -across);
        joint.set(k, a, -across);
    }
    joint.set(k, k, -bend);
    cholesky(&joint).map(|l| cholesky_inverse(&l))
}

impl NegativeBinomialFit {
    /// Returns the coefficient of this name; `const` for the constant.
    ///
    /// # Errors
    ///
    /// [`StatsError::UnknownTerm`].
    pub fn coefficient(&self, name: &str) -> Result<&Coefficient, StatsError> {
        let names: Vec<String> = self.coefficients.iter().map(|c| c.name.clone()).collect();
        Ok(&self.coefficients[place(&names, name)?])
    }

    /// Returns the factor by which one unit more of a term multiplies the expected count.
    ///
    /// # Errors
    ///
    /// [`StatsError::UnknownTerm`]; [`StatsError::OutOfRange`] unless `level` is between 0 and 1.
    pub fn rate_ratio(&self, name: &str, level: f64) -> Result<RateRatio, StatsError> {
        RateRatio::of(self.coefficient(name)?, level)
    }
}

impl fmt::Display for NegativeBinomialFit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let g = crate::g_format::g_padded;
        let left = [
            ("Dep. Variable:", self.response.clone()),
            ("Model:", "NegativeBinomial".to_owned()),
            ("No. Observations:", self.n.to_string()),
        ];
        let right = [
            ("Log-Likelihood:", g(self.log_likelihood, 5)),
            ("LL-Poisson:", g(self.poisson.log_likelihood, 5)),
            ("AIC:", g(self.aic, 4)),
        ];
        let table = coefficients(&self.coefficients, "z");
        f.write_str(&two_lists("Negative Binomial Results", &left, &right))?;
        f.write_str(&table)?;
        writeln!(f, "{}", "=".repeat(table.find('\n').unwrap_or(78)))?;
        match self.alpha_std_err {
            Some(error) => {
                let g = crate::g_format::g;
                write!(
                    f,
                    "alpha = {} (standard error {})",
                    g(self.alpha, 4),
                    g(error, 4)
                )?;
            }
            None => f.write_str("alpha = 0: the counts vary no more than Poisson's")?,
        }
        crate::summary_table::write_left_out(f, self.dropped)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fit(y: &[f64]) -> NegativeBinomialFit {
        negative_binomial(&Design::with_intercept(), y, None, Missing::Refuse).unwrap()
    }

    #[test]
    fn one_group_has_its_mean_as_its_rate() {
        let found = fit(&[0.0, 9.0, 1.0, 0.0, 4.0, 22.0]);
        assert!((libm::exp(found.coefficients[0].estimate) - 6.0).abs() < 1e-12);
        assert!(found.log_likelihood > found.poisson.log_likelihood + 5.0);
    }

    #[test]
    fn no_other_alpha_is_as_likely() {
        for y in [
            &[0.0, 9.0, 1.0, 0.0, 4.0, 22.0][..],
            &[3.0, 4.0, 3.0, 9.0, 2.0, 4.0],
            &[1e5, 2e5, 3e6, 0.0, 50.0],
            &[0.0, 0.0, 0.0, 0.0, 1000.0],
        ] {
            let found = fit(y);
            let mean = y.iter().sum::<f64>() / y.len() as f64;
            let at = |alpha: f64| {
                let counts = Counts {
                    y: y.to_vec(),
                    offset: vec![0.0; y.len()],
                    model: Model::NegativeBinomial { alpha },
                };
                counts.sum(&vec![libm::log(mean); y.len()])
            };
            let best = at(found.alpha);
            assert!(
                (best - found.log_likelihood).abs() < 1e-7 * best.abs(),
                "{y:?}"
            );
            assert!(
                best >= at(found.alpha * 1.01) && best >= at(found.alpha / 1.01),
                "{y:?}"
            );
        }
    }
}
