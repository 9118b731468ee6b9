//! One row, its cells asked for by their keys.

use std::sync::Arc;

use super::block::Block;
use super::cell::Cell;
use super::schema::{ChoiceColumn, DateColumn, NumberColumn, TextColumn};
use crate::date::Date;

/// A row of a published table. A missing cell is `None`.
///
/// The keys of columns come from the [`Schema`](super::Schema) that the table was read with; one of
/// another schema gives `None` too.
pub struct Row<'a> {
    pub(super) file: &'a Arc<str>,
    pub(super) block: &'a Block,
    pub(super) at: usize,
    /// How many lines of the file come before the block.
    pub(super) lines_before: u64,
}

impl<'a> Row<'a> {
    /// The text of a cell, as it was published, blanks and all.
    #[must_use]
    pub fn text(&self, column: TextColumn) -> Option<&'a str> {
        match self.block.cell(self.at, column.0) {
            Cell::Text(span) => Some(self.block.text(span)),
            _ => None,
        }
    }

    /// Returns the day in a cell.
    #[must_use]
    pub fn date(&self, column: DateColumn) -> Option<Date> {
        match self.block.cell(self.at, column.0) {
            Cell::Date(date) => Some(*date),
            _ => None,
        }
    }

    /// Returns the number in a cell.
    #[must_use]
    pub fn number(&self, column: NumberColumn) -> Option<f64> {
        match self.block.cell(self.at, column.0) {
            Cell::Number(number) => Some(*number),
            _ => None,
        }
    }

    /// The value that a cell names.
    #[must_use]
    pub fn choice<T: Copy>(&self, column: ChoiceColumn<T>) -> Option<T> {
        match self.block.cell(self.at, column.at) {
            Cell::Choice(index) => Some(column.choices.get(usize::from(*index))?.value),
            _ => None,
        }
    }

    /// The line that the row starts on, from 1.
    #[must_use]
    pub fn line(&self) -> u64 {
        self.lines_before + self.block.line(self.at)
    }

    /// The file, as it was named to the reader.
    #[must_use]
    pub fn file(&self) -> &'a Arc<str> {
        self.file
    }
}
