//! What belongs to a site on disk, and what belongs to others and is left alone.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::{MANIFEST, WriteError, listed};

/// Refuses a place that holds anything but a site that an earlier run made. A missing or empty folder
/// is fine.
pub(super) fn check(out: &Path) -> Result<(), WriteError> {
    let foreign = |files: Vec<String>| WriteError::Foreign {
        folder: out.to_owned(),
        files,
    };
    match fs::symlink_metadata(out) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(WriteError::io(out, error)),
        Ok(metadata) if metadata.is_symlink() => {
            return Err(WriteError::Link {
                folder: out.to_owned(),
            });
        }
        Ok(metadata) if !metadata.is_dir() => return Err(foreign(Vec::new())),
        Ok(_) => {}
    }
    let strange = strange(out)?;
    if strange.is_empty() {
        Ok(())
    } else {
        Err(foreign(strange))
    }
}

/// Returns whether all files of a site are there.
pub(super) fn is_whole(folder: &Path) -> bool {
    let files = listed(&fs::read(folder.join(MANIFEST)).unwrap_or_default());
    files.is_some_and(|files| files.keys().all(|path| folder.join(path).is_file()))
}

/// Removes a site, or what there is of one that was being built or removed; the manifest last, so that
/// what is left by a killed run can still be told to be a site's.
///
/// Files of others stay, and the folders that they lie in.
pub(super) fn remove(folder: &Path) -> Result<(), WriteError> {
    let mut present = Present::default();
    present.list(folder, "")?;
    let manifest = folder.join(MANIFEST);
    // A run that was killed at its very start has written half of the manifest and nothing else.
    if present.files != [MANIFEST] {
        check(folder)?;
    }
    let files = present.files.iter().filter(|path| *path != MANIFEST);
    for path in files.map(|path| folder.join(path)) {
        gone(fs::remove_file(&path), &path)?;
    }
    for path in present.folders.iter().rev().map(|path| folder.join(path)) {
        gone(fs::remove_dir(&path), &path)?;
    }
    gone(fs::remove_file(&manifest), &manifest)?;
    gone(fs::remove_dir(folder), folder)
}

/// Returns the files of a folder, sorted, as paths below it.
pub(super) fn files(folder: &Path) -> Result<Vec<String>, WriteError> {
    let mut present = Present::default();
    present.list(folder, "")?;
    Ok(present.files)
}

/// The files of a folder that its manifest does not list.
fn strange(folder: &Path) -> Result<Vec<String>, WriteError> {
    let mut present = files(folder)?;
    if !present.is_empty() {
        let ours = manifest_paths(&folder.join(MANIFEST));
        present.retain(|path| !ours.contains(path));
    }
    Ok(present)
}

/// Returns the paths that a manifest lists, its own among them; none if it is not one of ours.
fn manifest_paths(manifest: &Path) -> BTreeSet<String> {
    match listed(&fs::read(manifest).unwrap_or_default()) {
        Some(files) => files.into_keys().chain([MANIFEST.to_owned()]).collect(),
        None => BTreeSet::new(),
    }
}

/// What lies in a folder: sorted paths below it, a folder before what is in it.
#[derive(Default)]
struct Present {
    files: Vec<String>,
    folders: Vec<String>,
}

impl Present {
    fn list(&mut self, folder: &Path, below: &str) -> Result<(), WriteError> {
        self.list_below(folder, below)?;
        self.files.sort();
        Ok(())
    }

    fn list_below(&mut self, folder: &Path, below: &str) -> Result<(), WriteError> {
        let failed = |error| WriteError::io(folder, error);
        for entry in fs::read_dir(folder).map_err(failed)? {
            let entry = entry.map_err(failed)?;
            let path = format!("{below}{}", entry.file_name().to_string_lossy());
            if entry.file_type().map_err(failed)?.is_dir() {
                self.folders.push(path.clone());
                self.list_below(&entry.path(), &format!("{path}/"))?;
            } else {
                self.files.push(path);
            }
        }
        Ok(())
    }
}

/// Returns what is gone already need not be removed.
fn gone(removed: io::Result<()>, path: &Path) -> Result<(), WriteError> {
    match removed {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(WriteError::io(path, error)),
        _ => Ok(()),
    }
}

/// The paths beside the site's folder that a run uses on the way.
#[derive(Clone, Debug)]
pub(super) struct Beside {
    pub(super) parent: PathBuf,
    name: String,
}

/// The places that one run uses.
pub(super) struct Free {
    pub(super) new: PathBuf,
    pub(super) old: PathBuf,
}

/// The site that is built.
const NEW: &str = "new";
/// The site before it.
const OLD: &str = "old";

impl Beside {
    /// Returns the places beside a folder; `None` if it has no name, as `..` has none.
    pub(super) fn of(out: &Path) -> Option<Self> {
        let name = out.file_name()?.to_string_lossy().into_owned();
        let parent = match out.parent() {
            Some(parent) if !parent.as_os_str().is_empty() => parent.to_owned(),
            _ => PathBuf::from("."),
        };
        Some(Beside { parent, name })
    }

    /// Places that nothing lies at: where a run builds, and where it puts the site before if it cannot
    /// exchange the two.
    pub(super) fn free(&self) -> Free {
        let first = std::process::id();
        let places = (first..=u32::MAX).map(|n| Free {
            new: self.place(NEW, n),
            old: self.place(OLD, n),
        });
        let is_free = |path: &Path| fs::symlink_metadata(path).is_err();
        let mut free = places.filter(|places| is_free(&places.new) && is_free(&places.old));
        free.next().unwrap_or_else(|| Free {
            new: self.place(NEW, first),
            old: self.place(OLD, first),
        })
    }

    fn prefix(&self, what: &str) -> String {
        format!(".{}.highwater-{what}-", self.name)
    }

    fn place(&self, what: &str, n: u32) -> PathBuf {
        self.parent.join(format!("{}{n}", self.prefix(what)))
    }

    /// The sites before, sorted, that runs have left there.
    pub(super) fn left_old(&self) -> Vec<PathBuf> {
        self.left(OLD)
    }

    /// The sites, sorted, that runs have begun to build.
    pub(super) fn left_new(&self) -> Vec<PathBuf> {
        self.left(NEW)
    }

    fn left(&self, what: &str) -> Vec<PathBuf> {
        let prefix = self.prefix(what);
        let is_left = |name: &str| {
            let number = name.strip_prefix(&prefix);
            number.is_some_and(|number| number.parse::<u32>().is_ok())
        };
        let entries = fs::read_dir(&self.parent).into_iter().flatten().flatten();
        let mut left: Vec<PathBuf> = entries
            .filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_dir()))
            .filter(|entry| is_left(&entry.file_name().to_string_lossy()))
            .map(|entry| entry.path())
            .collect();
        left.sort();
        left
    }
}
