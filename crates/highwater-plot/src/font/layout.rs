//! A line of text as glyphs: joined, in the order in which they are seen.

use harfrust::{Direction, ShapeOptions, ShaperData, UnicodeBuffer};
use skrifa::{FontRef, GlyphId, MetadataProvider};
use unicode_bidi::{Level, ParagraphBidiInfo};

use super::fonts::{Face, Fonts};
use super::{Weight, shipped};

/// The advance of a character that all fonts lack: few are wider, and room that stays empty does less
/// harm than a label that runs into the next.
const UNKNOWN: f64 = 1.0;

/// A glyph of a line.
pub(crate) struct Glyph<'a> {
    pub(crate) face: Face<'a>,
    pub(crate) id: GlyphId,
    /// Where it starts, from the start of the line and upwards from its baseline, for a size of 1.
    pub(crate) at: (f64, f64),
}

impl Fonts {
    /// Returns the width of a text in pixels.
    ///
    /// Latin, Greek, Cyrillic, Chinese, Japanese and Korean are measured character by character,
    /// without kerning, which makes text narrower by a pixel or two and never wider than the box that
    /// is kept free for it by more than that. Other scripts are shaped as they are drawn.
    ///
    /// # Example
    ///
    /// ```
    /// use highwater_plot::font::{Fonts, Weight};
    ///
    /// let fonts = Fonts::default();
    /// let regular = fonts.width("620M downloads", 13.0, Weight::Regular);
    /// assert_eq!(regular.round(), 107.0);
    /// assert!(fonts.width("620M downloads", 13.0, Weight::SemiBold) > regular);
    /// ```
    #[must_use]
    pub fn width(&self, text: &str, size: f64, weight: Weight) -> f64 {
        let mut em = 0.0;
        for c in text.chars() {
            em += match shipped::advance(c, weight) {
                Some(advance) => advance,
                None if is_simple(c) => self.advance(c, weight),
                None => return self.line(text, weight).1 * size,
            };
        }
        em * size
    }

    fn advance(&self, c: char, weight: Weight) -> f64 {
        let mut faces = self.in_order(weight);
        let found = faces.find_map(|(_, face)| face.character(c));
        found.map_or(UNKNOWN, |(_, advance)| advance)
    }

    /// The glyphs of a line as they are seen from the left, and its width, for a size of 1.
    pub(crate) fn line(&self, text: &str, weight: Weight) -> (Vec<Glyph<'_>>, f64) {
        let mut line = Line {
            glyphs: Vec::new(),
            width: 0.0,
        };
        // As browsers do with `unicode-bidi: plaintext`: the first letter says where the line runs.
        let bidi = ParagraphBidiInfo::new(text, None);
        let (levels, runs) = bidi.visual_runs(0..text.len());
        for run in runs {
            let is_rtl = levels.get(run.start).is_some_and(Level::is_rtl);
            let mut parts = self.parts(text.get(run).unwrap_or_default(), weight);
            if is_rtl {
                parts.reverse();
            }
            for (face, part) in parts {
                match face {
                    None => line.width += UNKNOWN * part.chars().count() as f64,
                    Some(face) if !is_rtl && part.chars().all(is_simple) => line.set(face, part),
                    Some(face) => line.shape(face, part, is_rtl),
                }
            }
        }
        (line.glyphs, line.width)
    }

    /// Returns a text cut where another font begins.
    fn parts<'t>(&self, text: &'t str, weight: Weight) -> Vec<(Option<Face<'_>>, &'t str)> {
        let mut parts: Vec<(Option<Face<'_>>, &str)> = Vec::new();
        let mut start = 0;
        for (at, c) in text.char_indices() {
            let before = parts.last().and_then(|(face, _)| *face);
            let face = self.face(c, weight, before);
            let end = at + c.len_utf8();
            match parts.last_mut() {
                Some((last, part)) if last.map(Face::key) == face.map(Face::key) => {
                    *part = &text[start..end];
                }
                _ => {
                    start = at;
                    parts.push((face, &text[start..end]));
                }
            }
        }
        parts
    }
}

struct Line<'a> {
    glyphs: Vec<Glyph<'a>>,
    width: f64,
}

impl<'a> Line<'a> {
    /// Sets a part character by character.
    fn set(&mut self, face: Face<'a>, part: &str) {
        for c in part.chars() {
            let (id, advance) = match face {
                Face::Shipped(weight) => {
                    let font = FontRef::new(shipped::file(weight));
                    let id = font.ok().and_then(|font| font.charmap().map(c));
                    (id, shipped::advance(c, weight).unwrap_or(UNKNOWN))
                }
                Face::Given(given) => match given.character(c) {
                    Some((id, advance)) => (Some(id), advance),
                    None => (None, 0.0),
                },
            };
            let at = (self.width, 0.0);
            self.glyphs.extend(id.map(|id| Glyph { face, id, at }));
            self.width += advance;
        }
    }

    /// Sets a part whose characters join, stack or run to the left.
    fn shape(&mut self, face: Face<'a>, part: &str, is_rtl: bool) {
        let Ok(font) = FontRef::new(face.bytes()) else {
            return;
        };
        let own;
        let data = match face {
            Face::Given(given) => given.shaper(),
            Face::Shipped(_) => {
                own = ShaperData::new(&font);
                &own
            }
        };
        let shaper = data.shaper(&font).build();
        let units = f64::from(shaper.units_per_em().max(1));
        let mut buffer = UnicodeBuffer::new();
        buffer.push_str(part);
        buffer.guess_segment_properties();
        buffer.set_direction(match is_rtl {
            true => Direction::RightToLeft,
            false => Direction::LeftToRight,
        });
        let shaped = shaper.shape(buffer, ShapeOptions::new());
        for (glyph, place) in shaped.glyph_infos().iter().zip(shaped.glyph_positions()) {
            let em = |units_of: i32| f64::from(units_of) / units;
            self.glyphs.push(Glyph {
                face,
                id: GlyphId::new(glyph.glyph_id),
                at: (self.width + em(place.x_offset), em(place.y_offset)),
            });
            self.width += em(place.x_advance);
        }
    }
}

/// Returns whether a character is set by itself, whatever stands beside it: letters of scripts that
/// neither join nor stack, and signs.
pub(crate) fn is_simple(c: char) -> bool {
    matches!(c,
        ' '..='\u{2ff}'            // Latin
        | '\u{370}'..='\u{482}'    // Greek, Cyrillic
        | '\u{48a}'..='\u{58f}'    // Cyrillic, Armenian
        | '\u{10a0}'..='\u{10ff}'  // Georgian
        | '\u{1200}'..='\u{135a}'  // Ethiopic
        | '\u{1360}'..='\u{16ff}'  // Cherokee, syllabics, runes
        | '\u{1c80}'..='\u{1cbf}'
        | '\u{1d00}'..='\u{1dbf}'
        | '\u{1e00}'..='\u{1fff}'
        | '\u{2000}'..='\u{200a}'
        | '\u{2010}'..='\u{2027}'
        | '\u{202f}'..='\u{205f}'
        | '\u{2070}'..='\u{20cf}'
        | '\u{2100}'..='\u{2dde}'  // signs, Glagolitic, Coptic
        | '\u{2e00}'..='\u{3029}'  // radicals, marks of Chinese and Japanese
        | '\u{3030}'..='\u{3098}'  // kana
        | '\u{309b}'..='\u{a4ff}'  // kana, Chinese, Yi
        | '\u{a700}'..='\u{a7ff}'
        | '\u{ac00}'..='\u{d7a3}'  // Korean, whole syllables
        | '\u{f900}'..='\u{faff}'
        | '\u{ff00}'..='\u{ffef}'
        | '\u{20000}'..='\u{3ffff}'
    )
}
