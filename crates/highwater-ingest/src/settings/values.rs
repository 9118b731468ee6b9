//! The values of settings, each refused with what it may be.

use std::fmt;

use encoding_rs::{Encoding as Characters, UTF_8, WINDOWS_1252};
use highwater_facts::Unit;
use serde::de::{Error, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};

use crate::date::DateForm;
use crate::number::Decimal;

/// What sets cells apart: one ASCII character that is not a letter, digit, quote or line end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Delimiter(u8);

impl Delimiter {
    /// A comma.
    pub const COMMA: Delimiter = Delimiter(b',');
    /// A semicolon, which spreadsheets write where a comma is the decimal mark.
    pub const SEMICOLON: Delimiter = Delimiter(b';');
    /// A tab.
    pub const TAB: Delimiter = Delimiter(b'\t');

    /// Returns the delimiter that a setting names: `;`, `|`, a tab or `tab`; `None` if it can be none.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        match name.as_bytes() {
            b"tab" | b"\\t" => Some(Delimiter::TAB),
            &[byte @ (b'\t' | b' '..=b'~')] if !byte.is_ascii_alphanumeric() && byte != b'"' => {
                Some(Delimiter(byte))
            }
            _ => None,
        }
    }

    /// Returns its byte.
    #[must_use]
    pub const fn byte(self) -> u8 {
        self.0
    }
}

impl Default for Delimiter {
    fn default() -> Self {
        Delimiter::COMMA
    }
}

/// What quotes a cell that holds delimiters or line ends; none in some tables with tabs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quote(Option<u8>);

impl Quote {
    /// Returns its byte; `None` if no cell is quoted.
    #[must_use]
    pub const fn byte(self) -> Option<u8> {
        self.0
    }
}

impl Default for Quote {
    fn default() -> Self {
        Quote(Some(b'"'))
    }
}

/// How lines start that are not rows: one ASCII character such as `#`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Comment(u8);

impl Comment {
    /// Returns its byte.
    #[must_use]
    pub const fn byte(self) -> u8 {
        self.0
    }
}

/// How characters are written as bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8; each byte that is not is a fault, which names the character that was meant.
    #[default]
    Utf8,
    /// UTF-8, and each byte that is not is a character of Windows-1252: `encoding =
    /// "utf-8, windows-1252"` for files that were put together from both.
    Mixed,
    /// One of the Encoding Standard: `windows-1252`, `utf-16`, `shift_jis`.
    Other(&'static Characters),
}

impl Encoding {
    /// Returns the encoding that a setting names; `None` if there is none of that name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        let mut names = name
            .split(',')
            .map(|name| Characters::for_label(name.trim().as_bytes()));
        match (names.next()??, names.next(), names.next()) {
            (first, None, None) if first == UTF_8 => Some(Encoding::Utf8),
            (first, None, None) => Some(Encoding::Other(first)),
            (first, Some(Some(second)), None) if first == UTF_8 && second == WINDOWS_1252 => {
                Some(Encoding::Mixed)
            }
            _ => None,
        }
    }
}

/// Which rows below the header are not data.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Footer {
    /// None.
    #[default]
    None,
    /// The last lines of the file, so many of them that hold something.
    Lines(u64),
    /// The rows whose first text starts with one of these, wherever they stand. Case and blanks do
    /// not matter.
    Starts(Vec<String>),
}

/// What is done with rows of empty cells alone.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum BlankRows {
    /// They are faults.
    #[default]
    Refuse,
    /// They are left out, and counted.
    Skip,
}

/// What is done with a row that says `Total` and sums up those above it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Totals {
    /// It is a fault.
    #[default]
    Refuse,
    /// It is a row as any other.
    Keep,
}

/// Reads a text and says what it may be if it is none.
macro_rules! named {
    ($type:ty, $read:expr, $rule:literal) => {
        impl<'de> Deserialize<'de> for $type {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = String::deserialize(deserializer)?;
                let read: fn(&str) -> Option<$type> = $read;
                read(&text).ok_or_else(|| D::Error::custom(format!(concat!("`{}` ", $rule), text)))
            }
        }
    };
}

fn one_mark(text: &str) -> Option<u8> {
    match text.as_bytes() {
        &[byte] if byte.is_ascii_punctuation() => Some(byte),
        _ => None,
    }
}

named!(
    Delimiter,
    Delimiter::named,
    "is not a delimiter; write the one character that sets cells apart, as `delimiter = \";\"`, `\"\\t\"` or `\"|\"`"
);
named!(
    Quote,
    |text| match text {
        "" => Some(Quote(None)),
        _ => one_mark(text).map(|byte| Quote(Some(byte))),
    },
    "is not a quote; write the one character that quotes cells, as `quote = \"'\"`, or `quote = \"\"` for none"
);
named!(
    Comment,
    |text| one_mark(text).map(Comment),
    "does not start comments; write one character, as `comment = \"#\"`"
);
named!(
    Encoding,
    Encoding::named,
    "is not a known encoding; write one such as `encoding = \"windows-1252\"`, `\"latin1\"`, `\"utf-16\"`, or `\"utf-8, windows-1252\"` for a file with both"
);

/// `decimal = ","`.
pub(super) struct DecimalMark(pub(super) Decimal);
/// `date = "%d/%m/%Y"`.
pub(super) struct DaysAs(pub(super) DateForm);
/// `unit = "deaths"`.
pub(super) struct UnitName(pub(super) Unit);

named!(
    DecimalMark,
    |text| Decimal::from_mark(text).map(DecimalMark),
    "is not a decimal mark; write `decimal = \",\"` or `decimal = \".\"`"
);

impl<'de> Deserialize<'de> for DaysAs {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map(DaysAs).map_err(D::Error::custom)
    }
}

impl<'de> Deserialize<'de> for UnitName {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map(UnitName).map_err(D::Error::custom)
    }
}

/// How many lines: a whole number from 0.
pub(super) struct Count(pub(super) u64);

impl<'de> Deserialize<'de> for Count {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let count = i64::deserialize(deserializer)?;
        let error = || {
            D::Error::custom(format!(
                "`{count}` is not a number of lines; write `0` or more"
            ))
        };
        u64::try_from(count).map(Count).map_err(|_| error())
    }
}

/// One text or several.
pub(super) struct Texts(pub(super) Vec<String>);

impl<'de> Deserialize<'de> for Texts {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match deserializer.deserialize_any(OfFooter)? {
            Footer::Starts(texts) => Ok(Texts(texts)),
            _ => Err(D::Error::custom(
                "a number where texts are expected; write it in quotes",
            )),
        }
    }
}

impl<'de> Deserialize<'de> for Footer {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match deserializer.deserialize_any(OfFooter)? {
            Footer::Lines(0) => Ok(Footer::None),
            Footer::Starts(texts) if texts.iter().any(|text| text.trim().is_empty()) => {
                Err(D::Error::custom(
                    "an empty text starts every row; for rows of empty cells write `blank_rows = \"skip\"`",
                ))
            }
            footer => Ok(footer),
        }
    }
}

struct OfFooter;

impl<'de> Visitor<'de> for OfFooter {
    type Value = Footer;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a text, several in `[..]`, or a number of lines")
    }

    fn visit_i64<E: Error>(self, lines: i64) -> Result<Footer, E> {
        let error = || {
            E::custom(format!(
                "`{lines}` is not a number of lines; write `0` or more"
            ))
        };
        u64::try_from(lines).map(Footer::Lines).map_err(|_| error())
    }

    fn visit_u64<E: Error>(self, lines: u64) -> Result<Footer, E> {
        Ok(Footer::Lines(lines))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Footer, E> {
        Ok(Footer::Starts(vec![text.to_owned()]))
    }

    fn visit_seq<S: SeqAccess<'de>>(self, mut texts: S) -> Result<Footer, S::Error> {
        let mut all = Vec::new();
        while let Some(text) = texts.next_element()? {
            all.push(text);
        }
        Ok(Footer::Starts(all))
    }
}
