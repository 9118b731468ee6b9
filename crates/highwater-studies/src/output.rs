//! What a study gives.

use std::fmt;
use std::sync::Arc;

use highwater_facts::{
    ArithmeticError, CellRef, Explorer, Fact, Ledger, LedgerError, Quantity, Table, Unit, Value,
};
use highwater_ingest::{Catalog, Fault, Placed};
use highwater_plot::Figure;

use crate::columns::Columns;
use crate::divide::text::lists::ListError;

/// What the studies gave: results, and what kept them from results.
#[derive(Debug, Default)]
pub struct Output {
    /// All values, and the files they come from.
    pub ledger: Ledger,
    /// The figures.
    pub figures: Vec<Figure>,
    /// The tables that are no figure's data.
    pub tables: Vec<Table>,
    /// The headlines that a reader may explore.
    pub explorers: Vec<Explorer>,
    /// The faults of the tables read.
    pub faults: Vec<Fault>,
    /// How many faults more there are.
    pub faults_left_out: u64,
    /// What is worth a look in sound tables.
    pub findings: Vec<Finding>,
    /// What kept a study from a result.
    pub errors: Vec<StudyError>,
    /// The columns whose rows are recorded and which are not in the ledger yet.
    columns: Columns,
}

impl Output {
    /// Takes over what was read of a folder: its files and their faults, each once, though several
    /// studies read a table.
    pub(crate) fn take(&mut self, catalog: Catalog) {
        for source in catalog.sources {
            if self.ledger.sources.iter().all(|s| s.path != source.path) {
                self.ledger.sources.push(source);
            }
        }
        for fault in catalog.faults {
            if !self.faults.contains(&fault) {
                self.faults.push(fault);
            }
        }
    }

    /// Records each column whose rows were recorded since the last time, as a list.
    ///
    /// The rows that lists rest on are said after that, by the same paths.
    pub(crate) fn record_lists(&mut self) {
        let lists = std::mem::take(&mut self.columns).lists(&self.ledger);
        let errors = lists.into_iter().map(|list| self.ledger.add(list));
        let errors = errors.filter_map(Result::err).map(StudyError::Ledger);
        self.errors.extend(errors);
    }

    /// Does what a study does with a table; keeps the error if its values cannot be joined.
    pub(crate) fn attempt(
        &mut self,
        table: &'static str,
        work: impl FnOnce(&mut Output) -> Result<(), ArithmeticError>,
    ) {
        if let Err(error) = work(self) {
            self.errors.push(StudyError::Arithmetic { table, error });
        }
    }

    /// Adds facts below a path.
    pub(crate) fn facts(&mut self, prefix: &'static str) -> Facts<'_> {
        Facts {
            output: self,
            prefix,
        }
    }
}

/// Something worth a look in a sound table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The code under which it is explained.
    pub code: &'static str,
    /// Whether it is a warning; else a note, which no strictness makes an error.
    pub is_warning: bool,
    /// What was found.
    pub message: String,
    /// The file and the line, where it is one.
    pub place: Option<(Arc<str>, u64)>,
}

impl Finding {
    /// A warning about a row.
    pub(crate) fn warning<R>(code: &'static str, message: String, row: &Placed<R>) -> Self {
        Finding {
            code,
            is_warning: true,
            message,
            place: Some((row.file.clone(), row.line)),
        }
    }

    /// A note.
    pub(crate) fn note(code: &'static str, message: String) -> Self {
        Finding {
            code,
            is_warning: false,
            message,
            place: None,
        }
    }
}

/// Adds facts below a path.
///
/// Where a table has a row for each month, model or other key, brackets in the name mark the key, and the
/// values of all rows become a list: `growth.by_month[jul_2022]` is recorded under `growth.jul_2022`, and
/// in the list `growth.by_month`. In `share.year.[y2022]` the segment before says what the key is; the
/// list is `share.year`.
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

    /// Adds a count of things: its name below the path, how many, what, and what it is.
    pub(crate) fn count(&mut self, name: &str, n: u64, things: &'static str, label: &str) {
        self.add(
            name,
            Quantity::exact(n as f64, Unit::Of(things)),
            label,
            "",
            [],
        );
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
        let path = self.output.columns.note(&format!("{}.{name}", self.prefix));
        let fact = Fact::new(path, value, label).how(how).from_cells(cells);
        if let Err(error) = self.output.ledger.add(fact) {
            self.output.errors.push(StudyError::Ledger(error));
        }
    }
}

/// What keeps a study from a result.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum StudyError {
    /// A table has too few rows.
    TooFewRows {
        /// The file: `data/wave/downloads.csv`.
        table: String,
        /// The rows it has.
        rows: usize,
        /// Whether it has more outside of the window asked for.
        window: bool,
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
    /// Values of a table cannot be joined as the study joins them.
    Arithmetic {
        /// The file.
        table: &'static str,
        /// Which units do not fit, or why there is no result.
        error: ArithmeticError,
    },
    /// A path is at fault or taken.
    Ledger(LedgerError),
    /// A table is sound, and its rows make no list.
    List(ListError),
}

impl StudyError {
    /// What to do.
    #[must_use]
    pub fn hint(&self) -> &'static str {
        match self {
            StudyError::TooFewRows { window: true, .. } => {
                "widen the window, which `--set` gives its ends"
            }
            StudyError::TooFewRows { .. } | StudyError::NoRow { .. } => "add the rows to the table",
            StudyError::List(_) => "mend the rows that it names; `tables.toml` says what they hold",
            StudyError::Arithmetic {
                error: ArithmeticError::Units { .. },
                ..
            } => "this is a fault of the study: give its columns the units that it computes with",
            StudyError::Arithmetic { .. } => "mend the number in the table, or leave its row out",
            StudyError::Ledger(_) => {
                "this is a fault of the study: give each value a path of its own"
            }
        }
    }
}

impl fmt::Display for StudyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            StudyError::TooFewRows {
                table,
                rows,
                window,
                needed,
            } => {
                let plural = if *rows == 1 { "" } else { "s" };
                let window = if *window {
                    " in the window asked for"
                } else {
                    ""
                };
                write!(
                    f,
                    "`{table}` has {rows} row{plural}{window}, and the study needs {needed}"
                )
            }
            StudyError::NoRow { table, key } => {
                write!(f, "`{table}` has no row `{key}`, which the study speaks of")
            }
            StudyError::Arithmetic { table, error } => {
                write!(f, "a value of `{table}` cannot be computed: {error}")
            }
            StudyError::Ledger(error) => error.fmt(f),
            StudyError::List(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for StudyError {}
