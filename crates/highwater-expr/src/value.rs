//! The values that a predicate is evaluated on.

use std::sync::Arc;

use highwater_facts::Month;

/// A value that a predicate is evaluated on.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// A number; a month as [`month_number`] gives it.
    Number(f64),
    /// A text.
    Text(Arc<str>),
    /// True or false.
    Truth(bool),
    /// The elements of a list, in their order.
    List(Arc<[Value]>),
}

impl Value {
    /// The number, if it is one.
    #[must_use]
    pub fn number(&self) -> Option<f64> {
        match self {
            Value::Number(x) => Some(*x),
            _ => None,
        }
    }

    /// Returns a series of numbers.
    #[must_use]
    pub fn series(numbers: impl IntoIterator<Item = f64>) -> Self {
        Value::List(numbers.into_iter().map(Value::Number).collect())
    }
}

/// Returns a month as a number: months since January of the year 0.
#[must_use]
pub fn month_number(month: Month) -> f64 {
    f64::from(month.year() * 12 + month.month() - 1)
}

/// Returns the month of a number that [`month_number`] gave; `None` for another number.
#[must_use]
pub fn month_of_number(x: f64) -> Option<Month> {
    let x = x as i32;
    Month::new(x.div_euclid(12), x.rem_euclid(12) + 1)
}
