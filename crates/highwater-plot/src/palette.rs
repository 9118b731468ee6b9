//! The colours behind the names, in light and in dark.

use std::fmt;

use crate::paint::{Hue, Ink, Shade};

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
    /// The ramp for numbers, in the order of [`Shade::all`]: each a little farther from the background
    /// in lightness, neighbours equally far apart as they are seen.
    pub ramp: [Rgb; Shade::COUNT],
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
            // A shade is one of the ramp's, whoever makes it.
            Ink::Shade(shade) => self.ramp[shade.index()],
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

/// Ramps run along a curve through CIE L*a*b* in steps of equal length: on white from pale yellow over
/// green to blue, on near-black from navy over teal to green. Yellow and blue are told apart with any
/// sight, lightness says the order without colour, and text is read on each shade.
const fn ramp(colours: [u32; Shade::COUNT]) -> [Rgb; Shade::COUNT] {
    let mut ramp = [Rgb(0, 0, 0); Shade::COUNT];
    let mut i = 0;
    while i < Shade::COUNT {
        ramp[i] = rgb(colours[i]);
        i += 1;
    }
    ramp
}

/// The colours on white.
pub const LIGHT: Theme = Theme {
    paper: rgb(0xffffff),
    text: rgb(0x1d2025),
    muted: rgb(0x5b6068),
    rule: rgb(0x6f757e),
    grid: rgb(0xe3e6ea),
    hues: [
        hue(0x216cb8, 0x1b60a6, 0xdce9f6),
        hue(0xd46c09, 0xa44f00, 0xfbe7d5),
        hue(0x34904c, 0x23713a, 0xdcefe1),
        hue(0x524cd2, 0x524cd2, 0xe3e2fa),
        hue(0x8e1d4a, 0x8e1d4a, 0xf5dfe7),
        hue(0x534100, 0x534100, 0xf0e9d2),
        hue(0x929292, 0x646464, 0xededed),
    ],
    ramp: ramp([
        0xfef3c0, 0xf2f0bd, 0xe7eeba, 0xdbebb7, 0xcfe9b4, 0xc2e6b1, 0xb6e2af, 0xa9deaf, 0x9edab0,
        0x94d5b1, 0x8bd1b4, 0x83cdb6, 0x7bc9b9, 0x73c5bb, 0x6cc1bd, 0x65bcbf, 0x5fb7c0, 0x5ab2c2,
        0x56aec3, 0x52a9c4, 0x4da4c5, 0x499fc6, 0x459bc7, 0x4096c8, 0x3a91c8,
    ]),
};

/// The colours on near-black.
pub const DARK: Theme = Theme {
    paper: rgb(0x15181d),
    text: rgb(0xeceef1),
    muted: rgb(0xa9afb8),
    rule: rgb(0x8b919a),
    grid: rgb(0x2e333b),
    hues: [
        hue(0x499bf0, 0x74b3f4, 0x1b3350),
        hue(0xec883d, 0xf09d5f, 0x472d1b),
        hue(0x7de3a5, 0x7de3a5, 0x1d4330),
        hue(0x9064a8, 0xbd97d1, 0x352a40),
        hue(0xd56e60, 0xe5938a, 0x472827),
        hue(0xf2dc4a, 0xf2dc4a, 0x453f1a),
        hue(0x7d838c, 0xa3a8b0, 0x292d33),
    ],
    ramp: ramp([
        0x172545, 0x142b4d, 0x0f3156, 0x08385e, 0x013e64, 0x004367, 0x004868, 0x004c69, 0x005069,
        0x005468, 0x005767, 0x005a66, 0x005d64, 0x086061, 0x11625e, 0x18655b, 0x1d6758, 0x216954,
        0x256b51, 0x286e4d, 0x2b7049, 0x2d7245, 0x307442, 0x32763d, 0x337839,
    ]),
};
