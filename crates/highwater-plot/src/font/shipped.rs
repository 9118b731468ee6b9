//! The font that ships, and its advance table.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use skrifa::instance::{LocationRef, Size};
use skrifa::{FontRef, MetadataProvider};

use super::{REGULAR, SEMI_BOLD, Weight};

/// Returns the file of a weight.
pub(super) fn file(weight: Weight) -> &'static [u8] {
    match weight {
        Weight::Regular => REGULAR,
        Weight::SemiBold => SEMI_BOLD,
    }
}

/// Returns whether both weights have a character.
pub(super) fn has(c: char) -> bool {
    let faces = [&*REGULAR_ADVANCES, &*SEMI_BOLD_ADVANCES];
    faces.iter().all(|face| face.by_char.contains_key(&c))
}

/// Returns how far a character moves the pen, for a size of 1; `None` if the font lacks it.
pub(crate) fn advance(c: char, weight: Weight) -> Option<f64> {
    match weight {
        Weight::Regular => REGULAR_ADVANCES.advance(c),
        Weight::SemiBold => SEMI_BOLD_ADVANCES.advance(c),
    }
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
    /// Reads the table; a font that cannot be read gives an empty one, and then it lacks every
    /// character.
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

    fn advance(&self, c: char) -> Option<f64> {
        match self.ascii.get(c as usize) {
            Some(advance) => *advance,
            None => self.by_char.get(&c).copied(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::font::Fonts;

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
        let width = |text, size| Fonts::default().width(text, size, Weight::Regular);
        assert_eq!(width("", 12.0), 0.0);
        let once = width("MMLU", 12.0);
        assert!((width("MMLU", 24.0) - 2.0 * once).abs() < 1e-9);
        assert_eq!(width("漢", 12.0), 12.0);
    }
}
