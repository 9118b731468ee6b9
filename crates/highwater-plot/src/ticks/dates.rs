//! Ticks of dates: days, weeks, months, quarters, years.

use crate::calendar::{self, Grain};

/// The steps in months, of which a scale has the first that gives few enough ticks; those of years
/// go on by tens.
const MONTHS: [f64; 4] = [1.0, 2.0, 3.0, 6.0];
const YEARS: [f64; 7] = [1.0, 2.0, 5.0, 10.0, 25.0, 50.0, 100.0];
const CENTURIES: [f64; 4] = [2.0, 5.0, 10.0, 50.0];

/// The steps in days: every day, every second or fourth, every Monday, every second Monday.
const DAYS: [i64; 5] = [1, 2, 4, 7, 14];

/// Returns at most `most` dates at even steps of the calendar, none finer than `grain`.
///
/// The numbers are months from January of the year 0, with days as parts of their month.
///
/// # Example
///
/// ```
/// use highwater_plot::{Grain, ticks};
///
/// // Monday 1 to Monday 22 January 2024.
/// let first = 2024.0 * 12.0;
/// let mondays = ticks::dates(first, first + 21.0 / 31.0, 4, Grain::Day);
/// assert_eq!(mondays, [0.0, 7.0, 14.0, 21.0].map(|day| first + day / 31.0));
/// ```
#[must_use]
pub fn dates(low: f64, high: f64, most: usize, grain: Grain) -> Vec<f64> {
    if !(low.is_finite() && high.is_finite() && low <= high) || most == 0 {
        return Vec::new();
    }
    if grain == Grain::Day && low.abs().max(high.abs()) < 1e7 {
        let days = DAYS.iter().find_map(|&step| days(low, high, step, most));
        if let Some(days) = days {
            return days;
        }
    }
    let months = MONTHS.iter().copied().filter(|_| grain != Grain::Year);
    let years = YEARS.iter().map(|years| years * 12.0);
    let centuries = CENTURIES.iter().map(|centuries| centuries * 1200.0);
    months
        .chain(years)
        .chain(centuries)
        .find_map(|step| multiples(low, high, step, most))
        .unwrap_or_default()
}

/// Returns months at every 1, 2, 3, 6 or 12 months, or every few years, counted from a January.
///
/// # Example
///
/// ```
/// // January 2022 to July 2023, three months apart.
/// let first = 2022.0 * 12.0;
/// assert_eq!(highwater_plot::ticks::months(first, first + 18.0, 7).len(), 7);
/// ```
#[must_use]
pub fn months(low: f64, high: f64, most: usize) -> Vec<f64> {
    dates(low, high, most, Grain::Month)
}

fn multiples(low: f64, high: f64, step: f64, most: usize) -> Option<Vec<f64>> {
    let (from, to) = ((low / step).ceil(), (high / step).floor());
    (to - from < most as f64).then(|| {
        (0..=(to - from).max(-1.0) as i64)
            .map(|i| (from + i as f64) * step)
            .collect()
    })
}

fn days(low: f64, high: f64, step: i64, most: usize) -> Option<Vec<f64>> {
    let (low, high) = (calendar::day_at(low).ceil(), calendar::day_at(high).floor());
    if (high - low) / step as f64 > most as f64 {
        return None;
    }
    // Counted from a Monday.
    let monday = -calendar::weekday(0);
    let (from, to) = (low as i64 - monday, high as i64 - monday);
    let indices =
        from.div_euclid(step) + i64::from(from.rem_euclid(step) > 0)..=to.div_euclid(step);
    let days: Vec<f64> = indices
        .map(|i| calendar::coordinate(monday + i * step))
        .collect();
    (days.len() <= most && days.len() >= 2).then_some(days)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(month: i64, day: i64) -> f64 {
        calendar::coordinate(calendar::day_number(2024, month, day))
    }

    fn texts(low: f64, high: f64, most: usize) -> Vec<String> {
        dates(low, high, most, Grain::Day)
            .into_iter()
            .map(calendar::day_text)
            .collect()
    }

    #[test]
    fn months_start_with_january() {
        let first = 2022.0 * 12.0;
        assert_eq!(
            months(first, first + 18.0, 4),
            [first, first + 6.0, first + 12.0, first + 18.0]
        );
        assert_eq!(months(first + 2.0, first + 6.0, 7).len(), 5);
    }

    #[test]
    fn days_within_a_month_have_ticks() {
        // vega-lite#7833.
        assert_eq!(
            texts(day(2, 10), day(2, 14), 7),
            [
                "10 Feb 2024",
                "11 Feb 2024",
                "12 Feb 2024",
                "13 Feb 2024",
                "14 Feb 2024"
            ]
        );
        assert_eq!(
            texts(day(2, 1), day(2, 29), 7),
            ["5 Feb 2024", "12 Feb 2024", "19 Feb 2024", "26 Feb 2024"]
        );
        let quarter = texts(day(1, 1), day(3, 31), 7);
        assert_eq!(quarter.len(), 6);
        assert_eq!(quarter[5], "18 Mar 2024");
        assert_eq!(
            texts(day(1, 1), day(7, 1), 7)[..2],
            ["1 Jan 2024", "1 Feb 2024"]
        );
    }

    #[test]
    fn years_have_no_ticks_between_them() {
        let first = 2020.0 * 12.0;
        let years = dates(first, first + 24.0, 7, Grain::Year);
        assert_eq!(years, [first, first + 12.0, first + 24.0]);
        let ages = dates(0.0, 2020.0 * 12.0, 5, Grain::Year);
        assert_eq!(ages, [0.0, 6000.0, 12000.0, 18000.0, 24000.0]);
    }
}
