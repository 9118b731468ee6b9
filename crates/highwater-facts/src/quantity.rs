//! A number as real tables hold it: exact, approximate, a range or a lower bound.

mod arithmetic;

use std::fmt;

use crate::unit::Unit;

pub use arithmetic::ArithmeticError;

/// A number as real tables hold it: between `low` and `high`, with a unit, and whether its source
/// calls it approximate.
///
/// A plain number has `low == high`. `10-15` is a range; `120+` is a lower bound, its `high` is
/// infinite; `~25,000` is approximate: the source gives no bounds, so the flag is carried along and
/// no bounds are made up.
///
/// # Arithmetic
///
/// [`plus`](Self::plus), [`minus`](Self::minus), [`over`](Self::over) and [`times`](Self::times)
/// give the widest result that the operands allow (interval arithmetic), so a factor between two
/// ranges is a range. Units follow [`Unit::plus`], [`Unit::minus`] and [`Unit::per`]: what these do
/// not name is an [`ArithmeticError`], so dollars over models are never dollars.
///
/// # Example
///
/// ```
/// use highwater_facts::{Quantity, Unit};
///
/// // From $5-10M in January 2022 to $200-500K in July 2023 (the post's sixth table).
/// let before = Quantity::range(5e6, 10e6, Unit::Usd)?;
/// let after = Quantity::range(200e3, 500e3, Unit::Usd)?;
/// let factor = before.over(&after)?;
/// assert_eq!((factor.low(), factor.high(), factor.unit()), (10.0, 50.0, Unit::Ratio));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Quantity {
    low: f64,
    high: f64,
    unit: Unit,
    approximate: bool,
}

impl Quantity {
    /// Returns a plain number.
    #[must_use]
    pub fn exact(value: f64, unit: Unit) -> Self {
        Quantity {
            low: value,
            high: value,
            unit,
            approximate: false,
        }
    }

    /// Returns a number that its source calls approximate.
    #[must_use]
    pub fn approximate(value: f64, unit: Unit) -> Self {
        Quantity {
            approximate: true,
            ..Quantity::exact(value, unit)
        }
    }

    /// Anything from `low` up.
    #[must_use]
    pub fn at_least(low: f64, unit: Unit) -> Self {
        Quantity {
            high: f64::INFINITY,
            ..Quantity::exact(low, unit)
        }
    }

    /// Anything from `low` to `high`, both included.
    ///
    /// # Errors
    ///
    /// [`QuantityError`] where `low > high`, or where one of them is not a number.
    pub fn range(low: f64, high: f64, unit: Unit) -> Result<Self, QuantityError> {
        if low <= high {
            Ok(Quantity {
                low,
                high,
                unit,
                approximate: false,
            })
        } else {
            Err(QuantityError { low, high })
        }
    }

    /// Returns the lower bound; equal to [`high`](Self::high) for a plain number.
    #[must_use]
    pub fn low(&self) -> f64 {
        self.low
    }

    /// Returns the upper bound; infinite for a lower bound such as `120+`.
    #[must_use]
    pub fn high(&self) -> f64 {
        self.high
    }

    /// Returns what the number counts or measures.
    #[must_use]
    pub fn unit(&self) -> Unit {
        self.unit
    }

    /// Returns whether the source calls the number approximate, or it was computed from one that is.
    #[must_use]
    pub fn is_approximate(&self) -> bool {
        self.approximate
    }

    /// Returns whether only a lower bound is known.
    #[must_use]
    pub fn is_lower_bound(&self) -> bool {
        self.high == f64::INFINITY && self.low.is_finite()
    }

    /// The number itself where there is one: `None` for a range or a bound.
    #[must_use]
    pub fn value(&self) -> Option<f64> {
        (self.low == self.high || self.low.is_nan()).then_some(self.low)
    }

    /// The number to draw a point at: the value, the middle of a range, the bound of a lower bound.
    #[must_use]
    pub fn middle(&self) -> f64 {
        if self.is_lower_bound() {
            self.low
        } else {
            f64::midpoint(self.low, self.high)
        }
    }

    /// Returns the same number called by another unit, for a ratio that is a share and the like. No
    /// number is converted and nothing is checked: the caller says what the number is.
    #[must_use]
    pub fn in_unit(self, unit: Unit) -> Self {
        Quantity { unit, ..self }
    }

    /// The product with a plain factor, which keeps the unit.
    #[must_use]
    pub fn times(&self, factor: f64) -> Self {
        let (a, b) = (self.low * factor, self.high * factor);
        Quantity {
            low: a.min(b),
            high: a.max(b),
            ..*self
        }
    }

    /// Returns a monotone function applied to both bounds: a logarithm, a power, a rate.
    #[must_use]
    pub fn map(&self, unit: Unit, f: impl Fn(f64) -> f64) -> Self {
        let (a, b) = (f(self.low), f(self.high));
        Quantity {
            low: a.min(b),
            high: a.max(b),
            unit,
            approximate: self.approximate,
        }
    }
}

/// A range whose lower bound is above its upper bound, or which has a bound that is not a number.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct QuantityError {
    /// The bound given as the lower one.
    pub low: f64,
    /// The bound given as the upper one.
    pub high: f64,
}

impl fmt::Display for QuantityError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "the range runs from `{}` down to `{}`",
            self.low, self.high
        )
    }
}

impl std::error::Error for QuantityError {}

/// A plain number without a unit; on a chart it has the unit of its axis.
impl From<f64> for Quantity {
    fn from(value: f64) -> Self {
        Quantity::exact(value, Unit::Number)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_upside_down_or_of_nan_is_refused() {
        assert!(Quantity::range(15.0, 10.0, Unit::Usd).is_err());
        assert!(Quantity::range(f64::NAN, 10.0, Unit::Usd).is_err());
    }
}
