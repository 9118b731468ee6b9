//! Rows with names: the layout that charts of horizontal bars and dots share.

use crate::bounds::Bounds;
use crate::error::PlotError;
use crate::font::Fonts;
use crate::frame::Frame;
use crate::paint::{Ink, Paint};
use crate::pen::Pen;
use crate::place;
use crate::role::Role;
use crate::text::{Anchor, LABEL_SIZE, SMALL_SIZE, TextStyle};
use crate::wrap;

/// The words of a row.
#[derive(Clone, Copy, Debug)]
pub struct RowWords<'a> {
    /// Its name.
    pub name: &'a str,
    /// A remark below the name; empty for none.
    pub detail: &'a str,
    /// Whether it stands out: a total, an average, the row that the title speaks of.
    pub strong: bool,
}

/// Where rows lie: with their names at the left, or above their marks where the figure is narrow.
#[derive(Clone, Debug)]
pub struct Rows {
    /// The rectangle for marks.
    pub bounds: Bounds,
    /// The middle of each row's marks, down from the upper edge of the rectangle.
    pub middles: Vec<f64>,
    /// The parts of the height that marks take, from top to bottom, in pixels of the picture: all of
    /// it where names stand at the left, one for each row where they stand between. Rules are drawn
    /// there only, so that none runs through a name.
    pub stretches: Vec<(f64, f64)>,
    names: Vec<Words>,
    tops: Vec<f64>,
}

/// The lines of a name and of the remark below it.
type Words = [Vec<(String, TextStyle)>; 2];

/// The gap between names and marks.
const GAP: f64 = 14.0;

impl Rows {
    /// Takes room for rows whose marks are `height` high; `right` is kept free at the right.
    #[must_use]
    pub fn take(frame: &mut Frame, words: &[RowWords<'_>], height: f64, right: f64) -> Rows {
        Rows::take_each(frame, words, &vec![height; words.len()], right)
    }

    /// As [`take`](Rows::take), with marks of a height of its own in each row.
    #[must_use]
    pub fn take_each(
        frame: &mut Frame,
        words: &[RowWords<'_>],
        heights: &[f64],
        right: f64,
    ) -> Rows {
        let narrow = frame.width().is_narrow();
        let full = frame.right() - frame.left();
        let widest = if narrow { full - right } else { full * 0.36 };
        let names: Vec<Words> = words
            .iter()
            .map(|row| lines(row, widest, &frame.fonts()))
            .collect();
        let names_width = names
            .iter()
            .flatten()
            .flatten()
            .map(|(line, style)| style.width(line, &frame.fonts()))
            .fold(0.0, f64::max);
        let between = if narrow { 12.0 } else { 10.0 };

        let (mut middles, mut tops) = (Vec::new(), Vec::new());
        let mut stretches = Vec::new();
        let mut y = between / 2.0;
        for (name, &height) in names.iter().zip(heights) {
            let words = place::height(&name.concat());
            // A row without a name has its height too if something stands beside it.
            let line = if right > 0.0 && narrow {
                LABEL_SIZE
            } else {
                0.0
            };
            let words = words.max(line);
            if narrow {
                tops.push(y);
                let marks = y + words + 3.0;
                middles.push(marks + height / 2.0);
                stretches.push((marks - 2.0, marks + height + 2.0));
                y = marks + height + between;
            } else {
                let row = words.max(height);
                tops.push(y + (row - words) / 2.0);
                middles.push(y + row / 2.0);
                y += row + between;
            }
        }
        let room = frame.take(y - between / 2.0);
        if narrow {
            for (top, bottom) in &mut stretches {
                *top += room.top;
                *bottom += room.top;
            }
        } else {
            stretches.push((room.top, room.bottom));
        }
        let (left, right) = if narrow {
            (room.left, room.right)
        } else {
            (room.left + names_width.ceil() + GAP, room.right - right)
        };
        Rows {
            bounds: Bounds {
                left,
                right,
                ..room
            },
            middles,
            stretches,
            names,
            tops,
        }
    }

    /// Draws the names.
    ///
    /// # Errors
    ///
    /// [`PlotError::Drawing`] where the drawing library gives an error.
    pub fn draw_names(&self, frame: &Frame) -> Result<(), PlotError> {
        for ([name, detail], top) in self.names.iter().zip(&self.tops) {
            let mut at = (frame.left(), self.bounds.top + top);
            let pen = Pen::new(Role::Tick, Paint::fill(Ink::Text));
            place::stack(frame, &pen, at, Anchor::Start, name)?;
            at.1 += place::advance(name);
            let pen = Pen::new(Role::Tick, Paint::fill(Ink::Muted));
            place::stack(frame, &pen, at, Anchor::Start, detail)?;
        }
        Ok(())
    }

    /// The upper edge of the name of a row, in pixels.
    #[must_use]
    pub fn name_top(&self, row: usize) -> f64 {
        self.bounds.top + self.tops.get(row).copied().unwrap_or_default()
    }
}

fn lines(row: &RowWords<'_>, widest: f64, fonts: &Fonts) -> Words {
    let name = if row.strong {
        TextStyle::bold(LABEL_SIZE)
    } else {
        TextStyle::regular(LABEL_SIZE)
    }
    .haloed();
    let detail = TextStyle::regular(SMALL_SIZE).haloed();
    let of = |text: &str, style: TextStyle| {
        wrap::filled(text, &style, widest, fonts)
            .into_iter()
            .map(move |line| (line, style))
            .collect()
    };
    [of(row.name, name), of(row.detail, detail)]
}
