//! `bench`: times and memory, in one run with their peers.

mod divide;
mod efficiency;
mod kernels;
mod openness;
mod process;
mod report;
mod spread;
mod trend_kernels;

use std::path::{Path, PathBuf};

use clap::ValueEnum;
use highwater_ingest::snapshots::SnapshotList;

use crate::BenchArguments;
use highwater::Failure;
use highwater::Terminal;

/// A part of the measurements.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Part {
    /// The whole report, from nothing to its site
    Report,
    /// Openness on a million rows, next to polars
    Openness,
    /// The study of efficiency, next to the same in Python
    Efficiency,
    /// The study of the divide
    Divide,
    /// Rank tests and the bootstrap of a regression, next to scipy and numpy
    Kernels,
    /// Fits and tests of trends, next to statsmodels, scipy and R
    TrendKernels,
}

pub(crate) fn run(arguments: &BenchArguments, terminal: &Terminal) -> Result<(), Failure> {
    let root = highwater::root()?;
    let target =
        std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), PathBuf::from);
    for part in Part::value_variants() {
        if !arguments.parts.is_empty() && !arguments.parts.contains(part) {
            continue;
        }
        match part {
            Part::Report => report::run(arguments.runs, &root, &target, terminal)?,
            Part::Openness => openness::run(&root, &target, terminal)?,
            Part::Efficiency => efficiency::run(&root, &target, terminal)?,
            Part::Divide => divide::run(&root, &target, terminal)?,
            Part::Kernels => kernels::run(&root, &target, terminal)?,
            Part::TrendKernels => trend_kernels::run(&root, &target, terminal)?,
        }
    }
    Ok(())
}

/// Returns the list of snapshots.
fn snapshots(root: &Path) -> Result<SnapshotList, Failure> {
    let list = "data/snapshots.toml";
    SnapshotList::load(&root.join(list), list).map_err(|_| {
        Failure::other(
            format!("`{list}` has faults"),
            "run `cargo xtask fetch --list`, which names them",
        )
    })
}
