//! A table to show, made column by column from lists of values.

use super::{Column, Table, TableCell};
use crate::format::Format;
use crate::key::Key;
use crate::traced::{Traced, TracedSeries};
use crate::value::Value;

/// A table to show, made column by column: each row has a key, and each column is a list of values
/// by key.
///
/// # Example
///
/// ```
/// use highwater_facts::{CellRef, Format, Key, KeyedTable, Quantity, Table, TracedSeries, Unit};
///
/// let rows = [(2, "May 2023", 40e6), (3, "June 2023", 60e6)];
/// let downloads = TracedSeries::column("downloads", rows.map(|(line, month, x)| {
///     let cell = CellRef { file: "downloads.csv".into(), line, column: "downloads".into() };
///     (Key::from(month), cell, Quantity::exact(x, Unit::Of("downloads")))
/// }));
/// let table: Table = KeyedTable::new("downloads", "Monthly downloads", "Month", downloads.keys())
///     .column("Downloads", &downloads, Format::SI)
///     .column("Growth", &downloads.growth()?, Format::PERCENT)
///     .into();
/// assert_eq!(table.rows[1][2].text, "50%");
/// assert_eq!(table.rows[0][2].raw, "N/A (no row before)");
/// # Ok::<(), highwater_facts::ArithmeticError>(())
/// ```
#[derive(Clone, Debug)]
pub struct KeyedTable {
    keys: Vec<Key>,
    table: Table,
}

impl KeyedTable {
    /// Starts a table: its id, its title, the heading of the keys, and the keys.
    #[must_use]
    pub fn new<'a>(
        id: &str,
        title: &str,
        heading: &str,
        keys: impl IntoIterator<Item = &'a Key>,
    ) -> Self {
        let keys: Vec<Key> = keys.into_iter().cloned().collect();
        let table = Table {
            id: id.to_owned(),
            title: title.to_owned(),
            columns: vec![Column::text(heading)],
            rows: keys
                .iter()
                .map(|key| vec![TableCell::text(key.to_string())])
                .collect(),
            ..Table::default()
        };
        KeyedTable { keys, table }
    }

    /// Adds a column of numbers. A row that the list does not have stays empty, with the reason in the
    /// download.
    #[must_use]
    pub fn column<T>(self, heading: &str, list: &TracedSeries<T>, format: Format) -> Self
    where
        T: Clone,
        Traced<T>: Into<Traced<Value>>,
    {
        self.cells(Column::number(heading), |key| match list.get(key) {
            Some(value) => TableCell::of(value.clone(), format),
            None => TableCell::missing("", list.absent()),
        })
    }

    /// Adds a column of texts.
    #[must_use]
    pub fn texts<T>(self, heading: &str, list: &TracedSeries<T>) -> Self
    where
        T: Clone,
        Traced<T>: Into<Traced<Value>>,
    {
        self.cells(Column::text(heading), |key| match list.get(key) {
            Some(value) => TableCell::of(value.clone(), Format::NUMBER),
            None => TableCell::missing("", list.absent()),
        })
    }

    /// Adds a column whose cells the caller makes.
    #[must_use]
    pub fn cells(mut self, column: Column, cell: impl Fn(&Key) -> TableCell) -> Self {
        self.table.columns.push(column);
        for (key, row) in self.keys.iter().zip(&mut self.table.rows) {
            row.push(cell(key));
        }
        self
    }

    /// Adds the rows of another table, which has as many columns: a row of averages.
    #[must_use]
    pub fn below(mut self, other: KeyedTable) -> Self {
        self.keys.extend(other.keys);
        self.table.rows.extend(other.table.rows);
        self
    }
}

impl From<KeyedTable> for Table {
    fn from(keyed: KeyedTable) -> Self {
        keyed.table
    }
}
