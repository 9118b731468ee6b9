//! Commands of others that a task runs.

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;

use highwater::Failure;
use highwater::Terminal;

/// Runs a command and waits for it; `environment` is added to ours.
pub(crate) fn run(
    command: &[&str],
    environment: &[(&str, &str)],
    terminal: &Terminal,
) -> Result<(), Failure> {
    let mut process = process(command);
    process.envs(environment.iter().copied());
    wait(process, command, terminal)
}

/// Runs a command in a folder and waits for it.
pub(crate) fn run_in(folder: &Path, command: &[&str], terminal: &Terminal) -> Result<(), Failure> {
    let mut process = process(command);
    process.current_dir(folder);
    wait(process, command, terminal)
}

fn wait(mut process: Command, command: &[&str], terminal: &Terminal) -> Result<(), Failure> {
    let shown = command.join(" ");
    terminal.status(&format!("{:>8}  {shown}", "run"));
    let start = Instant::now();
    match process.status() {
        Ok(status) if status.success() => {
            let seconds = start.elapsed().as_secs();
            terminal.status(&format!("{:>8}  {shown}, in {seconds} s", "ran"));
            Ok(())
        }
        Ok(status) => Err(Failure::Command(format!("`{shown}` failed: {status}"))),
        Err(error) => Err(Failure::other(
            format!("`{shown}` cannot be run: {error}"),
            "install it, or add it to PATH",
        )),
    }
}

/// Returns whether a command runs and succeeds, with nothing told of it.
pub(crate) fn works(command: &[&str]) -> bool {
    let status = process(command)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
    status.is_ok_and(|status| status.success())
}

fn process(command: &[&str]) -> Command {
    let (program, arguments) = command
        .split_first()
        .map_or(("", &[][..]), |(program, rest)| (*program, rest));
    let mut process = Command::new(program);
    process.args(arguments);
    process
}
