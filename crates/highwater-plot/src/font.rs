//! The one font that ships, and its advance table.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use skrifa::instance::{LocationRef, Size};
use skrifa::{FontRef, MetadataProvider};

/// The file of the regular weight.
pub const REGULAR: &[u8] = include_bytes!("../fonts/Inter-Regular.ttf");

/// The file of the semi-bold weight.
pub const SEMI_BOLD: &[u8] = include_bytes!("../fonts/Inter-SemiBold.ttf");

/// The name of the font's family.
pub const FAMILY: &str = "Inter";

/// The height of capitals and digits over the baseline, for a size of 1.
pub const CAPITALS: f64 = 0.74;

/// The depth of a `g` under the baseline, for a size of 1.
pub const DEPTH: f64 = 0.21;

/// How heavy text is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Weight {
    /// 400.
    #[default]
    Regular,
    /// 600.
    SemiBold,
}

impl Weight {
    /// The weight as a number of CSS.
    #[must_use]
    pub fn number(self) -> &'static str {
        match self {
            Weight::Regular => "400",
            Weight::SemiBold => "600",
        }
    }
}

/// Whether both weights have a character.
#[must_use]
pub fn has(c: char) -> bool {
    let faces = [&*REGULAR_ADVANCES, &*SEMI_BOLD_ADVANCES];
    faces.iter().all(|face| face.by_char.contains_key(&c))
}

/// Returns the characters of a text that the font lacks, each once and at most three of them by name;
/// `None` if it has all. Pictures leave them out, pages show them in a font of the reader's.
///
/// # Example
///
/// ```
/// use highwater_plot::font::lacking;
///
/// assert_eq!(lacking("Models, αβγ"), None);
/// assert_eq!(lacking("漢字").as_deref(), Some("`漢` (U+6F22), `字` (U+5B57)"));
/// ```
#[must_use]
pub fn lacking(text: &str) -> Option<String> {
    const MOST: usize = 3;
    let mut lacking: Vec<char> = Vec::new();
    for c in text.chars().filter(|c| !has(*c)) {
        if !lacking.contains(&c) {
            lacking.push(c);
        }
    }
    let named = lacking.iter().take(MOST);
    let named: Vec<String> = named
        .map(|&c| format!("`{c}` (U+{:04X})", c as u32))
        .collect();
    match lacking.len() {
        0 => None,
        n if n > MOST => Some(format!("{} and {} more", named.join(", "), n - MOST)),
        _ => Some(named.join(", ")),
    }
}

/// The width of a text in pixels: the sum of its characters' advances.
///
/// Kerning is left out; it makes text narrower by a pixel or two, never wider than the box that is
/// kept free for it by more than that.
///
/// # Example
///
/// ```
/// use highwater_plot::font::{Weight, width};
///
/// let regular = width("620M downloads", 13.0, Weight::Regular);
/// assert_eq!(regular.round(), 107.0);
/// assert!(width("620M downloads", 13.0, Weight::SemiBold) > regular);
/// ```
#[must_use]
pub fn width(text: &str, size: f64, weight: Weight) -> f64 {
    let face = match weight {
        Weight::Regular => &*REGULAR_ADVANCES,
        Weight::SemiBold => &*SEMI_BOLD_ADVANCES,
    };
    let em: f64 = text.chars().map(|c| face.advance(c)).sum();
    em * size
}

static REGULAR_ADVANCES: LazyLock<Advances> = LazyLock::new(|| Advances::read(REGULAR));
static SEMI_BOLD_ADVANCES: LazyLock<Advances> = LazyLock::new(|| Advances::read(SEMI_BOLD));

/// How far each character moves the pen, for a size of 1.
struct Advances {
    by_char: BTreeMap<char, f64>,
    /// Those of the first 128 characters once more: nearly all that is measured.
    ascii: [Option<f64>; 128],
}

impl Advances {
    /// Reads the table; a font that cannot be read gives an empty one, and then every character has
    /// the width of one that the font does not have.
    fn read(file: &[u8]) -> Self {
        let Ok(font) = FontRef::new(file) else {
            return Advances::of(BTreeMap::new());
        };
        let metrics = font.glyph_metrics(Size::unscaled(), LocationRef::default());
        let units = f64::from(
            font.metrics(Size::unscaled(), LocationRef::default())
                .units_per_em,
        );
        let by_char = font
            .charmap()
            .mappings()
            .filter_map(|(code, glyph)| {
                let advance = f64::from(metrics.advance_width(glyph)?);
                Some((char::from_u32(code)?, advance / units))
            })
            .collect();
        Advances::of(by_char)
    }

    fn of(by_char: BTreeMap<char, f64>) -> Self {
        let ascii = std::array::from_fn(|code| {
            let c = char::from(u8::try_from(code).ok()?);
            by_char.get(&c).copied()
        });
        Advances { by_char, ascii }
    }

    fn advance(&self, c: char) -> f64 {
        // A character that the font lacks is drawn as a box or in another font; few are wider than
        // an em, and room that stays empty does less harm than a label that runs into the next.
        let known = match self.ascii.get(c as usize) {
            Some(advance) => *advance,
            None => self.by_char.get(&c).copied(),
        };
        known.unwrap_or(1.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_fonts_are_read_and_hold_what_labels_need() {
        for face in [&*REGULAR_ADVANCES, &*SEMI_BOLD_ADVANCES] {
            assert!(face.by_char.len() > 300);
            for c in "aZ09$%×–−+~“”…→↑⁰¹²³⁴⁵⁶⁷⁸⁹αβΣ".chars() {
                assert!(face.by_char.contains_key(&c), "`{c}`");
            }
        }
    }

    #[test]
    fn width_grows_with_size_and_takes_unknown_characters_as_wide() {
        assert_eq!(width("", 12.0, Weight::Regular), 0.0);
        let once = width("MMLU", 12.0, Weight::Regular);
        assert!((width("MMLU", 24.0, Weight::Regular) - 2.0 * once).abs() < 1e-9);
        assert_eq!(width("漢", 12.0, Weight::Regular), 12.0);
    }
}
