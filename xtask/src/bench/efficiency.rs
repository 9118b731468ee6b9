//! The whole study of efficiency, with all intervals, both contours and the multiverse, beside the
//! same in Python, as whole processes in turn.
//!
//! Both print what they found, and times are compared only where that agrees. Python is that of
//! `bench/venv` where there is one, else `python3`; without its packages the comparison is skipped and
//! says so, without matplotlib it draws nothing, and without the snapshots everything is skipped.

use std::path::{Path, PathBuf};
use std::process::Command;

use highwater_ingest::snapshots::usual_folders;
use highwater_studies::efficiency::{BENCHMARKS, GSM1K};
use serde_json::{Map, Value, json};

use super::process::{Measured, build_example, measured, python};
use super::spread::{Spread, write};
use crate::shell::works;
use highwater::Failure;
use highwater::Terminal;

/// Counted runs, or pairs of runs.
const RUNS: usize = 9;
/// The milliseconds that our whole process may take.
const AIM_MS: f64 = 400.0;
const THREADS: &str = "2";
/// What numbers that are drawn at random may differ by, as a part of ours; all others are computed.
/// Over 25 seeds the upper end of the clusters' bootstrap has a standard deviation of 5.5 %, that of
/// the models' of 1 %.
const DRAWN: [(&str, f64); 7] = [
    ("isoperformance.simulated.factor_low", 0.05),
    ("isoperformance.simulated.factor_high", 0.05),
    ("isoperformance.bootstrap.factor_low", 0.05),
    ("isoperformance.bootstrap.factor_high", 0.05),
    ("isoperformance.clusters.factor_low", 0.05),
    ("isoperformance.clusters.factor_high", 0.25),
    ("validation.both.rmse", 0.1),
];
/// What computed numbers may differ by.
const COMPUTED: f64 = 1e-6;
/// Numbers that both must tell.
const LEAST_COMPARED: usize = 30;

pub(super) fn run(root: &Path, target: &Path, terminal: &Terminal) -> Result<(), Failure> {
    let list = super::snapshots(root)?;
    let folders = usual_folders(root, None);
    let found = |name: &str| list.find(name, &folders).map(|found| found.path);
    let tables = match (found(BENCHMARKS), found(GSM1K)) {
        (Ok(benchmarks), Ok(gsm1k)) => [benchmarks, gsm1k],
        (Err(error), _) | (_, Err(error)) => {
            terminal.summary(&format!("skipped: efficiency ({error})"));
            return Ok(());
        }
    };
    let example = build_example("efficiency", target, terminal)?;
    let program = || {
        let mut command = Command::new(&example);
        command.arg(root.join("data")).args(&tables);
        command.env("RAYON_NUM_THREADS", THREADS);
        command
    };
    let peer = peer(root, &tables, terminal)?;
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    // The first pair reads everything from the disk, and is held against each other.
    for at in 0..=RUNS {
        let our_run = measured(&mut program())?;
        let their_run = peer.as_ref().map(|peer| measured(&mut peer.command()));
        let their_run = their_run.transpose()?;
        if at > 0 {
            ours.push(our_run);
            theirs.extend(their_run);
        } else if let Some(their_run) = their_run {
            agree(&our_run.output, &their_run.output)?;
        }
    }
    let mut parts = Vec::new();
    for _ in 0..RUNS {
        parts.push(measured(program().arg("parts"))?);
    }

    let whole = Spread::of(ours.iter().map(|run| 1000.0 * run.seconds));
    terminal.summary(&whole.line("efficiency", "ms"));
    let steps = steps(&ours, terminal);
    let parts = self::steps(&parts, terminal);
    let within = whole.median <= AIM_MS;
    let answer = if within { "yes" } else { "no" };
    terminal.summary(&format!("  at most {AIM_MS} ms: {answer}"));
    let result = json!({
        "what": "the whole study, release build, 2 threads, whole processes; Python in turn with ours",
        "runs": RUNS,
        "whole_ms": whole.json(),
        "aim_ms": AIM_MS,
        "within_aim": within,
        "steps_ms": steps,
        "parts_ms": parts,
        "python": peer.map(|peer| beside(&peer, &ours, &theirs, terminal)),
    });
    write(root, "efficiency", &result, terminal)
}

/// The script in Python.
struct Peer {
    python: String,
    arguments: Vec<PathBuf>,
    draws: bool,
}

impl Peer {
    fn command(&self) -> Command {
        let mut command = Command::new(&self.python);
        command.args(&self.arguments);
        for threads in ["OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"] {
            command.env(threads, THREADS);
        }
        command
    }
}

/// The peer, where Python has its packages.
fn peer(root: &Path, tables: &[PathBuf], terminal: &Terminal) -> Result<Option<Peer>, Failure> {
    let python = python(root);
    let packages = "numpy, pandas, scipy, statsmodels, sklearn";
    if !works(&[&python, "-c", &format!("import {packages}")]) {
        terminal.summary("skipped: efficiency beside Python (its packages are not there; `python3 -m venv bench/venv && bench/venv/bin/pip install numpy pandas scipy statsmodels scikit-learn matplotlib`)");
        return Ok(None);
    }
    let mut arguments = vec![
        root.join("bench/efficiency.py"),
        root.join("data/efficiency"),
    ];
    arguments.extend_from_slice(tables);
    let draws = works(&[&python, "-c", "import matplotlib"]);
    if draws {
        let folder = root.join("bench/out/efficiency");
        std::fs::create_dir_all(&folder).map_err(|error| {
            let what = format!("`bench/out/efficiency` cannot be made: {error}");
            Failure::Other(what, None)
        })?;
        arguments.push(folder);
    } else {
        terminal.summary("efficiency in Python draws no contours (matplotlib is not there; `bench/venv/bin/pip install matplotlib`)");
    }
    Ok(Some(Peer {
        python,
        arguments,
        draws,
    }))
}

/// Returns an error unless both found the same.
fn agree(ours: &[u8], theirs: &[u8]) -> Result<(), Failure> {
    let read = |who: &str, output: &[u8]| {
        serde_json::from_slice::<Map<String, Value>>(output).map_err(|error| {
            Failure::Other(format!("{who} efficiency told no JSON: {error}"), None)
        })
    };
    let (ours, theirs) = (read("our", ours)?, read("Python’s", theirs)?);
    let mut compared = 0;
    for (name, their) in &theirs {
        let drawn = DRAWN.iter().find(|(drawn, _)| drawn == name);
        let tolerance = drawn.map_or(COMPUTED, |(_, tolerance)| *tolerance);
        let our = ours.get(name).and_then(Value::as_f64);
        let both = our.zip(their.as_f64());
        if !both.is_some_and(|(our, their)| (our - their).abs() <= tolerance * our.abs()) {
            return Err(Failure::other(
                format!(
                    "efficiency and its peer in Python disagree on `{name}`: `{}` and `{their}`",
                    ours.get(name).unwrap_or(&Value::Null)
                ),
                "find out which of the two is wrong before their times are compared",
            ));
        }
        compared += 1;
    }
    if compared < LEAST_COMPARED {
        let what = format!("efficiency’s peer in Python tells `{compared}` numbers");
        let hint = format!("at least {LEAST_COMPARED} are compared");
        return Err(Failure::other(what, &hint));
    }
    Ok(())
}

/// The spread of each number that runs told, printed and as JSON.
fn steps(runs: &[Measured], terminal: &Terminal) -> Value {
    let names = runs.first().into_iter().flat_map(Measured::numbers);
    let steps = names.map(|(name, _)| {
        let step = Spread::of(runs.iter().filter_map(|run| run.told(name)));
        terminal.summary(&step.line(&format!("  {name}"), "ms"));
        (name.to_owned(), step.json())
    });
    Value::Object(steps.collect())
}

/// Our times beside those of Python.
fn beside(peer: &Peer, ours: &[Measured], theirs: &[Measured], terminal: &Terminal) -> Value {
    let whole = Spread::of(theirs.iter().map(|run| 1000.0 * run.seconds));
    terminal.summary(&whole.line("efficiency in Python", "ms"));
    let steps = steps(theirs, terminal);
    let ratio = |our: fn(&Measured) -> Option<f64>, their: fn(&Measured) -> Option<f64>| {
        let pairs = ours.iter().zip(theirs);
        Spread::of(pairs.filter_map(|(o, t)| Some(their(t)? / our(o)?)))
    };
    let processes = ratio(|run| Some(run.seconds), |run| Some(run.seconds));
    let imported = |run: &Measured| Some(run.told("total")? - run.told("import")?);
    let computing = ratio(|run| run.told("total"), imported);
    // What both do without pictures, however they draw.
    let studied =
        |run: &Measured| Some(run.told("total")? - run.told("import")? - run.told("contours")?);
    let undrawn = ratio(|run| run.told("study"), studied);
    for (what, ratio) in [
        ("whole processes", &processes),
        ("without imports", &computing),
        ("nor drawing", &undrawn),
    ] {
        terminal.summary(&format!(
            "  {what:<20} {:>5.1} times as fast as Python  (min {:.1}, max {:.1})",
            ratio.median, ratio.min, ratio.max
        ));
    }
    json!({
        "draws": peer.draws,
        "whole_ms": whole.json(),
        "steps_ms": steps,
        "times_as_fast": {
            "whole_processes": processes.json(),
            "without_imports": computing.json(),
            "without_imports_and_drawing": undrawn.json(),
        },
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(change: (&str, f64)) -> Vec<u8> {
        let computed = (0..LEAST_COMPARED).map(|i| (format!("computed.{i}"), 3.0));
        let drawn = DRAWN.iter().map(|(name, _)| ((*name).to_owned(), 8.0));
        let mut told: Map<String, Value> = computed
            .chain(drawn)
            .map(|(name, value)| (name, json!(value)))
            .collect();
        told.insert(change.0.to_owned(), json!(change.1));
        Value::Object(told).to_string().into_bytes()
    }

    #[test]
    fn numbers_drawn_at_random_may_differ_more_than_computed_ones() {
        let high = "isoperformance.bootstrap.factor_high";
        let ours = told((high, 8.0));
        assert!(agree(&ours, &told((high, 8.3))).is_ok());
        assert!(agree(&ours, &told((high, 8.5))).is_err());
        assert!(agree(&ours, &told(("computed.1", 3.000_001))).is_ok());
        let error = agree(&ours, &told(("computed.1", 3.00001))).unwrap_err();
        let Failure::Other(what, _) = error else {
            panic!("{error:?}")
        };
        assert_eq!(
            what,
            "efficiency and its peer in Python disagree on `computed.1`: `3.0` and `3.00001`"
        );
    }

    #[test]
    fn a_peer_that_tells_another_number_or_too_few_does_not_agree() {
        let ours = told(("computed.1", 3.0));
        assert!(agree(&ours, &told(("computed.unknown", 3.0))).is_err());
        assert!(agree(&ours, b"{\"computed.1\": 3.0}").is_err());
        assert!(agree(&ours, &told(("computed.1", f64::NAN))).is_err());
    }
}
