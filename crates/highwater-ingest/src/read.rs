//! A file into typed rows and faults.

use std::ops::Deref;
use std::sync::Arc;

use highwater_facts::CellRef;

use crate::fault::{Fault, Place};
use crate::row::Row;
use crate::rows::Judgement;
use crate::schema::{Column, Kind, Schema};
use crate::settings::Settings;
use crate::table::{Report, Table};
use crate::text_file::TextFile;

/// A row and the place it was read from.
#[derive(Clone, Debug, PartialEq)]
pub struct Placed<R> {
    /// The file.
    pub file: Arc<str>,
    /// The line that the row starts on, from 1.
    pub line: u64,
    /// The row.
    pub row: R,
}

impl<R> Placed<R> {
    /// Returns the place of one of the row's cells.
    #[must_use]
    pub fn cell(&self, column: &str) -> CellRef {
        CellRef {
            file: self.file.clone(),
            line: self.line,
            column: column.into(),
        }
    }
}

impl<R> Deref for Placed<R> {
    type Target = R;

    fn deref(&self) -> &R {
        &self.row
    }
}

/// Reads a file into the rows that are sound and the faults of all others, in the file's order.
///
/// A byte order mark, any line ends, quoted cells with line breaks and bytes packed with gzip are
/// read as they are meant. Cells are trimmed. With a faulty header no row is read.
#[must_use]
pub fn read<R: Row>(file: &TextFile) -> (Vec<Placed<R>>, Vec<Fault>) {
    read_with(file, &Settings::default())
}

/// Reads a file as [`read`] does, the way its settings say that it was written.
///
/// # Example
///
/// ```
/// use highwater_facts::{Quantity, Unit};
/// use highwater_ingest::{Cells, Column, Kind, Row, Schema, Settings, TextFile, read_with};
///
/// struct Rate(Quantity);
///
/// impl Row for Rate {
///     const SCHEMA: Schema<'static> = Schema {
///         columns: &[Column::new("usd", Kind::Quantity(Unit::Of("dollars per euro")))],
///         key: &["date"],
///         ascending: true,
///     };
///
///     fn read(cells: &mut Cells<'_>) -> Option<Self> {
///         Some(Rate(cells.quantity("usd")?))
///     }
/// }
///
/// let file = TextFile::new("rates.csv", b"date;usd\n20240102;1,0956\n20240103;1,0919\n");
/// let settings = Settings::from_toml("delimiter = ';'\ndecimal = ','")?;
/// let (rows, faults) = read_with::<Rate>(&file, &settings);
/// assert_eq!(rows[1].0.low(), 1.0919);
/// assert!(faults.is_empty());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn read_with<R: Row>(file: &TextFile, settings: &Settings) -> (Vec<Placed<R>>, Vec<Fault>) {
    let mut rows = Vec::new();
    let table = Table::open(file, &R::SCHEMA, settings);
    let report = match table {
        Ok(table) => table.each(|cells, line| {
            let row = R::read(cells);
            rows.extend(row.filter(|_| cells.is_sound).map(|row| Placed {
                file: file.name.clone(),
                line,
                row,
            }));
        }),
        Err(faults) => Report {
            faults,
            ..Report::default()
        },
    };
    (rows, report.faults.kept)
}

/// The rows of a table as texts, each with the line it starts on, and the header first, with 0: for
/// showing a file that was read already. What is at fault is left out.
#[must_use]
pub fn raw_rows(file: &TextFile, settings: &Settings) -> Vec<(u64, Vec<String>)> {
    let nothing = Schema {
        columns: &[],
        key: &[],
        ascending: false,
    };
    let Ok(table) = Table::open(file, &nothing, settings) else {
        return Vec::new();
    };
    let mut rows = vec![(0, table.header.names.clone())];
    table.each_record(|_, cells, line, judgement| {
        if matches!(judgement, Judgement::Row) {
            let texts = (0..table.header.cells).map(|at| table.text(cells, at));
            rows.push((line, texts.collect()));
        }
    });
    rows
}

/// The place of the cell of a column in the record that starts on a line.
pub(crate) fn cell_place(file: &TextFile, line: u64, column: &str) -> Option<Place> {
    let settings = Settings::default();
    let columns = [Column::new(column, Kind::Text)];
    let schema = Schema {
        columns: &columns,
        key: &[],
        ascending: false,
    };
    let table = Table::open(file, &schema, &settings).ok()?;
    let mut found = None;
    table.each_record(|_, cells, start, _| {
        if found.is_none() && start == line {
            let cell = table.columns.first().and_then(|at| cells.get(*at));
            found = cell.map(|cell| table.chunk.place(cell.range()));
        }
    });
    found
}
