//! Where a point lies along the horizontal axis.

use highwater_facts::{Month, number_text};

/// Where a point lies along the horizontal axis of a chart of lines or columns.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Position {
    /// A month.
    Month(Month),
    /// A number.
    Number(f64),
}

impl Position {
    /// The place on a scale: months count from January of the year 0.
    #[must_use]
    pub fn coordinate(self) -> f64 {
        match self {
            Position::Month(month) => f64::from(month_index(month)),
            Position::Number(x) => x,
        }
    }

    /// The text as a reader sees it.
    #[must_use]
    pub fn text(self) -> String {
        match self {
            Position::Month(month) => month.short_name(),
            Position::Number(x) => number_text::raw(x),
        }
    }

    /// Whether it is a month.
    #[must_use]
    pub fn is_month(self) -> bool {
        matches!(self, Position::Month(_))
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

/// The month at a place of a months scale, and its text: `Jan 2022`.
#[must_use]
pub fn month_text(coordinate: f64) -> String {
    let index = coordinate.round() as i32;
    Month::new(index.div_euclid(12), index.rem_euclid(12) + 1)
        .map(Month::short_name)
        .unwrap_or_default()
}
