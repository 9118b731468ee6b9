//! `cargo xtask`: the program with the shipped studies, and what the house itself needs: tests, CI and
//! measurements.

mod bench;
mod ci;
mod shell;
mod test;
mod wheel;

use std::process::ExitCode;

use clap::{Args, Command, CommandFactory, Parser, Subcommand};
use highwater::{Output, Program};
use highwater_studies::STUDIES;

/// Rebuild data stories from their data, with every number and claim checked on the way.
#[derive(Debug, Parser)]
#[command(
    name = "xtask",
    before_help = highwater::EXAMPLES,
    arg_required_else_help = true,
    subcommand_required = true,
    disable_help_subcommand = true
)]
struct Cli {
    #[command(subcommand)]
    task: Task,
    #[command(flatten)]
    output: Output,
}

impl AsRef<Output> for Cli {
    fn as_ref(&self) -> &Output {
        &self.output
    }
}

#[derive(Debug, Subcommand)]
enum Task {
    #[command(flatten)]
    Report(highwater::Task),
    /// Run all tests; installs Chromium and its driver where it may
    #[command(before_help = highwater::examples!(
        "test                 all tests"
        "test --no-browser    all but those in a browser"
    ))]
    Test(TestArguments),
    /// Run what CI runs: format, lints, documentation, licences, tests
    #[command(before_help = highwater::examples!("ci"))]
    Ci,
    /// Measure the report and the statistics: time, memory, ratios to peers
    #[command(before_help = highwater::examples!("bench    with 15 runs of each" "bench kernels trend-kernels" "bench --runs 3"))]
    Bench(BenchArguments),
}

#[derive(Debug, Args)]
struct TestArguments {
    /// Leave the tests in a browser out, and say so
    #[arg(long)]
    no_browser: bool,
}

#[derive(Debug, Args)]
struct BenchArguments {
    /// What is measured; everything if none is named
    #[arg(value_name = "PART", value_enum)]
    parts: Vec<bench::Part>,
    /// How many runs are counted
    #[arg(long, default_value_t = 15, value_parser = clap::value_parser!(u16).range(1..=1000))]
    runs: u16,
}

/// The program: the shipped studies, whose code `serve` builds again.
const PROGRAM: Program = Program::new(STUDIES)
    .named("cargo xtask")
    .of_commit(env!("HIGHWATER_COMMIT"))
    .with_code("xtask", &["crates", "xtask"])
    .with_command(command);

fn command() -> Command {
    Cli::command()
}

/// Reads the arguments of the process, runs the task and gives the exit code.
#[must_use]
pub fn main() -> ExitCode {
    highwater::main_of(&PROGRAM, |cli: Cli, terminal| match &cli.task {
        Task::Report(task) => highwater::run(task, &PROGRAM, terminal),
        Task::Test(arguments) => test::run(arguments, terminal),
        Task::Ci => ci::run(terminal),
        Task::Bench(arguments) => bench::run(arguments, terminal),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_definition_is_sound() {
        PROGRAM.command().debug_assert();
    }
}
