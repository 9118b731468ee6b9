//! A number in a cell, with what stands around it.
//!
//! ```text
//! cell     = missing | written [ note ]
//! missing  = "N/A" note
//! note     = " (" text ")"
//! ```
//!
//! What is `written` says the grammar of [`number`]: `28M`, `~25,000`, `$5-10M`,
//! `120+`, `<5%`, `-3%`. In a range the first number takes the letter of the second if it has none:
//! `$5-10M` runs from five to ten million. A percentage in a column of fractions is divided by a
//! hundred: `+46%` is 0.46. Brackets around the whole number are the minus of accounts, not a note:
//! `($5M)` is minus five million dollars.

use highwater_facts::{Quantity, Unit};

use crate::number::{self, Notation, NumberFault};

/// A cell that was read.
#[derive(Clone, Debug, PartialEq)]
pub enum CellText {
    /// A quantity, with the note in brackets behind it; empty if there is none.
    Known(Quantity, String),
    /// `N/A`, with the reason in brackets behind it.
    Missing(String),
}

/// Reads a cell that holds a number of a unit, with the mark of that unit (`$`, `%`, ` pts`, `x`).
///
/// # Errors
///
/// [`NumberFault`] if the text is not a number, lacks the mark of its unit or has that of another, if
/// a range is upside down, or if a missing value has no reason.
///
/// # Example
///
/// ```
/// use highwater_facts::Unit;
/// use highwater_ingest::quantity_text::{CellText, parse};
///
/// let CellText::Known(cost, _) = parse("$500K-1M", Unit::Usd)? else { unreachable!() };
/// assert_eq!((cost.low(), cost.high()), (500e3, 1e6));
/// let CellText::Known(score, model) = parse("26.1% (GPT-J 6B)", Unit::Percent)? else { unreachable!() };
/// assert_eq!((score.low(), model.as_str()), (26.1, "GPT-J 6B"));
/// # Ok::<(), highwater_ingest::number::NumberFault>(())
/// ```
pub fn parse(text: &str, unit: Unit) -> Result<CellText, NumberFault> {
    parse_as(text, unit, Notation::default())
}

/// Reads a cell that holds a number of a unit, as [`parse`] does, in the notation of its table.
///
/// # Errors
///
/// As [`parse`]; with [`Notation::bare`] a number may lack the mark of its unit.
pub fn parse_as(text: &str, unit: Unit, notation: Notation) -> Result<CellText, NumberFault> {
    if let Some(reason) = missing(text) {
        return reason.map(CellText::Missing);
    }
    let (amount, note) = split_note(text.trim());
    match number::quantity(amount, unit, notation) {
        Ok(quantity) => Ok(CellText::Known(quantity, note.to_owned())),
        Err(fault) => {
            // The nearest text keeps the note.
            let with_note = |nearest: String| match note {
                "" => nearest,
                note => format!("{nearest} ({note})"),
            };
            Err(NumberFault {
                nearest: fault.nearest.map(with_note),
                ..fault
            })
        }
    }
}

/// The reason in a cell that says `N/A (reason)`; `None` if it says something else.
pub(crate) fn missing(text: &str) -> Option<Result<String, NumberFault>> {
    let (amount, note) = split_note(text.trim());
    amount.eq_ignore_ascii_case("n/a").then(|| {
        if note.is_empty() {
            Err(NumberFault {
                rule: "says missing without a reason; write `N/A (reason)`".to_owned(),
                nearest: None,
            })
        } else {
            Ok(note.to_owned())
        }
    })
}

/// Splits `26.1% (GPT-J 6B)` into the amount and the note. Brackets without an amount before them
/// are that of an account, `(5)` and `$ (5)`.
fn split_note(text: &str) -> (&str, &str) {
    match text.strip_suffix(')').and_then(|rest| rest.split_once('(')) {
        Some((amount, note)) if amount.contains(char::is_alphanumeric) => {
            (amount.trim_end(), note.trim())
        }
        _ => (text, ""),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn known(text: &str, unit: Unit) -> (f64, f64, bool, String) {
        match parse(text, unit) {
            Ok(CellText::Known(q, note)) => (q.low(), q.high(), q.is_approximate(), note),
            other => panic!("{text}: {other:?}"),
        }
    }

    #[test]
    fn what_real_tables_hold() {
        let models = Unit::Of("models");
        let inf = f64::INFINITY;
        let cases = [
            ("~25,000", models, (25_000.0, 25_000.0, true, "")),
            ("~280K", models, (280e3, 280e3, true, "")),
            ("28M", models, (28e6, 28e6, false, "")),
            ("$5-10M", Unit::Usd, (5e6, 10e6, false, "")),
            ("$500K-1M", Unit::Usd, (500e3, 1e6, false, "")),
            ("$200K-500K", Unit::Usd, (200e3, 500e3, false, "")),
            ("10-15", models, (10.0, 15.0, false, "")),
            ("120+", models, (120.0, inf, false, "")),
            (
                "30+ (Llama 2 7B and 13B quantized)",
                models,
                (30.0, inf, false, "Llama 2 7B and 13B quantized"),
            ),
            (
                "26.1% (GPT-J 6B)",
                Unit::Percent,
                (26.1, 26.1, false, "GPT-J 6B"),
            ),
            ("17.8 pts", Unit::Points, (17.8, 17.8, false, "")),
            ("+7.8 pts", Unit::Points, (7.8, 7.8, false, "")),
            ("+1,600%", Unit::Fraction, (16.0, 16.0, false, "")),
            ("-3%", Unit::Fraction, (-0.03, -0.03, false, "")),
            ("13.0B", Unit::Of("parameters"), (13e9, 13e9, false, "")),
            ("3.8e25", Unit::Of("FLOP"), (3.8e25, 3.8e25, false, "")),
            ("~2e24-3e24", Unit::Of("FLOP"), (2e24, 3e24, false, "")),
            ("1e+5", models, (1e5, 1e5, false, "")),
            ("($5M)", Unit::Usd, (-5e6, -5e6, false, "")),
            ("$ (5)", Unit::Usd, (-5.0, -5.0, false, "")),
            ("−12% to −5%", Unit::Percent, (-12.0, -5.0, false, "")),
        ];
        for (text, unit, (low, high, approximate, note)) in cases {
            assert_eq!(
                known(text, unit),
                (low, high, approximate, note.to_owned()),
                "{text}"
            );
        }
        assert_eq!(
            parse("N/A (too large)", models),
            Ok(CellText::Missing("too large".to_owned()))
        );
    }

    #[test]
    fn faults_name_the_rule_and_the_nearest() {
        let models = Unit::Of("models");
        let cases = [
            ("many", models, "is not a number", None),
            ("28 million", models, "spells its size out", Some("28M")),
            ("2O0", models, "is not a number", Some("200")),
            ("28,00", models, "has a comma", Some("28.00")),
            ("15-10", models, "upside down", Some("10-15")),
            ("$10M-5M", Unit::Usd, "upside down", Some("$5M-10M")),
            ("67-41M", models, "upside down", Some("41M-67M")),
            ("5-10M", Unit::Usd, "not in dollars", Some("$5-10M")),
            ("26.1", Unit::Percent, "lacks the unit", Some("26.1%")),
            ("17.8", Unit::Points, "lacks the unit", Some("17.8 pts")),
            ("46%", models, "ends in `%`", None),
            ("$5", models, "money in `$`", None),
            ("N/A", models, "without a reason", None),
            ("3.8e", models, "exponent", None),
            ("e25", models, "is not a number", None),
            ("1e999", models, "too large", None),
            ("1-2-3", models, "looks like a date", None),
            ("", models, "is not a number", None),
        ];
        for (text, unit, rule, nearest) in cases {
            let fault = parse(text, unit).unwrap_err();
            assert!(fault.rule.contains(rule), "{text}: {}", fault.rule);
            assert_eq!(fault.nearest.as_deref(), nearest, "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_read_or_refused(text in "\\PC{0,24}") {
            let _ = parse(&text, Unit::Usd);
            let _ = parse(&text, Unit::Percent);
            let _ = parse(&text, Unit::Of("models"));
        }

        #[test]
        fn the_nearest_text_is_always_valid(text in "[~$]?[0-9OKM,.a-z %+-]{1,10}") {
            for unit in [Unit::Usd, Unit::Fraction, Unit::Points, Unit::Of("models")] {
                if let Err(NumberFault { nearest: Some(nearest), .. }) = parse(&text, unit) {
                    prop_assert!(parse(&nearest, unit).is_ok(), "{} -> {}", text, nearest);
                }
            }
        }
    }
}
