//! Typed rows whose columns become lists of values.

use std::ops::Deref;

use highwater_facts::{Key, TracedSeries};

use crate::date::Date;
use crate::read::Placed;
use crate::row::Row;

/// A row of a table that is known by its file and its key, as `#[derive(Row)]` makes it of a struct
/// with `#[row(table = "..", key = "..")]`.
pub trait TableRow: Row {
    /// The file, below the folder of the study.
    const TABLE: &'static str;

    /// The columns that together tell rows apart.
    const KEY: &'static [&'static str];

    /// Returns what tells the row apart.
    fn key(&self) -> Key;
}

/// A field of a row type: the name of its column, and how it is taken from a row.
///
/// `#[derive(Row)]` makes one for each field, under the field's name: `Downloads::month`.
#[derive(Debug)]
pub struct Field<R, T> {
    column: &'static str,
    get: fn(&R) -> &T,
}

impl<R, T> Clone for Field<R, T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<R, T> Copy for Field<R, T> {}

impl<R, T> Field<R, T> {
    /// Makes a field of a column.
    #[must_use]
    pub const fn new(column: &'static str, get: fn(&R) -> &T) -> Self {
        Field { column, get }
    }

    /// Returns the name of the column.
    #[must_use]
    pub const fn column(&self) -> &'static str {
        self.column
    }

    /// Returns the field of a row.
    #[must_use]
    pub fn of<'r>(&self, row: &'r R) -> &'r T {
        (self.get)(row)
    }
}

/// The rows of a table, whose columns are lists of values that know their cells.
///
/// # Example
///
/// ```
/// use highwater_facts::{Month, Quantity};
/// use highwater_ingest::{Row, Rows, TextFile, read};
///
/// /// A row of `downloads.csv`.
/// #[derive(Row)]
/// #[row(table = "downloads.csv", key = "month", ascending)]
/// struct Downloads {
///     month: Month,
///     #[row(unit = "downloads")]
///     downloads: Quantity,
/// }
///
/// let file = TextFile::new("downloads.csv", b"month,downloads\n2022-01,28M\n2023-07,620M\n");
/// let (rows, faults) = read::<Downloads>(&file);
/// assert!(faults.is_empty());
///
/// let downloads = Rows::new(rows).column(Downloads::downloads);
/// let factor = downloads.last()?.over(&downloads.first()?)?;
/// assert_eq!(factor.how(), "downloads[July 2023] ÷ downloads[January 2022]");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct Rows<R> {
    rows: Vec<Placed<R>>,
}

impl<R: TableRow> Rows<R> {
    /// Makes the rows of a table of those that were read.
    #[must_use]
    pub fn new(rows: Vec<Placed<R>>) -> Self {
        Rows { rows }
    }

    /// Returns a column as a list of values by row.
    #[must_use]
    pub fn column<T: Clone>(&self, field: Field<R, T>) -> TracedSeries<T> {
        let column = field.column();
        let rows = self.rows.iter();
        let rows = rows.map(|row| (row.key(), row.cell(column), field.of(row).clone()));
        match R::KEY {
            [key] if *key == column => TracedSeries::key_column(column, rows),
            _ => TracedSeries::column(column, rows),
        }
    }

    /// Returns the keys of the rows, in order.
    #[must_use]
    pub fn keys(&self) -> Vec<Key> {
        self.rows.iter().map(|row| row.key()).collect()
    }

    /// Returns the row of a key; `None` if there is none.
    #[must_use]
    pub fn get(&self, key: &Key) -> Option<&Placed<R>> {
        self.rows.iter().find(|row| row.key() == *key)
    }

    /// Keeps the rows that satisfy a condition.
    #[must_use]
    pub fn filter(mut self, keep: impl Fn(&R) -> bool) -> Self {
        self.rows.retain(|row| keep(&row.row));
        self
    }
}

impl<R> Deref for Rows<R> {
    type Target = [Placed<R>];

    fn deref(&self) -> &[Placed<R>] {
        &self.rows
    }
}

/// A field that a key is made of.
pub trait KeyField {
    /// Returns the field as a key.
    fn to_key(&self) -> Key;
}

impl KeyField for highwater_facts::Month {
    fn to_key(&self) -> Key {
        Key::from(*self)
    }
}

impl KeyField for String {
    fn to_key(&self) -> Key {
        Key::from(self.as_str())
    }
}

impl KeyField for Date {
    fn to_key(&self) -> Key {
        Key::from(self.to_string().as_str())
    }
}

impl KeyField for i32 {
    fn to_key(&self) -> Key {
        Key::from(self.to_string().as_str())
    }
}

/// Joins the parts of a key that has several.
#[doc(hidden)]
#[must_use]
pub fn joined(parts: &[Key]) -> Key {
    match parts {
        [one] => one.clone(),
        parts => {
            let names: Vec<String> = parts.iter().map(ToString::to_string).collect();
            Key::from(names.join(", ").as_str())
        }
    }
}
