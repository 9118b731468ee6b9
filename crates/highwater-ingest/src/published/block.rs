//! A chunk into typed rows and faults.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

use highwater_facts::nearest::nearest;
use memchr::memchr_iter;

use super::chunks::Chunk;
use super::header::{Header, is_same};
use super::number;
use super::records::{CellBytes, Record, Records};
use super::schema::{Column, Kind, Schema};
use super::summary::Faults;
use crate::characters;
use crate::date::Date;
use crate::fault::{Fault, FaultKind};

/// The sound rows of a chunk.
#[derive(Default)]
pub(super) struct Block {
    /// The texts of all rows, one behind the other.
    texts: String,
    /// The cells of all rows, in the schema's order.
    cells: Vec<Cell>,
    /// Where each row starts in the chunk.
    starts: Vec<u32>,
    /// The bytes of the chunk, in which lines are counted when they are asked for.
    bytes: Vec<u8>,
    /// A place in them and the line ends before it: rows are mostly asked for in their order.
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
        self.starts.len()
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

    /// The line of a row, in the chunk.
    pub(super) fn line(&self, row: usize) -> u64 {
        let start = self.starts.get(row).map_or(0, |start| *start as usize);
        let (from, lines) = match self.counted.get() {
            (from, lines) if from <= start => (from, lines),
            _ => (0, 0),
        };
        let between = self.bytes.get(from..start).unwrap_or_default();
        let lines = lines + memchr_iter(b'\n', between).count() as u64;
        self.counted.set((start, lines));
        lines + 1
    }

    /// Reads the records of a chunk.
    pub(super) fn parse(chunk: Chunk, schema: &Schema, header: &Header, file: &Arc<str>) -> Block {
        let width = schema.columns().len();
        let mut block = Block {
            width,
            missing: vec![0; width],
            // Room for rows of a usual length, so that few chunks have to move their cells.
            cells: Vec::with_capacity(width * (1 + chunk.bytes.len() / 256)),
            ..Block::default()
        };
        let parser = Parser {
            chunk: &chunk,
            text: str::from_utf8(&chunk.bytes).ok(),
            schema,
            header,
            file,
        };
        let mut records = Records::new(&chunk.bytes);
        let mut cells = Vec::new();
        let (mut last_sound, mut last) = (false, Vec::new());
        let mut faults_before_last = 0;
        while let Some(record) = records.next(&mut cells) {
            faults_before_last = block.faults.kept.len();
            last_sound = block.row(&parser, &record, &cells);
            std::mem::swap(&mut last, &mut cells);
        }
        block.line_ends = memchr_iter(b'\n', &chunk.bytes).count() as u64;
        if let Some(quote) = chunk.open_quote {
            // The record that the quote is in runs to the end of the file: what else is wrong with
            // it comes of that.
            if last_sound {
                block.drop_last_row();
            }
            let of_last = block.faults.kept.split_off(faults_before_last);
            block.faults.count -= of_last.len() as u64;
            let mut fault = Fault::new(file, FaultKind::OpenQuote, "\"");
            // The bytes of a quoted cell start behind its quote.
            let nth = last.iter().position(|cell| cell.start == quote + 1);
            let name = nth.and_then(|nth| header.names.get(nth));
            fault.column = name.map(|name| name.trim().to_owned());
            block.faults.push(fault.at(chunk.place(quote..quote + 1)));
        }
        block.bytes = chunk.bytes;
        block
    }

    /// Adds a record; whether it is sound.
    fn row(&mut self, parser: &Parser<'_>, record: &Record, record_cells: &[CellBytes]) -> bool {
        let header = parser.header;
        let flaw = if let Some(at) = record.text_after_quote {
            let row = &parser.chunk.bytes[record.bytes.start..at];
            let breaks = memchr_iter(b'\n', row).count();
            Some((FaultKind::TextAfterQuote { breaks }, at..at + 1))
        } else if record_cells.len() == header.cells {
            None
        } else {
            let kind = FaultKind::CellCount {
                expected: header.cells,
                found: record_cells.len(),
                breaks: memchr_iter(b'\n', &parser.chunk.bytes[record.bytes.clone()]).count(),
            };
            Some((kind, record.bytes.clone()))
        };
        if let Some((kind, bytes)) = flaw {
            self.rows_at_fault += 1;
            self.faults.push(parser.fault(kind, "", bytes));
            return false;
        }
        let (cells, texts) = (self.cells.len(), self.texts.len());
        let mut sound = true;
        let columns = parser.schema.columns().iter().zip(parser.schema.kinds());
        for ((column, kind), position) in columns.zip(&header.positions) {
            let Some(at) = *position else {
                self.cells.push(Cell::Missing);
                continue;
            };
            let bytes = &record_cells[at];
            let text = parser.text(bytes);
            let cell = match &text {
                Ok(text) => self.read_cell(text, column, kind),
                Err(_) => Err((FaultKind::NotUtf8, None)),
            };
            self.cells.push(cell.unwrap_or_else(|(kind, nearest)| {
                sound = false;
                let found = text.map_or_else(|byte| byte, |text| shortened(&text));
                let mut fault = parser.fault(kind, found, bytes.range()).nearest(nearest);
                fault.column = header.names.get(at).map(|name| name.trim().to_owned());
                self.faults.push(fault);
                Cell::Missing
            }));
        }
        if sound {
            for (count, cell) in self.missing.iter_mut().zip(&self.cells[cells..]) {
                *count += u64::from(matches!(cell, Cell::Missing));
            }
            self.starts.push(record.bytes.start as u32);
        } else {
            self.rows_at_fault += 1;
            self.cells.truncate(cells);
            self.texts.truncate(texts);
        }
        sound
    }

    fn read_cell(
        &mut self,
        raw: &str,
        column: &Column,
        kind: &Kind,
    ) -> Result<Cell, (FaultKind, Option<String>)> {
        if let Some((_, character)) = characters::forbidden(raw) {
            let nearest = characters::without(raw).trim().to_owned();
            let kind = FaultKind::ForbiddenCharacter(character);
            return Err((kind, Some(nearest).filter(|text| !text.is_empty())));
        }
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
        self.starts.pop();
        let kept = self.starts.len() * self.width;
        for (count, cell) in self.missing.iter_mut().zip(self.cells.drain(kept..)) {
            *count -= u64::from(matches!(cell, Cell::Missing));
        }
        self.rows_at_fault += 1;
    }
}

/// A chunk as it is parsed.
struct Parser<'a> {
    chunk: &'a Chunk,
    /// Its bytes as text, where all of them are.
    text: Option<&'a str>,
    schema: &'a Schema,
    header: &'a Header,
    file: &'a Arc<str>,
}

impl<'a> Parser<'a> {
    /// The text of a cell, or its first byte that is no text.
    fn text(&self, cell: &CellBytes) -> Result<Cow<'a, str>, String> {
        let bytes = self.chunk.bytes.get(cell.range()).unwrap_or_default();
        let text = match self.text.and_then(|text| text.get(cell.range())) {
            Some(text) => text,
            None => str::from_utf8(bytes).map_err(|error| {
                let byte = bytes.get(error.valid_up_to()).copied();
                format!("{:#04x}", byte.unwrap_or_default())
            })?,
        };
        Ok(if cell.doubled {
            Cow::Owned(text.replace("\"\"", "\""))
        } else {
            Cow::Borrowed(text)
        })
    }

    fn fault(&self, kind: FaultKind, found: impl Into<String>, bytes: Range<usize>) -> Fault {
        Fault::new(self.file, kind, found).at(self.chunk.place(bytes))
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
