//! The values of a list as points of a chart.

use highwater_facts::TracedSeries;

use crate::position::Position;

/// Returns the values of a list, each at the [position](Position::of) of its key. A key that is a name
/// has no position, and its value is left out.
///
/// # Example
///
/// ```
/// use highwater_facts::{CellRef, Key, Quantity, TracedSeries, Unit};
/// use highwater_plot::chart::{LineSeries, Lines, by_key};
/// use highwater_plot::{Chart, Hue, Measure};
///
/// let (unit, rows) = (Unit::Of("mm"), [(2, "2022", 812.0), (3, "2023", 800.0)]);
/// let rain = TracedSeries::column("mm", rows.map(|(line, year, mm)| {
///     let cell = CellRef { file: "rain.csv".into(), line, column: "mm".into() };
///     (Key::from(year), cell, Quantity::exact(mm, unit))
/// }));
/// let line = LineSeries::new("Rain", Hue::Blue, by_key(&rain));
/// let lines = Lines::new(Measure::new("Rain in mm", unit), [line]);
/// assert_eq!(lines.describe(), "Rain: 2022 812, 2023 800.");
/// ```
pub fn by_key<T: Clone>(values: &TracedSeries<T>) -> impl Iterator<Item = (Position, T)> {
    values
        .iter()
        .filter_map(|item| Some((Position::of(&item.key)?, item.value.value().clone())))
}
