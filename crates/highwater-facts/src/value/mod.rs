//! What a fact may be.

mod series;

use crate::month::Month;
use crate::quantity::Quantity;
use crate::unit::Unit;

pub use series::{Item, Series};

/// What a fact may be.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// A number, a range or a bound.
    Quantity(Quantity),
    /// A number computed from a sample, with its confidence interval.
    Estimate {
        /// The point estimate.
        value: f64,
        /// The lower end of the interval.
        low: f64,
        /// The upper end of the interval.
        high: f64,
        /// The confidence level, 0.95 for 95 %.
        level: f64,
        /// The unit of all three.
        unit: Unit,
    },
    /// A column of a table, or another list of values of one kind.
    Series(Series),
    /// A month.
    Month(Month),
    /// A name or another text.
    Text(String),
    /// Nothing, and why.
    Missing(String),
}

impl Value {
    /// The unit, where the value has one.
    #[must_use]
    pub fn unit(&self) -> Option<Unit> {
        match self {
            Value::Quantity(q) => Some(q.unit()),
            Value::Estimate { unit, .. } => Some(*unit),
            Value::Series(series) => series.unit(),
            Value::Month(_) | Value::Text(_) | Value::Missing(_) => None,
        }
    }

    /// The one number that stands for the value: the point estimate, or the number of a quantity
    /// that is neither a range nor a bound.
    #[must_use]
    pub fn number(&self) -> Option<f64> {
        match self {
            Value::Quantity(q) => q.value(),
            Value::Estimate { value, .. } => Some(*value),
            _ => None,
        }
    }

    /// The lower and upper end between which the value lies, where it is a number.
    #[must_use]
    pub fn bounds(&self) -> Option<(f64, f64)> {
        match self {
            Value::Quantity(q) => Some((q.low(), q.high())),
            Value::Estimate { low, high, .. } => Some((*low, *high)),
            _ => None,
        }
    }

    /// Returns the part of the value that segments behind its path name; `None` if it has no such part.
    ///
    /// A number has `low` and `high`, the ends between which it lies. A [`Series`] has them too, item by
    /// item, and
    ///
    /// - `first`, `last`, `max`, `min`: one item, or the largest or smallest of all; of ranges, the range
    ///   in which that lies
    /// - `from.KEY`, `until.KEY`: the items from that row on, or up to it, the row included
    /// - `known`: the items that are not missing
    ///
    /// # Example
    ///
    /// ```
    /// use highwater_facts::{Series, Unit, Value};
    ///
    /// let growth = Value::Series(Series::of_numbers([0.46, 0.63, 0.95], Unit::Fraction));
    /// assert_eq!(growth.part(&["max"]).and_then(|most| most.number()), Some(0.95));
    /// assert_eq!(growth.part(&["median"]), None);
    /// ```
    #[must_use]
    pub fn part(&self, segments: &[&str]) -> Option<Value> {
        let Some(first) = segments.first() else {
            return Some(self.clone());
        };
        let (value, taken) = match self {
            Value::Series(series) => series.part(segments)?,
            // What is missing as a whole is missing in each part, for the same reason.
            Value::Missing(_) if Series::is_part(first) => return Some(self.clone()),
            _ => {
                let (low, high) = self.bounds()?;
                let end = match *first {
                    "low" => low,
                    "high" => high,
                    _ => return None,
                };
                (Quantity::exact(end, self.unit()?).into(), 1)
            }
        };
        value.part(&segments[taken..])
    }

    /// Returns whether the value is called approximate by its source.
    #[must_use]
    pub fn is_approximate(&self) -> bool {
        matches!(self, Value::Quantity(q) if q.is_approximate())
    }
}

impl From<Quantity> for Value {
    fn from(quantity: Quantity) -> Self {
        Value::Quantity(quantity)
    }
}

impl From<Month> for Value {
    fn from(month: Month) -> Self {
        Value::Month(month)
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Value::Text(text)
    }
}

impl From<Series> for Value {
    fn from(series: Series) -> Self {
        Value::Series(series)
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Value::Text(text.to_owned())
    }
}
