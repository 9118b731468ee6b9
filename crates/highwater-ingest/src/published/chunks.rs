//! A stream of bytes into chunks that end between two records.

use std::io::{self, Read};
use std::ops::Range;

use memchr::{memchr, memchr_iter, memchr2, memrchr2};

use crate::fault::Place;

/// A part of a file that starts and ends between two records.
#[derive(Debug, Default)]
pub(super) struct Chunk {
    /// Its bytes, without a byte order mark.
    pub(super) bytes: Vec<u8>,
    /// Where it starts in the file.
    pub(super) first_byte: usize,
    /// Where a quote opens that is never closed.
    pub(super) open_quote: Option<usize>,
}

impl Chunk {
    /// The place in the file of some bytes of the chunk, but for its line, which is that in the
    /// chunk: how many lines come before is known when the chunks before are parsed.
    pub(super) fn place(&self, bytes: Range<usize>) -> Place {
        let before = &self.bytes[..bytes.start.min(self.bytes.len())];
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
        let front = self.bytes.drain(..count.min(self.bytes.len()));
        let lines = memchr_iter(b'\n', front.as_slice()).count() as u64;
        drop(front);
        self.first_byte += count;
        self.open_quote = self.open_quote.and_then(|at| at.checked_sub(count));
        lines
    }
}

/// How large chunks are.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sizes {
    /// A chunk ends with the first record that reaches this many bytes.
    pub(super) chunk: usize,
    /// A record of more bytes is taken for a quote that was never closed.
    pub(super) record: usize,
}

impl Sizes {
    /// Chunks that stay in a core's cache; records as no spreadsheet can hold them.
    pub(super) const USUAL: Sizes = Sizes {
        chunk: 1 << 19,
        record: 16 << 20,
    };
}

/// The chunks of a stream.
pub(super) struct Chunks<R> {
    source: R,
    sizes: Sizes,
    /// What was read beyond the chunk before.
    rest: Vec<u8>,
    byte: usize,
    ended: bool,
}

impl<R: Read> Chunks<R> {
    pub(super) fn new(source: R, sizes: Sizes) -> Self {
        Chunks {
            source,
            sizes,
            rest: Vec::new(),
            byte: 0,
            ended: false,
        }
    }

    /// The next chunk; `None` at the end.
    pub(super) fn next(&mut self) -> io::Result<Option<Chunk>> {
        const BOM: &[u8] = b"\xef\xbb\xbf";
        let mut bytes = std::mem::take(&mut self.rest);
        let mut scan = Scan::default();
        let end = loop {
            let end = scan.record_end(&bytes, self.sizes.chunk);
            // No record is as long as that: what follows an open quote is not worth reading.
            self.ended |= end.is_none() && bytes.len() > self.sizes.record;
            if end.is_some() || self.ended {
                break end;
            }
            // A little more than a chunk, so that the record at its end is whole.
            let more = self.sizes.chunk.saturating_sub(bytes.len()) + self.sizes.chunk / 16 + 16;
            bytes.reserve(more);
            let read = (&mut self.source)
                .take(more as u64)
                .read_to_end(&mut bytes)?;
            self.ended = read < more;
            if self.byte == 0 && bytes.starts_with(BOM) {
                bytes.drain(..BOM.len());
                self.byte = BOM.len();
            }
        };
        self.rest = bytes.split_off(end.unwrap_or(bytes.len()));
        if bytes.is_empty() {
            return Ok(None);
        }
        let chunk = Chunk {
            first_byte: self.byte,
            open_quote: scan
                .opened
                .filter(|_| end.is_none() && scan.at == bytes.len()),
            bytes,
        };
        self.byte += chunk.bytes.len();
        Ok(Some(chunk))
    }
}

/// How far the bytes of a chunk were searched for the end of a record.
#[derive(Default)]
struct Scan {
    at: usize,
    /// Where the quote of the cell opened that the search is in.
    opened: Option<usize>,
}

impl Scan {
    /// Where the first record that reaches `least` bytes ends, line end included; `None` where that
    /// cannot be told yet.
    ///
    /// Only quotes are looked at before that, which is several times faster than looking at each
    /// cell. A quote opens a cell where a comma or a line end stands before it.
    fn record_end(&mut self, bytes: &[u8], least: usize) -> Option<usize> {
        loop {
            let rest = &bytes[self.at..];
            let quote = memchr(b'"', rest).map(|at| self.at + at);
            if self.opened.is_some() {
                let Some(quote) = quote else {
                    self.at = bytes.len();
                    return None;
                };
                match bytes.get(quote + 1) {
                    // The byte behind tells whether the quote closes the cell.
                    None => {
                        self.at = quote;
                        return None;
                    }
                    Some(b'"') => self.at = quote + 2,
                    Some(_) => {
                        self.opened = None;
                        self.at = quote + 1;
                    }
                }
            } else {
                let until = quote.unwrap_or(bytes.len());
                let from = self.at.max(least.saturating_sub(1));
                if let Some(end) = bytes
                    .get(from..until)
                    .and_then(|b| memchr2(b'\n', b'\r', b))
                {
                    return Some(from + end + 1);
                }
                self.at = until;
                let quote = quote?;
                let before = quote.checked_sub(1).and_then(|before| bytes.get(before));
                let opens = matches!(before, None | Some(b',' | b'\n' | b'\r'));
                self.opened = opens.then_some(quote);
                self.at = quote + 1;
            }
        }
    }
}
