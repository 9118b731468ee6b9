//! What a part of a predicate measures.

use std::fmt;

use highwater_facts::Unit;

use crate::kind::Kind;

/// What a part of a predicate measures. A list measures what its elements do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Measure {
    /// A number that the writer put down: it takes the unit of what it is compared with.
    Plain,
    /// A number of a unit.
    Of(Unit),
    /// A month.
    Month,
    /// A text.
    Text,
    /// True or false.
    Truth,
    /// A number whose unit has no name here, such as a product of two units.
    Other,
}

/// What a part of a predicate is.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Type {
    pub(crate) measure: Measure,
    /// How many elements it has at the most, if it is a list.
    pub(crate) length: Option<usize>,
}

impl Measure {
    pub(crate) fn kind(self) -> Kind {
        match self {
            Measure::Plain | Measure::Of(_) | Measure::Other => Kind::Number,
            Measure::Month => Kind::Month,
            Measure::Text => Kind::Text,
            Measure::Truth => Kind::Truth,
        }
    }

    /// Returns whether two measures may be compared.
    pub(crate) fn is_like(self, other: Measure) -> bool {
        match (self, other) {
            (Measure::Other, _) | (_, Measure::Other) => true,
            (Measure::Plain, Measure::Of(_)) | (Measure::Of(_), Measure::Plain) => true,
            (a, b) => a == b,
        }
    }

    /// Returns the measure of a sum; `None` if the two cannot be added.
    pub(crate) fn plus(self, other: Measure) -> Option<Measure> {
        match (self, other) {
            (Measure::Of(a), Measure::Of(b)) => a.plus(b).map(Measure::Of),
            (Measure::Month, Measure::Of(Unit::Months)) => Some(self),
            (Measure::Other, _) | (_, Measure::Other) => Some(Measure::Other),
            (Measure::Plain, other) | (other, Measure::Plain) => Some(other),
            (a, b) => (a == b).then_some(a),
        }
    }

    /// Returns the measure of a difference; `None` if the two cannot be subtracted.
    pub(crate) fn minus(self, other: Measure) -> Option<Measure> {
        match (self, other) {
            (Measure::Of(a), Measure::Of(b)) => a.minus(b).map(Measure::Of),
            (Measure::Month, Measure::Month) => Some(Measure::Of(Unit::Months)),
            (a, b) => a.plus(b),
        }
    }

    /// Returns the measure of a product.
    pub(crate) fn times(self, other: Measure) -> Measure {
        match (self, other) {
            (Measure::Plain, other) | (other, Measure::Plain) => other,
            (Measure::Of(a), Measure::Of(b)) => a.times(b).map_or(Measure::Other, Measure::Of),
            _ => Measure::Other,
        }
    }

    /// Returns the measure of a quotient.
    pub(crate) fn over(self, other: Measure) -> Measure {
        match (self, other) {
            (Measure::Of(a), Measure::Of(b)) => a.per(b).map_or(Measure::Other, Measure::Of),
            (a, Measure::Plain) => a,
            _ => Measure::Other,
        }
    }
}

impl fmt::Display for Measure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Measure::Plain => f.write_str("a plain number"),
            Measure::Of(unit) => unit.fmt(f),
            Measure::Month => f.write_str("a month"),
            Measure::Text => f.write_str("a text"),
            Measure::Truth => f.write_str("a truth value"),
            Measure::Other => f.write_str("a value without a unit"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_and_percentages_are_added_to_by_their_differences() {
        let (percent, points) = (Measure::Of(Unit::Percent), Measure::Of(Unit::Points));
        assert_eq!(percent.minus(percent), Some(points));
        assert_eq!(percent.plus(points), Some(percent));
        assert_eq!(percent.plus(Measure::Of(Unit::Usd)), None);
        let months = Measure::Of(Unit::Months);
        assert_eq!(Measure::Month.minus(Measure::Month), Some(months));
        assert_eq!(Measure::Month.plus(months), Some(Measure::Month));
        assert!(!Measure::Month.is_like(Measure::Plain));
    }
}
