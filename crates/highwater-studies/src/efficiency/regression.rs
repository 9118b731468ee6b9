//! Three regressions through one cloud of points: score, date and cost, each on the two others.

use highwater_facts::{Quantity, Unit, Value};
use highwater_stats::{Coefficient, Design, Missing, OlsFit, StatsError, ols};
use highwater_study::Facts;

use super::sample::{Point, Sample};

/// The columns of the regressions, one value for each point that has a date.
#[derive(Clone, Debug, Default)]
pub struct Columns {
    /// The date, as a number of years.
    pub date: Vec<f64>,
    /// The logarithm, base 10, of the cost.
    pub log_cost: Vec<f64>,
    /// The negative logarithm of the share of wrong answers.
    pub nle: Vec<f64>,
}

impl Columns {
    /// Returns the columns of a sample.
    #[must_use]
    pub fn of(sample: &Sample) -> Self {
        Columns::from_points(sample.dated())
    }

    fn from_points<'a>(points: impl Iterator<Item = (f64, &'a Point)>) -> Self {
        let mut columns = Columns::default();
        for (date, point) in points {
            columns.date.push(date);
            columns.log_cost.push(point.log_cost);
            columns.nle.push(point.nle);
        }
        columns
    }

    /// Returns the design of the model of performance: date and cost.
    ///
    /// # Errors
    ///
    /// As [`Design::term`].
    pub fn date_and_cost(&self) -> Result<Design, StatsError> {
        Design::with_intercept()
            .term(DATE, &self.date)?
            .term(COST, &self.log_cost)
    }
}

/// The terms, as paths and tables name them.
pub const DATE: &str = "date";
/// See [`DATE`].
pub const COST: &str = "cost";
/// See [`DATE`].
pub const PERFORMANCE: &str = "performance";
/// How `highwater-stats` names the constant.
const CONSTANT: &str = "const";

/// The regressions.
#[derive(Clone, Debug)]
pub struct Regressions {
    /// Performance by date and cost.
    pub performance: Result<OlsFit, StatsError>,
    /// Date by performance and cost.
    pub time: Result<OlsFit, StatsError>,
    /// Cost by date and performance.
    pub cost: Result<OlsFit, StatsError>,
}

impl Regressions {
    /// Fits all three.
    #[must_use]
    pub fn of(columns: &Columns) -> Self {
        let fit = |response: (&str, &[f64]), terms: [(&str, &[f64]); 2]| {
            let design = Design::with_intercept()
                .term(terms[0].0, terms[0].1)?
                .term(terms[1].0, terms[1].1)?;
            let mut fit = ols(&design, response.1, Missing::Refuse)?;
            response.0.clone_into(&mut fit.response);
            Ok(fit)
        };
        let date = (DATE, &columns.date[..]);
        let cost = (COST, &columns.log_cost[..]);
        let performance = (PERFORMANCE, &columns.nle[..]);
        Regressions {
            performance: fit(performance, [date, cost]),
            time: fit(date, [performance, cost]),
            cost: fit(cost, [date, performance]),
        }
    }

    pub(super) fn record(&self, facts: &mut Facts) {
        let performance = "score by release date and cost";
        record(
            facts,
            "performance_model",
            performance,
            &self.performance,
            [DATE, COST],
        );
        let time = "release date by score and cost";
        record(facts, "time_model", time, &self.time, [PERFORMANCE, COST]);
        let cost = "cost by release date and score";
        record(facts, "cost_model", cost, &self.cost, [DATE, PERFORMANCE]);
    }
}

/// The name of a coefficient in a path.
#[must_use]
pub fn segment(coefficient: &str) -> &str {
    match coefficient {
        CONSTANT => "intercept",
        name => name,
    }
}

fn record(
    facts: &mut Facts,
    stem: &str,
    words: &str,
    fit: &Result<OlsFit, StatsError>,
    terms: [&str; 2],
) {
    for term in [CONSTANT, terms[0], terms[1]] {
        let coefficient = match fit {
            Ok(fit) => fit.coefficient(term),
            Err(error) => Err(error.clone()),
        };
        record_coefficient(facts, stem, words, segment(term), coefficient);
    }
    type Of = fn(&OlsFit) -> Option<f64>;
    let figures: [(&str, &str, Of); 16] = [
        ("n", "points", |f| Some(f.n as f64)),
        ("df_resid", "residual degrees of freedom", |f| {
            Some(f.df_resid as f64)
        }),
        ("residual_sd", "standard deviation of the residuals", |f| {
            Some(f.residual_sd)
        }),
        ("r2", "share of the variance explained", |f| {
            Some(f.r_squared)
        }),
        ("adj_r2", "the same, adjusted", |f| Some(f.adj_r_squared)),
        ("f", "F of all terms", |f| Some(f.f_test?.statistic)),
        ("f_p", "p of all terms", |f| Some(f.f_test?.p_value)),
        ("log_likelihood", "log-likelihood", |f| {
            Some(f.log_likelihood)
        }),
        ("aic", "Akaike’s criterion, as statsmodels counts", |f| {
            Some(f.aic)
        }),
        ("bic", "Bayesian criterion, as statsmodels counts", |f| {
            Some(f.bic)
        }),
        ("omnibus", "omnibus statistic", |f| {
            Some(f.omnibus.as_ref()?.statistic)
        }),
        ("omnibus_p", "p of the omnibus test", |f| {
            Some(f.omnibus.as_ref()?.p_value)
        }),
        ("skew", "skewness of the residuals", |f| {
            Some(f.jarque_bera.as_ref()?.skewness)
        }),
        ("kurtosis", "kurtosis of the residuals", |f| {
            Some(f.jarque_bera.as_ref()?.kurtosis)
        }),
        ("durbin_watson", "Durbin-Watson statistic", |f| {
            f.durbin_watson
        }),
        ("jarque_bera", "Jarque-Bera statistic", |f| {
            Some(f.jarque_bera.as_ref()?.statistic)
        }),
    ];
    let more: [(&str, &str, Of); 2] = [
        ("jarque_bera_p", "p of the Jarque-Bera test", |f| {
            Some(f.jarque_bera.as_ref()?.p_value)
        }),
        ("condition_number", "condition number", |f| {
            Some(f.condition_number)
        }),
    ];
    for (name, label, of) in figures.into_iter().chain(more) {
        let value = match fit {
            Ok(fit) => match of(fit).filter(|x| x.is_finite()) {
                Some(x) => Quantity::exact(x, Unit::Number).into(),
                None => Value::Missing("the fit is exact, or has too few points".to_owned()),
            },
            Err(error) => Value::Missing(error.to_string()),
        };
        facts.add(
            &format!("{stem}.{name}"),
            value,
            format!("{words}: {label}"),
            "",
            [],
        );
    }
}

fn record_coefficient(
    facts: &mut Facts,
    stem: &str,
    words: &str,
    segment: &str,
    coefficient: Result<&Coefficient, StatsError>,
) {
    let of = |get: fn(&Coefficient) -> f64| -> Value {
        match &coefficient {
            Ok(coefficient) => Quantity::exact(get(coefficient), Unit::Number).into(),
            Err(error) => Value::Missing(error.to_string()),
        }
    };
    for (name, value, label) in [
        ("estimate", of(|c| c.estimate), "coefficient"),
        ("se", of(|c| c.std_err), "standard error"),
        ("t", of(|c| c.statistic), "t"),
        ("p", of(|c| c.p_value), "p"),
        (
            "ci_low",
            of(|c| c.interval.low),
            "lower end of the 95% interval",
        ),
        (
            "ci_high",
            of(|c| c.interval.high),
            "upper end of the 95% interval",
        ),
    ] {
        let label = format!("{words}: {label} of the {segment}");
        facts.add(
            &format!("{stem}.{segment}.{name}"),
            value,
            label,
            "ordinary least squares",
            [],
        );
    }
}
