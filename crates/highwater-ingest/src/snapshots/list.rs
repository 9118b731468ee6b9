//! The list of snapshots: what each is, and where it is published.

mod reading;

use std::ops::Range;
use std::path::Path;

use highwater_facts::nearest::nearest;

use super::address::Address;
use super::error::SnapshotError;
use super::find::{Folder, Found};
use crate::fault::{Fault, FaultKind};
use crate::input_file;
use crate::sum::Sha256Sum;
use crate::text_file::TextFile;

/// The snapshots that a project knows, in the order of their list.
#[derive(Clone, Debug)]
pub struct SnapshotList {
    /// The list as it was read.
    pub file: TextFile,
    /// The snapshots.
    pub snapshots: Vec<Snapshot>,
}

/// A file that others publish: where, what it holds, and the hash by which it is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Snapshot {
    /// The name: small letters, digits, `-` and `.`.
    pub name: String,
    /// Where it is published.
    pub address: Address,
    /// The SHA-256 of its bytes.
    pub sha256: Sha256Sum,
    /// How many bytes it has.
    pub size: u64,
    /// Under which licence.
    pub licence: String,
    /// The edition: a day, `2024-08-20`, or a month, `2024-10`.
    pub date: String,
    /// Whom to credit, in the words that the publisher asks for.
    pub credit: String,
    /// What it holds, in a line.
    pub holds: String,
    /// The name of the earlier edition that it corrects or brings up to date.
    pub replaces: Option<String>,
    /// Where the list says so.
    pub spans: Spans,
}

/// Where a list says what a snapshot is: bytes of its file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spans {
    /// The name.
    pub name: Range<usize>,
    /// The address.
    pub address: Range<usize>,
    /// The hash.
    pub sha256: Range<usize>,
    /// The size.
    pub size: Range<usize>,
}

impl SnapshotList {
    /// Reads a list; `shown_as` is how its faults name it, `data/snapshots.toml`.
    ///
    /// # Errors
    ///
    /// All faults of the list, each at its place.
    pub fn load(path: &Path, shown_as: &str) -> Result<Self, Vec<Fault>> {
        match input_file::read(path, input_file::MOST_OF_A_TEXT) {
            Ok(bytes) => SnapshotList::parse(&TextFile::new(shown_as, &bytes)),
            Err(error) => {
                let found = format!("it cannot be read: {error}");
                Err(vec![Fault::new(
                    &shown_as.into(),
                    FaultKind::Snapshots,
                    found,
                )])
            }
        }
    }

    /// The list that a text holds.
    ///
    /// # Errors
    ///
    /// All faults of the list, each at its place.
    pub fn parse(file: &TextFile) -> Result<Self, Vec<Fault>> {
        Ok(SnapshotList {
            file: file.clone(),
            snapshots: reading::read(file)?,
        })
    }

    /// The snapshot of a name.
    ///
    /// # Errors
    ///
    /// [`SnapshotError::Unknown`], with the nearest name and all there are.
    pub fn get(&self, name: &str) -> Result<&Snapshot, SnapshotError> {
        let found = self.snapshots.iter().find(|snapshot| snapshot.name == name);
        found.ok_or_else(|| {
            let known = || self.snapshots.iter().map(|snapshot| snapshot.name.as_str());
            SnapshotError::Unknown {
                name: name.to_owned(),
                nearest: nearest(name, known()),
                known: known().map(str::to_owned).collect(),
            }
        })
    }

    /// Returns the editions of one file, the earliest first: those that the snapshot of a name
    /// replaces, one after another, itself, and those that replace it. None for a name that is not
    /// listed.
    ///
    /// # Example
    ///
    /// In `data/snapshots.toml` the benchmarks of 2024-10-22 replace those of 2024-10-18.
    #[must_use]
    pub fn editions(&self, name: &str) -> Vec<&Snapshot> {
        let named = |name: &str| self.snapshots.iter().find(|snapshot| snapshot.name == name);
        let Some(itself) = named(name) else {
            return Vec::new();
        };
        let earlier =
            std::iter::successors(Some(itself), |later| named(later.replaces.as_deref()?));
        let mut editions: Vec<&Snapshot> = earlier.collect();
        editions.reverse();
        let after = |earlier: &&Snapshot| {
            let replaces = |later: &&Snapshot| later.replaces.as_ref() == Some(&earlier.name);
            self.snapshots.iter().find(replaces)
        };
        editions.extend(std::iter::successors(after(&itself), after));
        editions
    }

    /// Returns where a snapshot lies: see [`Snapshot::find`].
    ///
    /// # Errors
    ///
    /// [`SnapshotError::Unknown`] for a name that is not listed, and [`SnapshotError::NotFound`].
    pub fn find(&self, name: &str, folders: &[Folder]) -> Result<Found, SnapshotError> {
        self.get(name)?.find(folders)
    }

    /// The bytes of a snapshot, with the name of the file that they were found in.
    ///
    /// # Errors
    ///
    /// Those of [`find`](Self::find), and [`SnapshotError::Read`] or [`SnapshotError::Hash`] for a file
    /// that changed since it was found.
    pub fn read(&self, name: &str, folders: &[Folder]) -> Result<TextFile, SnapshotError> {
        let snapshot = self.get(name)?;
        let found = snapshot.find(folders)?;
        let bytes =
            input_file::read(&found.path, snapshot.size).map_err(|error| SnapshotError::Read {
                file: found.shown_as.clone(),
                error,
            })?;
        let sum = Sha256Sum::new(&bytes);
        if sum == snapshot.sha256 {
            Ok(TextFile::new(&found.shown_as, &bytes))
        } else {
            Err(SnapshotError::Hash {
                name: name.to_owned(),
                from: found.shown_as,
                found: sum,
                listed: snapshot.sha256,
            })
        }
    }
}

impl Snapshot {
    /// The name that its file gets in a cache: `org-view-2024-08-20.csv`.
    #[must_use]
    pub fn file_name(&self) -> String {
        format!("{}{}", self.name, self.address.extension())
    }
}

#[cfg(test)]
mod tests;
