//! Programs run as whole processes, ours and those in Python.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use crate::shell::run as shell;
use highwater::Failure;
use highwater::Terminal;

/// A run as a whole process.
pub(super) struct Measured {
    pub(super) seconds: f64,
    /// What it wrote to standard output.
    pub(super) output: Vec<u8>,
    errors: String,
}

impl Measured {
    /// A number that the run told on standard error, in a line such as `total=90`.
    pub(super) fn told(&self, name: &str) -> Option<f64> {
        let mut numbers = self.numbers();
        numbers
            .find(|(told, _)| *told == name)
            .map(|(_, number)| number)
    }

    /// All numbers that the run told on standard error, in order.
    pub(super) fn numbers(&self) -> impl Iterator<Item = (&str, f64)> {
        self.errors.lines().filter_map(|line| {
            let (name, number) = line.split_once('=')?;
            Some((name, number.trim().parse().ok()?))
        })
    }
}

/// Runs a command, which must succeed.
pub(super) fn measured(command: &mut Command) -> Result<Measured, Failure> {
    let start = Instant::now();
    let output = command.output();
    let seconds = start.elapsed().as_secs_f64();
    let output = output
        .map_err(|error| Failure::Other(format!("{command:?} cannot be run: {error}"), None))?;
    let errors = String::from_utf8_lossy(&output.stderr).into_owned();
    if output.status.success() {
        Ok(Measured {
            seconds,
            output: output.stdout,
            errors,
        })
    } else {
        Err(Failure::Command(format!("{command:?} failed: {errors}")))
    }
}

/// Builds an example of the studies, a program that runs one of them, and gives its place.
pub(super) fn build_example(
    name: &str,
    target: &Path,
    terminal: &Terminal,
) -> Result<PathBuf, Failure> {
    let build = ["cargo", "build", "--quiet", "--release"];
    let which = ["--package", "highwater-studies", "--example", name];
    shell(&[&build[..], &which].concat(), &[], terminal)?;
    Ok(target.join("release/examples").join(name))
}

/// Python: that of `bench/venv` where there is one, else `python3`.
pub(super) fn python(root: &Path) -> String {
    let venv = root.join("bench/venv/bin/python");
    let python = if venv.exists() {
        venv
    } else {
        PathBuf::from("python3")
    };
    python.to_string_lossy().into_owned()
}
