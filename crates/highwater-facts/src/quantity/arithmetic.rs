//! Sums, differences, quotients and growth of quantities.

use std::fmt;

use super::Quantity;
use crate::unit::Unit;

impl Quantity {
    /// Returns the sum.
    ///
    /// # Errors
    ///
    /// [`ArithmeticError::Units`] if the units cannot be added.
    pub fn plus(&self, other: &Quantity) -> Result<Self, ArithmeticError> {
        let unit = self.unit.plus(other.unit);
        Ok(Quantity {
            low: self.low + other.low,
            high: self.high + other.high,
            unit: unit.ok_or(self.unlike(other, "added"))?,
            approximate: self.approximate || other.approximate,
        })
    }

    /// Returns the difference. Percentages differ by points.
    ///
    /// # Errors
    ///
    /// [`ArithmeticError::Units`] if the units cannot be subtracted.
    pub fn minus(&self, other: &Quantity) -> Result<Self, ArithmeticError> {
        let unit = self.unit.minus(other.unit);
        Ok(Quantity {
            low: self.low - other.high,
            high: self.high - other.low,
            unit: unit.ok_or(self.unlike(other, "subtracted"))?,
            approximate: self.approximate || other.approximate,
        })
    }

    /// Returns the product; [`times`](Self::times) multiplies by a plain number.
    ///
    /// # Errors
    ///
    /// [`ArithmeticError::Units`] if no unit names it.
    ///
    /// # Example
    ///
    /// ```
    /// use highwater_facts::{Quantity, Unit};
    ///
    /// let cost = Quantity::range(200e3, 500e3, Unit::Usd)?;
    /// let change = Quantity::range(-0.1, 0.2, Unit::Fraction)?;
    /// let more = cost.product(&change)?;
    /// assert_eq!((more.low(), more.high(), more.unit()), (-50e3, 100e3, Unit::Usd));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn product(&self, other: &Quantity) -> Result<Self, ArithmeticError> {
        let unit = self.unit.times(other.unit);
        // Nothing times no upper bound is nothing.
        let product = |a: f64, b: f64| if a == 0.0 || b == 0.0 { 0.0 } else { a * b };
        let ends = [
            product(self.low, other.low),
            product(self.low, other.high),
            product(self.high, other.low),
            product(self.high, other.high),
        ];
        Ok(Quantity {
            low: ends.into_iter().fold(f64::INFINITY, f64::min),
            high: ends.into_iter().fold(f64::NEG_INFINITY, f64::max),
            unit: unit.ok_or(self.unlike(other, "multiplied"))?,
            approximate: self.approximate || other.approximate,
        })
    }

    /// Returns the quotient. Like units give a ratio.
    ///
    /// A divisor that starts or ends at zero gives a bound: `6` over `0-2` is `3+`.
    ///
    /// # Errors
    ///
    /// [`ArithmeticError::Units`] if no unit names the quotient; [`ArithmeticError::NoQuotient`] if the
    /// divisor is zero or lies on both sides of it.
    ///
    /// # Example
    ///
    /// ```
    /// use highwater_facts::{Quantity, Unit};
    ///
    /// let loss = Quantity::range(-5.0, -3.0, Unit::Usd)?;
    /// let unit = Quantity::range(1.0, 2.0, Unit::Usd)?;
    /// let factor = loss.over(&unit)?;
    /// assert_eq!((factor.low(), factor.high()), (-5.0, -1.5));
    ///
    /// let error = loss.over(&Quantity::exact(2.0, Unit::Of("models"))).unwrap_err();
    /// assert_eq!(error.to_string(), "US dollars cannot be divided by models");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn over(&self, other: &Quantity) -> Result<Self, ArithmeticError> {
        let unit = self.unit.per(other.unit);
        let unit = unit.ok_or(self.unlike(other, "divided"))?;
        let no_quotient = ArithmeticError::NoQuotient {
            low: other.low,
            high: other.high,
            unit: other.unit,
        };
        let (from, to) =
            quotients((self.low, self.high), (other.low, other.high)).ok_or(no_quotient)?;
        Ok(Quantity {
            low: from,
            high: to,
            unit,
            approximate: self.approximate || other.approximate,
        })
    }

    /// Returns the relative change from `earlier` to this: 0.63 where 380 became 620. A fraction.
    ///
    /// # Errors
    ///
    /// [`ArithmeticError::Units`] if the units differ; [`ArithmeticError::NoGrowth`] if `earlier` may be
    /// below zero, and [`ArithmeticError::NoQuotient`] if it is zero.
    pub fn growth_since(&self, earlier: &Quantity) -> Result<Self, ArithmeticError> {
        if self.unit != earlier.unit {
            return Err(self.unlike(earlier, "compared by growth"));
        }
        if earlier.low < 0.0 {
            return Err(ArithmeticError::NoGrowth {
                low: earlier.low,
                unit: earlier.unit,
            });
        }
        let factor = self.over(earlier)?;
        Ok(Quantity {
            low: factor.low - 1.0,
            high: factor.high - 1.0,
            unit: Unit::Fraction,
            ..factor
        })
    }

    fn unlike(&self, other: &Quantity, verb: &'static str) -> ArithmeticError {
        ArithmeticError::Units {
            verb,
            left: self.unit,
            right: other.unit,
        }
    }
}

/// Returns the least and the greatest quotient of numbers from two ranges; `None` if the divisors are
/// zero or lie on both sides of it.
fn quotients(dividend: (f64, f64), divisor: (f64, f64)) -> Option<(f64, f64)> {
    if divisor.0 < 0.0 && divisor.1 > 0.0 || divisor == (0.0, 0.0) {
        return None;
    }
    let divisors_sign = if divisor.1 > 0.0 { 1.0 } else { -1.0 };
    let quotient = |a: f64, b: f64| {
        if b.is_infinite() || a == 0.0 {
            0.0
        } else if b == 0.0 {
            // What the quotient grows to as the divisor comes near to zero from its own side.
            a * divisors_sign * f64::INFINITY
        } else {
            a / b
        }
    };
    let ends = [
        quotient(dividend.0, divisor.0),
        quotient(dividend.0, divisor.1),
        quotient(dividend.1, divisor.0),
        quotient(dividend.1, divisor.1),
    ];
    let low = ends.into_iter().fold(f64::INFINITY, f64::min);
    let high = ends.into_iter().fold(f64::NEG_INFINITY, f64::max);
    (low <= high && low < f64::INFINITY && high > f64::NEG_INFINITY).then_some((low, high))
}

/// Two quantities that arithmetic cannot join.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub enum ArithmeticError {
    /// Their units do not fit.
    Units {
        /// What was tried, as in "added".
        verb: &'static str,
        /// The unit of the first.
        left: Unit,
        /// The unit of the second.
        right: Unit,
    },
    /// The divisor is zero, or lies on both sides of it.
    NoQuotient {
        /// The lower bound of the divisor.
        low: f64,
        /// Its upper bound.
        high: f64,
        /// Its unit.
        unit: Unit,
    },
    /// A relative change from less than zero.
    NoGrowth {
        /// The lower bound of what the change starts from.
        low: f64,
        /// Its unit.
        unit: Unit,
    },
    /// The first, the last, the largest item, the sum of a list that has no items.
    NoItems,
}

impl fmt::Display for ArithmeticError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ArithmeticError::Units {
                verb: "divided",
                left,
                right,
            } => write!(f, "{left} cannot be divided by {right}"),
            ArithmeticError::Units {
                verb: "subtracted",
                left,
                right,
            } => write!(f, "{right} cannot be subtracted from {left}"),
            ArithmeticError::Units { verb, left, right } => {
                write!(f, "{left} and {right} cannot be {verb}")
            }
            ArithmeticError::NoQuotient { low, high, unit } if low == high => {
                write!(f, "nothing can be divided by {low} {unit}")
            }
            ArithmeticError::NoQuotient { low, high, unit } => write!(
                f,
                "nothing can be divided by a number from {low} to {high} {unit}, which may be zero"
            ),
            ArithmeticError::NoGrowth { low, unit } => write!(
                f,
                "nothing grows by a share of {low} {unit}; a relative change starts from more than zero"
            ),
            ArithmeticError::NoItems => f.write_str("a list of values has no items"),
        }
    }
}

impl std::error::Error for ArithmeticError {}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const MODELS: Unit = Unit::Of("models");

    #[test]
    fn a_factor_between_ranges_is_a_range() {
        let a = Quantity::range(2.0, 3.0, MODELS).unwrap();
        let b = Quantity::at_least(30.0, MODELS);
        let factor = b.over(&a).unwrap();
        assert_eq!(factor.low(), 10.0);
        assert!(factor.is_lower_bound());
        let inverse = a.over(&b).unwrap();
        assert_eq!((inverse.low(), inverse.high()), (0.0, 0.1));
    }

    #[test]
    fn approximation_is_carried_along() {
        let a = Quantity::approximate(25_000.0, MODELS);
        let b = Quantity::exact(50_000.0, MODELS);
        for result in [b.plus(&a), b.minus(&a), b.over(&a), b.growth_since(&a)] {
            assert!(result.unwrap().is_approximate());
        }
        assert!(!b.over(&b).unwrap().is_approximate());
    }

    #[test]
    fn percentages_differ_by_points() {
        let open = Quantity::exact(26.1, Unit::Percent);
        let closed = Quantity::exact(43.9, Unit::Percent);
        let gap = closed.minus(&open).unwrap();
        assert_eq!(gap.unit(), Unit::Points);
        assert!((gap.low() - 17.8).abs() < 1e-12);
    }

    #[test]
    fn unlike_units_are_an_error_that_names_both() {
        let dollars = Quantity::exact(10.0, Unit::Usd);
        let days = Quantity::exact(2.0, Unit::Days);
        let models = Quantity::exact(2.0, MODELS);
        for (result, words) in [
            (dollars.plus(&days), "US dollars and days cannot be added"),
            (
                dollars.minus(&days),
                "days cannot be subtracted from US dollars",
            ),
            (
                dollars.over(&models),
                "US dollars cannot be divided by models",
            ),
            (dollars.over(&days), "US dollars cannot be divided by days"),
            (
                dollars.growth_since(&models),
                "US dollars and models cannot be compared by growth",
            ),
        ] {
            assert_eq!(result.unwrap_err().to_string(), words);
        }
    }

    #[test]
    fn quotients_of_negatives_keep_their_order() {
        let inf = f64::INFINITY;
        let over = |a: (f64, f64), b: (f64, f64)| {
            let range = |(low, high)| Quantity::range(low, high, MODELS).unwrap();
            range(a).over(&range(b)).map(|q| (q.low(), q.high())).ok()
        };
        assert_eq!(over((-5.0, -3.0), (1.0, 2.0)), Some((-5.0, -1.5)));
        assert_eq!(over((-5.0, -3.0), (-2.0, -1.0)), Some((1.5, 5.0)));
        assert_eq!(over((-4.0, 6.0), (1.0, 2.0)), Some((-4.0, 6.0)));
        assert_eq!(over((-4.0, 6.0), (-2.0, -1.0)), Some((-6.0, 4.0)));
        assert_eq!(over((3.0, 6.0), (0.0, 2.0)), Some((1.5, inf)));
        assert_eq!(over((3.0, 6.0), (-2.0, 0.0)), Some((-inf, -1.5)));
        assert_eq!(over((-6.0, -3.0), (0.0, inf)), Some((-inf, 0.0)));
        assert_eq!(over((3.0, inf), (2.0, inf)), Some((0.0, inf)));
        assert_eq!(over((1.0, 2.0), (-1.0, 1.0)), None);
        assert_eq!(over((0.0, 0.0), (0.0, 0.0)), None);
        assert_eq!(over((3.0, 3.0), (0.0, 0.0)), None);
    }

    #[test]
    fn growth_starts_above_zero() {
        let five = Quantity::exact(5.0, MODELS);
        let error = five
            .growth_since(&Quantity::exact(-5.0, MODELS))
            .unwrap_err();
        assert_eq!(
            error.to_string(),
            "nothing grows by a share of -5 models; a relative change starts from more than zero"
        );
        let error = five
            .growth_since(&Quantity::exact(0.0, MODELS))
            .unwrap_err();
        assert_eq!(error.to_string(), "nothing can be divided by 0 models");
    }

    proptest! {
        #[test]
        fn bounds_hold_what_they_bound(
            a in -1e6..1e6f64, b in 0.0..1e6f64, c in -1e6..1e6f64, d in 0.0..1e6f64,
            at in 0.0..1.0f64, by in 0.0..1.0f64,
        ) {
            let range = |low: f64, width: f64| Quantity::range(low, low + width, MODELS).unwrap();
            let (first, second) = (range(a, b), range(c, d));
            let (x, y) = (a + at * b, c + by * d);
            for (result, exact) in [
                (first.plus(&second), x + y),
                (first.minus(&second), x - y),
                (first.over(&second), x / y),
            ] {
                if let Ok(result) = result {
                    prop_assert!(result.low() <= result.high());
                    let slack = 1e-9 * (1.0 + exact.abs());
                    prop_assert!(result.low() - slack <= exact && exact <= result.high() + slack);
                }
            }
        }
    }
}
