//! The grammar of a number in a cell.
//!
//! ```text
//! cell     = missing | [ "~" ] amount [ note ]
//! missing  = "N/A" note
//! note     = " (" text ")"
//! amount   = [ "+" | "-" ] number [ "-" number ] [ "+" ] [ unit ]
//! number   = [ "$" ] digits [ "." digits ] [ "K" | "M" | "B" | "T" | "e" digits ]
//! unit     = "%" | " pts" | "x"
//! ```
//!
//! Thousands may be set apart by commas: `25,000`. In a range the first number takes the letter of
//! the second where it has none: `$5-10M` runs from five to ten million. A lower bound ends in `+`.
//! A percentage in a column of fractions is divided by a hundred: `+46%` is 0.46.

use highwater_facts::{Quantity, Unit};

/// A cell that was read.
#[derive(Clone, Debug, PartialEq)]
pub enum CellText {
    /// A quantity, with the note in brackets behind it; empty where there is none.
    Known(Quantity, String),
    /// `N/A`, with the reason in brackets behind it.
    Missing(String),
}

/// Why a cell could not be read, and the nearest text that could.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QuantityFault {
    /// What is wrong and how to write it, to stand behind the text found: "is not a number".
    pub rule: String,
    /// The nearest text that would do.
    pub nearest: Option<String>,
}

/// Reads a cell that holds a number of a unit.
///
/// # Errors
///
/// [`QuantityFault`] where the text is no number, lacks the mark of its unit (`$`, `%`, ` pts`) or
/// has that of another, where a range is upside down, or where a missing value has no reason.
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
/// # Ok::<(), highwater_ingest::quantity_text::QuantityFault>(())
/// ```
pub fn parse(text: &str, unit: Unit) -> Result<CellText, QuantityFault> {
    if let Some(reason) = missing(text) {
        return reason.map(CellText::Missing);
    }
    let (amount, note) = split_note(text.trim());
    let (approximate, amount) = match amount.strip_prefix('~') {
        Some(rest) => (true, rest.trim_start()),
        None => (false, amount),
    };
    let amount = strip_unit(amount, unit).map_err(|rule| {
        let nearest = with_unit(amount, unit);
        let valid = parse_amount(&nearest, unit).is_some();
        fault(&rule, valid.then_some(nearest))
    })?;
    let quantity = bounds(amount, unit)?;
    let quantity = if approximate && quantity.value().is_some() {
        Quantity::approximate(quantity.low(), unit)
    } else {
        quantity
    };
    Ok(CellText::Known(quantity, note.to_owned()))
}

/// The reason in a cell that says `N/A (reason)`; none where it says something else.
pub(crate) fn missing(text: &str) -> Option<Result<String, QuantityFault>> {
    let (amount, note) = split_note(text.trim());
    amount.eq_ignore_ascii_case("n/a").then(|| {
        if note.is_empty() {
            let rule = "says missing without a reason; write `N/A (reason)`";
            Err(fault(rule, None))
        } else {
            Ok(note.to_owned())
        }
    })
}

fn fault(rule: &str, nearest: Option<String>) -> QuantityFault {
    QuantityFault {
        rule: rule.to_owned(),
        nearest,
    }
}

/// Splits `26.1% (GPT-J 6B)` into the amount and the note.
fn split_note(text: &str) -> (&str, &str) {
    match text.strip_suffix(')').and_then(|rest| rest.split_once('(')) {
        Some((amount, note)) => (amount.trim_end(), note.trim()),
        None => (text, ""),
    }
}

/// The mark that numbers of a unit carry behind them.
fn mark(unit: Unit) -> &'static str {
    match unit {
        Unit::Percent | Unit::Fraction => "%",
        Unit::Points => " pts",
        Unit::Ratio => "x",
        _ => "",
    }
}

/// Takes the unit's mark off, or says which one is missing or out of place.
fn strip_unit(amount: &str, unit: Unit) -> Result<&str, String> {
    let wanted = mark(unit);
    if unit != Unit::Usd && amount.contains('$') {
        return Err(format!("is in dollars, but this column counts {unit}"));
    }
    if unit == Unit::Usd && !amount.starts_with('$') {
        return Err("is not in dollars; write a `$` before the number".to_owned());
    }
    if !wanted.is_empty() {
        return amount.strip_suffix(wanted).ok_or_else(|| {
            format!(
                "lacks the unit of this column; write `{}` behind the number",
                wanted.trim()
            )
        });
    }
    for other in ["%", " pts", "x"] {
        if amount.ends_with(other) {
            return Err(format!(
                "ends in `{}`, but this column counts {unit}",
                other.trim()
            ));
        }
    }
    Ok(amount)
}

/// The text with the mark of the unit, as the nearest that would do.
fn with_unit(amount: &str, unit: Unit) -> String {
    let bare = amount
        .trim_start_matches('$')
        .trim_end_matches("pts")
        .trim_end_matches(['%', 'x'])
        .trim()
        .to_owned();
    if unit == Unit::Usd {
        format!("${bare}")
    } else {
        format!("{bare}{}", mark(unit))
    }
}

fn parse_amount(text: &str, unit: Unit) -> Option<Quantity> {
    strip_unit(text, unit)
        .ok()
        .and_then(|amount| bounds(amount, unit).ok())
}

/// Reads `28M`, `10-15`, `$500K-1M`, `120+`, `+1,600` and `-3`, without the unit's mark.
fn bounds(amount: &str, unit: Unit) -> Result<Quantity, QuantityFault> {
    let scale = if unit == Unit::Fraction { 0.01 } else { 1.0 };
    let not_a_number = || {
        let nearest = nearest_number(amount).map(|number| {
            if unit == Unit::Usd {
                format!("${number}")
            } else {
                format!("{number}{}", mark(unit))
            }
        });
        fault(
            "is not a number; write `28M`, `~25,000`, `10-15` or `120+`",
            nearest,
        )
    };
    let (negative, rest) = match amount.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, amount.strip_prefix('+').unwrap_or(amount)),
    };
    let sign = if negative { -1.0 } else { 1.0 };
    if let Some(bound) = rest.strip_suffix('+') {
        let low = number(bound).ok_or_else(not_a_number)?;
        return Ok(Quantity::at_least(scaled(sign * low.value(), scale), unit));
    }
    let Some((low, high)) = rest.split_once('-') else {
        let value = number(rest).ok_or_else(not_a_number)?;
        return Ok(Quantity::exact(scaled(sign * value.value(), scale), unit));
    };
    let high_number = number(high).ok_or_else(not_a_number)?;
    let low_number = number(low).ok_or_else(not_a_number)?;
    let size = if low_number.size == 1.0 {
        high_number.size
    } else {
        low_number.size
    };
    let low_value = scaled(sign * low_number.digits * size, scale);
    let high_value = scaled(high_number.value(), scale);
    Quantity::range(low_value, high_value, unit).map_err(|_| {
        let dollar = if low.starts_with('$') { "$" } else { "" };
        // The first number has the letter of the second, and must keep it in its new place.
        let letter = high.chars().last().filter(|last| {
            low_number.size == 1.0 && high_number.size != 1.0 && last.is_ascii_uppercase()
        });
        let swapped = format!(
            "{dollar}{}-{}{}{}",
            high.trim_start_matches('$'),
            low.trim_start_matches('$'),
            letter.map(String::from).unwrap_or_default(),
            mark(unit)
        );
        fault(
            "is a range upside down; write the smaller number first",
            Some(swapped),
        )
    })
}

/// A percentage read as a fraction is divided, not multiplied: 46 / 100 is the double nearest 0.46.
fn scaled(x: f64, scale: f64) -> f64 {
    if scale == 1.0 { x } else { x / 100.0 }
}

struct Number {
    digits: f64,
    size: f64,
}

impl Number {
    fn value(&self) -> f64 {
        self.digits * self.size
    }
}

/// Reads digits with commas between thousands, a fraction and a letter of size.
fn number(text: &str) -> Option<Number> {
    let text = text.strip_prefix('$').unwrap_or(text);
    if let Some(number) = power_of_ten(text) {
        return Some(number);
    }
    let (digits, size) = match text.char_indices().last()? {
        (at, 'K') => (&text[..at], 1e3),
        (at, 'M') => (&text[..at], 1e6),
        (at, 'B') => (&text[..at], 1e9),
        (at, 'T') => (&text[..at], 1e12),
        _ => (text, 1.0),
    };
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
    let groups: Vec<&str> = whole.split(',').collect();
    let grouped_well = groups.len() == 1
        || ((1..=3).contains(&groups[0].len()) && groups[1..].iter().all(|group| group.len() == 3));
    let all_digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    if !grouped_well || !groups.iter().all(|group| all_digits(group)) || !all_digits(fraction) {
        return None;
    }
    let digits: f64 = digits.replace(',', "").parse().ok()?;
    (digits * size)
        .is_finite()
        .then_some(Number { digits, size })
}

/// Reads `3.8e25`, as a whole: `3.8 * 1e25` would be another double than the nearest to it.
fn power_of_ten(text: &str) -> Option<Number> {
    let (digits, exponent) = text.split_once('e')?;
    let plain = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
    let fine = plain(whole) && plain(fraction) && plain(exponent) && exponent.len() <= 3;
    let digits: f64 = text.parse().ok().filter(|_| fine)?;
    digits.is_finite().then_some(Number { digits, size: 1.0 })
}

/// The nearest number in a text that is none: digits alone, with a size spelt out turned to its
/// letter; `28 million` gives `28M`.
fn nearest_number(text: &str) -> Option<String> {
    let text = text.trim().trim_start_matches('$').replace(['O', 'o'], "0");
    let end = text
        .find(|c: char| !c.is_ascii_digit() && c != '.' && c != ',')
        .unwrap_or(text.len());
    let digits: String = text[..end].chars().filter(|c| *c != ',').collect();
    let digits = digits.trim_matches('.');
    let rest = text[end..].trim().to_lowercase();
    let exponent = rest.strip_prefix('e').unwrap_or_default();
    if exponent
        .trim_start_matches(['+', '-'])
        .starts_with(|c: char| c.is_ascii_digit())
    {
        // What stands before the exponent is another number by far.
        return None;
    }
    let size = match rest.chars().next() {
        Some('k' | 't') if rest.starts_with("trillion") => "T",
        Some('k' | 't') => "K",
        Some('m') => "M",
        Some('b') => "B",
        _ => "",
    };
    let candidate = format!("{digits}{size}");
    number(&candidate).is_some().then_some(candidate)
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
            ("28 million", models, "is not a number", Some("28M")),
            ("2O0", models, "is not a number", Some("200")),
            ("28,00", models, "is not a number", Some("2800")),
            ("15-10", models, "upside down", Some("10-15")),
            ("$10M-5M", Unit::Usd, "upside down", Some("$5M-10M")),
            ("67-41M", models, "upside down", Some("41M-67M")),
            ("5-10M", Unit::Usd, "not in dollars", Some("$5-10M")),
            ("26.1", Unit::Percent, "lacks the unit", Some("26.1%")),
            ("17.8", Unit::Points, "lacks the unit", Some("17.8 pts")),
            ("46%", models, "ends in `%`", Some("46")),
            ("$5", models, "in dollars", Some("5")),
            ("N/A", models, "without a reason", None),
            ("3.8e", models, "is not a number", Some("3.8")),
            ("e25", models, "is not a number", None),
            ("1e999", models, "is not a number", None),
            ("1e+5", models, "is not a number", None),
            ("1-2-3", models, "is not a number", Some("1")),
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
                if let Err(QuantityFault { nearest: Some(nearest), .. }) = parse(&text, unit) {
                    prop_assert!(parse(&nearest, unit).is_ok(), "{} -> {}", text, nearest);
                }
            }
        }
    }
}
