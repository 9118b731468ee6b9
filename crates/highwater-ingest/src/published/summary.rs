//! What was read, what was left out and what is wrong.

use std::fmt;
use std::sync::Arc;

use highwater_facts::number_text::fixed;

use crate::faults::Faults;

/// What was read of a table, what was left out and what is wrong with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Summary {
    /// The file, as it was named to the reader.
    pub file: Arc<str>,
    /// The rows that were given.
    pub rows: u64,
    /// The rows that were not, because they are at fault.
    pub rows_at_fault: u64,
    /// The rows that are not data, as the settings say: totals, notes, blank ones.
    pub rows_left_out: u64,
    /// The columns of the schema, in its order.
    pub columns: Vec<ColumnSummary>,
    /// The columns of the header that the schema does not have, as they are written there.
    pub ignored: Vec<String>,
    /// What is wrong.
    pub faults: Faults,
}

/// What was read of one column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ColumnSummary {
    /// The name in the schema.
    pub name: String,
    /// The name in this file; `None` if the file lacks the column.
    pub header: Option<String>,
    /// The cells missing, among the rows that were given.
    pub missing: u64,
}

impl Summary {
    /// Returns what was read of a column of the schema, by its name there.
    #[must_use]
    pub fn column(&self, name: &str) -> Option<&ColumnSummary> {
        self.columns.iter().find(|column| column.name == name)
    }
}

impl fmt::Display for Summary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let count = |n: u64, one: &str| {
            let text = fixed(n as f64, 0);
            if n == 1 {
                format!("{text} {one}")
            } else {
                format!("{text} {one}s")
            }
        };
        write!(
            f,
            "{}: {}, {} ignored, {} at fault",
            self.file,
            count(self.rows, "row"),
            count(self.ignored.len() as u64, "column"),
            count(self.rows_at_fault, "row"),
        )?;
        match self.rows_left_out {
            0 => Ok(()),
            left_out => write!(f, ", {} left out", count(left_out, "row")),
        }
    }
}
