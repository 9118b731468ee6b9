//! `fetch`: the snapshots into the cache.

mod list;

use std::path::Path;
use std::time::{Duration, Instant};

use highwater_facts::number_text::fixed;
use highwater_ingest::snapshots::fetch::{Fetch, Origin, Outcome, Patience, Progress};
use highwater_ingest::snapshots::{Folder, Snapshot, SnapshotError, SnapshotList, usual_folders};
use highwater_report::diagnostic::Diagnostic;

use crate::cli::FetchArguments;
use crate::engine::snapshots;
use crate::engine::workspace::Workspace;
use crate::program::Program;
use crate::terminal::Failure;
use crate::terminal::Terminal;
use crate::terminal::interrupt;
use crate::terminal::milliseconds;

pub(crate) fn run(
    arguments: &FetchArguments,
    program: &Program,
    terminal: &Terminal,
) -> Result<(), Failure> {
    let root = Workspace::find(program)?;
    let list = snapshots::list(&root)?;
    let chosen = chosen(&list, &arguments.names, program)?;
    let usual = usual_folders(&root, None);
    if arguments.list {
        return list::run(&chosen, &usual, arguments.format, terminal);
    }
    let from = arguments.from.as_deref().map(folder).transpose()?;
    let interrupted = interrupt::flag()?;
    let fetch = Fetch {
        from: match &from {
            Some(folder) => Origin::Folder(folder),
            None => Origin::Address {
                unless_in: &usual,
                patience: Patience {
                    whole: Duration::from_secs(60 * u64::from(arguments.within)),
                    ..Patience::default()
                },
            },
        },
        cache: &Folder::cache(&root),
        interrupted: &interrupted,
    };
    let (mut fetched, mut errors) = (0, Vec::new());
    for (at, snapshot) in chosen.iter().enumerate() {
        match one(&fetch, snapshot, terminal) {
            Ok(came) => fetched += usize::from(came),
            Err(SnapshotError::Interrupted) => return Err(Failure::Interrupted),
            Err(error) => {
                let found = snapshots::diagnostic(&error, &snapshot.name, &list, program);
                if error.ends_the_run() {
                    errors.push(with_untried(found, &chosen[at + 1..]));
                    break;
                }
                errors.push(found);
            }
        }
    }
    if !errors.is_empty() {
        return Err(Failure::Findings(errors, false));
    }
    let here = chosen.len() - fetched;
    terminal.summary(&format!("{fetched} fetched, {here} there already"));
    Ok(())
}

/// An error that ends the run, with the names that it did not come to.
fn with_untried(found: Diagnostic, untried: &[&Snapshot]) -> Diagnostic {
    if untried.is_empty() {
        return found;
    }
    let names: Vec<String> = untried
        .iter()
        .map(|snapshot| format!("`{}`", snapshot.name))
        .collect();
    found.note(format!("not tried any more: {}", names.join(", ")))
}

/// The snapshots of some names, in the order of the list; all where no name is given.
fn chosen<'a>(
    list: &'a SnapshotList,
    names: &[String],
    program: &Program,
) -> Result<Vec<&'a Snapshot>, Failure> {
    let unknown: Vec<_> = names
        .iter()
        .filter_map(|name| {
            Some(snapshots::diagnostic(
                &list.get(name).err()?,
                name,
                list,
                program,
            ))
        })
        .collect();
    if !unknown.is_empty() {
        return Err(Failure::Findings(unknown, false));
    }
    let all = list.snapshots.iter();
    Ok(all
        .filter(|snapshot| names.is_empty() || names.contains(&snapshot.name))
        .collect())
}

fn folder(given: &Path) -> Result<Folder, Failure> {
    if given.is_dir() {
        Ok(Folder::given(given))
    } else {
        Err(Failure::other(
            format!("`--from {}` is not a folder", given.display()),
            "name the folder that holds the files; their names do not matter",
        ))
    }
}

/// Fetches one snapshot and tells how it went; whether it came.
fn one(fetch: &Fetch<'_>, snapshot: &Snapshot, terminal: &Terminal) -> Result<bool, SnapshotError> {
    let started = Instant::now();
    let size = bytes(snapshot.size);
    let progress = terminal.progress(&snapshot.name);
    let outcome = fetch.run(snapshot, &mut |how| match how {
        Progress::Received(received) => progress.tell(&format!(
            "{}: {} of {size} bytes",
            snapshot.name,
            bytes(received)
        )),
        Progress::BrokeOff { received, why } => progress.aside(|| {
            terminal.detail(&format!(
                "{:>10}{} after {} bytes: {why}; asked again",
                "",
                snapshot.name,
                bytes(received)
            ));
        }),
    });
    drop(progress);
    let (what, found) = match outcome? {
        Outcome::Fetched(found) => ("fetch", found),
        Outcome::Fresh(found) => ("fresh", found),
    };
    let told = format!("{} · {size} bytes", found.shown_as);
    let time = milliseconds(started.elapsed());
    terminal.status(&format!("{what:>8}  {told:<58} {time:>6}"));
    Ok(what == "fetch")
}

fn bytes(n: u64) -> String {
    fixed(n as f64, 0)
}
