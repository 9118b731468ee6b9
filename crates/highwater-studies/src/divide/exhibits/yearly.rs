//! Shares year by year: a line with the reach of its uncertainty, over columns with what they are of.

use highwater_facts::{Format, Quantity, Unit};
use highwater_plot::chart::{ColumnPoint, Columns, LinePoint, LineSeries, RibbonPoint};
use highwater_plot::{Hue, Measure, Position};
use highwater_stats::Proportion;

use super::{LEVEL, LEVEL_NAME};

/// The share of a year.
pub(super) type Yearly = (i32, Proportion);

/// Returns a line of shares, in percent.
pub(super) fn line(name: &str, hue: Hue, shares: &[Yearly]) -> LineSeries {
    let point = |(year, share): &Yearly| {
        let value = Quantity::exact(100.0 * share.estimate, Unit::Percent);
        LinePoint::new(Position::Year(*year), value)
    };
    LineSeries::new(name, hue, shares.iter().map(point))
}

/// Returns the same with Wilson's intervals as its ribbon.
pub(super) fn line_with_interval(name: &str, hue: Hue, shares: &[Yearly]) -> LineSeries {
    let reach = |(year, share): &Yearly| {
        let interval = share.wilson(LEVEL).ok()?;
        let (low, high) = (100.0 * interval.low, 100.0 * interval.high);
        Some(RibbonPoint::new(
            Position::Year(*year),
            Quantity::range(low, high, Unit::Percent).ok()?,
        ))
    };
    line(name, hue, shares)
        .ribbon(shares.iter().filter_map(reach))
        .ribbon_name(LEVEL_NAME)
}

/// Columns with the number of things that the shares are of.
pub(super) fn columns(title: &str, name: &str, unit: Unit, shares: &[Yearly]) -> Columns {
    let column = |(year, share): &Yearly| {
        ColumnPoint::new(
            Position::Year(*year),
            Quantity::exact(share.trials as f64, unit),
        )
    };
    Columns::new(
        Measure::new(title, unit).format(Format::INT),
        name,
        Hue::Grey,
        shares.iter().map(column),
    )
}
