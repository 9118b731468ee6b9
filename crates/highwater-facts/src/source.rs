//! Where a value comes from: the file, with its hash, and the cell in it.

use std::fmt;
use std::sync::Arc;

/// A file that a study read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// Its place in the site, with `/` and without the folders of a machine:
    /// `data/wave/downloads.csv`, wherever the file was read from.
    pub path: Arc<str>,
    /// What the file holds, as a heading.
    pub title: String,
    /// Who published what it holds, where and when.
    pub origin: String,
    /// The licence under which the file is given.
    pub licence: String,
    /// The day the data describe or were published, as `2023-08-14`.
    pub date: String,
    /// The SHA-256 of its bytes, in lower-case hexadecimal.
    pub sha256: String,
    /// What it holds.
    pub contents: Contents,
}

/// What a source holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Contents {
    /// They are given by the site as a download.
    Given {
        /// Its bytes.
        bytes: Arc<[u8]>,
        /// Its rows as texts, as its reader cut them, the header first, each with the line it
        /// starts on.
        rows: Arc<[(u64, Vec<String>)]>,
    },
    /// They stay with their publisher.
    Elsewhere {
        /// Where; empty where nobody has said so.
        address: String,
        /// How many bytes.
        size: u64,
        /// How many rows.
        rows: u64,
    },
}

impl Source {
    /// Its bytes, where the site gives them.
    #[must_use]
    pub fn bytes(&self) -> Option<&Arc<[u8]>> {
        match &self.contents {
            Contents::Given { bytes, .. } => Some(bytes),
            Contents::Elsewhere { .. } => None,
        }
    }

    /// Returns how many bytes it has.
    #[must_use]
    pub fn size(&self) -> u64 {
        match &self.contents {
            Contents::Given { bytes, .. } => bytes.len() as u64,
            Contents::Elsewhere { size, .. } => *size,
        }
    }

    /// Returns how many rows it has, without the header.
    #[must_use]
    pub fn rows(&self) -> u64 {
        match &self.contents {
            Contents::Given { rows, .. } => rows.len().saturating_sub(1) as u64,
            Contents::Elsewhere { rows, .. } => *rows,
        }
    }
}

/// A cell of a table: the file, the line and the column's name.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CellRef {
    /// The [`path`](Source::path) of the file.
    pub file: Arc<str>,
    /// The line that the row starts on, from 1.
    pub line: u64,
    /// The column's name in the header.
    pub column: Arc<str>,
}

impl fmt::Display for CellRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{} {}", self.file, self.line, self.column)
    }
}
