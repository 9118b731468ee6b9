//! `mutate`: edits the stories in memory, one edit at a time, and prints which edits the check notices.

use std::collections::BTreeMap;

use highwater_report::diagnostic::Severity;
use highwater_report::{EditKind, Mutant, MutateOptions, check, mutate};
use serde_json::json;

use super::report::{load, study, with_threads};
use crate::cli::{MutateArguments, MutateFormat};
use crate::engine::workspace::Workspace;
use crate::program::Program;
use crate::terminal::{Failure, Steps, Terminal};

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
    match arguments.format {
        MutateFormat::Table => table(&mutants, terminal),
        MutateFormat::Json => terminal.result(&as_json(&mutants)),
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

/// How many edits of each kind there were, and how many of them were noticed.
fn shares(mutants: &[Mutant]) -> BTreeMap<EditKind, (usize, usize)> {
    let mut shares: BTreeMap<EditKind, (usize, usize)> = BTreeMap::new();
    for mutant in mutants {
        let (noticed, all) = shares.entry(mutant.kind).or_default();
        *noticed += usize::from(mutant.noticed.is_some());
        *all += 1;
    }
    shares
}

fn percent(noticed: usize, all: usize) -> usize {
    // Rounded down: what was not noticed is never rounded away.
    (100 * noticed).checked_div(all).unwrap_or(100)
}

fn table(mutants: &[Mutant], terminal: &Terminal) {
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
    let (mut noticed, mut all) = (0, 0);
    terminal.result(&format!(
        "{:<18} {:>7} {:>6} {:>6}",
        "kind", "noticed", "of", "share"
    ));
    for (kind, (found, made)) in shares(mutants) {
        noticed += found;
        all += made;
        let share = percent(found, made);
        terminal.result(&format!(
            "{:<18} {found:>7} {made:>6} {share:>5}%  {}",
            kind.name(),
            kind.words()
        ));
    }
    let share = percent(noticed, all);
    terminal.result(&format!("{:<18} {noticed:>7} {all:>6} {share:>5}%", "all"));
}

fn as_json(mutants: &[Mutant]) -> String {
    let kinds = shares(mutants).into_iter().map(|(kind, (noticed, all))| {
        json!({"kind": kind.name(), "what": kind.words(), "noticed": noticed, "edits": all})
    });
    let edits = mutants.iter().map(|mutant| {
        let (line, column) = mutant.source.line_column(mutant.at);
        json!({
            "kind": mutant.kind.name(), "file": &*mutant.source.name, "line": line, "column": column,
            "before": mutant.before, "after": mutant.after, "noticed": mutant.noticed,
        })
    });
    let whole = json!({
        "schema": "highwater-mutate/1",
        "kinds": kinds.collect::<Vec<_>>(),
        "edits": edits.collect::<Vec<_>>(),
    });
    serde_json::to_string_pretty(&whole).unwrap_or_default()
}
