//! The notebook's "price performance", and what a ranking by price should be.
//!
//! The notebook adds the logarithm of the cost and the negative log error. A sum is no ratio: the
//! smallest sums are those of small, weak models. Beside it stands how far a model's score lies above
//! what its date and cost let expect.

use highwater_facts::{Quantity, Unit, Value};
use highwater_study::Facts;

use super::sample::{Point, Sample};
use super::settings::Choice;
use super::systems::Systems;

/// How many models have values of their own.
pub const LISTED: usize = 10;

/// A model with its rank.
#[derive(Clone, Copy, Debug)]
pub struct Ranked {
    /// The model.
    pub point: Point,
    /// The logarithm of its cost, and its negative log error, added.
    pub sum: f64,
    /// Its negative log error less what the regression expects of its date and cost; none without a
    /// date or a regression.
    pub above_expected: Option<f64>,
}

/// Returns all models, the smallest sum first; `expected` are the fitted values of those with a date.
#[must_use]
pub fn ranking(sample: &Sample, expected: Option<&[f64]>) -> Vec<Ranked> {
    let mut fitted = expected.unwrap_or_default().iter();
    let points = sample.points.iter();
    let mut ranked: Vec<Ranked> = points
        .map(|point| Ranked {
            point: *point,
            sum: point.log_cost + point.nle,
            above_expected: point
                .date
                .and_then(|_| fitted.next())
                .map(|fitted| point.nle - fitted),
        })
        .collect();
    ranked.sort_by(|a, b| a.sum.total_cmp(&b.sum));
    ranked
}

pub(super) fn record(ranking: &[Ranked], systems: &Systems, choice: &Choice, facts: &mut Facts) {
    let none = || Value::Missing("fewer models are left".to_owned());
    for rank in 1..=LISTED {
        let ranked = ranking.get(rank - 1);
        let stem = format!("price_performance.by_rank[rank_{rank}]");
        let number = |of: fn(&Ranked) -> f64, unit| match ranked {
            Some(ranked) => Quantity::exact(of(ranked), unit).into(),
            None => none(),
        };
        let (score, cost) = (choice.benchmark.index(), choice.cost.index());
        let at = ranked.map(|ranked| ranked.point.system);
        let named = at.and_then(|at| systems.cell(at, |of| &of.system));
        let scored = at.and_then(|at| systems.cell(at, |of| &of.scores[score]));
        let costing = at.and_then(|at| systems.cell(at, |of| &of.costs[cost]));
        let system = ranked.map_or_else(none, |ranked| {
            Value::Text(systems.rows[ranked.point.system].name.to_string())
        });
        let label = format!("rank {rank}: model");
        facts.add(&format!("{stem}.system"), system, label, "", named);
        let score = number(|ranked| ranked.sum, Unit::Number);
        let used = number(
            |ranked| libm::pow(10.0, ranked.point.log_cost),
            choice.cost.unit(),
        );
        let label = format!("rank {rank}: {}", choice.cost.words());
        facts.add(&format!("{stem}.cost"), used, label, "", costing.clone());
        let label = format!("rank {rank}: log10 of the cost plus negative log error");
        let how = "a sum of logs, no ratio";
        let from = costing.into_iter().chain(scored.clone());
        facts.add(&format!("{stem}.score"), score, label, how, from);
        let accuracy = number(|ranked| 100.0 * ranked.point.score, Unit::Percent);
        let label = format!("rank {rank}: score on the benchmark");
        facts.add(&format!("{stem}.accuracy"), accuracy, label, "", scored);
    }
}
