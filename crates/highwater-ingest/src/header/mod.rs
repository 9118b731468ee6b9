//! Where a file has the columns that a reader wants.

mod advice;
mod foreign;

use std::ops::Range;
use std::sync::Arc;

use highwater_facts::nearest::nearest;
use memchr::memchr2;

use crate::fault::{Fault, FaultKind};
use crate::lines;
use crate::records::{CellBytes, Chunk, Record, Records};
use crate::settings::Settings;

/// A column that a reader wants.
#[derive(Clone, Debug)]
pub(crate) struct Wanted<'a> {
    /// The names that it may have, in the order in which they are looked for.
    pub(crate) names: Vec<&'a str>,
    /// Whether the file must have it.
    pub(crate) required: bool,
    pub(crate) holds: Holds,
}

/// What the cells of a column hold, as far as advice on settings goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Holds {
    Text,
    Number,
    Date,
}

/// Where a file has the columns that a reader wants.
#[derive(Clone, Debug, Default)]
pub(crate) struct Header {
    /// Where it stands in the first chunk; nowhere if names come from the settings.
    pub(crate) bytes: Range<usize>,
    /// How many cells a row has.
    pub(crate) cells: usize,
    /// For each column wanted, its position; none where the file lacks it.
    pub(crate) positions: Vec<Option<usize>>,
    /// The names, trimmed.
    pub(crate) names: Vec<String>,
}

impl Header {
    /// Finds the columns wanted at the top of a file and sets where its records start.
    pub(crate) fn find(
        chunk: &mut Chunk,
        wanted: &[Wanted<'_>],
        settings: &Settings,
        file: &Arc<str>,
    ) -> Result<Header, Vec<Fault>> {
        Self::look(chunk, wanted, settings, file, false)
    }

    /// Finds all columns at the top of a file and sets where its records start.
    pub(crate) fn find_all(
        chunk: &mut Chunk,
        settings: &Settings,
        file: &Arc<str>,
    ) -> Result<Header, Vec<Fault>> {
        Self::look(chunk, &[], settings, file, true)
    }

    fn look(
        chunk: &mut Chunk,
        wanted: &[Wanted<'_>],
        settings: &Settings,
        file: &Arc<str>,
        every_column: bool,
    ) -> Result<Header, Vec<Fault>> {
        if let Some(what) = foreign::what(chunk.bytes()) {
            return Err(vec![Fault::new(file, FaultKind::NotCsv, what)]);
        }
        chunk.check();
        let start = lines::after(chunk.bytes(), settings.skip);
        if chunk
            .text()
            .get(start..)
            .unwrap_or_default()
            .trim()
            .is_empty()
        {
            return Err(vec![empty(wanted, settings, file)]);
        }
        if let Some(fault) = separator_line(chunk, start, file) {
            return Err(vec![fault]);
        }
        let mut records = Records::new(chunk.bytes(), settings.form()).starting_at(start);
        let mut cells = Vec::new();
        let Some(record) = records.next(&mut cells) else {
            return Err(vec![empty(wanted, settings, file)]);
        };
        // A reader of names alone takes the first record as it is.
        let asks = settings.names.is_empty() && (every_column || !wanted.is_empty());
        if settings.has_header()
            && asks
            && let Some(fault) = advice::on_top(chunk, start, wanted, settings)
        {
            let line = start..line_end(chunk.bytes(), start);
            return Err(vec![fault.of(file, chunk.place(line))]);
        }
        let header = TopRecord {
            chunk,
            file,
            settings,
            record: &record,
            cells: &cells,
            every_column,
        };
        if settings.has_header()
            && let Some(fault) = header.flaw()
        {
            return Err(vec![fault]);
        }
        let (names, mut faults) = header.names();
        let every;
        let wanted = match every_column {
            true => {
                every = all(&names);
                &every
            }
            false => wanted,
        };
        let (positions, missing) = header.positions(&names, wanted);
        faults.extend(missing);
        if !faults.is_empty() {
            return Err(faults);
        }
        let after = if settings.has_header() {
            records.at()
        } else {
            start
        };
        let bytes = if settings.has_header() {
            record.bytes
        } else {
            start..start
        };
        chunk.records_from = after;
        Ok(Header {
            bytes,
            cells: names.len(),
            positions,
            names,
        })
    }

    /// The names of the columns that nobody wants.
    pub(crate) fn ignored(&self) -> Vec<String> {
        let known = |at: &usize| self.positions.contains(&Some(*at));
        (0..self.cells)
            .filter(|at| !known(at))
            .map(|at| self.names[at].clone())
            .collect()
    }
}

/// The first record below the lines that are skipped.
struct TopRecord<'a> {
    chunk: &'a Chunk,
    file: &'a Arc<str>,
    settings: &'a Settings,
    record: &'a Record,
    cells: &'a [CellBytes],
    every_column: bool,
}

impl TopRecord<'_> {
    fn fault(&self, kind: FaultKind, found: &str, bytes: Range<usize>) -> Fault {
        Fault::new(self.file, kind, found).at(self.chunk.place(bytes))
    }

    /// Returns what is wrong with its quotes.
    fn flaw(&self) -> Option<Fault> {
        if let Some(quote) = self.record.open_quote {
            return Some(self.fault(FaultKind::OpenQuote, "\"", quote..quote + 1));
        }
        let at = self.record.text_after_quote?;
        let breaks = lines::count(&self.chunk.bytes()[self.record.bytes.start..at]) as usize;
        Some(self.fault(FaultKind::TextAfterQuote { breaks }, "", at..at + 1))
    }

    /// The names of all columns, and what is wrong with their number.
    fn names(&self) -> (Vec<String>, Vec<Fault>) {
        let form = self.settings.form();
        let text = |cell: &CellBytes| cell.text(self.chunk.text(), form).trim().to_owned();
        let given = &self.settings.names;
        if given.is_empty() && self.settings.has_header() {
            let named = |(at, cell)| {
                Some(text(cell))
                    .filter(|name| !name.is_empty())
                    .unwrap_or_else(|| nth(at))
            };
            return (
                self.cells.iter().enumerate().map(named).collect(),
                Vec::new(),
            );
        }
        if given.is_empty() {
            return ((0..self.cells.len()).map(nth).collect(), Vec::new());
        }
        let mut faults = Vec::new();
        if given.len() != self.cells.len() && !(self.settings.ragged || self.settings.has_header())
        {
            let kind = FaultKind::NameCount {
                names: given.len(),
                cells: self.cells.len(),
            };
            faults.push(self.fault(kind, "", self.record.bytes.clone()));
        }
        (
            given.iter().map(|name| name.trim().to_owned()).collect(),
            faults,
        )
    }

    /// For each column wanted its position, and what is wrong with that.
    fn positions(
        &self,
        names: &[String],
        wanted: &[Wanted<'_>],
    ) -> (Vec<Option<usize>>, Vec<Fault>) {
        let (mut positions, mut faults) = (Vec::new(), Vec::new());
        let is_known = |name: &str| {
            let mut known = wanted.iter().flat_map(|column| &column.names);
            known.any(|known| is_same(known, name))
        };
        // A name that a column goes by is not a misspelt one.
        let free = || {
            names
                .iter()
                .map(String::as_str)
                .filter(|name| !is_known(name))
        };
        let place = |at: usize| {
            self.cells
                .get(at)
                .map_or(self.record.bytes.clone(), CellBytes::range)
        };
        for column in wanted {
            let held = column.names.iter().find_map(|name| {
                let exact = names.iter().position(|found| found == name);
                let at = exact.or_else(|| names.iter().position(|found| is_same(found, name)))?;
                Some((at, name))
            });
            positions.push(held.map(|(at, _)| at));
            match held {
                Some((first, name)) => {
                    // A reader of all columns asks for each as it is spelt.
                    let is_again = |other: &String| match self.every_column {
                        true => other == name,
                        false => is_same(other, name),
                    };
                    if let Some(again) =
                        (0..names.len()).find(|&at| at != first && is_again(&names[at]))
                    {
                        let kind = FaultKind::DuplicateColumn {
                            columns: names.len(),
                        };
                        faults.push(self.fault(kind, &names[again], place(again.max(first))));
                    }
                }
                None if column.required => {
                    let near = column.names.iter().find_map(|name| nearest(name, free()));
                    let found = column.names.first().copied().unwrap_or_default();
                    let fault =
                        self.fault(FaultKind::MissingColumn, found, self.record.bytes.clone());
                    faults.push(fault.nearest(near));
                }
                None => {}
            }
        }
        (positions, faults)
    }
}

/// All columns of a header, each name once.
fn all(names: &[String]) -> Vec<Wanted<'_>> {
    let is_first = |(at, name): &(usize, &String)| !names[..*at].contains(name);
    let distinct = names.iter().enumerate().filter(is_first);
    let wanted = distinct.map(|(_, name)| Wanted {
        names: vec![name.as_str()],
        required: true,
        holds: Holds::Text,
    });
    wanted.collect()
}

/// The name of a column that has none.
fn nth(at: usize) -> String {
    format!("column {}", at + 1)
}

fn empty(wanted: &[Wanted<'_>], settings: &Settings, file: &Arc<str>) -> Fault {
    let names = wanted
        .iter()
        .filter_map(|column| column.names.first().copied());
    let delimiter = char::from(settings.delimiter.byte()).to_string();
    let header = names.collect::<Vec<_>>().join(&delimiter);
    let kind = FaultKind::Empty {
        header,
        skipped: settings.skip,
    };
    Fault::new(file, kind, "")
}

/// `sep=;`, a note to spreadsheets in the place of the header.
fn separator_line(chunk: &Chunk, start: usize, file: &Arc<str>) -> Option<Fault> {
    let bytes = start..line_end(chunk.bytes(), start);
    let line = chunk.text().get(bytes.clone())?;
    let mark = line.trim().trim_matches('"').strip_prefix("sep=")?;
    let delimiter = foreign::written(mark.as_bytes().first().copied().unwrap_or(b'\t'));
    let kind = FaultKind::SeparatorLine { delimiter };
    Some(Fault::new(file, kind, line.trim()).at(chunk.place(bytes)))
}

fn line_end(bytes: &[u8], start: usize) -> usize {
    let rest = bytes.get(start..).unwrap_or_default();
    memchr2(b'\n', b'\r', rest).map_or(bytes.len(), |end| start + end)
}

/// Returns whether two names are the same but for case and blanks.
pub(crate) fn is_same(one: &str, other: &str) -> bool {
    let letters = |text: &str| {
        text.split_whitespace()
            .flat_map(|word| word.chars().chain([' ']))
            .flat_map(char::to_lowercase)
            .collect::<String>()
    };
    one == other || letters(one) == letters(other)
}
