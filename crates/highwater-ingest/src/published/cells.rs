//! The cells of a row that streams by, asked for by the place of their column in the schema.

use std::sync::Arc;

use highwater_facts::{Month, Quantity};

use super::block::Block;
use super::cell::Cell;
use crate::date::Date;

/// The cells of a row that streams by, asked for by the place of their column in the schema.
///
/// A missing cell is `None`; so is one that is asked for as something else than its column holds.
pub struct Cells<'a> {
    pub(super) file: &'a Arc<str>,
    pub(super) block: &'a Block,
    pub(super) at: usize,
    /// How many lines of the file come before the block.
    pub(super) lines_before: u64,
}

impl<'a> Cells<'a> {
    /// Returns the text of a cell, as it was published, blanks and all.
    #[must_use]
    pub fn text(&self, column: usize) -> Option<&'a str> {
        match self.block.cell(self.at, column) {
            Cell::Text(span) => Some(self.block.text(span)),
            _ => None,
        }
    }

    /// Returns the day in a cell.
    #[must_use]
    pub fn date(&self, column: usize) -> Option<Date> {
        match self.block.cell(self.at, column) {
            Cell::Date(date) => Some(*date),
            _ => None,
        }
    }

    /// Returns the month in a cell.
    #[must_use]
    pub fn month(&self, column: usize) -> Option<Month> {
        match self.block.cell(self.at, column) {
            Cell::Month(month) => Some(*month),
            _ => None,
        }
    }

    /// Returns the year in a cell.
    #[must_use]
    pub fn year(&self, column: usize) -> Option<i32> {
        match self.block.cell(self.at, column) {
            Cell::Year(year) => Some(*year),
            _ => None,
        }
    }

    /// Returns the exact number in a cell.
    #[must_use]
    pub fn number(&self, column: usize) -> Option<f64> {
        match self.block.cell(self.at, column) {
            Cell::Number(number) => Some(*number),
            _ => None,
        }
    }

    /// Returns the quantity in a cell.
    #[must_use]
    pub fn quantity(&self, column: usize) -> Option<Quantity> {
        match self.block.cell(self.at, column) {
            Cell::Quantity(at) => self.block.quantity(*at),
            _ => None,
        }
    }

    /// Returns which of the texts of its column a cell holds, as an index.
    #[must_use]
    pub fn one_of(&self, column: usize) -> Option<usize> {
        match self.block.cell(self.at, column) {
            Cell::OneOf(index) => Some(usize::from(*index)),
            _ => None,
        }
    }

    /// Returns the line that the row starts on, from 1.
    #[must_use]
    pub fn line(&self) -> u64 {
        self.lines_before + self.block.line(self.at)
    }

    /// Returns the file, as it was named to the reader.
    #[must_use]
    pub fn file(&self) -> &'a Arc<str> {
        self.file
    }
}
