//! A site to disk: built beside the old one and swapped in.

use std::collections::BTreeSet;
use std::fmt;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};

use super::{MANIFEST, Site, is_inside, listed};

/// Writes a site to a folder.
///
/// All files are written to a new folder beside it, which then takes its place. Whatever fails, the
/// old site stays as it was. A folder with files that no earlier run made is refused.
///
/// # Errors
///
/// [`WriteError::Outside`], [`WriteError::Foreign`], [`WriteError::Io`], and [`WriteError::Interrupted`] once `interrupted` is
/// set.
pub fn write(site: &Site, out: &Path, interrupted: &AtomicBool) -> Result<(), WriteError> {
    check_inside(site)?;
    check_ours(out)?;
    let name = out
        .file_name()
        .map(|name| name.to_string_lossy().into_owned())
        .ok_or_else(|| WriteError::Foreign {
            folder: out.to_owned(),
            files: Vec::new(),
        })?;
    let parent = match out.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent.to_owned(),
        _ => PathBuf::from("."),
    };
    make_folder(&parent)?;
    let beside = |what: &str| parent.join(format!(".{name}.{what}-{}", std::process::id()));
    let (new, old) = (beside("new"), beside("old"));
    let built = build(site, &new, interrupted).and_then(|()| swap(&new, &old, out));
    if built.is_err() {
        // What is left of the new folder is ours; that it may not go away is no second error.
        let _ = fs::remove_dir_all(&new);
    }
    built
}

/// That each file lies in the folder of the site.
fn check_inside(site: &Site) -> Result<(), WriteError> {
    match site.files().find(|(path, _)| !is_inside(path)) {
        Some((path, _)) => Err(WriteError::Outside {
            path: path.to_owned(),
        }),
        None => Ok(()),
    }
}

/// That a folder is missing, empty, or holds what an earlier run made and nothing else.
fn check_ours(out: &Path) -> Result<(), WriteError> {
    let foreign = |files: Vec<String>| WriteError::Foreign {
        folder: out.to_owned(),
        files,
    };
    match fs::symlink_metadata(out) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(WriteError::io(out, error)),
        Ok(metadata) if !metadata.is_dir() => return Err(foreign(Vec::new())),
        Ok(_) => {}
    }
    let mut present = Vec::new();
    list(out, "", &mut present)?;
    if present.is_empty() {
        return Ok(());
    }
    let ours = manifest_paths(&out.join(MANIFEST));
    let strange: Vec<String> = present
        .into_iter()
        .filter(|path| !ours.contains(path))
        .collect();
    if strange.is_empty() {
        Ok(())
    } else {
        Err(foreign(strange))
    }
}

/// The paths that a manifest lists, itself among them; none where there is no manifest of ours.
fn manifest_paths(manifest: &Path) -> BTreeSet<String> {
    match listed(&fs::read(manifest).unwrap_or_default()) {
        Some(files) => files.into_keys().chain([MANIFEST.to_owned()]).collect(),
        None => BTreeSet::new(),
    }
}

pub(super) fn list(folder: &Path, below: &str, found: &mut Vec<String>) -> Result<(), WriteError> {
    let entries = fs::read_dir(folder).map_err(|error| WriteError::io(folder, error))?;
    for entry in entries {
        let entry = entry.map_err(|error| WriteError::io(folder, error))?;
        let path = format!("{below}{}", entry.file_name().to_string_lossy());
        let is_folder = entry
            .file_type()
            .map_err(|error| WriteError::io(folder, error))?
            .is_dir();
        if is_folder {
            list(&entry.path(), &format!("{path}/"), found)?;
        } else {
            found.push(path);
        }
    }
    found.sort();
    Ok(())
}

fn build(site: &Site, folder: &Path, interrupted: &AtomicBool) -> Result<(), WriteError> {
    make_folder(folder)?;
    let mut made = BTreeSet::new();
    for (path, bytes) in site.files() {
        if interrupted.load(Ordering::Relaxed) {
            return Err(WriteError::Interrupted);
        }
        let file = folder.join(path);
        if let Some(parent) = file.parent()
            && made.insert(parent.to_owned())
        {
            make_folder(parent)?;
        }
        fs::write(&file, bytes).map_err(|error| WriteError::io(&file, error))?;
    }
    let manifest = folder.join(MANIFEST);
    fs::write(&manifest, site.manifest()).map_err(|error| WriteError::io(&manifest, error))?;
    if interrupted.load(Ordering::Relaxed) {
        Err(WriteError::Interrupted)
    } else {
        Ok(())
    }
}

/// Puts the new folder in the place of the old one, or the old one back.
fn swap(new: &Path, old: &Path, out: &Path) -> Result<(), WriteError> {
    let had_old = out.exists();
    if had_old {
        fs::rename(out, old).map_err(|error| WriteError::io(out, error))?;
    }
    if let Err(error) = fs::rename(new, out) {
        if had_old {
            fs::rename(old, out).map_err(|error| WriteError::io(old, error))?;
        }
        return Err(WriteError::io(out, error));
    }
    if had_old {
        fs::remove_dir_all(old).map_err(|error| WriteError::io(old, error))?;
    }
    Ok(())
}

fn make_folder(folder: &Path) -> Result<(), WriteError> {
    fs::create_dir_all(folder).map_err(|error| WriteError::io(folder, error))
}

/// Why a site could not be written.
#[derive(Debug)]
#[non_exhaustive]
pub enum WriteError {
    /// The folder is not one that an earlier run made.
    Foreign {
        /// The folder.
        folder: PathBuf,
        /// The files in it that are not ours; none where it is no folder.
        files: Vec<String>,
    },
    /// A file of the site would lie outside of its folder.
    Outside {
        /// Its path.
        path: String,
    },
    /// The disk, or the permission to write on it.
    Io {
        /// The file or folder.
        path: PathBuf,
        /// What the system says.
        error: io::Error,
    },
    /// The user stopped the run.
    Interrupted,
}

impl WriteError {
    fn io(path: &Path, error: io::Error) -> Self {
        WriteError::Io {
            path: path.to_owned(),
            error,
        }
    }

    /// What to do.
    #[must_use]
    pub fn hint(&self) -> &'static str {
        match self {
            WriteError::Foreign { .. } => {
                "name a new or empty folder with `--out`, or move these files elsewhere"
            }
            WriteError::Outside { .. } => {
                "name it by its place in the site, without `..` and a leading `/`; nothing was written"
            }
            WriteError::Io { error, .. } if error.kind() == io::ErrorKind::StorageFull => {
                "make room on the disk; the old site is as it was"
            }
            WriteError::Io { .. } => {
                "check that the folder can be written, or name another with `--out`; the old site is as it was"
            }
            WriteError::Interrupted => "the old site is as it was",
        }
    }
}

impl fmt::Display for WriteError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            WriteError::Foreign { folder, files } if files.is_empty() => {
                write!(
                    f,
                    "`{}` is not a folder that a site can be written to",
                    folder.display()
                )
            }
            WriteError::Foreign { folder, files } => {
                let shown = files
                    .iter()
                    .take(3)
                    .map(|file| format!("`{file}`"))
                    .collect::<Vec<_>>()
                    .join(", ");
                let more = files.len().saturating_sub(3);
                let more = if more > 0 {
                    format!(" and {more} more")
                } else {
                    String::new()
                };
                write!(
                    f,
                    "`{}` holds files that no earlier run made: {shown}{more}",
                    folder.display()
                )
            }
            WriteError::Outside { path } => {
                write!(f, "the file `{path}` lies outside of the site")
            }
            WriteError::Io { path, error } => {
                write!(f, "`{}` cannot be written: {error}", path.display())
            }
            WriteError::Interrupted => f.write_str("interrupted"),
        }
    }
}

impl std::error::Error for WriteError {}

#[cfg(test)]
mod tests {
    use super::*;

    static RUNNING: AtomicBool = AtomicBool::new(false);

    fn site(text: &str) -> Site {
        let mut site = Site::default();
        site.add("index.html", text);
        site.add("a/b.txt", "b");
        site
    }

    #[test]
    fn a_new_site_takes_the_place_of_the_old_one() {
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path().join("site");
        write(&site("one"), &out, &RUNNING).unwrap();
        let mut second = Site::default();
        second.add("index.html", "two");
        write(&second, &out, &RUNNING).unwrap();
        assert_eq!(fs::read_to_string(out.join("index.html")).unwrap(), "two");
        assert!(!out.join("a").exists());
        assert_eq!(
            fs::read_dir(folder.path()).unwrap().count(),
            1,
            "nothing is left beside it"
        );
    }

    #[test]
    fn a_folder_with_files_of_others_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path().join("site");
        write(&site("one"), &out, &RUNNING).unwrap();
        fs::write(out.join("a/mine.txt"), "mine").unwrap();
        let error = write(&site("two"), &out, &RUNNING).unwrap_err();
        assert!(error.to_string().contains("`a/mine.txt`"), "{error}");
        assert_eq!(fs::read_to_string(out.join("index.html")).unwrap(), "one");

        let foreign = folder.path().join("foreign");
        fs::create_dir(&foreign).unwrap();
        fs::write(foreign.join("index.html"), "mine").unwrap();
        assert!(matches!(
            write(&site("two"), &foreign, &RUNNING),
            Err(WriteError::Foreign { .. })
        ));
        let file = folder.path().join("file");
        fs::write(&file, "mine").unwrap();
        assert!(matches!(
            write(&site("two"), &file, &RUNNING),
            Err(WriteError::Foreign { .. })
        ));
    }

    #[test]
    fn a_file_outside_of_the_folder_is_refused_before_anything_is_written() {
        let folder = tempfile::tempdir().unwrap();
        let absolute = folder.path().join("mine.csv");
        for path in [
            absolute.to_str().unwrap(),
            "../mine.csv",
            "data/../../a",
            "./a",
            "",
        ] {
            let mut site = site("one");
            site.add(path, "theirs");
            let error = write(&site, &folder.path().join("site"), &RUNNING).unwrap_err();
            assert!(error.to_string().contains(&format!("`{path}`")), "{error}");
            assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0, "{path}");
        }
    }

    #[test]
    fn an_interrupted_run_leaves_the_old_site() {
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path().join("site");
        write(&site("one"), &out, &RUNNING).unwrap();
        let error = write(&site("two"), &out, &AtomicBool::new(true)).unwrap_err();
        assert!(matches!(error, WriteError::Interrupted));
        assert_eq!(fs::read_to_string(out.join("index.html")).unwrap(), "one");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn a_folder_that_cannot_be_made_is_named() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("file"), "").unwrap();
        let error = write(&site("one"), &folder.path().join("file/site"), &RUNNING).unwrap_err();
        assert!(error.to_string().contains("file"), "{error}");
    }
}
