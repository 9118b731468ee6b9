//! A line of text, and how it is set.

use crate::bounds::Bounds;
use crate::font::{self, Fonts, Weight};

/// The size of the subtitle.
pub const SUBTITLE_SIZE: f64 = 14.0;
/// The size of labels at marks and of the names of rows.
pub const LABEL_SIZE: f64 = 13.0;
/// The size of ticks, axis titles, notes and sources: the smallest.
pub const SMALL_SIZE: f64 = 12.0;

/// A line of text.
#[derive(Clone, Debug, PartialEq)]
pub struct Text {
    /// The text.
    pub text: String,
    /// The start, middle or end of its baseline, as the anchor says.
    pub at: (f64, f64),
    /// How it is set.
    pub style: TextStyle,
    /// How far it runs, in pixels.
    pub width: f64,
    /// Degrees by which it is turned clockwise; 0 in all charts of this crate.
    pub turned: u16,
}

/// How text is set.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TextStyle {
    /// The size in pixels.
    pub size: f64,
    /// The weight.
    pub weight: Weight,
    /// What of the text stands at its place.
    pub anchor: Anchor,
    /// Whether it is set off by a stroke in the colour of the background.
    pub halo: bool,
}

impl TextStyle {
    /// Regular text of a size, from the left, without a halo.
    #[must_use]
    pub fn regular(size: f64) -> Self {
        TextStyle {
            size,
            weight: Weight::Regular,
            anchor: Anchor::Start,
            halo: false,
        }
    }

    /// Semi-bold text of a size, from the left, without a halo.
    #[must_use]
    pub fn bold(size: f64) -> Self {
        TextStyle {
            weight: Weight::SemiBold,
            ..TextStyle::regular(size)
        }
    }

    /// Returns the same style with another anchor.
    #[must_use]
    pub fn anchored(self, anchor: Anchor) -> Self {
        TextStyle { anchor, ..self }
    }

    /// Returns the same style with a halo.
    #[must_use]
    pub fn haloed(self) -> Self {
        TextStyle { halo: true, ..self }
    }

    /// Returns the width of a text in this style, in pixels.
    #[must_use]
    pub fn width(&self, text: &str, fonts: &Fonts) -> f64 {
        fonts.width(text, self.size, self.weight)
    }
}

/// What of a text stands at its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Anchor {
    /// Its start.
    Start,
    /// Its middle.
    Middle,
    /// Its end.
    End,
}

impl Text {
    /// Returns a text that is not turned, as wide as it is in these fonts.
    #[must_use]
    pub fn new(text: &str, at: (f64, f64), style: TextStyle, fonts: &Fonts) -> Self {
        Text {
            text: text.to_owned(),
            at,
            style,
            width: style.width(text, fonts),
            turned: 0,
        }
    }

    /// Returns the box around the text: its advance wide, from the height of the capitals to the depth
    /// of a `g`.
    #[must_use]
    pub fn bounds(&self) -> Bounds {
        let (x, y) = self.at;
        let width = self.width;
        let before = match self.style.anchor {
            Anchor::Start => 0.0,
            Anchor::Middle => width / 2.0,
            Anchor::End => width,
        };
        let (up, down) = (
            self.style.size * font::CAPITALS,
            self.style.size * font::DEPTH,
        );
        match self.turned {
            90 => Bounds {
                left: x - down,
                top: y - before,
                right: x + up,
                bottom: y - before + width,
            },
            270 => Bounds {
                left: x - up,
                top: y + before - width,
                right: x + down,
                bottom: y + before,
            },
            _ => Bounds {
                left: x - before,
                top: y - up,
                right: x - before + width,
                bottom: y + down,
            },
        }
    }
}
