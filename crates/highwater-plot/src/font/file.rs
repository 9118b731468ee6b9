//! A font that a project gives.

use std::collections::hash_map::DefaultHasher;
use std::fmt;
use std::hash::Hasher;
use std::sync::Arc;

use harfrust::ShaperData;
use skrifa::instance::{LocationRef, Size};
use skrifa::raw::TableProvider;
use skrifa::string::StringId;
use skrifa::{FontRef, GlyphId, MetadataProvider};

use super::Weight;

/// A font that a project gives for characters that the shipped one lacks: one face as TrueType or
/// OpenType, `.ttf` or `.otf`.
#[derive(Clone)]
pub struct FontFile {
    face: Arc<GivenFace>,
}

/// What is read of the file, once.
pub(crate) struct GivenFace {
    /// Its address from the style sheet of a page.
    pub(crate) address: String,
    pub(crate) bytes: Vec<u8>,
    /// A number that two files have in common only if they are the same.
    pub(crate) hash: u64,
    /// The name of its family, as systems know it.
    pub(crate) family: String,
    pub(crate) weight: Weight,
    /// Its characters in order, each with its glyph and, for a size of 1, its advance.
    characters: Vec<(char, GlyphId, f64)>,
    shaper: ShaperData,
}

/// A reason why a file cannot be used as a font.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FontFault {
    /// It is not a font, or a damaged one.
    NotAFont,
    /// It holds several fonts, `.ttc`.
    Collection,
    /// It is compressed for the web, `.woff` or `.woff2`.
    Compressed,
    /// It holds all weights between two as one, and has no weight of its own.
    Variable,
    /// It has pictures in place of outlines, as fonts of emoji have.
    NoOutlines,
    /// Its maker does not let it be embedded.
    Restricted,
}

impl fmt::Display for FontFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            FontFault::NotAFont => "is not a font",
            FontFault::Collection => "is a collection of fonts",
            FontFault::Compressed => "is a font compressed for the web",
            FontFault::Variable => "is a variable font",
            FontFault::NoOutlines => "is a font without outlines",
            FontFault::Restricted => "is a font whose maker forbids embedding it",
        })
    }
}

impl std::error::Error for FontFault {}

impl FontFault {
    /// Returns what to do about it.
    #[must_use]
    pub fn help(self) -> &'static str {
        match self {
            FontFault::NotAFont => "give a TrueType or OpenType font, `.ttf` or `.otf`",
            FontFault::Collection => {
                "give one font of it as a file of its own, `.ttf` or `.otf`; makers of fonts offer those too"
            }
            FontFault::Compressed => {
                "give the `.ttf` or `.otf` that it was made of; `woff2_decompress` makes one of a `.woff2`"
            }
            FontFault::Variable => {
                "give a font of one weight, such as `..-Regular.ttf`; downloads of variable fonts often have them in a folder `static`"
            }
            FontFault::NoOutlines => {
                "give a font with outlines; signs in colours cannot be drawn in pictures"
            }
            FontFault::Restricted => {
                "give a font whose licence lets it be published, such as one under the SIL Open Font License"
            }
        }
    }
}

impl FontFile {
    /// Reads a font; `address` is where a page finds the file, from its style sheet.
    ///
    /// # Errors
    ///
    /// What the file is in place of a font with one face and outlines.
    ///
    /// # Example
    ///
    /// ```
    /// use highwater_plot::font::{FontFault, FontFile, REGULAR};
    ///
    /// let font = FontFile::read("fonts/Inter.ttf", REGULAR.to_vec())?;
    /// assert!(font.has('β') && !font.has('漢'));
    /// let error = FontFile::read("fonts/notes.ttf", b"Notes".to_vec()).unwrap_err();
    /// assert_eq!(error, FontFault::NotAFont);
    /// assert_eq!(error.to_string(), "is not a font");
    /// # Ok::<(), FontFault>(())
    /// ```
    pub fn read(address: &str, bytes: Vec<u8>) -> Result<Self, FontFault> {
        match bytes.get(..4) {
            Some(b"ttcf") => return Err(FontFault::Collection),
            Some(b"wOFF" | b"wOF2") => return Err(FontFault::Compressed),
            _ => {}
        }
        let font = FontRef::new(&bytes).map_err(|_| FontFault::NotAFont)?;
        if !font.axes().is_empty() {
            return Err(FontFault::Variable);
        }
        // Bit 1 alone: neither printing nor editing is allowed.
        let embedding = font.os2().map_or(0, |os2| os2.fs_type());
        if embedding & 0xf == 2 {
            return Err(FontFault::Restricted);
        }
        let characters = characters(&font);
        if characters.is_empty() {
            let has_signs = font.charmap().mappings().next().is_some();
            return Err(match has_signs {
                true => FontFault::NoOutlines,
                false => FontFault::NotAFont,
            });
        }
        let name = |id| font.localized_strings(id).english_or_first();
        let family =
            name(StringId::TYPOGRAPHIC_FAMILY_NAME).or_else(|| name(StringId::FAMILY_NAME));
        let mut hasher = DefaultHasher::new();
        hasher.write(&bytes);
        let face = GivenFace {
            address: address.to_owned(),
            hash: hasher.finish(),
            family: family.map(|name| name.to_string()).unwrap_or_default(),
            weight: match font.attributes().weight.value() >= 550.0 {
                true => Weight::SemiBold,
                false => Weight::Regular,
            },
            characters,
            shaper: ShaperData::new(&font),
            bytes,
        };
        Ok(FontFile {
            face: Arc::new(face),
        })
    }

    /// Returns whether the font has a character.
    #[must_use]
    pub fn has(&self, c: char) -> bool {
        self.face.character(c).is_some()
    }

    pub(crate) fn face(&self) -> &GivenFace {
        &self.face
    }
}

/// The characters of a font that have an outline, which that of a space is empty.
fn characters(font: &FontRef<'_>) -> Vec<(char, GlyphId, f64)> {
    let metrics = font.glyph_metrics(Size::unscaled(), LocationRef::default());
    let units = font.metrics(Size::unscaled(), LocationRef::default());
    let units = f64::from(units.units_per_em.max(1));
    let outlines = font.outline_glyphs();
    let mapped = font.charmap().mappings().filter_map(|(code, glyph)| {
        let c = char::from_u32(code)?;
        outlines.get(glyph)?;
        let advance = f64::from(metrics.advance_width(glyph)?) / units;
        Some((c, glyph, advance))
    });
    let mut characters: Vec<_> = mapped.collect();
    characters.sort_by_key(|(c, ..)| *c);
    characters.dedup_by_key(|(c, ..)| *c);
    characters
}

impl GivenFace {
    /// Returns the glyph of a character and its advance for a size of 1.
    pub(crate) fn character(&self, c: char) -> Option<(GlyphId, f64)> {
        let at = self
            .characters
            .binary_search_by_key(&c, |(c, ..)| *c)
            .ok()?;
        let (_, glyph, advance) = self.characters.get(at)?;
        Some((*glyph, *advance))
    }

    pub(crate) fn shaper(&self) -> &ShaperData {
        &self.shaper
    }
}

impl PartialEq for FontFile {
    fn eq(&self, other: &Self) -> bool {
        let (one, other) = (&self.face, &other.face);
        let is_same = || one.address == other.address && one.hash == other.hash;
        Arc::ptr_eq(one, other) || (is_same() && one.bytes == other.bytes)
    }
}

impl Eq for FontFile {}

impl fmt::Debug for FontFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("FontFile")
            .field("address", &self.face.address)
            .field("family", &self.face.family)
            .field("weight", &self.face.weight)
            .finish_non_exhaustive()
    }
}
