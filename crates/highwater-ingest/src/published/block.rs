//! A chunk into typed rows and faults.

use std::mem;
use std::sync::Arc;

use memchr::memchr_iter;

use super::cell::{self, Cell, Flaw, Span};
use super::chunk::Chunk;
use super::header::Header;
use super::parser::Parser;
use super::records::{CellBytes, Record, Records};
use super::schema::Schema;
use super::summary::Faults;
use crate::fault::{Fault, FaultKind};

/// A chunk and the sound rows in it.
///
/// It is filled again and again: memory that was touched before costs less than new memory.
#[derive(Default)]
pub(super) struct Block {
    /// The chunk, in which the texts of cells stand.
    pub(super) chunk: Chunk,
    /// The texts that do not stand in the chunk as they are meant, one behind the other.
    copies: String,
    /// The cells of all rows, in the schema's order.
    cells: Vec<Cell>,
    /// Where each row starts in the chunk.
    starts: Vec<u32>,
    /// A place in the chunk and the line ends before it: rows are mostly asked for in their order.
    counted: std::cell::Cell<(usize, u64)>,
    /// How many line ends the chunk has.
    pub(super) line_ends: u64,
    /// The cells of a row.
    width: usize,
    pub(super) rows_at_fault: u64,
    /// For each column of the schema, how many cells are missing.
    pub(super) missing: Vec<u64>,
    pub(super) faults: Faults,
}

impl Block {
    /// A block that is to be parsed.
    pub(super) fn of(chunk: Chunk) -> Self {
        Block {
            chunk,
            ..Block::default()
        }
    }

    pub(super) fn rows(&self) -> usize {
        self.starts.len()
    }

    pub(super) fn cell(&self, row: usize, column: usize) -> &Cell {
        let at = row * self.width + column;
        let cell = (column < self.width).then(|| self.cells.get(at)).flatten();
        cell.unwrap_or(&Cell::Missing)
    }

    pub(super) fn text(&self, span: &Span) -> &str {
        let texts = if span.copied {
            &self.copies
        } else {
            self.chunk.text().unwrap_or_default()
        };
        let bytes = span.start as usize..span.end as usize;
        texts.get(bytes).unwrap_or_default()
    }

    /// The line of a row, in the chunk.
    pub(super) fn line(&self, row: usize) -> u64 {
        let start = self.starts.get(row).map_or(0, |start| *start as usize);
        let (from, lines) = match self.counted.get() {
            (from, lines) if from <= start => (from, lines),
            _ => (0, 0),
        };
        let between = self.chunk.bytes().get(from..start).unwrap_or_default();
        let lines = lines + memchr_iter(b'\n', between).count() as u64;
        self.counted.set((start, lines));
        lines + 1
    }

    /// Takes all out and gives the memory of the chunk; that of the rows stays.
    pub(super) fn clear(&mut self) -> Vec<u8> {
        let (mut copies, mut cells) = (mem::take(&mut self.copies), mem::take(&mut self.cells));
        let (mut starts, memory) = (mem::take(&mut self.starts), self.chunk.take_bytes());
        copies.clear();
        cells.clear();
        starts.clear();
        *self = Block {
            copies,
            cells,
            starts,
            ..Block::default()
        };
        memory
    }

    /// Reads the records of the chunk.
    pub(super) fn parse(&mut self, schema: &Schema, header: &Header, file: &Arc<str>) {
        self.width = schema.columns().len();
        self.missing = vec![0; self.width];
        let mut chunk = mem::take(&mut self.chunk);
        chunk.check();
        let parser = Parser::new(&chunk, schema, header, file);
        let mut records = Records::new(chunk.bytes());
        let mut cells = Vec::new();
        let (mut last_sound, mut last) = (false, Vec::new());
        let mut faults_before_last = 0;
        while let Some(record) = records.next(&mut cells) {
            faults_before_last = self.faults.kept.len();
            last_sound = self.row(&parser, &record, &cells);
            mem::swap(&mut last, &mut cells);
        }
        self.line_ends = memchr_iter(b'\n', chunk.bytes()).count() as u64;
        if let Some(quote) = chunk.open_quote {
            // The record that the quote is in runs to the end of the file: what else is wrong with
            // it comes of that.
            if last_sound {
                self.drop_last_row();
            }
            let of_last = self.faults.kept.split_off(faults_before_last);
            self.faults.count -= of_last.len() as u64;
            let mut fault = Fault::new(file, FaultKind::OpenQuote, "\"");
            // The bytes of a quoted cell start behind its quote.
            let nth = last.iter().position(|cell| cell.start == quote + 1);
            let name = nth.and_then(|nth| header.names.get(nth));
            fault.column = name.map(|name| name.trim().to_owned());
            self.faults.push(fault.at(chunk.place(quote..quote + 1)));
        }
        self.chunk = chunk;
    }

    /// Adds a record; whether it is sound.
    fn row(&mut self, parser: &Parser<'_>, record: &Record, record_cells: &[CellBytes]) -> bool {
        if let Some(fault) = parser.flaw(record, record_cells.len()) {
            self.rows_at_fault += 1;
            self.faults.push(fault);
            return false;
        }
        let (cells, copies) = (self.cells.len(), self.copies.len());
        let mut sound = true;
        for (column, position) in parser.columns() {
            let Some(bytes) = position.and_then(|at| record_cells.get(at)) else {
                self.cells.push(Cell::Missing);
                continue;
            };
            let text = parser.text(bytes);
            let read = match &text {
                Ok(text) => {
                    let span = || {
                        if parser.stands_in_chunk(bytes) {
                            return Span::new(bytes.range(), false);
                        }
                        let start = self.copies.len();
                        self.copies.push_str(text);
                        Span::new(start..self.copies.len(), true)
                    };
                    cell::read(text, record.plain, column, span, &mut self.cells)
                }
                Err(_) => Err(Flaw::new(FaultKind::NotUtf8, None)),
            };
            if let Err(flaw) = read {
                sound = false;
                let found = text.map_or_else(|byte| byte, |text| shortened(&text));
                let mut fault = parser.fault(flaw.kind, found, bytes.range());
                let name = position.and_then(|at| parser.header.names.get(at));
                fault.column = name.map(|name| name.trim().to_owned());
                self.faults.push(fault.nearest(flaw.nearest));
            }
        }
        if sound {
            for (count, cell) in self.missing.iter_mut().zip(&self.cells[cells..]) {
                *count += u64::from(matches!(cell, Cell::Missing));
            }
            self.starts.push(record.bytes.start as u32);
        } else {
            self.rows_at_fault += 1;
            self.cells.truncate(cells);
            self.copies.truncate(copies);
        }
        sound
    }

    fn drop_last_row(&mut self) {
        self.starts.pop();
        let kept = self.starts.len() * self.width;
        for (count, cell) in self.missing.iter_mut().zip(self.cells.drain(kept..)) {
            *count -= u64::from(matches!(cell, Cell::Missing));
        }
        self.rows_at_fault += 1;
    }
}

/// The text of a cell for a message, in one line.
fn shortened(text: &str) -> String {
    let mut short: String = text.trim().chars().take(80).collect();
    if text.trim().chars().count() > 80 {
        short.push('…');
    }
    short.replace(['\n', '\r'], " ")
}
