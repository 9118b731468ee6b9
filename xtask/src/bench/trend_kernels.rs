//! Fits and tests of trends beside statsmodels, scipy and R, each timed by itself.
//!
//! What other programs find must be the same before their time is compared. Those that are not
//! installed are left out, which is told.

use std::path::Path;
use std::process::Command;

use highwater::{Failure, Terminal};
use serde_json::{Value, json};

use super::process::{measured, python};
use super::spread::write;
use crate::shell::{run as shell, works};

/// A kernel, its number of rows, and how near results are.
const KERNELS: [(&str, usize, f64); 14] = [
    ("wls", 1_000, 1e-8),
    ("newey_west", 1_000, 1e-8),
    ("clusters", 1_000, 1e-8),
    ("wls", 100_000, 1e-8),
    ("newey_west", 100_000, 1e-8),
    ("clusters", 100_000, 1e-8),
    ("poisson", 100_000, 1e-6),
    // statsmodels iterates and stops near the optimum.
    ("quantile", 5_000, 1e-3),
    ("lowess", 5_000, 1e-6),
    ("loess", 1_000, 1e-6),
    ("segmented", 100_000, 1e-6),
    ("signed_rank", 1_000_000, 1e-9),
    ("kruskal", 1_000_000, 1e-8),
    ("survival", 100_000, 1e-6),
];

pub(super) fn run(root: &Path, target: &Path, terminal: &Terminal) -> Result<(), Failure> {
    let data = root.join("bench/out/kernels");
    if !data.join("mw_a.f64").is_file() {
        terminal.summary("skipped: fits of trends beside other programs (no data of kernels)");
        return Ok(());
    }
    let build = ["cargo", "build", "--quiet", "--release"];
    let which = ["--package", "highwater-stats", "--example", "trend_kernels"];
    shell(&[&build[..], &which].concat(), &[], terminal)?;
    let data = data.to_string_lossy().into_owned();
    let ours = target.join("release/examples/trend_kernels");
    let python = python(root);
    let script = |name: &str| root.join("bench").join(name).to_string_lossy().into_owned();
    let in_python = script("trend_kernels.py");
    let in_r = script("trend_kernels.R");
    let mut peers: Vec<(&str, [&str; 2])> = Vec::new();
    if works(&[&python, "-c", "import scipy, statsmodels.api"]) {
        peers.push(("Python", [&python, &in_python]));
    } else {
        terminal.summary("left out: Python (scipy and statsmodels are not there)");
    }
    if works(&[
        "Rscript",
        "-e",
        "stopifnot(sapply(c('sandwich', 'quantreg', 'survival'), requireNamespace))",
    ]) {
        peers.push(("R", ["Rscript", &in_r]));
    } else {
        terminal.summary("left out: R (with sandwich, quantreg and survival it is not there)");
    }

    let mut results = serde_json::Map::new();
    for (kernel, n, near) in KERNELS {
        let rows = n.to_string();
        let (ours_found, seconds) = timed(Command::new(&ours).args([&data, kernel, &rows]))?;
        let (_, tenth) = timed(Command::new(&ours).args([&data, kernel, &(n / 10).to_string()]))?;
        // What the time grows with: n to this power.
        #[expect(
            clippy::disallowed_methods,
            reason = "a measured time differs in more than its last digit"
        )]
        let power = (seconds / tenth).log10();
        let mut line = format!(
            "{kernel:<22} n = {n:<9} {:>9.3} ms, n^{power:.1}",
            seconds * 1e3
        );
        let mut entry = json!({ "n": n, "seconds": seconds, "power": power });
        for (name, [program, script]) in &peers {
            if !has(name, kernel) {
                continue;
            }
            let command = &mut Command::new(program);
            let (found, their_seconds) = timed(command.args([*script, &data, kernel, &rows]))?;
            if (found / ours_found - 1.0).abs() > near {
                return Err(Failure::Other(
                    format!("{kernel}: {name} finds {found} where we find {ours_found}"),
                    None,
                ));
            }
            let times = their_seconds / seconds;
            line += &format!(", {times:.1} times as fast as {name}");
            entry[*name] = json!({ "seconds": their_seconds, "times_as_fast": times });
        }
        terminal.summary(&line);
        results.insert(format!("{kernel}_{n}"), entry);
    }
    let result = json!({
        "what": "one call each, median seconds of five, imports and loading not counted",
        "kernels": results,
    });
    write(root, "trend_kernels", &result, terminal)
}

/// Returns whether a program has the kernel.
fn has(program: &str, kernel: &str) -> bool {
    match kernel {
        "segmented" => false,
        "loess" => program == "R",
        _ => true,
    }
}

/// The result and the median seconds that a program prints.
fn timed(command: &mut Command) -> Result<(f64, f64), Failure> {
    let output = measured(command)?.output;
    let line: Value = serde_json::from_slice(&output).unwrap_or_default();
    match (line["result"].as_f64(), line["seconds"].as_f64()) {
        (Some(result), Some(seconds)) => Ok((result, seconds)),
        _ => Err(Failure::Other(
            format!(
                "{command:?} printed no result: {}",
                String::from_utf8_lossy(&output)
            ),
            None,
        )),
    }
}
