//! `check`: all that `report` checks, and nothing written.

use highwater_report::render;

use super::report::{checked, load, study, with_threads};
use crate::cli::CheckArguments;
use crate::failure::Failure;
use crate::project;
use crate::steps::Steps;
use crate::terminal::Terminal;

pub(crate) fn run(arguments: &CheckArguments, terminal: &Terminal) -> Result<(), Failure> {
    let root = project::root()?;
    let mut steps = Steps::new(terminal);
    with_threads(arguments.input.jobs, || {
        let results = study(&root, &arguments.input, &mut steps)?;
        let project = load(&root, &mut steps)?;
        let checked = checked(&project, &results, arguments.only.as_deref(), &mut steps);
        if !checked.is_sound(arguments.strict) {
            return Err(Failure::Findings(checked.diagnostics, arguments.strict));
        }
        steps.run(
            "render",
            || render(&checked).map_err(|found| Failure::Findings(found, false)),
            |site| format!("{} pages, not written", site.pages()),
        )?;
        terminal.findings(&checked.diagnostics, false);
        terminal.summary(&format!(
            "{} · {} findings · {}",
            checked.coverage,
            checked.diagnostics.len(),
            steps.total()
        ));
        Ok(())
    })?
}
