//! What keeps a study from a result.

use std::fmt;

use highwater_facts::{ArithmeticError, LedgerError};

/// What keeps a study from a result.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum StudyError {
    /// A table has faults, which the results hold.
    TablesAtFault,
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
        table: String,
        /// The key of the row.
        key: String,
    },
    /// Values of a table cannot be joined as the study joins them.
    Arithmetic {
        /// The file; empty if it is not known.
        table: String,
        /// Which units do not fit, or why there is no result.
        error: ArithmeticError,
    },
    /// A path is at fault or taken.
    Ledger(LedgerError),
    /// A table is sound, and cannot be used all the same.
    Unusable {
        /// The file.
        table: String,
        /// Why.
        why: String,
    },
    /// Something else that a study found.
    Other {
        /// What keeps it from a result, in a clause.
        message: String,
        /// What to do about it.
        hint: String,
    },
}

impl StudyError {
    /// Makes an error of a study's own: what keeps it from a result, in a clause, and what to do.
    ///
    /// # Example
    ///
    /// ```
    /// use highwater_study::StudyError;
    ///
    /// let error = StudyError::other("`rain.csv` has a month twice", "delete one of its rows");
    /// assert_eq!(error.to_string(), "`rain.csv` has a month twice");
    /// assert_eq!(error.hint(), "delete one of its rows");
    /// ```
    #[must_use]
    pub fn other(message: impl Into<String>, hint: impl Into<String>) -> Self {
        StudyError::Other {
            message: message.into(),
            hint: hint.into(),
        }
    }

    /// Returns the error of arithmetic with the file whose values it was about; others as they are.
    #[must_use]
    pub fn of_table(self, file: &str) -> Self {
        match self {
            StudyError::Arithmetic { error, .. } => StudyError::Arithmetic {
                table: file.to_owned(),
                error,
            },
            other => other,
        }
    }

    /// Returns what to do.
    #[must_use]
    pub fn hint(&self) -> &str {
        match self {
            StudyError::TablesAtFault => "mend the tables",
            StudyError::TooFewRows { window: true, .. } => {
                "widen the window, which `--set` gives its ends"
            }
            StudyError::TooFewRows { .. } | StudyError::NoRow { .. } => "add the rows to the table",
            StudyError::Unusable { .. } => {
                "mend the rows that it names; `tables.toml` says what they hold"
            }
            StudyError::Arithmetic {
                error: ArithmeticError::Units { .. },
                ..
            } => "this is a fault of the study: give its columns the units that it computes with",
            StudyError::Arithmetic {
                error: ArithmeticError::NoItems,
                ..
            } => "add the rows to the table",
            StudyError::Arithmetic { .. } => "mend the number in the table, or leave its row out",
            StudyError::Ledger(_) => {
                "this is a fault of the study: give each value a path of its own"
            }
            StudyError::Other { hint, .. } => hint,
        }
    }
}

impl fmt::Display for StudyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            StudyError::TablesAtFault => f.write_str("a table has faults"),
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
            StudyError::Arithmetic { table, error } if table.is_empty() => {
                write!(f, "a value cannot be computed: {error}")
            }
            StudyError::Arithmetic { table, error } => {
                write!(f, "a value of `{table}` cannot be computed: {error}")
            }
            StudyError::Ledger(error) => error.fmt(f),
            StudyError::Unusable { table, why } => {
                write!(f, "the list `{table}` cannot be used: {why}")
            }
            StudyError::Other { message, .. } => f.write_str(message),
        }
    }
}

impl std::error::Error for StudyError {}

impl From<ArithmeticError> for StudyError {
    fn from(error: ArithmeticError) -> Self {
        StudyError::Arithmetic {
            table: String::new(),
            error,
        }
    }
}

impl From<LedgerError> for StudyError {
    fn from(error: LedgerError) -> Self {
        StudyError::Ledger(error)
    }
}
