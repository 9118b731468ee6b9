//! Compute by sector: how far models of academia alone lie below those that companies take part in.
//!
//! Question: how many orders of magnitude less compute do academic models take, by year and overall?
//! Method: medians of log10 FLOP and their difference; the Hodges-Lehmann shift; Mann-Whitney with
//! ties and continuity corrected; Welch; least squares on industry with a level for each year.
//! Caveat: industry is industry alone or with academia, as in the reference; models of industry with
//! governments or collectives and without academia are counted apart and compared with nobody.

use std::ops::RangeInclusive;
use std::sync::Arc;

use highwater_facts::RowSet;
use highwater_stats::{
    Design, HodgesLehmann, MannWhitneyTest, Missing, OlsFit, QuantileType, Robust, RobustErrors,
    StatsError, WelchTest, hodges_lehmann, mann_whitney, ols, quantiles, welch_t,
};

use super::labels::stem_and_words;
use super::records::{Record, Records};
use super::sector::Sector;
use super::settings::Selection;

/// The years that are looked at one by one.
pub const YEARS: RangeInclusive<i32> = 2010..=2024;
/// The periods that are looked at as a whole.
pub const PERIODS: [RangeInclusive<i32>; 2] = [2010..=2024, 2015..=2024];
/// A ranking of fewer academic models says nothing.
pub(super) const LEAST_ACADEMIC: usize = 5;

/// A model with a known compute, of industry or of academia alone.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Model {
    /// The place of its row among the [records](Records::rows).
    pub at: usize,
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
        let rows = records.rows.iter().enumerate();
        let of = |(at, row): (usize, &Record)| {
            let industry = match row.sector() {
                Sector::IndustryOnly | Sector::Collaboration => true,
                Sector::AcademiaOnly => false,
                Sector::Other | Sector::Unknown => return None,
            };
            Some(Model {
                at,
                year: row.year()?,
                industry,
                log_compute: row.log_compute?,
            })
        };
        rows.filter(|(_, row)| selection.admits(row))
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

    /// Returns the median of industry less that of academia, in orders of magnitude.
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

pub(super) fn quartile(values: &[f64], p: f64) -> Result<f64, StatsError> {
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
    /// The lines of models of industry with others than academia, which are compared with nobody.
    pub left_out: Vec<u64>,
    /// The years one by one: [`YEARS`].
    pub years: Vec<(i32, Comparison)>,
    /// The periods as a whole: [`PERIODS`].
    pub periods: Vec<Period>,
}

/// A period as a whole.
#[derive(Clone, Debug)]
pub struct Period {
    /// Its years.
    pub years: RangeInclusive<i32>,
    /// Its models compared.
    pub comparison: Comparison,
    /// The same with a level for each year.
    pub regression: Result<Regression, StatsError>,
}

/// The models of industry with others than academia, which are compared with nobody.
fn left_out(records: &Records, selection: Selection) -> impl Iterator<Item = &Record> {
    let is_left_out = move |row: &&Record| {
        row.sector() == Sector::Other
            && row.kinds.involve_industry()
            && row.log_compute.is_some()
            && selection.admits(row)
    };
    records.rows.iter().filter(is_left_out)
}

impl Compute {
    /// Returns the rows of all models that are compared.
    pub(super) fn row_set(&self, records: &Records) -> Arc<RowSet> {
        let words = "models with known compute, with industry or of academia alone";
        records.row_set("compute", words, self.lines(records, &YEARS))
    }

    /// Returns the rows of the models of a year that are compared.
    pub(super) fn of_year(&self, records: &Records, year: i32) -> Arc<RowSet> {
        self.of_years(
            records,
            &format!("year_{year}"),
            &year.to_string(),
            &(year..=year),
        )
    }

    /// Returns the rows of the models of a period that are compared.
    pub(super) fn of_period(&self, records: &Records, period: &Period) -> Arc<RowSet> {
        let (stem, words) = stem_and_words("period", &period.years);
        self.of_years(records, &stem, &words, &period.years)
    }

    fn of_years(
        &self,
        records: &Records,
        stem: &str,
        words: &str,
        years: &RangeInclusive<i32>,
    ) -> Arc<RowSet> {
        let words =
            format!("models of {words} with known compute, with industry or of academia alone");
        records.row_set(
            &format!("compute.{stem}"),
            &words,
            self.lines(records, years),
        )
    }

    fn lines(&self, records: &Records, years: &RangeInclusive<i32>) -> Vec<u64> {
        let models = self.models.iter();
        let models = models.filter(|model| years.contains(&model.year));
        models.map(|model| records.rows[model.at].line).collect()
    }

    /// Returns the models of a table.
    #[must_use]
    pub fn of(records: &Records, selection: Selection) -> Self {
        let models = Model::all(records, selection);
        let year = |year| (year, Comparison::of(&models, &(year..=year)));
        let period = |years: RangeInclusive<i32>| Period {
            comparison: Comparison::of(&models, &years),
            regression: Regression::of(&models, &years),
            years,
        };
        let left_out = left_out(records, selection).map(|row| row.line);
        Compute {
            left_out: left_out.collect(),
            years: YEARS.map(year).collect(),
            periods: PERIODS.map(period).to_vec(),
            models,
        }
    }
}
