//! Colours by name: what a mark is painted with, before light or dark is known.

/// The hues of the palette, and the grey of what is context.
///
/// Give one entity one hue in all figures of a story.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Hue {
    /// The first choice, for the protagonist.
    Blue,
    /// The second choice, for what the protagonist is compared with.
    Orange,
    /// The third choice.
    Green,
    /// The fourth choice.
    Purple,
    /// The fifth choice.
    Red,
    /// The sixth choice.
    Gold,
    /// Context: what is shown, but not spoken of.
    Grey,
}

impl Hue {
    /// All hues, in the order in which to take them.
    pub const ALL: [Hue; 7] = [
        Hue::Blue,
        Hue::Orange,
        Hue::Green,
        Hue::Purple,
        Hue::Red,
        Hue::Gold,
        Hue::Grey,
    ];

    /// The name, as it stands in class names and style sheets.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Hue::Blue => "blue",
            Hue::Orange => "orange",
            Hue::Green => "green",
            Hue::Purple => "purple",
            Hue::Red => "red",
            Hue::Gold => "gold",
            Hue::Grey => "grey",
        }
    }
}

/// The order in which to draw series of these hues: grey first, so that context lies behind.
#[must_use]
pub fn back_to_front(hues: &[Hue]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..hues.len()).collect();
    order.sort_by_key(|&i| hues.get(i) != Some(&Hue::Grey));
    order
}

/// A shade of the ramp for numbers: from the first, which is near the background, to the last, which
/// stands out from it, in steps that look alike.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Shade(u8);

impl Shade {
    /// The number of shades in a theme.
    pub const COUNT: usize = 25;

    /// The most shades that are told apart in one figure.
    pub const MOST: usize = 12;

    /// Returns all shades, in order.
    pub fn all() -> impl Iterator<Item = Shade> {
        (0..Self::COUNT as u8).map(Shade)
    }

    /// So many shades at equal distances, as far apart as there is room for; at most
    /// [`COUNT`](Self::COUNT).
    ///
    /// # Example
    ///
    /// ```
    /// use highwater_plot::Shade;
    ///
    /// let indices: Vec<usize> = Shade::steps(6).into_iter().map(Shade::index).collect();
    /// assert_eq!(indices, [2, 6, 10, 14, 18, 22]);
    /// ```
    #[must_use]
    pub fn steps(n: usize) -> Vec<Shade> {
        let n = n.min(Self::COUNT);
        let last = Self::COUNT - 1;
        let step = last / n.saturating_sub(1).max(1);
        let first = (last - step * n.saturating_sub(1).min(last)) / 2;
        (0..n).map(|i| Shade((first + i * step) as u8)).collect()
    }

    /// Returns its place on the ramp, from 0.
    #[must_use]
    pub fn index(self) -> usize {
        usize::from(self.0)
    }
}

/// A colour by its task; the theme says which colour that is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Ink {
    /// The background.
    Paper,
    /// Text that is read first.
    Text,
    /// Text that is read second: subtitles, ticks, sources.
    Muted,
    /// Solid lines: zero and references.
    Rule,
    /// Grid lines.
    Grid,
    /// A mark of a hue.
    Mark(Hue),
    /// Text in a hue.
    Words(Hue),
    /// A pale area of a hue: bands and ribbons.
    Pale(Hue),
    /// An area or a point that stands for a number: text in [`Ink::Text`] is read on it.
    Shade(Shade),
}

impl Ink {
    /// Returns all inks, in a fixed order.
    #[must_use]
    pub fn all() -> Vec<Ink> {
        let mut all = vec![Ink::Paper, Ink::Text, Ink::Muted, Ink::Rule, Ink::Grid];
        for hue in Hue::ALL {
            all.extend([Ink::Mark(hue), Ink::Words(hue), Ink::Pale(hue)]);
        }
        all.extend(Shade::all().map(Ink::Shade));
        all
    }

    /// The name, as it stands in class names and style sheets: `blue`, `blue-words`, `shade-7`.
    #[must_use]
    pub fn name(self) -> String {
        match self {
            Ink::Paper => "paper".to_owned(),
            Ink::Text => "text".to_owned(),
            Ink::Muted => "muted".to_owned(),
            Ink::Rule => "rule".to_owned(),
            Ink::Grid => "grid".to_owned(),
            Ink::Mark(hue) => hue.name().to_owned(),
            Ink::Words(hue) => format!("{}-words", hue.name()),
            Ink::Pale(hue) => format!("{}-pale", hue.name()),
            Ink::Shade(shade) => format!("shade-{}", shade.index()),
        }
    }

    /// The hue, where it has one.
    #[must_use]
    pub fn hue(self) -> Option<Hue> {
        match self {
            Ink::Mark(hue) | Ink::Words(hue) | Ink::Pale(hue) => Some(hue),
            _ => None,
        }
    }
}

/// How a mark is filled and stroked.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Paint {
    /// What it is filled with.
    pub fill: Option<Ink>,
    /// What its outline is drawn with.
    pub stroke: Option<Ink>,
    /// The width of the outline in pixels.
    pub stroke_width: f64,
    /// Whether the outline is dotted: what is projected, not measured.
    pub dotted: bool,
}

impl Paint {
    /// Filled, without an outline.
    #[must_use]
    pub fn fill(ink: Ink) -> Self {
        Paint {
            fill: Some(ink),
            ..Paint::default()
        }
    }

    /// Returns an outline or a line, not filled.
    #[must_use]
    pub fn stroke(ink: Ink, width: f64) -> Self {
        Paint {
            stroke: Some(ink),
            stroke_width: width,
            ..Paint::default()
        }
    }

    /// Returns the same paint with an outline.
    #[must_use]
    pub fn outlined(self, ink: Ink, width: f64) -> Self {
        Paint {
            stroke: Some(ink),
            stroke_width: width,
            ..self
        }
    }
}
