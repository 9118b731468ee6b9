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
    /// Returns the colour of an ink.
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
        0xfef4b4, 0xf2eeb2, 0xe6e8b0, 0xd9e2ae, 0xcddcac, 0xc1d7ab, 0xb6d2ab, 0xaccfad, 0xa2cdb1,
        0x98ccb5, 0x8fcbba, 0x85cabf, 0x7bc9c4, 0x72c6c8, 0x6ac2ca, 0x63bdcc, 0x5fb8cd, 0x5bb3ce,
        0x57aecf, 0x54a8cf, 0x50a3cf, 0x4d9ed0, 0x4a99d0, 0x4693d0, 0x418ed0,
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
        0x0e2647, 0x0a2c50, 0x043259, 0x003962, 0x004169, 0x05466a, 0x0f4a6a, 0x164e69, 0x1c5168,
        0x215466, 0x255764, 0x295a62, 0x2c5d60, 0x2f605d, 0x32625a, 0x346557, 0x366753, 0x386950,
        0x396b4c, 0x3b6d48, 0x3c6f44, 0x3d7140, 0x3e733c, 0x3e7537, 0x3f7733,
    ]),
};
