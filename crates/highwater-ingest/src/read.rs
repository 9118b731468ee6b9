//! A file into typed rows and faults.

use std::collections::BTreeMap;
use std::ops::{Deref, Range};
use std::sync::Arc;

use highwater_facts::{CellRef, nearest::nearest};
use memchr::{memchr, memchr_iter, memchr3};

use crate::cells::Cells;
use crate::characters;
use crate::fault::{Fault, FaultKind};
use crate::foreign;
use crate::schema::{Row, Schema};
use crate::text_file::TextFile;

/// A row and the place it was read from.
#[derive(Clone, Debug, PartialEq)]
pub struct Placed<R> {
    /// The file.
    pub file: Arc<str>,
    /// The line that the row starts on, from 1.
    pub line: u64,
    /// The row.
    pub row: R,
}

impl<R> Placed<R> {
    /// The place of one of the row's cells.
    #[must_use]
    pub fn cell(&self, column: &str) -> CellRef {
        CellRef {
            file: self.file.clone(),
            line: self.line,
            column: column.into(),
        }
    }
}

impl<R> Deref for Placed<R> {
    type Target = R;

    fn deref(&self) -> &R {
        &self.row
    }
}

/// Reads a file into the rows that are sound and the faults of all others, in the file's order.
///
/// A byte order mark, CRLF line ends and quoted cells with line breaks are read as they are meant.
/// Cells are trimmed. With a faulty header no row is read.
#[must_use]
pub fn read<R: Row>(file: &TextFile) -> (Vec<Placed<R>>, Vec<Fault>) {
    let schema = R::SCHEMA;
    if let Some(what) = foreign::what(&file.bytes) {
        return (
            Vec::new(),
            vec![Fault::new(&file.name, FaultKind::NotCsv, what)],
        );
    }
    let text = match file.text() {
        Ok(text) => text,
        Err(fault) => return (Vec::new(), vec![*fault]),
    };
    if text.trim().is_empty() {
        let kind = FaultKind::Empty {
            header: schema.header(),
        };
        return (Vec::new(), vec![Fault::new(&file.name, kind, "")]);
    }
    let bom = file.bom_len();
    let known = |name: &str| schema.columns.iter().any(|column| column.name == name);
    if let Some(mark) = foreign::delimiter(text, known) {
        let end = text.trim_end().find(['\n', '\r']).unwrap_or(text.len());
        let place = file.place(bom..bom + end);
        let fault = Fault::new(&file.name, FaultKind::Delimiter, mark).at(place);
        return (Vec::new(), vec![fault]);
    }
    let mut records = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes())
        .into_records();
    let header = match records.next() {
        Some(Ok(record)) => Record::new(&record, text, bom),
        Some(Err(error)) => return (Vec::new(), vec![unreadable(file, &error)]),
        None => return (Vec::new(), Vec::new()),
    };
    if let Some(fault) = open_quote(file, &header, None) {
        return (Vec::new(), vec![fault]);
    }
    let (columns, mut faults) = columns(file, &schema, &header);
    if !faults.is_empty() {
        return (Vec::new(), faults);
    }

    let mut rows = Vec::new();
    let mut keys = Keys::default();
    for record in records {
        let record = match record {
            Ok(record) => Record::new(&record, text, bom),
            Err(error) => {
                faults.push(unreadable(file, &error));
                break;
            }
        };
        if let Some(fault) = open_quote(file, &record, Some(&header)) {
            // The record runs to the end of the file.
            faults.push(fault);
            break;
        }
        if record.cells.len() != header.cells.len() {
            let kind = FaultKind::CellCount {
                expected: header.cells.len(),
                found: record.cells.len(),
                breaks: memchr_iter(b'\n', &file.bytes[record.span()]).count(),
            };
            faults.push(Fault::new(&file.name, kind, "").at(file.place(record.span())));
            continue;
        }
        let picked = columns.iter().map(|&at| record.cells[at].clone()).collect();
        let mut cells = Cells {
            file,
            schema: &schema,
            cells: picked,
            faults: Vec::new(),
        };
        let line = file.place(record.span()).line;
        let plain = only_plain(&mut cells);
        keys.check(&mut cells, line);
        if let Some(row) = R::read(&mut cells).filter(|_| plain) {
            rows.push(Placed {
                file: file.name.clone(),
                line,
                row,
            });
        }
        faults.append(&mut cells.faults);
    }
    (rows, faults)
}

/// Tells the cells that hold a character that none may, and takes it out, so that the other rules
/// are tried too; whether there was none.
fn only_plain(cells: &mut Cells<'_>) -> bool {
    let mut plain = true;
    for (at, (text, bytes)) in cells.cells.iter_mut().enumerate() {
        let Some((_, character)) = characters::forbidden(text) else {
            continue;
        };
        plain = false;
        let found = text.trim().to_owned();
        *text = characters::without(text);
        let raw = String::from_utf8_lossy(&cells.file.bytes[bytes.clone()]).into_owned();
        let start = bytes.start + characters::forbidden(&raw).map_or(0, |(at, _)| at);
        let place = cells.file.place(start..start + character.len_utf8());
        let kind = FaultKind::ForbiddenCharacter(character);
        let mut fault = Fault::new(&cells.file.name, kind, found).at(place);
        fault.column = cells
            .schema
            .columns
            .get(at)
            .map(|column| column.name.to_owned());
        fault.nearest = Some(text.trim().to_owned()).filter(|text| !text.is_empty());
        cells.faults.push(fault);
    }
    plain
}

/// The quote of a record that opens a cell and is never closed, which the record's end shows.
fn open_quote(file: &TextFile, record: &Record, header: Option<&Record>) -> Option<Fault> {
    let opens = |bytes: &Range<usize>| {
        file.bytes.get(bytes.start) == Some(&b'"') && quote_end(&file.bytes, bytes.start).is_none()
    };
    let nth = record.cells.iter().position(|(_, bytes)| opens(bytes))?;
    let start = record.cells[nth].1.start;
    let place = file.place(start..start + 1);
    let mut fault = Fault::new(&file.name, FaultKind::OpenQuote, "\"").at(place);
    let name = header.and_then(|header| header.cells.get(nth));
    fault.column = name.map(|(name, _)| name.trim().to_owned());
    Some(fault)
}

fn unreadable(file: &TextFile, error: &csv::Error) -> Fault {
    Fault::new(&file.name, FaultKind::Unreadable, error.to_string())
}

/// For each column of the schema, its position in the header.
fn columns(file: &TextFile, schema: &Schema, header: &Record) -> (Vec<usize>, Vec<Fault>) {
    let mut faults = Vec::new();
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    for (at, (name, bytes)) in header.cells.iter().enumerate() {
        let name = name.trim();
        let fault = |kind| Fault::new(&file.name, kind, name).at(file.place(bytes.clone()));
        if seen.insert(name, at).is_some() {
            faults.push(fault(FaultKind::DuplicateColumn));
        } else if !schema.columns.iter().any(|column| column.name == name) {
            // A name that the header has already is not the one that is meant.
            let has = |name: &str| header.cells.iter().any(|(cell, _)| cell.trim() == name);
            let free = schema
                .columns
                .iter()
                .map(|column| column.name)
                .filter(|name| !has(name));
            let near = nearest(name, free);
            faults.push(fault(FaultKind::UnknownColumn).nearest(near));
        }
    }
    let mut found = Vec::new();
    for column in schema.columns {
        match seen.get(column.name) {
            Some(&at) => found.push(at),
            None => {
                let known = |name: &&str| schema.columns.iter().any(|column| column.name == *name);
                let near = nearest(
                    column.name,
                    seen.keys().copied().filter(|name| !known(name)),
                );
                let fault = Fault::new(&file.name, FaultKind::MissingColumn, column.name);
                faults.push(fault.at(file.place(header.span())).nearest(near));
            }
        }
    }
    (found, faults)
}

/// The keys seen so far.
#[derive(Default)]
struct Keys {
    lines: BTreeMap<String, u64>,
    last: String,
}

impl Keys {
    fn check(&mut self, cells: &mut Cells<'_>, line: u64) {
        let schema = cells.schema;
        let Some(at) = schema
            .columns
            .iter()
            .position(|column| column.name == schema.key)
        else {
            cells.faults.push(Fault::new(
                &cells.file.name,
                FaultKind::NotInSchema,
                schema.key,
            ));
            return;
        };
        let Some((key, bytes)) = cells
            .cells
            .get(at)
            .map(|(text, bytes)| (text.trim().to_owned(), bytes.clone()))
        else {
            return;
        };
        let kind = match self.lines.get(&key) {
            Some(&first) => Some(FaultKind::DuplicateKey { first }),
            None if schema.ascending && key < self.last => Some(FaultKind::OutOfOrder {
                before: self.last.clone(),
            }),
            None => None,
        };
        if let Some(kind) = kind {
            let mut fault =
                Fault::new(&cells.file.name, kind, key.as_str()).at(cells.file.place(bytes));
            fault.column = Some(schema.key.to_owned());
            cells.faults.push(fault);
        }
        self.lines.entry(key.clone()).or_insert(line);
        self.last = key;
    }
}

/// A record with the bytes of each cell in the file.
struct Record {
    cells: Vec<(String, Range<usize>)>,
}

impl Record {
    /// `text` is what the reader read and `offset` where it starts in the file.
    fn new(record: &csv::StringRecord, text: &str, offset: usize) -> Self {
        let start = record
            .position()
            .map_or(0, |position| position.byte() as usize);
        let mut at = start;
        let bytes = text.as_bytes();
        // The reader's position is where the record before ended: blank lines may lie between.
        while matches!(bytes.get(at), Some(b'\r' | b'\n')) {
            at += 1;
        }
        let cells = record
            .iter()
            .map(|cell| {
                let end = cell_end(bytes, at);
                let range = offset + at..offset + end;
                at = end + 1;
                (cell.to_owned(), range)
            })
            .collect();
        Record { cells }
    }

    fn span(&self) -> Range<usize> {
        let start = self.cells.first().map_or(0, |(_, bytes)| bytes.start);
        let end = self.cells.last().map_or(0, |(_, bytes)| bytes.end);
        start..end
    }
}

/// Where the cell that starts at `at` ends: before the next comma or line end outside of quotes. A
/// quote opens only at the cell's start.
fn cell_end(bytes: &[u8], at: usize) -> usize {
    if bytes.get(at) == Some(&b'"') {
        return quote_end(bytes, at).map_or(bytes.len(), |end| bare_end(bytes, end));
    }
    bare_end(bytes, at)
}

/// Behind the quote that closes the one at `at`; none where it is never closed.
fn quote_end(bytes: &[u8], at: usize) -> Option<usize> {
    let mut end = at + 1;
    while let Some(quote) = memchr(b'"', bytes.get(end..).unwrap_or_default()) {
        end += quote + 1;
        if bytes.get(end) != Some(&b'"') {
            return Some(end);
        }
        end += 1;
    }
    None
}

fn bare_end(bytes: &[u8], at: usize) -> usize {
    let rest = bytes.get(at..).unwrap_or_default();
    memchr3(b',', b'\n', b'\r', rest).map_or(bytes.len(), |end| at + end)
}

/// The bytes of the cell of a column in the record that starts on a line.
pub(crate) fn cell_range(file: &TextFile, line: u64, column: &str) -> Option<Range<usize>> {
    let (_, header) = raw_rows(file).into_iter().next()?;
    let nth = header.iter().position(|name| name == column)?;
    let mut lines = std::iter::once(0).chain(memchr_iter(b'\n', &file.bytes).map(|at| at + 1));
    let start = lines.nth(line.checked_sub(1)? as usize)?;
    let at = (0..nth).fold(start, |at, _| cell_end(&file.bytes, at) + 1);
    Some(at..cell_end(&file.bytes, at))
}

/// How many records a table has below its header, sound or not.
pub(crate) fn row_count(file: &TextFile) -> u64 {
    let mut records = csv::ReaderBuilder::new()
        .flexible(true)
        .from_reader(&file.bytes[file.bom_len()..])
        .into_byte_records();
    records.by_ref().filter(Result::is_ok).count() as u64
}

/// The rows of a table as texts, the header first, each with the line it starts on: for showing a
/// file that was read already. What cannot be read is left out.
#[must_use]
pub fn raw_rows(file: &TextFile) -> Vec<(u64, Vec<String>)> {
    let Ok(text) = file.text() else {
        return Vec::new();
    };
    let bom = file.bom_len();
    let reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes());
    reader
        .into_records()
        .filter_map(Result::ok)
        .map(|record| {
            let line = file.place(Record::new(&record, text, bom).span()).line;
            (
                line,
                record.iter().map(|cell| cell.trim().to_owned()).collect(),
            )
        })
        .collect()
}
