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

use highwater_ingest::snapshots::SnapshotList;

use crate::BenchArguments;
use highwater::Failure;
use highwater::Terminal;

pub(crate) fn run(arguments: &BenchArguments, terminal: &Terminal) -> Result<(), Failure> {
    let root = highwater::root()?;
    let target =
        std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), PathBuf::from);
    report::run(arguments.runs, &root, &target, terminal)?;
    openness::run(&root, &target, terminal)?;
    efficiency::run(&root, &target, terminal)?;
    divide::run(&root, &target, terminal)?;
    kernels::run(&root, &target, terminal)?;
    trend_kernels::run(&root, &target, terminal)
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
