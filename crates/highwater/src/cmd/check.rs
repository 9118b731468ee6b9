//! `check`: all that `report` checks, and nothing written.

use highwater_report::render;

use super::report::{checked, load, read_pages, study, with_threads};
use crate::cli::CheckArguments;
use crate::engine::workspace::Workspace;
use crate::program::Program;
use crate::terminal::Failure;
use crate::terminal::Steps;
use crate::terminal::{Terminal, count};

pub(crate) fn run(
    arguments: &CheckArguments,
    program: &Program,
    terminal: &Terminal,
) -> Result<(), Failure> {
    let root = Workspace::find(program)?;
    let mut steps = Steps::new(terminal);
    with_threads(arguments.input.jobs, || {
        let studied = study(&root, &arguments.input, &mut steps, terminal)?;
        let project = load(&root, &mut steps)?;
        let only = arguments.only.as_deref();
        let mut checked = checked(
            &root,
            &arguments.input,
            &project,
            &studied,
            only,
            &mut steps,
        )?;
        if !checked.is_sound(arguments.strict) {
            return Err(Failure::Findings(checked.diagnostics, arguments.strict));
        }
        let site = steps.run(
            "render",
            || render(&checked).map_err(|found| Failure::Findings(found, false)),
            |site| format!("{}, not written", count(site.pages(), "page")),
        )?;
        read_pages(&mut checked, &site, arguments.strict, &mut steps)?;
        terminal.findings(&checked.diagnostics, false);
        terminal.summary(&format!(
            "{} · {} · {}",
            checked.coverage,
            count(checked.diagnostics.len(), "finding"),
            steps.total()
        ));
        Ok(())
    })?
}
