//! A project without Rust, `examples/rain`, with the program as it is installed.

#![allow(clippy::unwrap_used, reason = "what fails in a helper fails its test")]

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use tempfile::TempDir;

const FILES: [&str; 4] = [
    "data/rain.csv",
    "report/site.toml",
    "report/stories/rain/claims.toml",
    "report/stories/rain/story.md",
];

const STORY: &str = "report/stories/rain/story.md";

/// Returns a copy of the example, to build in and to spoil.
fn copy() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let example = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/rain");
    for file in FILES {
        let to = folder.path().join(file);
        fs::create_dir_all(to.parent().unwrap()).unwrap();
        fs::copy(example.join(file), to).unwrap();
    }
    folder
}

fn run(folder: &TempDir, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_highwater"));
    let command = command.current_dir(folder.path()).args(arguments);
    command.output().unwrap()
}

/// Returns what a run says that succeeds.
#[track_caller]
fn fine(folder: &TempDir, arguments: &[&str]) -> String {
    let run = run(folder, arguments);
    let told = String::from_utf8(run.stderr).unwrap();
    assert!(run.status.success(), "{arguments:?}: {told}");
    String::from_utf8(run.stdout).unwrap()
}

/// What a run says that fails.
#[track_caller]
fn fails(folder: &TempDir, arguments: &[&str], code: i32, texts: &[&str]) {
    let run = run(folder, arguments);
    let told = String::from_utf8(run.stderr).unwrap();
    assert_eq!(run.status.code(), Some(code), "{told}");
    for text in texts {
        assert!(told.contains(text), "`{text}` is not told:\n{told}");
    }
}

fn replace(folder: &TempDir, file: &str, from: &str, to: &str) {
    let path = folder.path().join(file);
    let text = fs::read_to_string(&path).unwrap();
    assert!(text.contains(from), "{file} does not hold `{from}`");
    fs::write(path, text.replacen(from, to, 1)).unwrap();
}

#[test]
fn every_command_works_on_a_project_without_rust() {
    let folder = copy();
    fine(&folder, &["check", "--strict"]);
    let values = fine(&folder, &["values", "by_station.total"]);
    assert!(values.contains("252, 169"), "{values}");
    fine(&folder, &["report", "--strict", "--verify"]);
    let page = fs::read_to_string(folder.path().join("site/rain/index.html")).unwrap();
    assert!(page.contains(">252</a> mm"), "{page}");
    fine(&folder, &["verify", "site"]);
    fine(&folder, &["new", "story", "another"]);
    fine(&folder, &["check", "--strict"]);
    let other = folder.path().join("other");
    fs::create_dir(&other).unwrap();
    let rain = fs::read_to_string(folder.path().join("data/rain.csv")).unwrap();
    fs::write(
        other.join("rain.csv"),
        rain.replace("Vale,2023-06,20", "Vale,2023-06,120"),
    )
    .unwrap();
    let diff = fine(&folder, &["diff", "data", "other"]);
    assert!(diff.contains("by_station.vale.total"), "{diff}");
    assert!(diff.contains("wetter"), "{diff}");
}

#[test]
fn a_value_names_the_rows_that_it_was_computed_from() {
    let folder = copy();
    let values = fine(&folder, &["values", "wettest", "--format", "json"]);
    // The wettest month is one row, and its line rests on the six that it won among.
    assert!(values.contains("\"rows\": 1"), "{values}");
    let values = fine(&folder, &["values", "by_station.hill", "--format", "json"]);
    assert!(values.contains("\"rows\": 3"), "{values}");
}

#[test]
fn stale_words_and_bad_queries_are_told_with_their_places() {
    let folder = copy();
    replace(
        &folder,
        "data/rain.csv",
        "Vale,2023-06,20",
        "Vale,2023-06,120",
    );
    fails(
        &folder,
        &["check"],
        1,
        &["the data give `269`", "`wetter` fails", "story.md:24:"],
    );
    for (from, to, told) in [
        ("sum(mm)", "sum(m)", "did you mean `mm`?"),
        ("FROM rain", "FROM rian", "did you mean `rain`?"),
        ("SELECT", "SELEKT", "cannot be parsed"),
        (
            "-- key: station",
            "-- key: stations",
            "the answer has station",
        ),
        (
            "FROM rain GROUP BY station",
            "FROM rain GROUP BY station, month",
            "two lines of `by_station` have the key Hill",
        ),
        (
            "-- unit: total = mm",
            "-- unit: total",
            "-- unit: COLUMN = UNIT",
        ),
        (
            "```sql wettest",
            "```sql Wettest",
            "cannot be the name of a query",
        ),
        (
            "```sql wettest",
            "```sql by_station",
            "two queries are called `by_station`",
        ),
        (
            "FROM rain ORDER BY",
            "FROM wettest ORDER BY",
            "the query `wettest` reads itself",
        ),
        (
            "FROM rain\n```\n\n```figure",
            "FROM rain WHERE mm > 1000\n```\n\n```figure",
            "answers no line to draw",
        ),
        (
            "query = \"months\"",
            "query = \"month\"",
            "did you mean `months`?",
        ),
        (
            "query = \"months\"",
            "query = \"months where mn > 2\"",
            "did you mean `mm`?",
        ),
        (
            "mark = \"line\"",
            "mark = \"lines\"",
            "did you mean `line`?",
        ),
        (
            "color = \"station\"",
            "colour = \"station\"",
            "did you mean `color`?",
        ),
        (
            "by_station.vale.total\"\n```",
            "by_station.vale.totl\"\n```",
            "`by_station.vale.total`",
        ),
        (
            "by_station.hill.total / by_station.vale.total",
            "by_station.other + 1\"\nby_station.other = \"by_station.times * 2",
            "in a circle: `by_station.other`, `by_station.times`, `by_station.other`",
        ),
        (
            "by_station.hill.total / by_station.vale.total",
            "by_station.hill.total + by_station.vale.months",
            "cannot be added",
        ),
    ] {
        let folder = copy();
        replace(&folder, STORY, from, to);
        fails(&folder, &["check"], 2, &["story.md:", told]);
        let told = run(&folder, &["check"]);
        let told = String::from_utf8(told.stderr).unwrap();
        assert_eq!(told.matches("error[").count(), 1, "{told}");
    }
}

#[test]
fn a_table_at_fault_is_told_with_its_place() {
    let folder = copy();
    // Without a list a table is what its cells are.
    replace(
        &folder,
        "data/rain.csv",
        "Hill,2023-10,142",
        "Hill,2023-10,142,",
    );
    fails(&folder, &["check"], 2, &["data/rain.csv:3"]);
    replace(
        &folder,
        "data/rain.csv",
        "Hill,2023-10,142,",
        "Hill,2023-10,142",
    );
    let list = "origin = \"a gauge\"\nlicence = \"CC0\"\ndate = \"2024-01-01\"\n[[table]]\nfile = \"rain.csv\"\n\
                title = \"Rain\"\nnamed_sources = \"a gauge\"\nkey = [\"station\", \"month\"]\n";
    fs::write(folder.path().join("data/tables.toml"), list).unwrap();
    fine(&folder, &["check"]);
    replace(
        &folder,
        "data/rain.csv",
        "Hill,2023-10,142",
        "Hill,2023-06,142",
    );
    fails(&folder, &["check"], 2, &["data/rain.csv:3", "Hill"]);
}
