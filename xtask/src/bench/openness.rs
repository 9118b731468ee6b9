//! The published reading of openness on scaled tables, beside polars, as whole processes in turn; and
//! the time of the multiverse.
//!
//! Python is that of `bench/venv` where there is one, else `python3`; without polars and scipy the
//! comparison is skipped and says so, and without the snapshot and its scaling script everything is.

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::{Value, json};

use super::process::{build_example, measured, python};
use super::spread::{Spread, write};
use crate::shell::{run as shell, works};
use highwater::Failure;
use highwater::Terminal;

/// The rows of the scaled tables; the last is the one that is compared.
const ROWS: [u32; 3] = [10_000, 100_000, 1_000_000];
/// Counted runs, or pairs of runs.
const RUNS: usize = 7;
const SNAPSHOT: &str = "data/epoch-open-models/org-view-2024-08-20.csv";
const ALIASES: &str = "data/aliases.csv";
/// Where the scaled tables are made, once.
const TABLES: &str = "bench/out/openness";

pub(super) fn run(root: &Path, target: &Path, terminal: &Terminal) -> Result<(), Failure> {
    let shared = root.join("../shared");
    let (make, source) = (shared.join("bench/make_scaled.py"), shared.join(SNAPSHOT));
    if !make.is_file() || !source.is_file() {
        terminal.summary("skipped: openness on scaled tables (no reference data)");
        return Ok(());
    }
    let python = python(root);
    let example = build_example("openness", target, terminal)?;
    let aliases = root.join(ALIASES);
    let program = |table: &Path| {
        let mut command = Command::new(&example);
        command.arg(table).arg(&aliases);
        command
    };

    let mut sizes = Vec::new();
    let mut largest = PathBuf::new();
    for rows in ROWS {
        let table = root.join(format!("{TABLES}/organizations-{rows}.csv"));
        if !table.is_file() {
            std::fs::create_dir_all(root.join(TABLES)).map_err(|error| {
                Failure::Other(format!("`{TABLES}` cannot be made: {error}"), None)
            })?;
            let (make, source) = (make.to_string_lossy(), source.to_string_lossy());
            let (rows, table) = (rows.to_string(), table.to_string_lossy());
            shell(&[&python, &make, &rows, &table, &source], &[], terminal)?;
        }
        let runs = (0..=RUNS)
            .map(|_| measured(&mut program(&table)))
            .collect::<Result<Vec<_>, _>>()?;
        // The first run reads the table from the disk.
        let seconds = Spread::of(runs.iter().skip(1).map(|run| run.seconds));
        let memory = Spread::of(
            runs.iter()
                .filter_map(|run| run.told("peak_memory_kb"))
                .map(|kb| kb / 1000.0),
        );
        terminal.summary(&seconds.line(&format!("openness, {rows} rows"), "s"));
        terminal.summary(&memory.line("  peak memory", "MB"));
        sizes.push(
            json!({ "rows": rows, "seconds": seconds.json(), "peak_memory_mb": memory.json() }),
        );
        largest = table;
    }

    let polars = beside_polars(&python, &shared, &largest, &program, terminal)?;
    let mut command = program(&source);
    command.arg("multiverse");
    let runs = (0..RUNS)
        .map(|_| measured(&mut command))
        .collect::<Result<Vec<_>, _>>()?;
    let multiverse = Spread::of(
        runs.iter()
            .filter_map(|run| run.told("multiverse_s"))
            .map(|s| s * 1000.0),
    );
    terminal.summary(&multiverse.line("multiverse", "ms"));
    let result = json!({
        "what": "published reading on scaled tables, whole processes; polars in turn with ours",
        "runs": RUNS,
        "sizes": sizes,
        "polars": polars,
        "multiverse_ms": multiverse.json(),
    });
    write(root, "openness", &result, terminal)
}

fn beside_polars(
    python: &str,
    shared: &Path,
    table: &Path,
    program: &impl Fn(&Path) -> Command,
    terminal: &Terminal,
) -> Result<Value, Failure> {
    if !works(&[python, "-c", "import polars, scipy"]) {
        terminal.summary("skipped: openness beside polars (polars and scipy are not there; `python3 -m venv bench/venv && bench/venv/bin/pip install polars scipy`)");
        return Ok(Value::Null);
    }
    let pair = || -> Result<(f64, f64), Failure> {
        let ours = measured(&mut program(table))?.seconds;
        let script = shared.join("bench/org_polars.py");
        let theirs = measured(Command::new(python).arg(script).arg(table))?.seconds;
        Ok((ours, theirs))
    };
    pair()?;
    let pairs = (0..RUNS).map(|_| pair()).collect::<Result<Vec<_>, _>>()?;
    let ratio = Spread::of(pairs.iter().map(|(ours, theirs)| ours / theirs));
    terminal.summary(&format!(
        "{:<22} {:>5.2} of the time of polars  (min {:.2}, max {:.2}; aim 0.25)",
        "openness", ratio.median, ratio.min, ratio.max
    ));
    Ok(json!({
        "ours_s": Spread::of(pairs.iter().map(|(ours, _)| *ours)).json(),
        "theirs_s": Spread::of(pairs.iter().map(|(_, theirs)| *theirs)).json(),
        "part_of_their_time": ratio.json(),
        "aim": 0.25,
    }))
}
