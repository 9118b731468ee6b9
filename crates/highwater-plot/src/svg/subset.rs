//! The shipped font with no more glyphs than a figure needs, for a file that stands alone.

use std::collections::BTreeSet;

use skrifa::raw::types::Tag;
use skrifa::{FontRef, MetadataProvider};

/// What a browser asks of a font beside its outlines; they stay as they are, so that glyphs keep
/// their numbers. Kerning is by far the largest table and is left out.
const KEPT: [&[u8; 4]; 8] = [
    b"OS/2", b"cmap", b"head", b"hhea", b"hmtx", b"maxp", b"name", b"post",
];

/// What joins, stacks and places the characters of scripts that need it.
const SHAPING: [&[u8; 4]; 3] = [b"GDEF", b"GPOS", b"GSUB"];

/// What a subset is to hold.
#[derive(Clone, Debug, Default)]
pub(super) struct Wanted {
    pub(super) characters: BTreeSet<char>,
    pub(super) glyphs: BTreeSet<usize>,
    /// Whether glyphs stand in each other's place.
    pub(super) is_shaped: bool,
}

impl Wanted {
    pub(super) fn characters(characters: &BTreeSet<char>) -> Self {
        Wanted {
            characters: characters.clone(),
            ..Wanted::default()
        }
    }
}

/// A TrueType file in which all outlines but the wanted ones are empty; `None` if the font is not such
/// a file.
pub(super) fn subset(file: &[u8], wanted: &Wanted) -> Option<Vec<u8>> {
    let font = FontRef::new(file).ok()?;
    let table = |tag: &[u8; 4]| {
        let data = font.table_data(Tag::new(tag))?;
        Some(data.as_bytes().to_vec())
    };
    let outlines = Outlines::read(table(b"head")?, table(b"loca")?, table(b"glyf")?)?;
    let charmap = font.charmap();
    let of_characters = wanted.characters.iter();
    let of_characters = of_characters.filter_map(|&c| Some(charmap.map(c)?.to_u32() as usize));
    let mut glyphs: Vec<usize> = of_characters.chain(wanted.glyphs.iter().copied()).collect();
    // What stands for characters that the font lacks.
    glyphs.push(0);
    let mut kept = BTreeSet::new();
    while let Some(glyph) = glyphs.pop() {
        if kept.insert(glyph) {
            glyphs.extend(outlines.components(glyph));
        }
    }
    let (loca, glyf) = outlines.only(&kept);
    let shaping = SHAPING.iter().filter(|_| wanted.is_shaped);
    let mut tables: Vec<([u8; 4], Vec<u8>)> = KEPT
        .iter()
        .chain(shaping)
        .filter_map(|tag| Some((**tag, table(tag)?)))
        .collect();
    tables.push((*b"glyf", glyf));
    tables.push((*b"loca", loca));
    tables.sort();
    Some(write(&tables))
}

/// The outlines of a font, found by the number of a glyph.
struct Outlines {
    places: Vec<usize>,
    short: bool,
    glyf: Vec<u8>,
}

impl Outlines {
    fn read(head: Vec<u8>, loca: Vec<u8>, glyf: Vec<u8>) -> Option<Self> {
        let short = head.get(50..52)? == [0, 0];
        let places = if short {
            loca.chunks_exact(2)
                .map(|b| usize::from(u16::from_be_bytes([b[0], b[1]])) * 2)
                .collect()
        } else {
            loca.chunks_exact(4)
                .map(|b| u32::from_be_bytes([b[0], b[1], b[2], b[3]]) as usize)
                .collect()
        };
        Some(Outlines {
            places,
            short,
            glyf,
        })
    }

    fn outline(&self, glyph: usize) -> &[u8] {
        match (self.places.get(glyph), self.places.get(glyph + 1)) {
            (Some(&from), Some(&to)) => self.glyf.get(from..to).unwrap_or_default(),
            _ => &[],
        }
    }

    /// The glyphs that a glyph is put together from: `e` and an accent for `é`.
    fn components(&self, glyph: usize) -> Vec<usize> {
        const WORDS: u16 = 0x0001;
        const SCALE: u16 = 0x0008;
        const MORE: u16 = 0x0020;
        const TWO_SCALES: u16 = 0x0040;
        const MATRIX: u16 = 0x0080;
        let outline = self.outline(glyph);
        let word = |at: usize| {
            Some(u16::from_be_bytes([
                *outline.get(at)?,
                *outline.get(at + 1)?,
            ]))
        };
        let mut components = Vec::new();
        // A negative number of contours says that there are components.
        if word(0).is_none_or(|contours| contours < 0x8000) {
            return components;
        }
        let mut at = 10;
        while let (Some(flags), Some(component)) = (word(at), word(at + 2)) {
            components.push(usize::from(component));
            at += 4 + if flags & WORDS != 0 { 4 } else { 2 };
            at += match flags & (SCALE | TWO_SCALES | MATRIX) {
                SCALE => 2,
                TWO_SCALES => 4,
                MATRIX => 8,
                _ => 0,
            };
            if flags & MORE == 0 {
                break;
            }
        }
        components
    }

    /// Returns the tables of places and outlines with only these glyphs.
    fn only(&self, kept: &BTreeSet<usize>) -> (Vec<u8>, Vec<u8>) {
        let (mut loca, mut glyf) = (Vec::new(), Vec::new());
        for glyph in 0..self.places.len() {
            if self.short {
                loca.extend(((glyf.len() / 2) as u16).to_be_bytes());
            } else {
                loca.extend((glyf.len() as u32).to_be_bytes());
            }
            if kept.contains(&glyph) {
                glyf.extend(self.outline(glyph));
                pad(&mut glyf);
            }
        }
        (loca, glyf)
    }
}

fn pad(bytes: &mut Vec<u8>) {
    while !bytes.len().is_multiple_of(4) {
        bytes.push(0);
    }
}

/// Puts tables, sorted by name, into a file.
fn write(tables: &[([u8; 4], Vec<u8>)]) -> Vec<u8> {
    let n = tables.len() as u16;
    let power = u16::BITS - 1 - n.max(1).leading_zeros();
    let range = (1u16 << power) * 16;
    let mut file = vec![0, 1, 0, 0];
    for number in [n, range, power as u16, n * 16 - range] {
        file.extend(number.to_be_bytes());
    }
    let mut at = file.len() + tables.len() * 16;
    let mut body = Vec::new();
    for (tag, table) in tables {
        file.extend(tag);
        file.extend(checksum(table).to_be_bytes());
        file.extend((at as u32).to_be_bytes());
        file.extend((table.len() as u32).to_be_bytes());
        let start = body.len();
        body.extend(table);
        pad(&mut body);
        at += body.len() - start;
    }
    file.extend(body);
    file
}

fn checksum(table: &[u8]) -> u32 {
    table
        .chunks(4)
        .map(|bytes| {
            let mut word = [0; 4];
            word[..bytes.len()].copy_from_slice(bytes);
            u32::from_be_bytes(word)
        })
        .fold(0, u32::wrapping_add)
}

/// Bytes in base 64, as a `data:` address holds them.
pub(super) fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let mut word = [0; 4];
        word[1..=chunk.len()].copy_from_slice(chunk);
        let word = u32::from_be_bytes(word);
        for digit in 0..4 {
            if digit <= chunk.len() {
                let index = (word >> (18 - 6 * digit)) & 63;
                text.push(char::from(DIGITS[index as usize]));
            } else {
                text.push('=');
            }
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use skrifa::instance::{LocationRef, Size};
    use skrifa::outline::{DrawSettings, OutlinePen};

    use super::*;
    use crate::font;

    #[derive(Default, PartialEq, Debug)]
    struct Corners(Vec<(f32, f32)>);

    impl OutlinePen for Corners {
        fn move_to(&mut self, x: f32, y: f32) {
            self.0.push((x, y));
        }
        fn line_to(&mut self, x: f32, y: f32) {
            self.0.push((x, y));
        }
        fn quad_to(&mut self, _: f32, _: f32, x: f32, y: f32) {
            self.0.push((x, y));
        }
        fn curve_to(&mut self, _: f32, _: f32, _: f32, _: f32, x: f32, y: f32) {
            self.0.push((x, y));
        }
        fn close(&mut self) {}
    }

    fn corners(file: &[u8], c: char) -> Corners {
        let font = FontRef::new(file).unwrap();
        let glyph = font.charmap().map(c).unwrap();
        let mut pen = Corners::default();
        let settings = DrawSettings::unhinted(Size::new(100.0), LocationRef::default());
        let outline = font.outline_glyphs().get(glyph).unwrap();
        outline.draw(settings, &mut pen).unwrap();
        pen
    }

    #[test]
    fn a_subset_has_the_outlines_asked_for_and_no_others() {
        let characters: BTreeSet<char> = "Modelé 22×".chars().collect();
        let subset = subset(font::REGULAR, &Wanted::characters(&characters)).unwrap();
        assert!(subset.len() < 10_000, "{}", subset.len());
        for c in characters {
            assert_eq!(corners(&subset, c), corners(font::REGULAR, c), "`{c}`");
        }
        assert_eq!(corners(&subset, 'Q'), Corners::default());
    }

    #[test]
    fn what_is_no_font_gives_none() {
        assert!(subset(b"<svg>", &Wanted::default()).is_none());
    }

    #[test]
    fn base64_of_the_examples_in_rfc_4648() {
        for (plain, text) in [
            ("", ""),
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foo", "Zm9v"),
            ("foob", "Zm9vYg=="),
            ("foobar", "Zm9vYmFy"),
        ] {
            assert_eq!(base64(plain.as_bytes()), text);
        }
    }
}
