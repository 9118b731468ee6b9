//! One command a file.

mod check;
mod completions;
mod diff;
mod explain;
mod fetch;
mod mutate;
mod new_project;
mod new_story;
mod out;
mod pdf;
mod publish;
mod replace;
mod report;
mod serve;
mod values;
mod verify;

use crate::cli::{Kind, New};
use crate::program::Program;
use crate::terminal::{Failure, Terminal};

/// Runs a command.
pub(crate) fn run(task: &Kind, program: &Program, terminal: &Terminal) -> Result<(), Failure> {
    match task {
        Kind::Report(arguments) => report::run(arguments, program, terminal),
        Kind::Serve(arguments) => serve::run(arguments, program, terminal),
        Kind::New(arguments) => match &arguments.what {
            Some(New::Story(arguments)) => new_story::run(arguments, program, terminal),
            None => new_project::run(arguments, program, terminal),
        },
        Kind::Publish(arguments) => publish::run(arguments, program, terminal),
        Kind::Verify(arguments) => verify::run(arguments, terminal),
        Kind::Check(arguments) => check::run(arguments, program, terminal),
        Kind::Mutate(arguments) => mutate::run(arguments, program, terminal),
        Kind::Diff(arguments) => diff::run(arguments, program, terminal),
        Kind::Values(arguments) => values::run(arguments, program, terminal),
        Kind::Explain(arguments) => explain::run(arguments, program, terminal),
        Kind::Fetch(arguments) => fetch::run(arguments, program, terminal),
        Kind::Completions(arguments) => completions::run(arguments, program, terminal),
    }
}
