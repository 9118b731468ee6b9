//! Arithmetic on single values.

use super::origin::{Operation, Origin};
use super::{Keyed, Traced};
use crate::month::Month;
use crate::quantity::{ArithmeticError, Quantity};
use crate::unit::Unit;

impl Traced<Quantity> {
    /// Returns the sum.
    ///
    /// # Errors
    ///
    /// [`ArithmeticError`] if the units cannot be added.
    pub fn plus(&self, other: &Traced) -> Result<Self, ArithmeticError> {
        self.join(Operation::Plus, other)
    }

    /// Returns the difference. Percentages differ by points.
    ///
    /// # Errors
    ///
    /// [`ArithmeticError`] if the units cannot be subtracted.
    pub fn minus(&self, other: &Traced) -> Result<Self, ArithmeticError> {
        self.join(Operation::Minus, other)
    }

    /// Returns the product.
    ///
    /// # Errors
    ///
    /// [`ArithmeticError`] if no unit names it.
    pub fn times(&self, other: &Traced) -> Result<Self, ArithmeticError> {
        self.join(Operation::Times, other)
    }

    /// Returns the quotient. Like units give a ratio.
    ///
    /// # Errors
    ///
    /// [`ArithmeticError`] if no unit names it, or the divisor may be zero.
    pub fn over(&self, other: &Traced) -> Result<Self, ArithmeticError> {
        self.join(Operation::Over, other)
    }

    /// Returns the relative change since `earlier`, as a fraction.
    ///
    /// # Errors
    ///
    /// [`ArithmeticError`] if the units differ, or `earlier` may be zero or less.
    pub fn growth_since(&self, earlier: &Traced) -> Result<Self, ArithmeticError> {
        self.join(Operation::Growth, earlier)
    }

    /// Returns the same number called by another unit: a ratio that is a share, and the like.
    #[must_use]
    pub fn in_unit(&self, unit: Unit) -> Self {
        self.map(|quantity| quantity.in_unit(unit))
    }

    pub(super) fn join(
        &self,
        operation: Operation,
        other: &Traced,
    ) -> Result<Self, ArithmeticError> {
        let value = operation.of(&self.value, &other.value)?;
        let origin = Origin::operation(operation, [&self.origin, &other.origin]);
        Ok(Traced::new(value, origin))
    }
}

impl Operation {
    pub(super) fn of(&self, a: &Quantity, b: &Quantity) -> Result<Quantity, ArithmeticError> {
        match self {
            Operation::Plus => a.plus(b),
            Operation::Minus => a.minus(b),
            Operation::Times => a.product(b),
            Operation::Over => a.over(b),
            Operation::Growth => a.growth_since(b),
            Operation::Function(_) | Operation::Count => Ok(*a),
        }
    }
}

impl Traced<Month> {
    /// Returns the months from `earlier` to this one.
    #[must_use]
    pub fn months_since(&self, earlier: &Traced<Month>) -> Traced {
        let months = f64::from(self.value.months_since(earlier.value));
        Traced::new(
            Quantity::exact(months, Unit::Months),
            Origin::operation(Operation::Minus, [&self.origin, &earlier.origin]),
        )
    }

    /// Returns the month that lies so many months later, a part of a month counted as a whole one.
    #[must_use]
    pub fn plus(&self, months: &Traced) -> Traced<Month> {
        let month = self.value.plus(months.low().ceil() as i32);
        let origin = Origin::operation(Operation::Plus, [&self.origin, &months.origin]);
        Traced::new(month, origin)
    }
}

impl<T> Keyed<T> {
    /// Returns the value with its row for a name: `gap[July 2023]`.
    #[must_use]
    pub fn called(&self, name: &str) -> Traced<T>
    where
        T: Clone,
    {
        let name = format!("{name}[{}]", self.key.name());
        self.value.clone().named(name)
    }
}
