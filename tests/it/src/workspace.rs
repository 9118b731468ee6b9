//! The house: which crate may depend on which, and what each promises.

use std::collections::{BTreeMap, BTreeSet};

use cargo_metadata::{DependencyKind, MetadataCommand};

use crate::sandbox::workspace;

/// Returns what a crate of ours may depend on among ours. ARCHITECTURE.md shows the same table.
fn allowed() -> BTreeMap<&'static str, BTreeSet<&'static str>> {
    let facts = "highwater-facts";
    let ingest = "highwater-ingest";
    let plot = "highwater-plot";
    let study = "highwater-study";
    BTreeMap::from([
        (facts, BTreeSet::new()),
        ("highwater-stats", BTreeSet::new()),
        ("highwater-expr", BTreeSet::from([facts])),
        ("highwater-host", BTreeSet::new()),
        ("highwater-derive", BTreeSet::new()),
        (ingest, BTreeSet::from([facts, "highwater-derive"])),
        (plot, BTreeSet::from([facts])),
        (study, BTreeSet::from([facts, ingest, plot])),
        ("highwater-query", BTreeSet::from([facts, ingest, study])),
        (
            "highwater-declared",
            BTreeSet::from([
                facts,
                plot,
                "highwater-expr",
                "highwater-query",
                "highwater-stats",
            ]),
        ),
        (
            "highwater-studies",
            BTreeSet::from([facts, ingest, plot, study, "highwater-stats"]),
        ),
        (
            "highwater-report",
            BTreeSet::from([facts, ingest, plot, study, "highwater-expr"]),
        ),
        (
            "highwater",
            BTreeSet::from([
                facts,
                ingest,
                plot,
                study,
                "highwater-declared",
                "highwater-host",
                "highwater-query",
                "highwater-report",
            ]),
        ),
        ("own-story", BTreeSet::from(["highwater"])),
        (
            "xtask",
            BTreeSet::from(["highwater", ingest, "highwater-studies"]),
        ),
        ("growth", BTreeSet::from(["highwater-stats"])),
        (
            "two-bars",
            BTreeSet::from(["highwater-facts", "highwater-plot"]),
        ),
        ("it", BTreeSet::from(["xtask"])),
        ("browser", BTreeSet::new()),
    ])
}

#[test]
fn data_flow_one_way() {
    let metadata = MetadataCommand::new()
        .manifest_path(workspace().join("Cargo.toml"))
        .no_deps()
        .exec()
        .unwrap();
    let allowed = allowed();
    let ours: BTreeSet<&str> = metadata
        .packages
        .iter()
        .map(|package| package.name.as_str())
        .collect();
    assert_eq!(
        ours,
        allowed.keys().copied().collect(),
        "the table names each crate"
    );
    for package in &metadata.packages {
        let normal = package
            .dependencies
            .iter()
            .filter(|dependency| dependency.kind == DependencyKind::Normal);
        for dependency in normal.filter(|dependency| ours.contains(dependency.name.as_str())) {
            let allowed = &allowed[package.name.as_str()];
            assert!(
                allowed.contains(dependency.name.as_str()),
                "{} depends on {}",
                package.name,
                dependency.name
            );
        }
    }
}

#[test]
fn each_crate_states_its_invariant_and_keeps_the_lints() {
    for entry in std::fs::read_dir(workspace().join("crates")).unwrap() {
        let folder = entry.unwrap().path();
        let library = std::fs::read_to_string(folder.join("src/lib.rs")).unwrap();
        assert!(
            library.contains("Architecture invariant:"),
            "{}",
            folder.display()
        );
        let manifest = std::fs::read_to_string(folder.join("Cargo.toml")).unwrap();
        assert!(
            manifest.contains("[lints]\nworkspace = true"),
            "{}",
            folder.display()
        );
        assert!(folder.join("README.md").is_file(), "{}", folder.display());
    }
}

/// Every file of code starts by saying what it holds, and none grows past what one concept takes.
#[test]
fn modules_are_small_and_say_what_they_hold() {
    let mut folders = vec![
        workspace().join("crates"),
        workspace().join("examples"),
        workspace().join("xtask"),
        workspace().join("tests"),
    ];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() && !path.ends_with("examples") {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let text = std::fs::read_to_string(&path).unwrap();
                assert!(
                    text.starts_with("//!"),
                    "{} does not say what it holds",
                    path.display()
                );
                let lines = text.lines().count();
                assert!(lines <= 500, "{} has {lines} lines", path.display());
            }
        }
    }
}
