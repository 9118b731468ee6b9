//! `bench`: the whole report from a warm release binary, its steps and its memory.

use std::process::Command;

use serde_json::{Value, json};

use super::shell::run as shell;
use crate::cli::BenchArguments;
use crate::failure::Failure;
use crate::project;
use crate::terminal::Terminal;

/// Runs that are not counted: the first reads everything from the disk.
const WARM_UP: u16 = 2;

pub(crate) fn run(arguments: &BenchArguments, terminal: &Terminal) -> Result<(), Failure> {
    let root = project::root()?;
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
    let target =
        std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), Into::into);
    let binary = target.join("release/xtask");
    let fault = |what: String| Failure::Other(what, None);
    let mut runs = Vec::new();
    for at in 0..WARM_UP + arguments.runs {
        let output = Command::new(&binary)
            .args([
                "report",
                "--quiet",
                "--timings",
                "-j",
                "2",
                "--out",
                "bench/out",
            ])
            .current_dir(&root)
            .output()
            .map_err(|error| fault(format!("`{}` cannot be run: {error}", binary.display())))?;
        let timings: Value = serde_json::from_slice(&output.stdout).map_err(|error| {
            fault(format!(
                "a run gave no timings ({error}): {}",
                String::from_utf8_lossy(&output.stderr)
            ))
        })?;
        if at >= WARM_UP {
            runs.push(timings);
        }
    }
    let result = summary(&runs);
    let file = root.join("bench/results/report.json");
    let text = format!(
        "{}\n",
        serde_json::to_string_pretty(&result).unwrap_or_default()
    );
    std::fs::create_dir_all(root.join("bench/results"))
        .and_then(|()| std::fs::write(&file, text))
        .map_err(|error| fault(format!("`{}` cannot be written: {error}", file.display())))?;
    tell(&result, terminal);
    terminal.summary("written to bench/results/report.json");
    Ok(())
}

/// Minimum, median and maximum of the whole run and of each step.
fn summary(runs: &[Value]) -> Value {
    let spread = |read: &dyn Fn(&Value) -> Option<f64>| {
        let mut all: Vec<f64> = runs.iter().filter_map(read).collect();
        all.sort_by(f64::total_cmp);
        let at = |part: usize| all.get((all.len().saturating_sub(1)) * part / 2).copied();
        json!({ "min": at(0), "median": at(1), "max": at(2) })
    };
    let names: Vec<&str> = runs
        .first()
        .and_then(|run| run["steps"].as_array())
        .into_iter()
        .flatten()
        .filter_map(|step| step["name"].as_str())
        .collect();
    let steps: serde_json::Map<String, Value> = names
        .iter()
        .enumerate()
        .map(|(at, name)| {
            (
                (*name).to_owned(),
                spread(&|run| run["steps"][at]["ms"].as_f64()),
            )
        })
        .collect();
    json!({
        "what": "report, release build, 2 threads, whole process, milliseconds",
        "runs": runs.len(),
        "total_ms": spread(&|run| run["total_ms"].as_f64()),
        "peak_memory_kb": spread(&|run| run["peak_memory_kb"].as_f64()),
        "steps_ms": steps,
    })
}

fn tell(result: &Value, terminal: &Terminal) {
    let line = |name: &str, spread: &Value, unit: &str, scale: f64| {
        let number = |key: &str| spread[key].as_f64().unwrap_or(f64::NAN) / scale;
        terminal.summary(&format!(
            "{name:<12} median {:>7.1} {unit}  (min {:.1}, max {:.1})",
            number("median"),
            number("min"),
            number("max")
        ));
    };
    line("report", &result["total_ms"], "ms", 1.0);
    for (name, spread) in result["steps_ms"].as_object().into_iter().flatten() {
        line(&format!("  {name}"), spread, "ms", 1.0);
    }
    line("peak memory", &result["peak_memory_kb"], "MB", 1000.0);
}
