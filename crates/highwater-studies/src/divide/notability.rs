//! Which models count: what the supplement's filter drops, and whose models those are.
//!
//! Question: are the models that are notable for use or training cost alone mostly those of
//! industry, as the supplement says to justify dropping them?
//! Method: models by sector before and after; Fisher's exact test of dropped against kept by
//! whether industry alone made them.

use std::sync::Arc;

use highwater_facts::{Quantity, RowSet, Unit, Value};
use highwater_stats::{FisherTest, StatsError, fisher_exact};
use highwater_study::Facts;

use super::records::{Notability, Record, Records};
use super::sector::Sector;

/// How many models each sector has, in the order of [`Sector::ALL`].
pub type BySector = [u64; 5];

/// What the filter does.
#[derive(Clone, Debug)]
pub struct Filter {
    /// All models.
    pub all: BySector,
    /// Those called notable.
    pub notable: BySector,
    /// Those that the filter keeps.
    pub kept: BySector,
    /// Notable models that it drops.
    pub dropped: BySector,
    /// The names of those, in the table's order.
    pub dropped_names: Vec<Arc<str>>,
    /// Models by criterion, in the order of [`CRITERIA`]; a model may have several.
    pub by_criterion: [u64; 5],
    /// Dropped against kept, by industry only or not.
    pub fisher: Result<FisherTest, StatsError>,
}

/// Whether a model is notable for one reason.
type Has = fn(&Notability) -> bool;

/// The criteria: the name in a path, the words, and who has it.
pub const CRITERIA: [(&str, &str, Has); 5] = [
    ("sota_improvement", "SOTA improvement", |n| {
        n.sota_improvement
    }),
    ("historical_significance", "historical significance", |n| {
        n.historical_significance
    }),
    ("highly_cited", "highly cited", |n| n.highly_cited),
    ("significant_use", "significant use", |n| n.significant_use),
    ("training_cost", "training cost", |n| n.training_cost),
];

impl Filter {
    /// Filters models.
    #[must_use]
    pub fn of(records: &Records) -> Self {
        let count = |admits: &dyn Fn(&Record) -> bool| {
            let of_sector = |sector| {
                let rows = records.rows.iter();
                rows.filter(|row| row.sector() == sector && admits(row))
                    .count() as u64
            };
            Sector::ALL.map(of_sector)
        };
        let (kept, dropped) = (count(&is_kept), count(&is_dropped));
        let named = records.rows.iter().filter(|row| is_dropped(row));
        let by_criterion = CRITERIA.map(|(_, _, has)| {
            let rows = records.rows.iter();
            rows.filter(|row| has(&row.notability)).count() as u64
        });
        Filter {
            all: count(&|_| true),
            notable: count(&is_notable),
            kept,
            dropped,
            dropped_names: named.map(|row| row.system.clone()).collect(),
            by_criterion,
            fisher: fisher_exact([industry_or_not(&dropped), industry_or_not(&kept)]),
        }
    }
}

fn is_notable(row: &Record) -> bool {
    row.notability.is_notable()
}

fn is_kept(row: &Record) -> bool {
    row.notability.is_kept()
}

/// Returns whether the filter drops a notable model.
fn is_dropped(row: &Record) -> bool {
    is_notable(row) && !is_kept(row)
}

/// Returns the rows of the notable models.
pub(super) fn notable_rows(records: &Records) -> Arc<RowSet> {
    records.row_set_of("notability.notable", "notable models", is_notable)
}

/// Models of industry alone, and all others.
fn industry_or_not(counts: &BySector) -> [u64; 2] {
    [counts[0], counts[1..].iter().sum()]
}

/// Returns the share of models of industry alone; none without models.
#[must_use]
pub fn industry_only_share(counts: &BySector) -> Option<f64> {
    let all: u64 = counts.iter().sum();
    (all > 0).then(|| counts[0] as f64 / all as f64)
}

type Of = fn(&Filter) -> &BySector;
type Is = fn(&Record) -> bool;
/// A value of the filter.
type Get<'a> = &'a dyn Fn(&Filter) -> Value;

const GROUPS: [(&str, &str, Of, Is); 4] = [
    ("models", "all models", |f| &f.all, |_| true),
    ("notable", "notable models", |f| &f.notable, is_notable),
    ("kept", "models that the filter keeps", |f| &f.kept, is_kept),
    (
        "dropped",
        "models notable for use or training cost alone",
        |f| &f.dropped,
        is_dropped,
    ),
];

/// Records the filter; without one, that it needs the snapshot.
pub(super) fn record(filter: Option<&Filter>, records: &Records, facts: &mut Facts) {
    // Without a filter no value rests on a group of rows.
    let rows = |name: &str, words: &str, is: &dyn Fn(&Record) -> bool| {
        let name = format!("notability.{name}");
        filter.map(|_| records.row_set_of(&name, words, is))
    };
    let mut add = |set: Option<&Arc<RowSet>>, path: &str, label: String, value: Get<'_>| {
        let value = filter.map_or_else(super::labels::needs_snapshot, value);
        facts.within_any(set, |facts| facts.add(path, value, label, "", []));
    };
    let models = |n: u64| Value::from(Quantity::exact(n as f64, Unit::Of("models")));
    for (group, words, of, is) in GROUPS {
        let set = rows(group, words, &is).filter(|_| group != "models");
        let set = set.as_ref();
        add(set, group, words.to_owned(), &|f| {
            models(of(f).iter().sum())
        });
        for (at, sector) in Sector::ALL.into_iter().enumerate() {
            let path = format!("by_sector.{group}.{}", sector.segment());
            let label = format!("{words}: {}", sector.words());
            add(set, &path, label, &|f| models(of(f)[at]));
        }
        let path = format!("industry_only_share.{group}");
        let label = format!("{words}: share of industry alone");
        add(set, &path, label, &|f| match industry_only_share(of(f)) {
            Some(share) => Quantity::exact(share, Unit::Fraction).into(),
            None => Value::Missing("there are no such models".to_owned()),
        });
        if group == "dropped" {
            let label = "models that are dropped".to_owned();
            add(
                set,
                "dropped_names",
                label,
                &|f| match f.dropped_names.is_empty() {
                    true => Value::Missing("none was dropped".to_owned()),
                    false => Value::Text(f.dropped_names.join(", ")),
                },
            );
        }
    }
    for (at, (criterion, words, has)) in CRITERIA.into_iter().enumerate() {
        let label = format!("models notable for: {words}");
        let path = format!("by_criterion.{criterion}");
        let set = rows(&path, &label, &|row| has(&row.notability));
        add(set.as_ref(), &path, label, &|f| models(f.by_criterion[at]));
    }
    type OfTest = fn(&FisherTest) -> Option<f64>;
    let tests: [(&str, &str, Unit, OfTest); 4] = [
        ("odds_ratio", "odds ratio", Unit::Ratio, |t| t.odds_ratio),
        (
            "odds_ratio_low",
            "lower end of its 95% interval",
            Unit::Ratio,
            |t| Some(t.interval(0.95).ok()?.low),
        ),
        (
            "odds_ratio_high",
            "upper end of its 95% interval",
            Unit::Ratio,
            |t| Some(t.interval(0.95).ok()?.high),
        ),
        ("p", "p", Unit::Number, |t| Some(t.p.two_sided)),
    ];
    let set = filter.map(|_| notable_rows(records));
    for (name, words, unit, get) in tests {
        let label = format!("dropped against kept, by industry alone or not: {words}");
        add(
            set.as_ref(),
            &format!("fisher.{name}"),
            label,
            &|f| match f.fisher.as_ref().map(get) {
                Ok(Some(x)) if x.is_finite() => Quantity::exact(x, unit).into(),
                Ok(_) => Value::Missing("a row or a column of the table is empty".to_owned()),
                Err(error) => Value::Missing(error.to_string()),
            },
        );
    }
}
