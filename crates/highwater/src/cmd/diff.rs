//! `diff`: what moved between two editions of the data.

use highwater_ingest::snapshots::SnapshotList;
use highwater_report::diff::{self, Diff, Edition, EditionError};
use highwater_report::{Checked, Project, check, check_beside};

use super::report::with_threads;
use crate::cli::{DiffArguments, DiffFormat};
use crate::engine::editions::{self, Named};
use crate::engine::project::{self, Studied};
use crate::engine::snapshots;
use crate::engine::workspace::Workspace;
use crate::program::Program;
use crate::terminal::Failure;
use crate::terminal::Terminal;

/// The most entries of a part that are told to a person.
const MOST_ENTRIES: usize = 40;

pub(crate) fn run(
    arguments: &DiffArguments,
    program: &Program,
    terminal: &Terminal,
) -> Result<(), Failure> {
    let root = Workspace::find(program)?;
    let list = snapshots::list_if_any(&root)?;
    let old = Named::of(&arguments.old, list.as_ref(), program)?;
    let new = Named::of(&arguments.new, list.as_ref(), program)?;
    refuse_settings_of_files(arguments, [&old, &new])?;
    if let (Named::Snapshot(old), Named::Snapshot(new), Some(list)) = (&old, &new, &list) {
        editions::of_one_file(list, old, new)?;
    }
    let mut diff = with_threads(arguments.jobs, || {
        compared(&root, &old, &new, arguments, terminal)
    })??;
    diff.not_compared
        .extend(unread(&old, &new, list.as_ref(), program));
    match arguments.format {
        DiffFormat::Table => {
            let most = if terminal.verbose {
                usize::MAX
            } else {
                MOST_ENTRIES
            };
            for line in diff::listing(&diff, most) {
                terminal.result(&line);
            }
        }
        DiffFormat::Json => {
            let json = serde_json::to_string_pretty(&diff).unwrap_or_default();
            terminal.result(&json);
        }
    }
    match diff.flipped() {
        n if n > 0 && arguments.fail_on_flip => Err(Failure::Flipped(n)),
        _ => Ok(()),
    }
}

/// A file holds what was found: no setting reaches it any more.
fn refuse_settings_of_files(arguments: &DiffArguments, sides: [&Named; 2]) -> Result<(), Failure> {
    let mut files = sides
        .into_iter()
        .filter(|side| matches!(side, Named::Facts(_)));
    match files.next() {
        Some(file) if !arguments.settings.is_empty() => Err(Failure::Other(
            format!(
                "`--set` does not reach `{}`, which holds what was found",
                file.shown()
            ),
            Some("compare folders or snapshots, or leave `--set` out".to_owned()),
        )),
        _ => Ok(()),
    }
}

/// That no study reads the snapshots, so that nothing of them can be compared.
fn unread(
    old: &Named,
    new: &Named,
    list: Option<&SnapshotList>,
    program: &Program,
) -> Option<String> {
    let list = list?;
    let names = [old, new].into_iter().filter_map(|side| match side {
        Named::Snapshot(name)
            if editions::readers(program.studies, list, name)
                .next()
                .is_none() =>
        {
            Some(format!("`{name}`"))
        }
        _ => None,
    });
    let names: Vec<String> = names.collect();
    (!names.is_empty()).then(|| format!("no study reads {} yet", names.join(" or ")))
}

/// A side as it was read: the studies run on it, or what a file says that they found.
enum Side {
    Live(Box<Studied>),
    File(Box<Edition>),
}

fn compared(
    root: &Workspace,
    old: &Named,
    new: &Named,
    arguments: &DiffArguments,
    terminal: &Terminal,
) -> Result<Diff, Failure> {
    let parameters = project::parameters(root.program.studies, &arguments.settings)?;
    let side = |named: &Named, beside: Option<&Studied>| match (named, named.reads(root)) {
        (Named::Facts(path), _) => {
            editions::read(path, &named.shown()).map(|edition| Side::File(Box::new(edition)))
        }
        (_, Some(reads)) => {
            project::run(reads?, &parameters, beside).map(|studied| Side::Live(Box::new(studied)))
        }
        (_, None) => Err(Failure::Other(
            format!("`{}` holds nothing", named.shown()),
            None,
        )),
    };
    let before = side(old, None)?;
    let after = if old.is_same(new) {
        terminal.status(&format!("{:>10}OLD and NEW are the same", ""));
        None
    } else {
        let beside = match &before {
            Side::Live(studied) => Some(&**studied),
            Side::File(_) => None,
        };
        Some(side(new, beside)?)
    };
    tell(&before, after.as_ref(), terminal);
    let (old_name, new_name) = (old.shown(), new.shown());
    let is_live = |side: &Side| matches!(side, Side::Live(_));
    let project = if is_live(&before) || after.as_ref().is_some_and(is_live) {
        project::load(root)?
    } else {
        Project::default()
    };
    let (before, after) = editions_of(&project, before, after, (&old_name, &new_name))
        .map_err(|error| Failure::other(error.to_string(), "this is a fault of the program"))?;
    let after = after.unwrap_or_else(|| before.clone().named(&new_name));
    let path = arguments.path.trim_end_matches('.');
    if !before.has_below(path) && !after.has_below(path) {
        return Err(Failure::other(
            format!("no value of either side lies at or below `{path}`"),
            &format!("`{}` lists all paths", root.program.invoke("values")),
        ));
    }
    Ok(diff::diff(&before, &after, path))
}

/// Returns the editions of both sides; the stories are checked on those that were studied.
fn editions_of(
    project: &Project,
    before: Side,
    after: Option<Side>,
    (old, new): (&str, &str),
) -> Result<(Edition, Option<Edition>), EditionError> {
    let of = |name: &str, studied: &Studied| {
        let checked: Checked<'_> = check(project, &studied.results, None);
        Edition::of(name, &checked, None)
    };
    Ok(match (before, after) {
        (Side::Live(before), Some(Side::Live(after))) => {
            let (others, checked) = rayon::join(
                || of(old, &before),
                || check_beside(project, &after.results, None, &before.results),
            );
            let others = others?;
            let after = Edition::of(new, &checked, Some(&others))?;
            (others, Some(after))
        }
        (before, after) => {
            let one = |name: &str, side: Side| match side {
                Side::Live(studied) => of(name, &studied),
                Side::File(edition) => Ok(*edition),
            };
            let after = after.map(|after| one(new, after)).transpose()?;
            (one(old, before)?, after)
        }
    })
}

/// Tells what each side was read from, and what of it has no result.
fn tell(before: &Side, after: Option<&Side>, terminal: &Terminal) {
    let lines = |side: &Side| match side {
        Side::Live(studied) => {
            let incomplete = studied.incomplete.iter();
            let incomplete =
                incomplete.map(|found| format!("warning[{}]: {}", found.code, found.message));
            studied.used.iter().cloned().chain(incomplete).collect()
        }
        Side::File(_) => Vec::new(),
    };
    let (old, new): (Vec<String>, Vec<String>) =
        (lines(before), after.map(lines).unwrap_or_default());
    // With nothing after, both are the one.
    let is_in = |lines: &[String], line: &String| after.is_none() || lines.contains(line);
    for line in &old {
        let side = if is_in(&new, line) { "both" } else { "old" };
        terminal.status(&format!("{side:>8}  {line}"));
    }
    for line in new.iter().filter(|line| !is_in(&old, line)) {
        terminal.status(&format!("{:>8}  {line}", "new"));
    }
}
