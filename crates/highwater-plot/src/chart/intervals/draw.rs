//! The rows of dots and whiskers.

use highwater_facts::Quantity;

use crate::axis::{self, Edge};
use crate::bounds::Bounds;
use crate::chart::{note, reference};
use crate::error::PlotError;
use crate::font::Fonts;
use crate::frame::Frame;
use crate::legend::{Key, legend};
use crate::paint::{Hue, Ink, Paint};
use crate::panel::Panel;
use crate::pen::Pen;
use crate::range::Range;
use crate::role::Role;
use crate::rows::{RowWords, Rows};
use crate::scale::{Scale, Spacing};
use crate::text::{Anchor, SMALL_SIZE, TextStyle};
use crate::wrap;

use super::{IntervalMark, IntervalRow, IntervalSeries, Intervals};

/// The height of a mark, and of a line of words in its place.
const MARK: f64 = 18.0;
const LINE: f64 = 15.0;
/// The radius of a dot, and the pixels that are free at both ends of the axis.
const DOT: f64 = 4.5;
const FREE: f64 = 7.0;
/// The gap in front of a column of numbers.
const GAP: f64 = 14.0;

/// The columns at the right: the estimates as written, and what they rest on.
struct Columns {
    text: f64,
    detail: f64,
}

impl Columns {
    fn new(chart: &Intervals, fonts: &Fonts) -> Self {
        let marks = || chart.rows.iter().flat_map(|row| &row.marks);
        let width = |texts: &mut dyn Iterator<Item = f64>| {
            let widest = texts.fold(0.0, f64::max);
            if widest > 0.0 {
                widest.ceil() + GAP
            } else {
                0.0
            }
        };
        let (bold, regular) = (TextStyle::bold(SMALL_SIZE), TextStyle::regular(SMALL_SIZE));
        let shown = marks().filter(|mark| mark.estimate.is_some());
        let text = width(&mut shown.map(|mark| bold.width(&mark.text, fonts)));
        let details = width(&mut marks().map(|mark| regular.width(&mark.detail, fonts)));
        let detail = match details > 0.0 {
            true => details.max(regular.width(&chart.detail_name, fonts).ceil() + GAP),
            false => 0.0,
        };
        Columns { text, detail }
    }

    fn width(&self) -> f64 {
        self.text + self.detail
    }
}

/// The lines of words that stand in place of a mark; empty for a mark.
type Lines = Vec<String>;

pub(super) fn draw(chart: &Intervals, frame: &mut Frame) -> Result<(), PlotError> {
    draw_legend(chart, frame)?;
    axis::title_above(frame, &chart.x.axis_title())?;
    let references = chart.reference.as_slice();
    frame.take(axis::ABOVE - 10.0 + reference::room_above(references, frame));
    let columns = Columns::new(chart, &frame.fonts());
    let words: Vec<RowWords<'_>> = chart
        .rows
        .iter()
        .map(|row| RowWords {
            name: &row.name,
            detail: &row.detail,
            strong: row.strong,
        })
        .collect();
    let at_right = match frame.width().is_narrow() {
        true => 0.0,
        false => columns.width(),
    };
    // The names say how much room the words of missing marks have, those how high the rows are.
    let tried = Rows::take(&mut frame.blank(), &words, 0.0, at_right);
    let fonts = &frame.fonts();
    let widest = frame.right() - columns.detail - tried.bounds.left;
    let missing: Vec<Vec<Lines>> = chart
        .rows
        .iter()
        .map(|row| {
            row.marks
                .iter()
                .map(|mark| lines(mark, widest, fonts))
                .collect()
        })
        .collect();
    let heights: Vec<f64> = missing
        .iter()
        .map(|row| row.iter().map(height).sum::<f64>().max(MARK))
        .collect();
    let rows = Rows::take_each(frame, &words, &heights, at_right);
    let panel = set_up(chart, frame, &rows, &columns);

    let mut marks = Vec::new();
    let mut stretches = rows.stretches.clone();
    for ((row, missing), (middle, full)) in chart
        .rows
        .iter()
        .zip(&missing)
        .zip(rows.middles.iter().zip(&heights))
    {
        let mut top = rows.bounds.top + middle - full / 2.0;
        for (mark, lines) in row.marks.iter().zip(missing) {
            let bottom = top + height(lines);
            if !lines.is_empty() {
                stretches = without(&stretches, (top, bottom));
            }
            marks.push((row, mark, lines, f64::midpoint(top, bottom)));
            top = bottom;
        }
    }
    let ticks = chart.x.ticks_across(&inner(&panel), panel.bounds.width());
    let edge = Edge::Above(&stretches);
    axis::draw_across(frame, &panel, &chart.x.axis_title(), ticks, edge)?;
    reference::draw_up(references, frame, &panel, &stretches)?;
    rows.draw_names(frame)?;
    if columns.detail > 0.0 {
        let pen = Pen::new(Role::Tick, Paint::fill(Ink::Muted));
        let style = TextStyle::regular(SMALL_SIZE).anchored(Anchor::End);
        let at = (frame.right(), panel.bounds.top - 7.0);
        frame.text(&pen, at, &chart.detail_name, style)?;
    }
    for (row, mark, lines, y) in marks {
        if let Some(series) = chart.series.get(mark.series) {
            draw_mark(chart, series, row, mark, frame, &panel, y)?;
            draw_words(series, mark, lines, &columns, frame, &panel, y)?;
        }
    }
    if let Some(text) = chart.off_range_text() {
        note::draw(frame, &text)?;
    }
    Ok(())
}

fn draw_legend(chart: &Intervals, frame: &mut Frame) -> Result<(), PlotError> {
    let mut keys = Vec::new();
    if chart.series.len() > 1 {
        keys.extend(
            chart
                .series
                .iter()
                .map(|series| Key::dot(&series.name, series.hue)),
        );
    }
    let mut marks = chart.rows.iter().flat_map(|row| &row.marks);
    if !chart.interval_name.is_empty() && marks.any(|mark| mark.interval.is_some()) {
        let text = format!("estimate with {}", chart.interval_name);
        keys.push(Key::interval(&text, Hue::Grey));
    }
    if !keys.is_empty() {
        legend(frame, &keys)?;
        frame.take(8.0);
    }
    Ok(())
}

/// Returns the lines of words in place of a mark.
fn lines(mark: &IntervalMark, widest: f64, fonts: &Fonts) -> Lines {
    if mark.estimate.is_some() {
        return Lines::new();
    }
    wrap::filled(
        mark.reason(),
        &TextStyle::regular(SMALL_SIZE),
        widest,
        fonts,
    )
}

fn height(lines: &Lines) -> f64 {
    (lines.len() as f64 * LINE + 3.0).max(MARK)
}

/// Stretches with a part left out, so that no rule runs through the words there;
/// what is left between two rows of words is left out too.
fn without(stretches: &[(f64, f64)], (top, bottom): (f64, f64)) -> Vec<(f64, f64)> {
    stretches
        .iter()
        .flat_map(|&(from, to)| [(from, to.min(top)), (from.max(bottom), to)])
        .filter(|(from, to)| to - from >= MARK)
        .collect()
}

/// The panel, its scale with some pixels free at both ends.
fn set_up(chart: &Intervals, frame: &Frame, rows: &Rows, columns: &Columns) -> Panel {
    let marks = chart.rows.iter().flat_map(|row| &row.marks);
    let numbers = marks.flat_map(|mark| {
        let estimate = mark.estimate;
        let interval = mark.interval.filter(|_| estimate.is_some());
        let ends = interval.into_iter().flat_map(|(low, high)| [low, high]);
        estimate.into_iter().chain(ends)
    });
    let reference = chart.reference.iter().map(|reference| reference.at);
    let has_place = |x: &f64| !chart.x.extent.is_log() || *x > 0.0;
    let range = Range::of(numbers.chain(reference).filter(has_place));
    let bounds = Bounds {
        right: frame.right() - columns.width(),
        ..rows.bounds
    };
    let pixels = bounds.width() - 2.0 * FREE;
    let (scale, _) = chart.x.scale_across(range.low, range.high, pixels);
    let scale = scale.padded(FREE / pixels, FREE / pixels);
    frame.panel(bounds, scale, Scale::linear(bounds.height(), 0.0))
}

/// The scale of a panel without the free pixels at its ends.
fn inner(panel: &Panel) -> Scale {
    let part = FREE / panel.bounds.width();
    panel.x.padded(-part, -part)
}

fn draw_mark(
    chart: &Intervals,
    series: &IntervalSeries,
    row: &IntervalRow,
    mark: &IntervalMark,
    frame: &Frame,
    panel: &Panel,
    y: f64,
) -> Result<(), PlotError> {
    let Some(estimate) = mark.estimate else {
        return Ok(());
    };
    let ink = Ink::Mark(series.hue);
    if let Some((low, high)) = mark.interval {
        let pen = Pen::new(Role::Whisker, Paint::stroke(ink, 2.0)).of(&series.name);
        let Bounds { left, right, .. } = panel.bounds;
        let x_of = |x: f64| panel.at((x, 0.0)).0.clamp(left, right);
        let is_open = |x: f64| {
            let has_place = x.is_finite() && (panel.x.spacing != Spacing::Log || x > 0.0);
            !has_place || !panel.x.holds(x)
        };
        let start = if is_open(low) && low <= estimate {
            left
        } else {
            x_of(low)
        };
        let end = if is_open(high) && high >= estimate {
            right
        } else {
            x_of(high)
        };
        frame.path(&pen, &[(start, y), (end, y)])?;
        for (x, value, inwards) in [(start, low, 5.0), (end, high, -5.0)] {
            let points = if is_open(value) {
                vec![(x + inwards, y - 4.0), (x, y), (x + inwards, y + 4.0)]
            } else {
                vec![(x, y - 3.5), (x, y + 3.5)]
            };
            frame.path(&pen, &points)?;
        }
    }
    if !chart.is_off(mark) {
        let paint = Paint::fill(ink).outlined(Ink::Paper, 1.0);
        let pen = Pen::new(Role::Point, paint).of(&series.name);
        let x = panel.at((estimate, 0.0)).0;
        let estimate = Quantity::exact(estimate, chart.x.unit);
        let pen = pen.datum(&row.name, &mark.text).worth(&estimate);
        frame.circle(&pen, (x, y), DOT)?;
    }
    Ok(())
}

/// Returns the numbers at the right, or the words in place of a mark.
fn draw_words(
    series: &IntervalSeries,
    mark: &IntervalMark,
    lines: &Lines,
    columns: &Columns,
    frame: &Frame,
    panel: &Panel,
    y: f64,
) -> Result<(), PlotError> {
    let muted = TextStyle::regular(SMALL_SIZE);
    let baseline = y + SMALL_SIZE * 0.36;
    let pen = Pen::new(Role::Missing, Paint::fill(Ink::Words(series.hue))).of(&series.name);
    let first = baseline - (lines.len().max(1) as f64 - 1.0) * LINE / 2.0;
    for (i, line) in lines.iter().enumerate() {
        let at = (panel.bounds.left, first + i as f64 * LINE);
        frame.text(&pen, at, line, muted)?;
    }
    if mark.estimate.is_some() && !mark.text.is_empty() {
        let pen = Pen::new(Role::Value, Paint::fill(Ink::Words(series.hue))).of(&series.name);
        let at = (frame.right() - columns.detail, baseline);
        let style = TextStyle::bold(SMALL_SIZE).anchored(Anchor::End);
        frame.text(&pen, at, &mark.text, style)?;
    }
    if !mark.detail.is_empty() {
        let pen = Pen::new(Role::Value, Paint::fill(Ink::Muted)).of(&series.name);
        let at = (frame.right(), baseline);
        frame.text(&pen, at, &mark.detail, muted.anchored(Anchor::End))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stretch_is_cut_where_words_stand() {
        let cut = without(&[(0.0, 100.0), (120.0, 140.0)], (40.0, 58.0));
        assert_eq!(cut, [(0.0, 40.0), (58.0, 100.0), (120.0, 140.0)]);
        assert!(without(&[(0.0, 10.0)], (-5.0, 15.0)).is_empty());
    }
}
