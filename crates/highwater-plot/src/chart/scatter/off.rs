//! Points off an axis whose ends are given: each is a small arrow head at the edge that it lies beyond.

use crate::error::PlotError;
use crate::frame::Frame;
use crate::paint::{Ink, Paint};
use crate::panel::Panel;
use crate::pen::Pen;
use crate::role::Role;

use super::plane::Plane;

/// The length of an arrow head, and half of its width, in pixels.
const HEAD: (f64, f64) = (6.0, 3.5);

/// Draws the arrow heads. They count as no point, because the note below the chart counts them.
pub(super) fn draw(plane: &Plane<'_>, frame: &Frame, panel: &Panel) -> Result<(), PlotError> {
    let bounds = panel.bounds;
    for (series, point) in plane.points().filter(|(_, point)| plane.is_off(point)) {
        let across = panel.x.fraction(point.at.coordinate());
        let up = panel.y.fraction(point.value.middle());
        let tip = (
            bounds.left + across.clamp(0.0, 1.0) * bounds.width(),
            bounds.bottom - up.clamp(0.0, 1.0) * bounds.height(),
        );
        let beyond = |part: f64| f64::from(i8::from(part > 1.0) - i8::from(part < 0.0));
        let (dx, dy) = (beyond(across), -beyond(up));
        let length = libm::hypot(dx, dy);
        if length == 0.0 {
            continue;
        }
        let (dx, dy) = (dx / length, dy / length);
        let foot = (tip.0 - dx * HEAD.0, tip.1 - dy * HEAD.0);
        let corners = [
            tip,
            (foot.0 - dy * HEAD.1, foot.1 + dx * HEAD.1),
            (foot.0 + dy * HEAD.1, foot.1 - dx * HEAD.1),
        ];
        let ink = Ink::Mark(series.hue);
        let paint = match series.faint {
            true => Paint::fill(Ink::Paper).outlined(ink, 1.0),
            false => Paint::fill(ink),
        };
        let place = format!("{} ({})", point.name, plane.position_text(point.at));
        let pen = Pen::new(Role::Point, paint).of(&series.name);
        let pen = pen.datum(&place, &plane.y.value_text(&point.value));
        frame.polygon(&Pen { n: 0, ..pen }, &corners)?;
    }
    Ok(())
}
