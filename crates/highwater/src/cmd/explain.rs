//! `explain`: what a code means.

use highwater_report::diagnostic::{explain, explanations};

use crate::cli::ExplainArguments;
use crate::engine::project;
use crate::program::Program;
use crate::terminal::Failure;
use crate::terminal::Terminal;

pub(crate) fn run(
    arguments: &ExplainArguments,
    program: &Program,
    terminal: &Terminal,
) -> Result<(), Failure> {
    let Some(code) = &arguments.code else {
        for explanation in explanations() {
            terminal.result(&format!("{}  {}", explanation.code, explanation.title));
        }
        return Ok(());
    };
    match explain(code) {
        Some(explanation) => {
            terminal.result(&format!(
                "{}: {}\n\n{}",
                explanation.code,
                explanation.title,
                explanation.text(&project::commands(program))
            ));
            Ok(())
        }
        None => Err(Failure::other(
            format!("there is no code `{code}`"),
            &format!("`{}` lists all codes", program.invoke("explain")),
        )),
    }
}
