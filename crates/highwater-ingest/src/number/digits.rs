//! Digits into a number: the only place that does it.

use std::borrow::Cow;

use super::Decimal;

/// Digits without a sign, as `f64::from_str` reads them, and the power of ten behind them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Digits<'a> {
    text: Cow<'a, str>,
    exponent: i32,
}

/// The minus signs and dashes that are written before a number. The dashes of a pause in a sentence
/// are not among them.
pub(super) const MINUSES: [char; 9] = [
    '-', '\u{2010}', '\u{2011}', '\u{2012}', '\u{2013}', '\u{2212}', '\u{fe63}', '\u{ff0d}',
    '\u{207b}',
];

const RAISED: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];

/// Returns whether a character sets thousands apart, besides the comma or point that is no decimal
/// mark.
pub(super) fn is_blank_or_apostrophe(c: char) -> bool {
    matches!(
        c,
        ' ' | '\u{a0}' | '\u{2009}' | '\u{202f}' | '\'' | '\u{2019}'
    )
}

pub(super) fn are_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}

/// Reads digits as most tables write most numbers, `-0.4491` and `2.9e24`, without a look at what
/// else a number may hold; `None` says nothing.
#[inline]
pub(super) fn plain(text: &str, decimal: Decimal) -> Option<f64> {
    let known = |b: &u8| b.is_ascii_digit() || matches!(b, b'.' | b'-' | b'+' | b'e' | b'E');
    if decimal != Decimal::Point || !text.as_bytes().iter().all(known) {
        return None;
    }
    text.parse()
        .ok()
        .filter(|x: &f64| x.is_finite() && *x != 0.0)
}

impl<'a> Digits<'a> {
    /// Reads `1,234.5`, `.05`, `1.2e-05` and `1.2×10^5`; `None` for everything else.
    pub(super) fn read(text: &'a str, decimal: Decimal) -> Option<Self> {
        let (mantissa, exponent) = split_exponent(text)?;
        let (whole, fraction) = match mantissa.split_once(decimal.mark()) {
            Some((whole, fraction)) => (whole, Some(fraction)),
            None => (mantissa, None),
        };
        if let Some(fraction) = fraction
            && !(are_digits(fraction) || fraction.is_empty() && !whole.is_empty())
        {
            return None;
        }
        let text = match (are_digits(whole), fraction) {
            (true, None) => Cow::Borrowed(whole),
            (true, Some(_)) if decimal == Decimal::Point => Cow::Borrowed(mantissa),
            (true, Some(fraction)) => Cow::Owned(format!("{whole}.{fraction}")),
            (false, Some(fraction)) if whole.is_empty() => Cow::Owned(format!("0.{fraction}")),
            (false, fraction) => {
                let whole = ungrouped(whole, decimal)?;
                Cow::Owned(format!("{whole}.{}", fraction.unwrap_or("0")))
            }
        };
        Some(Digits { text, exponent })
    }

    /// Returns the number times a power of ten: the double that is nearest to the product. `None` if it
    /// is beyond what a double holds, or if it is not zero and too near to zero for one.
    pub(super) fn times_ten_to(&self, exponent: i32) -> Option<f64> {
        let exponent = self.exponent + exponent;
        let number: f64 = if exponent == 0 {
            self.text.parse().ok()?
        } else {
            format!("{}e{exponent}", self.text).parse().ok()?
        };
        let vanished = number == 0.0 && self.text.bytes().any(|b| (b'1'..=b'9').contains(&b));
        (number.is_finite() && !vanished).then_some(number)
    }
}

/// Splits `1.2e-05` and `1.2×10^5` into the digits and the exponent, which is 0 if there is none.
fn split_exponent(text: &str) -> Option<(&str, i32)> {
    if let Some((digits, exponent)) = text.split_once(['e', 'E']) {
        return Some((digits, signed_exponent(exponent)?));
    }
    let found = ["×10", "x10", "*10", "·10"]
        .into_iter()
        .find_map(|times| text.split_once(times));
    let Some((digits, exponent)) = found else {
        return Some((text, 0));
    };
    match exponent.strip_prefix('^') {
        Some(exponent) => Some((digits, signed_exponent(exponent)?)),
        None => {
            let (negative, raised) = match exponent.strip_prefix('⁻') {
                Some(rest) => (true, rest),
                None => (false, exponent),
            };
            let plain: Option<String> = raised
                .chars()
                .map(|c| {
                    RAISED
                        .iter()
                        .position(|r| *r == c)
                        .map(|i| char::from(b'0' + i as u8))
                })
                .collect();
            let size = signed_exponent(&plain?)?;
            Some((digits, if negative { -size } else { size }))
        }
    }
}

fn signed_exponent(text: &str) -> Option<i32> {
    let (negative, digits) = match text.strip_prefix(MINUSES) {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    let size: i32 = digits
        .parse()
        .ok()
        .filter(|_| are_digits(digits) && digits.len() <= 4)?;
    Some(if negative { -size } else { size })
}

/// The digits of `1,234,567` without what sets its groups of three apart; `None` if the groups are
/// not well formed, or if the first starts with 0.
fn ungrouped(whole: &str, decimal: Decimal) -> Option<String> {
    let separator = whole.chars().find(|c| !c.is_ascii_digit())?;
    if separator != decimal.other().mark() && !is_blank_or_apostrophe(separator) {
        return None;
    }
    let mut groups = whole.split(separator);
    let first = groups.next()?;
    let fine = are_digits(first)
        && first.len() <= 3
        && !first.starts_with('0')
        && groups.all(|group| group.len() == 3 && are_digits(group));
    fine.then(|| whole.chars().filter(char::is_ascii_digit).collect())
}
