//! A day of the calendar.

use std::fmt;
use std::str::FromStr;

use highwater_facts::Month;

/// A day of the calendar, as `2022-11-09`, from the year 1 to 9999.
///
/// # Example
///
/// ```
/// use highwater_ingest::Date;
///
/// let date: Date = "2024-02-29".parse()?;
/// assert_eq!((date.year(), date.month(), date.day()), (2024, 2, 29));
/// assert!(date > Date::new(2018, 1, 1).ok_or("no such day")?);
///
/// // 2023 had no 29 February.
/// let error = "2023-02-29".parse::<Date>().unwrap_err();
/// assert_eq!(error.nearest().map(|date| date.to_string()).as_deref(), Some("2023-02-28"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    year: i16,
    month: u8,
    day: u8,
}

impl Date {
    /// The day, or `None` where the calendar has none such.
    #[must_use]
    pub fn new(year: i32, month: i32, day: i32) -> Option<Self> {
        let valid = (1..=9999).contains(&year)
            && (1..=12).contains(&month)
            && (1..=days(year, month)).contains(&day);
        valid.then_some(Date {
            year: year as i16,
            month: month as u8,
            day: day as u8,
        })
    }

    /// The year.
    #[must_use]
    pub fn year(self) -> i32 {
        i32::from(self.year)
    }

    /// The month of the year, 1 to 12.
    #[must_use]
    pub fn month(self) -> i32 {
        i32::from(self.month)
    }

    /// The day of the month, 1 to 31.
    #[must_use]
    pub fn day(self) -> i32 {
        i32::from(self.day)
    }
}

fn days(year: i32, month: i32) -> i32 {
    Month::new(year, month).map_or(0, |month| i32::from(month.days()))
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

impl FromStr for Date {
    type Err = DateError;

    fn from_str(text: &str) -> Result<Self, DateError> {
        written(text.as_bytes()).ok_or_else(|| DateError {
            text: text.to_owned(),
        })
    }
}

/// The day that the ten bytes `YYYY-MM-DD` name.
fn written(text: &[u8]) -> Option<Date> {
    let &[y0, y1, y2, y3, b'-', m0, m1, b'-', d0, d1] = text else {
        return None;
    };
    let number = |digits: &[u8]| {
        digits.iter().try_fold(0, |sum, &digit| {
            digit
                .is_ascii_digit()
                .then(|| sum * 10 + i32::from(digit - b'0'))
        })
    };
    Date::new(
        number(&[y0, y1, y2, y3])?,
        number(&[m0, m1])?,
        number(&[d0, d1])?,
    )
}

/// A text that is no day, with the nearest one that is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DateError {
    text: String,
}

impl DateError {
    /// The nearest day, where the text starts with a year of four digits and holds a month and a
    /// day behind it: `2023/2/30` gives `2023-02-28`.
    ///
    /// `03/04/2023` has none: nobody can tell the day from the month.
    #[must_use]
    pub fn nearest(&self) -> Option<Date> {
        let mut numbers = self
            .text
            .split(|c: char| !c.is_ascii_digit())
            .filter(|digits| !digits.is_empty());
        let year = numbers.next().filter(|digits| digits.len() == 4)?;
        let year = year.parse().ok().filter(|year| (1..=9999).contains(year))?;
        let month = numbers.next()?.parse::<i32>().ok()?.clamp(1, 12);
        let day = numbers.next()?.parse::<i32>().ok()?;
        Date::new(year, month, day.clamp(1, days(year, month)))
    }
}

impl fmt::Display for DateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "`{}` is not a day of the calendar; write year, month and day as `2023-07-18`",
            self.text
        )
    }
}

impl std::error::Error for DateError {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_days_of_the_calendar_are_read() {
        for text in [
            "2023-02-29",
            "1900-02-29",
            "2023-04-31",
            "2023-13-01",
            "2023-00-01",
            "2023-01-00",
            "0000-01-01",
            "2023-1-1",
            "2023/01/01",
            "2023-01-01 ",
            "2023-01-011",
            "+023-01-01",
            "",
        ] {
            assert!(text.parse::<Date>().is_err(), "{text}");
        }
        for text in ["2024-02-29", "2000-02-29", "1950-07-02", "9999-12-31"] {
            assert_eq!(text.parse::<Date>().unwrap().to_string(), text);
        }
    }

    #[test]
    fn the_nearest_day_needs_the_year_in_front() {
        for (text, nearest) in [
            ("2023-13-01", Some("2023-12-01")),
            ("2023-02-31", Some("2023-02-28")),
            ("2023-7-4", Some("2023-07-04")),
            ("2023-07-18 12:34", Some("2023-07-18")),
            ("03/04/2023", None),
            ("2023-07", None),
            ("soon", None),
        ] {
            let found = text.parse::<Date>().unwrap_err().nearest();
            assert_eq!(found.map(|date| date.to_string()).as_deref(), nearest);
        }
    }
}
