//! The fonts that a text is set in, one after the other.

use std::sync::Arc;

use super::file::{FontFile, GivenFace};
use super::{Weight, shipped};

/// The fonts that text is set in: the shipped one and, for characters that it lacks, those that a
/// project gives.
///
/// # Example
///
/// ```
/// use highwater_plot::font::{FontFile, Fonts, REGULAR};
///
/// let shipped = Fonts::default();
/// assert_eq!(shipped.lacking("Models, αβγ"), None);
/// assert_eq!(shipped.lacking("漢字").as_deref(), Some("`漢` (U+6F22), `字` (U+5B57)"));
///
/// let given = Fonts::given(vec![FontFile::read("fonts/Inter.ttf", REGULAR.to_vec())?]);
/// assert_eq!(given.lacking("字").as_deref(), Some("`字` (U+5B57)"));
/// # Ok::<(), highwater_plot::font::FontFault>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fonts {
    given: Arc<Vec<FontFile>>,
}

/// One of the fonts.
#[derive(Clone, Copy)]
pub(crate) enum Face<'a> {
    Shipped(Weight),
    Given(&'a GivenFace),
}

impl<'a> Face<'a> {
    pub(crate) fn bytes(self) -> &'a [u8] {
        match self {
            Face::Shipped(weight) => shipped::file(weight),
            Face::Given(face) => &face.bytes,
        }
    }

    /// A number that no other font has.
    pub(crate) fn key(self) -> (Option<Weight>, u64) {
        match self {
            Face::Shipped(weight) => (Some(weight), 0),
            Face::Given(face) => (None, face.hash),
        }
    }
}

impl Fonts {
    /// Returns the shipped font followed by others: a character is taken from the first that has it,
    /// in bold text from a bold one if there is one.
    #[must_use]
    pub fn given(files: Vec<FontFile>) -> Self {
        Fonts {
            given: Arc::new(files),
        }
    }

    /// Returns whether a character is drawn: the shipped font has it in both weights, or another one
    /// has it, or it is one that is not seen.
    #[must_use]
    pub fn has(&self, c: char) -> bool {
        shipped::has(c)
            || self.given.iter().any(|file| file.has(c))
            || (!self.given.is_empty() && is_unseen(c))
    }

    /// Returns the characters of a text that all fonts lack, each once and at most three of them by
    /// name; `None` if they have all. Pictures leave them out, pages show them in a font of the
    /// reader's.
    #[must_use]
    pub fn lacking(&self, text: &str) -> Option<String> {
        const MOST: usize = 3;
        let mut lacking: Vec<char> = Vec::new();
        for c in text.chars().filter(|c| !self.has(*c)) {
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

    /// The given fonts in the order in which text of a weight looks for its characters.
    pub(crate) fn in_order(&self, weight: Weight) -> impl Iterator<Item = (usize, &GivenFace)> {
        let of = move |is_of_weight: bool| {
            let files = self.given.iter().map(FontFile::face).enumerate();
            files.filter(move |(_, face)| (face.weight == weight) == is_of_weight)
        };
        of(true).chain(of(false))
    }

    /// The font that a character is taken from, behind one that was taken from `before`.
    pub(crate) fn face(
        &self,
        c: char,
        weight: Weight,
        before: Option<Face<'_>>,
    ) -> Option<Face<'_>> {
        if let Some(Face::Given(before)) = before
            && is_unseen(c)
        {
            // It joins or parts what stands around it.
            let mut faces = self.in_order(weight).map(|(_, face)| face);
            return faces
                .find(|face| std::ptr::eq(*face, before))
                .map(Face::Given);
        }
        if shipped::advance(c, weight).is_some() {
            return Some(Face::Shipped(weight));
        }
        let mut faces = self.in_order(weight).map(|(_, face)| face);
        faces
            .find(|face| face.character(c).is_some())
            .map(Face::Given)
    }
}

/// Returns whether a character is never seen itself: joiners, marks of direction, selectors of a
/// variant.
pub(super) fn is_unseen(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{fe00}'..='\u{fe0f}')
}
