//! A chunk as it is parsed: the texts of its cells, and the faults of its records.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

use memchr::memchr_iter;

use super::chunk::Chunk;
use super::header::Header;
use super::records::{CellBytes, Record};
use super::schema::{Column, Kind, Schema};
use crate::fault::{Fault, FaultKind};

/// A chunk as it is parsed.
pub(super) struct Parser<'a> {
    chunk: &'a Chunk,
    /// Its bytes as text, where all of them are.
    text: Option<&'a str>,
    schema: &'a Schema,
    pub(super) header: &'a Header,
    file: &'a Arc<str>,
}

impl<'a> Parser<'a> {
    pub(super) fn new(
        chunk: &'a Chunk,
        schema: &'a Schema,
        header: &'a Header,
        file: &'a Arc<str>,
    ) -> Self {
        Parser {
            chunk,
            text: chunk.text(),
            schema,
            header,
            file,
        }
    }

    /// The columns of the schema with their kinds, and where the file has them.
    pub(super) fn columns(&self) -> impl Iterator<Item = ((&'a Column, &'a Kind), Option<usize>)> {
        let columns = self.schema.columns().iter().zip(self.schema.kinds());
        columns.zip(self.header.positions.iter().copied())
    }

    /// The text of a cell, or its first byte that is no text.
    #[inline]
    pub(super) fn text(&self, cell: &CellBytes) -> Result<Cow<'a, str>, String> {
        let text = match self.text.and_then(|text| text.get(cell.range())) {
            Some(text) => text,
            None => {
                let bytes = self.chunk.bytes().get(cell.range()).unwrap_or_default();
                str::from_utf8(bytes).map_err(|error| {
                    let byte = bytes.get(error.valid_up_to()).copied();
                    format!("{:#04x}", byte.unwrap_or_default())
                })?
            }
        };
        Ok(if cell.doubled {
            Cow::Owned(text.replace("\"\"", "\""))
        } else {
            Cow::Borrowed(text)
        })
    }

    /// Whether the text of a cell can be found in that of the chunk.
    pub(super) fn stands_in_chunk(&self, cell: &CellBytes) -> bool {
        self.text.is_some() && !cell.doubled
    }

    /// What is wrong with a record of so many cells as a whole.
    pub(super) fn flaw(&self, record: &Record, cells: usize) -> Option<Fault> {
        let breaks = |bytes: Range<usize>| {
            let bytes = self.chunk.bytes().get(bytes).unwrap_or_default();
            memchr_iter(b'\n', bytes).count()
        };
        let (kind, bytes) = if let Some(at) = record.text_after_quote {
            let breaks = breaks(record.bytes.start..at);
            (FaultKind::TextAfterQuote { breaks }, at..at + 1)
        } else if cells != self.header.cells {
            let kind = FaultKind::CellCount {
                expected: self.header.cells,
                found: cells,
                breaks: breaks(record.bytes.clone()),
            };
            (kind, record.bytes.clone())
        } else {
            return None;
        };
        Some(self.fault(kind, "", bytes))
    }

    pub(super) fn fault(
        &self,
        kind: FaultKind,
        found: impl Into<String>,
        bytes: Range<usize>,
    ) -> Fault {
        Fault::new(self.file, kind, found).at(self.chunk.place(bytes))
    }
}
