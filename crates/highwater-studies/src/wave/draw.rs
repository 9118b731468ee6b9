//! What the figures of this story share: hues of entities, axes and lines.

use highwater_facts::{Format, Key, Keyed, Quantity, Table, TracedSeries, Unit};
use highwater_plot::chart::{Chart, ColumnPoint, Gaps, LinePoint, LineSeries, LineShape, Lines};
use highwater_plot::{Extent, Figure, Hue, Measure, Position, Words};

/// Open models, and all that grows with them.
pub(crate) const OPEN: Hue = Hue::Blue;
/// Closed models.
pub(crate) const CLOSED: Hue = Hue::Orange;
/// What follows from totals, beside what the post states.
pub(crate) const IMPLIED: Hue = Hue::Purple;
/// Consumer hardware.
pub(crate) const CONSUMER: Hue = Hue::Green;

/// An axis whose ticks are written as its values.
pub(crate) fn measure(title: &str, unit: Unit, format: Format, extent: Extent) -> Measure {
    Measure {
        title: title.to_owned(),
        unit,
        values: format,
        ticks: format,
        extent,
    }
}

/// Returns a figure and the table of its data; its words stand beside the story.
pub(crate) fn figure(chart: impl Chart + Send + Sync + 'static, data: impl Into<Table>) -> Figure {
    let data = data.into();
    Figure {
        id: data.id.clone(),
        words: Words::default(),
        chart: Box::new(chart),
        data,
    }
}

/// Returns a chart of lines alone.
pub(crate) fn lines(y: Measure, series: impl IntoIterator<Item = LineSeries>) -> Lines {
    Lines {
        x: None,
        y,
        series: series.into_iter().collect(),
        gap: None,
        references: Vec::new(),
        columns: None,
    }
}

/// A series without a band of uncertainty, whose points the caller finishes.
pub(crate) fn line(
    name: &str,
    hue: Hue,
    values: &TracedSeries,
    finish: impl Fn(&Key, LinePoint) -> LinePoint,
) -> LineSeries {
    let point = |item: &Keyed<Quantity>| {
        let at = item.key.month()?;
        Some(finish(&item.key, LinePoint::new(at, *item.value.value())))
    };
    LineSeries {
        name: name.to_owned(),
        hue,
        shape: LineShape::Straight,
        points: values.iter().filter_map(point).collect(),
        gaps: Gaps::default(),
        ribbon: Vec::new(),
        ribbon_name: String::new(),
    }
}

/// Returns a value by month as columns or dots.
pub(crate) fn column_points(values: &TracedSeries) -> Vec<ColumnPoint> {
    let point = |item: &Keyed<Quantity>| {
        let at = Position::Month(item.key.month()?);
        let value = *item.value.value();
        Some(ColumnPoint { at, value })
    };
    values.iter().filter_map(point).collect()
}
