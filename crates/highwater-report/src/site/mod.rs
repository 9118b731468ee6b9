//! A site: files in memory, their hashes, how they come to disk, and whether they are still whole there.

mod ours;
mod recover;
mod swap;
#[cfg(test)]
#[cfg(unix)]
mod tests;
mod verify;
mod write;
mod write_error;

use std::collections::BTreeMap;
use std::path::{Component, Path};

use serde_json::{Value, json};
use sha2::{Digest, Sha256};

pub use recover::{Recovered, recover};
pub use verify::{Verified, VerifyError, verify};
pub use write::write;
pub use write_error::WriteError;

/// The name of the file that lists what a site holds, and tells a site of ours from other folders.
pub const MANIFEST: &str = "highwater-manifest.json";

/// The files of a site, by path.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Site {
    files: BTreeMap<String, Vec<u8>>,
}

impl Site {
    /// Adds a file, in place of an earlier one of that path.
    pub fn add(&mut self, path: &str, bytes: impl Into<Vec<u8>>) {
        self.files.insert(path.to_owned(), bytes.into());
    }

    /// Returns the files, sorted by path, without the manifest.
    pub fn files(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.files
            .iter()
            .map(|(path, bytes)| (path.as_str(), bytes.as_slice()))
    }

    /// Returns the content of a file.
    #[must_use]
    pub fn get(&self, path: &str) -> Option<&[u8]> {
        self.files.get(path).map(Vec::as_slice)
    }

    /// Returns how many bytes all files have.
    #[must_use]
    pub fn size(&self) -> usize {
        self.files.values().map(Vec::len).sum()
    }

    /// Returns the number of pages.
    #[must_use]
    pub fn pages(&self) -> usize {
        self.files
            .keys()
            .filter(|path| path.ends_with(".html"))
            .count()
    }

    /// Returns the manifest: each file with its SHA-256.
    #[must_use]
    pub fn manifest(&self) -> String {
        let files: BTreeMap<&str, String> = self
            .files
            .iter()
            .map(|(path, bytes)| (path.as_str(), sha256(bytes)))
            .collect();
        let manifest = json!({ "generator": "highwater", "files": files });
        format!(
            "{}\n",
            serde_json::to_string_pretty(&manifest).unwrap_or_default()
        )
    }

    /// The SHA-256 of the manifest, which stands for all files.
    #[must_use]
    pub fn hash(&self) -> String {
        sha256(self.manifest().as_bytes())
    }

    /// Returns the files by path, without the manifest.
    #[must_use]
    pub fn into_files(self) -> BTreeMap<String, Vec<u8>> {
        self.files
    }

    /// The paths at which two sites differ.
    #[must_use]
    pub fn differences<'a>(&'a self, other: &'a Site) -> Vec<&'a str> {
        let mut paths: Vec<&str> = self
            .files
            .keys()
            .chain(other.files.keys())
            .map(String::as_str)
            .collect();
        paths.sort_unstable();
        paths.dedup();
        paths.retain(|path| self.get(path) != other.get(path));
        paths
    }
}

/// Returns the files that a manifest lists, itself not among them, with their hashes; none where it is
/// no manifest of ours.
#[must_use]
pub fn listed(manifest: &[u8]) -> Option<BTreeMap<String, String>> {
    let json: Value = serde_json::from_slice(manifest).ok()?;
    if json["generator"] != "highwater" {
        return None;
    }
    let hash = |hash: &Value| hash.as_str().unwrap_or_default().to_owned();
    let files = json["files"].as_object()?.iter();
    Some(files.map(|(path, of)| (path.clone(), hash(of))).collect())
}

/// Returns whether a path leads to a file of the site's folder.
fn is_inside(path: &str) -> bool {
    let mut parts = Path::new(path).components();
    !path.is_empty() && parts.all(|part| matches!(part, Component::Normal(_)))
}

/// Returns the SHA-256 of some bytes, in lower-case hexadecimal.
pub(crate) fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes)
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}
