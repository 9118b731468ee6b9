//! Where a point lies along the horizontal axis.

use highwater_facts::{Month, number_text};

use crate::calendar::Grain;
use crate::error::PlotError;

/// Where a point lies along the horizontal axis of a chart of lines, columns or points.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Position {
    /// A month.
    Month(Month),
    /// A day of a month, counted from 1.
    Day(Month, u8),
    /// A year as a whole, which lies where its January does.
    Year(i32),
    /// A number.
    Number(f64),
}

impl Position {
    /// Returns the place on a scale: months count from January of the year 0, a day is a part of its
    /// month.
    #[must_use]
    pub fn coordinate(self) -> f64 {
        match self {
            Position::Month(month) => f64::from(month_index(month)),
            Position::Day(month, day) => {
                let part = (f64::from(day) - 1.0) / f64::from(month.days());
                f64::from(month_index(month)) + part.clamp(0.0, 1.0)
            }
            Position::Year(year) => f64::from(year) * 12.0,
            Position::Number(x) => x,
        }
    }

    /// The text as a reader sees it.
    #[must_use]
    pub fn text(self) -> String {
        match self {
            Position::Month(month) => month.short_name(),
            Position::Day(month, day) => format!("{day} {}", month.short_name()),
            Position::Year(year) => year.to_string(),
            Position::Number(x) => number_text::raw(x),
        }
    }

    /// Returns how fine a date it is; `None` for a number.
    #[must_use]
    pub fn grain(self) -> Option<Grain> {
        match self {
            Position::Day(..) => Some(Grain::Day),
            Position::Month(_) => Some(Grain::Month),
            Position::Year(_) => Some(Grain::Year),
            Position::Number(_) => None,
        }
    }

    /// Returns whether it is one of the calendar, not a number.
    #[must_use]
    pub fn is_date(self) -> bool {
        !matches!(self, Position::Number(_))
    }
}

/// Refuses a day that its month has not.
pub(crate) fn admit(at: Position, series: &str) -> Result<(), PlotError> {
    match at {
        Position::Day(month, day) if !(1..=month.days()).contains(&day) => {
            Err(PlotError::NoSuchDay {
                series: series.to_owned(),
                at: at.text(),
                days: month.days(),
            })
        }
        _ => Ok(()),
    }
}

impl From<f64> for Position {
    fn from(number: f64) -> Self {
        Position::Number(number)
    }
}

impl From<Month> for Position {
    fn from(month: Month) -> Self {
        Position::Month(month)
    }
}

fn month_index(month: Month) -> i32 {
    month.year() * 12 + month.month() - 1
}

/// Returns the month at a place of a months scale, and its text: `Jan 2022`.
#[must_use]
pub fn month_text(coordinate: f64) -> String {
    let index = coordinate.round() as i32;
    Month::new(index.div_euclid(12), index.rem_euclid(12) + 1)
        .map(Month::short_name)
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_lie_between_their_months_and_years_on_their_januaries() {
        let month = |month| Month::new(2024, month).unwrap();
        let february = Position::Month(month(2)).coordinate();
        assert_eq!(Position::Day(month(2), 1).coordinate(), february);
        assert_eq!(
            Position::Day(month(2), 16).coordinate(),
            february + 15.0 / 29.0
        );
        assert!(Position::Day(month(2), 99).coordinate() <= february + 1.0);
        assert_eq!(
            Position::Year(2024).coordinate(),
            Position::Month(month(1)).coordinate()
        );
        assert_eq!(Position::Day(month(2), 16).text(), "16 Feb 2024");
        assert_eq!(Position::Year(2024).text(), "2024");
    }
}
