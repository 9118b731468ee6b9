//! The factor on every benchmark, by either cost.

use highwater_facts::{Quantity, Unit, Value};
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

pub(super) fn record(variants: &[Variant], facts: &mut Facts) {
    for variant in variants {
        let (benchmark, cost) = (variant.benchmark.name(), variant.cost);
        let stem = format!(
            "variants.by_benchmark[{}].{}",
            benchmark.to_lowercase(),
            cost.segment()
        );
        let words = format!("{benchmark}, {}", cost.words());
        let factor = match &variant.factor {
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
        let point = match &variant.factor {
            Ok(found) => Quantity::exact(found.value, Unit::Ratio).into(),
            Err(why) => Value::Missing(why.to_string()),
        };
        let label = format!("{words}: the factor as a number, without its interval");
        facts.add(&format!("{stem}.factor_estimate"), point, label, "", []);
        let n = Quantity::exact(variant.systems.len() as f64, Unit::Of("models"));
        facts.add(&format!("{stem}.n"), n, format!("{words}: models"), "", []);
    }
}
