//! The legend: what shades, filled, blank and dotted cells say.

use crate::bounds::Bounds;
use crate::error::PlotError;
use crate::frame::Frame;
use crate::paint::{Ink, Paint};
use crate::pen::Pen;
use crate::role::Role;
use crate::text::{SMALL_SIZE, TextStyle};
use crate::wrap;

use super::draw::{Look, draw_look};
use super::{CellValue, Cells};

/// The size of a swatch, and the gap behind it.
const SWATCH: (f64, f64) = (22.0, 16.0);
const GAP: f64 = 6.0;
/// The height of a line of words.
const LINE: f64 = 20.0;

/// Swatches side by side, and what they say.
type Key = (Vec<Look>, String);

/// Draws the legend: in one row where there is room, in more where not.
pub(super) fn draw(chart: &Cells, frame: &mut Frame) -> Result<(), PlotError> {
    let style = TextStyle::regular(SMALL_SIZE);
    let mut room: Option<Bounds> = None;
    let mut x = frame.left();
    for (looks, text) in keys(chart) {
        let before = SWATCH.0 * looks.len() as f64 + GAP;
        let widest = frame.right() - frame.left() - before;
        let lines = wrap::filled(&text, &style, widest, &frame.fonts());
        let words = lines.iter().map(|line| style.width(line, &frame.fonts()));
        let width = before + words.fold(0.0, f64::max);
        let mut row = match room.filter(|_| x + width <= frame.right()) {
            Some(row) => row,
            None => {
                x = frame.left();
                frame.take(LINE)
            }
        };
        let middle = row.middle().1;
        for (i, look) in looks.iter().enumerate() {
            let left = x + SWATCH.0 * i as f64;
            let area = Bounds {
                left,
                top: middle - SWATCH.1 / 2.0,
                right: left + SWATCH.0,
                bottom: middle + SWATCH.1 / 2.0,
            };
            draw_look(
                look,
                Role::Key,
                &Pen::new(Role::Key, Paint::default()),
                &area,
                frame,
            )?;
        }
        for (i, line) in lines.iter().enumerate() {
            if i > 0 {
                row = frame.take(LINE);
            }
            let pen = Pen::new(Role::Label, Paint::fill(Ink::Text));
            let at = (x + before, row.middle().1 + SMALL_SIZE * 0.36);
            frame.text(&pen, at, line, style)?;
        }
        x += width + 18.0;
        room = Some(row);
    }
    if room.is_some() {
        frame.take(8.0);
    }
    Ok(())
}

/// Returns what the chart's cells look like, each kind once, with what it says.
fn keys(chart: &Cells) -> Vec<Key> {
    let mut keys: Vec<Key> = Vec::new();
    let shades = chart.steps().shades;
    let (first, last) = (shades.first(), shades.last());
    if let (true, Some(&first), Some(&last)) = (chart.numbers().next().is_some(), first, last)
        && !chart.values.title.is_empty()
    {
        let looks = [first, shades[shades.len() / 2], last].map(|shade| Look::Shade(shade, None));
        keys.push((looks.into(), chart.values.title.clone()));
    }
    for (value, words) in [(CellValue::Yes, &chart.yes), (CellValue::No, &chart.no)] {
        if !words.is_empty() && chart.cells().any(|cell| *cell == value) {
            keys.push((vec![Look::of(chart, &value)], words.clone()));
        }
    }
    keys.extend(chart.reasons().into_iter().map(|reason| {
        let missing = CellValue::Missing(reason.to_owned());
        (vec![Look::of(chart, &missing)], reason.to_owned())
    }));
    keys
}
