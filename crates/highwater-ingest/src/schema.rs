//! What a table must look like.

use highwater_facts::Unit;

use crate::bounds::Bounds;
use crate::cells::Cells;

/// What a table must look like.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Schema {
    /// The columns, in any order in the file.
    pub columns: &'static [Column],
    /// The column that tells rows apart.
    pub key: &'static str,
    /// Whether the keys must ascend, as months do.
    pub ascending: bool,
}

/// A column of a table.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Column {
    /// The name in the header.
    pub name: &'static str,
    /// What its cells hold.
    pub kind: Kind,
    /// Whether a cell may be `N/A (reason)`.
    pub may_be_missing: bool,
    /// What its numbers may be, where that is not what [`Bounds::of`] says of their unit.
    pub bounds: Option<Bounds>,
}

/// What the cells of a column hold.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Kind {
    /// Any text that is not empty.
    Text,
    /// A month, `2023-07`.
    Month,
    /// A day, `2023-07-18`.
    Date,
    /// One of these texts.
    OneOf(&'static [&'static str]),
    /// A number of a unit, as [`quantity_text`](crate::quantity_text) reads it.
    Quantity(Unit),
}

impl Column {
    /// A column whose cells must all have a value.
    #[must_use]
    pub const fn new(name: &'static str, kind: Kind) -> Self {
        Column {
            name,
            kind,
            may_be_missing: false,
            bounds: None,
        }
    }

    /// A column whose cells may be `N/A (reason)`.
    #[must_use]
    pub const fn or_missing(name: &'static str, kind: Kind) -> Self {
        Column {
            may_be_missing: true,
            ..Column::new(name, kind)
        }
    }

    /// The same column, with bounds of its own for its numbers.
    #[must_use]
    pub const fn within(self, bounds: Bounds) -> Self {
        Column {
            bounds: Some(bounds),
            ..self
        }
    }
}

/// A row of a table as a type of its own.
pub trait Row: Sized {
    /// What the table must look like.
    const SCHEMA: Schema;

    /// The row, or `None` where a cell is at fault; the fault is in the cells then.
    ///
    /// A column is asked for by its name in the schema.
    fn read(cells: &mut Cells<'_>) -> Option<Self>;
}

impl Schema {
    /// The header that such a table has.
    #[must_use]
    pub fn header(&self) -> String {
        self.columns
            .iter()
            .map(|column| column.name)
            .collect::<Vec<_>>()
            .join(",")
    }
}
