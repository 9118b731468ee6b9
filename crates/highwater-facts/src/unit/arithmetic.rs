//! The units of sums, differences, quotients and products: one table, for the studies that compute
//! values and for the claims that compute with them.

use super::Unit;

impl Unit {
    /// Returns the unit of a sum, or `None` if the two cannot be added.
    ///
    /// ```
    /// use highwater_facts::Unit;
    ///
    /// assert_eq!(Unit::Percent.plus(Unit::Points), Some(Unit::Percent));
    /// assert_eq!(Unit::Usd.plus(Unit::Days), None);
    /// ```
    #[must_use]
    pub fn plus(self, other: Unit) -> Option<Unit> {
        match (self, other) {
            (Unit::Percent, Unit::Points) | (Unit::Points, Unit::Percent) => Some(Unit::Percent),
            (a, b) if a == b => Some(a),
            _ => None,
        }
    }

    /// Returns the unit of a difference, or `None` if the two cannot be subtracted.
    ///
    /// ```
    /// use highwater_facts::Unit;
    ///
    /// assert_eq!(Unit::Percent.minus(Unit::Percent), Some(Unit::Points));
    /// assert_eq!(Unit::Usd.minus(Unit::Of("models")), None);
    /// ```
    #[must_use]
    pub fn minus(self, other: Unit) -> Option<Unit> {
        match (self, other) {
            (Unit::Percent, Unit::Percent) => Some(Unit::Points),
            (Unit::Percent, Unit::Points) => Some(Unit::Percent),
            (a, b) if a == b => Some(a),
            _ => None,
        }
    }

    /// Returns the unit of a quotient, or `None` if no unit here names it.
    ///
    /// ```
    /// use highwater_facts::Unit;
    ///
    /// assert_eq!(Unit::Of("models").per(Unit::Days), Some(Unit::Rate("models", "day")));
    /// assert_eq!(Unit::Usd.per(Unit::Usd), Some(Unit::Ratio));
    /// assert_eq!(Unit::Usd.per(Unit::Of("models")), None);
    /// ```
    #[must_use]
    pub fn per(self, other: Unit) -> Option<Unit> {
        match (self, other) {
            (a, b) if a == b => Some(Unit::Ratio),
            (a, Unit::Ratio) => Some(a),
            (a, Unit::Days) => a.things().map(|things| Unit::Rate(things, "day")),
            (a, Unit::Months) => a.things().map(|things| Unit::Rate(things, "month")),
            (a, Unit::Years) => a.things().map(|things| Unit::Rate(things, "year")),
            (a, Unit::Rate(things, time)) if a.things() == Some(things) => span_of(time),
            _ => None,
        }
    }

    /// Returns the unit of a product, or `None` if no unit here names it.
    ///
    /// ```
    /// use highwater_facts::Unit;
    ///
    /// assert_eq!(Unit::Usd.times(Unit::Fraction), Some(Unit::Usd));
    /// assert_eq!(Unit::Rate("models", "day").times(Unit::Days), Some(Unit::Of("models")));
    /// assert_eq!(Unit::Usd.times(Unit::Usd), None);
    /// ```
    #[must_use]
    pub fn times(self, other: Unit) -> Option<Unit> {
        match (self, other) {
            (a, Unit::Ratio) => Some(a),
            (Unit::Ratio, b) => Some(b),
            (a, Unit::Fraction) => Some(a),
            (Unit::Fraction, b) => Some(b),
            (Unit::Rate(things, time), span) | (span, Unit::Rate(things, time))
                if span_of(time) == Some(span) =>
            {
                Some(match things {
                    "points" => Unit::Points,
                    things => Unit::Of(things),
                })
            }
            _ => None,
        }
    }

    /// The name of what a rate of the unit counts. Money has none, so that no rate of dollars is
    /// taken for dollars.
    fn things(self) -> Option<&'static str> {
        match self {
            Unit::Of(things) => Some(things),
            Unit::Points => Some("points"),
            _ => None,
        }
    }
}

/// The unit of the spans of time that a rate names.
fn span_of(time: &str) -> Option<Unit> {
    match time {
        "day" => Some(Unit::Days),
        "month" => Some(Unit::Months),
        "year" => Some(Unit::Years),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Currency;

    /// A unit of each kind, and two of those kinds that have several.
    fn units() -> Vec<Unit> {
        let currency = |code| Currency::from_code(code).map(Unit::Currency);
        let mut units = vec![
            Unit::Of("models"),
            Unit::Of("downloads"),
            Unit::Rate("models", "day"),
            Unit::Rate("models", "month"),
            Unit::Rate("points", "month"),
            Unit::Ratio,
            Unit::Number,
            Unit::Fraction,
            Unit::Percent,
            Unit::Points,
            Unit::Usd,
            Unit::Days,
            Unit::Months,
            Unit::Years,
        ];
        units.extend(["EUR", "JPY"].into_iter().filter_map(currency));
        units
    }

    #[test]
    fn money_comes_from_money_alone() {
        let is_money = |unit| matches!(unit, Unit::Usd | Unit::Currency(_));
        for a in units() {
            for b in units() {
                for sum in [a.plus(b), a.minus(b)].into_iter().flatten() {
                    assert!(!is_money(sum) || a == sum && b == sum, "{a}, {b}");
                }
                if let Some(quotient) = a.per(b).filter(|unit| is_money(*unit)) {
                    assert_eq!((a, b), (quotient, Unit::Ratio));
                }
                if let Some(product) = a.times(b).filter(|unit| is_money(*unit)) {
                    let factor = if a == product { b } else { a };
                    assert!(matches!(factor, Unit::Ratio | Unit::Fraction), "{a}, {b}");
                }
            }
        }
    }

    #[test]
    fn a_quotient_times_its_divisor_is_its_dividend() {
        for a in units() {
            for b in units() {
                if let Some(quotient) = a.per(b) {
                    assert_eq!(quotient.times(b), Some(a), "{a} over {b}");
                }
            }
        }
    }

    #[test]
    fn sums_and_products_may_change_places() {
        for a in units() {
            for b in units() {
                assert_eq!(a.plus(b), b.plus(a), "{a}, {b}");
                assert_eq!(a.times(b), b.times(a), "{a}, {b}");
            }
        }
    }
}
