//! Shares year by year: a line with the reach of its uncertainty, over columns with what they are of.

use highwater_facts::{Format, Quantity, Unit};
use highwater_plot::chart::{
    ColumnPoint, Columns, Gaps, LinePoint, LineSeries, LineShape, RibbonPoint,
};
use highwater_plot::{Extent, Hue, Measure, Position};
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
    LineSeries {
        name: name.to_owned(),
        hue,
        shape: LineShape::Straight,
        points: shares.iter().map(point).collect(),
        gaps: Gaps::default(),
        ribbon: Vec::new(),
        ribbon_name: String::new(),
    }
}

/// Returns the same with Wilson's intervals as its ribbon.
pub(super) fn line_with_interval(name: &str, hue: Hue, shares: &[Yearly]) -> LineSeries {
    let reach = |(year, share): &Yearly| {
        let interval = share.wilson(LEVEL).ok()?;
        let (low, high) = (100.0 * interval.low, 100.0 * interval.high);
        Some(RibbonPoint {
            at: Position::Year(*year),
            reach: Quantity::range(low, high, Unit::Percent).ok()?,
        })
    };
    LineSeries {
        ribbon: shares.iter().filter_map(reach).collect(),
        ribbon_name: LEVEL_NAME.to_owned(),
        ..line(name, hue, shares)
    }
}

/// Columns with the number of things that the shares are of.
pub(super) fn columns(title: &str, name: &str, unit: Unit, shares: &[Yearly]) -> Columns {
    let column = |(year, share): &Yearly| ColumnPoint {
        at: Position::Year(*year),
        value: Quantity::exact(share.trials as f64, unit),
    };
    Columns {
        y: Measure {
            title: title.to_owned(),
            unit,
            values: Format::INT,
            ticks: Format::INT,
            extent: Extent::FromZero,
        },
        name: name.to_owned(),
        hue: Hue::Grey,
        bars: shares.iter().map(column).collect(),
        dots_name: String::new(),
        dots_hue: Hue::Grey,
        dots: Vec::new(),
    }
}
