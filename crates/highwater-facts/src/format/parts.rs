//! The digits of a number as a format writes them, and the number that a reader sees in them.

use super::Format;
use super::style::Style;
use crate::number_text::{
    BEYOND_WORDS, MINUS, Rounding, fixed, power_of_ten, round, rounding, scaled, word,
};
use crate::unit::Unit;

/// The parts of a number's text: `$5M`, then what follows a whole range: `%`, `×`.
pub(super) struct Parts {
    pub(super) body: String,
    pub(super) suffix: &'static str,
}

/// A number as it is about to be written: what of it stands before the decimals, and how it is
/// rounded.
struct Digits {
    /// The number in the size that is written: 28.4 for 28.4 million.
    number: f64,
    /// How many of the number one of these stands for.
    size: f64,
    /// The letter of the size.
    letter: &'static str,
    rounding: Rounding,
}

impl Format {
    /// Returns the number that a reader of the text sees: 28,000,000 for `28M`, 0.95 for `95%`.
    ///
    /// A text such as `<0.01` says a bound that the number keeps to, so that the number itself is
    /// given. With `abs` the words around the text say the direction, so that the sign stays.
    #[must_use]
    pub fn shown(&self, x: f64, unit: Unit) -> f64 {
        let (style, decimals) = self.resolved(unit);
        match style {
            Style::Word => round(x, 0),
            // The year that a moment lies in, not the nearest.
            Style::Year => x.floor(),
            Style::P if x < 0.001 => x,
            Style::P => round(x, p_decimals(x)),
            Style::Si if x.abs() >= BEYOND_WORDS => {
                let decimals = usize::from(decimals.unwrap_or(1));
                format!("{x:.decimals$e}").parse().unwrap_or(x)
            }
            _ => {
                let Digits {
                    number,
                    size,
                    rounding,
                    ..
                } = digits(x, unit, style, decimals);
                let shown = rounding.shown(number);
                match (rounding, size < 1.0) {
                    (Rounding::Below(_), _) => x,
                    // 95 / 100 is the double nearest to 0.95, and 95 * 0.01 may be another.
                    (_, true) => shown / 100.0,
                    (_, false) => shown * size,
                }
            }
        }
    }

    /// Returns how far the number that a reader sees lies from the number itself. A text such as
    /// `<0.01` shows no number, so that all of it is open.
    ///
    /// # Example
    ///
    /// ```
    /// use highwater_facts::{Format, Unit};
    ///
    /// let format = Format::NUMBER.decimals(2);
    /// assert_eq!(format.error(0.25, Unit::Number), 0.0);
    /// assert_eq!(format.error(0.004, Unit::Number), 0.004);
    /// ```
    #[must_use]
    pub fn error(&self, x: f64, unit: Unit) -> f64 {
        let bound = self
            .parts(x, unit)
            .is_some_and(|parts| parts.body.starts_with(['<', '>']));
        if bound {
            x.abs()
        } else {
            (self.shown(x, unit) - x).abs()
        }
    }

    /// The style that the unit asks for where none is named, and the decimals.
    fn resolved(&self, unit: Unit) -> (Style, Option<u8>) {
        if self.style != Style::ByUnit {
            return (self.style, self.decimals);
        }
        match unit {
            Unit::Of(_) | Unit::Rate(..) => (Style::Count, None),
            Unit::Ratio => (Style::Times, self.decimals),
            Unit::Fraction | Unit::Percent => (Style::Percent, self.decimals),
            Unit::Points => (Style::Points, self.decimals.or(Some(1))),
            Unit::Usd | Unit::Currency(_) => (Style::Money, self.decimals),
            Unit::Number | Unit::Days | Unit::Months | Unit::Years => {
                (Style::Number, self.decimals)
            }
        }
    }

    pub(super) fn parts(&self, x: f64, unit: Unit) -> Option<Parts> {
        let (style, decimals) = self.resolved(unit);
        let x = if self.absolute { x.abs() } else { x };
        let sign = match style {
            Style::Usd => "$",
            Style::Money => match unit {
                Unit::Currency(currency) => currency.symbol(),
                _ => "$",
            },
            _ => "",
        };
        let (body, suffix) = match style {
            Style::P if !(0.0..=1.0).contains(&x) => return None,
            Style::P if x < 0.001 => ("<0.001".to_owned(), ""),
            Style::P => (fixed(x, p_decimals(x)), ""),
            Style::Si if x.abs() >= BEYOND_WORDS => {
                (power_of_ten(x, usize::from(decimals.unwrap_or(1))), "")
            }
            Style::Word => (word(x)?.to_owned(), ""),
            // A year has no comma.
            Style::Year if unit == Unit::Years => (fixed(x.floor(), 0).replace(',', ""), ""),
            Style::ByUnit | Style::Date | Style::Mon | Style::Year | Style::Text => return None,
            Style::Percent => (digits(x, unit, style, decimals).text(sign), "%"),
            Style::Times => (digits(x, unit, style, decimals).text(sign), "×"),
            Style::Fold => (digits(x, unit, style, decimals).text(sign), "-fold"),
            Style::Points => (
                digits(x, unit, style, decimals).text(sign),
                if self.shown(x, unit).abs() == 1.0 {
                    " point"
                } else {
                    " points"
                },
            ),
            Style::Int | Style::Count | Style::Number | Style::Si | Style::Usd | Style::Money => {
                (digits(x, unit, style, decimals).text(sign), "")
            }
        };
        let is_number = body.starts_with(|c: char| c != '<' && c != '>');
        let body = if self.signed && is_number && self.shown(x, unit) > 0.0 {
            format!("+{body}")
        } else {
            body
        };
        Some(Parts { body, suffix })
    }
}

/// The number in the size that a style writes, and how it is rounded.
fn digits(x: f64, unit: Unit, style: Style, decimals: Option<u8>) -> Digits {
    let plain = |number: f64, size: f64, rounding: Rounding| Digits {
        number,
        size,
        letter: "",
        rounding,
    };
    match style {
        Style::Int => plain(x, 1.0, rounding(x, Some(0), 0)),
        // A count of less than a half is not a whole number.
        Style::Count if x.is_finite() && x != 0.0 && round(x, 0) == 0.0 => {
            plain(x, 1.0, rounding(x, None, 2))
        }
        Style::Count => plain(x, 1.0, rounding(x, Some(0), 0)),
        Style::Fold => plain(
            x,
            1.0,
            match rounding(x, decimals.or(Some(0)), 2) {
                Rounding::Below(_) if decimals.is_none() => rounding(x, None, 2),
                rounding => rounding,
            },
        ),
        Style::Percent if matches!(unit, Unit::Fraction | Unit::Ratio) => {
            plain(x * 100.0, 0.01, rounding(x * 100.0, decimals, 1))
        }
        Style::Percent => plain(x, 1.0, rounding(x, decimals, 1)),
        Style::Si | Style::Usd | Style::Money => {
            let (number, letter, size) = scaled(x, decimals.unwrap_or(0));
            Digits {
                number,
                size,
                letter,
                rounding: rounding(number, decimals, 2),
            }
        }
        _ => plain(x, 1.0, rounding(x, decimals, 2)),
    }
}

impl Digits {
    /// Returns the text, with a sign of money before the digits and the letter of the size behind them.
    fn text(&self, money: &str) -> String {
        let minus = |text: String| match text.strip_prefix(MINUS) {
            Some(digits) => format!("{MINUS}{money}{digits}{}", self.letter),
            None => format!("{money}{text}{}", self.letter),
        };
        match self.rounding {
            Rounding::Decimals(decimals) => minus(fixed(self.number, decimals)),
            Rounding::Power(decimals) => minus(power_of_ten(self.number, decimals)),
            Rounding::Below(decimals) => {
                let step = format!("1e-{decimals}").parse().unwrap_or(1.0);
                let step = fixed(step, decimals);
                if self.number < 0.0 {
                    format!(">{MINUS}{money}{step}{}", self.letter)
                } else {
                    format!("<{money}{step}{}", self.letter)
                }
            }
        }
    }
}

/// Returns the decimals of a p value: as many as show two digits of those that matter.
fn p_decimals(p: f64) -> u8 {
    if p < 0.1 { 3 } else { 2 }
}
