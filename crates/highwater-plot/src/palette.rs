//! The colours behind the names, in light and in dark.

use std::fmt;

use crate::paint::{Hue, Ink};

/// A colour of the sRGB space, 8 bits a channel.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Rgb(pub u8, pub u8, pub u8);

/// Written as in CSS: `#1d5fa3`.
impl fmt::Display for Rgb {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{:02x}{:02x}{:02x}", self.0, self.1, self.2)
    }
}

/// The colours of a hue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HueColours {
    /// For marks: 3:1 against the background at least.
    pub mark: Rgb,
    /// For text: 4.5:1 against the background at least.
    pub words: Rgb,
    /// For pale areas behind marks.
    pub pale: Rgb,
}

/// A colour for each ink.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Theme {
    /// The background.
    pub paper: Rgb,
    /// Text that is read first.
    pub text: Rgb,
    /// Text that is read second.
    pub muted: Rgb,
    /// Solid lines.
    pub rule: Rgb,
    /// Grid lines.
    pub grid: Rgb,
    /// The hues, in the order of [`Hue::ALL`].
    pub hues: [HueColours; 7],
}

impl Theme {
    /// The colour of an ink.
    #[must_use]
    pub fn colour(&self, ink: Ink) -> Rgb {
        match ink {
            Ink::Paper => self.paper,
            Ink::Text => self.text,
            Ink::Muted => self.muted,
            Ink::Rule => self.rule,
            Ink::Grid => self.grid,
            Ink::Mark(hue) => self.of(hue).mark,
            Ink::Words(hue) => self.of(hue).words,
            Ink::Pale(hue) => self.of(hue).pale,
        }
    }

    fn of(&self, hue: Hue) -> &HueColours {
        &self.hues[hue as usize]
    }
}

const fn rgb(hex: u32) -> Rgb {
    Rgb((hex >> 16) as u8, (hex >> 8) as u8, hex as u8)
}

const fn hue(mark: u32, words: u32, pale: u32) -> HueColours {
    HueColours {
        mark: rgb(mark),
        words: rgb(words),
        pale: rgb(pale),
    }
}

/// The colours on white.
pub const LIGHT: Theme = Theme {
    paper: rgb(0xffffff),
    text: rgb(0x1d2025),
    muted: rgb(0x5b6068),
    rule: rgb(0x6f757e),
    grid: rgb(0xe3e6ea),
    hues: [
        hue(0x225e9d, 0x225e9d, 0xdbe7f4),
        hue(0xc57304, 0x9a5800, 0xfbe8d0),
        hue(0x5ca15e, 0x3a7a3d, 0xdff0df),
        hue(0x7963ee, 0x644cdb, 0xe6e2fc),
        hue(0x722e37, 0x722e37, 0xf0dde0),
        hue(0x6e4a07, 0x6e4a07, 0xefe6d3),
        hue(0x8c8c8c, 0x6b6b6b, 0xededed),
    ],
};

/// The colours on near-black.
pub const DARK: Theme = Theme {
    paper: rgb(0x15181d),
    text: rgb(0xeceef1),
    muted: rgb(0xa9afb8),
    rule: rgb(0x8b919a),
    grid: rgb(0x2e333b),
    hues: [
        hue(0x3283f6, 0x6ba6f8, 0x1b304e),
        hue(0xdf7926, 0xe58b43, 0x43301f),
        hue(0x72e4a0, 0x72e4a0, 0x1f4030),
        hue(0xceb3fe, 0xceb3fe, 0x3a3350),
        hue(0xb05040, 0xd98577, 0x40262a),
        hue(0xeee003, 0xeee003, 0x44411d),
        hue(0x8b9099, 0x9fa4ad, 0x292d33),
    ],
};
