//! The program: every command for reports, for any project and any studies.
//!
//! A project with studies of its own is a package whose `main` is one line:
//!
//! ```no_run
//! use std::process::ExitCode;
//!
//! use highwater::{Inputs, Results, Study, StudyError};
//!
//! fn rain(_: &Inputs<'_>) -> Result<Results, StudyError> {
//!     Ok(Results::default())
//! }
//!
//! const STUDY: Study = Study::new("rain", rain);
//!
//! fn main() -> ExitCode {
//!     highwater::main(&[STUDY])
//! }
//! ```
//!
//! Results go to standard output, everything else to standard error. Exit codes: 0 fine, 1 the report
//! says what its data do not, 2 usage, data, settings or machine, 130 interrupted.
//!
//! - [`main`]: reads the arguments of the process and runs the command.
//! - [`Study`], [`Inputs`], [`Results`], [`Facts`] and the modules [`facts`], [`ingest`] and [`plot`]: what
//!   a study is written with.
//! - [`Program`], [`Task`], [`Terminal`], [`Failure`]: for a program with commands besides these.
//!
//! Architecture invariant: whatever can be had without a command line is in another crate; nothing here
//! knows a study by its name.

/// The examples of the README are run too.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;

mod cli;
mod cmd;
mod engine;
mod own_code;
mod program;
mod terminal;
mod time;

use std::process::ExitCode;

use clap::FromArgMatches;

pub use cli::{Cli, EXAMPLES, Output, Task};
pub use engine::workspace::root;
pub use highwater_facts as facts;
pub use highwater_ingest as ingest;
pub use highwater_plot as plot;
pub use highwater_study::{
    AtHand, Domain, Facts, Finding, Inputs, Parameter, Parameters, Results, Study, StudyError,
};
pub use program::Program;
pub use terminal::{Failure, Terminal};

/// Reads the arguments of the process, runs the command with these studies and returns the exit code.
#[must_use]
pub fn main(studies: &'static [Study]) -> ExitCode {
    let program = Program::new(studies);
    main_of(&program, |cli: Cli, terminal| {
        run(&cli.task, &program, terminal)
    })
}

/// Runs a command of this crate.
///
/// # Errors
///
/// Why it failed.
pub fn run(task: &Task, program: &Program, terminal: &Terminal) -> Result<(), Failure> {
    cmd::run(&task.0, program, terminal)
}

/// Reads the arguments of the process as the command line `C`, runs it and returns the exit code: for a
/// program with commands besides those of this crate.
#[must_use]
pub fn main_of<C: FromArgMatches + AsRef<Output>>(
    program: &Program,
    run: impl FnOnce(C, &Terminal) -> Result<(), Failure>,
) -> ExitCode {
    let parsed = program.command().try_get_matches();
    let cli = match parsed.and_then(|matches| C::from_arg_matches(&matches)) {
        Ok(cli) => cli,
        Err(error) => {
            // What cannot be printed cannot be reported.
            let _ = error.print();
            return ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2));
        }
    };
    let terminal = Terminal::new(cli.as_ref(), program.name);
    let done = run(cli, &terminal);
    match done.and_then(|()| terminal.unwritten().map_or(Ok(()), Err)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => ExitCode::from(failure.tell(&terminal)),
    }
}
