//! Values that carry where they come from.

mod arithmetic;
mod compute;
mod origin;
mod series;

use std::ops::Deref;
use std::sync::Arc;

use crate::amount::Amount;
use crate::key::Key;
use crate::month::Month;
use crate::number_text::clean;
use crate::quantity::Quantity;
use crate::row_set::RowSet;
use crate::source::CellRef;
use crate::value::{Series, Value};

pub use compute::Operand;
pub use origin::Origin;
pub use series::{Keyed, TracedSeries};

/// A value, and where it comes from: the cells behind it, and the formula that made it.
///
/// What is computed from traced values is traced, so that neither cells nor formula are written by
/// hand, and neither can differ from what was computed.
///
/// # Example
///
/// ```
/// use highwater_facts::{CellRef, Fact, Month, Origin, Quantity, Traced, Unit};
///
/// // 28M downloads in January 2022, 620M in July 2023 (the post's first table).
/// let cell = |line, month: &str, x| {
///     let cell = CellRef { file: "downloads.csv".into(), line, column: "downloads".into() };
///     let month: Month = month.parse()?;
///     let origin = Origin::cell(cell, month.into());
///     Ok::<_, highwater_facts::MonthError>(Traced::new(Quantity::exact(x, Unit::Of("downloads")), origin))
/// };
/// let (first, last) = (cell(2, "2022-01", 28e6)?, cell(8, "2023-07", 620e6)?);
/// let growth = last.over(&first)?;
/// assert_eq!(growth.how(), "downloads[July 2023] ÷ downloads[January 2022]");
///
/// let fact = Fact::new("wave.downloads.growth_factor", growth, "growth of monthly downloads");
/// assert_eq!(fact.cells.len(), 2);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Traced<T = Quantity> {
    value: T,
    origin: Origin,
}

impl<T> Traced<T> {
    /// Makes a value of that origin.
    #[must_use]
    pub fn new(value: T, origin: Origin) -> Self {
        Traced { value, origin }
    }

    /// Makes what a fit or a test computes from many rows: in words what it is, and the set of rows.
    #[must_use]
    pub fn from_rows(value: T, how: impl Into<String>, set: &Arc<RowSet>) -> Self {
        Traced::new(value, Origin::rows(set.clone(), how))
    }

    /// Returns the value.
    #[must_use]
    pub fn value(&self) -> &T {
        &self.value
    }

    /// Takes the value out.
    #[must_use]
    pub fn into_value(self) -> T {
        self.value
    }

    /// Returns where it comes from.
    #[must_use]
    pub fn origin(&self) -> &Origin {
        &self.origin
    }

    /// Returns the cells behind it, in order, each once.
    #[must_use]
    pub fn cells(&self) -> Vec<CellRef> {
        self.origin.cells()
    }

    /// Returns how it was computed, as a formula; empty for a cell or a constant as it stands.
    #[must_use]
    pub fn how(&self) -> String {
        self.origin.how()
    }

    /// Returns the same value, which a larger formula prints by a name: `last ÷ first month`.
    #[must_use]
    pub fn named(self, name: impl Into<String>) -> Self {
        Traced::new(self.value, self.origin.named(name))
    }

    /// Returns the value in another form, such as a number without its note. Nothing is computed, and
    /// the origin stays: see [`apply`](Self::apply) for what is.
    #[must_use]
    pub fn map<U>(&self, form: impl FnOnce(&T) -> U) -> Traced<U> {
        Traced::new(form(&self.value), self.origin.clone())
    }

    /// Computes with a function, which the formula prints by its name: `floor(months)`.
    #[must_use]
    pub fn apply<U>(&self, name: impl Into<String>, f: impl FnOnce(&T) -> U) -> Traced<U> {
        Traced::new(f(&self.value), Origin::function(name, [&self.origin]))
    }
}

impl Traced<Quantity> {
    /// Makes a number that no data give, printed as it is: `100`.
    #[must_use]
    pub fn constant(quantity: Quantity) -> Self {
        let text = quantity.value().map_or_else(
            || format!("{}–{}", clean(quantity.low()), clean(quantity.high())),
            clean,
        );
        Traced::new(quantity, Origin::constant(text))
    }
}

impl<T> Deref for Traced<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

impl From<Traced<Quantity>> for Quantity {
    fn from(traced: Traced<Quantity>) -> Self {
        traced.value
    }
}

impl From<&Traced<Quantity>> for Quantity {
    fn from(traced: &Traced<Quantity>) -> Self {
        traced.value
    }
}

/// Values as the ledger takes them: without an origin, or with it.
macro_rules! into_value {
    ($($of:ty),+) => {$(
        impl From<$of> for Traced<Value> {
            fn from(value: $of) -> Self {
                Traced::new(value.into(), Origin::constant(""))
            }
        }

        impl From<Traced<$of>> for Traced<Value> {
            fn from(traced: Traced<$of>) -> Self {
                Traced::new(traced.value.into(), traced.origin)
            }
        }

        impl From<&Traced<$of>> for Traced<Value> {
            fn from(traced: &Traced<$of>) -> Self {
                Traced::from(traced.clone())
            }
        }
    )+};
}

into_value!(Quantity, Amount, Month, String, &str, Key, Series);

impl From<Value> for Traced<Value> {
    fn from(value: Value) -> Self {
        Traced::new(value, Origin::constant(""))
    }
}

impl From<&Traced<Value>> for Traced<Value> {
    fn from(traced: &Traced<Value>) -> Self {
        traced.clone()
    }
}

#[cfg(test)]
mod tests;
