//! `--data DIR`: whose tables take which place, and what stays as it was.

use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use crate::sandbox::{Run, Sandbox, reference};

/// Returns a folder of tables like the project's own, beside the project.
fn folder_of_tables(sandbox: &Sandbox, name: &str) -> PathBuf {
    let folder = sandbox.path("..").join(name);
    std::fs::rename(Sandbox::new().keep().join("data"), &folder).unwrap();
    folder
}

/// All files below a folder, with what they hold.
fn files(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let bytes = std::fs::read(&path).unwrap();
                found.push((path, bytes));
            }
        }
    }
    found.sort();
    found
}

fn with_data(sandbox: &Sandbox, task: &[&str], data: &Path) -> Run {
    sandbox.run(&[task, &["--data", data.to_str().unwrap()]].concat())
}

#[test]
fn the_site_holds_its_own_copies_and_the_tables_stay_as_they_were() {
    let sandbox = Sandbox::new();
    let data = folder_of_tables(&sandbox, "d");
    let funding = data.join("wave/funding.csv");
    let text = std::fs::read_to_string(&funding).unwrap();
    std::fs::write(&funding, text.trim_end()).unwrap();
    // A file written anew with the same bytes differs by its time alone: set it far back.
    let long_ago = SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000_000);
    for (path, _) in files(&data) {
        let file = std::fs::File::options().write(true).open(path).unwrap();
        file.set_modified(long_ago).unwrap();
    }
    let before = files(&data);
    with_data(&sandbox, &["report"], &data).succeeds();
    assert_eq!(files(&data), before);
    for (path, _) in before {
        let modified = std::fs::metadata(&path).unwrap().modified().unwrap();
        assert_eq!(modified, long_ago, "{} was written", path.display());
    }
    assert_eq!(
        sandbox.read("site/data/wave/funding.csv"),
        text.trim_end(),
        "the site gives it below data/"
    );
    let host = data.parent().unwrap().to_string_lossy().into_owned();
    let host = host.trim_end_matches("/project/..");
    for (path, bytes) in files(&sandbox.path("site")) {
        let text = String::from_utf8_lossy(&bytes);
        assert!(!text.contains(host), "{} names {host}", path.display());
    }
}

#[test]
fn a_relative_folder_leaves_nothing_beside_the_site() {
    let sandbox = Sandbox::new();
    folder_of_tables(&sandbox, "d");
    let run = sandbox.run(&["report", "--data", "../d", "--out", "out/site"]);
    run.succeeds();
    let beside: Vec<_> = std::fs::read_dir(sandbox.path("out"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name())
        .collect();
    assert_eq!(beside, ["site"]);
    let facts = sandbox.read("out/site/facts.json");
    assert!(facts.contains("\"data/wave/downloads.csv\""));
    assert!(!facts.contains("../d"));
}

#[test]
fn faults_name_the_file_as_the_user_gave_it() {
    let sandbox = Sandbox::new();
    let data = folder_of_tables(&sandbox, "d");
    let downloads = data.join("wave/downloads.csv");
    let text = std::fs::read_to_string(&downloads).unwrap();
    std::fs::write(&downloads, text.replace("41M", "many")).unwrap();
    std::fs::remove_file(data.join("wave/cost.csv")).unwrap();
    sandbox.run(&["check", "--data", "../d"]).fails(
        2,
        &[
            "--> ../d/wave/downloads.csv:3:9",
            "2022-04,many,+46%",
            "../d/wave/cost.csv: the file cannot be read",
            "help: put the file there",
        ],
    );
}

#[test]
fn a_folder_of_nothing_to_read_is_refused() {
    let sandbox = Sandbox::new();
    std::fs::create_dir(sandbox.path("empty")).unwrap();
    for task in ["report", "check", "values"] {
        sandbox.run(&[task, "--data", "empty"]).fails(
            2,
            &[
                "`--data empty` has neither tables of a study nor a listed snapshot",
                "`wave/`",
            ],
        );
        sandbox.run(&[task, "--data", "data/wave"]).fails(
            2,
            &[
                "holds the tables of the study `wave` itself",
                "`--data data`",
            ],
        );
    }
    assert!(!sandbox.path("site").exists());
    std::fs::create_dir_all(sandbox.path("empty/wave")).unwrap();
    std::fs::write(sandbox.path("empty/wave/other.csv"), "a,b\n").unwrap();
    sandbox
        .run(&["check", "--data", "empty"])
        .fails(2, &["has neither"]);
}

#[test]
fn a_study_without_tables_there_reads_the_projects_own() {
    let sandbox = Sandbox::new();
    let data = folder_of_tables(&sandbox, "d");
    for name in ["models.csv", "aliases.csv", "tables.toml", "snapshots.toml"] {
        std::fs::remove_file(data.join(name)).unwrap();
    }
    let run = sandbox.run(&["check", "--data", "../d"]);
    run.succeeds();
    for line in [
        "wave: tables of ../d/wave",
        "openness: tables of data, for ../d has none of them",
        "openness: embedded table models.csv",
    ] {
        assert!(run.err.contains(line), "{line}:\n{}", run.err);
    }
    // The other way round.
    std::fs::remove_dir_all(data.join("wave")).unwrap();
    for name in ["models.csv", "aliases.csv", "tables.toml"] {
        std::fs::copy(sandbox.path("data").join(name), data.join(name)).unwrap();
    }
    let run = sandbox.run(&["values", "wave.charts", "-v", "--data", "../d"]);
    run.succeeds();
    assert!(run.err.contains("wave: tables of data/wave"), "{}", run.err);
    assert!(run.err.contains("openness: tables of ../d"), "{}", run.err);
    // One of its two tables alone is no study.
    std::fs::remove_file(data.join("aliases.csv")).unwrap();
    sandbox
        .run(&["check", "--data", "../d"])
        .fails(2, &["HW0101", "../d/aliases.csv: the file cannot be read"]);
}

#[test]
fn a_folder_of_snapshots_alone_leaves_the_tables_in_place() {
    let Some(shared) = reference() else { return };
    let run = with_data(
        &Sandbox::new(),
        &["values", "openness.input", "-v"],
        &shared.join("data"),
    );
    run.succeeds();
    assert!(
        run.err.contains("openness: snapshot org-view-2024-08-20"),
        "{}",
        run.err
    );
}

/// A blank line, a line break in quotes and a missing last line end are no rows.
#[test]
fn rows_are_counted_as_they_are_read() {
    let sandbox = Sandbox::new();
    let path = "data/wave/downloads.csv";
    let text = sandbox.read(path).replace("chart 1\n", "\"chart\n1\"\n\n");
    sandbox.write(path, text.trim_end());
    let run = sandbox.run(&["report", "-v"]);
    run.succeeds();
    assert!(
        run.err.contains("data/wave/downloads.csv · 7 rows"),
        "{}",
        run.err
    );
}
