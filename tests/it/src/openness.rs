//! The study of openness against the reference: the whole table of organisations, what is torn and
//! counted twice, and what the settings change.

use std::collections::BTreeSet;
use std::path::Path;

use highwater_ingest::organizations::{Aliases, Splitting};
use highwater_ingest::published::Input;
use highwater_ingest::{Date, TextFile};
use highwater_studies::openness::ModelTable;
use highwater_studies::openness::models::Models;
use highwater_studies::openness::tally::{Asset, Organization, Reading, Selection, Tally};
use serde_json::Value;

use crate::sandbox::{Run, Sandbox, reference, workspace};

fn snapshot(shared: &Path) -> Models {
    let aliases = std::fs::read(workspace().join("data/aliases.csv")).unwrap();
    let (aliases, faults) = Aliases::read(&TextFile::new("aliases.csv", &aliases));
    assert_eq!(faults, []);
    let table = shared.join("data/epoch-open-models/org-view-2024-08-20.csv");
    let (models, summary) = ModelTable::models(Input::file(&table, "org-view"), &aliases);
    assert!(summary.faults.is_empty(), "{:?}", summary.faults.kept);
    models
}

fn organizations(models: &Models, reading: Reading) -> Vec<Organization> {
    let selection = Selection {
        cutoff: Date::new(2018, 1, 1),
        until: None,
        notable_only: true,
        asset: Asset::Weights,
    };
    let mut tally = Tally::new(selection, reading);
    models
        .rows
        .iter()
        .for_each(|model| tally.add(model, &models.cells));
    tally.organizations(&models.cells)
}

fn golden(shared: &Path) -> Value {
    let text = std::fs::read_to_string(shared.join("reference/openness.json")).unwrap();
    serde_json::from_str(&text).unwrap()
}

#[test]
fn each_organisation_of_the_published_reading_is_that_of_the_reference() {
    let Some(shared) = reference() else { return };
    let (models, golden) = (snapshot(&shared), golden(&shared));
    let ours = organizations(&models, Reading::PUBLISHED);
    let theirs = golden["org_table"].as_array().unwrap();
    assert_eq!(ours.len(), theirs.len());
    for row in theirs {
        let name = row["organization"].as_str().unwrap();
        let found = ours
            .iter()
            .find(|o| &**models.cells.names.text(o.id) == name);
        let found = found.unwrap_or_else(|| panic!("no organisation `{name}`"));
        let close = |ours: Option<f64>, theirs: &Value| match (ours, theirs.as_f64()) {
            (Some(ours), Some(theirs)) => (ours - theirs).abs() < 1e-10,
            (ours, theirs) => ours.is_none() && theirs.is_none(),
        };
        assert!(
            close(found.max_log_compute, &row["max_log10_compute"]),
            "{name}"
        );
        assert!(
            close(found.mean_log_compute, &row["mean_log10_compute"]),
            "{name}"
        );
        assert!(close(found.open_percent(), &row["open_pct"]), "{name}");
        assert_eq!(
            u64::from(found.models),
            row["model_count"].as_u64().unwrap(),
            "{name}"
        );
    }
}

#[test]
fn names_with_commas_are_torn_in_the_one_reading_and_whole_in_the_other() {
    let Some(shared) = reference() else { return };
    let (models, golden) = (snapshot(&shared), golden(&shared));
    let fragments: Vec<&str> = golden["quote_fragments"]
        .as_array()
        .unwrap()
        .iter()
        .map(|fragment| fragment.as_str().unwrap())
        .collect();
    let cells = models.rows.iter().filter_map(|model| model.organizations);
    let cells: BTreeSet<_> = cells.collect();
    let names = |splitting: Splitting| {
        let names = cells
            .iter()
            .flat_map(|cell| models.cells.split_names(*cell, splitting));
        names
            .map(|name| models.cells.names.text(*name).to_string())
            .collect::<BTreeSet<_>>()
    };
    let (torn, whole) = (names(Splitting::EachComma), names(Splitting::Quoted));
    for fragment in fragments {
        assert!(
            torn.contains(fragment),
            "`{fragment}` is not among the torn names"
        );
        assert!(
            !whole.contains(fragment),
            "`{fragment}` is among the whole names"
        );
    }
    assert!(whole.contains("Booz Allen Hamilton, McLean"));
    assert!(
        whole
            .iter()
            .all(|name| name.trim() == name && !name.contains('"'))
    );
}

#[test]
fn the_careful_reading_counts_a_model_once() {
    let Some(shared) = reference() else { return };
    let (models, golden) = (snapshot(&shared), golden(&shared));
    let published = organizations(&models, Reading::PUBLISHED);
    let once = organizations(
        &models,
        Reading {
            once: true,
            ..Reading::PUBLISHED
        },
    );
    let sum = |all: &[Organization]| all.iter().map(|o| u64::from(o.models)).sum::<u64>();
    // Each of the pairs counts two or three times for its organisation.
    let twice = golden["double_counted_after_aliasing"].as_array().unwrap();
    let surplus: u64 = twice
        .iter()
        .map(|pair| pair["times"].as_u64().unwrap() - 1)
        .sum();
    assert_eq!(sum(&published) - sum(&once), surplus);
}

/// Returns a value of the embedded table under some settings.
fn value(path: &str, settings: &[&str]) -> Value {
    let mut arguments = vec!["values", path, "--format", "json"];
    settings
        .iter()
        .for_each(|setting| arguments.extend(["--set", setting]));
    let run: Run = Sandbox::new().run(&arguments);
    run.succeeds();
    let values: Vec<Value> = serde_json::from_str(&run.out).unwrap();
    values[0]["value"].clone()
}

#[test]
fn each_setting_changes_what_it_says() {
    let rows = "openness.rows.after_cutoff";
    let all = value(rows, &[]).as_f64().unwrap();
    assert!(
        value(rows, &["openness.cutoff=2022-01-01"])
            .as_f64()
            .unwrap()
            < all
    );
    assert!(
        value(rows, &["openness.until=2021-12-31"])
            .as_f64()
            .unwrap()
            < all
    );
    assert!(value(rows, &["openness.notability=all"]).as_f64().unwrap() > all);
    // The two windows are parts of the whole.
    let parts = ["openness.cutoff=2022-01-01", "openness.until=2021-12-31"];
    let parts: f64 = parts
        .iter()
        .map(|part| value(rows, &[*part]).as_f64().unwrap())
        .sum();
    assert_eq!(parts, all);

    let stated = "openness.careful.models.all.stated";
    assert_ne!(value(stated, &["openness.access=code"]), value(stated, &[]));
    let names = "openness.organizations.n";
    assert_ne!(value(names, &["openness.aliases=off"]), value(names, &[]));
    let points = "openness.careful.headline.n";
    let few = value(points, &[]).as_f64().unwrap();
    assert!(value(points, &["openness.threshold=3"]).as_f64().unwrap() > few);
    assert!(value(points, &["openness.unit=model"]).as_f64().unwrap() > few);
}

#[test]
fn settings_out_of_their_domain_are_told() {
    let run = Sandbox::new().run(&["values", "openness", "--set", "openness.cutoff=2018-02-30"]);
    run.fails(
        2,
        &[
            "`openness.cutoff` cannot be `2018-02-30`",
            "a day such as `2018-01-01`",
        ],
    );
    let run = Sandbox::new().run(&["values", "openness", "--set", "openness.unit=lab"]);
    run.fails(2, &["it takes `organization` or `model`"]);
}

#[test]
fn a_window_without_models_has_missing_values_and_says_why() {
    let rho = "openness.careful.headline.rho";
    assert!(value(rho, &["openness.cutoff=2099-01-01"]).is_null());
    assert!(
        value(
            "openness.careful.share.all",
            &["openness.cutoff=2099-01-01"]
        )
        .is_null()
    );
}
