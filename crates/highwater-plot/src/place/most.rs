//! Labels put in the order in which most find a place.

use crate::bounds::Bounds;
use crate::error::PlotError;
use crate::font::Fonts;
use crate::frame::Frame;
use crate::label::{Keep, Label};
use crate::mark::{Mark, Shape};
use crate::text::Text;

use super::{Spot, draw, find, leader, leader_pen, lines_at, tries_of};

/// Draws one of several orders of the same labels, each like [`place`](super::place): that in which most find a
/// place, the first among equals. What has a leader comes after all others. Gives the number of
/// those that found none.
///
/// # Errors
///
/// [`PlotError::Drawing`] where the drawing library gives an error.
pub fn place_most(
    frame: &Frame,
    within: &Bounds,
    orders: &[Vec<Label>],
) -> Result<usize, PlotError> {
    let fonts = &frame.fonts();
    let near = within.grown(20.0);
    let mut marks = frame.marks();
    marks.retain(|mark| mark.bounds().overlaps(&near));
    let drawn = marks.len();
    let mut best: Option<(usize, Vec<(&Label, Spot)>)> = None;
    for labels in orders {
        marks.truncate(drawn);
        let mut found = Vec::new();
        let mut rest: Vec<&Label> = labels.iter().collect();
        for with_leader in [false, true] {
            rest.retain(|label| {
                let mut tries = tries_of(label).filter(|t| (t.keep == Keep::Led) == with_leader);
                let place =
                    tries.find_map(|label| Some((label, find(label, within, &marks, fonts)?)));
                let Some((label, spot)) = place else {
                    return true;
                };
                marks.extend(marks_of(label, &spot, fonts));
                found.push((label, spot));
                false
            });
        }
        let left_out = rest.len();
        if best.as_ref().is_none_or(|(least, _)| left_out < *least) {
            best = Some((left_out, found));
        }
        if left_out == 0 {
            break;
        }
    }
    let Some((left_out, found)) = best else {
        return Ok(0);
    };
    for (label, spot) in found {
        draw(frame, label, &spot)?;
    }
    Ok(left_out)
}

/// The marks that a label and its leader would be.
fn marks_of(label: &Label, spot: &Spot, fonts: &Fonts) -> Vec<Mark> {
    let mark = |pen, shape| Mark {
        pen,
        panel: None,
        shape,
    };
    let lines = lines_at(spot.area.top, &label.lines).map(|(y, line, style)| {
        let style = style.anchored(spot.anchor);
        let text = Text::new(line, (spot.x(), y), style, fonts);
        mark(label.pen.clone(), Shape::Text(text))
    });
    let leader = leader(label, spot).map(|ends| {
        let shape = Shape::Polyline(ends.to_vec());
        mark(leader_pen(label), shape)
    });
    lines.chain(leader).collect()
}
