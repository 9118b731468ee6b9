//! The published tables at hand: files that a reader gives, and snapshots found by their hash.

use std::path::{Path, PathBuf};

use highwater_facts::nearest::nearest;
use highwater_ingest::input_file;
use highwater_ingest::snapshots::{
    Folder, Sha256Sum, Snapshot, SnapshotError, SnapshotList, usual_folders,
};
use highwater_study::{Listing, Origin, PublishedTable};

use super::workspace::Workspace;
use crate::engine::snapshots;
use crate::program::Program;
use crate::terminal::Failure;

/// What is chosen of the published tables.
#[derive(Clone, Copy, Default)]
pub(crate) struct Choice<'a> {
    /// The folder that a reader named, where they are looked for first.
    pub(crate) data: Option<&'a Path>,
    /// Files in place of snapshots, `NAME=FILE`.
    pub(crate) inputs: &'a [String],
    /// The snapshot that takes the place of any edition of the same file.
    pub(crate) edition: Option<&'a str>,
    /// Whether files of the folder are read that have the name of a snapshot and other bytes. Else such
    /// a file is refused.
    pub(crate) reads_namesakes: bool,
}

/// The tables that the studies may run on.
pub(crate) fn tables(
    root: &Workspace,
    choice: &Choice<'_>,
) -> Result<Vec<PublishedTable>, Failure> {
    let used: Vec<&str> = root
        .program
        .studies
        .iter()
        .flat_map(|study| study.snapshots.iter().copied())
        .collect();
    let list = snapshots::list_if_any(root)?;
    let mut tables = Vec::new();
    for setting in choice.inputs {
        let (name, path) = named(setting, &used)?;
        if tables
            .iter()
            .any(|table: &PublishedTable| table.name == name)
        {
            return Err(Failure::other(
                format!("`--input {name}` is given twice"),
                "give one file for each table",
            ));
        }
        tables.push(given(name, &path, "--input ", list.as_ref())?);
    }
    let Some(list) = list else { return Ok(tables) };
    for name in used {
        if tables.iter().any(|table| table.name == name) {
            continue;
        }
        tables.extend(one(root, name, &list, choice)?);
    }
    Ok(tables)
}

/// The table that takes the place of a snapshot, where there is one.
fn one(
    root: &Workspace,
    name: &str,
    list: &SnapshotList,
    choice: &Choice<'_>,
) -> Result<Option<PublishedTable>, Failure> {
    let folders = usual_folders(root, choice.data);
    let snapshot = list
        .get(name)
        .map_err(|error| finding(&error, name, list, &root.program))?;
    let editions = list.editions(name);
    let chosen = editions
        .iter()
        .find(|edition| Some(edition.name.as_str()) == choice.edition);
    if let Some(edition) = chosen {
        let found = edition.find(&folders);
        let found = found.map_err(|error| finding(&error, &edition.name, list, &root.program))?;
        return Ok(Some(listed(name, edition, found.path)));
    }
    if let Some(data) = choice.data {
        let here = [Folder::given(data)];
        let itself = std::iter::once(&snapshot);
        let others = editions.iter().filter(|edition| edition.name != name);
        for edition in itself.chain(others) {
            if let Ok(found) = edition.find(&here) {
                return Ok(Some(listed(name, edition, found.path)));
            }
        }
        if choice.reads_namesakes {
            let mut namesakes = editions
                .iter()
                .filter_map(|edition| namesake(edition, data));
            if let Some(path) = namesakes.next() {
                return Ok(Some(given(name, &path, "", Some(list))?));
            }
        } else {
            refuse_namesake(snapshot, data)?;
        }
    }
    match snapshot.find(&folders) {
        Ok(found) => Ok(Some(listed(name, snapshot, found.path))),
        Err(SnapshotError::NotFound { .. }) => Ok(None),
        Err(error) => Err(finding(&error, name, list, &root.program)),
    }
}

fn finding(error: &SnapshotError, name: &str, list: &SnapshotList, program: &Program) -> Failure {
    Failure::Findings(
        vec![snapshots::diagnostic(error, name, list, program)],
        false,
    )
}

/// The name and the file of `NAME=FILE`.
fn named<'a>(setting: &str, used: &[&'a str]) -> Result<(&'a str, PathBuf), Failure> {
    let known = || {
        used.iter()
            .map(|name| format!("`{name}`"))
            .collect::<Vec<_>>()
            .join(", ")
    };
    let Some((name, path)) = setting.split_once('=') else {
        return Err(Failure::Other(
            format!("`--input {setting}` names no file"),
            Some(format!(
                "write `--input NAME=FILE`; a study runs on {}",
                known()
            )),
        ));
    };
    match used.iter().find(|used| **used == name.trim()) {
        Some(name) => Ok((name, PathBuf::from(path))),
        None => {
            let hint = match nearest(name, used.iter().copied()) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("the studies run on {}", known()),
            };
            Err(Failure::Other(
                format!("no study runs on a table `{name}`"),
                Some(hint),
            ))
        }
    }
}

/// A file that a reader gives; unlisted, unless its hash is that of a listed snapshot.
fn given(
    name: &str,
    path: &Path,
    option: &str,
    list: Option<&SnapshotList>,
) -> Result<PublishedTable, Failure> {
    let unreadable = |error: std::io::Error| {
        let shown = match option {
            "" => path.display().to_string(),
            option => format!("{option}{name}={}", path.display()),
        };
        Failure::other(
            format!("`{shown}` cannot be read: {error}"),
            "name a CSV file that exists",
        )
    };
    let file = input_file::open(path).map_err(unreadable)?;
    let size = file.metadata().map_err(unreadable)?.len();
    let sum = Sha256Sum::read(file).map_err(unreadable)?;
    let snapshots = list.map_or(&[][..], |list| &list.snapshots);
    let known = snapshots.iter().find(|snapshot| snapshot.sha256 == sum);
    let file_name = path
        .file_name()
        .unwrap_or(path.as_os_str())
        .to_string_lossy();
    Ok(PublishedTable {
        name: name.to_owned(),
        path: path.to_owned(),
        shown_as: file_name.into_owned(),
        sha256: sum.to_string(),
        size,
        origin: known.map_or(Origin::Unlisted, |snapshot| {
            Origin::Listed(listing(snapshot))
        }),
    })
}

/// A snapshot that was found, in the place of the one that a study names.
fn listed(name: &str, snapshot: &Snapshot, path: PathBuf) -> PublishedTable {
    PublishedTable {
        name: name.to_owned(),
        path,
        shown_as: snapshot.file_name(),
        sha256: snapshot.sha256.to_string(),
        size: snapshot.size,
        origin: Origin::Listed(listing(snapshot)),
    }
}

/// A file of the snapshot's name in the folder that a reader named, or in one below it.
fn namesake(snapshot: &Snapshot, data: &Path) -> Option<PathBuf> {
    let folders = std::fs::read_dir(data).into_iter().flatten().flatten();
    let below = folders
        .map(|entry| entry.path())
        .filter(|path| path.is_dir());
    std::iter::once(data.to_owned())
        .chain(below)
        .map(|folder| folder.join(snapshot.file_name()))
        .find(|path| path.is_file())
}

/// A file of the snapshot's name with another hash, in the folder that a reader named, is one that
/// he expects to be read: to pass over it in silence would show him other numbers than his.
fn refuse_namesake(snapshot: &Snapshot, data: &Path) -> Result<(), Failure> {
    match namesake(snapshot, data) {
        None => Ok(()),
        Some(path) => Err(Failure::Other(
            format!(
                "`{}` has the name of the snapshot `{}` and other bytes",
                path.display(),
                snapshot.name
            ),
            Some(format!(
                "run on it with `--input {}={}`, or fetch the snapshot again",
                snapshot.name,
                path.display()
            )),
        )),
    }
}

fn listing(snapshot: &Snapshot) -> Listing {
    Listing {
        name: snapshot.name.clone(),
        holds: snapshot.holds.clone(),
        credit: snapshot.credit.clone(),
        licence: snapshot.licence.clone(),
        date: snapshot.date.clone(),
        address: snapshot.address.to_string(),
    }
}
