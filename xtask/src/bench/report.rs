//! The whole report from a warm release binary: its time, its steps, its memory.

use std::path::Path;
use std::process::Command;

use serde_json::{Value, json};

use super::spread::{Spread, write};
use crate::shell::run as shell;
use highwater::Failure;
use highwater::Terminal;

/// Runs that are not counted: the first reads everything from the disk.
const WARM_UP: u16 = 2;

pub(super) fn run(
    runs: u16,
    root: &Path,
    target: &Path,
    terminal: &Terminal,
) -> Result<(), Failure> {
    shell(
        &[
            "cargo",
            "build",
            "--quiet",
            "--release",
            "--package",
            "xtask",
        ],
        &[],
        terminal,
    )?;
    let binary = target.join("release/xtask");
    let fault = |what: String| Failure::Other(what, None);
    let mut counted = Vec::new();
    for at in 0..WARM_UP + runs {
        let output = Command::new(&binary)
            .args([
                "report",
                "--quiet",
                "--timings",
                "-j",
                "2",
                "--out",
                "bench/out/site",
            ])
            .current_dir(root)
            .output()
            .map_err(|error| fault(format!("`{}` cannot be run: {error}", binary.display())))?;
        let timings: Value = serde_json::from_slice(&output.stdout).map_err(|error| {
            let told = String::from_utf8_lossy(&output.stderr);
            fault(format!("a run gave no timings ({error}): {told}"))
        })?;
        if at >= WARM_UP {
            counted.push(timings);
        }
    }
    let total = Spread::of(counted.iter().filter_map(|run| run["total_ms"].as_f64()));
    let memory = Spread::of(
        counted
            .iter()
            .filter_map(|run| run["peak_memory_kb"].as_f64())
            .map(|kb| kb / 1000.0),
    );
    terminal.summary(&total.line("report", "ms"));
    let mut steps = serde_json::Map::new();
    for (at, name) in step_names(&counted).iter().enumerate() {
        let step = Spread::of(
            counted
                .iter()
                .filter_map(|run| run["steps"][at]["ms"].as_f64()),
        );
        terminal.summary(&step.line(&format!("  {name}"), "ms"));
        steps.insert(name.clone(), step.json());
    }
    terminal.summary(&memory.line("  peak memory", "MB"));
    let result = json!({
        "what": "report, release build, 2 threads, warm",
        "runs": runs,
        "total_ms": total.json(),
        "steps_ms": steps,
        "peak_memory_mb": memory.json(),
    });
    write(root, "report", &result, terminal)
}

fn step_names(runs: &[Value]) -> Vec<String> {
    let steps = runs
        .first()
        .and_then(|run| run["steps"].as_array())
        .into_iter()
        .flatten();
    steps
        .filter_map(|step| step["name"].as_str())
        .map(str::to_owned)
        .collect()
}
