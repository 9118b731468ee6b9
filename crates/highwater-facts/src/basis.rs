//! What a study ran on, where that may be one of several tables.

use std::fmt;

/// What a study ran on, where that may be one of several tables.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Basis {
    /// The study.
    pub study: &'static str,
    /// What kind of table it is.
    pub kind: BasisKind,
    /// The name of the table.
    pub table: String,
    /// The snapshot that the study is written for.
    pub snapshot: &'static str,
}

/// What kind of table a study ran on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BasisKind {
    /// The snapshot that it is written for.
    Snapshot,
    /// Another listed snapshot, such as an earlier edition of the one that it is written for.
    OtherSnapshot,
    /// A smaller table of the project, where the snapshot is not at hand.
    Embedded,
    /// A file that a reader gave.
    Unlisted,
}

impl BasisKind {
    /// Returns the kind in words.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            BasisKind::Snapshot => "snapshot",
            BasisKind::OtherSnapshot => "other snapshot",
            BasisKind::Embedded => "embedded table",
            BasisKind::Unlisted => "unlisted input",
        }
    }
}

impl fmt::Display for Basis {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (study, table, snapshot) = (self.study, &self.table, self.snapshot);
        match self.kind {
            BasisKind::Snapshot => write!(f, "{study}: snapshot {table}"),
            BasisKind::OtherSnapshot => {
                write!(
                    f,
                    "{study}: snapshot {table} in place of the snapshot {snapshot}"
                )
            }
            BasisKind::Embedded => {
                write!(
                    f,
                    "{study}: embedded table {table}, for the snapshot {snapshot} is not at hand"
                )
            }
            BasisKind::Unlisted => {
                write!(
                    f,
                    "{study}: unlisted input {table} in place of the snapshot {snapshot}"
                )
            }
        }
    }
}
