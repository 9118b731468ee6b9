//! Labels put where they overlap nothing.

use crate::bounds::Bounds;
use crate::error::PlotError;
use crate::font;
use crate::frame::Frame;
use crate::mark::{Mark, Shape};
use crate::paint::{Ink, Paint};
use crate::pen::Pen;
use crate::role::Role;
use crate::text::{Anchor, Text, TextStyle};

/// A text that wants a place at a point.
#[derive(Clone, Debug, PartialEq)]
pub struct Label {
    /// What it is.
    pub pen: Pen,
    /// Its lines, each with how it is set; the anchor is chosen by the side that the label gets.
    pub lines: Vec<(String, TextStyle)>,
    /// The point that it names.
    pub at: (f64, f64),
    /// How far the ink at the point reaches: the radius of its dot.
    pub reach: f64,
    /// How far the ink goes on above that: the arrow of a lower bound.
    pub rise: f64,
    /// The sides to try, the best first.
    pub sides: Vec<Side>,
    /// Whether it may be left out.
    pub keep: Keep,
    /// What to try where it finds no place: the number without its remark, another side of the mark.
    pub instead: Option<Box<Label>>,
}

/// Where a text stands as seen from the point that it names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Side {
    /// At the right, on the same height.
    Right,
    /// At the left, on the same height.
    Left,
    /// Above, in the middle.
    Above,
    /// Below, in the middle.
    Below,
    /// Above, starting at the point.
    AboveRight,
    /// Above, ending at the point.
    AboveLeft,
    /// Below, starting at the point.
    BelowRight,
    /// Below, ending at the point.
    BelowLeft,
}

/// Whether a label may be left out, and how far it may stand from its point.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Keep {
    /// A name: it is moved as far as it must, never left out.
    Always,
    /// A number: left out where there is no room near its point.
    IfRoom,
    /// What may stand below or above another label of its point: left out where there is no room for
    /// it behind one.
    Stacked,
}

/// How far from its point a label is looked for, in pixels; beyond the first few with a leader.
const DISTANCES: [f64; 12] = [
    4.0, 7.0, 11.0, 16.0, 22.0, 30.0, 40.0, 52.0, 66.0, 82.0, 100.0, 120.0,
];

/// Up to this distance a text is seen to belong to its point without a leader.
const NEAR: f64 = 16.0;

/// Line height over size.
const LEADING: f64 = 1.2;

/// Draws labels where they overlap neither each other nor ink nor the frame.
///
/// They are placed in the order given, so that what matters most comes first. A number that finds no
/// place within 16 pixels is tried as what it names instead, and then left out; a name that finds none at
/// all stands where it overlaps least. Gives the number of those names, so that a chart can choose
/// another layout.
///
/// # Errors
///
/// [`PlotError::Drawing`] where the drawing library gives an error.
pub fn place(frame: &Frame, within: &Bounds, labels: &[Label]) -> Result<usize, PlotError> {
    let mut marks = frame.marks();
    let mut overlapping = 0;
    for label in labels {
        let chain = std::iter::successors(Some(label), |label| label.instead.as_deref());
        let found = chain
            .map(|label| (label, find(label, within, &marks)))
            .find_map(|(label, spot)| Some((label, spot?)));
        if let Some((label, spot)) = found {
            draw(frame, label, &spot)?;
            overlapping += usize::from(spot.hits > 0);
            marks = frame.marks();
        }
    }
    Ok(overlapping)
}

/// A place that was found: the box, the side it lies at, its distance, and how many marks it hits.
struct Spot {
    area: Bounds,
    anchor: Anchor,
    distance: f64,
    hits: usize,
}

fn find(label: &Label, within: &Bounds, marks: &[Mark]) -> Option<Spot> {
    let mut least: Option<Spot> = None;
    for distance in DISTANCES {
        let farthest = match label.keep {
            Keep::Always => f64::INFINITY,
            Keep::IfRoom => NEAR,
            Keep::Stacked => 2.0 * NEAR,
        };
        if distance > farthest {
            break;
        }
        for side in &label.sides {
            let mut spot = spot(label, *side, distance);
            if !within.holds(&spot.area) {
                continue;
            }
            let leader = leader(label, &spot);
            spot.hits = marks
                .iter()
                .filter(|mark| is_in_the_way(mark))
                .filter(|mark| {
                    let crossed = leader.is_some_and(|[from, to]| crosses(mark, from, to));
                    crossed || mark.touches(&spot.area.grown(2.0))
                })
                .count();
            if spot.hits == 0 {
                return Some(spot);
            }
            if least.as_ref().is_none_or(|fewest| spot.hits < fewest.hits) {
                least = Some(spot);
            }
        }
    }
    match label.keep {
        Keep::Always => least,
        Keep::IfRoom | Keep::Stacked => None,
    }
}

/// What a label must not cover: all but what is pale.
fn is_in_the_way(mark: &Mark) -> bool {
    !matches!(mark.pen.role, Role::Background | Role::Grid | Role::Band)
}

fn spot(label: &Label, side: Side, distance: f64) -> Spot {
    let width = label
        .lines
        .iter()
        .map(|(line, style)| style.width(line))
        .fold(0.0, f64::max);
    let height = height(&label.lines);
    let (x, y) = label.at;
    let off = label.reach + distance;
    let (left, anchor) = match side {
        Side::Right => (x + off, Anchor::Start),
        Side::Left => (x - off - width, Anchor::End),
        Side::Above | Side::Below => (x - width / 2.0, Anchor::Middle),
        Side::AboveRight | Side::BelowRight => (x - label.reach, Anchor::Start),
        Side::AboveLeft | Side::BelowLeft => (x + label.reach - width, Anchor::End),
    };
    let top = match side {
        Side::Right | Side::Left => y - height / 2.0,
        Side::Above | Side::AboveRight | Side::AboveLeft => y - off - label.rise - height,
        Side::Below | Side::BelowRight | Side::BelowLeft => y + off,
    };
    Spot {
        area: Bounds {
            left,
            top,
            right: left + width,
            bottom: top + height,
        },
        anchor,
        distance,
        hits: 0,
    }
}

fn draw(frame: &Frame, label: &Label, spot: &Spot) -> Result<(), PlotError> {
    if let Some([from, to]) = leader(label, spot) {
        let pen = Pen::new(Role::Leader, Paint::stroke(Ink::Muted, 1.0)).of(&label.pen.series);
        frame.path(&pen, &[from, to])?;
    }
    let x = match spot.anchor {
        Anchor::Start => spot.area.left,
        Anchor::Middle => spot.area.middle().0,
        Anchor::End => spot.area.right,
    };
    stack(
        frame,
        &label.pen,
        (x, spot.area.top),
        spot.anchor,
        &label.lines,
    )
}

/// Draws lines one below the other, from the upper end down.
///
/// # Errors
///
/// [`PlotError::Drawing`] where the drawing library gives an error.
pub fn stack(
    frame: &Frame,
    pen: &Pen,
    (x, top): (f64, f64),
    anchor: Anchor,
    lines: &[(String, TextStyle)],
) -> Result<(), PlotError> {
    let mut top = top;
    for (line, style) in lines {
        let y = top + style.size * font::CAPITALS;
        frame.text(pen, (x, y), line, style.anchored(anchor))?;
        top += style.size * LEADING;
    }
    Ok(())
}

/// The height of lines one below the other, from the capitals of the first to the depth of the last.
#[must_use]
pub fn height(lines: &[(String, TextStyle)]) -> f64 {
    let Some(((_, last), before)) = lines.split_last() else {
        return 0.0;
    };
    advance(before) + last.size * (font::CAPITALS + font::DEPTH)
}

/// How far down lines move what follows them.
#[must_use]
pub fn advance(lines: &[(String, TextStyle)]) -> f64 {
    lines.iter().map(|(_, style)| style.size * LEADING).sum()
}

/// The line from a label that stands far off to its point, ending four pixels short of the ink there.
fn leader(label: &Label, spot: &Spot) -> Option<[(f64, f64); 2]> {
    if spot.distance <= NEAR || label.keep == Keep::Stacked {
        return None;
    }
    let from = spot.area.grown(2.0).nearest(label.at);
    let (dx, dy) = (label.at.0 - from.0, label.at.1 - from.1);
    let length = (dx * dx + dy * dy).sqrt();
    let short = label.reach + 4.0;
    if length <= short + 3.0 {
        return None;
    }
    let part = (length - short) / length;
    Some([from, (from.0 + dx * part, from.1 + dy * part)])
}

/// Whether a leader runs over a mark: through its box, or over its line.
fn crosses(mark: &Mark, from: (f64, f64), to: (f64, f64)) -> bool {
    match &mark.shape {
        Shape::Polyline(points) => points
            .windows(2)
            .any(|pair| meet((from, to), (pair[0], pair[1]))),
        shape => shape.bounds().crossed_by(from, to),
    }
}

/// Whether two lines cross: each has its ends on different sides of the other.
fn meet(one: ((f64, f64), (f64, f64)), other: ((f64, f64), (f64, f64))) -> bool {
    let side = |line: ((f64, f64), (f64, f64)), p: (f64, f64)| {
        let ((ax, ay), (bx, by)) = line;
        (bx - ax) * (p.1 - ay) - (by - ay) * (p.0 - ax)
    };
    side(one, other.0) * side(one, other.1) < 0.0 && side(other, one.0) * side(other, one.1) < 0.0
}

/// The box of a text as it would be drawn.
#[must_use]
pub fn text_bounds(text: &str, at: (f64, f64), style: TextStyle) -> Bounds {
    Text {
        text: text.to_owned(),
        at,
        style,
        turned: 0,
    }
    .bounds()
}
