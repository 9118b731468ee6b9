//! `mutate`: edits the stories in memory, one edit at a time, and prints which edits the check notices.

use highwater_report::diagnostic::Severity;
use highwater_report::{EditKind, Mutant, MutateOptions, Shares, check, mutate, shares};
use serde_json::json;

use super::replace::replace;
use super::report::{load, study, with_threads};
use crate::cli::{MutateArguments, MutateFormat};
use crate::engine::workspace::Workspace;
use crate::program::Program;
use crate::terminal::{Failure, Steps, Terminal};
use crate::time::today;

pub(crate) fn run(
    arguments: &MutateArguments,
    program: &Program,
    terminal: &Terminal,
) -> Result<(), Failure> {
    let kinds = kinds(&arguments.kinds)?;
    let root = Workspace::find(program)?;
    let mut steps = Steps::new(terminal);
    let mutants = with_threads(arguments.input.jobs, || {
        let studied = study(&root, &arguments.input, &mut steps, terminal)?;
        let project = load(&root, &mut steps)?;
        let slugs: Vec<&str> = project.stories.iter().map(|story| &*story.slug).collect();
        if let Some(slug) = arguments
            .stories
            .iter()
            .find(|slug| !slugs.contains(&slug.as_str()))
        {
            return Err(Failure::other(
                format!("there is no story `{slug}`"),
                &format!("stories: {}", slugs.join(", ")),
            ));
        }
        let before = check(&project, &studied.results, None).diagnostics;
        if before
            .iter()
            .any(|finding| finding.severity == Severity::Error)
        {
            // What a broken story hides cannot be measured.
            return Err(Failure::Findings(before, false));
        }
        let options = MutateOptions {
            stories: arguments.stories.clone(),
            kinds,
            sample: arguments.sample,
            seed: arguments.seed,
        };
        steps.run(
            "mutate",
            || Ok(mutate(&project, &studied.results, &options)),
            |mutants| format!("{} edits", mutants.len()),
        )
    })??;
    let shares = shares(&mutants, &today()?, arguments.seed);
    if arguments.record {
        let path = root.join("report/mutate.json");
        replace(&path, shares.written().as_bytes()).map_err(|error| {
            Failure::other(
                format!("`report/mutate.json` cannot be written: {error}"),
                "check that the file can be written",
            )
        })?;
        terminal.status("  record  report/mutate.json: the claims page shows it");
    }
    match arguments.format {
        MutateFormat::Table => table(&mutants, &shares, terminal),
        MutateFormat::Json => terminal.result(&as_json(&mutants, &shares)),
    }
    Ok(())
}

/// The kinds of those names; all if none is named.
fn kinds(names: &[String]) -> Result<Vec<EditKind>, Failure> {
    let kind = |name: &String| {
        EditKind::of(name).ok_or_else(|| {
            let known: Vec<&str> = EditKind::ALL.iter().map(|(_, name, _)| *name).collect();
            Failure::other(
                format!("there is no kind of edit `{name}`"),
                &format!("kinds: {}", known.join(", ")),
            )
        })
    };
    names.iter().map(kind).collect()
}

fn table(mutants: &[Mutant], shares: &Shares, terminal: &Terminal) {
    for mutant in mutants.iter().filter(|mutant| mutant.noticed.is_none()) {
        let (line, column) = mutant.source.line_column(mutant.at);
        let short = |text: &str| {
            let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
            let cut: String = text.chars().take(60).collect();
            match cut.len() < text.len() {
                true => format!("{cut}…"),
                false => cut,
            }
        };
        terminal.result(&format!(
            "{}:{line}:{column}: {}: `{}` became `{}`, and nothing noticed",
            mutant.source.name,
            mutant.kind,
            short(&mutant.before),
            short(&mutant.after)
        ));
    }
    terminal.result(&format!(
        "{:<18} {:>7} {:>6} {:>6} {:>10}",
        "kind", "noticed", "of", "share", "by review"
    ));
    for share in shares.kinds.iter().chain([&shares.all()]) {
        let line = format!(
            "{:<18} {:>7} {:>6} {:>5}% {:>10}  {}",
            share.kind,
            share.noticed,
            share.edits,
            share.percent(),
            share.by_review,
            share.what
        );
        terminal.result(line.trim_end());
    }
}

fn as_json(mutants: &[Mutant], shares: &Shares) -> String {
    let edits = mutants.iter().map(|mutant| {
        let (line, column) = mutant.source.line_column(mutant.at);
        json!({
            "kind": mutant.kind.name(), "file": &*mutant.source.name, "line": line, "column": column,
            "before": mutant.before, "after": mutant.after, "noticed": mutant.noticed,
            "by_review": mutant.is_by_review(),
        })
    });
    let whole = json!({
        "schema": "highwater-mutate/1",
        "kinds": shares.kinds,
        "edits": edits.collect::<Vec<_>>(),
    });
    serde_json::to_string_pretty(&whole).unwrap_or_default()
}
