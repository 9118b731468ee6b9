//! The features of libraries: the report and its tests are built with the same ones.

use std::collections::BTreeMap;
use std::process::Command;

use crate::sandbox::workspace;

/// Returns the libraries below some packages, each with its features.
fn features(options: &[&str]) -> BTreeMap<String, String> {
    let tree = Command::new(env!("CARGO"))
        .args(["tree", "--offline", "--locked", "--prefix", "none"])
        .args(["--format", "{p}\t{f}"])
        .args(options)
        .current_dir(workspace())
        .output()
        .unwrap();
    let told = String::from_utf8_lossy(&tree.stderr);
    assert!(tree.status.success(), "cargo tree {options:?}: {told}");
    let text = String::from_utf8(tree.stdout).unwrap();
    let lines = text.lines().filter_map(|line| line.split_once('\t'));
    // Our own crates carry their path behind the version; a star marks what the tree shows already.
    let libraries = lines.filter(|(package, _)| !package.contains('/'));
    libraries
        .map(|(package, features)| (package.to_owned(), features.replace(" (*)", "")))
        .collect()
}

/// `cargo xtask report` builds the report alone, `cargo xtask test` all members: a library whose
/// features differ between the two is compiled twice.
#[test]
fn the_tests_compile_no_library_of_the_report_again() {
    let report = features(&["--package", "xtask", "--edges", "normal,build"]);
    let tests = features(&["--edges", "normal,build,dev"]);
    assert!(report.len() > 100, "{} libraries", report.len());
    let twice: Vec<String> = report
        .iter()
        .filter(|(package, _)| tests.contains_key(*package))
        .filter(|(package, features)| tests[*package] != **features)
        .map(|(package, features)| format!("{package}: [{features}], [{}]", tests[package]))
        .collect();
    assert!(
        twice.is_empty(),
        "name the features that are missing in xtask/Cargo.toml: {twice:#?}"
    );
}
