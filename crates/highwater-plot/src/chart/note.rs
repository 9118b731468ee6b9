//! A line below a chart that says what is not drawn, or not as it is.

use crate::error::PlotError;
use crate::frame::Frame;
use crate::paint::{Ink, Paint};
use crate::pen::Pen;
use crate::role::Role;
use crate::text::{SMALL_SIZE, TextStyle};
use crate::wrap;

/// Says what is not drawn, from the left margin, in as many rows as it needs.
pub(super) fn draw(frame: &mut Frame, text: &str) -> Result<(), PlotError> {
    draw_as(frame, Role::Missing, text)
}

/// Says what is drawn, but not as it is.
pub(super) fn remark(frame: &mut Frame, text: &str) -> Result<(), PlotError> {
    draw_as(frame, Role::Annotation, text)
}

fn draw_as(frame: &mut Frame, role: Role, text: &str) -> Result<(), PlotError> {
    let style = TextStyle::regular(SMALL_SIZE);
    let width = frame.right() - frame.left();
    frame.take(4.0);
    for line in wrap::filled(&format!("{text}."), &style, width, &frame.fonts()) {
        let room = frame.take(16.0);
        let pen = Pen::new(role, Paint::fill(Ink::Muted));
        frame.text(&pen, (room.left, room.bottom - 4.0), &line, style)?;
    }
    Ok(())
}
