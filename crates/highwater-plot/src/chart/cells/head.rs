//! The names of the columns.

use crate::bounds::Bounds;
use crate::error::PlotError;
use crate::font;
use crate::font::Fonts;
use crate::frame::Frame;
use crate::paint::{Ink, Paint};
use crate::pen::Pen;
use crate::place;
use crate::role::Role;
use crate::text::{Anchor, SMALL_SIZE, TextStyle};
use crate::wrap;

/// The gap between two names side by side, and between a name and its leader.
const GAP: f64 = 8.0;
/// The height of a line in a flight of stairs.
const STEP: f64 = 16.0;
/// More lines above one cell are a column of their own.
const MOST_LINES: usize = 3;

/// The names of the columns: each above its cells where its words have room there. Else they go down
/// like stairs, the last name first, each with a line down to its column: no line then meets a name.
pub(super) enum Head {
    Above(Vec<Vec<(String, TextStyle)>>),
    Stairs(Vec<Vec<(String, TextStyle)>>),
}

impl Head {
    /// The names above columns of a width, the first of which starts `before` behind the margin.
    pub(super) fn plan(names: &[String], width: f64, before: f64, fonts: &Fonts) -> Self {
        let style = TextStyle::bold(SMALL_SIZE);
        let room = width - GAP;
        let in_lines = |name: &String, room: f64| -> Vec<(String, TextStyle)> {
            let lines = wrap::filled(name, &style, room, fonts);
            lines.into_iter().map(|line| (line, style)).collect()
        };
        let fits = |name: &String| {
            let mut words = name.split_whitespace();
            words.all(|word| style.width(word, fonts) <= room)
                && wrap::filled(name, &style, room, fonts).len() <= MOST_LINES
        };
        if names.iter().all(fits) {
            let above = names.iter().map(|name| in_lines(name, room));
            return Head::Above(above.collect());
        }
        let stairs = names.iter().enumerate().map(|(i, name)| {
            let room = before + width * (i as f64 + 0.5) - GAP;
            in_lines(name, room)
        });
        Head::Stairs(stairs.collect())
    }

    pub(super) fn height(&self) -> f64 {
        match self {
            Head::Above(names) => {
                let heights = names.iter().map(|lines| place::height(lines));
                heights.fold(0.0, f64::max) + 8.0
            }
            Head::Stairs(names) => {
                let lines: usize = names.iter().map(Vec::len).sum();
                lines as f64 * STEP + 6.0
            }
        }
    }

    /// Draws the names into room of the [height](Self::height); leaders end at `bottom`.
    pub(super) fn draw(
        &self,
        frame: &Frame,
        room: &Bounds,
        bottom: f64,
        middles: &[f64],
    ) -> Result<(), PlotError> {
        let pen = Pen::new(Role::Tick, Paint::fill(Ink::Text));
        match self {
            Head::Above(names) => {
                for (lines, &x) in names.iter().zip(middles) {
                    let top = room.bottom - 6.0 - place::height(lines);
                    place::stack(frame, &pen, (x, top), Anchor::Middle, lines)?;
                }
            }
            Head::Stairs(names) => {
                let mut top = room.top;
                for (lines, &x) in names.iter().zip(middles).rev() {
                    let leader = Pen::new(Role::Leader, Paint::stroke(Ink::Rule, 1.0));
                    // The line starts at the middle of the last line of its name.
                    let last = top + STEP * lines.len().saturating_sub(1) as f64;
                    let knee = last + STEP / 2.0;
                    frame.path(&leader, &[(x - 4.0, knee), (x, knee), (x, bottom - 3.0)])?;
                    for (line, style) in lines {
                        let at = (
                            x - GAP,
                            top + STEP / 2.0 + SMALL_SIZE * font::CAPITALS / 2.0,
                        );
                        frame.text(&pen, at, line, style.anchored(Anchor::End))?;
                        top += STEP;
                    }
                }
            }
        }
        Ok(())
    }
}
