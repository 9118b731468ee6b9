//! `bench`: times and memory, in one run with their peers.

mod divide;
mod efficiency;
mod kernels;
mod openness;
mod process;
mod report;
mod spread;
mod trend_kernels;

use std::path::PathBuf;

use crate::cli::BenchArguments;
use crate::failure::Failure;
use crate::project;
use crate::terminal::Terminal;

pub(crate) fn run(arguments: &BenchArguments, terminal: &Terminal) -> Result<(), Failure> {
    let root = project::root()?;
    let target =
        std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), PathBuf::from);
    report::run(arguments.runs, &root, &target, terminal)?;
    openness::run(&root, &target, terminal)?;
    efficiency::run(&root, &target, terminal)?;
    divide::run(&root, &target, terminal)?;
    kernels::run(&root, &target, terminal)?;
    trend_kernels::run(&root, &target, terminal)
}
