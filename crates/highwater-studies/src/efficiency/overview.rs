//! What scores look like before any regression: whether they rise with cost, and how far apart models
//! of one size lie.

use std::collections::BTreeMap;
use std::sync::Arc;

use highwater_facts::{Quantity, RowSet, Unit, Value};
use highwater_stats::{Missing, SpearmanTest, StatsError, spearman};
use highwater_study::Facts;

use super::benchmark::{Benchmark, Cost};
use super::buckets::three_digits;
use super::sample::{Point, Sample, places};
use super::settings::Choice;
use super::systems::Systems;

/// Scores against their cost, whatever they are.
#[derive(Clone, Debug)]
pub struct Overview {
    /// For each benchmark and cost the models that have both.
    pub samples: Vec<(Benchmark, Cost, Sample)>,
}

/// Models with the same number of active parameters.
#[derive(Clone, Debug, PartialEq)]
pub struct SameSize {
    /// The parameters.
    pub parameters: f64,
    /// The models.
    pub points: Vec<Point>,
    /// The first of those with the lowest score.
    pub lowest: Point,
    /// One with the highest.
    pub highest: Point,
}

impl Overview {
    /// Takes all models whose scores are taken, however near to guessing.
    #[must_use]
    pub fn of(systems: &Systems, choice: &Choice) -> Self {
        let pairs = Cost::ALL
            .into_iter()
            .flat_map(|cost| Benchmark::ALL.map(|benchmark| (benchmark, cost)));
        let sample = |(benchmark, cost)| {
            let choice = Choice {
                benchmark,
                cost,
                chance_margin: f64::NEG_INFINITY,
                ..*choice
            };
            (benchmark, cost, Sample::of(systems, &choice))
        };
        Overview {
            samples: pairs.map(sample).collect(),
        }
    }

    /// The models of one benchmark and cost.
    #[must_use]
    pub fn sample(&self, benchmark: Benchmark, cost: Cost) -> Option<&Sample> {
        let mut samples = self.samples.iter();
        let found = samples.find(|(b, c, _)| (*b, *c) == (benchmark, cost));
        found.map(|(_, _, sample)| sample)
    }

    /// The size that most models of a benchmark have, the smallest of several such.
    #[must_use]
    pub fn same_size(&self, benchmark: Benchmark) -> Option<SameSize> {
        let sample = self.sample(benchmark, Cost::Parameters)?;
        let mut sizes: BTreeMap<i64, Vec<Point>> = BTreeMap::new();
        for point in &sample.points {
            // To a thousandth of a power of ten, which is closer than sizes are stated.
            let size = (1000.0 * point.log_cost).round() as i64;
            sizes.entry(size).or_default().push(*point);
        }
        let (size, points) = sizes
            .into_iter()
            .rev()
            .max_by_key(|(_, points)| points.len())?;
        let by_score = |a: &&Point, b: &&Point| a.score.total_cmp(&b.score);
        Some(SameSize {
            parameters: three_digits(libm::pow(10.0, size as f64 / 1000.0)),
            lowest: *points.iter().min_by(by_score)?,
            highest: *points.iter().max_by(by_score)?,
            points,
        })
    }

    /// Returns the rows of the models that have both, for the figures of a cost.
    pub(super) fn row_sets(&self, systems: &Systems, cost: Cost) -> Vec<Arc<RowSet>> {
        let samples = self.samples.iter().filter(|(_, of, _)| *of == cost);
        samples
            .map(|(benchmark, cost, sample)| row_set(systems, *benchmark, *cost, sample))
            .collect()
    }

    pub(super) fn record(&self, benchmark: Benchmark, systems: &Systems, facts: &mut Facts) {
        for (benchmark, cost, sample) in &self.samples {
            let words = format!("{} and {}", benchmark.name(), cost.words());
            let stem = format!(
                "scores.by_benchmark[{}].{}",
                benchmark.name().to_lowercase(),
                cost.segment()
            );
            let n = sample.points.len() as u64;
            let rho = match rank_correlation(sample) {
                Ok(test) => Quantity::exact(test.rho, Unit::Number).into(),
                Err(error) => Value::Missing(error.to_string()),
            };
            facts.within(&row_set(systems, *benchmark, *cost, sample), |facts| {
                let label = format!("models with {words}");
                facts.count(&format!("{stem}.n"), n, "models", &label);
                let label = format!("rank correlation of {words}");
                facts.add(&format!("{stem}.rho"), rho, label, "Spearman’s rho", []);
            });
        }
        let same = self.same_size(benchmark);
        let of = |get: fn(&SameSize) -> f64, unit| match &same {
            Some(same) => Value::from(Quantity::exact(get(same), unit)),
            None => Value::Missing("no model has both a score and a size".to_owned()),
        };
        for (name, value, label) in [
            (
                "parameters",
                of(|s| s.parameters, Unit::Of("parameters")),
                "active parameters that most models have, rounded",
            ),
            (
                "n",
                of(|s| s.points.len() as f64, Unit::Of("models")),
                "models of that size",
            ),
            (
                "lowest",
                of(|s| 100.0 * s.lowest.score, Unit::Percent),
                "lowest score of a model of that size",
            ),
            (
                "highest",
                of(|s| 100.0 * s.highest.score, Unit::Percent),
                "highest score of a model of that size",
            ),
        ] {
            let end = match (name, &same) {
                ("lowest", Some(same)) => Some(same.lowest),
                ("highest", Some(same)) => Some(same.highest),
                _ => None,
            };
            let cell =
                end.and_then(|end| systems.cell(end.system, |of| &of.scores[benchmark.index()]));
            let set = same.as_ref().map(|same| {
                let words = "models of the size that most have";
                systems.row_set("same_size", words, places(&same.points))
            });
            facts.within_any(set.as_ref(), |facts| {
                facts.add(&format!("same_size.{name}"), value, label, "", cell);
            });
        }
    }
}

/// Returns the rows of the models that have a score and a cost.
fn row_set(systems: &Systems, benchmark: Benchmark, cost: Cost, sample: &Sample) -> Arc<RowSet> {
    let benchmark = benchmark.name();
    let name = format!("scores.{}.{}", benchmark.to_lowercase(), cost.segment());
    let words = format!("models with {benchmark} and {}", cost.words());
    systems.row_set(&name, &words, places(&sample.points))
}

fn rank_correlation(sample: &Sample) -> Result<SpearmanTest, StatsError> {
    let column = |of: fn(&super::sample::Point) -> f64| -> Vec<f64> {
        sample.points.iter().map(of).collect()
    };
    spearman(
        &column(|p| p.log_cost),
        &column(|p| p.score),
        Missing::Refuse,
    )
}
