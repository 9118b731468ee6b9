//! Days of the calendar on a scale of dates, where each month is one long.

use highwater_facts::Month;

/// How fine the dates of a chart are, which says where its axis may have ticks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Grain {
    /// Days.
    Day,
    /// Months as a whole.
    Month,
    /// Years as a whole.
    Year,
}

const NAMES: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];

/// The month with a name of three letters, from 1.
pub(crate) fn month_named(name: &str) -> Option<i64> {
    let index = NAMES.iter().position(|known| *known == name)?;
    Some(index as i64 + 1)
}

/// Returns the number of days from 1 March of the year 0 to a day of the Gregorian calendar.
pub(crate) fn day_number(year: i64, month: i64, day: i64) -> i64 {
    // Years that start in March have their leap day at their end.
    let (year, month) = if month > 2 {
        (year, month - 3)
    } else {
        (year - 1, month + 9)
    };
    let leap_days = year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
    year * 365 + leap_days + (153 * month + 2) / 5 + day - 1
}

/// Returns the day number of the first day of a month, counted from January of the year 0.
fn first_of(month_index: i64) -> i64 {
    day_number(
        month_index.div_euclid(12),
        month_index.rem_euclid(12) + 1,
        1,
    )
}

/// Returns the month that a day lies in, counted from January of the year 0.
fn month_of(day: i64) -> i64 {
    // Near enough, and then to the month.
    let guess = ((day + 60) as f64 / 30.436_875).floor() as i64;
    (guess - 1..=guess + 1)
        .rev()
        .find(|&month| first_of(month) <= day)
        .unwrap_or(guess)
}

/// Returns the place of the start of a day on a scale of dates.
pub(crate) fn coordinate(day: i64) -> f64 {
    let month = month_of(day);
    let (first, next) = (first_of(month), first_of(month + 1));
    month as f64 + (day - first) as f64 / (next - first) as f64
}

/// Returns the day at a place of a scale of dates, with the part of it that has passed.
pub(crate) fn day_at(coordinate: f64) -> f64 {
    let month = coordinate.floor();
    let (first, next) = (first_of(month as i64), first_of(month as i64 + 1));
    let day = first as f64 + (coordinate - month) * (next - first) as f64;
    // A whole day is one, but for the last digits of a double.
    if (day - day.round()).abs() < 1e-6 {
        day.round()
    } else {
        day
    }
}

/// Returns the number of the weekday of a day: 0 for Monday.
pub(crate) fn weekday(day: i64) -> i64 {
    // 1 March of the year 0 was a Wednesday.
    (day + 2).rem_euclid(7)
}

/// Returns the number of a weekday, counted without Saturdays and Sundays; these have that of the
/// Monday behind them.
pub(crate) fn weekday_number(day: i64) -> i64 {
    let (week, weekday) = ((day + 2).div_euclid(7), weekday(day));
    week * 5 + weekday.min(5)
}

/// Returns the day with a number among the weekdays.
pub(crate) fn day_of_weekday(number: i64) -> i64 {
    number.div_euclid(5) * 7 + number.rem_euclid(5) - 2
}

/// Returns the text of the day at a place of a scale of dates: `8 Jul 2023`.
pub(crate) fn day_text(coordinate: f64) -> String {
    let day = day_at(coordinate).floor() as i64;
    let month = month_of(day);
    let of_month = day - first_of(month) + 1;
    let year = i32::try_from(month.div_euclid(12)).ok();
    year.and_then(|year| Month::new(year, month.rem_euclid(12) as i32 + 1))
        .map(|month| format!("{of_month} {}", month.short_name()))
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_go_to_the_scale_and_back() {
        for year in [0, 1600, 1899, 1900, 2000, 2023, 2024, 9998] {
            for month in 1..=12 {
                for day in [1, 2, 15, 28] {
                    let number = day_number(year, month, day);
                    let at = coordinate(number);
                    assert_eq!(at.floor() as i64, year * 12 + month - 1, "{year}-{month}");
                    assert_eq!(day_at(at), number as f64);
                }
            }
        }
    }

    #[test]
    fn weekdays_are_those_of_the_calendar() {
        // 29 February 2024 was a Thursday, 1 January 1900 a Monday.
        assert_eq!(weekday(day_number(2024, 2, 29)), 3);
        assert_eq!(weekday(day_number(1900, 1, 1)), 0);
        let friday = day_number(2024, 3, 1);
        assert_eq!(weekday_number(friday + 3), weekday_number(friday) + 1);
        assert_eq!(day_of_weekday(weekday_number(friday) + 1), friday + 3);
        assert_eq!(day_number(2024, 3, 1) - day_number(2024, 2, 28), 2);
        assert_eq!(day_text(coordinate(day_number(2024, 2, 29))), "29 Feb 2024");
    }
}
