//! The panel of lines.

use crate::axis;
use crate::bounds::Bounds;
use crate::calendar::Grain;
use crate::chart::{note, reference};
use crate::error::PlotError;
use crate::frame::Frame;
use crate::measure::Extent;
use crate::paint::{Hue, Ink, Paint, back_to_front};
use crate::panel::Panel;
use crate::pen::Pen;
use crate::place::Misfits;
use crate::position::Position;
use crate::role::Role;
use crate::scale::Scale;
use crate::text::{Anchor, SMALL_SIZE, TextStyle};

use super::common::{DOT, Layout, grain, shared_points};
use super::labels::EndLabels;
use super::{Bridging, GapBand, LinePoint, LineSeries, LineShape, Lines, RibbonPoint, below, gaps};

/// Draws the chart. In a narrow figure the names at the ends stand above and below their lines where
/// that leaves other names their places, else in a column at the right; each layout is tried on a frame
/// of its own.
pub(super) fn draw(chart: &Lines, frame: &mut Frame) -> Result<(), PlotError> {
    let layouts = EndLabels::places(chart, frame)
        .into_iter()
        .flat_map(|inside| [false, true].map(|from_right| Layout { inside, from_right }));
    let mut best: Option<(Misfits, Layout)> = None;
    for layout in layouts {
        let misfits = draw_with(chart, &mut frame.blank(), layout)?;
        if best.is_none_or(|(fewest, _)| misfits < fewest) {
            best = Some((misfits, layout));
        }
        if misfits == Misfits::default() {
            break;
        }
    }
    if let Some((_, layout)) = best {
        draw_with(chart, frame, layout)?;
    }
    Ok(())
}

/// Draws the chart, and gives what did not fit well.
fn draw_with(chart: &Lines, frame: &mut Frame, layout: Layout) -> Result<Misfits, PlotError> {
    let narrow = frame.width().is_narrow();
    let height = match (narrow, chart.columns.is_some()) {
        (false, false) => 300.0,
        (false, true) => 240.0,
        (true, false) => 250.0,
        (true, true) => 210.0,
    };
    let (low, high) = extremes(chart);
    let (y, ticks) = chart.y.scale(low, high, axis::most_ticks(height, 38.0));
    let below = below::Below::plan(chart, narrow);
    let ends = EndLabels::plan(chart, frame, layout.inside);
    let left = axis::left_room(&ticks).max(below.as_ref().map_or(0.0, below::Below::left_room));

    axis::title_above(frame, &chart.y.axis_title())?;
    let room = frame.take(height);
    let bounds = Bounds {
        left: room.left + left,
        right: room.right - ends.room(free(chart)),
        ..room
    };
    let x = x_scale(chart, &bounds);
    let panel = frame.panel(bounds, x, y);
    axis::draw_up(frame, &panel, &chart.y.axis_title(), ticks)?;

    if let Some(gap) = &chart.gap {
        draw_gap(chart, gap, &panel)?;
    }
    reference::draw_across(&chart.references, &panel)?;
    for series in &chart.series {
        draw_ribbon(chart, series, &panel)?;
    }
    let hues: Vec<Hue> = chart.series.iter().map(|series| series.hue).collect();
    for series in back_to_front(&hues) {
        draw_line(chart, &chart.series[series], frame, &panel)?;
    }
    let bottom = match below {
        Some(below) => {
            frame.take(10.0);
            below.draw(frame, &panel)?
        }
        None => panel.bounds,
    };
    horizontal_axis(chart, frame, &panel, &bottom)?;
    if let Some(remark) = gaps::remark(chart) {
        note::remark(frame, &remark)?;
    }
    super::labels::draw(chart, frame, &panel, &room, &ends, layout)
}

/// The horizontal axis, below the last panel, with its name in front of the numbers' where it has
/// one.
fn horizontal_axis(
    chart: &Lines,
    frame: &mut Frame,
    panel: &Panel,
    bottom: &Bounds,
) -> Result<(), PlotError> {
    let last = frame.panel(*bottom, panel.x, Scale::linear(0.0, 1.0));
    let (title, ticks) = match &chart.x {
        Some(x) if grain(chart).is_none() => {
            (x.axis_title(), x.ticks_across(&panel.x, bottom.width()))
        }
        _ => (
            String::new(),
            axis::date_ticks(&panel.x, bottom.width(), frame.right() - bottom.right),
        ),
    };
    axis::draw_across(frame, &last, &title, ticks, axis::Edge::Below)?;
    frame.take(axis::BELOW);
    if !title.is_empty() {
        let room = frame.take(18.0);
        let style = TextStyle::regular(SMALL_SIZE).anchored(Anchor::End);
        let pen = Pen::new(Role::AxisTitle, Paint::fill(Ink::Muted));
        frame.text(&pen, (bottom.right, room.bottom - 4.0), &title, style)?;
    }
    Ok(())
}

/// Returns the lowest and highest numbers of the vertical axis, with room for the arrows of lower
/// bounds above their dots.
fn extremes(chart: &Lines) -> (f64, f64) {
    let values = || {
        chart.series.iter().flat_map(|series| {
            let points = series.points.iter().map(|p| p.value);
            points.chain(series.ribbon.iter().map(|p| p.reach))
        })
    };
    let (low, high) = values()
        .flat_map(|value| [value.low(), value.high()])
        .chain(chart.references.iter().map(|reference| reference.at))
        .filter(|x| x.is_finite())
        .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), x| {
            (low.min(x), high.max(x))
        });
    let from = match chart.y.extent {
        Extent::FromZero => low.min(0.0),
        _ => low,
    };
    let top = values()
        .filter(|value| value.is_lower_bound())
        .map(|value| match chart.y.extent {
            Extent::Log | Extent::LogBetween(..) => {
                value.low() * libm::pow(high / from, ARROW_ROOM)
            }
            _ => value.low() + (high - from) * ARROW_ROOM,
        })
        .fold(high, f64::max);
    (low, top)
}

/// The part of the height that an arrow needs above its dot.
const ARROW_ROOM: f64 = 0.12;

/// The pixels that are free at both ends of the horizontal axis.
fn free(chart: &Lines) -> f64 {
    if chart.columns.is_some() { 26.0 } else { 10.0 }
}

/// The horizontal scale, with some pixels free at both ends.
fn x_scale(chart: &Lines, bounds: &Bounds) -> Scale {
    let (low, high) = chart
        .series
        .iter()
        .flat_map(|series| {
            let points = series.points.iter().map(|point| point.at);
            points.chain(series.ribbon.iter().map(|point| point.at))
        })
        .map(Position::coordinate)
        .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), x| {
            (low.min(x), high.max(x))
        });
    let grain = grain(chart);
    let spaced = |low, high| match grain {
        Some(grain) => Scale::dates(low, high, grain),
        None => Scale::linear(low, high),
    };
    match chart
        .x
        .as_ref()
        .filter(|_| grain.is_none())
        .map(|x| x.extent)
    {
        Some(Extent::Log) => {
            let high = if low == high { low * 10.0 } else { high };
            return Scale::log(low, high);
        }
        Some(Extent::LogBetween(low, high)) => return Scale::log(low, high),
        _ => {}
    }
    // A point alone stands at the right end, where it has room for its label.
    let alone = if grain == Some(Grain::Year) {
        12.0
    } else {
        1.0
    };
    let low = if low == high { low - alone } else { low };
    let free = free(chart);
    let pad = (high - low) * free / (bounds.width() - 2.0 * free).max(1.0);
    spaced(low - pad, high + pad)
}

/// The line through points of a series: these, and those between which make steps.
fn corners(series: &LineSeries, points: &[LinePoint]) -> Vec<(f64, f64)> {
    let points = points
        .iter()
        .map(|point| (point.at.coordinate(), point.value.middle()));
    match series.shape {
        LineShape::Straight => points.collect(),
        LineShape::Steps => {
            let mut corners: Vec<(f64, f64)> = Vec::new();
            for (x, y) in points {
                if let Some(&(_, before)) = corners.last() {
                    corners.push((x, before));
                }
                corners.push((x, y));
            }
            corners
        }
    }
}

fn draw_line(
    chart: &Lines,
    series: &LineSeries,
    frame: &Frame,
    panel: &Panel,
) -> Result<(), PlotError> {
    let ink = Ink::Mark(series.hue);
    let pen = Pen::new(Role::Line, Paint::stroke(ink, 2.5)).of(&series.name);
    let missing = gaps::missing(chart, series);
    let mut start = 0;
    for end in missing
        .iter()
        .map(|missing| missing.after + 1)
        .chain([series.points.len()])
    {
        if end - start > 1 {
            panel.path(&pen, &corners(series, &series.points[start..end]))?;
        }
        start = end;
    }
    let bridges = missing
        .iter()
        .filter(|_| series.gaps.drawn == Bridging::Bridge);
    for missing in bridges {
        let dotted = Paint {
            dotted: true,
            ..Paint::stroke(ink, 1.5)
        };
        let pen = Pen::new(Role::Line, dotted).of(&series.name);
        let ends = &series.points[missing.after..missing.after + 2];
        panel.path(&pen, &corners(series, ends))?;
    }
    for point in &series.points {
        let at = (point.at.coordinate(), point.value.middle());
        let text = chart.y.value_text(&point.value);
        let text = if point.name.is_empty() {
            text
        } else {
            format!("{text} ({})", point.name)
        };
        if point.value.is_lower_bound() {
            let (x, y) = panel.at(at);
            let arrow = Pen::new(Role::Whisker, Paint::stroke(ink, 2.0)).of(&series.name);
            frame.path(&arrow, &[(x, y - DOT), (x, y - DOT - 16.0)])?;
            let head = y - DOT - 17.0;
            frame.path(
                &arrow,
                &[(x - 4.0, head + 5.0), (x, head), (x + 4.0, head + 5.0)],
            )?;
        }
        let paint = if point.value.value().is_none() {
            Paint::fill(Ink::Paper).outlined(ink, 2.0)
        } else {
            Paint::fill(ink)
        };
        let pen = Pen::new(Role::Point, paint)
            .of(&series.name)
            .datum(&point.at.text(), &text)
            .worth(&point.value);
        panel.circle(&pen, at, DOT)?;
    }
    Ok(())
}

/// Draws the reach of the uncertainty, broken where the line is; that of one point alone as a whisker.
fn draw_ribbon(chart: &Lines, series: &LineSeries, panel: &Panel) -> Result<(), PlotError> {
    let missing = gaps::missing(chart, series);
    let holes: Vec<(f64, f64)> = missing
        .iter()
        .map(|missing| {
            let at = |i: usize| series.points[i].at.coordinate();
            (at(missing.after), at(missing.after + 1))
        })
        .collect();
    let is_joined = |one: &RibbonPoint, next: &RibbonPoint| {
        let (from, to) = (one.at.coordinate(), next.at.coordinate());
        !holes.iter().any(|hole| from <= hole.0 && hole.1 <= to)
    };
    for ribbon in series.ribbon.chunk_by(is_joined) {
        draw_reach(series, ribbon, panel)?;
    }
    Ok(())
}

fn draw_reach(series: &LineSeries, ribbon: &[RibbonPoint], panel: &Panel) -> Result<(), PlotError> {
    if let [point] = ribbon {
        let ink = Ink::Mark(series.hue);
        let pen = Pen::new(Role::Whisker, Paint::stroke(ink, 1.5)).of(&series.name);
        let x = point.at.coordinate();
        return panel.path(&pen, &[(x, point.reach.low()), (x, point.reach.high())]);
    }
    let upper = ribbon.iter().map(|p| (p.at.coordinate(), p.reach.high()));
    let lower = ribbon
        .iter()
        .rev()
        .map(|p| (p.at.coordinate(), p.reach.low()));
    let outline: Vec<(f64, f64)> = upper.chain(lower).collect();
    let mut pen = Pen::new(Role::Band, Paint::fill(Ink::Pale(series.hue))).of(&series.name);
    pen.label.clone_from(&series.ribbon_name);
    panel.polygon(&pen, &outline)
}

/// The area between two series, over the positions at which both have a point.
fn draw_gap(chart: &Lines, gap: &GapBand, panel: &Panel) -> Result<(), PlotError> {
    let pairs = shared_points(chart, gap);
    let upper = pairs.iter().map(|&(x, one, _)| (x, one));
    let lower = pairs.iter().rev().map(|&(x, _, other)| (x, other));
    let outline: Vec<(f64, f64)> = upper.chain(lower).collect();
    if outline.len() < 4 {
        return Ok(());
    }
    let pen = Pen::new(Role::Band, Paint::fill(Ink::Pale(Hue::Grey)));
    panel.polygon(&pen, &outline)?;
    for (at, _) in &gap.labels {
        let x = at.coordinate();
        if let Some(&(_, one, other)) = pairs.iter().find(|pair| pair.0 == x) {
            let pen = Pen::new(Role::Leader, Paint::stroke(Ink::Muted, 1.0));
            panel.path(&pen, &[(x, one), (x, other)])?;
        }
    }
    Ok(())
}
