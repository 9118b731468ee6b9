//! The rows of dots.

use std::collections::BTreeMap;

use crate::axis::{self, Edge, Tick};
use crate::bounds::Bounds;
use crate::chart::noun::whole;
use crate::chart::{note, reference};
use crate::error::PlotError;
use crate::frame::Frame;
use crate::label::{Keep, Label, Side};
use crate::legend::{Key, legend};
use crate::paint::{Hue, Ink, Paint};
use crate::panel::Panel;
use crate::pen::Pen;
use crate::place::place;
use crate::range::Range;
use crate::role::Role;
use crate::rows::{RowWords, Rows};
use crate::scale::Scale;
use crate::text::{SMALL_SIZE, TextStyle};

use highwater_facts::{Format, Quantity, Unit};

use super::bins::{Bins, Packing};
use super::{Centre, StripPoint, StripRow, Strips};

/// The height of the highest stack.
const HIGHEST: f64 = 96.0;
/// The height of the lane below the dots for the mean.
const LANE: f64 = 20.0;
/// With more points than these, columns stand for them.
const MOST_DOTS: usize = 1500;

/// The points of a row by bin.
type Binned<'a> = BTreeMap<i64, Vec<&'a StripPoint>>;

/// What is known before a row is drawn.
struct Plan<'a> {
    scale: Scale,
    ticks: Vec<Tick>,
    bins: Bins,
    /// The width of a bin in pixels.
    bin: f64,
    rows: Vec<Binned<'a>>,
    /// How dots are packed; `None` where columns stand for them.
    packing: Option<Packing>,
}

impl<'a> Plan<'a> {
    fn new(chart: &'a Strips, pixels: f64, narrow: bool) -> Self {
        let points = || chart.rows.iter().flat_map(|row| &row.points);
        let shown = points().filter(|point| !chart.is_off(point));
        let centres = chart.rows.iter().filter_map(|row| row.centre.as_ref());
        let ends = centres.flat_map(|centre| {
            let (low, high) = centre.interval.unwrap_or((centre.value, centre.value));
            [low, centre.value, high]
        });
        let references = chart.references.iter().map(|reference| reference.at);
        let range = Range::of(shown.map(|point| point.value).chain(ends).chain(references));
        let target = if narrow { 15.0 } else { 22.0 };
        let (scale, ticks) = chart.x.scale_across(range.low, range.high, pixels - target);
        let bins = Bins::new(&scale, &ticks, pixels - target, target);
        let rows: Vec<Binned<'_>> = chart
            .rows
            .iter()
            .map(|row| {
                let mut binned = Binned::new();
                for point in row.points.iter().filter(|point| !chart.is_off(point)) {
                    let bin = bins.index(scale.fraction(point.value));
                    binned.entry(bin).or_default().push(point);
                }
                for points in binned.values_mut() {
                    points.sort_by(|a, b| a.value.total_cmp(&b.value));
                }
                binned
            })
            .collect();
        let stacks = rows.iter().flat_map(BTreeMap::values).map(Vec::len);
        let fullest = stacks.max().unwrap_or(0);
        // Half a bin at each end, for the dots there.
        let bin = pixels * bins.width() / (1.0 + bins.width());
        let packing = if points().count() > MOST_DOTS {
            None
        } else {
            Packing::fit(fullest, bin, HIGHEST)
                .or_else(|| Packing::fit(fullest, bin, 1.5 * HIGHEST))
        };
        Plan {
            scale: scale.padded(bins.width() / 2.0, bins.width() / 2.0),
            ticks,
            bins,
            bin,
            rows,
            packing,
        }
    }

    /// Returns the height of a row's dots or columns.
    fn height(&self, row: &Binned<'_>) -> f64 {
        let most = row.values().map(Vec::len).max().unwrap_or(0);
        let height = match self.packing {
            Some(packing) => packing.height(most),
            None => self.column(most, row),
        };
        height.max(12.0)
    }

    /// The height of a column, which goes with its share of the row.
    fn column(&self, n: usize, row: &Binned<'_>) -> f64 {
        let highest = self.rows.iter().map(highest_share).fold(0.0, f64::max);
        (share(n, row) / highest * HIGHEST).max(1.0)
    }

    /// Returns where the middle of a bin lies.
    fn x(&self, bin: i64, panel: &Panel) -> f64 {
        let width = self.bins.width();
        let part = (self.bins.middle(bin) + width / 2.0) / (1.0 + width);
        panel.bounds.left + part * panel.bounds.width()
    }

    /// The key for what stands for the points: "1 organisation, in steps of 5%".
    fn key(&self, chart: &Strips) -> Key {
        let steps = match self.bins.step {
            Some(step) => format!(", in steps of {}", chart.x.tick_text(step)),
            None => String::new(),
        };
        match self.packing {
            Some(_) => Key::dot(&format!("{}{steps}", chart.point.count(1)), Hue::Grey),
            None => {
                let highest = self.rows.iter().map(highest_share).fold(0.0, f64::max);
                let highest = Format::PERCENT.decimals(0).number(highest, Unit::Fraction);
                let many = &chart.point.many;
                let text =
                    format!("share of a row’s {many}{steps}; the highest column is {highest}");
                Key::square(&text, Hue::Grey)
            }
        }
    }
}

/// The part of a row's points that so many are.
fn share(n: usize, row: &Binned<'_>) -> f64 {
    n as f64 / row.values().map(Vec::len).sum::<usize>().max(1) as f64
}

/// Returns the share of the fullest bin of a row.
fn highest_share(row: &Binned<'_>) -> f64 {
    share(row.values().map(Vec::len).max().unwrap_or(0), row)
}

pub(super) fn draw(chart: &Strips, frame: &mut Frame) -> Result<(), PlotError> {
    let narrow = frame.width().is_narrow();
    let details: Vec<String> = chart.rows.iter().map(detail).collect();
    let words: Vec<RowWords<'_>> = chart
        .rows
        .iter()
        .zip(&details)
        .map(|(row, detail)| RowWords {
            name: &row.name,
            detail,
            strong: true,
        })
        .collect();
    // The names say how wide the panel is, the panel how large the dots are, the dots how high the
    // rows are.
    let tried = Rows::take(&mut frame.blank(), &words, 0.0, 0.0);
    let plan = Plan::new(chart, tried.bounds.width(), narrow);

    legend(frame, &keys(chart, &plan))?;
    frame.take(8.0);
    axis::title_above(frame, &chart.x.axis_title())?;
    frame.take(axis::ABOVE - 10.0 + reference::room_above(&chart.references, frame));
    let heights: Vec<f64> = chart
        .rows
        .iter()
        .zip(&plan.rows)
        .map(|(row, binned)| plan.height(binned) + row.centre.as_ref().map_or(2.0, |_| LANE))
        .collect();
    let rows = Rows::take_each(frame, &words, &heights, 0.0);
    let bounds = rows.bounds;
    let panel = frame.panel(bounds, plan.scale, Scale::linear(bounds.height(), 0.0));
    let title = chart.x.axis_title();
    let edge = Edge::Above(&rows.stretches);
    axis::draw_across(frame, &panel, &title, plan.ticks.clone(), edge)?;
    reference::draw_up(&chart.references, frame, &panel, &rows.stretches)?;
    rows.draw_names(frame)?;

    let mut labels = Vec::new();
    for (i, (row, binned)) in chart.rows.iter().zip(&plan.rows).enumerate() {
        let (Some(middle), Some(height)) = (rows.middles.get(i), heights.get(i)) else {
            continue;
        };
        let bottom = bounds.top + middle + height / 2.0;
        let lane = row.centre.as_ref().map_or(2.0, |_| LANE);
        draw_dots(chart, row, binned, &plan, frame, &panel, bottom - lane)?;
        if let Some(centre) = &row.centre {
            labels.push(draw_centre(
                row,
                centre,
                frame,
                &panel,
                bottom - LANE / 2.0 + 1.0,
            )?);
        }
    }
    let within = Bounds {
        left: bounds.left,
        right: frame.right(),
        ..bounds
    };
    place(frame, &within, &labels)?;
    if chart
        .rows
        .iter()
        .flat_map(|row| &row.points)
        .any(|point| chart.is_off(point))
    {
        note::draw(frame, &chart.off_range_text())?;
    }
    Ok(())
}

/// "n = 139", with what else is said of the row.
fn detail(row: &StripRow) -> String {
    let n = format!("n\u{a0}=\u{a0}{}", whole(row.points.len()));
    if row.detail.is_empty() {
        n
    } else {
        format!("{n}, {}", row.detail)
    }
}

/// Returns what a dot is, and what the dots on lines are: each kind of centre once.
fn keys(chart: &Strips, plan: &Plan<'_>) -> Vec<Key> {
    let mut keys = vec![plan.key(chart)];
    for centre in chart.rows.iter().filter_map(|row| row.centre.as_ref()) {
        let key = match centre.interval {
            Some(_) if !centre.interval_name.is_empty() => {
                let text = format!("{} with {}", centre.name, centre.interval_name);
                Key::diamond_interval(&text, Hue::Grey)
            }
            Some(_) => Key::diamond_interval(&centre.name, Hue::Grey),
            None => Key::diamond(&centre.name, Hue::Grey),
        };
        if !keys.contains(&key) {
            keys.push(key);
        }
    }
    keys
}

fn draw_dots(
    chart: &Strips,
    row: &StripRow,
    binned: &Binned<'_>,
    plan: &Plan<'_>,
    frame: &Frame,
    panel: &Panel,
    base: f64,
) -> Result<(), PlotError> {
    let ink = Ink::Mark(row.hue);
    let text = |x| chart.x.value_text(&Quantity::exact(x, chart.x.unit));
    for (&bin, points) in binned {
        let x = plan.x(bin, panel);
        let Some(packing) = plan.packing else {
            let half = plan.bin * 0.43;
            let range = Range::of(points.iter().map(|point| point.value));
            let pen = Pen::new(Role::Cell, Paint::fill(ink)).of(&row.name);
            let pen = pen.datum(&range.text(&chart.x), &chart.point.count(points.len()));
            let column = Bounds {
                left: x - half,
                right: x + half,
                top: base - plan.column(points.len(), binned),
                bottom: base,
            };
            let n = points.len();
            frame.rect(&Pen { n, ..pen }, column)?;
            continue;
        };
        for (point, (dx, dy)) in points.iter().zip(packing.places(points.len())) {
            let pen = Pen::new(Role::Point, Paint::fill(ink)).of(&row.name);
            let pen = pen
                .datum(&point.name, &text(point.value))
                .worth(&Quantity::exact(point.value, chart.x.unit));
            frame.circle(&pen, (x + dx, base + dy), packing.radius)?;
        }
    }
    let pen = Pen::new(Role::Baseline, Paint::stroke(Ink::Rule, 1.0));
    let ends = [panel.bounds.left, panel.bounds.right];
    frame.path(&pen, &ends.map(|x| (x, base + 0.5)))
}

/// Draws the mean with its interval, and gives its number to be placed.
fn draw_centre(
    row: &StripRow,
    centre: &Centre,
    frame: &Frame,
    panel: &Panel,
    y: f64,
) -> Result<Label, PlotError> {
    let ink = Ink::Mark(row.hue);
    let edge = |x: f64| x.clamp(panel.bounds.left, panel.bounds.right);
    let x_of = |value: f64| edge(panel.at((value, 0.0)).0);
    let x = x_of(centre.value);
    let (low, high) = centre.interval.map_or((x - 5.0, x + 5.0), |(low, high)| {
        (x_of(low).min(x - 5.0), x_of(high).max(x + 5.0))
    });
    if centre.interval.is_some() {
        let pen = Pen::new(Role::Whisker, Paint::stroke(ink, 2.0)).of(&row.name);
        frame.path(&pen, &[(low, y), (high, y)])?;
        // An end that lies off the axis is an arrow.
        let ends = centre
            .interval
            .map(|(start, end)| [(start, low, 5.0), (end, high, -5.0)]);
        for (value, x, inwards) in ends.into_iter().flatten() {
            if !panel.x.holds(value) {
                frame.path(
                    &pen,
                    &[(x + inwards, y - 4.0), (x, y), (x + inwards, y + 4.0)],
                )?;
            }
        }
    }
    let paint = Paint::fill(ink).outlined(Ink::Paper, 1.0);
    let pen = Pen::new(Role::Point, paint).of(&row.name);
    let pen = pen.datum(&centre.name, &centre.text);
    let diamond = [(x - 5.5, y), (x, y - 5.5), (x + 5.5, y), (x, y + 5.5)];
    frame.polygon(&Pen { n: 0, ..pen }, &diamond)?;
    Ok(Label {
        pen: Pen::new(Role::Value, Paint::fill(Ink::Words(row.hue))).of(&row.name),
        lines: vec![(centre.text.clone(), TextStyle::bold(SMALL_SIZE).haloed())],
        at: (f64::midpoint(low, high), y),
        rise: 0.0,
        reach: (high - low) / 2.0,
        sides: vec![Side::Right, Side::Left],
        keep: Keep::Always,
        instead: None,
    })
}
