//! Fits by a formula, and their values under the usual names.

use highwater_facts::FactPath;
use highwater_stats::{
    Coefficient, Formula, Frame, Missing, Robust, StatsError, formula, logit, ols, poisson,
};

use crate::named::{DROPPED, Named};

/// A fit: its model, and how its standard errors are estimated.
#[derive(Clone, Debug)]
pub(crate) struct Fit {
    pub(crate) model: Model,
    pub(crate) errors: Option<Errors>,
}

/// A model that a formula is fitted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Model {
    Ols,
    Logit,
    Poisson,
}

/// Standard errors for variances that differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Errors {
    Hc0,
    Hc1,
    Hc2,
    Hc3,
}

impl Model {
    pub(crate) const ALL: [(&'static str, Model); 3] = [
        ("ols", Model::Ols),
        ("logit", Model::Logit),
        ("poisson", Model::Poisson),
    ];

    pub(crate) fn words(self) -> &'static str {
        match self {
            Model::Ols => "ordinary least squares",
            Model::Logit => "logistic regression",
            Model::Poisson => "Poisson regression",
        }
    }
}

impl Fit {
    pub(crate) const ERRORS: [(&'static str, Option<Errors>); 5] = [
        ("nonrobust", None),
        ("HC0", Some(Errors::Hc0)),
        ("HC1", Some(Errors::Hc1)),
        ("HC2", Some(Errors::Hc2)),
        ("HC3", Some(Errors::Hc3)),
    ];

    /// Returns the values of the fit: those of each coefficient, and those of the whole.
    pub(crate) fn values(&self, text: &str, frame: &Frame) -> Result<Vec<Named>, StatsError> {
        let Formula { y, design, .. } = formula(text, frame)?;
        let mut named = Vec::new();
        let mut add = |name: &str, x: Option<f64>, label: &str| {
            named.push((name.to_owned(), x, label.to_owned()));
        };
        let (coefficients, n, dropped) = match self.model {
            Model::Ols => {
                let fit = ols(&design, &y, Missing::Drop)?;
                add(
                    "df_resid",
                    Some(fit.df_resid as f64),
                    "residual degrees of freedom",
                );
                add(
                    "residual_sd",
                    Some(fit.residual_sd),
                    "standard deviation of the residuals",
                );
                add("r2", Some(fit.r_squared), "share of the variance explained");
                add("adj_r2", Some(fit.adj_r_squared), "the same, adjusted");
                let robust = self
                    .errors
                    .map(|errors| fit.robust(errors.robust()))
                    .transpose()?;
                let f_test = robust
                    .as_ref()
                    .map_or(fit.f_test.as_ref(), |robust| robust.f_test.as_ref());
                add("f", f_test.map(|f| f.statistic), "F of all terms");
                add("f_p", f_test.map(|f| f.p_value), "p of all terms");
                add("log_likelihood", Some(fit.log_likelihood), "log-likelihood");
                add(
                    "aic",
                    Some(fit.aic),
                    "Akaike’s criterion, as statsmodels counts",
                );
                add(
                    "bic",
                    Some(fit.bic),
                    "Bayesian criterion, as statsmodels counts",
                );
                add(
                    "durbin_watson",
                    fit.durbin_watson,
                    "Durbin-Watson statistic",
                );
                let robust = robust.map(|robust| robust.coefficients);
                (robust.unwrap_or(fit.coefficients), fit.n, fit.dropped)
            }
            Model::Logit => {
                let fit = logit(&design, &y, Missing::Drop)?;
                add("log_likelihood", Some(fit.log_likelihood), "log-likelihood");
                add(
                    "pseudo_r2",
                    fit.pseudo_r_squared,
                    "McFadden’s share of the likelihood explained",
                );
                let ratio = fit.likelihood_ratio.as_ref();
                add(
                    "lr",
                    ratio.map(|ratio| ratio.statistic),
                    "likelihood ratio of all terms",
                );
                add("lr_p", ratio.map(|ratio| ratio.p_value), "p of all terms");
                add("aic", Some(fit.aic), "Akaike’s criterion");
                add("bic", Some(fit.bic), "Bayesian criterion");
                (fit.coefficients, fit.n, fit.dropped)
            }
            Model::Poisson => {
                let fit = poisson(&design, &y, None, Missing::Drop)?;
                add("log_likelihood", Some(fit.log_likelihood), "log-likelihood");
                let ratio = fit.likelihood_ratio.as_ref();
                add(
                    "lr",
                    ratio.map(|ratio| ratio.statistic),
                    "likelihood ratio of all terms",
                );
                add("lr_p", ratio.map(|ratio| ratio.p_value), "p of all terms");
                add("deviance", Some(fit.deviance), "deviance");
                add("aic", Some(fit.aic), "Akaike’s criterion");
                add("bic", Some(fit.bic), "Bayesian criterion");
                (fit.coefficients, fit.n, fit.dropped)
            }
        };
        add("n", Some(n as f64), "lines that are fitted");
        add("dropped", Some(dropped as f64), DROPPED);
        for coefficient in &coefficients {
            named.extend(of_coefficient(coefficient));
        }
        Ok(named)
    }
}

impl Errors {
    fn robust(self) -> Robust {
        match self {
            Errors::Hc0 => Robust::Hc0,
            Errors::Hc1 => Robust::Hc1,
            Errors::Hc2 => Robust::Hc2,
            Errors::Hc3 => Robust::Hc3,
        }
    }
}

fn of_coefficient(coefficient: &Coefficient) -> [Named; 6] {
    let segment = segment(&coefficient.name);
    let term = &coefficient.name;
    let named = |name: &str, x: f64, label: &str| {
        (
            format!("{segment}.{name}"),
            Some(x),
            format!("{label} of {term}"),
        )
    };
    [
        named("estimate", coefficient.estimate, "coefficient"),
        named("se", coefficient.std_err, "standard error"),
        named(
            "t",
            coefficient.statistic,
            "coefficient by its standard error",
        ),
        named("p", coefficient.p_value, "p"),
        named(
            "ci_low",
            coefficient.interval.low,
            "lower end of the 95% interval",
        ),
        named(
            "ci_high",
            coefficient.interval.high,
            "upper end of the 95% interval",
        ),
    ]
}

/// Returns the name of a coefficient as a segment: `C(lab)[T.open]` is `lab_open`.
fn segment(term: &str) -> String {
    let plain = term.replace("C(", "").replace("[T.", " ");
    let words: Vec<&str> = plain
        .split(|c: char| !c.is_alphanumeric() && c != '_' && c != '.' && c != '-' && c != '+')
        .filter(|word| !word.is_empty())
        .collect();
    FactPath::segment(&words.join("_"))
}

#[cfg(test)]
mod tests {
    use super::segment;

    #[test]
    fn coefficients_are_named_by_their_columns_and_levels() {
        for (term, name) in [
            ("const", "const"),
            ("year", "year"),
            ("C(lab)[T.open]", "lab_open"),
            ("year:C(lab)[T.b]", "year_lab_b"),
            ("log10(size)", "log10_size"),
        ] {
            assert_eq!(segment(term), name);
        }
    }
}
