//! Labels put where they overlap nothing.

use crate::bounds::Bounds;
use crate::error::PlotError;
use crate::font;
use crate::frame::Frame;
use crate::label::{Keep, Label, Side};
use crate::mark::{Mark, Shape};
use crate::paint::{Ink, Paint};
use crate::pen::Pen;
use crate::role::Role;
use crate::text::{Anchor, Text, TextStyle};

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
            overlapping += usize::from(spot.hits >= COVERED);
            marks = frame.marks();
        }
    }
    Ok(overlapping)
}

/// A place that was found: the box, the side it lies at, its distance, and how much it hits.
struct Spot {
    area: Bounds,
    anchor: Anchor,
    distance: f64,
    hits: usize,
}

fn find(label: &Label, within: &Bounds, marks: &[Mark]) -> Option<Spot> {
    let mut least: Option<Spot> = None;
    let sides = tries(label).map(|(side, distance)| spot(label, side, distance));
    for mut spot in sides.chain(around(label)) {
        if !within.holds(&spot.area) {
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
        Keep::IfRoom | Keep::Stacked => None,
    }
}

/// What a label would lie on at a place, and what its leader would cross.
fn hits(label: &Label, spot: &Spot, marks: &[Mark]) -> usize {
    let leader = leader(label, spot);
    marks
        .iter()
        .filter(|mark| is_in_the_way(mark))
        .map(|mark| {
            let crossed = leader.is_some_and(|[from, to]| crosses(mark, from, to));
            match (mark.touches(&spot.area.grown(2.0)), crossed, mark.text()) {
                (true, _, _) | (_, true, Some(_)) => COVERED,
                (false, true, None) => 1,
                (false, false, _) => 0,
            }
        })
        .sum()
}

/// What a name tries when no side is free at any distance: sixteen directions, farther and farther
/// off.
fn around(label: &Label) -> impl Iterator<Item = Spot> + '_ {
    let (width, height) = size(label);
    let (x, y) = label.at;
    let distances = DISTANCES.iter().chain(&FARTHEST);
    let distances = distances.filter(|distance| **distance > NEAR);
    let distances = distances.filter(|_| label.keep == Keep::Always);
    distances.flat_map(move |&distance| {
        (0..16).map(move |step| {
            let angle = f64::from(step) * std::f64::consts::TAU / 16.0;
            let (dx, dy) = (libm::cos(angle), libm::sin(angle));
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

/// The width and the height of a label.
fn size(label: &Label) -> (f64, f64) {
    let widths = label.lines.iter().map(|(line, style)| style.width(line));
    (widths.fold(0.0, f64::max), height(&label.lines))
}

/// The sides and distances to try: each side close to the point, the best first, then all sides
/// farther and farther off.
fn tries(label: &Label) -> impl Iterator<Item = (Side, f64)> + '_ {
    let farthest = match label.keep {
        Keep::Always => f64::INFINITY,
        Keep::IfRoom => NEAR,
        Keep::Stacked => 2.0 * NEAR,
    };
    let (close, far) = DISTANCES.split_at(CLOSE);
    let sides = || label.sides.iter().copied();
    let close = sides().flat_map(|side| close.iter().map(move |&distance| (side, distance)));
    let far = far
        .iter()
        .filter(move |distance| **distance <= farthest)
        .flat_map(move |&distance| sides().map(move |side| (side, distance)));
    close.chain(far)
}

/// What a label must not cover: all but what is pale.
fn is_in_the_way(mark: &Mark) -> bool {
    !matches!(mark.pen.role, Role::Background | Role::Grid | Role::Band)
}

fn spot(label: &Label, side: Side, distance: f64) -> Spot {
    let (width, height) = size(label);
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figure::Width;
    use crate::paint::Hue;

    const WITHIN: Bounds = Bounds {
        left: 0.0,
        top: 0.0,
        right: 360.0,
        bottom: 200.0,
    };

    fn label(text: &str, at: (f64, f64), sides: &[Side], keep: Keep) -> Label {
        Label {
            pen: Pen::new(Role::Value, Paint::fill(Ink::Text)),
            lines: vec![(text.to_owned(), TextStyle::regular(12.0))],
            at,
            reach: 4.0,
            rise: 0.0,
            sides: sides.to_vec(),
            keep,
            instead: None,
        }
    }

    /// A frame with a dot at (100, 100) and a line that runs just above it.
    fn frame() -> Frame {
        let frame = Frame::new(Width::Narrow);
        let ink = Ink::Mark(Hue::Blue);
        let dot = Pen::new(Role::Point, Paint::fill(ink));
        frame.circle(&dot, (100.0, 100.0), 4.0).unwrap();
        let line = Pen::new(Role::Line, Paint::stroke(ink, 2.0));
        frame.path(&line, &[(0.0, 88.0), (360.0, 88.0)]).unwrap();
        frame
    }

    fn texts(frame: &Frame) -> Vec<(String, Bounds)> {
        let marks = frame.marks();
        let texts = marks.iter().filter_map(Mark::text);
        texts.map(|t| (t.text.clone(), t.bounds())).collect()
    }

    #[test]
    fn the_first_side_that_is_free_is_taken() {
        let frame = frame();
        let sides = [Side::Above, Side::Below];
        let label = label("620M", (100.0, 100.0), &sides, Keep::IfRoom);
        assert_eq!(place(&frame, &WITHIN, &[label]), Ok(0));
        let (_, bounds) = texts(&frame).remove(0);
        // Above are the line and what lies beyond it; below is free.
        assert!(bounds.top > 104.0, "{bounds:?}");
    }

    #[test]
    fn a_number_without_room_is_left_out_and_a_name_takes_another_side() {
        let style = TextStyle::regular(12.0);
        let below = |text: &str, keep, sides: &[Side]| label(text, (100.0, 100.0), sides, keep);
        let tall = Label {
            lines: vec![("one".to_owned(), style), ("two".to_owned(), style)],
            ..below("", Keep::IfRoom, &[Side::Below])
        };
        let number = below("12", Keep::IfRoom, &[Side::Below]);
        let name = below("a name", Keep::Always, &[Side::Below, Side::Left]);
        let frame = frame();
        assert_eq!(place(&frame, &WITHIN, &[tall, number, name]), Ok(0));
        let texts = texts(&frame);
        let drawn: Vec<&str> = texts.iter().map(|(text, _)| text.as_str()).collect();
        assert_eq!(drawn, ["one", "two", "a name"]);
        assert!(texts[2].1.right < 96.0);
    }

    #[test]
    fn a_label_that_does_not_fit_is_replaced_by_its_short_form() {
        let frame = frame();
        let at = (355.0, 150.0);
        let full = label("68.9% Llama 2 70B", at, &[Side::Above], Keep::IfRoom);
        let short = label("69", (348.0, 150.0), &[Side::Above], Keep::IfRoom);
        let full = Label {
            instead: Some(Box::new(short)),
            ..full
        };
        place(&frame, &WITHIN, &[full]).unwrap();
        assert_eq!(texts(&frame)[0].0, "69");
    }

    #[test]
    fn a_name_that_fits_nowhere_is_drawn_and_told() {
        let frame = frame();
        let all = Bounds {
            left: 0.0,
            top: 0.0,
            right: 360.0,
            bottom: 200.0,
        };
        let pen = Pen::new(Role::Bar, Paint::fill(Ink::Mark(Hue::Blue)));
        frame.rect(&pen, all).unwrap();
        let label = label("a name", (100.0, 100.0), &[Side::Right], Keep::Always);
        assert_eq!(place(&frame, &WITHIN, &[label]), Ok(1));
        assert_eq!(texts(&frame).len(), 1);
    }

    #[test]
    fn lines_that_cross_meet_and_others_do_not() {
        let line = |a, b| (a, b);
        let flat = line((0.0, 0.0), (10.0, 0.0));
        assert!(meet(flat, line((5.0, -5.0), (5.0, 5.0))));
        assert!(!meet(flat, line((15.0, -5.0), (15.0, 5.0))));
        assert!(!meet(flat, line((0.0, 1.0), (10.0, 1.0))));
    }
}
