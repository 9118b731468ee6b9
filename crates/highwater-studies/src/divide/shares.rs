//! The share of models of academia alone, among all models and among those that take most compute.
//!
//! Question: how much of what is published, and of what takes most compute, is made by academia
//! alone?
//! Method: models with known compute and known sector, by year and by period; the most
//! compute-intensive tenth of each year is the tenth of its models, rounded up, with the largest
//! compute, with all that tie with the last of them; Wilson's intervals.

use std::ops::RangeInclusive;
use std::sync::Arc;

use highwater_facts::{Quantity, RowSet, Unit, Value};
use highwater_stats::Proportion;
use highwater_study::Facts;

use super::records::{Record, Records};
use super::sector::Sector;
use super::settings::Selection;

/// The periods that are looked at as a whole.
pub const PERIODS: [RangeInclusive<i32>; 5] = [
    2010..=2012,
    2010..=2014,
    2015..=2019,
    2020..=2022,
    2020..=2024,
];

/// A model with known compute and sector.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Placed {
    /// The line of its row.
    pub line: u64,
    /// The year of its publication.
    pub year: i32,
    /// The sector of its organisations.
    pub sector: Sector,
    /// The logarithm, base 10, of its compute in FLOP.
    pub log_compute: f64,
}

/// The models of some years.
#[derive(Clone, Debug, Default)]
pub struct Models {
    /// The models, in the table's order.
    pub rows: Vec<Placed>,
}

impl Models {
    /// Returns all models with known compute and sector.
    #[must_use]
    pub fn of(records: &Records, selection: Selection) -> Self {
        let of = |row: &Record| {
            let sector = Some(row.sector()).filter(|sector| *sector != Sector::Unknown);
            Some(Placed {
                line: row.line,
                year: row.year()?,
                sector: sector?,
                log_compute: row.log_compute?,
            })
        };
        let rows = records.rows.iter().filter(|row| selection.admits(row));
        Models {
            rows: rows.filter_map(of).collect(),
        }
    }

    /// Those of some years.
    #[must_use]
    pub fn within(&self, years: &RangeInclusive<i32>) -> Models {
        let rows = self.rows.iter();
        Models {
            rows: rows.filter(|m| years.contains(&m.year)).copied().collect(),
        }
    }

    /// Returns the tenth with the largest compute, rounded up, with all that tie with the last of them.
    ///
    /// # Example
    ///
    /// ```
    /// use highwater_studies::divide::{Sector, shares::{Models, Placed}};
    ///
    /// // By hand: a tenth of eleven models is two, and a third one ties with the second.
    /// let sector = Sector::AcademiaOnly;
    /// let model = |log_compute| Placed { line: 2, year: 2019, sector, log_compute };
    /// let logs = [18.0, 23.0, 17.0, 22.0, 16.0, 22.0, 15.0, 14.0, 13.0, 12.0, 11.0];
    /// let models = Models { rows: logs.map(model).to_vec() };
    /// assert_eq!(models.top_tenth().rows.len(), 3);
    /// ```
    #[must_use]
    pub fn top_tenth(&self) -> Models {
        let mut logs: Vec<f64> = self.rows.iter().map(|model| model.log_compute).collect();
        logs.sort_by(|a, b| b.total_cmp(a));
        let last = logs.len().div_ceil(10).checked_sub(1);
        let Some(least) = last.and_then(|last| logs.get(last)) else {
            return Models::default();
        };
        let rows = self.rows.iter();
        Models {
            rows: rows.filter(|m| m.log_compute >= *least).copied().collect(),
        }
    }

    /// Returns how many are of a sector.
    #[must_use]
    pub fn count(&self, sector: Sector) -> usize {
        let rows = self.rows.iter();
        rows.filter(|model| model.sector == sector).count()
    }

    /// Returns the rows of the models of all years.
    pub(super) fn of_all_years(&self, records: &Records) -> Arc<RowSet> {
        let models = self.within(&super::compute::YEARS);
        models.row_set(records, "shares", "models with known compute and sector")
    }

    fn row_set(&self, records: &Records, name: &str, words: &str) -> Arc<RowSet> {
        records.row_set(name, words, self.rows.iter().map(|model| model.line))
    }

    pub(super) fn record(&self, records: &Records, facts: &mut Facts) {
        let sectors = &[Sector::AcademiaOnly];
        for year in super::compute::YEARS {
            let (models, name) = (self.within(&(year..=year)), format!("shares.year_{year}"));
            let stem = format!("by_year[year_{year}]");
            let words = format!("models of {year} with known compute and sector");
            let top = models.top_tenth();
            let top_words = format!("{words}: the tenth with most compute");
            let top_rows = top.row_set(records, &format!("{name}.top_tenth"), &top_words);
            facts.within(&models.row_set(records, &name, &words), |facts| {
                record(&models, &stem, &year.to_string(), sectors, facts);
                facts.within(&top_rows, |facts| {
                    let words = format!("{year}, the tenth with most compute");
                    record(&top, &format!("{stem}.top_tenth"), &words, sectors, facts);
                });
            });
        }
        let has_academia = |year: &i32| {
            let top = self.within(&(*year..=*year)).top_tenth();
            top.count(Sector::AcademiaOnly) > 0
        };
        let last = super::compute::YEARS.rev().find(has_academia);
        let last = match last {
            Some(year) => Quantity::exact(f64::from(year), Unit::Years).into(),
            None => Value::Missing("there is none in any of the years".to_owned()),
        };
        let label = "last year with a model of academia alone in the tenth with most compute";
        facts.add("top_tenth_last_year", last, label, "", []);
        for years in PERIODS {
            let (stem, words) = super::labels::stem_and_words("period", &years);
            let (models, sectors) = (self.within(&years), &Sector::ALL[..4]);
            let of_years = format!("models of {words} with known compute and sector");
            let set = models.row_set(records, &format!("shares.{stem}"), &of_years);
            facts.within(&set, |facts| {
                record(&models, &stem, &words, sectors, facts);
            });
        }
    }
}

fn record(models: &Models, stem: &str, words: &str, sectors: &[Sector], facts: &mut Facts) {
    let n = models.rows.len();
    let label = format!("{words}: models with known compute and sector");
    facts.count(&format!("{stem}.n"), n as u64, "models", &label);
    for sector in sectors {
        let stem = match sectors {
            [_] => format!("{stem}.{}", sector.segment()),
            _ => format!("{stem}.by_sector[{}]", sector.segment()),
        };
        let who = sector.words();
        let count = models.count(*sector);
        let label = format!("{words}: models, {who}");
        facts.count(&format!("{stem}.n"), count as u64, "models", &label);
        let share = Proportion::new(count as u64, n as u64);
        let interval = share.and_then(|share| share.wilson(0.95));
        let share = (n > 0).then(|| count as f64 / n as f64);
        for (name, what, value) in [
            ("share", "share", share),
            (
                "share_low",
                "lower end of the share’s 95% interval",
                interval.as_ref().ok().map(|i| i.low),
            ),
            (
                "share_high",
                "upper end of the share’s 95% interval",
                interval.as_ref().ok().map(|i| i.high),
            ),
        ] {
            let value = match value {
                Some(x) => Value::from(Quantity::exact(x, Unit::Fraction)),
                None => Value::Missing("there is no model".to_owned()),
            };
            let label = format!("{words}: {what}, {who}");
            facts.add(&format!("{stem}.{name}"), value, label, "Wilson", []);
        }
    }
}
