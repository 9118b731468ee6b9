//! The editions of a report that a reader compares: a folder of data, a snapshot, or a `facts.json`.

use std::path::{Path, PathBuf};

use highwater_facts::nearest::nearest;
use highwater_ingest::input_file::{self, MOST_IN_MEMORY};
use highwater_ingest::snapshots::{Snapshot, SnapshotList};
use highwater_report::diff::Edition;
use highwater_study::Study;

use super::workspace::Workspace;
use crate::engine::data::Given;
use crate::engine::project::Reads;
use crate::engine::published::Choice;
use crate::engine::snapshots;
use crate::program::Program;
use crate::terminal::Failure;

/// What a reader names to be compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Named {
    /// A folder of tables or of snapshots.
    Folder(PathBuf),
    /// A snapshot of the list.
    Snapshot(String),
    /// A `facts.json`.
    Facts(PathBuf),
}

impl Named {
    /// Returns what a text on the command line names: a snapshot, else a folder, else a file.
    pub(crate) fn of(
        text: &str,
        list: Option<&SnapshotList>,
        program: &Program,
    ) -> Result<Self, Failure> {
        let names = || {
            let listed = list.iter().flat_map(|list| &list.snapshots);
            listed.map(|snapshot| snapshot.name.as_str())
        };
        let path = PathBuf::from(text);
        if names().any(|name| name == text) {
            return Ok(Named::Snapshot(text.to_owned()));
        }
        if path.is_dir() {
            return Ok(Named::Folder(path));
        }
        if path.exists() {
            return Ok(Named::Facts(path));
        }
        let hint = match nearest(text, names()) {
            Some(near) => format!("did you mean the snapshot `{near}`?"),
            None => {
                format!(
                    "name a folder of tables, a snapshot that `{}` lists, or the facts.json of a built site",
                    program.invoke("fetch --list")
                )
            }
        };
        Err(Failure::Other(
            format!("`{text}` is not a folder, a file or a snapshot"),
            Some(hint),
        ))
    }

    /// Returns how messages name it.
    pub(crate) fn shown(&self) -> String {
        match self {
            Named::Snapshot(name) => name.clone(),
            Named::Folder(path) | Named::Facts(path) => {
                let shown = path.to_string_lossy();
                let trimmed = shown.trim_end_matches('/');
                if trimmed.is_empty() { &shown } else { trimmed }.to_owned()
            }
        }
    }

    /// Returns whether both are the same thing, whatever they are called.
    pub(crate) fn is_same(&self, other: &Named) -> bool {
        let real = |path: &Path| path.canonicalize().ok();
        match (self, other) {
            (Named::Folder(a), Named::Folder(b)) | (Named::Facts(a), Named::Facts(b)) => {
                a == b || (real(a).is_some() && real(a) == real(b))
            }
            (a, b) => a == b,
        }
    }

    /// Returns what the studies read of it; none for a file, which holds what they found.
    pub(crate) fn reads(&self, root: &Workspace) -> Option<Result<Reads, Failure>> {
        match self {
            Named::Facts(_) => None,
            Named::Snapshot(name) => {
                let choice = Choice {
                    edition: Some(name),
                    ..Choice::default()
                };
                Some(Reads::of(root, None, &choice))
            }
            Named::Folder(path) => {
                let choice = Choice {
                    data: Some(path),
                    reads_namesakes: true,
                    ..Choice::default()
                };
                let given = Given { path, option: "" };
                Some(Reads::of(root, Some(given), &choice))
            }
        }
    }
}

/// Reads a `facts.json`, with the data of the figures where its site lies around it.
pub(crate) fn read(path: &Path, shown: &str) -> Result<Edition, Failure> {
    let unreadable = |error: std::io::Error| {
        Failure::other(
            format!("`{shown}` cannot be read: {error}"),
            "name the facts.json of a built site",
        )
    };
    let bytes = input_file::read(path, MOST_IN_MEMORY).map_err(unreadable)?;
    let text = String::from_utf8_lossy(&bytes);
    let mut edition = Edition::read(shown, &text).map_err(|error| {
        Failure::other(
            format!("`{shown}` cannot be compared: {error}"),
            error.hint(),
        )
    })?;
    let site = path.parent().unwrap_or(Path::new(""));
    let figures: Vec<(String, PathBuf)> = edition
        .figures()
        .filter(|(id, story)| is_name(id) && is_name(story))
        .map(|(id, story)| {
            (
                id.to_owned(),
                site.join(format!("{story}/figures/{id}.csv")),
            )
        })
        .collect();
    for (id, file) in figures {
        if let Ok(csv) = input_file::read(file, MOST_IN_MEMORY) {
            edition.add_data(&id, &csv);
        }
    }
    Ok(edition)
}

/// Returns whether a name from a file leads to no other folder.
fn is_name(text: &str) -> bool {
    let letters = |b: u8| b.is_ascii_alphanumeric() || b == b'-' || b == b'_';
    !text.is_empty() && text.bytes().all(letters)
}

/// The studies that run on an edition of the file that a snapshot is one of.
pub(crate) fn readers<'a>(
    studies: &'static [Study],
    list: &'a SnapshotList,
    snapshot: &str,
) -> impl Iterator<Item = &'static Study> {
    let editions: Vec<&'a Snapshot> = list.editions(snapshot);
    studies.iter().filter(move |study| {
        let mut names = study.snapshots.iter();
        names.any(|name| editions.iter().any(|edition| edition.name == *name))
    })
}

/// That two snapshots are editions of one file.
pub(crate) fn of_one_file(list: &SnapshotList, old: &str, new: &str) -> Result<(), Failure> {
    let editions = list.editions(old);
    if editions.iter().any(|edition| edition.name == new) {
        return Ok(());
    }
    Err(Failure::Other(
        format!(
            "`{old}` and `{new}` are no editions of one file, as {} lists them",
            snapshots::LIST
        ),
        Some(format!(
            "if `{new}` is a later edition, write `replaces = \"{old}\"` there; to run a study on any file, use `--input`"
        )),
    ))
}
