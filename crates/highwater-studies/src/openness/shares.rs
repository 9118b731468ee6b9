//! The share of open models, model by model: over all, by country, by kind, by year, by compute.
//!
//! A model counts once, with any authors; one whose accessibility is missing is left out and
//! counted apart.

use std::collections::BTreeMap;

use highwater_facts::{Unit, Value};
use highwater_stats::Proportion;
use highwater_study::Facts;

use super::models::Models;
use super::own::{Grouping, Side};
use super::tally::Selection;

/// The level of all intervals.
pub const LEVEL: f64 = 0.95;

/// How many models are open, of those for which the table says so.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Share {
    /// Models that are open.
    pub open: u64,
    /// Models for which the table says whether they are.
    pub stated: u64,
    /// Models for which it does not.
    pub missing: u64,
    /// The places of all of them in the table.
    pub places: Vec<usize>,
}

impl Share {
    fn add(&mut self, at: usize, open: Option<bool>) {
        self.places.push(at);
        self.stated += u64::from(open.is_some());
        self.open += u64::from(open == Some(true));
        self.missing += u64::from(open.is_none());
    }

    /// The share, where there is a model to speak of.
    #[must_use]
    pub fn proportion(&self) -> Option<Proportion> {
        Proportion::new(self.open, self.stated).ok()
    }

    /// The models that are closed.
    #[must_use]
    pub fn closed(&self) -> u64 {
        self.stated - self.open
    }

    fn value(&self) -> Value {
        let estimate = self.proportion().and_then(|share| {
            let interval = share.wilson(LEVEL).ok()?;
            Some(Value::Estimate {
                value: share.estimate,
                low: interval.low,
                high: interval.high,
                level: LEVEL,
                unit: Unit::Fraction,
            })
        });
        estimate.unwrap_or_else(|| Value::Missing("no model says whether it is open".to_owned()))
    }
}

/// The shares of all models looked at.
#[derive(Clone, Debug, Default)]
pub struct Shares {
    /// Of all.
    pub all: Share,
    /// By the countries of the authors.
    pub country: BTreeMap<Side, Share>,
    /// By the kinds of the authors.
    pub category: BTreeMap<Side, Share>,
    /// By the year of publication.
    pub year: BTreeMap<i32, Share>,
    /// By the power of ten of training compute.
    pub compute: BTreeMap<i32, Share>,
    /// Where compute is not known.
    pub compute_unknown: Share,
}

impl Shares {
    /// Counts the models that a selection has.
    #[must_use]
    pub fn of(models: &Models, selection: &Selection) -> Self {
        let mut shares = Shares::default();
        for at in models.selected(selection) {
            shares.add(at, models, selection.is_open(&models.rows[at]));
        }
        shares
    }

    fn add(&mut self, at: usize, models: &Models, open: Option<bool>) {
        let model = &models.rows[at];
        let authors = models.authors(model.countries, model.categories);
        self.all.add(at, open);
        if model.countries.is_some() {
            let side = authors.side(Grouping::Country);
            self.country.entry(side).or_default().add(at, open);
        }
        if model.categories.is_some() {
            let side = authors.side(Grouping::Category);
            self.category.entry(side).or_default().add(at, open);
        }
        if let Some(date) = model.date {
            self.year.entry(date.year()).or_default().add(at, open);
        }
        match model.log_compute {
            Some(log) => self
                .compute
                .entry(libm::floor(log) as i32)
                .or_default()
                .add(at, open),
            None => self.compute_unknown.add(at, open),
        }
    }

    pub(super) fn record(&self, models: &Models, facts: &mut Facts) {
        add(facts, "all", "models", &self.all);
        // Each share rests on its own models, those that do not say how open they are among them.
        let mut add = |path: &str, spoken: &str, words: &str, share: &Share| {
            let name = format!("careful.{}", path.replace(['[', ']'], ""));
            let set = models.row_set(&name, words, share.places.iter().copied());
            facts.within(&set, |facts| add(facts, path, spoken, share));
        };
        for grouping in [Grouping::Country, Grouping::Category] {
            let shares = match grouping {
                Grouping::Country => &self.country,
                Grouping::Category => &self.category,
            };
            for (side, share) in shares {
                let (segment, spoken) = grouping.names(*side);
                let path = format!("{}.[{segment}]", grouping.segment());
                add(&path, spoken, &format!("models: {spoken}"), share);
            }
        }
        for (year, share) in &self.year {
            let spoken = format!("models of {year}");
            add(&format!("year.[y{year}]"), &spoken, &spoken, share);
        }
        for (power, share) in &self.compute {
            let spoken = format!("models of 10^{power} FLOP to ten times that");
            add(&format!("compute.[e{power}]"), &spoken, &spoken, share);
        }
        let spoken = "models of unknown compute";
        add("compute.unknown", spoken, spoken, &self.compute_unknown);
    }
}

impl Grouping {
    /// The name of the grouping in a path.
    #[must_use]
    pub fn segment(self) -> &'static str {
        match self {
            Grouping::Country => "country",
            Grouping::Category => "category",
        }
    }

    /// The name of a side in a path, and as it is spoken of.
    #[must_use]
    pub fn names(self, side: Side) -> (&'static str, &'static str) {
        match (self, side) {
            (Grouping::Country, Side::First) => ("united_states", "United States, not China"),
            (Grouping::Country, Side::Second) => ("china", "China, not United States"),
            (Grouping::Country, Side::Both) => ("both", "United States and China"),
            (Grouping::Country, Side::Neither) => ("elsewhere", "Elsewhere"),
            (Grouping::Category, Side::First) => ("industry", "Industry, not academia"),
            (Grouping::Category, Side::Second) => ("academia", "Academia, not industry"),
            (Grouping::Category, Side::Both) => ("both", "Industry and academia"),
            (Grouping::Category, Side::Neither) => ("other", "Neither of the two"),
        }
    }
}

fn add(facts: &mut Facts, path: &str, spoken: &str, share: &Share) {
    let how = "open models ÷ models for which the table says so, Wilson’s interval";
    let label = format!("share of open models: {spoken}");
    facts.add(&format!("share.{path}"), share.value(), label, how, []);
    for (what, n) in [
        ("open", share.open),
        ("stated", share.stated),
        ("missing", share.missing),
    ] {
        let spoken_of = match what {
            "open" => "open",
            "stated" => "with known accessibility",
            _ => "with missing accessibility",
        };
        let path = format!("models.{path}.{what}");
        facts.count(&path, n, "models", &format!("{spoken}: {spoken_of}"));
    }
}
