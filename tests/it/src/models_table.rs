//! Each value of `data/models.csv` against the snapshots, where they have the model; and the rule by
//! which its rows were chosen.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use highwater_facts::Unit;
use highwater_ingest::organizations::Splitting;
use highwater_ingest::quantity_text::{CellText, parse};
use highwater_ingest::{Settings, TextFile, raw_rows};

use crate::sandbox::{reference, workspace};

/// The rows of a table by the cell of their first column, each cell by its column's name.
type Table = BTreeMap<String, BTreeMap<String, String>>;

fn table(path: &Path) -> Table {
    let file = TextFile::new("t.csv", &std::fs::read(path).unwrap());
    let mut rows = raw_rows(&file, &Settings::default())
        .into_iter()
        .map(|(_, cells)| cells);
    let header = rows.next().unwrap();
    let row = |cells: Vec<String>| {
        let key = cells[0].clone();
        (key, header.iter().cloned().zip(cells).collect())
    };
    rows.map(row).collect()
}

/// The short names that our table has for countries.
const COUNTRIES: [(&str, &str); 5] = [
    ("United States of America", "United States"),
    (
        "United Kingdom of Great Britain and Northern Ireland",
        "United Kingdom",
    ),
    ("Korea (Republic of)", "South Korea"),
    ("Iran (Islamic Republic of)", "Iran"),
    ("Russian Federation", "Russia"),
];

/// The words of our table for those of the publisher.
const ACCESS: [(&str, &str); 6] = [
    ("Open source", "open"),
    (
        "Open access (non-commercial)",
        "open for non-commercial use",
    ),
    ("Open access (restricted use)", "open with restrictions"),
    ("API access", "API"),
    ("Hosted access (no API)", "hosted"),
    ("Unreleased", "unreleased"),
];

fn our_word(theirs: &str, words: &[(&str, &str)]) -> String {
    let known = words.iter().find(|(name, _)| *name == theirs);
    known.map_or(theirs, |(_, ours)| ours).to_owned()
}

fn list(cell: &str, words: &[(&str, &str)]) -> String {
    let names = Splitting::Quoted.names(cell);
    names
        .map(|name| our_word(&name, words))
        .collect::<Vec<_>>()
        .join("; ")
}

/// Returns the number in a cell of ours; none where it is missing.
fn number(cell: &str, unit: Unit) -> Option<f64> {
    match parse(cell, unit).unwrap() {
        CellText::Known(quantity, _) => quantity.value(),
        CellText::Missing(_) => None,
    }
}

fn their_number(cell: &str) -> Option<f64> {
    cell.replace(',', "").parse().ok()
}

/// Returns whether two numbers agree to the seven digits that our table keeps.
fn agree(ours: Option<f64>, theirs: Option<f64>) -> bool {
    match (ours, theirs) {
        (Some(ours), Some(theirs)) => (ours / theirs - 1.0).abs() < 1e-6,
        (ours, theirs) => ours == theirs,
    }
}

/// The differences that are meant; `note` must speak of each.
fn is_noted(row: &BTreeMap<String, String>, what: &str) -> bool {
    row["note"].contains(what)
}

#[test]
fn each_value_is_that_of_the_snapshots_or_carries_a_note() {
    let Some(shared) = reference() else { return };
    let snapshots = shared.join("data/epoch-open-models");
    let organizations = table(&snapshots.join("org-view-2024-08-20.csv"));
    let benchmarks = table(&snapshots.join("benchmarks-2024-10-18.csv"));
    let gsm1k = table(&snapshots.join("gsm1k-2024-10-10.csv"));
    let ours = table(&workspace().join("data/models.csv"));
    assert!(ours.len() >= 120);

    let mut differences = Vec::new();
    let mut held = 0;
    for (model, row) in &ours {
        let mut hold = |same: bool, column: &str, theirs: &str| {
            held += 1;
            if !same {
                differences.push(format!(
                    "{model}: {column} is `{}`, theirs `{theirs}`",
                    row[column]
                ));
            }
        };
        let source = row["source"].as_str();
        let of_benchmarks = source.starts_with("Epoch AI benchmarks");
        if source.contains("organisations 2024-08-20") {
            let theirs = &organizations[model];
            for (column, name, words) in [
                ("organizations", "Organization", &[][..]),
                ("countries", "Country (from Organization)", &COUNTRIES[..]),
                ("categories", "Organization categorization", &[][..]),
                ("weights", "Model accessibility", &ACCESS[..]),
                ("code", "Code accessibility", &ACCESS[..]),
            ] {
                let theirs = &theirs[name];
                let missing = theirs.is_empty() && row[column].starts_with("N/A");
                // Where the one table does not say, the word of the other may stand.
                let filled = theirs.is_empty() && source.contains("benchmarks");
                hold(
                    missing || filled || row[column] == list(theirs, words),
                    column,
                    theirs,
                );
            }
            let notable = if theirs["Notability criteria"].is_empty() {
                "no"
            } else {
                "yes"
            };
            hold(row["notable"] == notable, "notable", notable);
            if !of_benchmarks {
                let date = &theirs["Publication date"];
                hold(row["date"] == *date, "date", date);
                let compute = &theirs["Training compute (FLOP)"];
                let known = number(&row["training_compute"], Unit::Of("FLOP"));
                hold(
                    agree(known, their_number(compute)),
                    "training_compute",
                    compute,
                );
            }
        }
        if source.contains("benchmarks 2024-10-18") {
            let theirs = &benchmarks[model];
            let date = &theirs["Date"];
            let noted = is_noted(row, &format!("the date {date}"));
            hold(row["date"] == *date || noted, "date", date);
            let compute = &theirs["Training compute (FLOP)"];
            let known = number(&row["training_compute"], Unit::Of("FLOP"));
            let noted = is_noted(row, "the training compute");
            let missing = compute.is_empty() && !of_benchmarks;
            let same = agree(known, their_number(compute)) || noted || missing;
            hold(same, "training_compute", compute);
            let parameters = &theirs["Active Parameters"];
            let known = number(&row["active_parameters"], Unit::Of("parameters"));
            hold(
                agree(known, their_number(parameters)),
                "active_parameters",
                parameters,
            );
            let trust = match theirs["Trust in benchmark results"].as_str() {
                "-1" => "suspect",
                "0" => "no sign",
                "1" => "trusted",
                other => panic!("`{other}` is no trust"),
            };
            hold(row["trust"] == trust, "trust", trust);
            let math = &theirs["SEAL Math"];
            let other = gsm1k.get(model).map_or("", |row| row["GSM1k"].as_str());
            let gsm1k = if math.is_empty() { other } else { math };
            for (column, theirs) in [
                ("mmlu", theirs["MMLU"].as_str()),
                ("gpqa", theirs["GPQA"].as_str()),
                ("bbh", theirs["BBH"].as_str()),
                ("gsm1k", gsm1k),
            ] {
                let score = their_number(theirs).map(|share| 100.0 * share);
                hold(
                    agree(number(&row[column], Unit::Percent), score),
                    column,
                    theirs,
                );
            }
        }
        let sourced = source.contains("organisations") || source.contains("benchmarks");
        assert!(sourced, "{model} has no source that is known: {source}");
    }
    assert!(differences.is_empty(), "{differences:#?}");
    assert!(held > 1500, "{held} values were held");
}

#[test]
fn the_rows_are_those_of_the_rule() {
    let Some(shared) = reference() else { return };
    let snapshots = shared.join("data/epoch-open-models");
    let large = |row: &BTreeMap<String, String>| {
        their_number(&row["Training compute (FLOP)"]).is_some_and(|flop| flop >= 1e21)
            && !row["Notability criteria"].is_empty()
            && row["Publication date"].as_str() >= "2018-01-01"
    };
    let scored = |row: &BTreeMap<String, String>| {
        !row["MMLU"].is_empty() && !row["Active Parameters"].is_empty()
    };
    let keys = |table: Table, keep: &dyn Fn(&BTreeMap<String, String>) -> bool| {
        let kept = table.into_iter().filter(|(_, row)| keep(row));
        kept.map(|(model, _)| model).collect::<BTreeSet<_>>()
    };
    let mut wanted = keys(table(&snapshots.join("org-view-2024-08-20.csv")), &large);
    wanted.extend(keys(
        table(&snapshots.join("benchmarks-2024-10-18.csv")),
        &scored,
    ));
    wanted.remove("Random chance");
    let ours = keys(table(&workspace().join("data/models.csv")), &|_| true);
    assert_eq!(ours, wanted);
}
