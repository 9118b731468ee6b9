//! What a table must look like.

use highwater_facts::Unit;

use crate::bounds::Bounds;

/// What a table must look like.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Schema<'a> {
    /// The columns, in any order in the file.
    pub columns: &'a [Column<'a>],
    /// The columns that together tell rows apart; none if any two rows may be alike.
    pub key: &'a [&'a str],
    /// Whether the keys must ascend, as months do.
    pub ascending: bool,
}

/// A column of a table.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Column<'a> {
    /// The name in the header.
    pub name: &'a str,
    /// What its cells hold.
    pub kind: Kind<'a>,
    /// Whether a cell may be `N/A (reason)`.
    pub may_be_missing: bool,
    /// Whether its numbers may lack the mark of their unit, because the table says the unit once for
    /// the whole column.
    pub bare: bool,
    /// What its numbers may be, where that is not what [`Bounds::of`] says of their unit.
    pub bounds: Option<Bounds>,
}

/// What the cells of a column hold.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Kind<'a> {
    /// Any text that is not empty.
    Text,
    /// A month, `2023-07`.
    Month,
    /// A day, `2023-07-18`, or as the settings of the table say that days are written.
    Date,
    /// A year, `2023`.
    Year,
    /// One of these texts.
    OneOf(&'a [&'a str]),
    /// A number of a unit, as [`quantity_text`](crate::quantity_text) reads it.
    Quantity(Unit),
}

impl<'a> Column<'a> {
    /// A column whose cells must all have a value.
    #[must_use]
    pub const fn new(name: &'a str, kind: Kind<'a>) -> Self {
        Column {
            name,
            kind,
            may_be_missing: false,
            bare: false,
            bounds: None,
        }
    }

    /// A column whose cells may be `N/A (reason)`.
    #[must_use]
    pub const fn or_missing(name: &'a str, kind: Kind<'a>) -> Self {
        Column {
            may_be_missing: true,
            ..Column::new(name, kind)
        }
    }

    /// The same column, whose numbers may lack the mark of their unit.
    #[must_use]
    pub const fn bare(self) -> Self {
        Column { bare: true, ..self }
    }

    /// Returns the same column, with bounds of its own for its numbers.
    #[must_use]
    pub const fn within(self, bounds: Bounds) -> Self {
        Column {
            bounds: Some(bounds),
            ..self
        }
    }
}

impl Schema<'_> {
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
