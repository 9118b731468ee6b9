//! How a value is written: `28M`, `22.1×`, `$200K–$500K`, `July 2023`.

mod error;
mod parts;
mod style;

use std::fmt;
use std::str::FromStr;

use crate::nearest::nearest;
use crate::number_text::MINUS;
use crate::quantity::Quantity;
use crate::unit::Unit;
use crate::value::{Item, Series, Value};

pub use error::FormatError;
use parts::Parts;
use style::{NAMES, Style};

/// How a value is written, as it stands behind the `?` of a value link.
///
/// A name, and for most a digit that fixes the decimals; without the digit a number is written with
/// three significant digits at the most. A leading `+` writes the sign of positive numbers too; `abs`
/// at the end leaves the sign out, for a size whose direction the words say: fell by `pct0abs`.
///
/// | name | for | 1 | text |
/// |---|---|---|---|
/// | `int` | a whole number | 330000 | 330,000 |
/// | `n` | a number | 13.72 | 13.7 |
/// | `p` | a p value, from 0 to 1 | 0.0412 | 0.041 |
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
/// | `abs` | the size of a change | −0.12 | 12% |
/// | `pct0abs`, `n1abs`, `usdabs` .. | the same, in a format of its own | −0.12 | 12% |
///
/// Ranges and bounds follow: `$200K–$500K`, `10–50×`, `120+`, `≤5`; with a sign, `−12% to −5%`.
///
/// A number that is not zero never reads as zero: 0.004 is `0.004`, and `<0.01` where two decimals
/// are asked for; −0.004 is `>−0.01` there.
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
    absolute: bool,
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
            absolute: false,
        }
    }

    /// Returns the same format with that many decimals; formats without decimals stay as they are.
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

    /// Returns the same format, with the sign of positive numbers written too.
    #[must_use]
    pub const fn signed(self) -> Self {
        Format {
            signed: true,
            absolute: false,
            ..self
        }
    }

    /// Returns the same format without signs, for the size of a change whose direction the words say.
    #[must_use]
    pub const fn absolute(self) -> Self {
        Format {
            signed: false,
            absolute: true,
            ..self
        }
    }

    /// Returns whether it writes the size of a number without its sign.
    #[must_use]
    pub const fn is_absolute(&self) -> bool {
        self.absolute
    }

    /// Returns the text of a value.
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
        if self.style == Style::P && !is_probability(value) {
            return Err(FormatError::Mismatch {
                format: self.to_string(),
                value: "a number that is not within 0 and 1",
            });
        }
        match (value, self.style) {
            (Value::Month(_) | Value::Text(_), _) if self.absolute => Err(mismatch()),
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

    /// Returns the texts of the items, joined by commas; a dash for one that is missing.
    fn series(&self, series: &Series) -> Result<String, FormatError> {
        let text = |item: &Item| match &item.value {
            Value::Missing(_) => Ok("–".to_owned()),
            value => self.text(value),
        };
        let texts: Result<Vec<String>, FormatError> = series.items.iter().map(text).collect();
        Ok(texts?.join(", "))
    }

    /// Returns the text of a number of a unit, as [`text`](Self::text) of a plain quantity; `n/a` where
    /// the format does not fit.
    #[must_use]
    pub fn number(&self, x: f64, unit: Unit) -> String {
        self.quantity(&Quantity::exact(x, unit))
            .unwrap_or_else(|| "n/a".to_owned())
    }

    fn quantity(&self, q: &Quantity) -> Option<String> {
        if q.low().is_nan() || q.high().is_nan() {
            return None;
        }
        let sizes = self.absolute.then(|| absolute(q));
        let q = sizes.as_ref().unwrap_or(q);
        if q.low() == f64::NEG_INFINITY && q.high().is_finite() {
            let high = self.parts(q.high(), q.unit())?;
            return Some(format!("≤{}{}", high.body, high.suffix));
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
            let signed = |parts: &Parts| parts.body.starts_with([MINUS, '+', '<', '>']);
            // `0.5–1 points`.
            let suffix = if low.suffix == " points" {
                low.suffix
            } else {
                high.suffix
            };
            match (signed(&low) || signed(&high), suffix) {
                (false, suffix) => format!("{}–{}{suffix}", low.body, high.body),
                // `−3 to −1 points`.
                (true, suffix) if suffix.starts_with([' ', '-']) => {
                    format!("{} to {}{suffix}", low.body, high.body)
                }
                (true, suffix) => format!("{}{suffix} to {}{suffix}", low.body, high.body),
            }
        })
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
        let (absolute, rest) = match rest.strip_suffix("abs") {
            Some(rest) if !signed => (true, rest),
            _ => (false, rest),
        };
        let name = rest.trim_end_matches(|c: char| c.is_ascii_digit());
        let digits = &rest[name.len()..];
        let style = NAMES
            .iter()
            .find(|(known, _)| *known == name)
            .map(|(_, style)| *style)
            .or((absolute && rest.is_empty()).then_some(Style::ByUnit))
            .filter(|style| !absolute || style.has_size());
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
                    absolute,
                })
            }
            _ => Err(FormatError::Unknown {
                text: text.to_owned(),
                nearest: nearest(name, NAMES.iter().map(|(known, _)| *known)),
            }),
        }
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
        let abs = if self.absolute { "abs" } else { "" };
        write!(f, "{sign}{name}{decimals}{abs}")
    }
}

/// Returns the sizes of the numbers between two bounds.
fn absolute(q: &Quantity) -> Quantity {
    let (low, high) = (q.low().abs(), q.high().abs());
    let least = if q.low() < 0.0 && q.high() > 0.0 {
        0.0
    } else {
        low.min(high)
    };
    Quantity::range(least, low.max(high), q.unit()).unwrap_or(*q)
}

/// Returns whether a value may be a p value, as far as it is a number.
fn is_probability(value: &Value) -> bool {
    let within = |x: &f64| (0.0..=1.0).contains(x);
    match value {
        Value::Quantity(q) => within(&q.low()) && within(&q.high()),
        Value::Estimate { value, .. } => within(value),
        Value::Series(series) => series.items.iter().all(|item| is_probability(&item.value)),
        Value::Month(_) | Value::Text(_) | Value::Missing(_) => true,
    }
}

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
