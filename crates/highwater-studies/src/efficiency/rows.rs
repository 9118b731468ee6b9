//! Which rows the values of the study rest on.

use highwater_study::{self as study};

use super::Results;
use super::influence::extremes;
use super::sample::{Point, Reason};
use super::systems::System;
use crate::row_sets::RowSets;

/// Says it of all that is recorded. What is one model's own number names its cell already.
pub(super) fn record(results: &Results<'_>, recorded: &mut study::Results) {
    let systems = results.systems;
    let mut sets = RowSets {
        results: recorded,
        study: "efficiency",
        row: &|at: usize| systems.rows.get(at).map(System::row),
    };
    let sample = &results.sample;
    let places = |points: &[Point]| -> Vec<usize> { points.iter().map(|p| p.system).collect() };
    let dated = || sample.dated().map(|(_, point)| point.system);

    for reason in Reason::ALL {
        let name = format!("sample.dropped.{}", reason.segment());
        let words = format!("dropped: {}", reason.words());
        sets.add(&name, &words, sample.dropped_by(reason));
    }
    for (name, last, words) in [
        (
            "sample.rows_after_filters",
            Reason::Flan,
            "rows without systems trained further",
        ),
        (
            "sample.rows_above_chance",
            Reason::NearChance,
            "models with a score well above guessing",
        ),
    ] {
        sets.add(name, words, sample.places_after(last));
    }
    for (benchmark, cost, of) in &results.overview.samples {
        let name = format!(
            "scores.{}.{}",
            benchmark.name().to_lowercase(),
            cost.segment()
        );
        let words = format!("models with {} and {}", benchmark.name(), cost.words());
        sets.add(&name, &words, places(&of.points));
    }
    if let Some(same) = results.overview.same_size(results.choice.benchmark) {
        sets.add(
            "same_size",
            "models of the size that most have",
            places(&same.points),
        );
    }
    for variant in &results.variants {
        let benchmark = variant.benchmark.name();
        let name = format!(
            "variants.{}.{}",
            benchmark.to_lowercase(),
            variant.cost.segment()
        );
        let words = format!("the regression of {benchmark} on {}", variant.cost.words());
        sets.add(&name, &words, variant.systems.iter().copied());
    }
    for (k, bucket) in (1..).zip(&results.buckets) {
        for year in bucket.years.keys() {
            let of_year = bucket.points.iter().filter(|point| {
                let date = systems.rows[point.system].date;
                date.is_some_and(|date| date.year() == *year)
            });
            let name = format!("buckets.{k}.year_{year}");
            let words = format!("models of {year} with a score of {}", bucket.scores());
            sets.add(&name, &words, of_year.map(|point| point.system));
        }
        let words = format!("models with a score of {}", bucket.scores());
        sets.add(&format!("buckets.{k}"), &words, places(&bucket.points));
    }
    let (_, developers) = super::names(systems, sample);
    for (stem, left_out) in [
        ("influence.model", &results.without_models),
        ("influence.developer", &results.without_developers),
    ] {
        let all = left_out.as_ref().map_or(&[][..], |all| &all[..]);
        let Some((least, most)) = extremes(all) else {
            continue;
        };
        for (end, one) in [("least", least), ("most", most)] {
            let others = dated()
                .zip(&developers)
                .filter(|(at, developer)| match stem {
                    "influence.model" => systems.rows[*at].name != one.name,
                    _ => **developer != one.name,
                });
            let words = format!("models of the regression without {}", one.name);
            sets.add(&format!("{stem}.{end}"), &words, others.map(|(at, _)| at));
        }
    }
    let known = &results.components.systems;
    sets.add(
        "pca",
        "models of the sample with known parameters",
        known.iter().copied(),
    );
    let regressions = [
        "performance_model",
        "cost_model",
        "time_model",
        "isoperformance",
        "influence",
        "validation",
        "sample.developers",
    ];
    let words = "the sample of the regression: models with score, cost and date";
    sets.add_for(&regressions, "regression", words, dated());
    let points = places(&sample.points);
    let words = "the sample: models with score and cost";
    sets.add_for(
        &["sample.n", "buckets", "cheapest"],
        "sample",
        words,
        points,
    );
    let every = [
        "sample.rows_merged",
        "input.rows",
        "input.seal_math",
        "scores.by_benchmark",
        "multiverse",
    ];
    let words = "all rows of the tables, of which each analysis takes its own";
    sets.add_for(&every, "rows", words, 0..systems.rows.len());

    let scores =
        |cost: &str| ["mmlu", "gpqa", "bbh", "gsm1k"].map(|of| format!("scores.{of}.{cost}"));
    for cost in ["parameters", "compute"] {
        let of_cost = scores(cost);
        let of_cost: Vec<&str> = of_cost.iter().map(String::as_str).collect();
        sets.figures(&[&format!("efficiency-score-{cost}")], &of_cost);
    }
    let fitted = [
        "efficiency-predicted-accuracy",
        "efficiency-predicted-year",
        "efficiency-factor",
        "efficiency-influence",
    ];
    sets.figures(&fitted, &["regression"]);
    sets.figures(
        &["efficiency-buckets", "efficiency-price-performance"],
        &["sample"],
    );
    sets.figures(
        &["efficiency-principal-axes", "efficiency-component-scores"],
        &["pca"],
    );
}
