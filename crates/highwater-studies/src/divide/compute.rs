//! Compute by sector: how far models of academia alone lie below those that companies take part in.
//!
//! Question: how many orders of magnitude less compute do academic models take, by year and overall?
//! Method: medians of log10 FLOP and their difference; the Hodges-Lehmann shift; Mann-Whitney with
//! ties and continuity corrected; Welch; least squares on industry with a level for each year.
//! Caveat: industry is industry alone or with academia, as in the reference; models of industry with
//! governments or collectives and without academia are counted apart and compared with nobody.

use std::ops::RangeInclusive;

use highwater_facts::{Quantity, Unit, Value};
use highwater_stats::{
    Design, HodgesLehmann, MannWhitneyTest, Missing, OlsFit, QuantileType, Robust, RobustErrors,
    StatsError, WelchTest, hodges_lehmann, mann_whitney, ols, quantiles, welch_t,
};

use super::records::{Record, Records};
use super::sector::Sector;
use super::settings::Selection;
use crate::output::Facts;

/// The years that are looked at one by one.
pub const YEARS: RangeInclusive<i32> = 2010..=2024;
/// The periods that are looked at as a whole.
pub const PERIODS: [RangeInclusive<i32>; 2] = [2010..=2024, 2015..=2024];
/// A ranking of fewer academic models says nothing.
const LEAST_ACADEMIC: usize = 5;

/// A model with a known compute, of industry or of academia alone.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Model {
    /// The year of its publication.
    pub year: i32,
    /// Whether industry takes part.
    pub industry: bool,
    /// The logarithm, base 10, of its compute in FLOP.
    pub log_compute: f64,
}

impl Model {
    /// The models that are compared.
    #[must_use]
    pub fn all(records: &Records, selection: Selection) -> Vec<Model> {
        let rows = records.rows.iter();
        let of = |row: &Record| {
            let industry = match row.sector() {
                Sector::IndustryOnly | Sector::Collaboration => true,
                Sector::AcademiaOnly => false,
                Sector::Other | Sector::Unknown => return None,
            };
            Some(Model {
                year: row.year()?,
                industry,
                log_compute: row.log_compute?,
            })
        };
        rows.filter(|row| selection.admits(row))
            .filter_map(of)
            .collect()
    }
}

/// Two groups of models compared.
#[derive(Clone, Debug)]
pub struct Comparison {
    /// The logarithms of compute of models with industry.
    pub industry: Vec<f64>,
    /// Those of models of academia alone.
    pub academia: Vec<f64>,
    /// The tests; none with fewer than five models of academia, or none with industry.
    pub tests: Option<Result<Tests, StatsError>>,
}

/// What compares two groups.
#[derive(Clone, Debug)]
pub struct Tests {
    /// How far industry lies above academia.
    pub shift: HodgesLehmann,
    /// The same by ranks.
    pub ranks: MannWhitneyTest,
    /// The same by means.
    pub means: WelchTest,
}

impl Comparison {
    /// Compares the models of some years.
    #[must_use]
    pub fn of(models: &[Model], years: &RangeInclusive<i32>) -> Self {
        let of = |industry: bool| -> Vec<f64> {
            let models = models.iter();
            models
                .filter(|model| model.industry == industry && years.contains(&model.year))
                .map(|model| model.log_compute)
                .collect()
        };
        let (industry, academia) = (of(true), of(false));
        let enough = academia.len() >= LEAST_ACADEMIC && !industry.is_empty();
        let tests = enough.then(|| Tests::of(&industry, &academia));
        Comparison {
            industry,
            academia,
            tests,
        }
    }

    /// The median of industry less that of academia, in orders of magnitude.
    ///
    /// # Errors
    ///
    /// [`StatsError::TooFew`] where either has no model.
    pub fn median_gap(&self) -> Result<f64, StatsError> {
        Ok(quartile(&self.industry, 0.5)? - quartile(&self.academia, 0.5)?)
    }
}

impl Tests {
    fn of(industry: &[f64], academia: &[f64]) -> Result<Self, StatsError> {
        Ok(Tests {
            shift: hodges_lehmann(industry, academia, 0.95, Missing::Refuse)?,
            ranks: mann_whitney(industry, academia, Missing::Refuse)?,
            means: welch_t(industry, academia, Missing::Refuse)?,
        })
    }
}

fn quartile(values: &[f64], p: f64) -> Result<f64, StatsError> {
    let found = quantiles(values, &[p], QuantileType::Linear)?;
    Ok(found[0])
}

/// Least squares of log10 FLOP on industry, with a level for each year.
#[derive(Clone, Debug)]
pub struct Regression {
    /// The fit.
    pub fit: OlsFit,
    /// Its coefficients with errors that allow each model a variance of its own (HC1).
    pub robust: RobustErrors,
}

impl Regression {
    /// The name of the term.
    pub const INDUSTRY: &'static str = "industry";

    /// Fits the models of some years; the first year that occurs is the base.
    ///
    /// # Errors
    ///
    /// As [`ols`]: too few models, or all of one sector.
    pub fn of(models: &[Model], years: &RangeInclusive<i32>) -> Result<Self, StatsError> {
        let models: Vec<&Model> = models.iter().filter(|m| years.contains(&m.year)).collect();
        let industry: Vec<f64> = models
            .iter()
            .map(|m| f64::from(u8::from(m.industry)))
            .collect();
        let levels: Vec<i64> = models.iter().map(|m| i64::from(m.year)).collect();
        let compute: Vec<f64> = models.iter().map(|m| m.log_compute).collect();
        let design = Design::with_intercept()
            .term(Self::INDUSTRY, &industry)?
            .dummies("year", &levels, levels.iter().min().copied())?;
        let fit = ols(&design, &compute, Missing::Refuse)?;
        let robust = fit.robust(Robust::Hc1)?;
        Ok(Regression { fit, robust })
    }
}

/// Everything that this question gives.
#[derive(Clone, Debug)]
pub struct Compute {
    /// The models that are compared.
    pub models: Vec<Model>,
    /// Models of industry with others than academia, which are compared with nobody.
    pub left_out: u64,
}

impl Compute {
    /// The models of a table.
    #[must_use]
    pub fn of(records: &Records, selection: Selection) -> Self {
        let is_left_out = |row: &&Record| {
            row.sector() == Sector::Other
                && row.kinds.involve_industry()
                && row.log_compute.is_some()
                && selection.admits(row)
        };
        Compute {
            models: Model::all(records, selection),
            left_out: records.rows.iter().filter(is_left_out).count() as u64,
        }
    }

    pub(super) fn record(&self, facts: &mut Facts<'_>) {
        let label = "models of industry with others than academia, compared with nobody";
        facts.count("left_out", self.left_out, "models", label);
        for year in YEARS {
            let comparison = Comparison::of(&self.models, &(year..=year));
            record(
                &comparison,
                &format!("year_{year}"),
                &year.to_string(),
                facts,
            );
        }
        for years in PERIODS {
            let (stem, words) = super::stem_and_words("period", &years);
            record(&Comparison::of(&self.models, &years), &stem, &words, facts);
            let regression = Regression::of(&self.models, &years);
            record_regression(&regression, &stem, &words, facts);
        }
    }
}

type Get = fn(&Tests) -> Option<f64>;

const TESTS: [(&str, &str, Get); 10] = [
    (
        "hodges_lehmann",
        "Hodges-Lehmann shift in orders of magnitude",
        |t| Some(t.shift.shift),
    ),
    ("hodges_lehmann_low", "lower end of its 95% interval", |t| {
        Some(t.shift.interval?.low)
    }),
    (
        "hodges_lehmann_high",
        "upper end of its 95% interval",
        |t| Some(t.shift.interval?.high),
    ),
    ("mann_whitney_u", "Mann-Whitney U", |t| Some(t.ranks.u1)),
    // The normal approximation at every size, as in the reference, so that years compare.
    (
        "mann_whitney_p",
        "p of Mann-Whitney, continuity and ties corrected",
        |t| Some(t.ranks.normal_continuity?.two_sided),
    ),
    (
        "superiority",
        "chance that a model with industry takes more",
        |t| Some(t.ranks.auc),
    ),
    (
        "mean_gap_oom",
        "difference of means in orders of magnitude",
        |t| Some(t.means.difference),
    ),
    ("welch_t", "Welch’s t", |t| Some(t.means.t)),
    ("welch_df", "Welch’s degrees of freedom", |t| {
        Some(t.means.df)
    }),
    ("welch_p", "p of Welch", |t| Some(t.means.p.two_sided)),
];

fn record(comparison: &Comparison, stem: &str, words: &str, facts: &mut Facts<'_>) {
    let groups = [
        ("industry", "with industry", &comparison.industry),
        ("academia", "of academia alone", &comparison.academia),
    ];
    let mut add = |name: &str, value: Result<f64, String>, label: String| {
        let value = match value {
            Ok(x) => Value::from(Quantity::exact(x, Unit::Number)),
            Err(why) => Value::Missing(why),
        };
        facts.add(
            &format!("{stem}.{name}"),
            value,
            format!("{words}: {label}"),
            "",
            [],
        );
    };
    for (group, who, values) in groups {
        for (name, p, what) in [
            ("q25", 0.25, "lower quartile"),
            ("median", 0.5, "median"),
            ("q75", 0.75, "upper quartile"),
        ] {
            let found = quartile(values, p).map_err(|_| format!("there is no model {who}"));
            let label = format!("{what} of log10 FLOP of models {who}");
            add(&format!("{name}_{group}"), found, label);
        }
    }
    let gap = comparison.median_gap();
    let gap = gap.map_err(|_| "one of the two has no model".to_owned());
    let label = "difference of medians in orders of magnitude".to_owned();
    add("median_gap_oom", gap, label);
    for (name, what, get) in TESTS {
        let found = match &comparison.tests {
            None => Err(format!(
                "a ranking needs {LEAST_ACADEMIC} models of academia and one with industry, here are {} and {}",
                comparison.academia.len(),
                comparison.industry.len()
            )),
            Some(Err(error)) => Err(error.to_string()),
            Some(Ok(tests)) => get(tests).ok_or_else(|| "the models are too few".to_owned()),
        };
        add(name, found, what.to_owned());
    }
    for (group, who, values) in groups {
        let label = format!("{words}: models {who} with known compute");
        facts.count(
            &format!("{stem}.n_{group}"),
            values.len() as u64,
            "models",
            &label,
        );
    }
}

fn record_regression(
    regression: &Result<Regression, StatsError>,
    stem: &str,
    words: &str,
    facts: &mut Facts<'_>,
) {
    type Get = fn(&Regression) -> Result<f64, StatsError>;
    const TERM: &str = Regression::INDUSTRY;
    let values: [(&str, &str, Get); 9] = [
        ("n", "models", |r| Ok(r.fit.n as f64)),
        ("r2", "share of the variance explained", |r| {
            Ok(r.fit.r_squared)
        }),
        (
            "industry.estimate",
            "orders of magnitude for industry",
            |r| Ok(r.fit.coefficient(TERM)?.estimate),
        ),
        ("industry.se", "its standard error", |r| {
            Ok(r.fit.coefficient(TERM)?.std_err)
        }),
        (
            "industry.se_robust",
            "its standard error, robust (HC1)",
            |r| {
                let mut terms = r.robust.coefficients.iter();
                let term = terms.find(|term| term.name == TERM);
                Ok(term.unwrap_or(r.fit.coefficient(TERM)?).std_err)
            },
        ),
        ("industry.t", "its t", |r| {
            Ok(r.fit.coefficient(TERM)?.statistic)
        }),
        ("industry.p", "its p", |r| {
            Ok(r.fit.coefficient(TERM)?.p_value)
        }),
        ("industry.ci_low", "lower end of its 95% interval", |r| {
            Ok(r.fit.coefficient(TERM)?.interval.low)
        }),
        ("industry.ci_high", "upper end of its 95% interval", |r| {
            Ok(r.fit.coefficient(TERM)?.interval.high)
        }),
    ];
    for (name, what, get) in values {
        let value = match regression.as_ref().map_err(Clone::clone).and_then(get) {
            Ok(x) => Value::from(Quantity::exact(x, Unit::Number)),
            Err(error) => Value::Missing(error.to_string()),
        };
        let label = format!("{words}, least squares with years: {what}");
        let how = "log10 FLOP on industry and a level for each year";
        facts.add(&format!("{stem}.ols.{name}"), value, label, how, []);
    }
}
