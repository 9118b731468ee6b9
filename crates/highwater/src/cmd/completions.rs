//! `completions`: what a shell completes.

use crate::cli::CompletionsArguments;
use crate::program::Program;
use crate::terminal::Failure;
use crate::terminal::Terminal;

pub(crate) fn run(
    arguments: &CompletionsArguments,
    program: &Program,
    terminal: &Terminal,
) -> Result<(), Failure> {
    let mut script = Vec::new();
    let name = program.name.rsplit(' ').next().unwrap_or_default();
    clap_complete::generate(arguments.shell, &mut program.command(), name, &mut script);
    terminal.result(String::from_utf8_lossy(&script).trim_end());
    Ok(())
}
