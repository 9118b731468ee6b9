//! The list of snapshots of the project, and its errors as findings.

use std::path::Path;

use highwater_ingest::snapshots::{SnapshotError, SnapshotList};
use highwater_ingest::{TextFile, input_file};
use highwater_report::SourceText;
use highwater_report::diagnostic::{Diagnostic, Files};

use crate::program::Program;
use crate::terminal::Failure;

/// How pages and messages name the list.
pub(crate) const LIST: &str = "data/snapshots.toml";

/// Reads the list of the project.
pub(crate) fn list(root: &Path) -> Result<SnapshotList, Failure> {
    let path = root.join(LIST);
    SnapshotList::load(&path, LIST).map_err(|faults| {
        let bytes = input_file::read(&path, input_file::MOST_OF_A_TEXT).unwrap_or_default();
        let mut files = Files::new(|name: &str| Some(TextFile::new(name, &bytes)));
        Failure::Findings(
            faults.iter().map(|fault| files.fault(fault)).collect(),
            false,
        )
    })
}

/// Reads the list of a project that has one.
pub(crate) fn list_if_any(root: &Path) -> Result<Option<SnapshotList>, Failure> {
    match root.join(LIST).symlink_metadata() {
        Ok(_) => list(root).map(Some),
        Err(_) => Ok(None),
    }
}

/// An error about the snapshot of a name, with the line of the list that it is about.
pub(crate) fn diagnostic(
    error: &SnapshotError,
    name: &str,
    list: &SnapshotList,
    program: &Program,
) -> Diagnostic {
    let found = Diagnostic::error(error.code(), error.to_string())
        .help(error.hint(Some(&program.invoke("fetch"))));
    let snapshot = list.snapshots.iter().find(|listed| listed.name == name);
    match (
        snapshot.and_then(|listed| error.listed_at(listed)),
        list.file.text(),
    ) {
        (Some(bytes), Ok(text)) => {
            let bom = list.file.bom_len();
            let range = bytes.start.saturating_sub(bom)..bytes.end.saturating_sub(bom);
            found.at(
                &SourceText::new(&list.file.name, text),
                range,
                "listed here",
            )
        }
        _ => found,
    }
}
