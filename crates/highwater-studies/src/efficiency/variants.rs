//! The factor on every benchmark, by either cost.

use std::sync::Arc;

use highwater_facts::{Quantity, RowSet, Unit, Value};
use highwater_study::Facts;

use super::benchmark::{Benchmark, Cost};
use super::degenerate::Degenerate;
use super::factor::{Estimate, by_score};
use super::regression::{Columns, Regressions};
use super::sample::Sample;
use super::settings::Choice;
use super::systems::Systems;

/// The factor on one benchmark, by one cost.
#[derive(Clone, Debug)]
pub struct Variant {
    /// The benchmark.
    pub benchmark: Benchmark,
    /// The cost.
    pub cost: Cost,
    /// The models in the regression, by their place in [`Systems::rows`].
    pub systems: Vec<usize>,
    /// The factor with Fieller's interval, by the regression of the score.
    pub factor: Result<Estimate, Degenerate>,
}

/// Returns all of them, with the scores, margin and window of a choice.
#[must_use]
pub fn all(systems: &Systems, choice: &Choice) -> Vec<Variant> {
    let pairs = Benchmark::ALL
        .into_iter()
        .flat_map(|benchmark| Cost::ALL.map(|cost| (benchmark, cost)));
    let variant = |(benchmark, cost)| {
        let choice = Choice {
            benchmark,
            cost,
            ..*choice
        };
        let sample = Sample::of(systems, &choice);
        let columns = Columns::of(&sample);
        let fit = Regressions::of(&columns).performance;
        Variant {
            benchmark,
            cost,
            systems: sample.dated().map(|(_, point)| point.system).collect(),
            factor: fit
                .map_err(Degenerate::NoFit)
                .and_then(|fit| by_score(&fit)),
        }
    };
    pairs.map(variant).collect()
}

impl Variant {
    /// Returns the rows of the models in the regression.
    fn row_set(&self, systems: &Systems) -> Arc<RowSet> {
        let (benchmark, cost) = (self.benchmark.name(), self.cost);
        let name = format!("variants.{}.{}", benchmark.to_lowercase(), cost.segment());
        let words = format!("the regression of {benchmark} on {}", cost.words());
        systems.row_set(&name, &words, self.systems.iter().copied())
    }

    fn record(&self, facts: &mut Facts) {
        let (benchmark, cost) = (self.benchmark.name(), self.cost);
        let stem = format!(
            "variants.by_benchmark[{}].{}",
            benchmark.to_lowercase(),
            cost.segment()
        );
        let words = format!("{benchmark}, {}", cost.words());
        let factor = match &self.factor {
            Ok(found) => found.value(),
            Err(why) => Value::Missing(why.to_string()),
        };
        let label = format!("{words}: how many times less a given score takes each year");
        facts.add(
            &format!("{stem}.factor"),
            factor,
            label,
            "Fieller’s interval",
            [],
        );
        let point = match &self.factor {
            Ok(found) => Quantity::exact(found.value, Unit::Ratio).into(),
            Err(why) => Value::Missing(why.to_string()),
        };
        let label = format!("{words}: the factor as a number, without its interval");
        facts.add(&format!("{stem}.factor_estimate"), point, label, "", []);
        let n = Quantity::exact(self.systems.len() as f64, Unit::Of("models"));
        facts.add(&format!("{stem}.n"), n, format!("{words}: models"), "", []);
    }
}

pub(super) fn record(variants: &[Variant], systems: &Systems, facts: &mut Facts) {
    for variant in variants {
        facts.within(&variant.row_set(systems), |facts| variant.record(facts));
    }
}
