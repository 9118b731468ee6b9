//! Logistic regression, for single outcomes and for counts.

use std::fmt;

use crate::basis::{Basis, Columns};
use crate::coefficient::{Coefficient, Reference};
use crate::design::{CompleteRows, Design};
use crate::distribution::chi_squared_sf;
use crate::error::StatsError;
use crate::g_format::g;
use crate::glm::{Likelihood, maximum};
use crate::hypothesis::left_out;
use crate::interval::Interval;
use crate::matrix::Matrix;
use crate::missing::{Missing, at_least};

mod likelihood;
mod margins;
mod prediction;
mod summary;

pub use margins::MarginalEffect;
pub use prediction::AveragePrediction;

use likelihood::Binomial;

/// A logistic regression.
///
/// `Display` prints the summary table in the layout of statsmodels.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct LogitFit {
    /// The name of the response for the summary; `y` unless set.
    pub response: String,
    /// The coefficients on the scale of the log odds, the constant first; Wald z, p and interval.
    pub coefficients: Vec<Coefficient>,
    /// The covariance matrix of the coefficients, row by row.
    pub covariance: Vec<Vec<f64>>,
    /// The rows used.
    pub n: usize,
    /// The rows left out because something in them is missing.
    pub dropped: usize,
    /// Columns less one, as statsmodels counts, whether one of them is the constant or not.
    pub df_model: usize,
    /// Rows less columns.
    pub df_resid: usize,
    /// The log likelihood, with the binomial coefficients where a row counts several trials.
    pub log_likelihood: f64,
    /// The log likelihood with nothing but a constant.
    pub log_likelihood_null: f64,
    /// McFadden's `1 - log_likelihood / log_likelihood_null`; `None` where all outcomes are the same.
    pub pseudo_r_squared: Option<f64>,
    /// Whether all terms together explain anything; `None` without a constant or without a term.
    pub likelihood_ratio: Option<LikelihoodRatio>,
    /// `-2 log_likelihood + 2 k` with `k` coefficients.
    pub aic: f64,
    /// `-2 log_likelihood + k ln n`.
    pub bic: f64,
    /// Twice the log likelihood that is lacking to a perfect fit of each row.
    pub deviance: f64,
    /// The steps of Newton's method.
    pub iterations: usize,
    /// The fitted chance of success, for the rows used.
    pub fitted: Vec<f64>,
    #[cfg_attr(feature = "serde", serde(skip))]
    design: Design,
    #[cfg_attr(feature = "serde", serde(skip))]
    basis: Basis,
    /// The linear predictor of each row.
    #[cfg_attr(feature = "serde", serde(skip))]
    log_odds: Vec<f64>,
    #[cfg_attr(feature = "serde", serde(skip))]
    data: Binomial,
    /// The covariance of the coordinates in the basis.
    #[cfg_attr(feature = "serde", serde(skip))]
    inner_covariance: Matrix,
}

/// The likelihood ratio test against nothing but a constant.
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct LikelihoodRatio {
    /// `2 (log_likelihood - log_likelihood_null)`.
    pub statistic: f64,
    /// The number of terms.
    pub df: usize,
    /// From the chi-squared distribution.
    pub p_value: f64,
}

/// An odds ratio with its interval.
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct OddsRatio {
    /// `exp(coefficient)`: the factor by which one unit more of the term multiplies the odds.
    pub ratio: f64,
    /// The interval, `exp` of that of the coefficient.
    pub interval: Interval,
}

/// Logistic regression of an outcome `y`, 0 or 1, on the columns of a design:
/// `ln(p / (1 - p)) = b_0 + b_1 x_1 + ...`, by maximum likelihood.
///
/// By Newton's method on an orthonormal basis of the columns, until no row changes any more.
/// Where no finite maximum exists, this is told apart from a slow iteration by a proof: a direction
/// in which every row is fitted ever better.
///
/// # Errors
///
/// [`StatsError::Separated`] where the columns tell the outcome of some or all rows without doubt,
/// with the coefficients that run off and the limits of the others;
/// [`StatsError::NotACount`] where `y` is neither 0 nor 1; otherwise as [`ols`](crate::ols).
///
/// # Example
///
/// ```
/// use highwater_stats::{Design, Missing, StatsError, logit};
///
/// // Spector and Mazzeo (1980), in full in statsmodels as `spector`; here 12 of the 32 students.
/// let gpa = [2.66, 2.89, 3.28, 2.92, 4.0, 2.86, 2.87, 3.92, 3.32, 3.57, 3.26, 2.83];
/// let grade = [0.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 1.0, 0.0, 0.0, 1.0, 1.0];
/// let design = Design::with_intercept().term("gpa", &gpa)?;
/// let fit = logit(&design, &grade, Missing::Refuse)?;
/// // statsmodels 0.15: Logit(grade, add_constant(gpa)).fit().params[1]
/// assert!((fit.coefficient("gpa")?.estimate - 2.82778032).abs() < 5e-9);
///
/// // An outcome that the column tells without doubt has no finite coefficient.
/// let certain: Vec<f64> = gpa.iter().map(|gpa| f64::from(u8::from(*gpa > 3.3))).collect();
/// let separated = logit(&design, &certain, Missing::Refuse);
/// assert!(matches!(separated, Err(StatsError::Separated(_))));
/// # Ok::<(), highwater_stats::StatsError>(())
/// ```
///
/// # References
///
/// McCullagh and Nelder (1989), "Generalized Linear Models", 2nd edition, chapter 4; Albert and
/// Anderson (1984), "On the existence of maximum likelihood estimates in logistic regression
/// models", Biometrika 71, 1-10; statsmodels' `Logit` and R's `glm`.
pub fn logit(design: &Design, y: &[f64], missing: Missing) -> Result<LogitFit, StatsError> {
    let complete = design.complete_rows(&[("y", y)], missing)?;
    let trials = vec![1.0; complete.rows];
    fit(&complete, &trials)
}

/// Logistic regression of counts: `successes` out of `trials` in each row.
///
/// # Errors
///
/// As [`logit`]; [`StatsError::NotACount`] where successes are not a whole number from 0 to the
/// trials, or trials not a whole number above 0.
///
/// # Example
///
/// ```
/// use highwater_stats::{Design, Missing, binomial_glm};
///
/// // By definition: with one 0/1 column the coefficient is the log of the odds ratio.
/// let design = Design::with_intercept().term("treated", &[0.0, 1.0, 0.0, 1.0])?;
/// let fit = binomial_glm(
///     &design,
///     &[10.0, 30.0, 10.0, 30.0],
///     &[50.0, 50.0, 50.0, 50.0],
///     Missing::Refuse,
/// )?;
/// let odds_ratio = fit.odds_ratio("treated", 0.95)?;
/// assert!((odds_ratio.ratio - (30.0 / 20.0) / (10.0 / 40.0)).abs() < 1e-12);
/// # Ok::<(), highwater_stats::StatsError>(())
/// ```
///
/// # References
///
/// As [`logit`]; R's `glm(cbind(successes, failures) ~ ..., family = binomial)`.
pub fn binomial_glm(
    design: &Design,
    successes: &[f64],
    trials: &[f64],
    missing: Missing,
) -> Result<LogitFit, StatsError> {
    let complete =
        design.complete_rows(&[("successes", successes), ("trials", trials)], missing)?;
    fit(&complete, &complete.others[1])
}

impl fmt::Display for LikelihoodRatio {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "chi2({}) = {}, p = {}",
            self.df,
            g(self.statistic, 4),
            g(self.p_value, 4)
        )
    }
}

impl fmt::Display for OddsRatio {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}, {}", g(self.ratio, 4), self.interval)
    }
}

impl LogitFit {
    /// The coefficient of this name; `const` for the constant.
    ///
    /// # Errors
    ///
    /// [`StatsError::UnknownTerm`].
    pub fn coefficient(&self, name: &str) -> Result<&Coefficient, StatsError> {
        Ok(&self.coefficients[self.place(name)?])
    }

    /// Returns the Wald interval of a coefficient at any level, from the normal distribution.
    ///
    /// # Errors
    ///
    /// [`StatsError::UnknownTerm`]; [`StatsError::OutOfRange`] unless `level` is between 0 and 1.
    ///
    /// # Example
    ///
    /// ```
    /// use highwater_stats::{Design, Missing, logit};
    ///
    /// let x = [1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0];
    /// let y = [0.0, 0.0, 1.0, 0.0, 1.0, 0.0, 1.0, 1.0];
    /// let fit = logit(&Design::with_intercept().term("x", &x)?, &y, Missing::Refuse)?;
    /// // statsmodels 0.15: Logit(y, add_constant(x)).fit().conf_int(0.1)[1]
    /// let interval = fit.interval("x", 0.9)?;
    /// assert!((interval.low + 0.11688977).abs() < 5e-9 && (interval.high - 1.30505849).abs() < 5e-9);
    /// # Ok::<(), highwater_stats::StatsError>(())
    /// ```
    pub fn interval(&self, name: &str, level: f64) -> Result<Interval, StatsError> {
        self.coefficient(name)?.interval_at(level)
    }

    /// Returns the odds ratio of a term.
    ///
    /// # Errors
    ///
    /// As [`interval`](Self::interval).
    ///
    /// # Example
    ///
    /// ```
    /// use highwater_stats::{Design, Missing, binomial_glm};
    ///
    /// // By hand (Woolf): 60 of 100 against 20 of 100 are odds of 6 to 1, and the interval is
    /// // exp(ln 6 -+ 1.96 sqrt(1/60 + 1/40 + 1/20 + 1/80)).
    /// let design = Design::with_intercept().term("treated", &[0.0, 1.0])?;
    /// let fit = binomial_glm(&design, &[20.0, 60.0], &[100.0, 100.0], Missing::Refuse)?;
    /// let odds_ratio = fit.odds_ratio("treated", 0.95)?;
    /// assert!((odds_ratio.interval.low - 3.1873307571767433).abs() < 1e-12);
    /// assert!((odds_ratio.interval.high - 11.294717348973187).abs() < 1e-12);
    /// # Ok::<(), highwater_stats::StatsError>(())
    /// ```
    ///
    /// # References
    ///
    /// Woolf (1955), "On estimating the relation between blood group and disease", Annals of Human
    /// Genetics 19, 251-253.
    pub fn odds_ratio(&self, name: &str, level: f64) -> Result<OddsRatio, StatsError> {
        Ok(OddsRatio {
            ratio: libm::exp(self.coefficient(name)?.estimate),
            interval: self.interval(name, level)?.map(libm::exp),
        })
    }

    /// Compares the fit with that of the terms in `kept` alone (and the constant) by the ratio of their
    /// likelihoods, on the same rows.
    ///
    /// # Errors
    ///
    /// [`StatsError::UnknownTerm`]; [`StatsError::TooFew`] if nothing is left out; as [`logit`] for the
    /// smaller fit.
    ///
    /// # Example
    ///
    /// ```
    /// use highwater_stats::{Design, Missing, logit};
    ///
    /// // By definition: without any term this is the test in the summary.
    /// let x = [1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0];
    /// let y = [0.0, 0.0, 1.0, 0.0, 1.0, 0.0, 1.0, 1.0];
    /// let fit = logit(&Design::with_intercept().term("x", &x)?, &y, Missing::Refuse)?;
    /// let test = fit.restricted_to(&[])?;
    /// let in_summary = fit.likelihood_ratio.as_ref().map(|test| test.statistic);
    /// assert!((Some(test.statistic).zip(in_summary)).is_some_and(|(a, b)| (a - b).abs() < 1e-12));
    /// # Ok::<(), highwater_stats::StatsError>(())
    /// ```
    ///
    /// # References
    ///
    /// McCullagh and Nelder (1989), "Generalized Linear Models", 2nd edition, appendix A; R's
    /// `anova(test = "LRT")`.
    pub fn restricted_to(&self, kept: &[&str]) -> Result<LikelihoodRatio, StatsError> {
        let names = self.design.names();
        let df = left_out(&names, self.design.has_intercept(), kept)?.len();
        let design = self.design.only(kept)?;
        let log_likelihood = if design.names().is_empty() {
            self.data.log_likelihood(&self.data.start())
        } else {
            let basis = Basis::new(Columns::centred_and_scaled(&design, self.n)?)?;
            let found = maximum(&basis, &self.data)?;
            self.data.log_likelihood(&found.predictor)
        };
        Ok(LikelihoodRatio::new(
            self.log_likelihood - log_likelihood,
            df,
        ))
    }

    pub(crate) fn place(&self, name: &str) -> Result<usize, StatsError> {
        self.design.place(name)
    }
}

fn fit(complete: &CompleteRows, trials: &[f64]) -> Result<LogitFit, StatsError> {
    let design = &complete.design;
    let data = Binomial::new(&complete.others[0], trials)?;
    at_least("columns", 1, design.names().len())?;
    at_least("rows", 1, complete.rows)?;
    let basis = Basis::new(Columns::centred_and_scaled(design, complete.rows)?)?;
    let found = maximum(&basis, &data)?;
    let (n, k) = (complete.rows, basis.q.columns());
    let estimates = basis.from_q.times(&found.coordinates);
    let covariance = basis
        .from_q
        .product(&found.covariance)
        .product(&basis.from_q.transposed());
    let reference = Reference::new(None);
    let mut coefficients = Vec::with_capacity(k);
    for (j, estimate) in estimates.iter().enumerate() {
        let std_err = covariance.at(j, j).sqrt();
        if !(estimate.is_finite() && std_err.is_finite()) {
            return Err(StatsError::Overflow {
                what: "coefficients",
            });
        }
        coefficients.push(reference.row(&basis.columns.names[j], *estimate, std_err));
    }
    let log_likelihood = data.log_likelihood(&found.predictor);
    let log_likelihood_null = data.log_likelihood_null();
    let df_model = k - 1;
    let likelihood_ratio = (design.has_intercept() && df_model > 0)
        .then(|| LikelihoodRatio::new(log_likelihood - log_likelihood_null, df_model));
    Ok(LogitFit {
        response: "y".into(),
        coefficients,
        covariance: covariance.to_rows(),
        n,
        dropped: complete.dropped,
        df_model,
        df_resid: n - k,
        log_likelihood,
        log_likelihood_null,
        pseudo_r_squared: (log_likelihood_null < 0.0)
            .then(|| 1.0 - log_likelihood / log_likelihood_null),
        likelihood_ratio,
        aic: -2.0 * log_likelihood + 2.0 * k as f64,
        bic: -2.0 * log_likelihood + k as f64 * libm::log(n as f64),
        deviance: data.deviance(&found.predictor),
        iterations: found.iterations,
        fitted: found
            .predictor
            .iter()
            .map(|eta| likelihood::chance(*eta))
            .collect(),
        design: design.clone(),
        log_odds: found.predictor,
        data,
        inner_covariance: found.covariance,
        basis,
    })
}

impl LikelihoodRatio {
    /// From the difference of two log likelihoods.
    pub(crate) fn new(gain: f64, df: usize) -> Self {
        let statistic = (2.0 * gain).max(0.0);
        LikelihoodRatio {
            statistic,
            df,
            p_value: chi_squared_sf(statistic, df as f64),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// statsmodels 0.15: `GLM(np.column_stack([s, m - s]), add_constant(x), Binomial()).fit()`.
    #[test]
    fn counts_agree_with_statsmodels() {
        let design = Design::with_intercept()
            .term("x", &[1.0, 2.0, 3.0, 4.0, 0.0, 2.5])
            .unwrap();
        let successes = [3.0, 8.0, 5.0, 14.0, 2.0, 9.0];
        let trials = [10.0, 20.0, 8.0, 25.0, 12.0, 15.0];
        let fit = binomial_glm(&design, &successes, &trials, Missing::Refuse).unwrap();
        for (got, want) in [
            (fit.coefficients[0].estimate, -1.22449235),
            (fit.coefficients[1].estimate, 0.43708034),
            (fit.coefficients[0].std_err, 0.48014557),
            (fit.coefficients[1].std_err, 0.17463623),
            (fit.log_likelihood, -10.030594188964347),
            (fit.log_likelihood_null, -13.452654863419303),
            (fit.deviance, 2.187247058259677),
            (fit.aic, 24.061188377928694),
        ] {
            assert!((got - want).abs() < 6e-9, "{got} {want}");
        }
    }

    /// The same rows as counts and one by one.
    #[test]
    fn counts_are_as_good_as_single_outcomes() {
        let one_by_one = Design::with_intercept()
            .term("x", &[1.0, 1.0, 1.0, 2.0, 2.0, 3.0])
            .unwrap();
        let single = logit(
            &one_by_one,
            &[0.0, 0.0, 1.0, 1.0, 0.0, 1.0],
            Missing::Refuse,
        )
        .unwrap();
        let grouped = Design::with_intercept()
            .term("x", &[1.0, 2.0, 3.0])
            .unwrap();
        let counted = binomial_glm(
            &grouped,
            &[1.0, 1.0, 1.0],
            &[3.0, 2.0, 1.0],
            Missing::Refuse,
        )
        .unwrap();
        for (a, b) in single.coefficients.iter().zip(&counted.coefficients) {
            assert!((a.estimate - b.estimate).abs() < 1e-12);
            assert!((a.std_err - b.std_err).abs() < 1e-12);
        }
        let not_a_count = logit(&grouped, &[0.0, 0.5, 1.0], Missing::Refuse);
        assert!(matches!(
            not_a_count,
            Err(StatsError::NotACount { index: 1, .. })
        ));
    }
}
