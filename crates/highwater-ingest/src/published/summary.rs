//! What was read, what was left out and what is wrong.

use std::fmt;
use std::sync::Arc;

use highwater_facts::number_text::fixed;

use crate::fault::Fault;

/// What was read of a table, what was left out and what is wrong with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Summary {
    /// The file, as it was named to the reader.
    pub file: Arc<str>,
    /// The rows that were given.
    pub rows: u64,
    /// The rows that were not, because they are at fault.
    pub rows_at_fault: u64,
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
    pub name: &'static str,
    /// The name in this file; none where the file lacks the column.
    pub header: Option<String>,
    /// The cells missing, among the rows that were given.
    pub missing: u64,
}

/// Faults: the first ones kept, all of them counted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Faults {
    /// The first [`MOST`](Self::MOST), in the order of the file.
    pub kept: Vec<Fault>,
    /// How many there are.
    pub count: u64,
}

impl Faults {
    /// How many are kept, so that a file full of faults does not fill the memory.
    pub const MOST: usize = 1000;

    /// Adds a fault behind the others.
    pub fn push(&mut self, fault: Fault) {
        self.count += 1;
        if self.kept.len() < Self::MOST {
            self.kept.push(fault);
        }
    }

    /// Adds the faults of a later part of the file, which comes after so many lines.
    pub(super) fn append(&mut self, later: Faults, lines_before: u64) {
        self.count += later.count;
        let room = Self::MOST.saturating_sub(self.kept.len());
        for mut fault in later.kept.into_iter().take(room) {
            if let Some(place) = &mut fault.place {
                place.line += lines_before;
            }
            self.kept.push(fault);
        }
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.count == 0
    }
}

impl Summary {
    /// What was read of a column of the schema, by its name there.
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
        )
    }
}
