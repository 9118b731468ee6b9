//! What a cell says: one number, a range or a bound.

use super::Decimal;
use super::amount::{Amount, Mark};
use super::digits::MINUSES;

/// What a cell says: one number, a range or a bound.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Written<'a> {
    pub(super) extent: Extent<'a>,
    /// Whether a `~` stands before it.
    pub(super) approximate: bool,
}

/// One number, a range or a bound.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Extent<'a> {
    One(Amount<'a>),
    AtLeast(Amount<'a>),
    AtMost(Amount<'a>),
    Range(Amount<'a>, Amount<'a>),
}

const AT_MOST: [&str; 4] = ["<=", "=<", "≤", "<"];
const AT_LEAST: [&str; 4] = [">=", "=>", "≥", ">"];

impl<'a> Written<'a> {
    /// Reads what a cell says; `None` if it is not a number.
    pub(super) fn read(text: &'a str, decimal: Decimal) -> Option<Self> {
        let text = text.trim();
        let (approximate, rest) = match text.strip_prefix(['~', '≈']) {
            Some(rest) => (true, rest.trim_start()),
            None => (false, text),
        };
        Some(Written {
            extent: Extent::read(rest, decimal)?,
            approximate,
        })
    }

    /// Returns the mark of its unit.
    pub(super) fn mark(&self) -> Option<Mark> {
        match &self.extent {
            Extent::One(amount) | Extent::AtLeast(amount) | Extent::AtMost(amount) => amount.mark,
            Extent::Range(low, high) => high.mark.or(low.mark),
        }
    }
}

impl<'a> Extent<'a> {
    fn read(text: &'a str, decimal: Decimal) -> Option<Self> {
        let bound = |signs: [&str; 4]| signs.into_iter().find_map(|sign| text.strip_prefix(sign));
        let alone = |text| Amount::read(text, decimal).filter(|amount| !amount.or_more);
        if let Some(rest) = bound(AT_MOST) {
            return alone(rest).map(Extent::AtMost);
        }
        if let Some(rest) = bound(AT_LEAST) {
            return alone(rest).map(Extent::AtLeast);
        }
        if let Some(amount) = Amount::read(text, decimal) {
            return Some(if amount.or_more {
                Extent::AtLeast(amount)
            } else {
                Extent::One(amount)
            });
        }
        let (low, high) = split_range(text)?;
        let (low, high) = (alone(low)?, alone(high)?);
        let agree = low.mark.is_none() || high.mark.is_none() || low.mark == high.mark;
        agree.then_some(Extent::Range(low, high))
    }
}

/// Splits `10-15` at the first dash that is neither a sign nor part of an exponent, and `-12 to -5`
/// at the word.
pub(super) fn split_range(text: &str) -> Option<(&str, &str)> {
    if let Some((low, high)) = text.split_once(" to ") {
        return Some((low.trim_end(), high.trim_start()));
    }
    let mut before = ['\0', '\0'];
    for (start, c) in text.char_indices() {
        if MINUSES.contains(&c) {
            let exponent = matches!(before[1], 'e' | 'E' | '^') && before[0].is_ascii_digit();
            let ends = before[1].is_alphanumeric() || "%)€£¥$.".contains(before[1]);
            if ends && !exponent {
                let high = text[start + c.len_utf8()..].trim_start();
                return Some((text[..start].trim_end(), high));
            }
        }
        if !c.is_whitespace() {
            before = [before[1], c];
        }
    }
    None
}
