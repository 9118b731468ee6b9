//! Folders for files on their way, and what killed runs left of them.

use std::fs::{self, File, TryLockError};
use std::path::Path;

use tempfile::TempDir;

use crate::error::HostError;

/// How the names of all these folders start.
const PREFIX: &str = "highwater-scratch-";

/// A folder in the system's place for temporary files, which goes away with this.
///
/// It is locked while it is in use. One that is not belongs to a run that was killed, and the next run
/// removes it.
#[derive(Debug)]
pub(crate) struct Scratch {
    folder: TempDir,
    _lock: Option<File>,
}

impl Scratch {
    /// Makes a folder; `what` is how messages name it, such as "a folder for the PDF".
    pub(crate) fn new(what: &str) -> Result<Self, HostError> {
        Self::below(&std::env::temp_dir(), what)
    }

    fn below(parent: &Path, what: &str) -> Result<Self, HostError> {
        loop {
            let folder = tempfile::Builder::new().prefix(PREFIX).tempdir_in(parent);
            let folder = folder.map_err(|error| HostError::Io {
                what: format!("{what} cannot be made"),
                error,
            })?;
            let lock = File::open(folder.path()).ok();
            let locked = lock.as_ref().map(File::try_lock);
            // Another run may have taken it for one that was left, before it was locked.
            let is_taken = matches!(locked, Some(Err(TryLockError::WouldBlock)));
            if is_taken || !folder.path().is_dir() {
                continue;
            }
            remove_left(parent, folder.path());
            return Ok(Scratch {
                folder,
                _lock: lock,
            });
        }
    }

    pub(crate) fn path(&self) -> &Path {
        self.folder.path()
    }
}

/// Removes what killed runs of this user have left: folders that no run holds. What cannot be removed
/// is not in the way.
fn remove_left(parent: &Path, own: &Path) {
    for entry in fs::read_dir(parent).into_iter().flatten().flatten() {
        let path = entry.path();
        let is_named = entry
            .file_name()
            .as_encoded_bytes()
            .starts_with(PREFIX.as_bytes());
        if !is_named || path == own || !is_of_one_owner(&path, own) {
            continue;
        }
        if let Ok(folder) = File::open(&path)
            && folder.try_lock().is_ok()
        {
            let _ = fs::remove_dir_all(&path);
        }
    }
}

/// Returns whether both are folders of one user.
fn is_of_one_owner(a: &Path, b: &Path) -> bool {
    let owner = |path| {
        let metadata = fs::symlink_metadata(path).ok().filter(fs::Metadata::is_dir);
        metadata.map(|metadata| owner(&metadata))
    };
    owner(a).is_some_and(|a| owner(b) == Some(a))
}

#[cfg(unix)]
fn owner(metadata: &fs::Metadata) -> u32 {
    std::os::unix::fs::MetadataExt::uid(metadata)
}

#[cfg(not(unix))]
fn owner(_: &fs::Metadata) -> u32 {
    0
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        let entries = fs::read_dir(folder).unwrap();
        let mut names: Vec<String> = entries
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }

    #[test]
    fn what_a_killed_run_left_goes_and_all_else_stays() {
        let parent = tempfile::tempdir().unwrap();
        let at = |name: &str| parent.path().join(name);
        let living = Scratch::below(parent.path(), "a").unwrap();
        fs::create_dir(at("highwater-scratch-killed")).unwrap();
        fs::write(at("highwater-scratch-killed/index"), "i").unwrap();
        fs::create_dir(at("mine")).unwrap();
        fs::write(at("highwater-scratch-file"), "mine").unwrap();
        std::os::unix::fs::symlink(at("mine"), at("highwater-scratch-link")).unwrap();
        let next = Scratch::below(parent.path(), "b").unwrap();
        assert!(living.path().is_dir() && next.path().is_dir());
        drop((living, next));
        assert_eq!(
            names(parent.path()),
            ["highwater-scratch-file", "highwater-scratch-link", "mine"]
        );
    }

    #[test]
    fn many_runs_at_once_keep_theirs() {
        let parent = tempfile::tempdir().unwrap();
        std::thread::scope(|scope| {
            for _ in 0..8 {
                scope.spawn(|| {
                    for _ in 0..20 {
                        let scratch = Scratch::below(parent.path(), "a").unwrap();
                        fs::write(scratch.path().join("index"), "i").unwrap();
                        assert!(scratch.path().join("index").is_file());
                    }
                });
            }
        });
        assert!(names(parent.path()).is_empty());
    }
}
