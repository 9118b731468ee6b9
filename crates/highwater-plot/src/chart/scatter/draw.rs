//! The plane.

use crate::axis::{self, Tick};
use crate::bounds::Bounds;
use crate::chart::{note, reference};
use crate::error::PlotError;
use crate::figure::SMALL_SIZE;
use crate::frame::Frame;
use crate::label::{Keep, Label, Side};
use crate::legend::{Key, legend};
use crate::paint::{Ink, Paint};
use crate::panel::Panel;
use crate::pen::Pen;
use crate::place::place;
use crate::range::Range;
use crate::role::Role;
use crate::scale::Scale;
use crate::text::{Anchor, TextStyle};
use crate::wrap;

use super::sizes::Sizes;
use super::{Scatter, ScatterPoint, ScatterSeries, fit};

/// A point with its series and its radius.
struct Dot<'a> {
    series: &'a ScatterSeries,
    point: &'a ScatterPoint,
    radius: f64,
}

impl Dot<'_> {
    /// What comes later in the order is drawn over what has a higher rank.
    fn rank(&self) -> f64 {
        self.radius * if self.series.faint { 1.6 } else { 1.0 }
    }
}

/// With more points than these, those without a label have no tooltip: a file of half a megabyte
/// helps nobody.
const MOST_TOOLTIPS: usize = 1000;

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
        let overlapping = draw_with(chart, &mut Frame::new(frame.width()), order)?;
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
    let narrow = frame.width().is_narrow();
    let sizes = Sizes::new(chart, narrow);
    draw_legends(chart, &sizes, frame)?;
    axis::title_above(frame, &chart.y.axis_title())?;

    let mut dots: Vec<Dot<'_>> = chart
        .points()
        .filter(|(_, point)| !chart.is_off(point))
        .map(|(series, point)| Dot {
            series,
            point,
            radius: sizes.radius(point.size),
        })
        .collect();
    // Small over large, so that none is hidden; what stands back lies behind what is a little larger.
    dots.sort_by(|a, b| b.rank().total_cmp(&a.rank()));

    let height = if narrow { 360.0 } else { 400.0 };
    let room = frame.take(height);
    let (panel, [across, up]) = set_up(chart, &dots, frame, &room);
    axis::draw_up(frame, &panel, &chart.y.axis_title(), up)?;
    let area = panel.bounds;
    for fit in &chart.fits {
        fit::draw_ribbon(fit, frame, &panel, &area)?;
    }
    reference::draw_across(&chart.references, &panel)?;
    for dot in &dots {
        draw_dot(chart, dot, frame, &panel)?;
    }
    for fit in &chart.fits {
        fit::draw_curve(fit, frame, &panel, &area)?;
    }
    draw_across(chart, frame, &panel, across)?;

    let within = Bounds {
        right: frame.right(),
        top: room.top - 10.0,
        ..area
    };
    let mut labels: Vec<Label> = Vec::new();
    labels.extend(reference::labels_across(&chart.references, &panel));
    labels.extend(
        chart
            .fits
            .iter()
            .filter_map(|f| fit::label(f, &panel, &area)),
    );
    let named = dots.iter().filter(|dot| dot.point.labelled);
    let mut names: Vec<Label> = named.map(|dot| name(dot, &panel)).collect();
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
    if chart.points().count() > dots.len() {
        note::draw(frame, &chart.off_range_text())?;
    }
    Ok(overlapping)
}

/// The legends: of the series where there are several, and of the sizes.
fn draw_legends(chart: &Scatter, sizes: &Sizes, frame: &mut Frame) -> Result<(), PlotError> {
    let filled = chart.series.iter().filter(|s| !s.points.is_empty());
    let keys: Vec<Key> = filled
        .map(|series| match series.faint {
            true => Key::pale_dot(&series.name, series.hue),
            false => Key::dot(&series.name, series.hue),
        })
        .collect();
    if keys.len() > 1 {
        legend(frame, &keys)?;
    }
    sizes.legend(chart, frame)?;
    if keys.len() > 1 || chart.size.is_some() {
        frame.take(8.0);
    }
    Ok(())
}

/// The panel with the ticks of both axes, its scales widened so that no dot is cut at an edge.
fn set_up(
    chart: &Scatter,
    dots: &[Dot<'_>],
    frame: &Frame,
    room: &Bounds,
) -> (Panel, [Vec<Tick>; 2]) {
    let is_date = chart.points().any(|(_, point)| point.at.is_date());
    let fits = || chart.fits.iter().flat_map(|fit| &fit.points);
    let xs = dots
        .iter()
        .map(|dot| dot.point.at)
        .chain(fits().map(|p| p.0));
    let xs = Range::of(xs.map(|at| at.coordinate()));
    let ys = dots.iter().map(|dot| dot.point.value);
    let ys = ys.flat_map(|value| [value.low(), value.high()]);
    let ys = ys.chain(fits().map(|p| p.1));
    let ys = Range::of(ys.chain(chart.references.iter().map(|reference| reference.at)));

    let (y, up) = chart
        .y
        .scale(ys.low, ys.high, axis::most_ticks(room.height(), 50.0));
    let bounds = Bounds {
        left: room.left + axis::left_room(&up),
        // The last tick's text stands below its tick.
        right: room.right - if is_date { 0.0 } else { 12.0 },
        ..*room
    };
    let (x, across) = match chart.x.as_ref().filter(|_| !is_date) {
        Some(measure) => measure.scale_across(xs.low, xs.high, bounds.width()),
        None => {
            let around = if xs.low == xs.high { 1.0 } else { 0.0 };
            let spaced = if is_date {
                Scale::months
            } else {
                Scale::linear
            };
            (spaced(xs.low - around, xs.high + around), Vec::new())
        }
    };
    let (x, y) = (
        widened(
            x,
            bounds.width(),
            dots.iter()
                .map(|dot| (dot.point.at.coordinate(), dot.radius)),
        ),
        widened(
            y,
            bounds.height(),
            dots.iter()
                .map(|dot| (dot.point.value.middle(), dot.radius)),
        ),
    );
    let across = match (is_date, across.is_empty()) {
        (true, _) => axis::month_ticks(&x, bounds.width(), frame.right() - bounds.right),
        (false, true) => Vec::new(),
        (false, false) => across,
    };
    (frame.panel(bounds, x, y), [across, up])
}

/// With more lines than these a name is cut.
const MOST_LINES: usize = 3;

/// The pixels between a dot and the edge of the panel.
const FREE: f64 = 3.0;

/// The scale with room at both ends for the dots there.
fn widened(scale: Scale, pixels: f64, dots: impl Iterator<Item = (f64, f64)>) -> Scale {
    let (mut before, mut after) = (0.0_f64, 0.0_f64);
    for (at, radius) in dots {
        let from = scale.fraction(at) * pixels;
        before = before.max(radius + FREE - from);
        after = after.max(radius + FREE - (pixels - from));
    }
    let rest = (pixels - before - after).max(1.0);
    scale.padded(before / rest, after / rest)
}

fn draw_dot(chart: &Scatter, dot: &Dot<'_>, frame: &Frame, panel: &Panel) -> Result<(), PlotError> {
    let Dot {
        series,
        point,
        radius,
    } = *dot;
    let ink = Ink::Mark(series.hue);
    let (x, value) = (point.at.coordinate(), &point.value);
    let at = panel.at((x, value.middle()));
    if value.is_lower_bound() {
        let pen = Pen::new(Role::Whisker, Paint::stroke(ink, 1.5)).of(&series.name);
        let tip = at.1 - radius - 13.0;
        frame.path(&pen, &[(at.0, at.1 - radius), (at.0, tip)])?;
        let head = [
            (at.0 - 3.0, tip + 4.0),
            (at.0, tip),
            (at.0 + 3.0, tip + 4.0),
        ];
        frame.path(&pen, &head)?;
    } else if value.value().is_none() {
        let pen = Pen::new(Role::Whisker, Paint::stroke(ink, 1.5)).of(&series.name);
        let ends = [value.low(), value.high()].map(|y| y.clamp(panel.y.low, panel.y.high));
        panel.path(&pen, &[(x, ends[0]), (x, ends[1])])?;
    }
    let paint = if series.faint {
        Paint::fill(Ink::Pale(series.hue)).outlined(ink, 1.0)
    } else {
        Paint::fill(ink).outlined(Ink::Paper, 1.0)
    };
    let text = chart.y.value_text(value);
    let pen = Pen::new(Role::Point, paint).of(&series.name);
    let pen = if point.labelled || chart.points().count() <= MOST_TOOLTIPS {
        pen.datum(&point.name, &text)
    } else {
        Pen { n: 1, ..pen }
    };
    panel.circle(&pen, (x, value.middle()), radius)
}

/// The horizontal axis with its name below it.
fn draw_across(
    chart: &Scatter,
    frame: &mut Frame,
    panel: &Panel,
    ticks: Vec<Tick>,
) -> Result<(), PlotError> {
    let title = match (&chart.x, panel.x.spacing) {
        (Some(x), spacing) if spacing != crate::scale::Spacing::Months => x.axis_title(),
        _ => String::new(),
    };
    axis::draw_across(frame, panel, &title, ticks, axis::Edge::Below)?;
    frame.take(axis::BELOW);
    if !title.is_empty() {
        let room = frame.take(18.0);
        let style = TextStyle::regular(SMALL_SIZE).anchored(Anchor::End);
        let pen = Pen::new(Role::AxisTitle, Paint::fill(Ink::Muted));
        let at = (panel.bounds.right, room.bottom - 4.0);
        frame.text(&pen, at, &title, style)?;
    }
    Ok(())
}

fn name(dot: &Dot<'_>, panel: &Panel) -> Label {
    use Side::{Above, AboveLeft, AboveRight, Below, BelowLeft, BelowRight, Left, Right};
    let Dot {
        series,
        point,
        radius,
    } = *dot;
    let style = TextStyle::bold(SMALL_SIZE).haloed();
    let widest = (panel.bounds.width() * 0.4).min(160.0);
    let mut lines = wrap::filled(&point.name, &style, widest);
    if lines.len() > MOST_LINES {
        // The whole name stands in the tooltip.
        lines.truncate(MOST_LINES);
        if let Some(last) = lines.last_mut() {
            last.push('…');
        }
    }
    Label {
        pen: Pen::new(Role::Label, Paint::fill(Ink::Words(series.hue))).of(&series.name),
        lines: lines.into_iter().map(|line| (line, style)).collect(),
        at: panel.at((point.at.coordinate(), point.value.middle())),
        rise: if point.value.is_lower_bound() {
            14.0
        } else {
            0.0
        },
        reach: radius,
        sides: vec![
            Right, Above, Left, Below, AboveRight, BelowRight, AboveLeft, BelowLeft,
        ],
        keep: Keep::Always,
        instead: None,
    }
}
