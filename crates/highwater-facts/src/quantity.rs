//! A number as real tables hold it: exact, approximate, a range or a lower bound.

use std::fmt;

use crate::unit::Unit;

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
/// ranges is a range.
///
/// # Example
///
/// ```
/// use highwater_facts::{Quantity, Unit};
///
/// // From $5-10M in January 2022 to $200-500K in July 2023 (the post's sixth table).
/// let before = Quantity::range(5e6, 10e6, Unit::Usd)?;
/// let after = Quantity::range(200e3, 500e3, Unit::Usd)?;
/// let factor = before.over(&after);
/// assert_eq!((factor.low(), factor.high(), factor.unit()), (10.0, 50.0, Unit::Ratio));
/// # Ok::<(), highwater_facts::QuantityError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Quantity {
    low: f64,
    high: f64,
    unit: Unit,
    approximate: bool,
}

impl Quantity {
    /// A plain number.
    #[must_use]
    pub fn exact(value: f64, unit: Unit) -> Self {
        Quantity {
            low: value,
            high: value,
            unit,
            approximate: false,
        }
    }

    /// A number that its source calls approximate.
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

    /// The lower bound; equal to [`high`](Self::high) for a plain number.
    #[must_use]
    pub fn low(&self) -> f64 {
        self.low
    }

    /// The upper bound; infinite for a lower bound such as `120+`.
    #[must_use]
    pub fn high(&self) -> f64 {
        self.high
    }

    /// What the number counts or measures.
    #[must_use]
    pub fn unit(&self) -> Unit {
        self.unit
    }

    /// Whether the source calls the number approximate, or it was computed from one that is.
    #[must_use]
    pub fn is_approximate(&self) -> bool {
        self.approximate
    }

    /// Whether only a lower bound is known.
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

    /// The same number called by another unit, for a count that becomes a share and the like.
    #[must_use]
    pub fn in_unit(self, unit: Unit) -> Self {
        Quantity { unit, ..self }
    }

    /// The sum; its unit is that of the first operand.
    #[must_use]
    pub fn plus(&self, other: &Quantity) -> Self {
        Quantity {
            low: self.low + other.low,
            high: self.high + other.high,
            unit: self.unit,
            approximate: self.approximate || other.approximate,
        }
    }

    /// The difference. Percentages differ by points; otherwise the unit is that of the first
    /// operand.
    #[must_use]
    pub fn minus(&self, other: &Quantity) -> Self {
        Quantity {
            low: self.low - other.high,
            high: self.high - other.low,
            unit: self.unit.minus(other.unit).unwrap_or(self.unit),
            approximate: self.approximate || other.approximate,
        }
    }

    /// The quotient of two quantities that are not negative. Like units give a ratio; units that
    /// have no quotient here keep that of the first operand.
    ///
    /// A divisor that may be zero gives an infinite upper bound; `0 / 0` is not a number.
    #[must_use]
    pub fn over(&self, other: &Quantity) -> Self {
        Quantity {
            low: if other.high.is_infinite() {
                0.0
            } else {
                self.low / other.high
            },
            high: self.high / other.low,
            unit: self.unit.per(other.unit).unwrap_or(self.unit),
            approximate: self.approximate || other.approximate,
        }
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

    /// The relative change from `earlier` to this: 0.63 where 380 became 620. A fraction.
    #[must_use]
    pub fn growth_since(&self, earlier: &Quantity) -> Self {
        let factor = self.over(earlier);
        Quantity {
            low: factor.low - 1.0,
            high: factor.high - 1.0,
            unit: Unit::Fraction,
            ..factor
        }
    }

    /// A monotone function applied to both bounds: a logarithm, a power, a rate.
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_factor_between_ranges_is_a_range() {
        let a = Quantity::range(2.0, 3.0, Unit::Of("models")).unwrap();
        let b = Quantity::at_least(30.0, Unit::Of("models"));
        let factor = b.over(&a);
        assert_eq!(factor.low(), 10.0);
        assert!(factor.is_lower_bound());
        let inverse = a.over(&b);
        assert_eq!((inverse.low(), inverse.high()), (0.0, 0.1));
    }

    #[test]
    fn approximation_is_carried_along() {
        let a = Quantity::approximate(25_000.0, Unit::Of("models"));
        let b = Quantity::exact(50_000.0, Unit::Of("models"));
        assert!(b.over(&a).is_approximate());
        assert!(b.minus(&a).is_approximate());
        assert!(b.growth_since(&a).is_approximate());
        assert!(!b.over(&b).is_approximate());
    }

    #[test]
    fn percentages_differ_by_points() {
        let open = Quantity::exact(26.1, Unit::Percent);
        let closed = Quantity::exact(43.9, Unit::Percent);
        let gap = closed.minus(&open);
        assert_eq!(gap.unit(), Unit::Points);
        assert!((gap.low() - 17.8).abs() < 1e-12);
    }

    #[test]
    fn a_range_upside_down_or_of_nan_is_refused() {
        assert!(Quantity::range(15.0, 10.0, Unit::Usd).is_err());
        assert!(Quantity::range(f64::NAN, 10.0, Unit::Usd).is_err());
    }
}
