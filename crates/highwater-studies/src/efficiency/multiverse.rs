//! The headline under all reasonable combinations of choices: which benchmark, what a score costs,
//! which scores are taken, how far above guessing, whether systems trained further count, since when,
//! and which of the three regressions is read. Scores that were checked are not a choice of it: they
//! are fewer than a regression needs, on every benchmark.

use std::collections::BTreeMap;

use highwater_facts::{Quantity, Unit, Value};
use highwater_ingest::Date;
use highwater_stats::{QuantileType, quantile};
use highwater_study::Facts;
use rayon::prelude::*;

use super::benchmark::{Benchmark, Cost};
use super::degenerate::LEAST_POINTS;
use super::outcome::{self, Estimates};
use super::regression::{Columns, Regressions};
use super::sample::Sample;
use super::settings::{Choice, Trust};
use super::systems::Systems;
use crate::multiverse::{Analysis, Dimension, Multiverse, Verdict, combinations};

const TRUST: [Trust; 2] = [Trust::NonSuspects, Trust::All];
const MARGINS: [f64; 3] = [5.0, 0.0, 10.0];
const SINCE: [Option<i32>; 3] = [None, Some(2022), Some(2023)];

/// The place of the dimension that no sample hangs on.
const DIRECTION: usize = 6;

fn dimensions() -> Vec<Dimension> {
    vec![
        Dimension::new("Benchmark", &["MMLU", "GPQA", "BBH", "GSM1k"]),
        Dimension::new("Cost", &["parameters", "compute"]),
        Dimension::new("Scores", &["none suspect", "all"]),
        Dimension::new("Above guessing", &["5 points", "0 points", "10 points"]),
        Dimension::new("Trained further", &["out", "in"]),
        Dimension::new("Since", &["the start", "2022", "2023"]),
        Dimension::new("Regression of", &["score", "date", "cost"]),
    ]
}

/// Runs all analyses, in parallel.
#[must_use]
pub fn all(systems: &Systems) -> Multiverse {
    let dimensions = dimensions();
    // Choices that select the same models are one analysis.
    let mut seen = BTreeMap::new();
    let mut same = BTreeMap::new();
    let directions = dimensions[DIRECTION].options.len();
    let samples = combinations(&dimensions[..DIRECTION])
        .into_iter()
        .filter_map(|options| {
            let choice = choice(&options);
            let sample = Sample::of(systems, &choice);
            let mut models: Vec<usize> = sample.points.iter().map(|point| point.system).collect();
            models.sort_unstable();
            let next = seen.len();
            let first = *seen
                .entry((choice.benchmark, choice.cost, models))
                .or_insert(next);
            if first == next {
                return Some((options, sample));
            }
            let directions = (0..directions).map(|direction| {
                let options = [&options[..], &[direction]].concat();
                (options, first * directions + direction)
            });
            same.extend(directions);
            None
        });
    let samples: Vec<(Vec<usize>, Sample)> = samples.collect();
    let analyses = samples.into_par_iter().flat_map_iter(|(options, sample)| {
        let columns = Columns::of(&sample);
        let regressions = Regressions::of(&columns);
        let estimates = outcome::estimates(&regressions);
        let n = columns.date.len();
        (0..directions).map(move |direction| {
            let options = [&options[..], &[direction]].concat();
            judge(&regressions, &estimates, n, options)
        })
    });
    Multiverse {
        segment: "factor",
        sentence: "a given score costs less each year",
        clearly: "interval above 1",
        unit: Unit::Ratio,
        gives: outcome::gives(),
        unmoved: &["efficiency.input"],
        analyses: analyses.collect(),
        dimensions,
        same,
    }
}

fn choice(options: &[usize]) -> Choice {
    Choice {
        benchmark: Benchmark::ALL[options[0]],
        cost: Cost::ALL[options[1]],
        trust: TRUST[options[2]],
        chance_margin: MARGINS[options[3]],
        without_finetuned: options[4] == 0,
        since: SINCE[options[5]].and_then(|year| Date::new(year, 1, 1)),
        until: None,
    }
}

fn judge(
    regressions: &Regressions,
    estimates: &Estimates,
    n: usize,
    options: Vec<usize>,
) -> Analysis {
    let direction = options[DIRECTION];
    let values = outcome::values(regressions, estimates, direction, n);
    let found = estimates[direction].as_ref().ok();
    let found = found.filter(|found| found.value.is_finite() && found.value > 0.0);
    Analysis {
        options,
        verdict: match found {
            None if n < LEAST_POINTS => Verdict::NotTestable,
            None => Verdict::Open,
            Some(found) if found.interval.low > 1.0 => Verdict::Holds,
            Some(found) if found.value > 1.0 => Verdict::Unclear,
            Some(_) => Verdict::Fails,
        },
        effect: found.map(|found| found.value),
        interval: found.map(|found| (found.interval.low, found.interval.high)),
        values,
    }
}

/// Records how far the factors of the analyses lie apart.
pub(super) fn record_spread(multiverse: &Multiverse, facts: &mut Facts) {
    let effects = multiverse.analyses.iter().filter_map(|a| a.effect);
    let effects: Vec<f64> = effects.collect();
    for (name, p, words) in [
        ("p05", 0.05, "5 of 100 analyses find a smaller factor"),
        ("p95", 0.95, "5 of 100 analyses find a larger factor"),
    ] {
        let value = match quantile(&effects, p, QuantileType::Linear) {
            Ok(x) => Quantity::exact(x, Unit::Ratio).into(),
            Err(error) => Value::Missing(error.to_string()),
        };
        facts.add(&format!("factor.{name}"), value, words, "", []);
    }
}
