//! What a given score costs: how much smaller, or cheaper to train, does a model of a given benchmark
//! score get each year?
//!
//! Question: by what factor does the cost of a score fall in a year?
//! Method: the regression of performance, as the negative logarithm of the share of wrong answers, on
//! release date and the logarithm of cost, as the notebook fits it; the factor is the ratio of the
//! two coefficients, with intervals by six methods, the factors of the two regressions the other way
//! round, cross-validation, what single models and developers are worth, and the multiverse of
//! reasonable analyses.
//! Caveat: the models are those that were put through a benchmark, several of a family and none
//! chosen at random; outside of them the model foretells scores below zero.
//! Source: Epoch AI, "Data on AI models", the tables of benchmarks of 2024-10-18 and of GSM1k of
//! 2024-10-10; where those are not at hand, the embedded `data/models.csv`.

pub mod benchmark;
pub mod buckets;
pub mod components;
pub mod degenerate;
pub mod factor;
pub mod influence;
pub mod multiverse;
pub mod overview;
pub mod prediction;
pub mod ranking;
pub mod regression;
pub mod sample;
pub mod settings;
pub mod systems;
pub mod validation;
pub mod variants;

mod benchmark_tables;
mod exhibits;
mod factor_facts;
mod input;
mod lists;
mod outcome;

pub use input::read;
pub use settings::PARAMETERS;

use std::sync::Arc;

use highwater_facts::{Quantity, Unit, Value};
use highwater_study::{self as study, Facts, Inputs, Study, StudyError};

use crate::model_table;
use buckets::Bucket;
use components::Components;
use degenerate::Degenerate;
use factor::Factor;
use influence::LeftOut;
use overview::Overview;
use ranking::Ranked;
use regression::{Columns, Regressions};
use sample::{Reason, Sample};
use settings::Choice;
use systems::{System, Systems};
use variants::Variant;

/// The snapshot of the benchmarks.
pub const BENCHMARKS: &str = "benchmarks-2024-10-18";
/// The snapshot of GSM1k.
pub const GSM1K: &str = "gsm1k-2024-10-10";

/// The study.
pub const STUDY: Study = Study::new("efficiency", run)
    .tables("efficiency")
    .also(&[model_table::FOLDER])
    .parameters(PARAMETERS)
    .snapshots(&[BENCHMARKS, GSM1K]);

/// Reads the tables; returns what they say.
fn run(inputs: &Inputs<'_>) -> Result<study::Results, StudyError> {
    let choice = Choice::of(inputs.parameters());
    let (systems, mut results) = read(inputs)?;
    if !inputs.are_sound() || !results.problems.faults.is_empty() {
        return Ok(results);
    }
    results.append(choice.record(systems.chance(choice.benchmark)));
    let found = Results::of(&systems, &choice);
    results.append(found.record());
    results.record_lists();
    results.append(exhibits::all(&found));
    Ok(results)
}

/// All that the study found.
#[derive(Debug)]
pub struct Results<'a> {
    /// All systems.
    pub systems: &'a Systems,
    /// Which of them are looked at.
    pub choice: &'a Choice,
    /// The scores before any regression.
    pub overview: Overview,
    /// Those that are left.
    pub sample: Sample,
    /// The regressions through them.
    pub regressions: Regressions,
    /// What they say of the cost of a score.
    pub factor: Factor,
    /// What the others say with each model left out.
    pub without_models: Result<Vec<LeftOut>, Degenerate>,
    /// What the others say with each developer left out.
    pub without_developers: Result<Vec<LeftOut>, Degenerate>,
    /// How many developers there are.
    pub developers: usize,
    /// Models of about the same performance.
    pub buckets: Vec<Bucket>,
    /// The principal components.
    pub components: Components,
    /// The models by "price performance".
    pub ranking: Vec<Ranked>,
    /// How the competing models foretell.
    pub validation: validation::Validation,
    /// The factor on every benchmark, by either cost.
    pub variants: Vec<Variant>,
    /// The headline under all choices.
    pub multiverse: crate::multiverse::Multiverse,
}

impl<'a> Results<'a> {
    /// Computes everything.
    #[must_use]
    pub fn of(systems: &'a Systems, choice: &'a Choice) -> Self {
        let sample = Sample::of(systems, choice);
        let columns = Columns::of(&sample);
        let regressions = Regressions::of(&columns);
        let (names, developers) = names(systems, &sample);
        let without_models = influence::without_models(&columns, &names);
        let left_out = without_models.as_ref().map_or(&[][..], |all| &all[..]);
        let left_out: Vec<f64> = left_out.iter().filter_map(|one| one.log10).collect();
        let factor = Factor::of(&columns, &developers, &regressions, &left_out);
        let fitted = regressions.performance.as_ref().ok();
        let fitted = fitted.map(|fit| &fit.fitted[..]);
        Results {
            // Where all models make no factor, neither do all but one.
            without_models: factor.of_factor(without_models),
            without_developers: factor
                .of_factor(influence::without_developers(&columns, &developers)),
            developers: influence::distinct(&developers).len(),
            factor,
            buckets: Bucket::all(systems, &sample),
            components: Components::of(systems, &sample),
            ranking: ranking::ranking(&sample, fitted),
            validation: validation::validate(&columns),
            variants: variants::all(systems, choice),
            multiverse: multiverse::all(systems),
            overview: Overview::of(systems, choice),
            regressions,
            sample,
            systems,
            choice,
        }
    }

    fn record(&self) -> study::Results {
        let mut recorded = study::Results::default();
        let mut all = Facts::below("efficiency");
        let (facts, systems) = (&mut all, self.systems);
        let every = systems.all_rows();
        self.record_sample(facts);
        facts.within(&every, |facts| {
            self.overview.record(self.choice.benchmark, systems, facts);
            variants::record(&self.variants, systems, facts);
        });
        facts.within(&self.sample.row_set(systems), |facts| {
            buckets::record(&self.buckets, systems, &self.sample, facts);
            buckets::record_cheapest(&self.buckets, systems, self.choice.cost, facts);
            ranking::record(&self.ranking, systems, self.choice, facts);
        });
        facts.within(&self.components.row_set(systems), |facts| {
            self.components.record(facts);
        });
        let fitted = self.sample.regression_row_set(systems);
        facts.within(&fitted, |facts| {
            self.regressions.record(facts);
            self.factor.record(self.choice, facts);
            validation::record(&self.validation, facts);
            self.record_influence(facts);
        });
        recorded.append(all);
        let mut facts = Facts::below("efficiency.multiverse").of_rows(every);
        self.multiverse.record(&mut facts);
        multiverse::record_spread(&self.multiverse, &mut facts);
        recorded.append(facts);
        recorded
    }

    fn record_influence(&self, facts: &mut Facts) {
        for (stem, things, left_out) in [
            ("influence.model", "models", &self.without_models),
            (
                "influence.developer",
                "developers",
                &self.without_developers,
            ),
        ] {
            // A developer is the beginning of a model's name, which is not a cell.
            let of_model = |name: &str| {
                let found = self.sample.dated().find_map(|(_, point)| {
                    let system = &self.systems.rows[point.system];
                    (&*system.name == name).then_some(point.system)
                });
                self.systems
                    .cell(found.filter(|_| things == "models")?, |of| &of.system)
            };
            let others = |end: &str, left_out: &str| {
                let words = format!("models of the regression without {left_out}");
                let has = |system: &System| match things {
                    "models" => &*system.name != left_out,
                    _ => &**developer(system) != left_out,
                };
                let name = format!("{stem}.{end}");
                self.sample.dated_row_set(self.systems, &name, &words, has)
            };
            influence::record(facts, stem, things, left_out, of_model, others);
        }
    }

    fn record_sample(&self, facts: &mut Facts) {
        let (systems, sample) = (self.systems, &self.sample);
        let left_after = |name: &str, words: &str, reason| {
            systems.row_set(name, words, sample.places_after(reason))
        };
        let unchanged = "rows without systems trained further";
        let above = "models with a score well above guessing";
        for (name, label, set) in [
            ("rows_merged", "rows of both tables", systems.all_rows()),
            (
                "rows_after_filters",
                unchanged,
                left_after("sample.rows_after_filters", unchanged, Reason::Flan),
            ),
            (
                "rows_above_chance",
                above,
                left_after("sample.rows_above_chance", above, Reason::NearChance),
            ),
            ("n", "models with score and cost", sample.row_set(systems)),
        ] {
            let n = set.rows().len() as u64;
            facts.within(&set, |facts| {
                facts.count(&format!("sample.{name}"), n, "models", label);
            });
        }
        let mut by_date: Vec<usize> = self.sample.dated().map(|(_, point)| point.system).collect();
        by_date.sort_by_key(|at| self.systems.rows[*at].date);
        for (place, name, label) in [
            (0, "first", "first model of the regressions"),
            (1, "second", "second model of the regressions"),
        ] {
            let none = || Value::Missing("there are fewer models".to_owned());
            let at = by_date.get(place).copied();
            let system = at.map(|at| &self.systems.rows[at]);
            let model = system.map_or_else(none, |s| Value::Text(s.name.to_string()));
            let path = format!("sample.{name}.model");
            let cell = at.and_then(|at| self.systems.cell(at, |of| &of.system));
            facts.add(&path, model, label, "", cell);
            let date = system.and_then(|system| system.date);
            let year = date.map_or_else(none, |d| {
                Quantity::exact(f64::from(d.year()), Unit::Years).into()
            });
            facts.add(
                &format!("sample.{name}.year"),
                year,
                format!("year of the {label}"),
                "",
                at.and_then(|at| self.systems.cell(at, |of| &of.date)),
            );
        }
        let (developers, label) = (self.developers as u64, "developers of those models");
        facts.within(&sample.regression_row_set(systems), |facts| {
            facts.count("sample.developers", developers, "developers", label);
        });
        for reason in Reason::ALL {
            let names = self.sample.dropped_by(reason);
            let names: Vec<&str> = names.map(|at| &*self.systems.rows[at].name).collect();
            let stem = format!("sample.dropped.{}", reason.segment());
            let label = format!("dropped: {}", reason.words());
            let set = systems.row_set(&stem, &label, sample.dropped_by(reason));
            facts.within(&set, |facts| {
                facts.count(&format!("{stem}.n"), names.len() as u64, "models", &label);
                let names = match names.is_empty() {
                    true => Value::Missing("none was dropped".to_owned()),
                    false => Value::Text(names.join(", ")),
                };
                facts.add(&format!("{stem}.names"), names, label.clone(), "", []);
            });
        }
    }
}

/// For each model of a regression its name and its developer; a model whose developer is not known is
/// its own.
#[must_use]
pub fn names(systems: &Systems, sample: &Sample) -> (Vec<Arc<str>>, Vec<Arc<str>>) {
    let models = sample.dated().map(|(_, point)| &systems.rows[point.system]);
    models
        .map(|system| (system.name.clone(), developer(system).clone()))
        .unzip()
}

/// Returns who developed a system, as far as that is known; else the system is its own.
fn developer(system: &System) -> &Arc<str> {
    system.developer.as_ref().unwrap_or(&system.name)
}
