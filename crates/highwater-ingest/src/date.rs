//! A day of the calendar.

mod form;
mod readings;

use std::fmt;
use std::str::FromStr;

use highwater_facts::Month;

pub use form::{DateForm, DateFormError};
pub use readings::{date_readings, is_ambiguous_date};

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

    /// Returns the year.
    #[must_use]
    pub fn year(self) -> i32 {
        i32::from(self.year)
    }

    /// Returns the month of the year, 1 to 12.
    #[must_use]
    pub fn month(self) -> i32 {
        i32::from(self.month)
    }

    /// Returns the day of the month, 1 to 31.
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
            form: None,
        })
    }
}

impl Date {
    /// Reads a day as a column writes it; `None` for the form is year, month and day as `2023-07-18`.
    ///
    /// # Errors
    ///
    /// [`DateError`], which says the form that reads the text, if there is one.
    pub fn read(text: &str, form: Option<&DateForm>) -> Result<Self, DateError> {
        match form {
            None => text.parse(),
            Some(form) => form.read(text).ok_or_else(|| DateError {
                text: text.to_owned(),
                form: Some(form.to_string()),
            }),
        }
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

/// A text that is not a day in the form of its column, with the nearest one that is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DateError {
    text: String,
    /// The form of the column, if it is not year, month and day.
    form: Option<String>,
}

impl DateError {
    /// Returns the nearest day: the one that all forms give which read the text, `2016-03-03` for
    /// `3 March 2016`; or, if the text starts with a year of four digits, the calendar's nearest:
    /// `2023-02-28` for `2023/2/30`.
    ///
    /// `03/04/2023` has none, because nobody can tell the day from the month. A column with a form of
    /// its own has none either.
    #[must_use]
    pub fn nearest(&self) -> Option<Date> {
        if self.form.is_some() {
            return None;
        }
        let readings = date_readings(&self.text);
        if let [(first, day), rest @ ..] = &readings[..] {
            let agree = first.has_day() && rest.iter().all(|(_, other)| other == day);
            return agree.then_some(*day);
        }
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

    /// Says what is wrong and which setting reads the text, to stand behind the text found.
    #[must_use]
    pub fn rule(&self) -> String {
        let written = match &self.form {
            Some(form) => format!("is not a day written as `{form}`"),
            None => "is not a day written as `2023-07-18`".to_owned(),
        };
        let readings = date_readings(&self.text);
        let setting = |(form, day): &(DateForm, Date)| format!("`date = \"{form}\"` reads {day}");
        match &readings[..] {
            [] => match self.form {
                Some(_) => written,
                None => "is not a day of the calendar; write it as `2023-07-18`".to_owned(),
            },
            [only, rest @ ..] if rest.iter().all(|(_, day)| *day == only.1) => {
                format!("{written}; {} for this column", setting(only))
            }
            several => {
                let ways: Vec<_> = several.iter().map(setting).collect();
                format!(
                    "{written}, and its day and month could change places: {}; say which for this column",
                    ways.join(", ")
                )
            }
        }
    }
}

impl fmt::Display for DateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` {}", self.text, self.rule())
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
            ("20230718", Some("2023-07-18")),
            ("3 March 2016", Some("2016-03-03")),
            ("13/02/2016", Some("2016-02-13")),
            ("February 2016", None),
            ("03/04/2023", None),
            ("2023-07", None),
            ("soon", None),
        ] {
            let found = text.parse::<Date>().unwrap_err().nearest();
            assert_eq!(found.map(|date| date.to_string()).as_deref(), nearest);
        }
    }

    /// The four days of the shared table.
    #[test]
    fn dates_csv() {
        for (text, rule) in [
            (
                "01/02/2016",
                "is not a day written as `2023-07-18`, and its day and month could change places: \
                 `date = \"%d/%m/%Y\"` reads 2016-02-01, `date = \"%m/%d/%Y\"` reads 2016-01-02; \
                 say which for this column",
            ),
            (
                "2016-1-2",
                "is not a day written as `2023-07-18`; `date = \"%Y-%m-%d\"` reads 2016-01-02 for this column",
            ),
            (
                "2016-01-02T10:00:00",
                "is not a day written as `2023-07-18`; `date = \"%Y-%m-%dT%H:%M:%S\"` reads 2016-01-02 for this column",
            ),
            (
                "3 March 2016",
                "is not a day written as `2023-07-18`; `date = \"%d %B %Y\"` reads 2016-03-03 for this column",
            ),
        ] {
            let error = text.parse::<Date>().unwrap_err();
            assert_eq!(error.rule(), rule, "{text}");
            for (form, day) in date_readings(text) {
                assert_eq!(Date::read(text, Some(&form)), Ok(day), "{text}");
            }
        }
        let american: DateForm = "%m/%d/%Y".parse().unwrap();
        let error = Date::read("13/02/2016", Some(&american)).unwrap_err();
        assert_eq!(
            error.to_string(),
            "`13/02/2016` is not a day written as `%m/%d/%Y`; `date = \"%d/%m/%Y\"` reads 2016-02-13 for this column"
        );
        assert_eq!(error.nearest(), None);
    }

    #[test]
    fn a_day_that_could_be_two_is_told() {
        for text in [
            "01/02/2016",
            "1.2.16",
            "01-02-2016",
            "01/02/2016 10:00",
            "10-11-12",
        ] {
            assert!(is_ambiguous_date(text), "{text}");
        }
        for text in [
            "13/02/2016",
            "02/02/2016",
            "2016-01-02",
            "20160102",
            "3 March 2016",
            "soon",
            "",
        ] {
            assert!(!is_ambiguous_date(text), "{text}");
        }
    }
}
