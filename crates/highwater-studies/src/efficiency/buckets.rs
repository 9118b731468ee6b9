//! Models of about the same performance, and what they cost year by year.

use std::collections::BTreeMap;

use highwater_facts::{Format, Quantity, Unit, Value};
use highwater_study::Facts;

use super::benchmark::{Cost, score_of};
use super::sample::{Point, Sample, places};
use super::systems::Systems;

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
    /// Returns all buckets of a sample.
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

    /// Returns whether the mean of its last year lies below that of its first; none where it has but
    /// one.
    #[must_use]
    pub fn fell(&self) -> Option<bool> {
        let ((first, start), (last, end)) =
            (self.years.first_key_value()?, self.years.last_key_value()?);
        (first < last).then_some(end.0 < start.0)
    }

    /// Returns the models of a year.
    fn of_year(&self, systems: &Systems, year: i32) -> impl Iterator<Item = &Point> {
        self.points.iter().filter(move |point| {
            let date = systems.rows[point.system].date;
            date.is_some_and(|date| date.year() == year)
        })
    }

    /// Returns the cheapest model of a year.
    #[must_use]
    pub fn cheapest(&self, systems: &Systems, year: i32) -> Option<Point> {
        self.of_year(systems, year)
            .min_by(|a, b| a.log_cost.total_cmp(&b.log_cost))
            .copied()
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

/// Returns the bucket with models of the most years, the weakest of several; its first and its last
/// year have two models or more, so that no single one makes the span.
#[must_use]
pub fn longest(buckets: &[Bucket]) -> Option<&Bucket> {
    let several = |end: Option<(&i32, &(f64, usize))>| end.is_some_and(|(_, (_, n))| *n > 1);
    let filled = buckets.iter().filter(|bucket| {
        let years = &bucket.years;
        years.len() > 1 && several(years.first_key_value()) && several(years.last_key_value())
    });
    filled.rev().max_by_key(|bucket| bucket.years.len())
}

/// Records the cheapest models of the first and the last year of the longest bucket.
pub(super) fn record_cheapest(
    buckets: &[Bucket],
    systems: &Systems,
    cost: Cost,
    facts: &mut Facts,
) {
    let bucket = longest(buckets);
    let missing = || Value::Missing("no bucket has models of two years".to_owned());
    let scores = bucket.map_or_else(missing, |bucket| Value::Text(bucket.scores()));
    let label = "scores of the bucket with models of the most years";
    facts.add("cheapest.scores", scores, label, "", []);
    let years = bucket.map(|bucket| (bucket, &bucket.years));
    let first = years.and_then(|(bucket, years)| Some((bucket, *years.first_key_value()?.0)));
    let last = years.and_then(|(bucket, years)| Some((bucket, *years.last_key_value()?.0)));
    for (end, found) in [("first", first), ("last", last)] {
        let point = found.and_then(|(bucket, year)| bucket.cheapest(systems, year));
        let year = found.map_or_else(missing, |(_, year)| Value::Text(year.to_string()));
        let label = format!("{end} year of that bucket");
        facts.add(&format!("cheapest.{end}.year"), year, label, "", []);
        let model = point.map_or_else(missing, |point| {
            Value::Text(systems.rows[point.system].name.to_string())
        });
        let label = format!("cheapest model of the {end} year of that bucket");
        let cell = point.and_then(|point| systems.cell(point.system, |of| &of.system));
        facts.add(&format!("cheapest.{end}.model"), model, label, "", cell);
        let value = point.map_or_else(missing, |point| {
            let x = three_digits(libm::pow(10.0, point.log_cost));
            Quantity::exact(x, cost.unit()).into()
        });
        let label = format!("its {}", cost.words());
        let cell = point.and_then(|point| systems.cell(point.system, |of| &of.costs[cost.index()]));
        facts.add(&format!("cheapest.{end}.cost"), value, label, "", cell);
    }
}

/// A number to three digits, which is as many as costs have.
pub(super) fn three_digits(x: f64) -> f64 {
    let unit = libm::pow(10.0, libm::log10(x).floor() - 2.0);
    (x / unit).round() * unit
}

impl Bucket {
    /// Records the bucket that is the `k`th, from 1.
    fn record(&self, k: usize, systems: &Systems, facts: &mut Facts) {
        let scores = self.scores();
        let label = format!("models with a score of {scores}");
        let n = self.points.len() as u64;
        facts.count(&format!("buckets.[{k}].n"), n, "models", &label);
        let (path, text) = (format!("buckets.[{k}].scores"), Value::Text(scores.clone()));
        facts.add(&path, text, "scores of the bucket", "", []);
        for (year, (mean, n)) in &self.years {
            let name = format!("buckets.{k}.year_{year}");
            let words = format!("models of {year} with a score of {scores}");
            let of_year = self.of_year(systems, *year).map(|point| point.system);
            let set = systems.row_set(&name, &words, of_year);
            facts.within(&set, |facts| {
                let stem = format!("buckets.{k}.by_year[year_{year}]");
                let label = format!("{year}, scores of {scores}: mean log10 of the cost");
                let how = "a mean of logarithms, so a geometric mean";
                let mean = Quantity::exact(*mean, Unit::Number);
                facts.add(&format!("{stem}.mean_log10_cost"), mean, label, how, []);
                let label = format!("{year}, scores of {scores}: models");
                facts.count(&format!("{stem}.n"), *n as u64, "models", &label);
            });
        }
    }
}

pub(super) fn record(buckets: &[Bucket], systems: &Systems, sample: &Sample, facts: &mut Facts) {
    for (k, bucket) in (1..).zip(buckets) {
        let words = format!("models with a score of {}", bucket.scores());
        let set = systems.row_set(&format!("buckets.{k}"), &words, places(&bucket.points));
        facts.within(&set, |facts| bucket.record(k, systems, facts));
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
