//! Kinds of values: a number is compared with a number, a text with a text.

use std::fmt;

/// The kind of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Number,
    Month,
    Text,
    Truth,
    Series,
}

impl Kind {
    /// What to do with a series where a number is asked for.
    pub(crate) const HELP_SERIES: &'static str =
        "; take one of its numbers, `series[0]`, or all of them, `series.all(x, x > 0)`";
}

/// Why two kinds cannot be compared. That a month is not like any other number is for the units to
/// say.
pub(crate) fn unlike(a: Kind, b: Kind, is_order: bool) -> Option<String> {
    let is_number = |kind| matches!(kind, Kind::Number | Kind::Month);
    if is_number(a) && is_number(b) {
        return None;
    }
    if a != b {
        let help = match (a, b) {
            (Kind::Month, Kind::Text) | (Kind::Text, Kind::Month) => {
                "; write the month as `month(\"2024-03\")`"
            }
            (Kind::Series, _) | (_, Kind::Series) => Kind::HELP_SERIES,
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
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn like_is_compared_with_like() {
        assert_eq!(unlike(Kind::Month, Kind::Number, true), None);
        assert_eq!(unlike(Kind::Text, Kind::Text, false), None);
        for (a, b, told) in [
            (
                Kind::Month,
                Kind::Text,
                "the claim compares a month with a text; write the month as `month(\"2024-03\")`",
            ),
            (
                Kind::Number,
                Kind::Truth,
                "the claim compares a number with a truth value; compare like with like",
            ),
            (
                Kind::Text,
                Kind::Text,
                "the claim asks which is greater, a text or a text; compare with `==` or `!=`",
            ),
        ] {
            assert_eq!(unlike(a, b, true).as_deref(), Some(told));
        }
        assert!(
            unlike(Kind::Series, Kind::Number, true)
                .unwrap()
                .contains("series[0]")
        );
    }
}
