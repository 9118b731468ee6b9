//! The published tables at hand: files that a reader gives, and snapshots found by their hash.

use std::fs::File;
use std::path::{Path, PathBuf};

use highwater_facts::nearest::nearest;
use highwater_ingest::snapshots::{
    Folder, Sha256Sum, Snapshot, SnapshotError, SnapshotList, usual_folders,
};
use highwater_studies::{Listing, Origin, PublishedTable, all};

use crate::cli::Input;
use crate::failure::Failure;
use crate::snapshots;

/// The tables that the studies may run on.
pub(crate) fn tables(root: &Path, input: &Input) -> Result<Vec<PublishedTable>, Failure> {
    let used: Vec<&str> = all()
        .iter()
        .flat_map(|study| study.snapshots.iter().copied())
        .collect();
    let list = if root.join(snapshots::LIST).exists() {
        Some(snapshots::list(root)?)
    } else {
        None
    };
    let mut tables = Vec::new();
    for setting in &input.inputs {
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
        tables.push(given(name, &path, list.as_ref())?);
    }
    let Some(list) = list else { return Ok(tables) };
    let folders = usual_folders(root, input.data.as_deref());
    for name in used {
        if tables.iter().any(|table| table.name == name) {
            continue;
        }
        tables.extend(found(name, &list, &folders, input.data.as_deref())?);
    }
    Ok(tables)
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

/// A file that a reader gives; unlisted, unless its hash is that of the snapshot whose place it takes.
fn given(name: &str, path: &Path, list: Option<&SnapshotList>) -> Result<PublishedTable, Failure> {
    let unreadable = |error: std::io::Error| {
        Failure::other(
            format!(
                "`--input {name}={}` cannot be read: {error}",
                path.display()
            ),
            "name a CSV file that exists",
        )
    };
    let file = File::open(path).map_err(unreadable)?;
    let size = file.metadata().map_err(unreadable)?.len();
    let sum = Sha256Sum::read(file).map_err(unreadable)?;
    let snapshots = list.map_or(&[][..], |list| &list.snapshots);
    let same = |snapshot: &&Snapshot| snapshot.name == name && snapshot.sha256 == sum;
    let listed = snapshots.iter().find(same);
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
        origin: listed.map_or(Origin::Unlisted, |snapshot| {
            Origin::Listed(listing(snapshot))
        }),
    })
}

/// A snapshot, where it is at hand.
fn found(
    name: &str,
    list: &SnapshotList,
    folders: &[Folder],
    data: Option<&Path>,
) -> Result<Option<PublishedTable>, Failure> {
    let finding = |error: &SnapshotError| {
        Failure::Findings(vec![snapshots::diagnostic(error, name, list)], false)
    };
    let snapshot = list.get(name).map_err(|error| finding(&error))?;
    if let Some(data) = data {
        refuse_namesake(snapshot, data)?;
    }
    match snapshot.find(folders) {
        Ok(found) => Ok(Some(PublishedTable {
            name: name.to_owned(),
            path: found.path,
            shown_as: snapshot.file_name(),
            sha256: snapshot.sha256.to_string(),
            size: snapshot.size,
            origin: Origin::Listed(listing(snapshot)),
        })),
        Err(SnapshotError::NotFound { .. }) => Ok(None),
        Err(error) => Err(finding(&error)),
    }
}

/// A file of the snapshot's name with another hash, in the folder that a reader named, is one that
/// he expects to be read: to pass over it in silence would show him other numbers than his.
fn refuse_namesake(snapshot: &Snapshot, data: &Path) -> Result<(), Failure> {
    let folder = [Folder::given(data)];
    if snapshot.find(&folder).is_ok() {
        return Ok(());
    }
    let folders = std::fs::read_dir(data).into_iter().flatten().flatten();
    let below = folders
        .map(|entry| entry.path())
        .filter(|path| path.is_dir());
    let namesake = std::iter::once(data.to_owned())
        .chain(below)
        .map(|folder| folder.join(snapshot.file_name()))
        .find(|path| path.is_file());
    match namesake {
        None => Ok(()),
        Some(path) => Err(Failure::Other(
            format!(
                "`{}` has the name of the snapshot `{}` and other bytes",
                path.display(),
                snapshot.name
            ),
            Some(format!(
                "run on it with `--input {}={}`, or fetch the snapshot anew",
                snapshot.name,
                path.display()
            )),
        )),
    }
}

fn listing(snapshot: &Snapshot) -> Listing {
    Listing {
        holds: snapshot.holds.clone(),
        credit: snapshot.credit.clone(),
        licence: snapshot.licence.clone(),
        date: snapshot.date.clone(),
        address: snapshot.address.to_string(),
    }
}
