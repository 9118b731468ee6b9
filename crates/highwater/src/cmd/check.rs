//! `check`: all that `report` checks, and nothing written.

use highwater_report::diagnostic::Severity;
use highwater_report::{Project, Results, check, render};

use super::replace::replace;
use super::report::{checked, load, read_pages, study, with_threads};
use crate::cli::CheckArguments;
use crate::engine::project;
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
        let mut project = load(&root, &mut steps)?;
        let only = arguments.only.as_deref();
        if arguments.review {
            review(&mut project, &studied.results, only, &root, terminal)?;
        }
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

/// Records that the sentences and claims of the stories were read and found right, and reads the stories again.
fn review(
    project: &mut Project,
    results: &Results,
    only: Option<&str>,
    root: &Workspace,
    terminal: &Terminal,
) -> Result<(), Failure> {
    let checked = check(project, results, only);
    let mut severities = checked.diagnostics.iter().map(|found| found.severity);
    if severities.any(|severity| severity == Severity::Error) {
        // A sentence that the data deny is not right.
        return Err(Failure::Findings(checked.diagnostics, false));
    }
    for file in checked.reviewed() {
        let known = project
            .stories
            .iter()
            .filter_map(|story| story.reviewed.as_ref());
        if known.into_iter().any(|known| *known == file) {
            continue;
        }
        replace(&root.join(&*file.name), file.text.as_bytes()).map_err(|error| {
            Failure::other(
                format!("`{}` cannot be written: {error}", file.name),
                "check that the file can be written",
            )
        })?;
        terminal.status(&format!(
            "{:>8}  {}: read the diff before you commit it",
            "review", file.name
        ));
    }
    *project = project::load(root)?;
    Ok(())
}
