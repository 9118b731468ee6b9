//! A site: files in memory, their hashes, and how they come to disk.

mod write;

use std::collections::BTreeMap;

use serde_json::json;
use sha2::{Digest, Sha256};

pub use write::{WriteError, write};

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

    /// The files, sorted by path, without the manifest.
    pub fn files(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.files
            .iter()
            .map(|(path, bytes)| (path.as_str(), bytes.as_slice()))
    }

    /// The content of a file.
    #[must_use]
    pub fn get(&self, path: &str) -> Option<&[u8]> {
        self.files.get(path).map(Vec::as_slice)
    }

    /// How many bytes all files have.
    #[must_use]
    pub fn size(&self) -> usize {
        self.files.values().map(Vec::len).sum()
    }

    /// The number of pages.
    #[must_use]
    pub fn pages(&self) -> usize {
        self.files
            .keys()
            .filter(|path| path.ends_with(".html"))
            .count()
    }

    /// The manifest: each file with its SHA-256.
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

/// The SHA-256 of some bytes, in lower-case hexadecimal.
pub(crate) fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes)
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}
