//! Where a value comes from: the file, with its hash, and the cell in it.

use std::fmt;
use std::sync::Arc;

/// A file that a study read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// Where the file lies, from the top of the project, with `/`: `data/wave/downloads.csv`.
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
    /// Its bytes, which the site gives as a download.
    pub bytes: Arc<[u8]>,
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
