//! Charts as the studies' figures have them.

use highwater_facts::Month;
use highwater_ingest::Date;
use highwater_plot::chart::Absent;
use highwater_plot::{Chart, Position};

/// A chart, or why there is none.
pub(crate) fn or_absent<C: Chart + Send + Sync + 'static>(
    chart: Result<C, impl std::fmt::Display>,
) -> Box<dyn Chart + Send + Sync> {
    match chart {
        Ok(chart) => Box::new(chart),
        Err(why) => Box::new(Absent {
            why: format!("Nothing to draw: {why}"),
        }),
    }
}

/// Returns a day along an axis.
pub(crate) fn position(date: Date) -> Option<Position> {
    let month = Month::new(date.year(), date.month())?;
    Some(Position::Day(month, u8::try_from(date.day()).ok()?))
}
