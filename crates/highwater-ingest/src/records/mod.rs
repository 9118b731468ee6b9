//! Bytes into records and cells, without copying them: the one place that cuts a table, whoever
//! reads it.
//!
//! The rules are those of RFC 4180 as the csv crate reads them, which a test holds it to: a quote
//! opens a quoted cell only at its start, a doubled quote within it is one quote, blank lines are
//! skipped, and `\n`, `\r\n` and `\r` end a record. What the csv crate takes in silence is a flaw
//! here: text behind a closing quote, which shifts cells, and a quote that is never closed.
//!
//! It is written anew because reading is most of the time of a study on a large table, and most of a
//! table is cells that nobody reads: with cells as ranges a record costs less than half of what a
//! reader that copies each byte takes.

mod chunk;
mod marks;
mod stray;

use std::borrow::Cow;
use std::ops::Range;

use marks::Marks;

pub(crate) use chunk::Chunk;
pub(crate) use stray::{faults as stray_faults, meant};

use crate::lines;

/// How a table sets cells apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Form {
    pub(crate) delimiter: u8,
    /// What opens and closes a cell that holds delimiters or line ends; none in some tables with tabs.
    pub(crate) quote: Option<u8>,
    /// How a line starts that is no record.
    pub(crate) comment: Option<u8>,
}

impl Default for Form {
    fn default() -> Self {
        Form {
            delimiter: b',',
            quote: Some(b'"'),
            comment: None,
        }
    }
}

/// The records of a part of a table that starts and ends between two records.
pub(crate) struct Records<'a> {
    bytes: &'a [u8],
    form: Form,
    marks: Marks<'a>,
    at: usize,
}

/// One record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Record {
    /// Its bytes, without the line end.
    pub(crate) bytes: Range<usize>,
    /// Where text follows a closing quote.
    pub(crate) text_after_quote: Option<usize>,
    /// Where a quote opens that is never closed.
    pub(crate) open_quote: Option<usize>,
    /// Whether it holds nothing but ASCII that is printed, and line ends. Where it is not set, that
    /// is not known.
    pub(crate) plain: bool,
}

/// One cell of a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct CellBytes {
    /// Where it starts, behind its opening quote.
    pub(crate) start: usize,
    /// Where it ends, before its closing quote.
    pub(crate) end: usize,
    /// Whether it holds doubled quotes.
    pub(crate) doubled: bool,
}

impl CellBytes {
    pub(crate) fn range(&self) -> Range<usize> {
        self.start..self.end
    }

    /// The text that the cell means, of the text that it stands in.
    #[inline]
    pub(crate) fn text<'a>(&self, text: &'a str, form: Form) -> Cow<'a, str> {
        let text = text.get(self.range()).unwrap_or_default();
        if self.doubled {
            return Cow::Owned(undoubled(text, form));
        }
        Cow::Borrowed(text)
    }
}

/// Returns the text with one quote for each two.
#[cold]
fn undoubled(text: &str, form: Form) -> String {
    let quote = char::from(form.quote.unwrap_or(b'"')).to_string();
    text.replace(&quote.repeat(2), &quote)
}

impl<'a> Records<'a> {
    pub(crate) fn new(bytes: &'a [u8], form: Form) -> Self {
        Records {
            bytes,
            form,
            marks: Marks::new(bytes, form),
            at: 0,
        }
    }

    /// Returns the same records from a place between two of them on.
    pub(crate) fn starting_at(self, at: usize) -> Self {
        Records { at, ..self }
    }

    /// Returns where the next record is looked for.
    pub(crate) fn at(&self) -> usize {
        self.at
    }

    /// Returns the next record, its cells in `cells`; `None` at the end.
    pub(crate) fn next(&mut self, cells: &mut Vec<CellBytes>) -> Option<Record> {
        cells.clear();
        loop {
            match self.bytes.get(self.at) {
                Some(b'\n' | b'\r') => self.at += 1,
                Some(byte) if self.form.comment == Some(*byte) => {
                    self.at = lines::end(self.bytes, self.at).unwrap_or(self.bytes.len());
                }
                _ => break,
            }
        }
        if self.at >= self.bytes.len() {
            return None;
        }
        let start = self.at;
        let (mut text_after_quote, mut open_quote) = (None, None);
        loop {
            if self.is_quote() {
                let opens = self.at;
                let (cell, closed) = self.quoted();
                cells.push(cell);
                if !closed {
                    open_quote = Some(opens);
                }
                let behind = self.at;
                self.at = self.marks.end(behind);
                if self.at > behind {
                    text_after_quote = text_after_quote.or(Some(behind));
                }
            } else {
                let start = self.at;
                self.at = self.marks.end(start);
                cells.push(CellBytes {
                    start,
                    end: self.at,
                    doubled: false,
                });
            }
            if self.bytes.get(self.at) != Some(&self.form.delimiter) {
                break;
            }
            self.at += 1;
        }
        Some(Record {
            bytes: start..self.at,
            text_after_quote,
            open_quote,
            plain: self.marks.plain_from() <= start,
        })
    }

    fn is_quote(&self) -> bool {
        let byte = self.bytes.get(self.at);
        byte.is_some_and(|byte| self.form.quote == Some(*byte))
    }

    /// Goes behind the quote that closes the cell, or to the end where none does; whether one does.
    fn quoted(&mut self) -> (CellBytes, bool) {
        let start = self.at + 1;
        let mut doubled = false;
        self.at = start;
        loop {
            let end = self.marks.quote(self.at);
            self.at = (end + 1).min(self.bytes.len());
            if !self.is_quote() {
                let cell = CellBytes {
                    start,
                    end,
                    doubled,
                };
                return (cell, end < self.bytes.len());
            }
            doubled = true;
            self.at += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// All records as texts, and whether text follows a closing quote in one of them.
    fn ours(bytes: &[u8]) -> (Vec<Vec<String>>, bool) {
        let mut records = Records::new(bytes, Form::default());
        let (mut cells, mut all, mut flawed) = (Vec::new(), Vec::new(), false);
        while let Some(record) = records.next(&mut cells) {
            flawed |= record.text_after_quote.is_some();
            let text = |cell: &CellBytes| {
                let bytes = String::from_utf8_lossy(bytes);
                cell.text(&bytes, Form::default()).into_owned()
            };
            all.push(cells.iter().map(text).collect());
        }
        (all, flawed)
    }

    fn theirs(bytes: &[u8]) -> Vec<Vec<String>> {
        let mut builder = csv::ReaderBuilder::new();
        let reader = builder.has_headers(false).flexible(true).from_reader(bytes);
        let cells = |record: csv::ByteRecord| {
            let cells = record.iter();
            cells
                .map(|cell| String::from_utf8_lossy(cell).into_owned())
                .collect()
        };
        reader
            .into_byte_records()
            .map(Result::unwrap)
            .map(cells)
            .collect()
    }

    #[test]
    fn text_behind_a_closing_quote_is_seen() {
        let mut records = Records::new(b"a,\"b\"c,d\n", Form::default());
        let mut cells = Vec::new();
        assert_eq!(records.next(&mut cells).unwrap().text_after_quote, Some(5));
        assert_eq!(cells.len(), 3);
    }

    proptest! {
        #[test]
        fn sound_bytes_are_read_as_the_csv_crate_reads_them(
            bytes in prop::collection::vec(prop::sample::select(b"ab,\"\n\r".to_vec()), 0..60),
        ) {
            let (records, flawed) = ours(&bytes);
            if !flawed {
                prop_assert_eq!(records, theirs(&bytes));
            }
        }
    }
}
