//! Where cells end and quotes stand, 64 bytes at a time.
//!
//! Cells are a few bytes long, so that a search from each to its end would mostly be its start and
//! its finish. Here 64 bytes are compared at once, and each end is then a bit to be counted off.

use std::array;

use wide::u8x64;

use super::Form;

/// How many bytes are compared at once: a word has a bit for each.
const WIDTH: usize = u64::BITS as usize;

/// The marks of a part of a table, asked for from its front to its end.
pub(super) struct Marks<'a> {
    bytes: &'a [u8],
    /// Which `WIDTH` bytes the bits are of.
    window: usize,
    form: Form,
    /// A bit for each delimiter and line end, the first byte's lowest.
    ends: u64,
    /// A bit for each quote.
    quotes: u64,
    /// Where the last window ends that holds more than line ends and ASCII that is printed.
    plain_from: usize,
}

impl<'a> Marks<'a> {
    pub(super) fn new(bytes: &'a [u8], form: Form) -> Self {
        let mut marks = Marks {
            bytes,
            form,
            window: 0,
            ends: 0,
            quotes: 0,
            plain_from: 0,
        };
        marks.look(0);
        marks
    }

    /// The first delimiter or line end from a place on; where there is none, the end.
    #[inline]
    pub(super) fn end(&mut self, from: usize) -> usize {
        self.first(from, |marks| marks.ends)
    }

    /// Returns the first quote from a place on; where there is none, the end.
    #[inline]
    pub(super) fn quote(&mut self, from: usize) -> usize {
        self.first(from, |marks| marks.quotes)
    }

    /// From where on all bytes up to the last mark found are line ends or ASCII that is printed.
    pub(super) fn plain_from(&self) -> usize {
        self.plain_from
    }

    #[inline]
    fn first(&mut self, from: usize, of: impl Fn(&Self) -> u64) -> usize {
        if from / WIDTH != self.window {
            self.look(from / WIDTH);
        }
        let mut bits = of(self) & (u64::MAX << (from % WIDTH));
        while bits == 0 {
            if (self.window + 1) * WIDTH >= self.bytes.len() {
                return self.bytes.len();
            }
            self.look(self.window + 1);
            bits = of(self);
        }
        self.window * WIDTH + bits.trailing_zeros() as usize
    }

    #[inline(never)]
    fn look(&mut self, window: usize) {
        let rest = self.bytes.get(window * WIDTH..).unwrap_or_default();
        let bytes = u8x64::new(match rest.first_chunk() {
            Some(bytes) => *bytes,
            None => array::from_fn(|at| rest.get(at).copied().unwrap_or(b' ')),
        });
        let equal = |byte| bytes.simd_eq(u8x64::splat(byte));
        let line_ends = equal(b'\n') | equal(b'\r');
        self.window = window;
        self.ends = (line_ends | equal(self.form.delimiter)).to_bitmask();
        self.quotes = self.form.quote.map_or(0, |quote| equal(quote).to_bitmask());
        let printed = bytes.max(u8x64::splat(b' ')).min(u8x64::splat(b'~'));
        if !(bytes.simd_eq(printed) | line_ends).all() {
            self.plain_from = (window + 1) * WIDTH;
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Bytes of which one in four is looked for, and a few are not plain.
    fn marked() -> Vec<u8> {
        [
            &b" ~".repeat(40)[..],
            &b",\"\n\r".repeat(7),
            b"\0\t\x7f\xc3",
        ]
        .concat()
    }

    proptest! {
        #[test]
        fn marks_are_where_a_plain_search_finds_them(
            bytes in prop::collection::vec(prop::sample::select(marked()), 0..300),
            steps in prop::collection::vec(0usize..70, 0..40),
        ) {
            let mut marks = Marks::new(&bytes, Form::default());
            let mut from = 0;
            for (nth, step) in steps.into_iter().enumerate() {
                let found = |is: fn(&u8) -> bool| {
                    bytes[from..].iter().position(is).map_or(bytes.len(), |at| from + at)
                };
                let at = if nth % 2 == 0 {
                    let end = marks.end(from);
                    prop_assert_eq!(end, found(|b| b",\n\r".contains(b)));
                    end
                } else {
                    let quote = marks.quote(from);
                    prop_assert_eq!(quote, found(|b| *b == b'"'));
                    quote
                };
                let plain = marks.plain_from().min(at)..at;
                prop_assert!(!bytes[plain].iter().any(|b| b"\0\t\x7f\xc3".contains(b)));
                from = (at + step % 3).min(bytes.len());
            }
        }
    }
}
