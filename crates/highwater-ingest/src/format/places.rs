//! Where cells stand in the file that they came from.

use std::ops::Range;

use crate::fault::Place;

/// Where cells stand in the file that they came from, by where they stand in the text that is read.
#[derive(Clone, Debug, Default)]
pub(crate) struct Places {
    /// In the order of the text.
    cells: Vec<Cell>,
    /// For each row, where it starts in the text, and its number.
    rows: Vec<(u32, u32)>,
}

/// Small, because a table may have millions of them.
#[derive(Clone, Copy, Debug)]
struct Cell {
    at: u32,
    line: u32,
    column: u32,
    start: u32,
    end: u32,
}

impl Places {
    /// Notes the place of the cell that starts at a byte of the text.
    pub(super) fn push(&mut self, at: usize, place: &Place) {
        self.cells.push(Cell {
            at: at as u32,
            line: place.line as u32,
            column: place.column as u32,
            start: place.bytes.start as u32,
            end: place.bytes.end as u32,
        });
    }

    /// Notes the number of the row that starts at a byte of the text.
    pub(super) fn push_row(&mut self, at: usize, number: u64) {
        self.rows.push((at as u32, number as u32));
    }

    /// Numbers the rows from 1 if two of them stand on one line, which then tells none apart.
    pub(super) fn number_rows(&mut self) {
        let lines = self.rows.iter().map(|(_, number)| *number);
        if !lines.is_sorted_by(|a, b| a < b) {
            for (nth, (_, number)) in self.rows.iter_mut().enumerate() {
                *number = nth as u32 + 1;
            }
        }
    }

    /// Returns the number of the row that starts at a byte of the text: its line, if no two share one.
    pub(crate) fn row(&self, at: usize) -> Option<u64> {
        let at = self
            .rows
            .binary_search_by_key(&at, |(start, _)| *start as usize);
        Some(self.rows.get(at.ok()?)?.1.into())
    }

    /// Returns the place of the cell that holds some bytes of the text.
    pub(crate) fn place(&self, bytes: &Range<usize>) -> Option<Place> {
        let behind = self
            .cells
            .partition_point(|cell| cell.at as usize <= bytes.start);
        let cell = self.cells.get(behind.checked_sub(1)?)?;
        Some(Place {
            line: cell.line.into(),
            column: cell.column.into(),
            bytes: cell.start as usize..cell.end as usize,
        })
    }
}
