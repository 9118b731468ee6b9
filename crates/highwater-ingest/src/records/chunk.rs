//! A part of a file that starts and ends between two records.

use std::mem;
use std::ops::Range;

use crate::fault::Place;
use crate::format::Places;
use crate::lines;

use super::stray;

/// A part of a file that starts and ends between two records; a small file is one chunk.
#[derive(Debug, Default)]
pub(crate) struct Chunk {
    /// Its bytes, without a byte order mark.
    content: Content,
    /// Where it starts in the file.
    first_byte: usize,
    /// Where its records start, behind the header if it has one.
    pub(crate) records_from: usize,
    /// The bytes that were not UTF-8, with where their characters stand now.
    pub(crate) stray: Vec<(usize, u8)>,
    /// Whether other characters beyond ASCII are UTF-8.
    pub(crate) has_utf8: bool,
    /// Where its cells stand in the file, if that is not CSV.
    pub(crate) places: Option<Places>,
}

#[derive(Debug)]
enum Content {
    /// Bytes that were not checked.
    Bytes(Vec<u8>),
    Text(String),
}

impl Default for Content {
    fn default() -> Self {
        Content::Text(String::new())
    }
}

impl Chunk {
    pub(crate) fn new(bytes: Vec<u8>, first_byte: usize) -> Self {
        Chunk {
            content: Content::Bytes(bytes),
            first_byte,
            ..Chunk::default()
        }
    }

    /// Returns the same chunk, with where its cells stand in a file that is not CSV.
    pub(crate) fn with_places(self, places: Places) -> Self {
        Chunk {
            places: Some(places),
            ..self
        }
    }

    pub(crate) fn bytes(&self) -> &[u8] {
        match &self.content {
            Content::Bytes(bytes) => bytes,
            Content::Text(text) => text.as_bytes(),
        }
    }

    /// Its text, once it was [checked](Self::check).
    pub(crate) fn text(&self) -> &str {
        match &self.content {
            Content::Bytes(_) => "",
            Content::Text(text) => text,
        }
    }

    /// Turns its bytes to text; each byte that is not UTF-8 becomes the character that Windows-1252
    /// has for it, and is noted.
    pub(crate) fn check(&mut self) {
        if matches!(self.content, Content::Text(_)) {
            return;
        }
        let bytes = self.take_bytes();
        let text = String::from_utf8(bytes).unwrap_or_else(|error| {
            let mended = stray::mended(error.as_bytes());
            self.stray = mended.stray;
            self.has_utf8 = mended.has_utf8;
            mended.text
        });
        self.content = Content::Text(text);
    }

    /// Takes its bytes out.
    pub(crate) fn take_bytes(&mut self) -> Vec<u8> {
        match mem::take(&mut self.content) {
            Content::Bytes(bytes) => bytes,
            Content::Text(text) => text.into_bytes(),
        }
    }

    /// The place in the file of some bytes of the chunk, but for its line, which is that in the
    /// chunk: how many lines come before is known when the chunks before are parsed.
    pub(crate) fn place(&self, bytes: Range<usize>) -> Place {
        if let Some(place) = self.places.as_ref().and_then(|places| places.place(&bytes)) {
            return place;
        }
        let before = &self.bytes()[..bytes.start.min(self.bytes().len())];
        // A stray byte takes more room as a character than it has in the file.
        let grown = |at: usize| {
            let before = self.stray.iter().take_while(|(stray, _)| *stray < at);
            before
                .map(|(_, byte)| stray::meant(*byte).len_utf8() - 1)
                .sum::<usize>()
        };
        let in_file = |at: usize| self.first_byte + at - grown(at);
        let letters = String::from_utf8_lossy(&before[lines::start(before)..])
            .chars()
            .count();
        Place {
            line: 1 + lines::count(before),
            column: 1 + letters as u64,
            bytes: in_file(bytes.start)..in_file(bytes.end),
        }
    }
}
