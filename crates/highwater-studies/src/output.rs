//! What a study gives.

use std::fmt;

use highwater_facts::{CellRef, Fact, Ledger, LedgerError, Table, Value};
use highwater_ingest::Fault;
use highwater_plot::Figure;

/// What the studies gave: results, and what kept them from results.
#[derive(Debug, Default)]
pub struct Output {
    /// All values, and the files they come from.
    pub ledger: Ledger,
    /// The figures.
    pub figures: Vec<Figure>,
    /// The tables that are no figure's data.
    pub tables: Vec<Table>,
    /// The faults of the tables read.
    pub faults: Vec<Fault>,
    /// What kept a study from a result.
    pub errors: Vec<StudyError>,
}

impl Output {
    /// Adds facts below a path.
    pub(crate) fn facts(&mut self, prefix: &'static str) -> Facts<'_> {
        Facts {
            output: self,
            prefix,
        }
    }
}

/// Adds facts below a path.
pub(crate) struct Facts<'a> {
    output: &'a mut Output,
    prefix: &'static str,
}

impl Facts<'_> {
    /// Adds a cell of a table as it stands: its name below the path, and what it is.
    pub(crate) fn cell(
        &mut self,
        name: &str,
        value: impl Into<Value>,
        label: impl Into<String>,
        cell: CellRef,
    ) {
        self.add(name, value, label, "", [cell]);
    }

    /// Adds a value: its name below the path, what it is, how it was computed, and from which
    /// cells.
    pub(crate) fn add(
        &mut self,
        name: &str,
        value: impl Into<Value>,
        label: impl Into<String>,
        how: &str,
        cells: impl IntoIterator<Item = CellRef>,
    ) {
        let fact = Fact::new(format!("{}.{name}", self.prefix), value, label)
            .how(how)
            .from_cells(cells);
        if let Err(error) = self.output.ledger.add(fact) {
            self.output.errors.push(StudyError::Ledger(error));
        }
    }
}

/// What keeps a study from a result.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum StudyError {
    /// A table has too few rows.
    TooFewRows {
        /// The file.
        table: &'static str,
        /// The rows it has, in the window asked for.
        rows: usize,
        /// The rows it needs.
        needed: usize,
    },
    /// A row that the study speaks of is not in the table.
    NoRow {
        /// The file.
        table: &'static str,
        /// The key of the row.
        key: String,
    },
    /// A path is at fault or taken.
    Ledger(LedgerError),
}

impl fmt::Display for StudyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            StudyError::TooFewRows {
                table,
                rows,
                needed,
            } => write!(
                f,
                "`{table}` has {rows} rows in the window asked for, and the study needs {needed}"
            ),
            StudyError::NoRow { table, key } => {
                write!(f, "`{table}` has no row `{key}`, which the study speaks of")
            }
            StudyError::Ledger(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for StudyError {}
