//! The study of what a score costs against the reference: who is filtered out, both fields of
//! predictions, the buckets, the components; and what the settings change.

use std::path::Path;

use highwater_studies::efficiency::prediction::{Field, score_percent};
use highwater_studies::efficiency::regression::Columns;
use highwater_studies::efficiency::sample::Reason;
use highwater_studies::efficiency::settings::Choice;
use highwater_studies::efficiency::systems::Systems;
use highwater_studies::efficiency::{self, BENCHMARKS, GSM1K, Results};
use highwater_study::{AtHand, Inputs, Parameters};
use serde_json::Value;

use crate::sandbox::{Sandbox, reference, snapshot, workspace};

/// Returns the systems of both snapshots.
fn systems(shared: &Path) -> Systems {
    let data = workspace().join("data");
    let at_hand = AtHand {
        published: vec![snapshot(shared, BENCHMARKS), snapshot(shared, GSM1K)],
        ..AtHand::in_folder(&data)
    };
    let parameters = Parameters::default();
    let inputs = Inputs::new(&at_hand, &parameters, efficiency::STUDY.tables);
    let (systems, results) = efficiency::read(&inputs).unwrap();
    assert_eq!(results.problems.faults, []);
    systems
}

fn golden(shared: &Path) -> Value {
    let text = std::fs::read_to_string(shared.join("reference/efficiency.json")).unwrap();
    serde_json::from_str(&text).unwrap()
}

fn default_choice() -> Choice {
    let known: Vec<_> = efficiency::PARAMETERS.to_vec();
    Choice::of(&Parameters::parse(&[], &known).unwrap())
}

#[track_caller]
fn close(ours: f64, theirs: &Value, tolerance: f64, what: &str) {
    let theirs = theirs.as_f64().unwrap();
    assert!(
        (ours - theirs).abs() <= tolerance,
        "{what} is {ours}, in the reference {theirs}"
    );
}

#[test]
fn those_who_are_dropped_are_those_of_the_reference() {
    let Some(shared) = reference() else { return };
    let (systems, golden) = (systems(&shared), golden(&shared));
    let choice = default_choice();
    let sample = Results::of(&systems, &choice).sample;
    let names = |reason| -> Vec<&str> {
        let dropped = sample.dropped_by(reason);
        dropped.map(|at| &*systems.rows[at].name).collect()
    };
    let theirs = |list: &str| -> Vec<String> {
        let list = golden["load"][list].as_array().unwrap();
        list.iter()
            .map(|n| n.as_str().unwrap().to_owned())
            .collect()
    };
    assert_eq!(
        names(Reason::Finetuned),
        theirs("removed_by_finetuned_list")
    );
    let mut flan = names(Reason::Flan);
    flan.sort_unstable();
    let mut expected = theirs("removed_by_flan");
    expected.sort_unstable();
    assert_eq!(flan, expected);
    let undated = systems.rows.iter().filter(|system| system.date.is_none());
    let undated: Vec<&str> = undated.map(|system| &*system.name).collect();
    assert_eq!(undated, theirs("rows_without_date"));
    assert_eq!(systems.seal_math, 13);
    let rows = golden["main"]["rows"].as_array().unwrap();
    assert_eq!(sample.points.len(), rows.len());
    for (point, row) in sample.points.iter().zip(rows) {
        let name = &*systems.rows[point.system].name;
        assert_eq!(name, row["system"].as_str().unwrap());
        close(point.date.unwrap(), &row["float_date"], 1e-11, name);
    }
}

#[test]
fn the_list_of_finetuned_systems_is_that_of_the_notebook() {
    let Some(shared) = reference() else { return };
    let golden = golden(&shared);
    let theirs = golden["finetuned_list"].as_array().unwrap();
    let ours = std::fs::read_to_string(workspace().join("data/efficiency/finetuned.csv")).unwrap();
    for name in theirs {
        let name = name.as_str().unwrap();
        assert!(ours.contains(&format!("\n{name},")), "{name}");
    }
    assert_eq!(ours.lines().count(), theirs.len() + 1);
}

#[test]
fn both_fields_of_predictions_are_those_of_the_reference() {
    let Some(shared) = reference() else { return };
    let (systems, golden) = (systems(&shared), golden(&shared));
    let choice = default_choice();
    let results = Results::of(&systems, &choice);
    let columns = Columns::of(&results.sample);
    let performance = results.regressions.performance.as_ref().unwrap();
    let field = Field::of_performance(&columns, performance).unwrap();
    let theirs = &golden["main"]["contour_performance"];
    let (xs, costs) = (field.xs(), field.log_costs());
    close(xs[0], &theirs["x_min"], 1e-9, "x_min");
    close(xs[99], &theirs["x_max"], 1e-9, "x_max");
    close(costs[0], &theirs["log_y_min"], 1e-12, "log_y_min");
    close(costs[99], &theirs["log_y_max"], 1e-12, "log_y_max");
    let samples = theirs["sample"].as_array().unwrap();
    assert!(samples.len() >= 64);
    for place in samples {
        let at = |key: &str| place[key].as_u64().unwrap() as usize;
        let z = score_percent(field.at(xs[at("j")], costs[at("i")]));
        close(z, &place["z"], 1e-6, &place.to_string());
    }
    let sum: f64 = costs
        .iter()
        .flat_map(|cost| xs.iter().map(|x| score_percent(field.at(*x, *cost))))
        .sum();
    close(sum, &theirs["z_sum"], 1e-4, "the sum of the field");

    let time = results.regressions.time.as_ref().unwrap();
    let field = Field::of_time(&columns, time).unwrap();
    let theirs = &golden["main"]["contour_time"];
    let (xs, costs) = (field.xs(), field.log_costs());
    for (corner, x, cost) in [
        ("z00", 0, 0),
        ("z0_99", 99, 0),
        ("z99_0", 0, 99),
        ("z99_99", 99, 99),
    ] {
        let z = field.at(xs[x], costs[cost]);
        close(z, &theirs["corners"][corner], 1e-7, corner);
    }
}

#[test]
fn buckets_components_and_ranking_are_those_of_the_reference() {
    let Some(shared) = reference() else { return };
    let (systems, golden) = (systems(&shared), golden(&shared));
    let choice = default_choice();
    let results = Results::of(&systems, &choice);
    let name = |at: usize| &*systems.rows[at].name;
    let theirs = golden["main"]["buckets"].as_array().unwrap();
    for (bucket, theirs) in results.buckets.iter().zip(theirs) {
        let members = theirs["members"].as_array().unwrap();
        let expected: Vec<&str> = members
            .iter()
            .map(|m| m["system"].as_str().unwrap())
            .collect();
        let found: Vec<&str> = bucket.points.iter().map(|p| name(p.system)).collect();
        assert_eq!(found, expected);
        assert_eq!(
            format!("Performance: {}", bucket.scores()),
            theirs["panel_title"].as_str().unwrap()
        );
    }
    let pca = results.components.pca.as_ref().unwrap();
    let scores = golden["main"]["pca"]["scores"].as_array().unwrap();
    assert_eq!(pca.scores.len(), scores.len());
    for (row, theirs) in pca.scores.iter().zip(scores) {
        close(row[0], &theirs["pc1"], 1e-10, "first component");
        close(row[1], &theirs["pc2"], 1e-10, "second component");
    }
    let ranking = golden["main"]["price_performance"].as_array().unwrap();
    for (ranked, theirs) in results.ranking.iter().zip(ranking) {
        assert_eq!(
            name(ranked.point.system),
            theirs["system"].as_str().unwrap()
        );
        close(
            ranked.sum,
            &theirs["price_performance"],
            1e-9,
            "sum of logs",
        );
    }
}

/// Returns the values of the study with these settings, by path.
fn values(settings: &[&str], sandbox: &Sandbox, shared: &Path) -> impl Fn(&str) -> Value + use<> {
    let data = shared.join("data").display().to_string();
    let mut arguments = vec!["values", "efficiency", "--data", &data, "--format", "json"];
    for setting in settings {
        arguments.extend(["--set", setting]);
    }
    let run = sandbox.run(&arguments);
    assert_eq!(run.code, Some(0), "{}", run.err);
    let values: Vec<Value> = serde_json::from_str(&run.out).unwrap();
    move |path: &str| {
        let path = format!("efficiency.{path}");
        let found = values.iter().find(|value| value["path"] == path.as_str());
        found.unwrap_or_else(|| panic!("no `{path}`")).clone()
    }
}

/// By statsmodels 0.15 on the same rows: n, the coefficients of date and cost, R2.
const VARIANTS: [(&str, &str, &str, f64, f64, f64, f64); 7] = [
    (
        "MMLU",
        "log_compute",
        "non_suspects",
        49.0,
        0.16229103981619955,
        0.4413173213906182,
        0.8906154214365126,
    ),
    (
        "MMLU",
        "log_params",
        "all",
        55.0,
        0.36501899302323987,
        0.48807382949332895,
        0.7546140832676913,
    ),
    (
        "BBH",
        "log_params",
        "non_suspects",
        42.0,
        0.338345944367671,
        0.37256660036623734,
        0.6463214630408225,
    ),
    (
        "BBH",
        "log_compute",
        "all",
        40.0,
        0.2282394289502464,
        0.273160341012228,
        0.6095910080170084,
    ),
    (
        "GSM1k",
        "log_params",
        "non_suspects",
        57.0,
        0.7658702494190089,
        0.6461580692410471,
        0.573247422141244,
    ),
    (
        "GSM1k",
        "log_compute",
        "all",
        49.0,
        0.4138832100356068,
        0.5423998827985061,
        0.5794999625723358,
    ),
    (
        "GPQA",
        "log_compute",
        "non_suspects",
        10.0,
        0.23172204568900842,
        0.15727982644017968,
        0.8827889484422404,
    ),
];

#[test]
fn other_benchmarks_costs_and_scores_give_what_statsmodels_gives() {
    let Some(shared) = reference() else { return };
    let sandbox = Sandbox::new();
    for (benchmark, cost, trust, n, date, coefficient, r2) in VARIANTS {
        let settings = [
            format!("efficiency.benchmark={benchmark}"),
            format!("efficiency.cost={cost}"),
            format!("efficiency.trust={trust}"),
        ];
        let settings: Vec<&str> = settings.iter().map(String::as_str).collect();
        let value = values(&settings, &sandbox, &shared);
        let near = |path: &str, theirs: f64| {
            let ours = value(path)["value"].as_f64().unwrap();
            let close = (ours - theirs).abs() <= 1e-8 * theirs.abs();
            assert!(
                close,
                "{benchmark} {cost} {trust}: {path} is {ours}, not {theirs}"
            );
        };
        near("performance_model.n", n);
        near("performance_model.date.estimate", date);
        near("performance_model.cost.estimate", coefficient);
        near("performance_model.r2", r2);
    }
}

#[test]
fn what_makes_no_factor_says_why_and_stops_nothing() {
    let Some(shared) = reference() else { return };
    let sandbox = Sandbox::new();
    let cases: [(&[&str], &str); 4] = [
        (
            &["efficiency.benchmark=GPQA"],
            "6 models are too few for a factor, which needs 10",
        ),
        (
            &["efficiency.benchmark=GPQA", "efficiency.trust=all"],
            "the models leave the factor open: its interval runs from 46.7 to 120M",
        ),
        (&["efficiency.trust=trusted_only"], "there is no regression"),
        (&["efficiency.since=2030-01-01"], "there is no regression"),
    ];
    for (settings, why) in cases {
        let value = values(settings, &sandbox, &shared);
        assert_eq!(value("isoperformance.factor")["value"], Value::Null);
        let verdict = value("isoperformance.verdict")["value"].clone();
        let verdict = verdict.as_str().unwrap();
        assert!(verdict.contains(why), "{verdict}");
    }
    // A report is built all the same, and says what there is not.
    let data = shared.join("data").display().to_string();
    let run = sandbox.run(&[
        "report",
        "--data",
        &data,
        "--set",
        "efficiency.trust=trusted_only",
    ]);
    assert_eq!(run.code, Some(0), "{}", run.err);
    let page = sandbox.read("site/score-costs/index.html");
    assert!(page.contains("Nothing to draw"), "no figure says so");
}

#[test]
fn the_corrected_edition_moves_the_factor() {
    let Some(shared) = reference() else { return };
    let sandbox = Sandbox::new();
    let before = values(&[], &sandbox, &shared)("isoperformance.factor")["value"].clone();
    let corrected = shared.join("data/epoch-open-models/benchmarks-2024-10-22.csv");
    let input = format!("benchmarks-2024-10-18={}", corrected.display());
    let arguments = [
        "values",
        "efficiency.isoperformance.factor",
        "--input",
        &input,
    ];
    let run = sandbox.run(&[&arguments[..], &["--format", "json"]].concat());
    assert_eq!(run.code, Some(0), "{}", run.err);
    let after: Vec<Value> = serde_json::from_str(&run.out).unwrap();
    let after = after[0]["value"].as_f64().unwrap();
    let moved = after - before.as_f64().unwrap();
    // By statsmodels 0.15 on the corrected table.
    assert!((after - 4.800518113351129).abs() < 1e-8, "{after}");
    assert!(moved > 0.004, "{moved}");
}

#[test]
fn a_folder_with_another_edition_alone_is_read() {
    let Some(shared) = reference() else { return };
    let sandbox = Sandbox::new();
    std::fs::create_dir(sandbox.path("corrected")).unwrap();
    let name = "benchmarks-2024-10-22.csv";
    let from = shared.join("data/epoch-open-models").join(name);
    std::fs::copy(from, sandbox.path("corrected").join(name)).unwrap();
    let run = sandbox.run(&["values", "efficiency.input", "--data", "corrected"]);
    run.succeeds();
    assert!(run.out.contains("benchmarks-2024-10-22"), "{}", run.out);
    assert!(run.out.contains("other snapshot"), "{}", run.out);
}

/// A table of benchmarks with one cell spoiled, and what is said of it.
#[test]
fn tables_at_fault_are_told_with_their_place() {
    let Some(shared) = reference() else { return };
    let sandbox = Sandbox::new();
    let path = shared.join("data/epoch-open-models/benchmarks-2024-10-18.csv");
    let sound = std::fs::read_to_string(path).unwrap();
    let cases = [
        ("0.3913", "39.13", "shares from `0` to `1`"),
        (
            "\"176,000,000,000\"",
            "\"176,00\"",
            "has a comma where its decimals seem to start",
        ),
        ("2022-11-09", "2022-11-31", "not a day of the calendar"),
        (",MMLU,", ",MMLUX,", "the column `MMLU` is missing"),
        (
            "4.12E+23",
            "-4.12E+23",
            "this column holds numbers above zero",
        ),
    ];
    for (from, to, message) in cases {
        assert!(sound.contains(from));
        sandbox.write("spoiled.csv", sound.replacen(from, to, 1));
        let run = sandbox.run(&[
            "values",
            "efficiency",
            "--input",
            "benchmarks-2024-10-18=spoiled.csv",
        ]);
        assert_eq!(run.code, Some(2), "{}", run.err);
        assert!(run.err.contains(message), "{from} to {to}: {}", run.err);
        assert!(run.err.contains("spoiled.csv:"), "{}", run.err);
    }
}

#[test]
fn settings_that_do_not_exist_are_refused_with_those_that_do() {
    let sandbox = Sandbox::new();
    for (setting, message) in [
        (
            "efficiency.benchmark=ARC",
            "`MMLU`, `GPQA`, `BBH` or `GSM1k`",
        ),
        ("efficiency.cost=price", "`log_params` or `log_compute`"),
        ("efficiency.chance_margin=-3", "a number from 0 to 50"),
    ] {
        let run = sandbox.run(&["values", "efficiency", "--set", setting]);
        assert_ne!(run.code, Some(0));
        assert!(run.err.contains(message), "{}", run.err);
    }
}
