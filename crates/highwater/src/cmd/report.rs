//! `report`: the site from the data and the stories.

use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};

use highwater_facts::Source;
use highwater_report::diagnostic::{self, Diagnostic};
use highwater_report::{
    Checked, Coverage, Project, Results, Site, WriteError, check, check_pages, render, write,
};

use super::out;
use super::pdf;
use super::replace::replace;
use crate::cli::{Input, ReportArguments};
use crate::engine::project::Studied;
use crate::engine::workspace::Workspace;
use crate::engine::{changes, project};
use crate::program::Program;
use crate::terminal::Failure;
use crate::terminal::Steps;
use crate::terminal::interrupt;
use crate::terminal::{Terminal, count};

pub(crate) fn run(
    arguments: &ReportArguments,
    program: &Program,
    terminal: &Terminal,
) -> Result<(), Failure> {
    let interrupted = interrupt::flag()?;
    let root = Workspace::find(program)?;
    let out = arguments.out.clone().unwrap_or_else(|| root.join("site"));
    out::prepare(&root, &out, &interrupted, terminal)?;
    let mut steps = Steps::new(terminal);
    let built = with_threads(arguments.input.jobs, || {
        build(arguments, &root, &mut steps, &interrupted, terminal)
    })??;
    if arguments.verify {
        verify(&built.site, arguments, &root, &mut steps)?;
    }
    let counts = |(): &()| {
        let files = built.site.files().count() + 1;
        format!(
            "{}/ · {}, {:.1} MB",
            out.display(),
            count(files, "file"),
            built.site.size() as f64 / 1e6
        )
    };
    steps.run(
        "write",
        || write(&built.site, &out, &interrupted).map_err(Failure::Write),
        counts,
    )?;

    if let Some(folder) = &arguments.pdf {
        let folder = match folder {
            Some(folder) => folder.clone(),
            None => out.parent().unwrap_or(Path::new("")).join("pdf"),
        };
        pdf::print(
            &built.site,
            &built.stories,
            &folder,
            &interrupted,
            &mut steps,
        )?;
    }
    terminal.findings(&built.findings, false);
    terminal.summary(&format!(
        "{} · {} · {}",
        built.coverage,
        count(built.findings.len(), "finding"),
        steps.total()
    ));
    let page = out.join("index.html");
    terminal.summary(&format!("open {}", page.display()));
    if arguments.timings {
        terminal.result(&steps.json().to_string());
    }
    if arguments.open {
        open::that(&page).map_err(|error| {
            Failure::Other(
                format!("`{}` cannot be opened: {error}", page.display()),
                None,
            )
        })?;
    }
    Ok(())
}

/// A site with what was found on the way.
pub(super) struct Built {
    pub(super) site: Site,
    pub(super) findings: Vec<Diagnostic>,
    coverage: Coverage,
    /// The stories in the site, by name, each with its date.
    stories: Vec<(String, String)>,
}

pub(super) fn build(
    arguments: &ReportArguments,
    root: &Workspace,
    steps: &mut Steps<'_>,
    interrupted: &AtomicBool,
    terminal: &Terminal,
) -> Result<Built, Failure> {
    let studied = study(root, &arguments.input, steps, terminal)?;
    for source in &studied.results.ledger.sources {
        let short = source.sha256.get(..12).unwrap_or_default();
        terminal.detail(&format!(
            "{:>10}{} · {} · sha256 {short}…",
            "",
            source.path,
            count(source.rows() as usize, "row")
        ));
    }
    stop_if(interrupted)?;
    let mut project = load(root, steps)?;
    if arguments.bless {
        bless(&mut project, &studied.results, arguments, root, terminal)?;
    }
    let only = arguments.only.as_deref();
    let mut checked = checked(root, &arguments.input, &project, &studied, only, steps)?;
    for (reason, n) in &checked.coverage.let_through {
        terminal.detail(&format!("{:>10}{n} let through: {reason}", ""));
    }
    if !checked.is_sound(arguments.strict) {
        return Err(Failure::Findings(checked.diagnostics, arguments.strict));
    }
    stop_if(interrupted)?;
    let site = steps.run(
        "render",
        || render(&checked).map_err(|found| Failure::Findings(found, false)),
        |site| count(site.pages(), "page"),
    )?;
    read_pages(&mut checked, &site, arguments.strict, steps)?;
    stop_if(interrupted)?;
    Ok(Built {
        site,
        stories: checked.story_dates(),
        findings: checked.diagnostics,
        coverage: checked.coverage,
    })
}

/// Runs the studies as a step, and tells which data they used.
pub(crate) fn study(
    root: &Workspace,
    input: &Input,
    steps: &mut Steps<'_>,
    terminal: &Terminal,
) -> Result<Studied, Failure> {
    let studied = steps.run(
        "study",
        || project::study(root, input),
        |Studied { results, .. }| {
            let rows: u64 = results.ledger.sources.iter().map(Source::rows).sum();
            format!(
                "{} ({}) · {} · {}",
                count(results.ledger.sources.len(), "table"),
                count(rows as usize, "row"),
                count(results.ledger.len(), "value"),
                count(results.figures.len(), "figure")
            )
        },
    )?;
    for line in &studied.used {
        terminal.status(&format!("{:>10}{line}", ""));
    }
    Ok(studied)
}

/// Reads the stories as a step.
pub(crate) fn load(root: &Workspace, steps: &mut Steps<'_>) -> Result<Project, Failure> {
    steps.run(
        "read",
        || project::load(root),
        |project| {
            let (stories, templates) = (project.stories.len(), project.templates.len());
            format!(
                "{} · {} · {}",
                count(stories, "story"),
                count(templates, "template"),
                count(project.assets.len(), "asset")
            )
        },
    )
}

/// Checks the stories as a step; what is worth a look in the tables is among the findings.
pub(crate) fn checked<'a>(
    root: &Workspace,
    input: &Input,
    project: &'a Project,
    studied: &'a Studied,
    only: Option<&str>,
    steps: &mut Steps<'_>,
) -> Result<Checked<'a>, Failure> {
    steps.run(
        "check",
        || check_all(root, input, project, studied, only),
        |checked| {
            format!(
                "{} · {}",
                count(checked.coverage.claim_count(), "claim"),
                count(checked.diagnostics.len(), "finding")
            )
        },
    )
}

/// Reads the pages of the site as a step; what is wrong with them is added to the findings.
pub(crate) fn read_pages(
    checked: &mut Checked<'_>,
    site: &Site,
    strict: bool,
    steps: &mut Steps<'_>,
) -> Result<(), Failure> {
    let found = steps.run(
        "pages",
        || Ok(check_pages(checked, site)),
        |found: &Vec<Diagnostic>| {
            format!(
                "{} read · {}",
                count(site.pages(), "page"),
                count(found.len(), "finding")
            )
        },
    )?;
    checked.diagnostics.extend(found);
    if checked.is_sound(strict) {
        return Ok(());
    }
    Err(Failure::Findings(
        std::mem::take(&mut checked.diagnostics),
        strict,
    ))
}

/// Checks the stories, while the studies that read a corrected snapshot run on both editions of it.
fn check_all<'a>(
    root: &Workspace,
    input: &Input,
    project: &'a Project,
    studied: &'a Studied,
    only: Option<&str>,
) -> Result<Checked<'a>, Failure> {
    let (mut checked, reruns) = rayon::join(
        || check(project, &studied.results, only),
        || changes::rerun(root, input, project, studied),
    );
    checked.changes = changes::compare(&reruns?, studied, &checked, only)?;
    checked.diagnostics.extend(studied.findings.iter().cloned());
    diagnostic::sort(&mut checked.diagnostics);
    Ok(checked)
}

/// Writes the values of the data into the stories, and reads them again.
fn bless(
    project: &mut Project,
    results: &Results,
    arguments: &ReportArguments,
    root: &Workspace,
    terminal: &Terminal,
) -> Result<(), Failure> {
    let blessed = check(project, results, arguments.only.as_deref()).blessed();
    for file in &blessed {
        let path = root.join(&*file.name);
        replace(&path, file.text.as_bytes()).map_err(|error| {
            Failure::other(
                format!("`{}` cannot be written: {error}", file.name),
                "check that the file can be written",
            )
        })?;
        terminal.status(&format!(
            "{:>8}  {}: read the diff before you commit it",
            "bless", file.name
        ));
    }
    if !blessed.is_empty() {
        *project = project::load(root)?;
    }
    Ok(())
}

/// Builds again with one thread and with two, and compares all bytes.
fn verify(
    site: &Site,
    arguments: &ReportArguments,
    root: &Workspace,
    steps: &mut Steps<'_>,
) -> Result<(), Failure> {
    for threads in [1, 2] {
        let again = || -> Result<(), Failure> {
            let again = with_threads(Some(threads), || -> Result<Site, Failure> {
                let input = &arguments.input;
                let studied = project::study(root, input)?;
                let project = project::load(root)?;
                let only = arguments.only.as_deref();
                let checked = check_all(root, input, &project, &studied, only)?;
                render(&checked).map_err(|found| Failure::Findings(found, false))
            })??;
            let differences = site.differences(&again);
            if differences.is_empty() {
                return Ok(());
            }
            let message = format!(
                "two builds of the same input differ in {}",
                differences.join(", ")
            );
            Err(Failure::Findings(
                vec![Diagnostic::error("HW0210", message)],
                false,
            ))
        };
        steps.run("verify", again, |()| {
            format!(
                "the same bytes again, with {}",
                count(threads.into(), "thread")
            )
        })?;
    }
    Ok(())
}

/// Runs with a number of threads of its own, where one is given.
pub(crate) fn with_threads<T: Send>(
    jobs: Option<u16>,
    run: impl FnOnce() -> T + Send,
) -> Result<T, Failure> {
    let Some(jobs) = jobs else { return Ok(run()) };
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(jobs.into())
        .build();
    let pool =
        pool.map_err(|error| Failure::Other(format!("threads cannot be started: {error}"), None))?;
    Ok(pool.install(run))
}

pub(super) fn stop_if(interrupted: &AtomicBool) -> Result<(), Failure> {
    if interrupted.load(Ordering::Relaxed) {
        Err(Failure::Write(WriteError::Interrupted))
    } else {
        Ok(())
    }
}
