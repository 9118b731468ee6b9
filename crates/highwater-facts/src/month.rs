//! A month of the calendar.

use std::fmt;
use std::str::FromStr;

const NAMES: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// A month of the calendar, as `2023-07`.
///
/// # Example
///
/// ```
/// use highwater_facts::Month;
///
/// let first: Month = "2022-01".parse()?;
/// let last: Month = "2023-07".parse()?;
/// assert_eq!(last.months_since(first), 18);
/// assert_eq!(first.plus(18), last);
/// assert_eq!(last.name(), "July 2023");
/// # Ok::<(), highwater_facts::MonthError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Month {
    // Months since January of the year 0.
    index: i32,
}

impl Month {
    /// Returns the month `month` (1 to 12) of `year` (0 to 9999), or `None` outside of these.
    #[must_use]
    pub fn new(year: i32, month: i32) -> Option<Self> {
        ((1..=12).contains(&month) && (0..=9999).contains(&year)).then_some(Month {
            index: year * 12 + month - 1,
        })
    }

    /// Returns the year.
    #[must_use]
    pub fn year(self) -> i32 {
        self.index.div_euclid(12)
    }

    /// Returns the month of the year, 1 to 12.
    #[must_use]
    pub fn month(self) -> i32 {
        self.index.rem_euclid(12) + 1
    }

    /// Whole months from `earlier` to this one; negative where this one is earlier.
    #[must_use]
    pub fn months_since(self, earlier: Month) -> i32 {
        self.index - earlier.index
    }

    /// The month that lies `months` later.
    #[must_use]
    pub fn plus(self, months: i32) -> Month {
        Month {
            index: self.index + months,
        }
    }

    /// Returns how many days the month has.
    #[must_use]
    pub fn days(self) -> u8 {
        let year = self.year();
        match self.month() {
            4 | 6 | 9 | 11 => 30,
            2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
            2 => 28,
            _ => 31,
        }
    }

    /// The name in full: `July 2023`.
    #[must_use]
    pub fn name(self) -> String {
        format!("{} {}", self.month_name(), self.year())
    }

    /// The name cut to three letters: `Jul 2023`.
    #[must_use]
    pub fn short_name(self) -> String {
        format!("{} {}", &self.month_name()[..3], self.year())
    }

    /// The name as a segment of a ledger path: `jul_2023`.
    #[must_use]
    pub fn path_segment(self) -> String {
        format!("{}_{}", &self.month_name()[..3].to_lowercase(), self.year())
    }

    fn month_name(self) -> &'static str {
        NAMES[self.index.rem_euclid(12) as usize]
    }
}

impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.year(), self.month())
    }
}

impl FromStr for Month {
    type Err = MonthError;

    fn from_str(text: &str) -> Result<Self, MonthError> {
        let error = || MonthError {
            text: text.to_owned(),
        };
        let (year, month) = text.split_once('-').ok_or_else(error)?;
        let digits = |part: &str, n: usize| {
            (part.len() == n && part.bytes().all(|b| b.is_ascii_digit()))
                .then(|| part.parse::<i32>().ok())
                .flatten()
        };
        match (digits(year, 4), digits(month, 2)) {
            (Some(year), Some(month)) => Month::new(year, month).ok_or_else(error),
            _ => Err(error()),
        }
    }
}

/// A text that is no month, with the nearest one that is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MonthError {
    text: String,
}

impl MonthError {
    /// The nearest month, where the text holds a year and a number: `2023-13` gives `2023-12`.
    #[must_use]
    pub fn nearest(&self) -> Option<Month> {
        let mut numbers = self
            .text
            .split(|c: char| !c.is_ascii_digit())
            .filter(|s| !s.is_empty());
        let year = numbers
            .next()?
            .parse()
            .ok()
            .filter(|y| (1000..=9999).contains(y))?;
        let month = numbers.next()?.parse::<i32>().ok()?.clamp(1, 12);
        Month::new(year, month)
    }
}

impl fmt::Display for MonthError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "`{}` is not a month; write year and month as `2023-07`",
            self.text
        )
    }
}

impl std::error::Error for MonthError {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_year_and_month_in_digits_are_read() {
        for text in [
            "2023-13",
            "2023-00",
            "2023-7",
            "23-07",
            "2023/07",
            "2023-07-01",
            "",
            "July 2023",
        ] {
            assert!(text.parse::<Month>().is_err(), "{text}");
        }
        let error = "2023-13".parse::<Month>().unwrap_err();
        assert_eq!(error.nearest(), Month::new(2023, 12));
        assert_eq!(
            "2023-7".parse::<Month>().unwrap_err().nearest(),
            Month::new(2023, 7)
        );
    }

    #[test]
    fn days_follow_the_calendar() {
        assert_eq!(Month::new(2023, 7).unwrap().days(), 31);
        assert_eq!(Month::new(2024, 2).unwrap().days(), 29);
        assert_eq!(Month::new(1900, 2).unwrap().days(), 28);
    }

    #[test]
    fn names_and_order() {
        let july = Month::new(2023, 7).unwrap();
        assert_eq!(july.to_string(), "2023-07");
        assert_eq!(july.path_segment(), "jul_2023");
        assert!(july < july.plus(1));
        assert_eq!(july.plus(14).name(), "September 2024");
    }
}
