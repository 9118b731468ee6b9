//! What a query answers: values, each with the rows it was computed from.

use std::sync::Arc;

use highwater_facts::{NamedRow, Quantity, Unit};

use crate::sets::RowIds;

/// What a query answers.
#[derive(Clone, Debug)]
pub struct Answer {
    /// The columns.
    pub columns: Vec<AnswerColumn>,
    /// The lines, in the order of the query.
    pub rows: Vec<AnswerRow>,
    /// All rows of the tables that were read, by their numbers.
    pub(crate) named: Arc<[NamedRow]>,
}

/// A column of an answer.
#[derive(Clone, Debug, PartialEq)]
pub struct AnswerColumn {
    /// Its name.
    pub name: String,
    /// What its numbers count, if the query says so or it follows from the columns that it is made of.
    pub unit: Option<Unit>,
}

/// A line of an answer.
#[derive(Clone, Debug, PartialEq)]
pub struct AnswerRow {
    /// A cell for each column.
    pub cells: Vec<Cell>,
    /// The rows that the line as a whole rests on: on these alone the query gives it again.
    pub rows: RowIds,
}

/// A cell of an answer.
#[derive(Clone, Debug, PartialEq)]
pub struct Cell {
    /// Its value.
    pub value: Datum,
    /// The rows that it was computed from.
    pub rows: RowIds,
}

/// A value of SQL.
#[derive(Clone, Debug, PartialEq)]
pub enum Datum {
    /// Nothing is known.
    Null,
    /// A whole number.
    Integer(i64),
    /// A number.
    Real(f64),
    /// A text.
    Text(String),
}

impl Datum {
    /// Returns the value as a number, if it is one.
    #[must_use]
    pub fn number(&self) -> Option<f64> {
        match self {
            Datum::Integer(n) => Some(*n as f64),
            Datum::Real(x) => Some(*x),
            Datum::Null | Datum::Text(_) => None,
        }
    }

    /// Returns the value as a text, as a key of a line is written: empty if nothing is known.
    #[must_use]
    pub fn text(&self) -> String {
        match self {
            Datum::Null => String::new(),
            Datum::Integer(n) => n.to_string(),
            Datum::Real(x) => x.to_string(),
            Datum::Text(text) => text.clone(),
        }
    }

    /// Returns whether two values are the same but for the last digits, which another order of a sum
    /// may change.
    pub(crate) fn is_like(&self, other: &Datum) -> bool {
        match (self.number(), other.number()) {
            (Some(a), Some(b)) => a == b || (a - b).abs() <= 1e-9 * a.abs().max(b.abs()),
            _ => self == other,
        }
    }
}

impl Answer {
    /// Returns the rows of the tables by their numbers.
    pub fn named<'a>(&'a self, rows: &'a RowIds) -> impl Iterator<Item = &'a NamedRow> {
        let named = |row: &u32| self.named.get(*row as usize);
        rows.iter().filter_map(named)
    }

    /// Returns the place of a column by its name.
    #[must_use]
    pub fn column(&self, name: &str) -> Option<usize> {
        let is_it = |column: &AnswerColumn| column.name.eq_ignore_ascii_case(name);
        self.columns.iter().position(is_it)
    }

    /// Returns the quantity that a line has under a name: the number of the column `x`, or the range
    /// between those of `x_low` and `x_high`; approximate if the column `x_approx` says so. `None` if
    /// there are no such columns, or no number in them.
    #[must_use]
    pub fn quantity(&self, row: &AnswerRow, name: &str) -> Option<Quantity> {
        let number = |at: Option<usize>| row.cells.get(at?)?.value.number();
        let of = |end: &str| self.column(&format!("{name}_{end}"));
        if let Some(at) = self.column(name) {
            let unit = self.columns.get(at)?.unit.unwrap_or(Unit::Number);
            let x = number(Some(at)).filter(|x| x.is_finite())?;
            let is_approximate = number(of("approx")).is_some_and(|mark| mark != 0.0);
            return Some(match is_approximate {
                true => Quantity::approximate(x, unit),
                false => Quantity::exact(x, unit),
            });
        }
        let low = of("low")?;
        let unit = self.columns.get(low)?.unit.unwrap_or(Unit::Number);
        let (low, high) = (number(Some(low))?, number(of("high"))?);
        match high == f64::INFINITY && low.is_finite() {
            true => Some(Quantity::at_least(low, unit)),
            false => Quantity::range(low, high, unit).ok(),
        }
    }
}
