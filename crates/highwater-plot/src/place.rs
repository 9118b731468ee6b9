//! Labels put where they overlap nothing.

use crate::bounds::Bounds;
use crate::error::PlotError;
use crate::font;
use crate::frame::Frame;
use crate::mark::{Anchor, Mark, Pen, Role, Text, TextStyle};
use crate::paint::{Ink, Paint};

/// A text that wants a place at a point.
#[derive(Clone, Debug, PartialEq)]
pub struct Label {
    /// What it is.
    pub pen: Pen,
    /// Its lines, each with how it is set; the anchor is chosen by the side that the label gets.
    pub lines: Vec<(String, TextStyle)>,
    /// The point that it names.
    pub at: (f64, f64),
    /// The lines to try where those find no place: the number without its remark. Empty for none.
    pub short: Vec<(String, TextStyle)>,
    /// How far the ink at the point reaches: the radius of its dot.
    pub reach: f64,
    /// How far the ink goes on above that: the arrow of a lower bound.
    pub rise: f64,
    /// The sides to try, the best first.
    pub sides: Vec<Side>,
    /// Whether it may be left out.
    pub keep: Keep,
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

/// Whether a label may be left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Keep {
    /// A name: it is moved as far as it must, never left out.
    Always,
    /// A number: left out where there is no room near its point.
    IfRoom,
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
/// Names come first, each group in the order given. A number that finds no place within
/// [`NEAR`] pixels is left out; a name that finds none at all stands where it overlaps least.
///
/// # Errors
///
/// [`PlotError::Drawing`] where the drawing library gives an error.
pub fn place(frame: &Frame, within: &Bounds, labels: &[Label]) -> Result<(), PlotError> {
    let mut marks = frame.marks();
    for keep in [Keep::Always, Keep::IfRoom] {
        for label in labels.iter().filter(|label| label.keep == keep) {
            let full = find(label, &label.lines, within, &marks).map(|spot| (&label.lines, spot));
            let found = full.or_else(|| {
                let spot = find(label, &label.short, within, &marks)?;
                Some((&label.short, spot))
            });
            if let Some((lines, spot)) = found {
                draw(frame, label, lines, &spot)?;
                marks = frame.marks();
            }
        }
    }
    Ok(())
}

/// A place that was found: the box, the side it lies at and its distance.
struct Spot {
    area: Bounds,
    anchor: Anchor,
    distance: f64,
}

fn find(
    label: &Label,
    lines: &[(String, TextStyle)],
    within: &Bounds,
    marks: &[Mark],
) -> Option<Spot> {
    if lines.is_empty() {
        return None;
    }
    let mut least: Option<(usize, Spot)> = None;
    for distance in DISTANCES {
        if label.keep == Keep::IfRoom && distance > NEAR {
            break;
        }
        for side in &label.sides {
            let spot = spot(label, lines, *side, distance);
            if !within.holds(&spot.area) {
                continue;
            }
            let hits = marks
                .iter()
                .filter(|mark| is_in_the_way(mark) && mark.touches(&spot.area.grown(2.0)))
                .count();
            if hits == 0 {
                return Some(spot);
            }
            if least.as_ref().is_none_or(|(fewest, _)| hits < *fewest) {
                least = Some((hits, spot));
            }
        }
    }
    match label.keep {
        Keep::Always => least.map(|(_, spot)| spot),
        Keep::IfRoom => None,
    }
}

/// What a label must not cover: all but what is pale.
fn is_in_the_way(mark: &Mark) -> bool {
    !matches!(mark.pen.role, Role::Background | Role::Grid | Role::Band)
}

fn spot(label: &Label, lines: &[(String, TextStyle)], side: Side, distance: f64) -> Spot {
    let width = lines
        .iter()
        .map(|(line, style)| style.width(line))
        .fold(0.0, f64::max);
    let height = height(lines);
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
    }
}

fn draw(
    frame: &Frame,
    label: &Label,
    lines: &[(String, TextStyle)],
    spot: &Spot,
) -> Result<(), PlotError> {
    if spot.distance > NEAR {
        leader(frame, label, &spot.area)?;
    }
    let x = match spot.anchor {
        Anchor::Start => spot.area.left,
        Anchor::Middle => spot.area.middle().0,
        Anchor::End => spot.area.right,
    };
    stack(frame, &label.pen, (x, spot.area.top), spot.anchor, lines)
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

/// A thin line from the box to the point, ending four pixels short of its ink.
fn leader(frame: &Frame, label: &Label, area: &Bounds) -> Result<(), PlotError> {
    let from = area.grown(2.0).nearest(label.at);
    let (dx, dy) = (label.at.0 - from.0, label.at.1 - from.1);
    let length = (dx * dx + dy * dy).sqrt();
    let short = label.reach + 4.0;
    if length <= short + 3.0 {
        return Ok(());
    }
    let part = (length - short) / length;
    let to = (from.0 + dx * part, from.1 + dy * part);
    let pen = Pen::new(Role::Leader, Paint::stroke(Ink::Muted, 1.0)).of(&label.pen.series);
    frame.path(&pen, &[from, to])
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
