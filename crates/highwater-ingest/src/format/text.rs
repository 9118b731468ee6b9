//! Cells written as CSV, with their places.

use super::Places;
use crate::fault::Place;
use crate::records::Chunk;

/// Cells written as CSV, with their places in the file that they came from.
#[derive(Debug, Default)]
pub(super) struct Text {
    csv: String,
    places: Places,
    /// Whether the row has a cell already.
    is_within_row: bool,
}

impl Text {
    /// Adds a cell to the row.
    pub(super) fn cell(&mut self, text: &str, place: &Place) {
        if self.is_within_row {
            self.csv.push(',');
        }
        self.is_within_row = true;
        self.places.push(self.csv.len(), place);
        self.csv.push('"');
        self.csv.push_str(&text.replace('"', "\"\""));
        self.csv.push('"');
    }

    /// Starts a row of data with its line.
    pub(super) fn start_row(&mut self, line: u64) {
        self.places.push_row(self.csv.len(), line);
    }

    /// Ends the row.
    pub(super) fn end_row(&mut self) {
        self.csv.push('\n');
        self.is_within_row = false;
    }

    pub(super) fn chunk(mut self) -> Chunk {
        self.places.number_rows();
        Chunk::new(self.csv.into_bytes(), 0).with_places(self.places)
    }
}
