//! The curve of estimates.

use crate::axis;
use crate::bounds::Bounds;
use crate::chart::noun::whole;
use crate::chart::{note, reference};
use crate::error::PlotError;
use crate::frame::Frame;
use crate::legend::{Key, legend};
use crate::paint::{Hue, Ink, Paint};
use crate::panel::Panel;
use crate::pen::Pen;
use crate::place::{self, place};
use crate::range::Range;
use crate::role::Role;
use crate::scale::Scale;
use crate::text::{Anchor, SMALL_SIZE, TextStyle};
use crate::wrap;

use highwater_facts::Quantity;

use super::columns::Columns;
use super::matrix::Matrix;
use super::{SpecCurve, SpecGroup};

/// The room for the name of the default above the panel, where it has none beside the axis's.
const NAME: f64 = 22.0;

/// The height of the stroke of an analysis where they are too many for a dot each.
const STROKE: f64 = 3.4;

pub(super) fn draw(chart: &SpecCurve, frame: &mut Frame) -> Result<(), PlotError> {
    let narrow = frame.width().is_narrow();
    legend(frame, &keys(chart))?;
    frame.take(8.0);
    let height = if narrow { 180.0 } else { 220.0 };
    let range = extremes(chart);
    let (y, ticks) = chart
        .y
        .scale(range.low, range.high, axis::most_ticks(height, 40.0));
    let matrix = Matrix::plan(chart, frame);
    let left = frame.left() + matrix.names_width().max(axis::left_room(&ticks));
    let columns = Columns::new(chart, left, frame.right());
    axis::title_above(frame, &chart.y.axis_title())?;
    if let Some((from, _)) = default_name(chart, &columns, frame)
        && from
            < frame.left()
                + TextStyle::regular(SMALL_SIZE).width(&chart.y.axis_title(), &frame.fonts())
                + 12.0
    {
        frame.take(NAME);
    }
    let room = frame.take(height);
    let bounds = Bounds { left, ..room };
    // The axis ends where the estimates do; what has none stands apart.
    let bounds = Bounds {
        right: columns
            .with
            .last()
            .map_or(bounds.left + 1.0, |column| column.right),
        ..bounds
    };
    let panel = frame.panel(bounds, Scale::linear(0.0, 1.0), y);
    axis::draw_up(frame, &panel, &chart.y.axis_title(), ticks)?;

    draw_missing(chart, &columns, frame, &panel)?;
    for group in 0..chart.groups.len() {
        draw_reach(chart, group, &columns, frame, &panel)?;
    }
    reference::draw_across(chart.reference.as_slice(), &panel)?;
    for group in 0..chart.groups.len() {
        if columns.single {
            draw_dots(chart, group, &columns, frame, &panel)?;
        } else {
            draw_strokes(chart, group, &columns, frame, &panel)?;
        }
    }
    let mut stretches = vec![(bounds.top, bounds.bottom)];
    frame.take(6.0);
    let mut caption = format!("{}, sorted by their estimates", chart.analyses());
    if !columns.single && !chart.dimensions.is_empty() {
        caption.push_str("; the height of a cell is the share with the option");
    }
    let style = TextStyle::regular(SMALL_SIZE);
    for line in wrap::filled(
        &caption,
        &style,
        frame.right() - bounds.left,
        &frame.fonts(),
    ) {
        let room = frame.take(16.0);
        let pen = Pen::new(Role::AxisTitle, Paint::fill(Ink::Muted));
        frame.text(&pen, (bounds.left, room.bottom - 4.0), &line, style)?;
    }
    let cells = Columns::of_cells(chart, bounds.left, frame.right());
    stretches.extend(matrix.draw(chart, &cells, frame)?);
    draw_default(chart, &columns, &stretches, frame, &panel)?;
    let labels: Vec<_> =
        reference::labels_across(chart.reference.as_slice(), &panel, &frame.fonts()).collect();
    place(frame, &bounds, &labels)?;
    if let Some(text) = chart.off_range_text() {
        note::draw(frame, &text)?;
    }
    Ok(())
}

/// Returns the groups, each with the number of its analyses.
fn keys(chart: &SpecCurve) -> Vec<Key> {
    let mut keys = Vec::new();
    for (i, group) in chart.groups.iter().enumerate() {
        if chart.count(i) == 0 {
            continue;
        }
        let text = format!("{}: {}", group.name, whole(chart.count(i)));
        let key = match chart.of(i).all(|spec| spec.estimate.is_none()) {
            true => Key::open_square(&group.name, group.hue),
            false => Key::dot(&group.name, group.hue),
        };
        keys.push(key.saying(&text));
    }
    let mut specs = chart.specs.iter();
    if specs.any(|spec| spec.estimate.is_some() && spec.interval.is_some()) {
        keys.push(Key::pale_square("", Hue::Grey).saying("interval"));
    }
    keys
}

/// Returns the lowest and the highest number of the vertical axis.
fn extremes(chart: &SpecCurve) -> Range {
    let estimates = chart.specs.iter().filter(|spec| spec.estimate.is_some());
    let numbers = estimates.flat_map(|spec| {
        let ends = spec
            .interval
            .into_iter()
            .flat_map(|(low, high)| [low, high]);
        spec.estimate.into_iter().chain(ends)
    });
    let has_place = |x: &f64| !chart.y.extent.is_log() || *x > 0.0;
    let reference = chart.reference.iter().map(|reference| reference.at);
    Range::of(numbers.chain(reference).filter(has_place))
}

/// Returns where a number lies, no farther than the ends of the axis.
fn height_of(value: f64, panel: &Panel) -> f64 {
    let value = if value.is_nan() { panel.y.low } else { value };
    panel.at((0.0, value.clamp(panel.y.low, panel.y.high))).1
}

/// The block of the analyses that have no estimate, each group with its own.
fn draw_missing(
    chart: &SpecCurve,
    columns: &Columns,
    frame: &Frame,
    panel: &Panel,
) -> Result<(), PlotError> {
    let Some((first, last)) = columns.without.first().zip(columns.without.last()) else {
        return Ok(());
    };
    let specs: Vec<usize> = columns
        .without
        .iter()
        .flat_map(|c| c.specs.clone())
        .collect();
    let width = (last.right - first.left) / specs.len().max(1) as f64;
    let mut left = first.left;
    for (i, group) in chart.groups.iter().enumerate() {
        let is_of = |spec: &&usize| chart.specs.get(**spec).is_some_and(|s| s.group == i);
        let n = specs.iter().filter(is_of).count();
        if n == 0 {
            continue;
        }
        let right = left + width * n as f64;
        let paint = Paint {
            dotted: true,
            ..Paint::stroke(Ink::Mark(group.hue), 1.0)
        };
        let pen = Pen::new(Role::Missing, paint).of(&group.name);
        let pen = pen.datum("without an estimate", &whole(n));
        let Bounds { top, bottom, .. } = panel.bounds;
        let corners = [
            (left, top),
            (right, top),
            (right, bottom),
            (left, bottom),
            (left, top),
        ];
        frame.path(&Pen { n, ..pen }, &corners)?;
        draw_missing_name(group, n, frame, (left, right), panel.bounds.middle().1)?;
        left = right;
    }
    Ok(())
}

/// Writes the name of a group in its block, or the number of its analyses where only that finds room; the
/// legend has both in any case.
fn draw_missing_name(
    group: &SpecGroup,
    n: usize,
    frame: &Frame,
    (left, right): (f64, f64),
    middle: f64,
) -> Result<(), PlotError> {
    let style = TextStyle::regular(SMALL_SIZE).haloed();
    let widest = right - left - 6.0;
    let fits = |lines: &Vec<String>| {
        lines
            .iter()
            .all(|line| style.width(line, &frame.fonts()) <= widest)
    };
    let tries = [
        wrap::by_word(&group.name, &style, widest, &frame.fonts()),
        vec![whole(n)],
    ];
    let Some(lines) = tries.into_iter().find(fits) else {
        return Ok(());
    };
    let lines: Vec<_> = lines.into_iter().map(|line| (line, style)).collect();
    let pen = Pen::new(Role::Label, Paint::fill(Ink::Words(group.hue))).of(&group.name);
    let at = (
        f64::midpoint(left, right),
        middle - place::height(&lines) / 2.0,
    );
    place::stack(frame, &pen, at, Anchor::Middle, &lines)
}

/// Returns how far the estimates of a group may be off: from the lowest to the highest end in each
/// column.
fn draw_reach(
    chart: &SpecCurve,
    group: usize,
    columns: &Columns,
    frame: &Frame,
    panel: &Panel,
) -> Result<(), PlotError> {
    let (mut upper, mut lower) = (Vec::new(), Vec::new());
    let mut any = false;
    for column in &columns.with {
        let of_group = column.specs.iter().filter_map(|&i| chart.specs.get(i));
        let intervals = of_group
            .filter(|spec| spec.group == group)
            .filter_map(|spec| spec.interval);
        let reach = intervals.reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)));
        let (bottom, top) = match reach {
            Some((low, high)) => {
                any = true;
                (height_of(low, panel), height_of(high, panel))
            }
            // Nothing in this column: the outline goes on as a line without an area.
            None => {
                let before = lower.last().map_or(panel.bounds.bottom, |&(_, y)| y);
                (before, before)
            }
        };
        for x in [column.left, column.right] {
            push(&mut upper, (x, top));
            push(&mut lower, (x, bottom));
        }
    }
    if !any {
        return Ok(());
    }
    let Some(name) = chart.groups.get(group) else {
        return Ok(());
    };
    upper.extend(lower.into_iter().rev());
    let pen = Pen::new(Role::Band, Paint::fill(Ink::Pale(name.hue))).of(&name.name);
    frame.polygon(&pen, &upper)
}

/// Adds a corner; what lies between two others on one height is left out.
pub(super) fn push(corners: &mut Vec<(f64, f64)>, corner: (f64, f64)) {
    let same = |a: f64, b: f64| (a - b).abs() < 0.05;
    if let [.., (_, before), last] = corners.as_mut_slice()
        && same(*before, corner.1)
        && same(last.1, corner.1)
    {
        last.0 = corner.0;
        return;
    }
    corners.push(corner);
}

fn draw_dots(
    chart: &SpecCurve,
    group: usize,
    columns: &Columns,
    frame: &Frame,
    panel: &Panel,
) -> Result<(), PlotError> {
    let Some(name) = chart.groups.get(group) else {
        return Ok(());
    };
    for column in &columns.with {
        for (i, estimate) in members(chart, &column.specs, group) {
            let number = Quantity::exact(estimate, chart.y.unit);
            let text = chart.y.value_text(&number);
            let pen = Pen::new(Role::Point, Paint::fill(Ink::Mark(name.hue)))
                .of(&name.name)
                .worth(&number);
            let radius = ((column.right - column.left) * 0.45).clamp(1.4, 4.0);
            let at = (column.middle(), height_of(estimate, panel));
            frame.circle(&pen.datum(&chart.choices(i), &text), at, radius)?;
        }
    }
    Ok(())
}

/// Those of the analyses that are of a group and lie on the axis, with their estimates.
fn members(chart: &SpecCurve, specs: &[usize], group: usize) -> impl Iterator<Item = (usize, f64)> {
    let known = specs.iter().filter_map(|&i| Some((i, chart.specs.get(i)?)));
    let members = known.filter(move |(_, spec)| spec.group == group && !chart.is_off(spec));
    members.filter_map(|(i, spec)| Some((i, spec.estimate?)))
}

/// The estimates of a group where they are too many for a dot each: an upright stroke as wide as there
/// is room for, so that none lies over another and groups that mix are seen to mix. Their labels are
/// left to the page's script: a file alone would have a title for each of some thousand.
fn draw_strokes(
    chart: &SpecCurve,
    group: usize,
    columns: &Columns,
    frame: &Frame,
    panel: &Panel,
) -> Result<(), PlotError> {
    let Some(name) = chart.groups.get(group) else {
        return Ok(());
    };
    // A tenth wider than the slot: places are rounded to tenths, and would leave gaps.
    let paint = Paint::stroke(Ink::Mark(name.hue), (columns.slot + 0.1).max(0.4));
    let pen = Pen::new(Role::Point, paint).of(&name.name);
    for column in &columns.with {
        for (i, estimate) in members(chart, &column.specs, group) {
            let text = chart.y.value_text(&Quantity::exact(estimate, chart.y.unit));
            let pen = Pen {
                label: String::new(),
                ..pen.clone().datum(&chart.choices(i), &text)
            };
            let Some(x) = columns.x(i) else {
                continue;
            };
            let y = height_of(estimate, panel);
            frame.path(&pen, &[(x, y - STROKE / 2.0), (x, y + STROKE / 2.0)])?;
        }
    }
    Ok(())
}

/// The line through the analysis that is marked, with its name above.
fn draw_default(
    chart: &SpecCurve,
    columns: &Columns,
    stretches: &[(f64, f64)],
    frame: &Frame,
    panel: &Panel,
) -> Result<(), PlotError> {
    let Some((default, x)) = chart.default.and_then(|i| Some((i, columns.x(i)?))) else {
        return Ok(());
    };
    let pen = Pen::new(Role::Reference, Paint::stroke(Ink::Text, 1.0)).of(&chart.default_name);
    for &(top, bottom) in stretches {
        frame.path(&pen, &[(x, top), (x, bottom)])?;
    }
    let spec = chart.specs.get(default);
    let group = spec.and_then(|spec| chart.groups.get(spec.group));
    let estimate = spec.and_then(|spec| spec.estimate.filter(|_| !chart.is_off(spec)));
    if let (Some(group), Some(estimate)) = (group, estimate) {
        let paint = Paint::fill(Ink::Mark(group.hue)).outlined(Ink::Text, 1.5);
        let pen = Pen::new(Role::Annotation, paint).of(&chart.default_name);
        frame.circle(&pen, (x, height_of(estimate, panel)), 5.0)?;
    }
    let Some((_, x)) = default_name(chart, columns, frame) else {
        return Ok(());
    };
    let style = TextStyle::bold(SMALL_SIZE).anchored(Anchor::Middle);
    let pen = Pen::new(Role::Label, Paint::fill(Ink::Text)).of(&chart.default_name);
    frame.text(
        &pen,
        (x, panel.bounds.top - 14.0),
        &chart.default_name,
        style,
    )
}

/// The left end of the default's name, and its middle.
fn default_name(chart: &SpecCurve, columns: &Columns, frame: &Frame) -> Option<(f64, f64)> {
    let x = columns.x(chart.default?)?;
    let half = TextStyle::bold(SMALL_SIZE).width(&chart.default_name, &frame.fonts()) / 2.0;
    let x = x.min(frame.right() - half).max(frame.left() + half);
    Some((x - half, x))
}
