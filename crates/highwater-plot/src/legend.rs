//! A row of keys, for where names cannot stand at their marks.

use crate::bounds::Bounds;
use crate::error::PlotError;
use crate::frame::Frame;
use crate::paint::{Hue, Ink, Paint};
use crate::pen::Pen;
use crate::role::Role;
use crate::text::{SMALL_SIZE, TextStyle};
use crate::wrap;

/// A key of a legend.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Key {
    name: String,
    /// What it says: the name, or more.
    text: String,
    hue: Hue,
    form: Form,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    Square,
    Dot,
    OpenDot,
    PaleDot,
    Interval,
    PaleSquare,
    OpenSquare,
    Diamond,
    DiamondInterval,
    Line,
}

impl Key {
    /// Returns a square, for bars and areas.
    #[must_use]
    pub fn square(name: &str, hue: Hue) -> Self {
        Key {
            name: name.to_owned(),
            text: name.to_owned(),
            hue,
            form: Form::Square,
        }
    }

    /// A dot, for points.
    #[must_use]
    pub fn dot(name: &str, hue: Hue) -> Self {
        Key {
            form: Form::Dot,
            ..Key::square(name, hue)
        }
    }

    /// A ring, for points that stand back.
    #[must_use]
    pub fn open_dot(name: &str, hue: Hue) -> Self {
        Key {
            form: Form::OpenDot,
            ..Key::square(name, hue)
        }
    }

    /// A pale dot with an outline, for points of a series that stands back.
    #[must_use]
    pub fn pale_dot(name: &str, hue: Hue) -> Self {
        Key {
            form: Form::PaleDot,
            ..Key::square(name, hue)
        }
    }

    /// Returns a diamond on a line, for a mean with its interval.
    #[must_use]
    pub fn diamond_interval(name: &str, hue: Hue) -> Self {
        Key {
            form: Form::DiamondInterval,
            ..Key::square(name, hue)
        }
    }

    /// A pale square, for areas that stand back.
    #[must_use]
    pub fn pale_square(name: &str, hue: Hue) -> Self {
        Key {
            form: Form::PaleSquare,
            ..Key::square(name, hue)
        }
    }

    /// A dotted square, for what is missing.
    #[must_use]
    pub fn open_square(name: &str, hue: Hue) -> Self {
        Key {
            form: Form::OpenSquare,
            ..Key::square(name, hue)
        }
    }

    /// The key with other words than its name.
    #[must_use]
    pub fn saying(self, text: &str) -> Self {
        Key {
            text: text.to_owned(),
            ..self
        }
    }

    /// Returns a diamond, for a mean.
    #[must_use]
    pub fn diamond(name: &str, hue: Hue) -> Self {
        Key {
            form: Form::Diamond,
            ..Key::square(name, hue)
        }
    }

    /// Returns a dot on a line, for an estimate with its interval.
    #[must_use]
    pub fn interval(name: &str, hue: Hue) -> Self {
        Key {
            form: Form::Interval,
            ..Key::square(name, hue)
        }
    }

    /// Returns a line, for a curve.
    #[must_use]
    pub fn line(name: &str, hue: Hue) -> Self {
        Key {
            form: Form::Line,
            ..Key::square(name, hue)
        }
    }

    /// The room that the form takes, with the gap behind it.
    fn form_width(&self) -> f64 {
        match self.form {
            Form::Interval | Form::DiamondInterval => 31.0,
            Form::Line => 23.0,
            _ => 15.0,
        }
    }
}

/// Draws keys in one row from the left margin, in as many rows as they need.
///
/// # Errors
///
/// [`PlotError::Drawing`] where the drawing library gives an error.
pub fn legend(frame: &mut Frame, keys: &[Key]) -> Result<(), PlotError> {
    let style = TextStyle::bold(SMALL_SIZE);
    let mut room = frame.take(20.0);
    let mut x = room.left;
    for key in keys {
        let widest = room.right - room.left - key.form_width();
        let lines = wrap::filled(&key.text, &style, widest, &frame.fonts());
        let words = lines.iter().map(|line| style.width(line, &frame.fonts()));
        let width = key.form_width() + words.fold(0.0, f64::max);
        if x > room.left && x + width > room.right {
            room = frame.take(18.0);
            x = room.left;
        }
        let y = room.middle().1;
        let ink = Ink::Mark(key.hue);
        let pen = |paint| Pen::new(Role::Key, paint).of(&key.name);
        match key.form {
            Form::Square => frame.rect(&pen(Paint::fill(ink)), square(x, y))?,
            Form::PaleSquare => {
                frame.rect(&pen(Paint::fill(Ink::Pale(key.hue))), square(x, y))?;
            }
            Form::OpenSquare => {
                let dotted = Paint {
                    dotted: true,
                    ..Paint::stroke(ink, 1.0)
                };
                let Bounds {
                    left,
                    top,
                    right,
                    bottom,
                } = square(x, y);
                let corners = [(left, top), (right, top), (right, bottom), (left, bottom)];
                frame.path(&pen(dotted), &[&corners[..], &corners[..1]].concat())?;
            }
            Form::Dot => frame.circle(&pen(Paint::fill(ink)), (x + 5.0, y), 4.5)?,
            Form::OpenDot => frame.circle(
                &pen(Paint::fill(Ink::Paper).outlined(ink, 2.0)),
                (x + 5.0, y),
                4.0,
            )?,
            Form::PaleDot => frame.circle(
                &pen(Paint::fill(Ink::Pale(key.hue)).outlined(ink, 1.0)),
                (x + 5.0, y),
                4.5,
            )?,
            Form::Line => {
                frame.path(&pen(Paint::stroke(ink, 2.0)), &[(x, y), (x + 18.0, y)])?;
            }
            Form::Interval => {
                frame.path(&pen(Paint::stroke(ink, 2.0)), &[(x, y), (x + 26.0, y)])?;
                frame.circle(&pen(Paint::fill(ink)), (x + 13.0, y), 4.5)?;
            }
            Form::DiamondInterval => {
                frame.path(&pen(Paint::stroke(ink, 2.0)), &[(x, y), (x + 26.0, y)])?;
                frame.polygon(&pen(Paint::fill(ink)), &diamond(x + 13.0, y))?;
            }
            Form::Diamond => frame.polygon(&pen(Paint::fill(ink)), &diamond(x + 5.5, y))?,
        }
        let words = Pen::new(Role::Label, Paint::fill(Ink::Words(key.hue))).of(&key.name);
        for (i, line) in lines.iter().enumerate() {
            if i > 0 {
                room = frame.take(16.0);
            }
            let at = (
                x + key.form_width(),
                y + SMALL_SIZE * 0.36 + i as f64 * 16.0,
            );
            frame.text(&words, at, line, style)?;
        }
        x += width + 18.0;
    }
    Ok(())
}

fn diamond(x: f64, y: f64) -> [(f64, f64); 4] {
    [(x - 5.5, y), (x, y - 5.5), (x + 5.5, y), (x, y + 5.5)]
}

fn square(x: f64, y: f64) -> Bounds {
    Bounds {
        left: x,
        top: y - 5.0,
        right: x + 10.0,
        bottom: y + 5.0,
    }
}
