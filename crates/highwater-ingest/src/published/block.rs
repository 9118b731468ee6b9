//! A chunk into typed rows and faults.

use std::mem;
use std::sync::Arc;

use highwater_facts::Quantity;
use memchr::memchr2;

use super::cell::{self, Cell, Span};
use super::layout::Layout;
use crate::decimals::Evidence;
use crate::fault::{Fault, FaultKind};
use crate::faults::Gathered;
use crate::lines;
use crate::records::{CellBytes, Chunk, Record, Records, stray_faults};
use crate::rows::{Flaw, Judgement, Rows};
use crate::settings::Totals;
use crate::totals;

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
    /// The quantities in them.
    quantities: Vec<Quantity>,
    /// Where each row starts in the chunk.
    starts: Vec<u32>,
    /// A place in the chunk and the line ends before it: rows are mostly asked for in their order.
    counted: std::cell::Cell<(usize, u64)>,
    /// How many line ends the chunk has.
    pub(super) line_ends: u64,
    /// The cells of a row.
    width: usize,
    pub(super) rows_at_fault: u64,
    /// The rows that are not data, as the settings say.
    pub(super) left_out: u64,
    /// For each column of the schema, how many cells are missing.
    pub(super) missing: Vec<u64>,
    pub(super) faults: Gathered,
    /// What the cells say of the decimal mark.
    pub(super) evidence: Evidence,
    /// The numbers that may be two, which is a fault if later cells speak for commas.
    pub(super) doubtful: Gathered,
    /// For each column of numbers, their sum and of how many.
    pub(super) sums: Vec<(f64, u64)>,
    /// The rows whose first text says that they sum up others.
    pub(super) totals: Vec<usize>,
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

    /// Returns a quantity, by the place that a cell names.
    pub(super) fn quantity(&self, at: u32) -> Option<Quantity> {
        self.quantities.get(at as usize).copied()
    }

    pub(super) fn text(&self, span: &Span) -> &str {
        let texts = if span.copied {
            &self.copies
        } else {
            self.chunk.text()
        };
        let bytes = span.start as usize..span.end as usize;
        texts.get(bytes).unwrap_or_default()
    }

    /// Returns the text of a row in one line, for a message.
    pub(super) fn first_text(&self, row: usize) -> String {
        let start = self.starts.get(row).map_or(0, |start| *start as usize);
        let bytes = self.chunk.bytes();
        let end = lines::end(bytes, start).unwrap_or(bytes.len());
        let text = self.chunk.text().get(start..end).unwrap_or_default();
        let text = text
            .split([',', ';', '\t', '|'])
            .map(|text| text.trim().trim_matches('"'));
        text.map(str::to_owned)
            .find(|text| !text.is_empty())
            .unwrap_or_default()
    }

    /// Returns the line of a row, in the chunk.
    pub(super) fn line(&self, row: usize) -> u64 {
        let start = self.starts.get(row).map_or(0, |start| *start as usize);
        let (from, lines) = match self.counted.get() {
            (from, lines) if from <= start => (from, lines),
            _ => (0, 0),
        };
        let between = self.chunk.bytes().get(from..start).unwrap_or_default();
        let lines = lines + lines::count(between);
        self.counted.set((start, lines));
        lines + 1
    }

    /// Returns where a row stands, but for the lines before the chunk.
    pub(super) fn place(&self, row: usize) -> crate::Place {
        let start = self.starts.get(row).map_or(0, |start| *start as usize);
        let rest = self.chunk.bytes().get(start..).unwrap_or_default();
        let end = memchr2(b'\n', b'\r', rest).map_or(self.chunk.bytes().len(), |end| start + end);
        self.chunk.place(start..end)
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
    pub(super) fn parse(&mut self, layout: &Layout<'_>, file: &Arc<str>) {
        self.width = layout.columns.len();
        self.missing = vec![0; self.width];
        self.sums = vec![(0.0, 0); self.width];
        let mut chunk = mem::take(&mut self.chunk);
        chunk.check();
        let names = &layout.header.names;
        self.faults
            .push_first(stray_faults(&chunk, layout.settings, file, names));
        let rows = Rows::new(&chunk, layout.settings, layout.header);
        let form = layout.settings.form();
        let mut records = Records::new(chunk.bytes(), form).starting_at(chunk.records_from);
        let mut cells = Vec::new();
        while let Some(record) = records.next(&mut cells) {
            match rows.judge(&record, &mut cells) {
                Judgement::Row => self.row(layout, &chunk, file, &record, &cells),
                Judgement::LeftOut => self.left_out += 1,
                Judgement::Fault(flaw) => {
                    let Flaw { kind, found, bytes } = *flaw;
                    self.rows_at_fault += 1;
                    let of_cell = matches!(
                        kind,
                        FaultKind::OpenQuote | FaultKind::TextAfterQuote { .. }
                    );
                    let mut fault = Fault::new(file, kind, found).at(chunk.place(bytes.clone()));
                    let nth = cells.iter().rposition(|cell| cell.start <= bytes.start + 1);
                    let name = nth.and_then(|nth| layout.header.names.get(nth));
                    fault.column = name.filter(|_| of_cell).cloned();
                    self.faults.push(fault);
                }
            }
        }
        self.line_ends = lines::count(chunk.bytes());
        self.chunk = chunk;
    }

    /// Adds a row if it is sound.
    fn row(
        &mut self,
        layout: &Layout<'_>,
        chunk: &Chunk,
        file: &Arc<str>,
        record: &Record,
        record_cells: &[CellBytes],
    ) {
        let (cells, copies) = (self.cells.len(), self.copies.len());
        let quantities = self.quantities.len();
        let mut sound = true;
        for column in &layout.columns {
            let Some(bytes) = column.position.and_then(|at| record_cells.get(at)) else {
                self.cells.push(Cell::Missing);
                continue;
            };
            let text = bytes.text(chunk.text(), layout.form);
            let span = || {
                if !bytes.doubled {
                    return Span::new(bytes.range(), false);
                }
                let start = self.copies.len();
                self.copies.push_str(&text);
                Span::new(start..self.copies.len(), true)
            };
            let (cells, quantities) = (&mut self.cells, &mut self.quantities);
            let read = cell::read(&text, record.plain, column, span, cells, quantities);
            let place = || chunk.place(bytes.range());
            if let Err(flaw) = read {
                sound = false;
                let fault = Fault::new(file, flaw.kind, shortened(&text)).at(place());
                self.faults.push(Fault {
                    column: column.header_name(),
                    ..fault.nearest(flaw.nearest)
                });
            }
            if column.is_open_to_doubt && self.evidence.add(&text, || place().line) {
                let rule = String::new();
                let fault =
                    Fault::new(file, FaultKind::NotANumber { rule }, shortened(&text)).at(place());
                self.doubtful.push(Fault {
                    column: column.header_name(),
                    ..fault
                });
            }
        }
        if !sound {
            self.rows_at_fault += 1;
            self.cells.truncate(cells);
            self.copies.truncate(copies);
            self.quantities.truncate(quantities);
            return;
        }
        let of_row = self.cells[cells..].iter();
        for ((count, (sum, rows)), cell) in self.missing.iter_mut().zip(&mut self.sums).zip(of_row)
        {
            match cell {
                Cell::Missing => *count += 1,
                Cell::Number(x) => {
                    *sum += x;
                    *rows += 1;
                }
                _ => {}
            }
        }
        let first = record_cells.iter().find(|cell| !cell.range().is_empty());
        if layout.settings.totals == Totals::Refuse
            && let Some(first) = first.filter(|cell| totals::may_be(&chunk.bytes()[cell.range()]))
            && totals::is_label(&first.text(chunk.text(), layout.form))
        {
            self.totals.push(self.starts.len());
        }
        self.starts.push(record.bytes.start as u32);
    }
}

/// Returns the text of a cell for a message, in one line.
fn shortened(text: &str) -> String {
    let mut short: String = text.trim().chars().take(80).collect();
    if text.trim().chars().count() > 80 {
        short.push('…');
    }
    short.replace(['\n', '\r'], " ")
}
