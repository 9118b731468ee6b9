//! One number with its sign, its letter of size and the mark of its unit.

use super::Decimal;
use super::digits::{Digits, MINUSES};
use super::money::Money;

/// One number with its sign, its letter of size and the mark of its unit.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Amount<'a> {
    pub(super) negative: bool,
    digits: Digits<'a>,
    /// The letter of size and its power of ten.
    pub(super) size: Option<i32>,
    pub(super) mark: Option<Mark>,
    /// Whether a `+` stands behind the number, before its mark or behind it.
    pub(super) or_more: bool,
}

/// The mark of a unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    Percent,
    Points,
    Times,
    Money(Money),
}

/// Letters of size with their powers of ten.
pub(super) const SIZES: [(char, i32); 4] = [('K', 3), ('M', 6), ('B', 9), ('T', 12)];

impl<'a> Amount<'a> {
    /// Reads `-$5M`, `(5%)`, `€ 1,234`, `120+`, `17.8 pts`; `None` for everything else.
    pub(super) fn read(text: &'a str, decimal: Decimal) -> Option<Self> {
        let mut rest = text.trim();
        let (mut sign, mut mark) = (None, None);
        loop {
            if sign.is_none()
                && let Some((negative, behind)) = strip_sign(rest)
            {
                (sign, rest) = (Some(negative), behind);
            } else if mark.is_none()
                && let Some((money, behind)) = Money::before(rest)
            {
                (mark, rest) = (Some(Mark::Money(money)), behind);
            } else if sign.is_none()
                && let Some((inner, percent)) = strip_brackets(rest)
            {
                (sign, rest) = (Some(true), inner);
                if percent && mark.replace(Mark::Percent).is_some() {
                    return None;
                }
            } else {
                break;
            }
        }
        let mut or_more = false;
        loop {
            if !or_more && let Some(before) = rest.strip_suffix('+') {
                (or_more, rest) = (true, before);
            } else if mark.is_none()
                && let Some((behind, before)) = Mark::behind(rest)
            {
                (mark, rest) = (Some(behind), before);
            } else {
                break;
            }
        }
        let last = rest.chars().next_back()?;
        let size = SIZES
            .iter()
            .find(|(letter, _)| *letter == last)
            .map(|(_, power)| *power);
        let digits = if size.is_some() {
            &rest[..rest.len() - 1]
        } else {
            rest
        };
        // `1e5M` would have two sizes.
        if size.is_some() && !digits.ends_with(|c: char| c.is_ascii_digit() || c == decimal.mark())
            || size.is_some() && digits.contains(['e', 'E', '^'])
        {
            return None;
        }
        Some(Amount {
            negative: sign == Some(true),
            digits: Digits::read(digits, decimal)?,
            size,
            mark,
            or_more,
        })
    }

    /// The number times a power of ten, with a size that it takes if it has none of its own.
    pub(super) fn value(&self, size: Option<i32>, exponent: i32) -> Option<f64> {
        let size = self.size.or(size).unwrap_or(0);
        let number = self.digits.times_ten_to(size + exponent)?;
        Some(if self.negative { 0.0 - number } else { number })
    }
}

impl Mark {
    /// Takes a mark off the end of a text.
    fn behind(text: &str) -> Option<(Self, &str)> {
        let words = [
            ("%", Mark::Percent),
            ("pts", Mark::Points),
            ("points", Mark::Points),
            ("x", Mark::Times),
            ("×", Mark::Times),
        ];
        words
            .into_iter()
            .find_map(|(word, mark)| Some((mark, text.strip_suffix(word)?.trim_end())))
            .or_else(|| {
                let (money, rest) = Money::behind(text)?;
                Some((Mark::Money(money), rest))
            })
    }

    /// As it is written.
    pub(super) fn text(self) -> &'static str {
        match self {
            Mark::Percent => "%",
            Mark::Points => "pts",
            Mark::Times => "x",
            Mark::Money(money) => money.sign(),
        }
    }
}

fn strip_sign(text: &str) -> Option<(bool, &str)> {
    match text.strip_prefix(MINUSES) {
        Some(rest) => Some((true, rest)),
        None => text.strip_prefix('+').map(|rest| (false, rest)),
    }
}

/// The inside of the brackets that are the minus of accounts, and whether a `%` stands behind them.
fn strip_brackets(text: &str) -> Option<(&str, bool)> {
    let inner = text.strip_prefix('(')?;
    match inner.strip_suffix(')') {
        Some(inner) => Some((inner.trim(), false)),
        None => {
            let inner = inner.strip_suffix('%')?.trim_end().strip_suffix(')')?;
            Some((inner.trim(), true))
        }
    }
}
