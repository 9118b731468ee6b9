//! A number that a table may leave out.

use crate::quantity::Quantity;
use crate::value::Value;

/// A number that may be missing, with the reason.
#[derive(Clone, Debug, PartialEq)]
pub enum Amount {
    /// The number.
    Known(Quantity),
    /// Why there is none.
    Missing(String),
}

impl Amount {
    /// Returns the number; `None` if it is missing.
    #[must_use]
    pub fn known(&self) -> Option<Quantity> {
        match self {
            Amount::Known(quantity) => Some(*quantity),
            Amount::Missing(_) => None,
        }
    }
}

impl From<Amount> for Value {
    fn from(amount: Amount) -> Self {
        match amount {
            Amount::Known(quantity) => Value::Quantity(quantity),
            Amount::Missing(reason) => Value::Missing(reason),
        }
    }
}
