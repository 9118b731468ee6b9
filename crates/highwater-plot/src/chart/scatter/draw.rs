//! The plane.

use crate::axis::{self, Tick};
use crate::bounds::Bounds;
use crate::calendar::Grain;
use crate::chart::{counts, note, reference};
use crate::error::PlotError;
use crate::frame::Frame;
use crate::label::Label;
use crate::legend::{Key, legend};
use crate::measure::Measure;
use crate::panel::Panel;
use crate::place::place;
use crate::range::Range;
use crate::scale::Scale;

use super::equal::Equal;
use super::marks::{Dot, MOST_TOOLTIPS, draw as draw_marks, widened};
use super::plane::Plane;
use super::sizes::Sizes;
use super::{Scatter, ScatterSeries, arrow, fit, off};

/// In which order names look for room: the first has the most.
#[derive(Clone, Copy)]
enum Order {
    LargestFirst,
    FromTheLeft,
    FromTheRight,
    FromTheTop,
    FromBelow,
}

/// Draws the chart. Where a name finds no room, other orders are tried on frames of their own.
pub(super) fn draw(chart: &Scatter, frame: &mut Frame) -> Result<(), PlotError> {
    let mut best = (usize::MAX, Order::LargestFirst);
    for order in [
        Order::LargestFirst,
        Order::FromTheLeft,
        Order::FromTheRight,
        Order::FromTheTop,
        Order::FromBelow,
    ] {
        let overlapping = draw_with(chart, &mut frame.blank(), order)?;
        if overlapping < best.0 {
            best = (overlapping, order);
        }
        if overlapping == 0 {
            break;
        }
    }
    draw_with(chart, frame, best.1)?;
    Ok(())
}

/// Draws the chart, and gives the number of names that overlap something.
fn draw_with(chart: &Scatter, frame: &mut Frame, order: Order) -> Result<usize, PlotError> {
    let fonts = &frame.fonts();
    let plane = chart.plane();
    let sizes = Sizes::new(&plane, frame.width().is_narrow());
    draw_legends(chart, &sizes, frame)?;
    axis::title_above(frame, &chart.y.axis_title())?;

    let dots = Dot::of(&plane, &sizes);
    let top = frame.next();
    let (panel, [across, up]) = match chart.x.as_ref().filter(|_| chart.equal) {
        Some(x) => set_up_equal(chart, x, &dots, frame),
        None => set_up(&plane, &dots, frame),
    };
    axis::draw_up(frame, &panel, &chart.y.axis_title(), up)?;
    let tooltips = plane.points().count() <= MOST_TOOLTIPS;
    draw_marks(&plane, &dots, frame, &panel, tooltips)?;
    off::draw(&plane, frame, &panel)?;
    draw_across(chart, frame, &panel, across.clone())?;
    counts::draw(frame, &panel, &chart.counts, &across)?;

    let within = Bounds {
        right: frame.right(),
        top: top - 10.0,
        ..panel.bounds
    };
    let mut labels: Vec<Label> = Vec::new();
    labels.extend(reference::labels_across(&chart.references, &panel, fonts));
    let fits = chart.fits.iter();
    labels.extend(fits.filter_map(|f| fit::label(f, &panel, &panel.bounds, fonts)));
    labels.extend(arrow::labels(&chart.arrows, &panel, fonts));
    let widest = (panel.bounds.width() * 0.4).min(160.0);
    let named = dots.iter().filter(|dot| dot.is_named());
    let mut names: Vec<Label> = named.map(|dot| dot.name(&panel, widest, fonts)).collect();
    let place_in_order = |label: &Label| match order {
        Order::LargestFirst => 0.0,
        Order::FromTheLeft => label.at.0,
        Order::FromTheRight => -label.at.0,
        Order::FromTheTop => label.at.1,
        Order::FromBelow => -label.at.1,
    };
    names.sort_by(|a, b| place_in_order(a).total_cmp(&place_in_order(b)));
    labels.extend(names);
    let overlapping = place(frame, &within, &labels)?.overlapping;
    if plane.points().count() > dots.len() {
        note::draw(frame, &chart.off_range_text())?;
    }
    Ok(overlapping)
}

/// Returns the legends: of the series where there are several, and of the sizes.
fn draw_legends(chart: &Scatter, sizes: &Sizes, frame: &mut Frame) -> Result<(), PlotError> {
    let filled = chart.series.iter().filter(|s| !s.points.is_empty());
    let keys: Vec<Key> = filled.map(ScatterSeries::key).collect();
    if keys.len() > 1 {
        legend(frame, &keys)?;
    }
    sizes.legend(&chart.plane(), frame)?;
    if keys.len() > 1 || chart.size.is_some() {
        frame.take(8.0);
    }
    Ok(())
}

/// The panel with the ticks of both axes, its scales widened so that no dot is cut at an edge.
fn set_up(plane: &Plane<'_>, dots: &[Dot<'_>], frame: &mut Frame) -> (Panel, [Vec<Tick>; 2]) {
    let narrow = frame.width().is_narrow();
    let room = frame.take(if narrow { 360.0 } else { 400.0 });
    let is_date = plane.is_date() == Some(true);
    let (xs, ys) = (Range::of(plane.xs()), Range::of(plane.ys()));

    let (y, up) = plane
        .y
        .scale(ys.low, ys.high, axis::most_ticks(room.height(), 50.0));
    let bounds = Bounds {
        left: room.left + axis::left_room(&up),
        // The last tick's text stands below its tick.
        right: room.right - if is_date { 0.0 } else { 12.0 },
        ..room
    };
    let (x, across) = match plane.x.filter(|_| !is_date) {
        Some(measure) => measure.scale_across(xs.low, xs.high, bounds.width()),
        None => (without_measure(xs, plane.grain()), Vec::new()),
    };
    let x = widened(x, bounds.width(), dots.iter().map(Dot::across));
    let y = widened(y, bounds.height(), dots.iter().map(Dot::up));
    let across = match (is_date, across.is_empty()) {
        (true, _) => axis::date_ticks(&x, bounds.width(), frame.right() - bounds.right),
        (false, true) => Vec::new(),
        (false, false) => across,
    };
    (frame.panel(bounds, x, y), [across, up])
}

/// As [`set_up`], with a unit of one length on both axes.
fn set_up_equal(
    chart: &Scatter,
    x: &Measure,
    dots: &[Dot<'_>],
    frame: &mut Frame,
) -> (Panel, [Vec<Tick>; 2]) {
    let narrow = frame.width().is_narrow();
    let plane = chart.plane();
    let ranges = || (Range::of(plane.xs()), Range::of(plane.ys()));
    let scales = |left: f64| {
        let width = (frame.right() - 12.0 - frame.left() - left).max(1.0);
        Equal::new((x, &chart.y), ranges(), dots, width, narrow)
    };
    // The texts at the left say how wide the panel is.
    let first = scales(axis::left_room(&[]));
    let left = axis::left_room(&first.y.1);
    let equal = scales(left);
    let room = frame.take(equal.height);
    let bounds = Bounds {
        left: room.left + left,
        right: room.right - 12.0,
        ..room
    };
    let panel = frame.panel(bounds, equal.x.0, equal.y.0);
    (panel, [equal.x.1, equal.y.1])
}

/// The scale across where no measure says how it runs: that of dates.
pub(in crate::chart) fn without_measure(xs: Range, grain: Option<Grain>) -> Scale {
    let around = match grain {
        _ if xs.low != xs.high => 0.0,
        Some(Grain::Year) => 12.0,
        _ => 1.0,
    };
    let (low, high) = (xs.low - around, xs.high + around);
    match grain {
        Some(grain) => Scale::dates(low, high, grain),
        None => Scale::linear(low, high),
    }
}

/// The horizontal axis with its name below it.
fn draw_across(
    chart: &Scatter,
    frame: &mut Frame,
    panel: &Panel,
    ticks: Vec<Tick>,
) -> Result<(), PlotError> {
    let measure = chart.x.as_ref().filter(|_| chart.plane().grain().is_none());
    let title = measure.map_or_else(String::new, Measure::axis_title);
    axis::draw_across(frame, panel, &title, ticks, axis::Edge::Below)?;
    frame.take(axis::BELOW);
    axis::title_below(frame, panel.bounds.right, &title)
}
