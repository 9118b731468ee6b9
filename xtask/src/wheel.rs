//! The wheel: built, installed into a fresh environment, and tried in an empty folder.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use highwater::{Failure, Terminal};

use crate::shell::{run_in, works};

/// Builds the wheel of the program as it was built last, and makes a project with it. Where there is no
/// Python or maturin it says so and does nothing.
pub(crate) fn check(terminal: &Terminal) -> Result<(), Failure> {
    let top = highwater::root()?;
    let folder = top.join("target/wheel");
    let Some(maturin) = maturin(&folder, &top, terminal) else {
        terminal.status(
            "skipped: the wheel, because neither `maturin` nor a Python that installs it is there",
        );
        return Ok(());
    };
    let [dist, fresh] = ["dist", "fresh"].map(|name| folder.join(name));
    let _ = fs::remove_dir_all(&dist);
    let _ = fs::remove_dir_all(&fresh);
    let to = dist.to_string_lossy().into_owned();
    // The libraries of the tests are those of the wheel, so that nothing is compiled twice.
    let build = ["build", "--profile", "dev", "--auditwheel", "skip", "--out"];
    let build = [&[maturin.as_str()][..], &build, &[&to]].concat();
    run_in(&top, &build, terminal)?;
    let python = environment(&fresh, &top, terminal)?;
    let install = [
        "-m",
        "pip",
        "install",
        "--quiet",
        "--no-index",
        "--find-links",
    ];
    let install = [&[python.as_str()][..], &install, &[&to, "highwater"]].concat();
    run_in(&top, &install, terminal)?;
    let program = bin(&fresh, "highwater");
    let empty = env::temp_dir().join(format!("highwater-wheel-{}", std::process::id()));
    let tried = in_empty(
        &program,
        &empty,
        &top.join("examples/rain/data/rain.csv"),
        terminal,
    );
    let _ = fs::remove_dir_all(&empty);
    tried
}

/// Makes a project of a table in an empty folder, builds it and runs the commands that print.
fn in_empty(program: &str, empty: &Path, table: &Path, terminal: &Terminal) -> Result<(), Failure> {
    let unmade = |error: std::io::Error| {
        Failure::other(
            format!("`{}` cannot be made: {error}", empty.display()),
            "see that the folder for temporary files can be written",
        )
    };
    fs::create_dir_all(empty).map_err(unmade)?;
    let table = table.to_string_lossy();
    run_in(empty, &[program, "new", "rain", "--from", &table], terminal)?;
    let project = empty.join("rain");
    for arguments in [
        &["check", "--strict"][..],
        &["report", "--strict"],
        &["verify", "site"],
        &["values"],
        &["new", "story", "another"],
        &["diff", "data", "data"],
        &["check", "--strict"],
    ] {
        run_in(&project, &[&[program], arguments].concat(), terminal)?;
    }
    Ok(())
}

/// Returns the program that builds wheels: the installed one, else one of an environment of its own.
fn maturin(folder: &Path, top: &Path, terminal: &Terminal) -> Option<String> {
    if works(&["maturin", "--version"]) {
        return Some("maturin".to_owned());
    }
    let tools = folder.join("tools");
    let own = bin(&tools, "maturin");
    if works(&[&own, "--version"]) {
        return Some(own);
    }
    if !works(&["python3", "-m", "venv", "--help"]) {
        return None;
    }
    let python = environment(&tools, top, terminal).ok()?;
    let installed = works(&[
        &python,
        "-m",
        "pip",
        "install",
        "--quiet",
        "maturin>=1.9,<2",
    ]);
    installed.then_some(own)
}

/// Makes a fresh environment of Python and returns its interpreter.
fn environment(folder: &Path, top: &Path, terminal: &Terminal) -> Result<String, Failure> {
    let shown = folder.to_string_lossy();
    run_in(top, &["python3", "-m", "venv", &shown], terminal)?;
    Ok(bin(folder, "python3"))
}

fn bin(environment: &Path, program: &str) -> String {
    let folder: PathBuf = environment.join(if cfg!(windows) { "Scripts" } else { "bin" });
    folder.join(program).to_string_lossy().into_owned()
}
