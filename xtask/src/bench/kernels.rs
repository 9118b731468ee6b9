//! Statistical kernels beside the same in Python, as whole processes in turn.
//!
//! Python is that of `bench/venv` where there is one, else `python3`; without numpy and scipy, or
//! without the scripts of the reference data, the comparison is skipped and says so.

use std::path::Path;
use std::process::Command;

use serde_json::{Value, json};

use super::process::{measured, python};
use super::spread::{Spread, write};
use crate::shell::{run as shell, works};
use highwater::Failure;
use highwater::Terminal;

/// Counted pairs of runs.
const PAIRS: usize = 7;
/// Our kernel, theirs, and how many times as fast ours is meant to be.
const KERNELS: [(&str, &str, f64); 5] = [
    ("mw", "mw", 4.0),
    ("mw_tied", "mw_tied", 4.0),
    ("sp", "sp", 4.0),
    ("sp_tied", "sp_tied", 4.0),
    ("boot_ols", "boot_np_solve", 40.0),
];

pub(super) fn run(root: &Path, target: &Path, terminal: &Terminal) -> Result<(), Failure> {
    let shared = root.join("../shared");
    let scripts = shared.join("bench");
    let python = python(root);
    if !scripts.join("kernels.py").is_file() {
        terminal.summary("skipped: kernels beside Python (no reference data)");
        return Ok(());
    }
    if !works(&[&python, "-c", "import numpy, scipy"]) {
        terminal.summary("skipped: kernels beside Python (numpy and scipy are not there; `python3 -m venv bench/venv && bench/venv/bin/pip install numpy scipy`)");
        return Ok(());
    }
    shell(
        &[
            "cargo",
            "build",
            "--quiet",
            "--release",
            "--package",
            "highwater-stats",
            "--example",
            "kernels",
        ],
        &[],
        terminal,
    )?;
    let data = root
        .join("bench/out/kernels")
        .to_string_lossy()
        .into_owned();
    let reference = shared.join("reference/efficiency.json");
    let make = scripts.join("make_kernel_data.py");
    shell(
        &[
            &python,
            &make.to_string_lossy(),
            &data,
            &reference.to_string_lossy(),
        ],
        &[],
        terminal,
    )?;

    let ours = target.join("release/examples/kernels");
    let theirs = scripts.join("kernels.py").to_string_lossy().into_owned();
    let mut results = serde_json::Map::new();
    for (kernel, peer, aim) in KERNELS {
        let pair = || -> Result<(f64, f64), Failure> {
            let our_time = measured(Command::new(&ours).args([&data, kernel]))?.seconds;
            let their_time = measured(
                Command::new(&python)
                    .args([&theirs, peer])
                    .env("KERNEL_DATA", &data),
            )?;
            Ok((our_time, their_time.seconds))
        };
        pair()?;
        let pairs = (0..PAIRS).map(|_| pair()).collect::<Result<Vec<_>, _>>()?;
        results.insert(
            kernel.to_owned(),
            compared(kernel, peer, aim, &pairs, terminal),
        );
    }
    let result =
        json!({ "what": "whole processes in turn, seconds", "pairs": PAIRS, "kernels": results });
    write(root, "kernels", &result, terminal)
}

fn compared(
    kernel: &str,
    peer: &str,
    aim: f64,
    pairs: &[(f64, f64)],
    terminal: &Terminal,
) -> Value {
    let ours = Spread::of(pairs.iter().map(|(ours, _)| *ours));
    let theirs = Spread::of(pairs.iter().map(|(_, theirs)| *theirs));
    let ratio = Spread::of(pairs.iter().map(|(ours, theirs)| theirs / ours));
    terminal.summary(&format!(
        "{kernel:<22} {:>5.1} times as fast as {peer}  (min {:.1}, max {:.1}; aim {aim:.0})",
        ratio.median, ratio.min, ratio.max
    ));
    json!({ "peer": peer, "ours_s": ours.json(), "theirs_s": theirs.json(), "times_as_fast": ratio.json(), "aim": aim })
}
