//! Kinds of values: a number is compared with a number, a text with a text.

use std::fmt;

use cel::Value;

use super::units::Measure;

/// What a value is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Number,
    Month,
    Text,
    Truth,
    Series,
    Nothing,
}

impl Kind {
    pub(super) fn of_value(value: &Value) -> Self {
        match value {
            Value::Float(_) | Value::Int(_) | Value::UInt(_) => Kind::Number,
            Value::String(_) => Kind::Text,
            Value::Bool(_) => Kind::Truth,
            Value::List(_) => Kind::Series,
            _ => Kind::Nothing,
        }
    }

    /// The kind of what has a measure, where that is known before it is evaluated: a series has the
    /// measure of its numbers.
    pub(super) fn of_measure(measure: Measure) -> Option<Self> {
        match measure {
            Measure::Plain | Measure::Of(_) => Some(Kind::Number),
            Measure::Month => Some(Kind::Month),
            Measure::Text => Some(Kind::Text),
            Measure::Truth => Some(Kind::Truth),
            Measure::Other => None,
        }
    }
}

/// Why two kinds cannot be compared. Months are numbers here; that they are like no other number is
/// for the units to say.
pub(super) fn fault(a: Kind, b: Kind, is_order: bool) -> Option<String> {
    let is_number = |kind| matches!(kind, Kind::Number | Kind::Month);
    if is_number(a) && is_number(b) {
        return None;
    }
    if a != b {
        let help = match (a, b) {
            (Kind::Month, Kind::Text) | (Kind::Text, Kind::Month) => {
                "; write the month as `month(\"2024-03\")`"
            }
            (Kind::Series, _) | (_, Kind::Series) => {
                "; take one of its numbers, `series[0]`, or all of them, `series.all(x, x > 0)`"
            }
            _ => "; compare like with like",
        };
        return Some(format!("the claim compares {a} with {b}{help}"));
    }
    is_order
        .then(|| format!("the claim asks which is greater, {a} or {b}; compare with `==` or `!=`"))
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Kind::Number => "a number",
            Kind::Month => "a month",
            Kind::Text => "a text",
            Kind::Truth => "a truth value",
            Kind::Series => "a series",
            Kind::Nothing => "what is no value of the ledger",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn like_is_compared_with_like() {
        assert_eq!(fault(Kind::Month, Kind::Number, true), None);
        assert_eq!(fault(Kind::Text, Kind::Text, false), None);
        assert_eq!(
            fault(Kind::Month, Kind::Text, true).unwrap(),
            "the claim compares a month with a text; write the month as `month(\"2024-03\")`"
        );
        assert_eq!(
            fault(Kind::Number, Kind::Truth, false).unwrap(),
            "the claim compares a number with a truth value; compare like with like"
        );
        assert_eq!(
            fault(Kind::Text, Kind::Text, true).unwrap(),
            "the claim asks which is greater, a text or a text; compare with `==` or `!=`"
        );
        assert!(
            fault(Kind::Series, Kind::Number, true)
                .unwrap()
                .contains("series[0]")
        );
    }
}
