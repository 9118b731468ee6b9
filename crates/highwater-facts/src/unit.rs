//! What a number counts or measures.

mod arithmetic;
mod currency;
mod name;

use std::fmt;

pub use currency::Currency;
pub use name::UnitNameError;

/// What a number counts or measures.
///
/// Two numbers may be compared, added or subtracted where their units agree; a claim that compares
/// unlike units is an error of its writer.
///
/// # Example
///
/// ```
/// use highwater_facts::Unit;
///
/// assert_eq!(Unit::Of("models").per(Unit::Days), Some(Unit::Rate("models", "day")));
/// assert_eq!(Unit::Usd.per(Unit::Usd), Some(Unit::Ratio));
/// assert_eq!(Unit::Usd.per(Unit::Of("models")), None);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Unit {
    /// Things counted, named in the plural: `Of("downloads")`.
    Of(&'static str),
    /// Things counted for each unit of time, both named: `Rate("models", "day")`.
    Rate(&'static str, &'static str),
    /// How many times one number is another: 22 for a 22-fold rise.
    Ratio,
    /// A number without a unit: a correlation, a logarithm, a p value.
    Number,
    /// A part of a whole or a relative change, 0.63 for 63 %.
    Fraction,
    /// A part of a hundred, 63 for 63 %, as benchmarks and surveys give it.
    Percent,
    /// A difference between two percentages.
    Points,
    /// United States dollars.
    Usd,
    /// Money of another currency.
    Currency(Currency),
    /// Days.
    Days,
    /// Months of the calendar.
    Months,
    /// Years.
    Years,
}

impl fmt::Display for Unit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Unit::Of(things) => f.write_str(things),
            Unit::Rate(things, time) => write!(f, "{things} per {time}"),
            Unit::Ratio => f.write_str("ratio"),
            Unit::Number => f.write_str("number"),
            Unit::Fraction => f.write_str("fraction"),
            Unit::Percent => f.write_str("percent"),
            Unit::Points => f.write_str("percentage points"),
            Unit::Usd => f.write_str("US dollars"),
            Unit::Currency(currency) => write!(f, "{currency}"),
            Unit::Days => f.write_str("days"),
            Unit::Months => f.write_str("months"),
            Unit::Years => f.write_str("years"),
        }
    }
}
