//! A site on disk, held against its manifest.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::{MANIFEST, WriteError, is_inside, listed, ours, sha256};

/// Where a site on disk differs from what its manifest lists.
///
/// ```
/// use highwater_report::{Site, verify, write};
/// # let folder = tempfile::tempdir()?;
/// # let out = folder.path().join("site");
///
/// let mut site = Site::default();
/// site.add("index.html", "<p>28M</p>");
/// write(&site, &out, &false.into())?;
/// let verified = verify(&out, &[])?;
/// assert!(verified.is_whole());
/// assert_eq!((verified.files, verified.hash), (1, site.hash()));
///
/// std::fs::write(out.join("index.html"), "<p>29M</p>")?;
/// assert_eq!(verify(&out, &[])?.changed, ["index.html"]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Verified {
    /// How many files the manifest lists.
    pub files: usize,
    /// The SHA-256 of the manifest, which stands for the whole site: [`Site::hash`](super::Site::hash).
    pub hash: String,
    /// Files that hold something else, or are links.
    pub changed: Vec<String>,
    /// Files that are listed and not there.
    pub missing: Vec<String>,
    /// Files that are there and not listed.
    pub extra: Vec<String>,
}

impl Verified {
    /// Returns whether each file is there as it is listed, and no other.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        self.changed.is_empty() && self.missing.is_empty() && self.extra.is_empty()
    }
}

/// Why a folder cannot be held against its manifest.
#[derive(Debug)]
#[non_exhaustive]
pub enum VerifyError {
    /// The folder has no manifest of ours.
    NoManifest {
        /// The folder.
        folder: PathBuf,
    },
    /// A file or the folder cannot be read.
    Io {
        /// What cannot be read.
        path: PathBuf,
        /// What the system says.
        error: io::Error,
    },
}

/// Hashes the files of a site on disk, and compares them with its manifest. Paths at the top of the
/// folder that are named in `beside` belong to its host, not to the site: `.git`, `CNAME`.
///
/// # Errors
///
/// [`VerifyError`].
pub fn verify(folder: &Path, beside: &[&str]) -> Result<Verified, VerifyError> {
    let unreadable = |path: &Path| {
        let path = path.to_owned();
        |error| VerifyError::Io { path, error }
    };
    let manifest = match fs::read(folder.join(MANIFEST)) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == io::ErrorKind::NotFound && folder.is_dir() => {
            return Err(VerifyError::NoManifest {
                folder: folder.to_owned(),
            });
        }
        Err(error) => return Err(unreadable(folder)(error)),
    };
    let Some(files) = listed(&manifest) else {
        return Err(VerifyError::NoManifest {
            folder: folder.to_owned(),
        });
    };
    let mut verified = Verified {
        files: files.len(),
        hash: sha256(&manifest),
        ..Verified::default()
    };
    for (path, hash) in &files {
        let file = folder.join(path);
        // A manifest of somebody else may name any path; none but those of the folder are read.
        let metadata = is_inside(path)
            .then(|| fs::symlink_metadata(&file).ok())
            .flatten();
        match metadata {
            None => verified.missing.push(path.clone()),
            Some(metadata) if !metadata.is_file() => verified.changed.push(path.clone()),
            Some(_) => {
                let bytes = fs::read(&file).map_err(unreadable(&file))?;
                if sha256(&bytes) != *hash {
                    verified.changed.push(path.clone());
                }
            }
        }
    }
    let mut present = ours::files(folder).map_err(|error| match error {
        WriteError::Io { path, error } => VerifyError::Io { path, error },
        _ => VerifyError::NoManifest {
            folder: folder.to_owned(),
        },
    })?;
    let known: BTreeSet<&str> = files.keys().map(String::as_str).chain([MANIFEST]).collect();
    let is_beside = |path: &str| beside.contains(&path.split('/').next().unwrap_or_default());
    present.retain(|path| !known.contains(path.as_str()) && !is_beside(path));
    verified.extra = present;
    Ok(verified)
}

impl VerifyError {
    /// Returns what to do.
    #[must_use]
    pub fn hint(&self) -> &'static str {
        match self {
            VerifyError::NoManifest { .. } => {
                "name the folder of a site that `report` has built, which holds `highwater-manifest.json`"
            }
            VerifyError::Io { .. } => "check that the folder is there and can be read",
        }
    }
}

impl std::fmt::Display for VerifyError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            VerifyError::NoManifest { folder } => {
                write!(f, "`{}` is no site: it has no manifest", folder.display())
            }
            VerifyError::Io { path, error } => {
                write!(f, "`{}` cannot be read: {error}", path.display())
            }
        }
    }
}

impl std::error::Error for VerifyError {}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::site::{Site, write};

    fn built() -> (tempfile::TempDir, PathBuf, Site) {
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path().join("site");
        let mut site = Site::default();
        for path in ["index.html", "a/b.txt", "a/c.txt"] {
            site.add(path, path);
        }
        write(&site, &out, &false.into()).unwrap();
        (folder, out, site)
    }

    #[test]
    fn what_differs_is_told_apart() {
        let (_folder, out, site) = built();
        fs::write(out.join("a/b.txt"), "other").unwrap();
        fs::remove_file(out.join("a/c.txt")).unwrap();
        fs::write(out.join("a/d.txt"), "mine").unwrap();
        fs::write(out.join("CNAME"), "example.org").unwrap();
        let verified = verify(&out, &["CNAME"]).unwrap();
        let expected = Verified {
            files: 3,
            hash: site.hash(),
            changed: vec!["a/b.txt".to_owned()],
            missing: vec!["a/c.txt".to_owned()],
            extra: vec!["a/d.txt".to_owned()],
        };
        assert_eq!(verified, expected);
        assert_eq!(verify(&out, &[]).unwrap().extra, ["CNAME", "a/d.txt"]);
    }

    #[test]
    fn a_manifest_reaches_no_file_outside_of_its_folder() {
        let (folder, out, _) = built();
        fs::write(folder.path().join("secret"), "s").unwrap();
        let text = fs::read_to_string(out.join(MANIFEST)).unwrap();
        let outside = format!("\"../secret\": \"{}\", \"a/b.txt\"", sha256(b"s"));
        fs::write(
            out.join(MANIFEST),
            text.replacen("\"a/b.txt\"", &outside, 1),
        )
        .unwrap();
        assert_eq!(verify(&out, &[]).unwrap().missing, ["../secret"]);
    }

    #[test]
    fn what_is_no_site_is_said_to_be_none() {
        let folder = tempfile::tempdir().unwrap();
        let none = verify(folder.path(), &[]).unwrap_err();
        assert!(none.to_string().contains("is no site"), "{none}");
        fs::write(folder.path().join(MANIFEST), "{\"files\": {}}").unwrap();
        assert!(matches!(
            verify(folder.path(), &[]),
            Err(VerifyError::NoManifest { .. })
        ));
        let nowhere = verify(&folder.path().join("nowhere"), &[]).unwrap_err();
        assert!(nowhere.to_string().contains("cannot be read"), "{nowhere}");
    }
}
