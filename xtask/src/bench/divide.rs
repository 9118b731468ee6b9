//! The whole study of the compute divide, reading included, as whole processes.

use std::path::Path;
use std::process::Command;

use highwater_ingest::snapshots::usual_folders;
use highwater_studies::divide::SNAPSHOT;
use serde_json::json;

use super::process::{Measured, build_example, measured};
use super::spread::{Spread, write};
use highwater::Failure;
use highwater::Terminal;

/// Counted runs.
const RUNS: usize = 15;
/// The milliseconds that a whole process may take.
const AIM_MS: f64 = 500.0;
const THREADS: &str = "2";

pub(super) fn run(root: &Path, target: &Path, terminal: &Terminal) -> Result<(), Failure> {
    let list = super::snapshots(root)?;
    let table = match list.find(SNAPSHOT, &usual_folders(root, None)) {
        Ok(found) => found.path,
        Err(error) => {
            terminal.summary(&format!("skipped: the compute divide ({error})"));
            return Ok(());
        }
    };
    let example = build_example("divide", target, terminal)?;
    let run = || {
        let mut command = Command::new(&example);
        command.arg(root.join("data")).arg(&table);
        measured(command.env("RAYON_NUM_THREADS", THREADS))
    };
    // The first run reads everything from the disk.
    run()?;
    let runs = (0..RUNS)
        .map(|_| run())
        .collect::<Result<Vec<Measured>, _>>()?;
    let whole = Spread::of(runs.iter().map(|run| 1000.0 * run.seconds));
    let study = Spread::of(runs.iter().filter_map(|run| run.told("study")));
    terminal.summary(&whole.line("the compute divide", "ms"));
    terminal.summary(&study.line("  the study alone", "ms"));
    let within = whole.median <= AIM_MS;
    let answer = if within { "yes" } else { "no" };
    terminal.summary(&format!("  at most {AIM_MS} ms: {answer}"));
    let result = json!({
        "what": "the whole study with all its figures made and none drawn, release build, 2 threads, whole processes",
        "runs": RUNS,
        "whole_ms": whole.json(),
        "study_ms": study.json(),
        "aim_ms": AIM_MS,
        "within_aim": within,
    });
    write(root, "divide", &result, terminal)
}
