//! A part of a file that starts and ends between two records.

use std::mem;
use std::ops::Range;

use memchr::{memchr_iter, memrchr2};

use crate::fault::Place;

/// A part of a file that starts and ends between two records.
#[derive(Debug, Default)]
pub(super) struct Chunk {
    /// Its bytes, without a byte order mark.
    content: Content,
    /// Where it starts in the file.
    pub(super) first_byte: usize,
    /// Where a quote opens that is never closed.
    pub(super) open_quote: Option<usize>,
}

#[derive(Debug)]
enum Content {
    /// Bytes that were not checked, or are no text.
    Bytes(Vec<u8>),
    Text(String),
}

impl Default for Content {
    fn default() -> Self {
        Content::Text(String::new())
    }
}

impl Chunk {
    pub(super) fn new(bytes: Vec<u8>, first_byte: usize, open_quote: Option<usize>) -> Self {
        Chunk {
            content: Content::Bytes(bytes),
            first_byte,
            open_quote,
        }
    }

    pub(super) fn bytes(&self) -> &[u8] {
        match &self.content {
            Content::Bytes(bytes) => bytes,
            Content::Text(text) => text.as_bytes(),
        }
    }

    /// Its bytes as text, where all of them are and were [checked](Self::check).
    pub(super) fn text(&self) -> Option<&str> {
        match &self.content {
            Content::Bytes(_) => None,
            Content::Text(text) => Some(text),
        }
    }

    /// Checks whether its bytes are text.
    pub(super) fn check(&mut self) {
        let bytes = self.take_bytes();
        self.content = match String::from_utf8(bytes) {
            Ok(text) => Content::Text(text),
            Err(error) => Content::Bytes(error.into_bytes()),
        };
    }

    /// Takes its bytes out.
    pub(super) fn take_bytes(&mut self) -> Vec<u8> {
        match mem::take(&mut self.content) {
            Content::Bytes(bytes) => bytes,
            Content::Text(text) => text.into_bytes(),
        }
    }

    /// The place in the file of some bytes of the chunk, but for its line, which is that in the
    /// chunk: how many lines come before is known when the chunks before are parsed.
    pub(super) fn place(&self, bytes: Range<usize>) -> Place {
        let before = &self.bytes()[..bytes.start.min(self.bytes().len())];
        let line_start = memrchr2(b'\n', b'\r', before).map_or(0, |at| at + 1);
        let letters = String::from_utf8_lossy(&before[line_start..])
            .chars()
            .count();
        Place {
            line: 1 + memchr_iter(b'\n', before).count() as u64,
            column: 1 + letters as u64,
            bytes: self.first_byte + bytes.start..self.first_byte + bytes.end,
        }
    }

    /// Takes bytes off the front; gives the line ends in them.
    pub(super) fn drop_front(&mut self, count: usize) -> u64 {
        let mut bytes = self.take_bytes();
        let front = bytes.drain(..count.min(bytes.len()));
        let lines = memchr_iter(b'\n', front.as_slice()).count() as u64;
        drop(front);
        self.content = Content::Bytes(bytes);
        self.first_byte += count;
        self.open_quote = self.open_quote.and_then(|at| at.checked_sub(count));
        lines
    }
}
