//! What a chart reads: a table, in the window asked for.

use highwater_facts::Month;
use highwater_ingest::{Catalog, Placed, Row};

use super::FOLDER;
use crate::inputs::logical;
use crate::output::{Output, StudyError};
use crate::parameters::Parameters;

/// The tables and the parameters.
pub(crate) struct Input<'a> {
    pub(crate) catalog: Catalog,
    pub(crate) parameters: &'a Parameters,
}

/// A row that belongs to a month.
pub(crate) trait Monthly: Row {
    fn month(&self) -> Month;
}

impl Input<'_> {
    /// The rows of a table; `None` where they are too few, which is an error, or where the table is
    /// at fault, which is told already.
    pub(crate) fn rows<R: Row>(
        &mut self,
        table: &'static str,
        needed: usize,
        output: &mut Output,
    ) -> Option<Vec<Placed<R>>> {
        self.kept(table, needed, output, |_: &R| true)
    }

    /// The rows of a table by month from `wave.from` to `wave.until`.
    pub(crate) fn months<R: Monthly>(
        &mut self,
        table: &'static str,
        needed: usize,
        output: &mut Output,
    ) -> Option<Vec<Placed<R>>> {
        let (from, until) = (
            self.parameters.month("wave.from"),
            self.parameters.month("wave.until"),
        );
        self.kept(table, needed, output, |row: &R| {
            from.is_none_or(|from| row.month() >= from)
                && until.is_none_or(|until| row.month() <= until)
        })
    }

    fn kept<R: Row>(
        &mut self,
        table: &'static str,
        needed: usize,
        output: &mut Output,
        keep: impl Fn(&R) -> bool,
    ) -> Option<Vec<Placed<R>>> {
        let faults = self.catalog.faults.len();
        let mut rows = self.catalog.read::<R>(table);
        if self.catalog.faults.len() > faults {
            return None;
        }
        let all = rows.len();
        rows.retain(|row| keep(&row.row));
        if rows.len() < needed {
            output.errors.push(StudyError::TooFewRows {
                table: format!("{}/{table}", logical(FOLDER)),
                rows: rows.len(),
                window: rows.len() < all,
                needed,
            });
            return None;
        }
        Some(rows)
    }
}
