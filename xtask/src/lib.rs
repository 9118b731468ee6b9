//! The command line: wires the crates, holds no logic.
//!
//! Results go to standard output, everything else to standard error. Exit codes: 0 fine, 1 the
//! report says what its data do not, 2 usage, data, settings or machine, 130 interrupted.

mod changes;
mod cli;
mod commands;
mod data;
mod editions;
mod failure;
mod interrupt;
mod out;
mod own_code;
mod project;
mod published;
mod rebuild;
mod replace;
mod snapshots;
mod steps;
mod terminal;
mod time;
mod version;

use std::process::ExitCode;

use clap::Parser;

use cli::{Cli, New, Task};
use terminal::Terminal;

/// Reads the arguments of the process, runs the task and gives the exit code.
#[must_use]
pub fn main() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => {
            // What cannot be printed cannot be told.
            let _ = error.print();
            return ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2));
        }
    };
    let terminal = Terminal::new(&cli.output);
    let done = match &cli.task {
        Task::Report(arguments) => commands::report::run(arguments, &terminal),
        Task::Serve(arguments) => commands::serve::run(arguments, &terminal),
        Task::New(New::Story(arguments)) => commands::new_story::run(arguments, &terminal),
        Task::Publish(arguments) => commands::publish::run(arguments, &terminal),
        Task::Verify(arguments) => commands::verify::run(arguments, &terminal),
        Task::Check(arguments) => commands::check::run(arguments, &terminal),
        Task::Diff(arguments) => commands::diff::run(arguments, &terminal),
        Task::Values(arguments) => commands::values::run(arguments, &terminal),
        Task::Explain(arguments) => commands::explain::run(arguments, &terminal),
        Task::Fetch(arguments) => commands::fetch::run(arguments, &terminal),
        Task::Test(arguments) => commands::test::run(arguments, &terminal),
        Task::Ci => commands::ci::run(&terminal),
        Task::Bench(arguments) => commands::bench::run(arguments, &terminal),
        Task::Completions(arguments) => commands::completions::run(arguments, &terminal),
    };
    match done.and_then(|()| terminal.unwritten().map_or(Ok(()), Err)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => ExitCode::from(failure.tell(&terminal)),
    }
}
