//! A table to show.

use crate::number_text;
use crate::source::CellRef;

/// A table to show: what a study made for `table:ID`, and the data behind a figure.
///
/// The heading and the note may hold value links, as a story does; the report fills them in.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Table {
    /// The name in `table:ID`: lower-case letters, digits and `-`.
    pub id: String,
    /// The heading.
    pub title: String,
    /// The columns.
    pub columns: Vec<Column>,
    /// The rows, each with one cell for each column.
    pub rows: Vec<Vec<TableCell>>,
    /// What a reader must know to read it; empty where there is nothing.
    pub note: String,
}

/// A column of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// The heading, with the unit where the cells do not say it.
    pub name: String,
    /// Whether it holds numbers, which are set to the right.
    pub numeric: bool,
}

/// A cell: what the reader sees and what the download holds.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TableCell {
    /// The text as shown.
    pub text: String,
    /// The text as a machine reads it, in the CSV.
    pub raw: String,
    /// The cell of the source behind it, where it is one.
    pub from: Option<CellRef>,
}

impl Column {
    /// A column of texts.
    #[must_use]
    pub fn text(name: &str) -> Self {
        Column {
            name: name.to_owned(),
            numeric: false,
        }
    }

    /// A column of numbers.
    #[must_use]
    pub fn number(name: &str) -> Self {
        Column {
            name: name.to_owned(),
            numeric: true,
        }
    }
}

impl TableCell {
    /// A text that is the same for reader and machine.
    #[must_use]
    pub fn text(text: impl Into<String>) -> Self {
        let text = text.into();
        TableCell {
            raw: text.clone(),
            text,
            from: None,
        }
    }

    /// A number, written as `text` for the reader.
    #[must_use]
    pub fn number(x: f64, text: impl Into<String>) -> Self {
        TableCell {
            text: text.into(),
            raw: number_text::raw(x),
            from: None,
        }
    }

    /// The same cell, with the cell of the source behind it.
    #[must_use]
    pub fn from_cell(self, cell: CellRef) -> Self {
        TableCell {
            from: Some(cell),
            ..self
        }
    }
}
