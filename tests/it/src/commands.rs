//! What a reader is told to run is what the program has that built the site, and nothing else.

use highwater_ingest::snapshots::SnapshotList;
use highwater_report::{Changes, Commands, Outcome, Project, check, render};

use crate::sandbox::{files, workspace};
use crate::studies;

/// The pages that tell of snapshots that are not at hand, as a program with these commands builds them.
fn pages(commands: Commands) -> [String; 2] {
    let data = workspace().join("data");
    let results = studies::embedded(|_| true);
    let mut project = Project::load(&workspace().join("report"), "report").unwrap();
    project.commands = commands;
    let list = SnapshotList::load(&data.join("snapshots.toml"), "snapshots.toml").unwrap();
    let correction = project.site.changes[0].clone();
    let mut checked = check(&project, &results, Some("compute-divide"));
    checked.changes.push(Changes {
        old: list.get(&correction.old).unwrap().clone(),
        new: list.get(&correction.new).unwrap().clone(),
        outcome: Outcome::Missing(vec![correction.new.clone()]),
        correction: correction.clone(),
    });
    let site = render(&checked).unwrap();
    let text = |path: &str| String::from_utf8(site.get(path).unwrap().to_vec()).unwrap();
    [text("compute-divide/index.html"), text(&correction.page())]
}

#[test]
fn a_program_is_told_of_by_its_own_commands() {
    let [story, changes] = pages(Commands {
        bless: None,
        review: None,
        fetch: Some("bin/get".to_owned()),
        diff: Some("bin/compare".to_owned()),
        values: None,
    });
    for there in [
        "was not at hand: <code>bin/get</code> brings it. Sentences",
        "which was not at hand: <code>bin/get all-systems-2024-10</code> brings it.",
    ] {
        assert!(story.contains(there), "{there}");
    }
    for there in [
        "<code>bin/get benchmarks-2024-10-22</code> brings them",
        "<code>bin/compare benchmarks-2024-10-18 benchmarks-2024-10-22</code> prints",
    ] {
        assert!(changes.contains(there), "{there} is not in {changes}");
    }
}

#[test]
fn a_program_without_them_tells_of_none() {
    let [story, changes] = pages(Commands::default());
    for there in [
        "was not at hand. Sentences",
        "<code>all-systems-2024-10</code>, which was not at hand.</p>",
    ] {
        assert!(story.contains(there), "{there}");
    }
    assert!(
        changes.contains("stay with their publisher: benchmarks-2024-10-22. A build"),
        "{changes}"
    );
    assert!(changes.contains("as it was built. <a"), "{changes}");
    assert!(!changes.contains("cargo"), "{changes}");
}

/// The crates that a program of a stranger uses name no program of ours: what it lets a reader run
/// comes from it. The studies belong to ours.
#[test]
fn no_crate_names_our_program() {
    let crates = ["facts", "host", "ingest", "plot", "report", "stats"];
    for name in crates {
        let folder = workspace().join(format!("crates/highwater-{name}"));
        for part in ["src", "theme", "README.md"] {
            for path in files(&folder.join(part)) {
                let text = String::from_utf8_lossy(&std::fs::read(&path).unwrap()).into_owned();
                let line = text.lines().position(|line| line.contains("cargo xtask"));
                assert_eq!(line, None, "{}", path.display());
            }
        }
    }
}
