//! Runs reference cases against this crate and prints a line for each.
//!
//! `cargo run --release -p highwater-stats --example reference -- DIR..` reads every `cases_*.json` and
//! `nist_*.json` in each DIR and ends with `N passed, N failed`; the exit code is 1 if any failed.
//! With `--markdown` it prints the tables of digits of `ACCURACY.md` instead of the lines.

#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a program that prints"
)]

mod check;
mod comparisons;
mod curves;
mod functions;
mod markdown;
mod nist;
mod regressions;
mod report;
mod value;

use std::path::Path;
use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let markdown = arguments.iter().any(|argument| argument == "--markdown");
    let folders: Vec<&Path> = arguments
        .iter()
        .filter(|argument| !argument.starts_with("--"))
        .map(Path::new)
        .collect();
    if folders.is_empty() {
        eprintln!("usage: reference DIR.. [--markdown]");
        return ExitCode::from(2);
    }
    let report = match report::run(&folders) {
        Ok(report) => report,
        Err(error) => {
            eprintln!("{error}");
            return ExitCode::from(2);
        }
    };
    if markdown {
        print!("{}", markdown::tables(&report));
    } else {
        for case in &report.cases {
            println!("{case}");
        }
    }
    println!("{} passed, {} failed", report.passed(), report.failed());
    if report.failed() == 0 && !report.cases.is_empty() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}
