//! A table to show.

mod keyed;

use crate::format::Format;
use crate::number_text::clean;
use crate::quantity::Quantity;
use crate::source::CellRef;
use crate::traced::Traced;
use crate::unit::Unit;
use crate::value::Value;

pub use keyed::KeyedTable;

/// A table to show: what a study made for `table:ID`, and the data behind a figure.
///
/// The heading, the note and the method may hold value links, as a story does; the report fills them in.
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
    /// How its numbers were computed; folded below it, empty where the note says all. The data of a
    /// figure leave it to the figure.
    pub method: String,
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
    /// The unit of the number in it, where it has one.
    pub unit: Option<Unit>,
    /// The cell of the source behind it, where it is one.
    pub from: Option<CellRef>,
}

impl Column {
    /// Returns a column of texts.
    #[must_use]
    pub fn text(name: &str) -> Self {
        Column {
            name: name.to_owned(),
            numeric: false,
        }
    }

    /// Its name in a download: with the unit behind it where all its numbers have one and the name
    /// does not say it, `Cost [US dollars]`.
    #[must_use]
    pub fn name_with_unit<'a>(&self, cells: impl IntoIterator<Item = &'a TableCell>) -> String {
        let mut units = cells.into_iter().filter_map(|cell| cell.unit);
        let Some(unit) = units
            .next()
            .filter(|unit| units.all(|other| other == *unit))
        else {
            return self.name.clone();
        };
        let words = unit.to_string();
        let lower = self.name.to_lowercase();
        let says = |word: &str| lower.contains(word);
        if unit == Unit::Number || words.split(' ').any(says) {
            self.name.clone()
        } else {
            format!("{} [{words}]", self.name)
        }
    }

    /// Returns a column of numbers.
    #[must_use]
    pub fn number(name: &str) -> Self {
        Column {
            name: name.to_owned(),
            numeric: true,
        }
    }
}

impl TableCell {
    /// Makes the cell of a value, with the cell of the source if the value is one as it stands: a
    /// number as the format writes it, with `~` before what its source calls approximate; what is
    /// missing empty, with its reason for a machine.
    #[must_use]
    pub fn of(value: impl Into<Traced<Value>>, format: Format) -> Self {
        let traced: Traced<Value> = value.into();
        let cell = match traced.value() {
            Value::Missing(reason) => TableCell::missing("", reason),
            Value::Month(month) => TableCell::text(month.to_string()),
            Value::Text(text) => TableCell::text(text),
            Value::Quantity(quantity) => {
                let text = format
                    .text(traced.value())
                    .unwrap_or_else(|_| "n/a".to_owned());
                let mark = if quantity.is_approximate() { "~" } else { "" };
                TableCell::quantity(quantity, format!("{mark}{text}"))
            }
            other => TableCell::text(format.text(other).unwrap_or_else(|_| "n/a".to_owned())),
        };
        TableCell {
            from: traced.origin().single_cell().cloned(),
            ..cell
        }
    }

    /// A text that is the same for reader and machine.
    #[must_use]
    pub fn text(text: impl Into<String>) -> Self {
        let text = text.into();
        TableCell {
            raw: text.clone(),
            text,
            unit: None,
            from: None,
        }
    }

    /// Returns a number, written as `text` for the reader.
    #[must_use]
    pub fn number(x: f64, text: impl Into<String>) -> Self {
        TableCell {
            text: text.into(),
            raw: clean(x),
            unit: None,
            from: None,
        }
    }

    /// Returns a quantity, written as `text` for the reader; for a machine a range is `5..10`, a lower
    /// bound `>=120`, and what its source calls approximate `~280000`.
    #[must_use]
    pub fn quantity(quantity: &Quantity, text: impl Into<String>) -> Self {
        let raw = match quantity.value() {
            Some(x) if quantity.is_approximate() => format!("~{}", clean(x)),
            Some(x) => clean(x),
            None if quantity.is_lower_bound() => format!(">={}", clean(quantity.low())),
            None => format!("{}..{}", clean(quantity.low()), clean(quantity.high())),
        };
        TableCell {
            text: text.into(),
            raw,
            unit: Some(quantity.unit()),
            from: None,
        }
    }

    /// Returns what is missing, written as `text` for the reader and with its reason for a machine:
    /// `N/A (too large)`.
    #[must_use]
    pub fn missing(text: impl Into<String>, reason: &str) -> Self {
        TableCell {
            text: text.into(),
            raw: format!("N/A ({reason})"),
            unit: None,
            from: None,
        }
    }

    /// Returns the same cell, with the unit of its number.
    #[must_use]
    pub fn in_unit(self, unit: Unit) -> Self {
        TableCell {
            unit: Some(unit),
            ..self
        }
    }

    /// Returns the same cell, with the cell of the source behind it.
    #[must_use]
    pub fn from_cell(self, cell: CellRef) -> Self {
        TableCell {
            from: Some(cell),
            ..self
        }
    }
}
