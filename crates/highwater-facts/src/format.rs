//! How a value is written: `28M`, `22.1×`, `$200K–$500K`, `July 2023`.

use std::fmt;
use std::str::FromStr;

use crate::nearest::nearest;
use crate::number_text::{BEYOND_WORDS, fixed, power_of_ten, round, scaled, short_decimals, word};
use crate::quantity::Quantity;
use crate::series::{Item, Series};
use crate::unit::Unit;
use crate::value::Value;

/// How a value is written, as it stands behind the `?` of a value link.
///
/// A name, and for most a digit that fixes the decimals; without the digit a number is written with
/// three significant digits at the most. A leading `+` writes the sign of positive numbers too.
///
/// | name | for | 1 | text |
/// |---|---|---|---|
/// | `int` | a whole number | 330000 | 330,000 |
/// | `n` | a number | 13.72 | 13.7 |
/// | `p` | a p value | 0.0412 | 0.041 |
/// | `si` | a large number | 28000000 | 28M |
/// | `usd` | dollars | 651000000 | $651M |
/// | `money` | money of any currency | 651000000 | €651M |
/// | `pct` | a fraction or a percentage | 0.949 | 94.9% |
/// | `x` | a factor | 22.14 | 22.1× |
/// | `fold` | a factor | 22.14 | 22-fold |
/// | `pts` | a difference of percentages | 17.5 | 17.5 points |
/// | `word` | a whole number up to twenty | 11 | eleven |
/// | `date`, `mon`, `year` | a month | 2023-07 | July 2023, Jul 2023, 2023 |
/// | `year` | years since the year 0 | 2026.7 | 2026 |
/// | `text` | a text | | as it is |
///
/// Ranges and bounds follow: `$200K–$500K`, `10–50×`, `120+`.
///
/// A format that names a unit is for numbers of that unit alone: downloads are no dollars.
///
/// # Example
///
/// ```
/// use highwater_facts::{Format, Quantity, Unit, Value};
///
/// let cost = Value::from(Quantity::range(200e3, 500e3, Unit::Usd)?);
/// assert_eq!("usd".parse::<Format>()?.text(&cost)?, "$200K–$500K");
/// // Without a name the unit decides.
/// assert_eq!(Format::default().text(&cost)?, "$200K–$500K");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Format {
    style: Style,
    decimals: Option<u8>,
    signed: bool,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
enum Style {
    #[default]
    ByUnit,
    Int,
    Number,
    P,
    Si,
    Usd,
    Money,
    Percent,
    Times,
    Fold,
    Points,
    Word,
    Date,
    Mon,
    Year,
    Text,
}

const NAMES: [(&str, Style); 15] = [
    ("int", Style::Int),
    ("n", Style::Number),
    ("p", Style::P),
    ("si", Style::Si),
    ("usd", Style::Usd),
    ("money", Style::Money),
    ("pct", Style::Percent),
    ("x", Style::Times),
    ("fold", Style::Fold),
    ("pts", Style::Points),
    ("word", Style::Word),
    ("date", Style::Date),
    ("mon", Style::Mon),
    ("year", Style::Year),
    ("text", Style::Text),
];

/// The parts of a number's text: `$`, `5`, `M`, then what follows a whole range: `%`, `×`.
struct Parts {
    body: String,
    suffix: &'static str,
}

impl Format {
    /// `int`: a whole number.
    pub const INT: Format = Format::of(Style::Int);
    /// `n`: a number.
    pub const NUMBER: Format = Format::of(Style::Number);
    /// `p`: a p value.
    pub const P: Format = Format::of(Style::P);
    /// `si`: a large number.
    pub const SI: Format = Format::of(Style::Si);
    /// `usd`: dollars.
    pub const USD: Format = Format::of(Style::Usd);
    /// `money`: money of any currency, with its sign or code.
    pub const MONEY: Format = Format::of(Style::Money);
    /// `pct`: a fraction or a percentage.
    pub const PERCENT: Format = Format::of(Style::Percent);
    /// `x`: a factor.
    pub const TIMES: Format = Format::of(Style::Times);
    /// `pts`: a difference of percentages.
    pub const POINTS: Format = Format::of(Style::Points);
    /// A year, from a month or from a number of years.
    pub const YEAR: Format = Format::of(Style::Year);

    const fn of(style: Style) -> Self {
        Format {
            style,
            decimals: None,
            signed: false,
        }
    }

    /// The same format with that many decimals; formats without decimals stay as they are.
    #[must_use]
    pub const fn decimals(self, decimals: u8) -> Self {
        if self.style.has_decimals() {
            Format {
                decimals: Some(decimals),
                ..self
            }
        } else {
            self
        }
    }

    /// The same format, with the sign of positive numbers written too.
    #[must_use]
    pub const fn signed(self) -> Self {
        Format {
            signed: true,
            ..self
        }
    }

    /// The text of a value.
    ///
    /// # Errors
    ///
    /// [`FormatError::Mismatch`] where the format cannot show such a value: a date as dollars, a
    /// range as a word, a missing value at all; [`FormatError::Unit`] where it is for another unit.
    pub fn text(&self, value: &Value) -> Result<String, FormatError> {
        let mismatch = || FormatError::Mismatch {
            format: self.to_string(),
            value: kind(value),
        };
        if let Some(unit) = value.unit().filter(|unit| !self.style.fits(*unit)) {
            return Err(FormatError::Unit {
                format: self.to_string(),
                unit,
                takes: self.style.takes(),
            });
        }
        match (value, self.style) {
            (Value::Month(month), Style::Date | Style::ByUnit) => Ok(month.name()),
            (Value::Month(month), Style::Mon) => Ok(month.short_name()),
            (Value::Month(month), Style::Year) => Ok(month.year().to_string()),
            (Value::Text(text), Style::Text | Style::ByUnit) => Ok(text.clone()),
            (Value::Quantity(q), _) => self.quantity(q).ok_or_else(mismatch),
            (Value::Estimate { value, unit, .. }, _) => self
                .quantity(&Quantity::exact(*value, *unit))
                .ok_or_else(mismatch),
            (Value::Series(series), _) => self.series(series),
            _ => Err(mismatch()),
        }
    }

    /// The texts of the items, joined by commas; a dash for one that is missing.
    fn series(&self, series: &Series) -> Result<String, FormatError> {
        let text = |item: &Item| match &item.value {
            Value::Missing(_) => Ok("–".to_owned()),
            value => self.text(value),
        };
        let texts: Result<Vec<String>, FormatError> = series.items.iter().map(text).collect();
        Ok(texts?.join(", "))
    }

    /// The text of a number of a unit, as [`text`](Self::text) of a plain quantity; `n/a` where the
    /// format does not fit.
    #[must_use]
    pub fn number(&self, x: f64, unit: Unit) -> String {
        self.quantity(&Quantity::exact(x, unit))
            .unwrap_or_else(|| "n/a".to_owned())
    }

    /// The number that a reader of the text sees: 28,000,000 for `28M`, 0.95 for `95%`.
    #[must_use]
    pub fn shown(&self, x: f64, unit: Unit) -> f64 {
        let (style, decimals) = self.resolved(unit);
        match style {
            Style::Int | Style::Word => round(x, 0),
            // The year that a moment lies in, not the nearest.
            Style::Year => x.floor(),
            Style::Si if x.abs() >= BEYOND_WORDS => {
                let decimals = usize::from(decimals.unwrap_or(1));
                format!("{x:.decimals$e}").parse().unwrap_or(x)
            }
            Style::Si | Style::Usd | Style::Money => {
                let (scaled, _, size) = scaled(x, decimals.unwrap_or(0));
                round(scaled, decimals.unwrap_or(short_decimals(scaled, 2))) * size
            }
            Style::Percent if unit == Unit::Fraction || unit == Unit::Ratio => {
                let percent = x * 100.0;
                round(percent, decimals.unwrap_or(short_decimals(percent, 1))) / 100.0
            }
            Style::Percent => round(x, decimals.unwrap_or(short_decimals(x, 1))),
            Style::Fold => round(x, decimals.unwrap_or(0)),
            Style::P => round(x, p_decimals(x)),
            _ => round(x, decimals.unwrap_or(short_decimals(x, 2))),
        }
    }

    fn quantity(&self, q: &Quantity) -> Option<String> {
        if q.low().is_nan() || q.high().is_nan() {
            return None;
        }
        let low = self.parts(q.low(), q.unit())?;
        if q.is_lower_bound() {
            // `120+`, `20×+`, but `62+ points`.
            return Some(if low.suffix.starts_with([' ', '-']) {
                format!("{}+{}", low.body, low.suffix)
            } else {
                format!("{}{}+", low.body, low.suffix)
            });
        }
        if q.value().is_some() {
            return Some(format!("{}{}", low.body, low.suffix));
        }
        if self.style == Style::Word {
            return None;
        }
        let high = self.parts(q.high(), q.unit())?;
        Some(if low.body == high.body {
            format!("{}{}", high.body, high.suffix)
        } else {
            format!("{}–{}{}", low.body, high.body, high.suffix)
        })
    }

    /// The style that the unit asks for where none is named, and the decimals.
    fn resolved(&self, unit: Unit) -> (Style, Option<u8>) {
        if self.style != Style::ByUnit {
            return (self.style, self.decimals);
        }
        match unit {
            Unit::Of(_) | Unit::Rate(..) => (Style::Int, None),
            Unit::Ratio => (Style::Times, self.decimals),
            Unit::Fraction | Unit::Percent => (Style::Percent, self.decimals),
            Unit::Points => (Style::Points, self.decimals.or(Some(1))),
            Unit::Usd | Unit::Currency(_) => (Style::Money, self.decimals),
            Unit::Number | Unit::Days | Unit::Months | Unit::Years => {
                (Style::Number, self.decimals)
            }
        }
    }

    fn parts(&self, x: f64, unit: Unit) -> Option<Parts> {
        let (style, decimals) = self.resolved(unit);
        let shown = self.shown(x, unit);
        let number = |x: f64, most: u8| fixed(x, decimals.unwrap_or(short_decimals(x, most)));
        let large = |prefix: &str| {
            let (scaled, letter, _) = scaled(shown, decimals.unwrap_or(0));
            let text = number(scaled.abs(), 2);
            let sign = if shown < 0.0 { "\u{2212}" } else { "" };
            format!("{sign}{prefix}{text}{letter}")
        };
        let percent = if matches!(unit, Unit::Fraction | Unit::Ratio) {
            shown * 100.0
        } else {
            shown
        };
        let (body, suffix) = match style {
            Style::Int => (fixed(x, 0), ""),
            Style::Number => (number(x, 2), ""),
            Style::P if x < 0.001 => ("<0.001".to_owned(), ""),
            Style::P => (fixed(x, p_decimals(x)), ""),
            Style::Si if x.abs() >= BEYOND_WORDS => {
                (power_of_ten(x, usize::from(decimals.unwrap_or(1))), "")
            }
            Style::Si => (large(""), ""),
            Style::Usd => (large("$"), ""),
            Style::Money => match unit {
                Unit::Currency(currency) => (large(currency.symbol()), ""),
                _ => (large("$"), ""),
            },
            Style::Percent => (number(percent, 1), "%"),
            Style::Times => (number(x, 2), "×"),
            Style::Fold => (fixed(x, decimals.unwrap_or(0)), "-fold"),
            Style::Points => (
                number(x, 2),
                if shown.abs() == 1.0 {
                    " point"
                } else {
                    " points"
                },
            ),
            Style::Word => (word(x)?.to_owned(), ""),
            // A year has no comma.
            Style::Year if unit == Unit::Years => (fixed(shown, 0).replace(',', ""), ""),
            Style::ByUnit | Style::Date | Style::Mon | Style::Year | Style::Text => return None,
        };
        let body = if self.signed && shown > 0.0 {
            format!("+{body}")
        } else {
            body
        };
        Some(Parts { body, suffix })
    }
}

impl FromStr for Format {
    type Err = FormatError;

    fn from_str(text: &str) -> Result<Self, FormatError> {
        if text.is_empty() {
            return Ok(Format::default());
        }
        let (signed, rest) = match text.strip_prefix('+') {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let name = rest.trim_end_matches(|c: char| c.is_ascii_digit());
        let digits = &rest[name.len()..];
        let style = NAMES
            .iter()
            .find(|(known, _)| *known == name)
            .map(|(_, style)| *style);
        let decimals = if digits.is_empty() {
            Ok(None)
        } else {
            digits.parse::<u8>().map(Some)
        };
        match (style, decimals) {
            (Some(style), Ok(decimals))
                if decimals.is_none_or(|d| d <= 9 && style.has_decimals()) =>
            {
                Ok(Format {
                    style,
                    decimals,
                    signed,
                })
            }
            _ => Err(FormatError::Unknown {
                text: text.to_owned(),
                nearest: nearest(name, NAMES.iter().map(|(known, _)| *known)),
            }),
        }
    }
}

/// The decimals of a p value: as many as show two digits of those that matter.
fn p_decimals(p: f64) -> u8 {
    if p < 0.1 { 3 } else { 2 }
}

impl Style {
    /// Whether the format may show numbers of a unit: what stands beside its digits must be true.
    const fn fits(self, unit: Unit) -> bool {
        match self {
            Style::Usd => matches!(unit, Unit::Usd),
            Style::Money => matches!(unit, Unit::Usd | Unit::Currency(_)),
            Style::Percent => matches!(unit, Unit::Fraction | Unit::Percent | Unit::Ratio),
            Style::Points => matches!(unit, Unit::Points),
            Style::Times | Style::Fold => matches!(unit, Unit::Ratio),
            Style::P => matches!(unit, Unit::Number),
            // Letters for thousands and words for counts would hide a sign of the unit.
            Style::Si | Style::Word => !matches!(
                unit,
                Unit::Fraction | Unit::Percent | Unit::Usd | Unit::Currency(_)
            ),
            _ => true,
        }
    }

    /// What the format is for, where it is not for all units.
    const fn takes(self) -> &'static str {
        match self {
            Style::Usd => "US dollars",
            Style::Money => "amounts of money",
            Style::Percent => "fractions, percentages and ratios",
            Style::Points => "percentage points",
            Style::Times | Style::Fold => "ratios",
            Style::P => "plain numbers",
            Style::Si | Style::Word => "counts",
            _ => "all units",
        }
    }

    const fn has_decimals(self) -> bool {
        !matches!(
            self,
            Style::Int
                | Style::P
                | Style::Word
                | Style::Date
                | Style::Mon
                | Style::Year
                | Style::Text
        )
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = NAMES
            .iter()
            .find(|(_, style)| *style == self.style)
            .map_or("", |(name, _)| name);
        let sign = if self.signed { "+" } else { "" };
        let decimals = self.decimals.map(|d| d.to_string()).unwrap_or_default();
        write!(f, "{sign}{name}{decimals}")
    }
}

/// A format that does not exist, or that does not fit the value.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum FormatError {
    /// No format of that name.
    Unknown {
        /// The name as given.
        text: String,
        /// The nearest name that exists.
        nearest: Option<String>,
    },
    /// The format cannot show such a value.
    Mismatch {
        /// The format's name.
        format: String,
        /// What the value is.
        value: &'static str,
    },
    /// The format is for numbers of another unit.
    Unit {
        /// The format's name.
        format: String,
        /// The unit of the value.
        unit: Unit,
        /// What the format is for.
        takes: &'static str,
    },
}

impl FormatError {
    /// The names of all formats.
    pub fn names() -> impl Iterator<Item = &'static str> {
        NAMES.iter().map(|(name, _)| *name)
    }
}

impl fmt::Display for FormatError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            FormatError::Unknown { text, .. } => write!(f, "there is no format `{text}`"),
            FormatError::Mismatch { format, value } if format.is_empty() => {
                write!(f, "{value} cannot be written without a format")
            }
            FormatError::Mismatch { format, value } => {
                write!(f, "the format `{format}` cannot show {value}")
            }
            FormatError::Unit {
                format,
                unit,
                takes,
            } => write!(
                f,
                "the format `{format}` is for {takes}, and the value is in another unit: {unit}"
            ),
        }
    }
}

impl std::error::Error for FormatError {}

fn kind(value: &Value) -> &'static str {
    match value {
        Value::Quantity(q) if q.value().is_none() => "a range or bound",
        Value::Quantity(_) | Value::Estimate { .. } => "a number",
        Value::Series(_) => "a series",
        Value::Month(_) => "a month",
        Value::Text(_) => "a text",
        Value::Missing(_) => "a missing value",
    }
}

#[cfg(test)]
mod tests;
