//! A stream of bytes into chunks that end between two records.

use std::io::{self, Read};

use memchr::{memchr, memchr2, memrchr2};

use crate::records::{Chunk, Form};

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
        chunk: 1 << 18,
        record: 16 << 20,
    };
}

/// The chunks of a stream.
pub(super) struct Chunks<R> {
    source: R,
    form: Form,
    sizes: Sizes,
    /// What was read beyond the chunk before.
    rest: Vec<u8>,
    byte: usize,
    ended: bool,
}

impl<R: Read> Chunks<R> {
    pub(super) fn new(source: R, form: Form, sizes: Sizes) -> Self {
        Chunks {
            source,
            form,
            sizes,
            rest: Vec::new(),
            byte: 0,
            ended: false,
        }
    }

    /// The next chunk, in the memory of one that is done with; `None` at the end.
    pub(super) fn next(&mut self, mut memory: Vec<u8>) -> io::Result<Option<Chunk>> {
        memory.clear();
        memory.append(&mut self.rest);
        let mut bytes = memory;
        let mut scan = Scan::new(self.form);
        let end = loop {
            let end = scan.record_end(&bytes, self.sizes.chunk);
            // No record is as long as that: what follows an open quote is not worth reading.
            self.ended |= end.is_none() && bytes.len() > self.sizes.record;
            if end.is_some() || self.ended {
                break end;
            }
            self.read_more(&mut bytes)?;
        };
        let end_or_all = end.unwrap_or(bytes.len());
        self.rest.extend_from_slice(&bytes[end_or_all..]);
        bytes.truncate(end_or_all);
        if bytes.is_empty() {
            return Ok(None);
        }
        let first_byte = self.byte;
        self.byte += bytes.len();
        Ok(Some(Chunk::new(bytes, first_byte)))
    }

    fn read_more(&mut self, bytes: &mut Vec<u8>) -> io::Result<()> {
        const BOM: &[u8] = b"\xef\xbb\xbf";
        // A little more than a chunk, so that the record at its end is whole.
        let more = self.sizes.chunk.saturating_sub(bytes.len()) + self.sizes.chunk / 16 + 16;
        bytes.reserve(more);
        let read = (&mut self.source).take(more as u64).read_to_end(bytes);
        // What cannot be read is not tried again.
        self.ended = !matches!(read, Ok(read) if read == more);
        read?;
        if self.byte == 0 && bytes.starts_with(BOM) {
            bytes.drain(..BOM.len());
            self.byte = BOM.len();
        }
        Ok(())
    }
}

/// How far the bytes of a chunk were searched for the end of a record.
struct Scan {
    form: Form,
    at: usize,
    /// Whether the search is in a quoted cell.
    is_open: bool,
}

impl Scan {
    fn new(form: Form) -> Self {
        Scan {
            form,
            at: 0,
            is_open: false,
        }
    }

    /// The first quote from where the search is.
    fn quote(&self, bytes: &[u8]) -> Option<usize> {
        let found = memchr(self.form.quote?, bytes.get(self.at..)?)?;
        Some(self.at + found)
    }

    /// Returns whether the quote at a place opens a cell: a delimiter or a line end stands before it,
    /// and its line is no comment.
    fn opens(&self, bytes: &[u8], quote: usize) -> bool {
        let before = bytes.get(..quote).unwrap_or_default();
        let behind_end = match before.last() {
            None | Some(b'\n' | b'\r') => true,
            Some(byte) => *byte == self.form.delimiter,
        };
        let in_comment = |comment: u8| {
            let line = memrchr2(b'\n', b'\r', before).map_or(0, |at| at + 1);
            before.get(line) == Some(&comment)
        };
        behind_end && !self.form.comment.is_some_and(in_comment)
    }

    /// Returns where the first record that reaches `least` bytes ends, line end included; `None` where
    /// that cannot be told yet.
    ///
    /// Only quotes are looked at before that, which is several times faster than looking at each
    /// cell.
    fn record_end(&mut self, bytes: &[u8], least: usize) -> Option<usize> {
        loop {
            let quote = self.quote(bytes);
            if self.is_open {
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
                    Some(byte) if self.form.quote == Some(*byte) => self.at = quote + 2,
                    Some(_) => {
                        self.is_open = false;
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
                    let end = from + end + 1;
                    // A line end of two bytes is not taken apart.
                    return match bytes.get(end) {
                        Some(b'\n') if bytes[end - 1] == b'\r' => Some(end + 1),
                        None if bytes[end - 1] == b'\r' => None,
                        _ => Some(end),
                    };
                }
                self.at = until;
                let quote = quote?;
                self.is_open = self.opens(bytes, quote);
                self.at = quote + 1;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Broken;

    impl Read for Broken {
        fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
            Err(io::Error::other("the disk is gone"))
        }
    }

    #[test]
    fn what_cannot_be_read_is_told_once() {
        let sizes = Sizes {
            chunk: 4,
            record: 100,
        };
        // Twenty bytes are what is read at first.
        let sound = b"a,b\n".repeat(5);
        let mut chunks = Chunks::new(sound.chain(Broken), Form::default(), sizes);
        for _ in 0..5 {
            let chunk = chunks.next(b"of another chunk".to_vec()).unwrap().unwrap();
            assert_eq!(chunk.bytes(), b"a,b\n");
        }
        assert!(chunks.next(Vec::new()).is_err());
        assert!(chunks.next(Vec::new()).unwrap().is_none());
    }
}
