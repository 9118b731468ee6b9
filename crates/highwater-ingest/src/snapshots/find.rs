//! Where a snapshot lies: looked for by size and hash.

use std::fs;
use std::path::{Path, PathBuf};

use super::error::SnapshotError;
use super::list::Snapshot;
use super::looked::Looked;
use crate::input_file;
use crate::sum::Sha256Sum;

/// A folder that snapshots are looked for in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Folder {
    /// Where it is.
    pub path: PathBuf,
    /// How pages and messages name it: `data/cache`.
    pub shown_as: String,
}

impl Folder {
    /// A folder, named as pages and messages shall name it.
    #[must_use]
    pub fn new(path: &Path, shown_as: &str) -> Self {
        Folder {
            path: path.to_owned(),
            shown_as: shown_as.to_owned(),
        }
    }

    /// Returns a folder that a user named.
    #[must_use]
    pub fn given(path: &Path) -> Self {
        let shown = path.to_string_lossy();
        let trimmed = shown.trim_end_matches('/');
        // The root of the file system is all slash.
        Folder::new(path, if trimmed.is_empty() { &shown } else { trimmed })
    }

    /// Returns the cache of a project, which git ignores: what is fetched goes there.
    #[must_use]
    pub fn cache(root: &Path) -> Self {
        Folder::new(&root.join("data/cache"), "data/cache")
    }
}

/// The folders that snapshots are looked for in, in this order: the one that a user named, the cache
/// of the project, and the folder that projects side by side share.
#[must_use]
pub fn usual_folders(root: &Path, given: Option<&Path>) -> Vec<Folder> {
    let ours = [
        Folder::cache(root),
        Folder::new(&root.join("../shared/data"), "../shared/data"),
    ];
    given.map(Folder::given).into_iter().chain(ours).collect()
}

/// A snapshot that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The file.
    pub path: PathBuf,
    /// How pages and messages name it: `data/cache/org-view-2024-08-20.csv`.
    pub shown_as: String,
    /// The folder among those looked in, as pages and messages name it.
    pub folder: String,
}

impl Snapshot {
    /// Returns where the snapshot lies: the first file, in the folders as given, that has its size and
    /// its hash.
    ///
    /// The name of the file does not matter. The files of a folder come first, sorted by name, then
    /// those of the folders in it; deeper ones are not looked at. What is hidden, cannot be read or
    /// is not an ordinary file is passed over. Only a file of the right size is read.
    ///
    /// # Errors
    ///
    /// [`SnapshotError::NotFound`], with where it was looked for.
    pub fn find(&self, folders: &[Folder]) -> Result<Found, SnapshotError> {
        let mut looked = Vec::new();
        for folder in folders {
            let files = files(&folder.path);
            if let Some(path) = files.iter().flatten().find(|path| self.is(path)) {
                let below = path.strip_prefix(&folder.path).unwrap_or(path);
                return Ok(Found {
                    path: path.clone(),
                    shown_as: format!("{}/{}", folder.shown_as, below.to_string_lossy()),
                    folder: folder.shown_as.clone(),
                });
            }
            looked.push(Looked {
                folder: folder.shown_as.clone(),
                files: files.map(|files| files.len()),
            });
        }
        Err(SnapshotError::NotFound {
            name: self.name.clone(),
            looked,
        })
    }

    /// Returns whether a file is this snapshot.
    fn is(&self, path: &Path) -> bool {
        // The size is asked first: only what may be the file is read.
        let right_size = fs::metadata(path).is_ok_and(|file| file.len() == self.size);
        let sum = || input_file::open(path).and_then(Sha256Sum::read);
        right_size && sum().is_ok_and(|sum| sum == self.sha256)
    }
}

/// Returns the files of a folder and of those in it; `None` where there is no such folder.
fn files(folder: &Path) -> Option<Vec<PathBuf>> {
    let (mut files, folders) = entries(folder)?;
    for folder in folders {
        files.extend(entries(&folder).map(|(files, _)| files).unwrap_or_default());
    }
    Some(files)
}

/// The files in a folder and the folders in it, each sorted by name.
fn entries(folder: &Path) -> Option<(Vec<PathBuf>, Vec<PathBuf>)> {
    let (mut files, mut folders) = (Vec::new(), Vec::new());
    for entry in fs::read_dir(folder).ok()?.flatten() {
        let hidden = entry.file_name().as_encoded_bytes().starts_with(b".");
        match fs::metadata(entry.path()) {
            Ok(file) if file.is_file() && !hidden => files.push(entry.path()),
            Ok(file) if file.is_dir() && !hidden => folders.push(entry.path()),
            _ => {}
        }
    }
    files.sort();
    folders.sort();
    Some((files, folders))
}

#[cfg(test)]
mod tests;
