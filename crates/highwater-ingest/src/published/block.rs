//! A chunk into typed rows and faults.

use std::ops::Range;
use std::sync::Arc;

use csv::ByteRecord;
use highwater_facts::nearest::nearest;

use super::chunks::Chunk;
use super::header::{Header, is_same};
use super::number;
use super::schema::{Column, Kind, Schema};
use super::summary::Faults;
use crate::date::Date;
use crate::fault::{Fault, FaultKind};
use crate::read::cell_end;

/// The sound rows of a chunk.
#[derive(Default)]
pub(super) struct Block {
    /// The texts of all rows, one behind the other.
    texts: String,
    /// The cells of all rows, in the schema's order.
    cells: Vec<Cell>,
    lines: Vec<u64>,
    /// The cells of a row.
    width: usize,
    pub(super) rows_at_fault: u64,
    /// For each column of the schema, how many cells are missing.
    pub(super) missing: Vec<u64>,
    pub(super) faults: Faults,
}

/// What a cell holds.
#[derive(Clone, Copy, Debug)]
pub(super) enum Cell {
    Missing,
    Text {
        start: u32,
        end: u32,
    },
    Date(Date),
    Number(f64),
    /// The choice, as an index.
    Choice(u16),
}

impl Block {
    pub(super) fn rows(&self) -> usize {
        self.lines.len()
    }

    pub(super) fn cell(&self, row: usize, column: usize) -> Cell {
        let at = row * self.width + column;
        let cell = (column < self.width).then(|| self.cells.get(at)).flatten();
        cell.copied().unwrap_or(Cell::Missing)
    }

    pub(super) fn text(&self, start: u32, end: u32) -> &str {
        let bytes = start as usize..end as usize;
        self.texts.get(bytes).unwrap_or_default()
    }

    pub(super) fn line(&self, row: usize) -> u64 {
        self.lines.get(row).copied().unwrap_or_default()
    }

    /// Reads the records of a chunk.
    pub(super) fn parse(chunk: &Chunk, schema: &Schema, header: &Header, file: &Arc<str>) -> Block {
        let width = schema.columns().len();
        let mut block = Block {
            width,
            missing: vec![0; width],
            ..Block::default()
        };
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .from_reader(chunk.bytes.as_slice());
        let mut record = ByteRecord::new();
        // Records of bytes in memory cannot fail: any number of cells is let through.
        let mut last_sound = false;
        while let Ok(true) = reader.read_byte_record(&mut record) {
            last_sound = block.row(&record, chunk, schema, header, file);
        }
        if let Some(quote) = chunk.open_quote {
            // The record that the quote is in runs to the end of the file.
            if last_sound {
                block.drop_last_row();
            }
            let fault = Fault::new(file, FaultKind::OpenQuote, "\"");
            block.faults.push(fault.at(chunk.place(quote..quote + 1)));
        }
        block
    }

    /// Adds a record; whether it is sound.
    fn row(
        &mut self,
        record: &ByteRecord,
        chunk: &Chunk,
        schema: &Schema,
        header: &Header,
        file: &Arc<str>,
    ) -> bool {
        let position = record.position();
        let start = chunk.record_start(position.map_or(0, |position| position.byte() as usize));
        if record.len() != header.cells {
            self.rows_at_fault += 1;
            let kind = FaultKind::CellCount {
                expected: header.cells,
                found: record.len(),
            };
            let end = (0..record.len()).fold(start, |at, _| cell_end(&chunk.bytes, at) + 1);
            let place = chunk.place(start..end.saturating_sub(1));
            self.faults.push(Fault::new(file, kind, "").at(place));
            return false;
        }
        let (cells, texts) = (self.cells.len(), self.texts.len());
        let mut sound = true;
        let columns = schema.columns().iter().zip(schema.kinds());
        for ((column, kind), position) in columns.zip(&header.positions) {
            let bytes = position.map_or(&b""[..], |at| &record[at]);
            match self.read_cell(bytes, column, kind) {
                Ok(cell) => self.cells.push(cell),
                Err((kind, nearest)) => {
                    sound = false;
                    self.cells.push(Cell::Missing);
                    let at = position.unwrap_or_default();
                    let place = chunk.place(nth_cell(&chunk.bytes, start, at));
                    let mut fault = Fault::new(file, kind, found(bytes))
                        .at(place)
                        .nearest(nearest);
                    fault.column = header.names.get(at).map(|name| name.trim().to_owned());
                    self.faults.push(fault);
                }
            }
        }
        if sound {
            for (count, cell) in self.missing.iter_mut().zip(&self.cells[cells..]) {
                *count += u64::from(matches!(cell, Cell::Missing));
            }
            // The reader counts lines up to the record's end before; blank lines may lie between.
            let before = position.map_or(0, |position| position.byte() as usize);
            let blank = chunk.bytes[before..start]
                .iter()
                .filter(|&&b| b == b'\n')
                .count();
            let line = position.map_or(1, csv::Position::line) - 1 + blank as u64;
            self.lines.push(chunk.first_line + line);
        } else {
            self.rows_at_fault += 1;
            self.cells.truncate(cells);
            self.texts.truncate(texts);
        }
        sound
    }

    fn read_cell(
        &mut self,
        bytes: &[u8],
        column: &Column,
        kind: &Kind,
    ) -> Result<Cell, (FaultKind, Option<String>)> {
        let raw = str::from_utf8(bytes).map_err(|_| (FaultKind::NotUtf8, None))?;
        let text = raw.trim();
        if column.missing.holds(text) {
            return Ok(Cell::Missing);
        }
        if text.is_empty() {
            return Err((FaultKind::EmptyCell, None));
        }
        match kind {
            Kind::Text => {
                let start = self.texts.len() as u32;
                self.texts.push_str(raw);
                let end = self.texts.len() as u32;
                Ok(Cell::Text { start, end })
            }
            Kind::Date => text
                .parse()
                .map(Cell::Date)
                .map_err(|error: crate::DateError| {
                    let nearest = error.nearest().map(|date| date.to_string());
                    (FaultKind::NotADate, nearest)
                }),
            Kind::Number { positive } => match number::parse(text) {
                Some(x) if x > 0.0 || !positive => Ok(Cell::Number(x)),
                _ => {
                    let kind = FaultKind::NotANumber {
                        positive: *positive,
                    };
                    Err((kind, number::nearest(text, *positive)))
                }
            },
            Kind::Choice(choices) => {
                let equal = |names: &&[&str]| names.contains(&text);
                let alike = |names: &&[&str]| names.iter().any(|name| is_same(name, text));
                let found = choices.iter().position(equal);
                match found.or_else(|| choices.iter().position(alike)) {
                    Some(index) => Ok(Cell::Choice(index as u16)),
                    None => {
                        let known = || choices.iter().flat_map(|names| names.iter().copied());
                        let firsts = choices.iter().filter_map(|names| names.first());
                        let kind = FaultKind::NotAChoice {
                            choices: firsts.map(|name| (*name).to_owned()).collect(),
                        };
                        Err((kind, nearest(text, known())))
                    }
                }
            }
        }
    }

    fn drop_last_row(&mut self) {
        self.lines.pop();
        let kept = self.lines.len() * self.width;
        for (count, cell) in self.missing.iter_mut().zip(self.cells.drain(kept..)) {
            *count -= u64::from(matches!(cell, Cell::Missing));
        }
        self.rows_at_fault += 1;
    }
}

/// The bytes of the nth cell of the record that starts at `start`.
fn nth_cell(bytes: &[u8], start: usize, nth: usize) -> Range<usize> {
    let start = (0..nth).fold(start, |at, _| cell_end(bytes, at) + 1);
    start..cell_end(bytes, start)
}

/// The text of a cell for a message, in one line.
fn found(bytes: &[u8]) -> String {
    let text = String::from_utf8_lossy(bytes);
    let mut short: String = text.trim().chars().take(80).collect();
    if text.trim().chars().count() > 80 {
        short.push('…');
    }
    short.replace(['\n', '\r'], " ")
}
