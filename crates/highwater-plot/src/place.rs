//! Labels put where they overlap nothing.

use crate::bounds::Bounds;
use crate::error::PlotError;
use crate::font::{self, Fonts};
use crate::frame::Frame;
use crate::label::{Keep, Label, Side};
use crate::mark::{Mark, Shape};
use crate::paint::{Ink, Paint};
use crate::pen::Pen;
use crate::role::Role;
use crate::text::{Anchor, Text, TextStyle};

mod most;

pub(crate) use most::place_most;

/// How far from its point a label is looked for, in pixels; beyond the first few with a leader.
const DISTANCES: [f64; 12] = [
    4.0, 7.0, 11.0, 16.0, 22.0, 30.0, 40.0, 52.0, 66.0, 82.0, 100.0, 120.0,
];

/// How far off a name may stand where all else fails.
const FARTHEST: [f64; 3] = [145.0, 175.0, 210.0];

/// How many of the distances are close: at these the side matters more than the distance.
const CLOSE: usize = 3;

/// What a mark under a text, or a text under a leader, weighs against a line that a leader crosses.
const COVERED: usize = 100;

/// What a data point under a leader weighs: the leader would seem to point to it.
const POINTED_AT: usize = 20;

/// What a band under a text that belongs in none weighs.
const IN_BAND: usize = 10;

/// Up to this distance a text is seen to belong to its point without a leader.
const NEAR: f64 = 16.0;

/// Line height over size.
const LEADING: f64 = 1.2;

/// What did not fit well, the worse first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Misfits {
    /// Names that overlap something.
    pub(crate) overlapping: usize,
    /// What is left out though a leader was tried.
    pub(crate) left_out: usize,
    /// Labels that have a leader.
    pub(crate) led: usize,
}

/// Draws labels where they overlap neither each other nor ink nor the frame.
///
/// They are placed in the order given, so that what matters most comes first. A number that finds no
/// place within 16 pixels is tried as what it names instead, and then left out; a name that finds none at
/// all stands where it overlaps least. Gives what did not fit well, so that a chart can choose another
/// layout.
///
/// # Errors
///
/// [`PlotError::Drawing`] where the drawing library gives an error.
pub(crate) fn place(
    frame: &Frame,
    within: &Bounds,
    labels: &[Label],
) -> Result<Misfits, PlotError> {
    let mut marks = frame.marks();
    let mut misfits = Misfits::default();
    for label in labels {
        if let Some((label, spot)) = first_found(label, within, &marks, &frame.fonts()) {
            draw(frame, label, &spot)?;
            misfits.overlapping += usize::from(spot.hits >= COVERED);
            misfits.led += usize::from(leader(label, &spot).is_some());
            marks = frame.marks();
        } else if tries_of(label).any(|label| label.keep == Keep::Led) {
            misfits.left_out += 1;
        }
    }
    Ok(misfits)
}

/// Draws labels like [`place`] where each finds a place, and none of them otherwise. Says whether.
///
/// # Errors
///
/// [`PlotError::Drawing`] where the drawing library gives an error.
pub(crate) fn place_all(
    frame: &Frame,
    within: &Bounds,
    labels: &[Label],
) -> Result<bool, PlotError> {
    let mut marks = frame.marks();
    let mut found = Vec::new();
    for label in labels {
        let Some((label, spot)) = first_found(label, within, &marks, &frame.fonts()) else {
            return Ok(false);
        };
        marks.push(Mark {
            pen: label.pen.clone(),
            panel: None,
            shape: Shape::Rect(spot.area),
        });
        found.push((label, spot));
    }
    for (label, spot) in found {
        draw(frame, label, &spot)?;
    }
    Ok(true)
}

/// The place of a label, or that of the first that finds one of what to try instead.
fn first_found<'a>(
    label: &'a Label,
    within: &Bounds,
    marks: &[Mark],
    fonts: &Fonts,
) -> Option<(&'a Label, Spot)> {
    tries_of(label).find_map(|label| Some((label, find(label, within, marks, fonts)?)))
}

/// Returns a label and what to try instead of it.
fn tries_of(label: &Label) -> impl Iterator<Item = &Label> {
    std::iter::successors(Some(label), |label| label.instead.as_deref())
}

/// A place that was found: the box, the side it lies at, its distance, and how much it hits.
struct Spot {
    area: Bounds,
    anchor: Anchor,
    distance: f64,
    hits: usize,
}

impl Spot {
    /// Returns where the anchor of the lines is.
    fn x(&self) -> f64 {
        match self.anchor {
            Anchor::Start => self.area.left,
            Anchor::Middle => self.area.middle().0,
            Anchor::End => self.area.right,
        }
    }
}

fn find(label: &Label, within: &Bounds, marks: &[Mark], fonts: &Fonts) -> Option<Spot> {
    let mut least: Option<Spot> = None;
    let size = size(label, fonts);
    let sides = tries(label).map(|(side, distance)| spot(label, side, distance, size));
    for mut spot in sides.chain(around(label, size)) {
        if !within.holds(&spot.area) {
            continue;
        }
        if label.keep == Keep::InBand && !is_in_band(label, &spot, marks) {
            continue;
        }
        spot.hits = hits(label, &spot, marks);
        if spot.hits == 0 {
            return Some(spot);
        }
        if least.as_ref().is_none_or(|fewest| spot.hits < fewest.hits) {
            least = Some(spot);
        }
    }
    match label.keep {
        Keep::Always => least,
        Keep::Led => least.filter(|spot| spot.hits < COVERED),
        Keep::IfRoom | Keep::Beside | Keep::InBand => None,
    }
}

/// Returns whether a label lies within a band that reaches to its point.
fn is_in_band(label: &Label, spot: &Spot, marks: &[Mark]) -> bool {
    let (x, y) = label.at;
    let point = Bounds {
        left: x,
        top: y,
        right: x,
        bottom: y,
    };
    marks
        .iter()
        .filter(|mark| mark.pen.role == Role::Band)
        .any(|band| band.holds(&spot.area) && band.touches(&point.grown(1.0)))
}

/// Returns how near to ink a label may come.
fn margin(label: &Label) -> f64 {
    match label.keep {
        Keep::InBand => 1.0,
        Keep::Always | Keep::IfRoom | Keep::Beside | Keep::Led => 2.0,
    }
}

/// Returns what a label would lie on at a place, and what its leader would cross.
fn hits(label: &Label, spot: &Spot, marks: &[Mark]) -> usize {
    let leader = leader(label, spot);
    let area = spot.area.grown(margin(label));
    let beside = spot.area.grown(spot.distance + 1.0);
    marks
        .iter()
        .filter(|mark| is_in_the_way(mark))
        .map(|mark| {
            if label.keep == Keep::Beside && mark.pen.role == Role::Point {
                let others = !is_at(mark, label.at) && mark.touches(&beside);
                return if others { COVERED } else { 0 };
            }
            let crossed = leader.is_some_and(|[from, to]| crosses(mark, from, to));
            if mark.pen.role == Role::Band {
                let in_band = label.keep == Keep::Led && mark.touches(&area);
                return if in_band { IN_BAND } else { 0 };
            }
            match (mark.touches(&area), crossed, mark.text()) {
                (true, _, _) | (_, true, Some(_)) => COVERED,
                (false, true, None) if mark.pen.role == Role::Point => match label.keep {
                    Keep::Led => COVERED,
                    _ => POINTED_AT,
                },
                (false, true, None) => 1,
                (false, false, _) => 0,
            }
        })
        .sum()
}

/// Returns whether a mark is the dot at a point.
fn is_at(mark: &Mark, at: (f64, f64)) -> bool {
    match mark.shape {
        Shape::Circle { center, .. } => {
            (center.0 - at.0).abs() < 0.15 && (center.1 - at.1).abs() < 0.15
        }
        _ => false,
    }
}

/// Returns what a name tries when no side is free at any distance: sixteen directions, farther and
/// farther off.
fn around(label: &Label, (width, height): (f64, f64)) -> impl Iterator<Item = Spot> + '_ {
    let (x, y) = label.at;
    let distances = DISTANCES.iter().chain(&FARTHEST);
    let distances = distances.filter(|distance| **distance > NEAR);
    let distances = distances.filter(|_| matches!(label.keep, Keep::Always | Keep::Led));
    distances.flat_map(move |&distance| {
        (0..16)
            .map(move |step| {
                let angle = f64::from(step) * std::f64::consts::TAU / 16.0;
                let (dx, dy) = (libm::cos(angle), libm::sin(angle));
                (dx, dy)
            })
            .filter(|&(dx, dy)| label.keep != Keep::Led || is_on_a_side(label, dx, dy))
            .map(move |(dx, dy)| {
                let off = label.reach + distance;
                let (edge_x, edge_y) = (x + dx * off, y + dy * off);
                let (left, anchor) = match dx {
                    dx if dx > 0.3 => (edge_x, Anchor::Start),
                    dx if dx < -0.3 => (edge_x - width, Anchor::End),
                    _ => (edge_x - width / 2.0, Anchor::Middle),
                };
                let top = match dy {
                    dy if dy > 0.3 => edge_y,
                    dy if dy < -0.3 => edge_y - label.rise - height,
                    _ => edge_y - height / 2.0,
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
            })
    })
}

/// Returns whether a direction leads to a side that the label may stand on; left and right alone take
/// in what slants.
fn is_on_a_side(label: &Label, dx: f64, dy: f64) -> bool {
    use Side::{Above, AboveLeft, AboveRight, Below, BelowLeft, BelowRight, Left, Right};
    let any = |sides: &[Side]| label.sides.iter().any(|side| sides.contains(side));
    let (above, below) = (
        any(&[Above, AboveLeft, AboveRight]),
        any(&[Below, BelowLeft, BelowRight]),
    );
    match (above || below, dy) {
        (true, dy) if dy > 0.3 => below,
        (true, dy) if dy < -0.3 => above,
        _ => dx.abs() > 0.3 && any(&[if dx > 0.0 { Right } else { Left }]),
    }
}

/// Returns the width and the height of a label.
fn size(label: &Label, fonts: &Fonts) -> (f64, f64) {
    let widths = label
        .lines
        .iter()
        .map(|(line, style)| style.width(line, fonts));
    (widths.fold(0.0, f64::max), height(&label.lines))
}

/// Returns the sides and distances to try: each side close to the point, the best first, then all sides
/// farther and farther off.
fn tries(label: &Label) -> impl Iterator<Item = (Side, f64)> + '_ {
    let farthest = match label.keep {
        Keep::Always | Keep::Led => f64::INFINITY,
        Keep::Beside => 0.0,
        Keep::IfRoom | Keep::InBand => NEAR,
    };
    let (close, far) = match label.keep {
        Keep::Led => {
            let led = DISTANCES.partition_point(|distance| *distance <= NEAR);
            (&[][..], &DISTANCES[led..])
        }
        _ => DISTANCES.split_at(CLOSE),
    };
    let sides = || label.sides.iter().copied();
    let close = sides().flat_map(|side| close.iter().map(move |&distance| (side, distance)));
    let far = far
        .iter()
        .filter(move |distance| **distance <= farthest)
        .flat_map(move |&distance| sides().map(move |side| (side, distance)));
    close.chain(far)
}

/// The box of a label at a side of its point, as near as it may stand.
pub(crate) fn nearest_box(label: &Label, side: Side, fonts: &Fonts) -> Bounds {
    spot(label, side, DISTANCES[0], size(label, fonts)).area
}

/// Returns what a label must not cover: all but what is pale; bands matter to some.
fn is_in_the_way(mark: &Mark) -> bool {
    !matches!(mark.pen.role, Role::Background | Role::Grid | Role::Place)
}

fn spot(label: &Label, side: Side, distance: f64, (width, height): (f64, f64)) -> Spot {
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
    if let Some(ends) = leader(label, spot) {
        frame.path(&leader_pen(label), &ends)?;
    }
    let at = (spot.x(), spot.area.top);
    stack(frame, &label.pen, at, spot.anchor, &label.lines)
}

fn leader_pen(label: &Label) -> Pen {
    Pen::new(Role::Leader, Paint::stroke(Ink::Muted, 1.0)).of(&label.pen.series)
}

/// Draws lines one below the other, from the upper end down.
///
/// # Errors
///
/// [`PlotError::Drawing`] where the drawing library gives an error.
pub(crate) fn stack(
    frame: &Frame,
    pen: &Pen,
    (x, top): (f64, f64),
    anchor: Anchor,
    lines: &[(String, TextStyle)],
) -> Result<(), PlotError> {
    for (y, line, style) in lines_at(top, lines) {
        frame.text(pen, (x, y), line, style.anchored(anchor))?;
    }
    Ok(())
}

/// Lines one below the other, from the upper end down, each with its baseline.
fn lines_at(
    top: f64,
    lines: &[(String, TextStyle)],
) -> impl Iterator<Item = (f64, &str, &TextStyle)> {
    let mut top = top;
    lines.iter().map(move |(line, style)| {
        let y = top + style.size * font::CAPITALS;
        top += style.size * LEADING;
        (y, line.as_str(), style)
    })
}

/// Returns the height of lines one below the other, from the capitals of the first to the depth of the
/// last.
#[must_use]
pub(crate) fn height(lines: &[(String, TextStyle)]) -> f64 {
    let Some(((_, last), before)) = lines.split_last() else {
        return 0.0;
    };
    advance(before) + last.size * (font::CAPITALS + font::DEPTH)
}

/// Returns how far down lines move what follows them.
#[must_use]
pub(crate) fn advance(lines: &[(String, TextStyle)]) -> f64 {
    lines.iter().map(|(_, style)| style.size * LEADING).sum()
}

/// The line from a label that stands far off to its point, ending four pixels short of the ink there.
fn leader(label: &Label, spot: &Spot) -> Option<[(f64, f64); 2]> {
    if spot.distance <= NEAR {
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

/// Returns whether a leader runs over a mark: through its box, or over its line.
fn crosses(mark: &Mark, from: (f64, f64), to: (f64, f64)) -> bool {
    match &mark.shape {
        Shape::Polyline(points) => points
            .windows(2)
            .any(|pair| meet((from, to), (pair[0], pair[1]))),
        // A leader has a stroke.
        shape => shape.bounds().grown(1.0).crossed_by(from, to),
    }
}

/// Returns whether two lines cross: each has its ends on different sides of the other.
fn meet(one: ((f64, f64), (f64, f64)), other: ((f64, f64), (f64, f64))) -> bool {
    let side = |line: ((f64, f64), (f64, f64)), p: (f64, f64)| {
        let ((ax, ay), (bx, by)) = line;
        (bx - ax) * (p.1 - ay) - (by - ay) * (p.0 - ax)
    };
    side(one, other.0) * side(one, other.1) < 0.0 && side(other, one.0) * side(other, one.1) < 0.0
}

/// The box of a text as it would be drawn.
#[must_use]
pub(crate) fn text_bounds(text: &str, at: (f64, f64), style: TextStyle, fonts: &Fonts) -> Bounds {
    Text::new(text, at, style, fonts).bounds()
}

#[cfg(test)]
mod tests;
