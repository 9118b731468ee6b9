//! `ci`: what CI runs.

use crate::TestArguments;
use crate::shell::{run as shell, works};
use highwater::Failure;
use highwater::Terminal;

pub(crate) fn run(terminal: &Terminal) -> Result<(), Failure> {
    shell(&["cargo", "fmt", "--all", "--check"], &[], terminal)?;
    shell(
        &[
            "cargo",
            "clippy",
            "--workspace",
            "--all-targets",
            "--",
            "-D",
            "warnings",
        ],
        &[],
        terminal,
    )?;
    shell(
        &["cargo", "doc", "--workspace", "--no-deps"],
        &[("RUSTDOCFLAGS", "-D warnings")],
        terminal,
    )?;
    if works(&["cargo", "deny", "--version"]) {
        shell(
            &["cargo", "deny", "check", "licenses", "bans", "sources"],
            &[],
            terminal,
        )?;
    } else {
        terminal.status("skipped: `cargo deny` is not installed");
    }
    crate::test::run(&TestArguments { no_browser: false }, terminal)?;
    crate::wheel::check(terminal)
}
