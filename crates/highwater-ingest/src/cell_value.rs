//! What cells of tables hold that settings alone describe.

use highwater_facts::{Month, Quantity};

use crate::date::Date;

/// What a cell of a table that settings describe holds.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// Nothing; the text that says so, empty for an empty cell.
    Missing(String),
    /// A text.
    Text(String),
    /// A number with its unit, and the note in brackets behind it.
    Number(Quantity, String),
    /// A day.
    Date(Date),
    /// A month.
    Month(Month),
    /// A year.
    Year(i32),
}
