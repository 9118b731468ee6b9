//! Why a text is not a number, in words that say what to do.

use super::amount::Amount;
use super::decimal_mark::of_run;
use super::digits::{Digits, MINUSES, are_digits};
use super::marks::{flag, is_spreadsheet_error, looks_missing};
use super::mend::{digits_run, has_size_word};
use super::{Decimal, DecimalEvidence};

/// Why a cell could not be read as a number, and the nearest text that could.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NumberFault {
    /// What is wrong and how to write it, to stand behind the text found: "is not a number".
    pub rule: String,
    /// The nearest text that would do. It is the same number: its digits and their order of
    /// magnitude are those of the text.
    pub nearest: Option<String>,
}

/// Says what a text that is not a number looks like; `otherwise` where it looks like nothing known.
pub(super) fn rule(text: &str, decimal: Decimal, otherwise: &str) -> String {
    let text = text.trim();
    let known = seems_missing(text)
        .or_else(|| not_decimal(text))
        .or_else(|| groups(text, decimal))
        .or_else(|| size(text, decimal))
        .or_else(|| around(text, decimal));
    known.unwrap_or_else(|| otherwise.to_owned())
}

fn seems_missing(text: &str) -> Option<String> {
    if is_spreadsheet_error(text) {
        return Some(
            "is an error of a spreadsheet; mend its formula, or list the text in `missing` for the table"
                .to_owned(),
        );
    }
    looks_missing(text).then(|| {
        "looks like a mark for a missing value; list it in `missing` for the table".to_owned()
    })
}

/// Numbers of programs, which people do not mean.
fn not_decimal(text: &str) -> Option<String> {
    let bare = text
        .trim_start_matches(MINUSES)
        .trim_start_matches('+')
        .to_lowercase();
    if matches!(bare.as_str(), "inf" | "infinity" | "∞") {
        return Some(
            "is infinite, which is not a number here; list it in `missing` for the table, or write a bound such as `120+`"
                .to_owned(),
        );
    }
    let hexadecimal = bare
        .strip_prefix("0x")
        .is_some_and(|rest| !rest.is_empty() && rest.bytes().all(|b| b.is_ascii_hexdigit()));
    hexadecimal.then(|| "is a hexadecimal number; write it with decimal digits".to_owned())
}

/// Digits whose points, commas or blanks do not fit the notation.
fn groups(text: &str, decimal: Decimal) -> Option<String> {
    if text.contains('_') && text.replace('_', "").parse::<f64>().is_ok() {
        return Some("sets digits apart by `_`; leave them out".to_owned());
    }
    let run = &text[digits_run(text)?];
    let (name, other) = match decimal {
        Decimal::Point => ("a comma", "`decimal = \",\"`"),
        Decimal::Comma => ("a point", "`decimal = \".\"`"),
    };
    if of_run(run) == Some(DecimalEvidence::Only(decimal.other())) {
        return Some(format!(
            "has {name} where its decimals seem to start; say {other} for the table if that is its decimal mark, or write `{}` before decimals",
            decimal.mark()
        ));
    }
    let separated = run.contains(|c: char| !c.is_ascii_digit() && c != decimal.mark());
    let plain = run.chars().filter(char::is_ascii_digit).count() > 1;
    (separated && plain && Digits::read(run, decimal).is_none())
        .then(|| "has digits in groups that are not thousands".to_owned())
}

/// Sizes that cannot be read.
fn size(text: &str, decimal: Decimal) -> Option<String> {
    if Amount::read(text, decimal).is_some_and(|amount| amount.value(None, 0).is_none()) {
        return Some("is too large or too near to zero for a number".to_owned());
    }
    if has_size_word(text) {
        return Some("spells its size out; write a letter for it: `28M`, `3B`, `500K`".to_owned());
    }
    let exponent = text.strip_suffix(['e', 'E'])?;
    are_digits(&exponent.replace(decimal.mark(), "")).then(|| {
        "ends where an exponent should follow; write `3.8e25`, or leave the letter out".to_owned()
    })
}

/// Returns what stands before or behind a number.
fn around(text: &str, decimal: Decimal) -> Option<String> {
    let reads = |text: &str| Amount::read(text, decimal).is_some();
    if text
        .strip_suffix(MINUSES)
        .is_some_and(|rest| reads(rest.trim_end()))
    {
        return Some(
            "has its dash at the end; write `-5` for a negative number, or `5+` for 5 or more"
                .to_owned(),
        );
    }
    if let Some((number, flag)) = flag(text)
        && reads(number)
    {
        return Some(format!(
            "has the mark `{flag}` behind the number; put marks into a column of their own"
        ));
    }
    let parts: Vec<&str> = text.split(['-', '/']).collect();
    (parts.len() == 3 && parts.iter().all(|part| are_digits(part)))
        .then(|| "looks like a date; say so of the column".to_owned())
}
