//! Models of about the same performance, and what they cost year by year.

use std::collections::BTreeMap;

use highwater_facts::{Format, Quantity, Unit, Value};

use super::benchmark::score_of;
use super::sample::{Point, Sample};
use super::systems::Systems;
use crate::output::Facts;

/// How many buckets there are.
pub const COUNT: usize = 8;
/// How wide one is, in negative log error; the first starts at one width.
pub const WIDTH: f64 = 0.25;

/// Models of about the same performance.
#[derive(Clone, Debug)]
pub struct Bucket {
    /// Where it starts, included, in negative log error.
    pub low: f64,
    /// Where it ends, excluded.
    pub high: f64,
    /// Its models.
    pub points: Vec<Point>,
    /// For each year with models the mean of the log costs, and how many they are.
    pub years: BTreeMap<i32, (f64, usize)>,
}

impl Bucket {
    /// All buckets of a sample.
    #[must_use]
    pub fn all(systems: &Systems, sample: &Sample) -> Vec<Bucket> {
        (1..=COUNT)
            .map(|k| {
                let (low, high) = (WIDTH * k as f64, WIDTH * (k + 1) as f64);
                let points = sample.points.iter();
                let points: Vec<Point> = points
                    .filter(|p| low <= p.nle && p.nle < high)
                    .copied()
                    .collect();
                let mut sums: BTreeMap<i32, (f64, usize)> = BTreeMap::new();
                for point in &points {
                    let Some(date) = systems.rows[point.system].date else {
                        continue;
                    };
                    let (sum, n) = sums.entry(date.year()).or_default();
                    *sum += point.log_cost;
                    *n += 1;
                }
                let mean = |(year, (sum, n)): (i32, (f64, usize))| (year, (sum / n as f64, n));
                Bucket {
                    low,
                    high,
                    points,
                    years: sums.into_iter().map(mean).collect(),
                }
            })
            .collect()
    }

    /// Whether the mean of its last year lies below that of its first; none where it has but one.
    #[must_use]
    pub fn fell(&self) -> Option<bool> {
        let ((first, start), (last, end)) =
            (self.years.first_key_value()?, self.years.last_key_value()?);
        (first < last).then_some(end.0 < start.0)
    }

    /// The scores that it holds, in words: `39% to 53%`.
    #[must_use]
    pub fn scores(&self) -> String {
        let percent = |nle: f64| {
            Format::PERCENT
                .decimals(0)
                .number(100.0 * score_of(nle), Unit::Percent)
        };
        format!("{} to {}", percent(self.low), percent(self.high))
    }
}

pub(super) fn record(buckets: &[Bucket], sample: &Sample, facts: &mut Facts<'_>) {
    for (k, bucket) in (1..).zip(buckets) {
        let scores = bucket.scores();
        let label = format!("models with a score of {scores}");
        facts.count(
            &format!("buckets.{k}.n"),
            bucket.points.len() as u64,
            "models",
            &label,
        );
        let label = "scores of the bucket";
        facts.add(
            &format!("buckets.{k}.scores"),
            Value::Text(scores.clone()),
            label,
            "",
            [],
        );
        for (year, (mean, n)) in &bucket.years {
            let stem = format!("buckets.{k}.year_{year}");
            let label = format!("{year}, scores of {scores}: mean log10 of the cost");
            let how = "a mean of logarithms, so a geometric mean";
            let mean = Quantity::exact(*mean, Unit::Number);
            facts.add(&format!("{stem}.mean_log10_cost"), mean, label, how, []);
            let label = format!("{year}, scores of {scores}: models");
            facts.count(&format!("{stem}.n"), *n as u64, "models", &label);
        }
    }
    let fell: Vec<bool> = buckets.iter().filter_map(Bucket::fell).collect();
    let label = "buckets with models of two years or more";
    facts.count("buckets.comparable", fell.len() as u64, "buckets", label);
    let n = fell.iter().filter(|fell| **fell).count() as u64;
    let label = "buckets whose last year is cheaper than their first, on the mean";
    facts.count("buckets.fell", n, "buckets", label);
    let held: usize = buckets.iter().map(|bucket| bucket.points.len()).sum();
    let outside = sample.points.len() - held;
    let label = "models outside of all buckets";
    facts.count("buckets.outside", outside as u64, "models", label);
}
