//! Poisson regression, for counts.

use std::fmt;

use crate::basis::{Basis, Columns};
use crate::coefficient::{Coefficient, Reference};
use crate::design::{CompleteRows, Design, place};
use crate::error::StatsError;
use crate::glm::maximum;
use crate::hypothesis::left_out;
use crate::interval::Interval;
use crate::logit::LikelihoodRatio;
use crate::matrix::Matrix;
use crate::missing::{Missing, at_least};
use crate::summary_table::{coefficients, two_lists};
use crate::two_float;

pub(crate) mod counts;

use counts::{Counts, Model};

/// A regression of counts with a logarithmic link.
///
/// `Display` prints a summary in the layout of statsmodels.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct PoissonFit {
    /// The name of the response for the summary; `y` unless set.
    pub response: String,
    /// The coefficients on the scale of the logarithm, the constant first; Wald z, p and interval.
    pub coefficients: Vec<Coefficient>,
    /// The covariance matrix of the coefficients, row by row.
    pub covariance: Vec<Vec<f64>>,
    /// The rows used.
    pub n: usize,
    /// The rows left out because something in them is missing.
    pub dropped: usize,
    /// Columns less one, as statsmodels counts.
    pub df_model: usize,
    /// Rows less columns.
    pub df_resid: usize,
    /// The log likelihood, with `ln(y!)`.
    pub log_likelihood: f64,
    /// The log likelihood with nothing but a constant and the offset.
    pub log_likelihood_null: f64,
    /// Whether all terms together explain anything; `None` without a constant or without a term.
    pub likelihood_ratio: Option<LikelihoodRatio>,
    /// `-2 log_likelihood + 2 k` with `k` coefficients.
    pub aic: f64,
    /// `-2 log_likelihood + k ln n` (statsmodels' `GLM` prints another one, of the deviance).
    pub bic: f64,
    /// Twice the log likelihood that is lacking to a perfect fit of each row.
    pub deviance: f64,
    /// `sum((y - mu)^2 / mu)`; far above `df_resid` the counts vary more than Poisson's do, the
    /// standard errors are too small, and [`negative_binomial`](crate::negative_binomial) is the
    /// remedy.
    pub pearson_chi2: f64,
    /// The steps of Newton's method.
    pub iterations: usize,
    /// The expected counts, for the rows used.
    pub fitted: Vec<f64>,
    #[cfg_attr(feature = "serde", serde(skip))]
    design: Design,
    #[cfg_attr(feature = "serde", serde(skip))]
    counts: Counts,
}

/// Fits counts `y` by the columns of a design, `ln(mu) = offset + b_0 + b_1 x_1 + ...`, by maximum
/// likelihood.
///
/// The `offset` is on the scale of the logarithm: for counts out of different exposures it is the
/// logarithm of the exposure, and the coefficients are about rates.
///
/// # Errors
///
/// [`StatsError::NotACount`] unless each `y` is a whole number from 0; [`StatsError::Separated`] if the
/// columns tell some zeros without doubt, such as a group without any count, with the coefficients
/// that run off and the limits of the others; otherwise as [`logit`](crate::logit()).
///
/// # Example
///
/// ```
/// use highwater_stats::{Design, Missing, poisson};
///
/// // By definition: with one 0/1 column the rates are the means, here 4 and 10 an hour.
/// let design = Design::with_intercept().term("night", &[0.0, 0.0, 1.0, 1.0])?;
/// let hours: [f64; 4] = [1.0, 2.0, 1.0, 0.5];
/// let offset = hours.map(f64::ln);
/// let fit = poisson(&design, &[3.0, 9.0, 11.0, 4.0], Some(&offset), Missing::Refuse)?;
/// let rate_ratio = fit.rate_ratio("night", 0.95)?;
/// assert!((rate_ratio.ratio - 2.5).abs() < 1e-12);
/// // By definition: the variance of the logarithm is 1/12 + 1/15.
/// assert!((fit.coefficient("night")?.std_err - 0.15_f64.sqrt()).abs() < 1e-12);
/// # Ok::<(), highwater_stats::StatsError>(())
/// ```
///
/// # References
///
/// McCullagh and Nelder (1989), "Generalized Linear Models", 2nd edition, chapter 6; R's
/// `glm(family = poisson)`, statsmodels' `GLM`.
pub fn poisson(
    design: &Design,
    y: &[f64],
    offset: Option<&[f64]>,
    missing: Missing,
) -> Result<PoissonFit, StatsError> {
    let complete = complete(design, y, offset, missing)?;
    let counts = Counts::new(&complete, Model::Poisson)?;
    fit(&complete, counts)
}

/// Returns the complete rows; without an offset it is 0.
pub(crate) fn complete(
    design: &Design,
    y: &[f64],
    offset: Option<&[f64]>,
    missing: Missing,
) -> Result<CompleteRows, StatsError> {
    let none = vec![0.0; y.len()];
    let offset = offset.unwrap_or(&none);
    design.complete_rows(&[("y", y), ("offset", offset)], missing)
}

pub(crate) fn fit(complete: &CompleteRows, counts: Counts) -> Result<PoissonFit, StatsError> {
    let design = &complete.design;
    at_least("columns", 1, design.names().len())?;
    at_least("rows", 1, complete.rows)?;
    let basis = Basis::new(Columns::centred_and_scaled(design, complete.rows)?)?;
    let found = maximum(&basis, &counts)?;
    let (n, k) = (complete.rows, basis.q.columns());
    let (coefficients, covariance) = table(&basis, &found.coordinates, &found.covariance)?;
    let log_likelihood = counts.sum(&found.predictor);
    let log_likelihood_null = counts.log_likelihood_null();
    let has_test = design.has_intercept() && k > 1;
    let fitted: Vec<f64> = (0..)
        .zip(&found.predictor)
        .map(|(row, eta)| counts.mean(row, *eta))
        .collect();
    let pairs = || counts.y.iter().zip(&fitted);
    let deviance = two_float::sum(pairs().map(|(y, mu)| {
        if *y == 0.0 {
            *mu
        } else {
            crate::distribution::deviance(*y, *mu)
        }
    }));
    let pearson = two_float::sum(pairs().map(|(y, mu)| (y - mu) * (y - mu) / mu));
    Ok(PoissonFit {
        response: "y".into(),
        coefficients,
        covariance: covariance.to_rows(),
        n,
        dropped: complete.dropped,
        df_model: k - 1,
        df_resid: n.saturating_sub(k),
        log_likelihood,
        log_likelihood_null,
        likelihood_ratio: has_test
            .then(|| LikelihoodRatio::new(log_likelihood - log_likelihood_null, k - 1)),
        aic: -2.0 * log_likelihood + 2.0 * k as f64,
        bic: -2.0 * log_likelihood + k as f64 * libm::log(n as f64),
        deviance: 2.0 * deviance.value(),
        pearson_chi2: pearson.value(),
        iterations: found.iterations,
        fitted,
        design: design.clone(),
        counts,
    })
}

/// The coefficients asked for and their covariance, out of those of the basis.
pub(crate) fn table(
    basis: &Basis,
    coordinates: &[f64],
    inner: &Matrix,
) -> Result<(Vec<Coefficient>, Matrix), StatsError> {
    let reference = Reference::new(None);
    let covariance = basis
        .from_q
        .product(inner)
        .product(&basis.from_q.transposed());
    let mut rows = Vec::with_capacity(coordinates.len());
    for (j, estimate) in basis.from_q.times(coordinates).into_iter().enumerate() {
        let std_err = covariance.at(j, j).sqrt();
        if !(estimate.is_finite() && std_err.is_finite()) {
            return Err(StatsError::Overflow {
                what: "coefficients",
            });
        }
        rows.push(reference.row(&basis.columns.names[j], estimate, std_err));
    }
    Ok((rows, covariance))
}

/// The factor by which one unit more of a term multiplies the expected count, with its interval.
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct RateRatio {
    /// `exp(coefficient)`.
    pub ratio: f64,
    /// The interval, `exp` of that of the coefficient.
    pub interval: Interval,
}

impl RateRatio {
    pub(crate) fn of(coefficient: &Coefficient, level: f64) -> Result<Self, StatsError> {
        Ok(RateRatio {
            ratio: libm::exp(coefficient.estimate),
            interval: coefficient.interval_at(level)?.map(libm::exp),
        })
    }
}

impl fmt::Display for RateRatio {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{}, {}",
            crate::g_format::g(self.ratio, 4),
            self.interval
        )
    }
}

impl PoissonFit {
    /// Returns the coefficient of this name; `const` for the constant.
    ///
    /// # Errors
    ///
    /// [`StatsError::UnknownTerm`].
    pub fn coefficient(&self, name: &str) -> Result<&Coefficient, StatsError> {
        let place = place(&self.design.names(), name)?;
        Ok(&self.coefficients[place])
    }

    /// Returns the factor by which one unit more of a term multiplies the expected count.
    ///
    /// # Errors
    ///
    /// [`StatsError::UnknownTerm`]; [`StatsError::OutOfRange`] unless `level` is between 0 and 1.
    pub fn rate_ratio(&self, name: &str, level: f64) -> Result<RateRatio, StatsError> {
        RateRatio::of(self.coefficient(name)?, level)
    }

    /// Compares the fit with that of the terms in `kept` alone (and the constant) by the ratio of their
    /// likelihoods, on the same rows.
    ///
    /// # Errors
    ///
    /// [`StatsError::UnknownTerm`]; [`StatsError::TooFew`] if nothing is left out; as [`poisson`] for
    /// the smaller fit.
    ///
    /// # Example
    ///
    /// ```
    /// use highwater_stats::{Design, Missing, poisson};
    ///
    /// // By hand: means of 2 and 6 against one of 4, 2 (4 ln(2/4) + 12 ln(6/4)).
    /// let design = Design::with_intercept().term("late", &[0.0, 0.0, 1.0, 1.0])?;
    /// let fit = poisson(&design, &[1.0, 3.0, 5.0, 7.0], None, Missing::Refuse)?;
    /// let want = 2.0 * (4.0 * 0.5_f64.ln() + 12.0 * 1.5_f64.ln());
    /// assert!((fit.restricted_to(&[])?.statistic - want).abs() < 1e-12);
    /// # Ok::<(), highwater_stats::StatsError>(())
    /// ```
    pub fn restricted_to(&self, kept: &[&str]) -> Result<LikelihoodRatio, StatsError> {
        let names = self.design.names();
        let df = left_out(&names, self.design.has_intercept(), kept)?.len();
        let design = self.design.only(kept)?;
        let log_likelihood = if design.names().is_empty() {
            self.counts.sum(&vec![0.0; self.n])
        } else {
            let basis = Basis::new(Columns::centred_and_scaled(&design, self.n)?)?;
            self.counts.sum(&maximum(&basis, &self.counts)?.predictor)
        };
        Ok(LikelihoodRatio::new(
            self.log_likelihood - log_likelihood,
            df,
        ))
    }
}

impl fmt::Display for PoissonFit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let g = crate::g_format::g_padded;
        let left = [
            ("Dep. Variable:", self.response.clone()),
            ("Model:", "Poisson".to_owned()),
            ("Link Function:", "Log".to_owned()),
            ("No. Observations:", self.n.to_string()),
            ("Df Residuals:", self.df_resid.to_string()),
            ("Df Model:", self.df_model.to_string()),
        ];
        let p_value = self.likelihood_ratio.as_ref().map(|test| test.p_value);
        let right = [
            ("Log-Likelihood:", g(self.log_likelihood, 5)),
            ("LL-Null:", g(self.log_likelihood_null, 5)),
            ("LLR p-value:", g(p_value.unwrap_or(f64::NAN), 4)),
            ("Deviance:", g(self.deviance, 5)),
            ("Pearson chi2:", g(self.pearson_chi2, 3)),
            ("AIC:", g(self.aic, 4)),
        ];
        let table = coefficients(&self.coefficients, "z");
        f.write_str(&two_lists("Poisson Regression Results", &left, &right))?;
        f.write_str(&table)?;
        write!(f, "{}", "=".repeat(table.find('\n').unwrap_or(78)))?;
        // Three standard errors of a chi-squared variable above its mean.
        let df = self.df_resid as f64;
        if df > 0.0 && self.pearson_chi2 > df + 3.0 * (2.0 * df).sqrt() {
            write!(
                f,
                "\nThe counts vary {} times as much as Poisson's would, so these standard errors are\n\
                 too small; `negative_binomial` allows for it.",
                crate::g_format::g(self.pearson_chi2 / df, 3)
            )?;
        }
        crate::summary_table::write_left_out(f, self.dropped)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::matrix::norm;
    use crate::{Limit, SeparationKind};

    #[test]
    fn one_group_has_its_mean_as_its_rate() {
        let y = [1.0, 0.0, 7.0, 1e6];
        let fit = poisson(&Design::with_intercept(), &y, None, Missing::Refuse).unwrap();
        let mean = y.iter().sum::<f64>() / 4.0;
        assert!((libm::exp(fit.coefficients[0].estimate) / mean - 1.0).abs() < 1e-12);
        assert!((fit.coefficients[0].std_err - 1.0 / (4.0 * mean).sqrt()).abs() < 1e-14);
        assert!((fit.log_likelihood - fit.log_likelihood_null).abs() < 1e-6);
    }

    #[test]
    fn a_group_without_counts_runs_off() {
        let design = Design::with_intercept()
            .term("d", &[0.0, 0.0, 0.0, 1.0, 1.0, 1.0])
            .unwrap();
        let y = [2.0, 3.0, 1.0, 0.0, 0.0, 0.0];
        let Err(StatsError::Separated(found)) = poisson(&design, &y, None, Missing::Refuse) else {
            panic!();
        };
        assert_eq!(found.kind, SeparationKind::QuasiComplete);
        assert_eq!(found.coefficients[1].limit, Limit::MinusInfinity);
        let none = poisson(&design, &[0.0; 6], None, Missing::Refuse);
        let Err(StatsError::Separated(found)) = none else {
            panic!();
        };
        assert_eq!(found.kind, SeparationKind::Complete);
    }

    #[test]
    fn the_fit_is_where_the_likelihood_is_flat() {
        let x = [1.0, 2.0, 3.0, 4.0, 5.0, 6.0];
        let design = Design::with_intercept().term("x", &x).unwrap();
        let offset = [0.0, 1.0, 0.5, 2.0, 0.0, 0.0];
        let y = [3.0, 2.0, 9.0, 40.0, 5.0, 1.0];
        let fit = poisson(&design, &y, Some(&offset), Missing::Refuse).unwrap();
        let basis = Basis::new(Columns::centred_and_scaled(&design, 6).unwrap()).unwrap();
        let slopes: Vec<f64> = y.iter().zip(&fit.fitted).map(|(y, mu)| y - mu).collect();
        assert!(norm(&basis.q.transposed_times(&slopes)) < 1e-10);
        // Half as much exposure is twice the rate.
        let halved = offset.map(|o| o - libm::log(2.0));
        let other = poisson(&design, &y, Some(&halved), Missing::Refuse).unwrap();
        let shift = other.coefficients[0].estimate - fit.coefficients[0].estimate;
        assert!((shift - libm::log(2.0)).abs() < 1e-12);
    }

    #[test]
    fn counts_that_are_none_are_named() {
        let fit = |y: &[f64]| {
            poisson(&Design::with_intercept(), y, None, Missing::Drop)
                .unwrap_err()
                .to_string()
        };
        assert_eq!(
            fit(&[1.0, f64::NAN, -1.0]),
            "`y` is `-1` at index `2` where a count within its trials belongs"
        );
        assert!(fit(&[1.0, 2.5]).contains("index `1`"));
        assert!(fit(&[]).contains("needs at least"));
    }
}
