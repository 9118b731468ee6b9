//! `ci`: what CI runs.

use highwater::{Failure, Terminal};

use crate::TestArguments;
use crate::shell::{printed, run as shell, works};

/// The lints of the whole workspace.
const CLIPPY: [&str; 7] = [
    "cargo",
    "clippy",
    "--workspace",
    "--all-targets",
    "--",
    "-D",
    "warnings",
];

pub(crate) fn run(terminal: &Terminal) -> Result<(), Failure> {
    shell(&["cargo", "fmt", "--all", "--check"], &[], terminal)?;
    shell(&CLIPPY, &[], terminal)?;
    let document = ["cargo", "doc", "--workspace", "--no-deps"];
    shell(&document, &[("RUSTDOCFLAGS", "-D warnings")], terminal)?;
    if works(&["cargo", "deny", "--version"]) {
        let check = ["cargo", "deny", "check", "licenses", "bans", "sources"];
        shell(&check, &[], terminal)?;
    } else {
        terminal.status("skipped: `cargo deny` is not installed");
    }
    compare_api(terminal)?;
    crate::test::run(&TestArguments { no_browser: false }, terminal)?;
    crate::wheel::check(terminal)
}

/// Compares the public API with that of the last release, whose tag is `v` and its version.
fn compare_api(terminal: &Terminal) -> Result<(), Failure> {
    if !works(&["cargo", "semver-checks", "--version"]) {
        terminal.status("skipped: `cargo semver-checks` is not installed");
        return Ok(());
    }
    let tag = printed(&["git", "describe", "--tags", "--abbrev=0", "--match", "v*"]);
    let Some(tag) = tag else {
        terminal.status(
            "skipped: no release to compare the public API with, as no tag starts with `v`",
        );
        return Ok(());
    };
    let check = [
        "cargo",
        "semver-checks",
        "--workspace",
        "--baseline-rev",
        &tag,
    ];
    shell(&check, &[], terminal)
}
