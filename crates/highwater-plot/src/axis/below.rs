//! Ticks and the name of an axis below a panel.

use crate::error::PlotError;
use crate::frame::Frame;
use crate::paint::{Ink, Paint};
use crate::panel::Panel;
use crate::pen::Pen;
use crate::role::Role;
use crate::scale::Scale;
use crate::text::{Anchor, SMALL_SIZE, TextStyle};

use super::{Tick, note_across, text_width};

/// Draws the ticks of an axis below a panel, their texts between two places of the frame; without
/// texts where these stand at another panel.
///
/// # Errors
///
/// [`PlotError::Drawing`] where the drawing library gives an error.
pub fn draw_below(
    frame: &Frame,
    panel: &Panel,
    title: &str,
    ticks: Vec<Tick>,
    reach: Option<(f64, f64)>,
) -> Result<(), PlotError> {
    let bottom = panel.bounds.bottom;
    for tick in &ticks {
        let x = panel.at((tick.at, panel.y.low)).0;
        let pen = Pen::new(Role::Grid, Paint::stroke(Ink::Rule, 1.0));
        frame.path(&pen, &[(x, bottom), (x, bottom + 4.0)])?;
        if let Some(reach) = reach {
            text_across(frame, (x, bottom + 19.0), &tick.text, reach)?;
        }
    }
    note_across(frame, panel, title, ticks);
    Ok(())
}

/// Draws the text of a tick; one at the edge is moved inwards rather than cut.
pub(super) fn text_across(
    frame: &Frame,
    (x, y): (f64, f64),
    text: &str,
    reach: (f64, f64),
) -> Result<(), PlotError> {
    let style = TextStyle::regular(SMALL_SIZE).anchored(Anchor::Middle);
    let x = middle_within(x, text_width(text), reach);
    let pen = Pen::new(Role::Tick, Paint::fill(Ink::Muted));
    frame.text(&pen, (x, y), text, style)
}

/// Returns where the middle of a text of some width stands that must not leave `reach`.
pub(crate) fn middle_within(x: f64, width: f64, (left, right): (f64, f64)) -> f64 {
    let half = width / 2.0;
    x.clamp(left + half, (right - half).max(left + half))
}

/// Returns whether the texts of ticks find room side by side between two places, on an axis that runs
/// from 0 to `pixels`.
pub(crate) fn fit_within(scale: &Scale, ticks: &[Tick], pixels: f64, reach: (f64, f64)) -> bool {
    let texts = ticks.iter().map(|tick| {
        let width = text_width(&tick.text);
        let middle = middle_within(scale.fraction(tick.at) * pixels, width, reach);
        (middle - width / 2.0, middle + width / 2.0)
    });
    let texts: Vec<(f64, f64)> = texts.collect();
    texts.windows(2).all(|pair| pair[0].1 + 6.0 <= pair[1].0)
        && texts.last().is_none_or(|last| last.1 <= reach.1 + 0.1)
}

/// Draws the name of an axis below its texts, ending at `right`, in room that is taken for it.
///
/// # Errors
///
/// [`PlotError::Drawing`] where the drawing library gives an error.
pub fn title_below(frame: &mut Frame, right: f64, title: &str) -> Result<(), PlotError> {
    if title.is_empty() {
        return Ok(());
    }
    let room = frame.take(18.0);
    let style = TextStyle::regular(SMALL_SIZE).anchored(Anchor::End);
    let pen = Pen::new(Role::AxisTitle, Paint::fill(Ink::Muted));
    frame.text(&pen, (right, room.bottom - 4.0), title, style)
}
