//! The values that the sources published, against what the command line prints.

use serde_json::Value;

use crate::sandbox::{Sandbox, reference};

#[test]
fn the_wave_gives_the_published_values() {
    hold("wave", 14, |_| vec!["values", "wave", "--format", "json"]);
}

#[test]
fn openness_gives_the_published_values_on_the_snapshot() {
    hold("openness", 106, |data| {
        vec!["values", "openness", "--data", data, "--format", "json"]
    });
}

#[test]
fn efficiency_gives_the_published_values_on_the_snapshots() {
    hold("efficiency", 110, |data| {
        vec!["values", "efficiency", "--data", data, "--format", "json"]
    });
}

#[test]
fn the_divide_gives_the_published_values_on_the_snapshot() {
    hold("divide", 64, |data| {
        vec!["values", "divide", "--data", data, "--format", "json"]
    });
}

/// Holds the values of a study to the published ones, `count` of them, each within its tolerance; a
/// published null is a value that is missing.
fn hold(study: &str, count: usize, arguments: impl Fn(&str) -> Vec<&str>) {
    let Some(shared) = reference() else { return };
    let published: Vec<Value> = serde_json::from_str(
        &std::fs::read_to_string(shared.join("reference/published.json")).unwrap(),
    )
    .unwrap();
    let data = shared.join("data");
    let run = Sandbox::new().run(&arguments(data.to_str().unwrap()));
    run.succeeds();
    let values: Vec<Value> = serde_json::from_str(&run.out).unwrap();
    let mut held = 0;
    for expected in &published {
        let path = expected["path"].as_str().unwrap();
        if path.split('.').next() != Some(study) {
            continue;
        }
        held += 1;
        let found = values
            .iter()
            .find(|value| value["path"] == path)
            .unwrap_or_else(|| panic!("no `{path}`"));
        let (x, y) = (&found["value"], &expected["value"]);
        if y.is_string() {
            assert_eq!(x, y, "`{path}`");
            continue;
        }
        let tolerance = expected["tolerance"].as_f64().unwrap();
        let (Some(x), Some(y)) = (x.as_f64(), y.as_f64()) else {
            assert!(
                x.is_null() && y.is_null(),
                "`{path}` is {x}, published is {y}"
            );
            continue;
        };
        assert!(
            (x - y).abs() <= tolerance,
            "`{path}` is {x}, published is {y}"
        );
    }
    assert_eq!(held, count, "values of `{study}` in the reference");
}

#[test]
fn each_value_carries_its_origin() {
    let run = Sandbox::new().run(&["values", "wave.downloads.growth_factor", "--format", "json"]);
    let values: Vec<Value> = serde_json::from_str(&run.out).unwrap();
    let value = &values[0];
    assert_eq!(value["unit"], "ratio");
    assert_eq!(value["rows"], 2);
    assert_eq!(value["cells"][1]["file"], "data/wave/downloads.csv");
    assert_eq!(value["cells"][1]["line"], 8);
    assert_eq!(value["cells"][1]["column"], "downloads");
    assert_eq!(value["sources"][0]["sha256"].as_str().unwrap().len(), 64);
}

#[test]
fn a_setting_changes_the_values() {
    let sandbox = Sandbox::new();
    let last = |setting: &str| {
        let run = sandbox.run(&[
            "values",
            "wave.downloads.last",
            "--format",
            "json",
            "--set",
            setting,
        ]);
        let values: Vec<Value> = serde_json::from_str(&run.out).unwrap();
        values[0]["value"].as_f64().unwrap()
    };
    assert_eq!(last("wave.until=2023-04"), 380e6);
    assert_eq!(last("wave.until=2023-07"), 620e6);
    // 25,000 models a month over the 31 days that are set.
    let run = sandbox.run(&[
        "values",
        "wave.models.additions_per_day",
        "--set",
        "wave.days_per_month=31",
    ]);
    assert!(run.out.contains("806"), "{}", run.out);
}
