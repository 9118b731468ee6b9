//! What a parameter is, and what it may be set to.

use std::fmt;
use std::ops::RangeInclusive;

use highwater_facts::{Month, number_text};
use highwater_ingest::Date;

/// What takes a date away.
const NONE: &str = "none";

/// Something that a reader may set.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Parameter {
    /// The path: `wave.until`.
    pub path: &'static str,
    /// The value where nothing is set.
    pub default: &'static str,
    /// What may be set.
    pub domain: Domain,
    /// What it does, in a sentence.
    pub about: &'static str,
}

/// What a parameter may be set to.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Domain {
    /// A number from the first to the second, both included.
    Number(f64, f64),
    /// A whole number from the first to the second, both included.
    Whole(u32, u32),
    /// A month.
    Month,
    /// A day, or `none`.
    Date,
    /// A window of years, `2017-2021`, both within the first and the last of these.
    Years(i32, i32),
    /// One of these words, in upper or lower case, with `-` or `_`.
    OneOf(&'static [&'static str]),
}

impl Domain {
    pub(super) fn admits(self, text: &str) -> bool {
        match self {
            Domain::Number(low, high) => {
                text.parse::<f64>().is_ok_and(|x| (low..=high).contains(&x))
            }
            Domain::Whole(low, high) => {
                text.parse::<u32>().is_ok_and(|n| (low..=high).contains(&n))
            }
            Domain::Month => text.parse::<Month>().is_ok(),
            Domain::Date => text == NONE || text.parse::<Date>().is_ok(),
            Domain::Years(first, last) => {
                years(text).is_some_and(|window| *window.start() >= first && *window.end() <= last)
            }
            Domain::OneOf(_) => self.word(text).is_some(),
        }
    }

    /// Returns a value as its parameter writes it.
    pub(super) fn written(self, value: &str) -> String {
        self.word(value).unwrap_or(value).to_owned()
    }

    /// Returns the word that a text is, as it is written here.
    fn word(self, text: &str) -> Option<&'static str> {
        let Domain::OneOf(words) = self else {
            return None;
        };
        let plain = |word: &str| word.to_lowercase().replace('-', "_");
        let found = words.iter().find(|word| plain(word) == plain(text));
        found.copied()
    }
}

impl fmt::Display for Domain {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Domain::Number(low, high) => {
                write!(
                    f,
                    "a number from {} to {}",
                    number_text::raw(*low),
                    number_text::raw(*high)
                )
            }
            Domain::Whole(low, high) => write!(f, "a whole number from {low} to {high}"),
            Domain::Month => f.write_str("a month such as `2023-07`"),
            Domain::Date => write!(f, "a day such as `2018-01-01`, or `{NONE}`"),
            Domain::Years(first, last) => write!(
                f,
                "a window of years such as `2017-2021`, the earlier one first, from {first} to {last}"
            ),
            Domain::OneOf(words) => {
                for (at, word) in words.iter().enumerate() {
                    let before = match at {
                        0 => "",
                        at if at + 1 == words.len() => " or ",
                        _ => ", ",
                    };
                    write!(f, "{before}`{word}`")?;
                }
                Ok(())
            }
        }
    }
}

/// Returns a window of years, each of four digits, the earlier one first.
pub(super) fn years(text: &str) -> Option<RangeInclusive<i32>> {
    let (first, last) = text.split_once('-')?;
    let year = |text: &str| {
        let is_year = text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit());
        text.parse::<i32>().ok().filter(|_| is_year)
    };
    let (first, last) = (year(first)?, year(last)?);
    (first <= last).then_some(first..=last)
}
