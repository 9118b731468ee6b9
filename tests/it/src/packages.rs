//! The crates as cargo packs them: what a package holds, and a story built on packages alone, outside
//! of the workspace.

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use cargo_metadata::MetadataCommand;
use flate2::read::GzDecoder;
use tempfile::TempDir;

use crate::sandbox::{Run, copy, workspace};

/// The published crates, packed by cargo and unpacked again.
struct Packages {
    folder: TempDir,
    names: BTreeSet<String>,
}

impl Packages {
    /// None where cargo cannot pack without network, which is told.
    fn new() -> Option<Self> {
        let metadata = MetadataCommand::new()
            .manifest_path(workspace().join("Cargo.toml"))
            .no_deps()
            .exec()
            .unwrap();
        let published = metadata
            .packages
            .iter()
            // An empty list of registries is `publish = false`.
            .filter(|package| package.publish.as_ref().is_none_or(|list| !list.is_empty()))
            .map(|package| (package.name.to_string(), package.version.to_string()));
        let published: Vec<(String, String)> = published.collect();

        let folder = tempfile::tempdir().unwrap();
        let mut cargo = cargo(&["package", "--no-verify", "--allow-dirty", "--offline"]);
        for (name, _) in &published {
            cargo.args(["--package", name]);
        }
        let target = folder.path().join("target");
        cargo.arg("--target-dir").arg(&target);
        if is_skipped(&cargo.current_dir(workspace()).output().unwrap()) {
            return None;
        }
        for (name, version) in &published {
            let file = File::open(target.join(format!("package/{name}-{version}.crate"))).unwrap();
            tar::Archive::new(GzDecoder::new(file))
                .unpack(folder.path())
                .unwrap();
            let unpacked = folder.path().join(format!("{name}-{version}"));
            fs::rename(unpacked, folder.path().join(name)).unwrap();
        }
        Some(Packages {
            folder,
            names: published.into_iter().map(|(name, _)| name).collect(),
        })
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Runs cargo in a folder, where each of these crates stands for the one of the registry.
    fn run(&self, folder: &Path, arguments: &[&str], crates: &[&str]) -> Output {
        // Before the arguments, of which some may be those of a program.
        let mut cargo = cargo(&["--offline"]);
        cargo.current_dir(folder);
        for name in crates {
            let path = self.path(name);
            let patch = format!("patch.crates-io.{name}.path='{}'", path.display());
            cargo.args(["--config", &patch]);
        }
        cargo.args(arguments);
        // Stays from run to run, so that libraries of others are compiled once.
        let target = Path::new(env!("CARGO_TARGET_TMPDIR")).join("packages");
        cargo.env("CARGO_TARGET_DIR", target);
        cargo.env("CARGO_PROFILE_DEV_DEBUG", "0");
        cargo.output().unwrap()
    }
}

fn cargo(arguments: &[&str]) -> Command {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(cargo);
    command.args(arguments).env("CARGO_TERM_COLOR", "never");
    command
}

/// Returns whether cargo lacks what only a network gives, which is told; any other failure is one.
fn is_skipped(output: &Output) -> bool {
    let run = Run::of(output);
    // A crate of ours is never missing for lack of a network.
    let is_ours = run.err.contains("no matching package named `highwater-");
    let skipped = run.code != Some(0) && run.err.contains("--offline") && !is_ours;
    if skipped {
        eprintln!("skipped: cargo needs the network for this:\n{}", run.err);
    } else {
        run.succeeds();
    }
    skipped
}

/// Returns all files below a folder, by their paths.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                found.push(path);
            }
        }
    }
    found
}

#[test]
fn a_package_holds_what_its_users_need_and_no_more() {
    let Some(packages) = Packages::new() else {
        return;
    };
    let ours = [
        "highwater",
        "highwater-declared",
        "highwater-derive",
        "highwater-expr",
        "highwater-facts",
        "highwater-host",
        "highwater-ingest",
        "highwater-plot",
        "highwater-query",
        "highwater-report",
        "highwater-stats",
        "highwater-study",
    ];
    assert_eq!(packages.names, ours.map(str::to_owned).into());
    for name in &packages.names {
        let folder = packages.path(name);
        let read = |file: &str| fs::read_to_string(folder.join(file)).unwrap();
        assert!(read("LICENSE-MIT").contains("Permission is hereby granted"));
        assert!(read("LICENSE-APACHE").contains("Apache License"));
        assert!(read("README.md").starts_with(&format!("# {name}\n")));
        for entry in fs::read_dir(&folder).unwrap() {
            let top = entry.unwrap().file_name().into_string().unwrap();
            let known = ["src", "examples", "fonts", "theme", ".cargo_vcs_info.json"];
            let is_text = [
                "Cargo.",
                "LICENSE-",
                "README.md",
                "ACCURACY.md",
                "GRAMMAR.md",
            ]
            .iter()
            .any(|start| top.starts_with(start));
            assert!(known.contains(&&*top) || is_text, "{name} holds {top}");
        }
        // A font goes nowhere without its licence.
        for file in files(&folder) {
            let is_font =
                [Some("woff2"), Some("ttf")].contains(&file.extension().and_then(OsStr::to_str));
            if is_font {
                let beside = files(file.parent().unwrap());
                let mut texts = beside
                    .iter()
                    .filter(|file| file.extension() == Some("txt".as_ref()));
                assert!(
                    texts.any(|text| fs::read_to_string(text)
                        .unwrap()
                        .contains("SIL Open Font License")),
                    "{} is without its licence",
                    file.display()
                );
            }
        }
    }
}

/// Programs on one crate and what it needs of ours, with what they print.
const PROGRAMS: [(&str, &[&str], &str); 2] = [
    ("growth", &["highwater-stats"], "times a year, doubling in"),
    (
        "two-bars",
        &["highwater-facts", "highwater-plot"],
        "October: 142",
    ),
];

#[test]
#[ignore = "compiles the crates and all that they need once more; `cargo xtask test` runs it"]
fn programs_outside_of_the_workspace_run_on_one_package_alone() {
    let Some(packages) = Packages::new() else {
        return;
    };
    for (example, crates, printed) in PROGRAMS {
        let project = packages.path(example);
        copy(&workspace().join("examples").join(example), &project);
        fs::copy(workspace().join("Cargo.lock"), project.join("Cargo.lock")).unwrap();
        let main = fs::read_to_string(project.join("src/main.rs")).unwrap();
        assert!(
            main.lines().count() <= 12,
            "{example} is too long for a first look"
        );
        let run = packages.run(&project, &["run", "--quiet"], crates);
        if is_skipped(&run) {
            return;
        }
        assert!(Run::of(&run).out.contains(printed), "{run:?}");
    }
}

#[test]
#[ignore = "compiles the crates and all that they need once more; `cargo xtask test` runs it"]
fn a_story_outside_of_the_workspace_is_built_on_the_packages_alone() {
    let Some(packages) = Packages::new() else {
        return;
    };
    let project = packages.path("own-story");
    copy(&workspace().join("examples/own-story"), &project);
    // A site that somebody built there is no part of the project.
    let _ = fs::remove_dir_all(project.join("site"));
    // The versions of others that this computer has; cargo drops what the project does not need.
    fs::copy(workspace().join("Cargo.lock"), project.join("Cargo.lock")).unwrap();

    let crates = [
        "highwater",
        "highwater-declared",
        "highwater-derive",
        "highwater-expr",
        "highwater-facts",
        "highwater-host",
        "highwater-ingest",
        "highwater-plot",
        "highwater-query",
        "highwater-report",
        "highwater-stats",
        "highwater-study",
    ];
    let build = || {
        packages.run(
            &project,
            &["run", "--quiet", "--", "report", "--strict"],
            &crates,
        )
    };
    let first = build();
    if is_skipped(&first) {
        return;
    }
    assert!(
        Run::of(&first).out.contains("12 of 12 numerals bound"),
        "{first:?}"
    );
    let page = project.join("site/rain/index.html");
    let built = fs::read_to_string(&page).unwrap();
    assert!(built.contains(">142</a> mm"), "{built}");
    assert!(project.join("site/assets/style.css").is_file());

    // A sentence that says what the data do not.
    let story = project.join("report/stories/rain/story.md");
    let text = fs::read_to_string(&story).unwrap();
    assert!(text.contains("[142]"));
    fs::write(&story, text.replace("[142]", "[141]")).unwrap();
    let stale = Run::of(&build());
    stale.fails(1, &["HW0001", "story.md:9:", "the data give `142`"]);
    assert_eq!(
        fs::read_to_string(&page).unwrap(),
        built,
        "the old site stays"
    );
}
