//! What is a row of a table, in every reader: blank rows, notes, footers and rows of another length.

use std::ops::Range;

use crate::fault::FaultKind;
use crate::header::Header;
use crate::lines;
use crate::records::{CellBytes, Chunk, Form, Record};
use crate::settings::{BlankRows, Footer, Settings};

/// How notes and sources below a table start, in lower case.
const NOTES: [&str; 12] = [
    "source",
    "note",
    "footnote",
    "data from",
    "last updated",
    "©",
    "* ",
    "† ",
    "quelle",
    "fuente",
    "anmerkung",
    "fonte",
];

/// What a record is.
#[derive(Debug)]
pub(crate) enum Judgement {
    Row,
    /// No data, as the settings say.
    LeftOut,
    /// At fault as a whole. Boxed, because nearly all records are rows.
    Fault(Box<Flaw>),
}

/// What is wrong with a record as a whole.
#[derive(Debug)]
pub(crate) struct Flaw {
    pub(crate) kind: FaultKind,
    pub(crate) found: String,
    pub(crate) bytes: Range<usize>,
}

impl Judgement {
    fn fault(kind: FaultKind, found: String, bytes: Range<usize>) -> Self {
        Judgement::Fault(Box::new(Flaw { kind, found, bytes }))
    }
}

/// Tells rows from what is none.
pub(crate) struct Rows<'a> {
    chunk: &'a Chunk,
    form: Form,
    settings: &'a Settings,
    header: &'a Header,
    starts: Vec<String>,
}

impl<'a> Rows<'a> {
    pub(crate) fn new(chunk: &'a Chunk, settings: &'a Settings, header: &'a Header) -> Self {
        let starts = match &settings.footer {
            Footer::Starts(starts) => starts.iter().map(|start| folded(start)).collect(),
            _ => Vec::new(),
        };
        Rows {
            chunk,
            form: settings.form(),
            settings,
            header,
            starts,
        }
    }

    /// Judges a record, and gives a ragged one the cells that it lacks.
    #[inline]
    pub(crate) fn judge(&self, record: &Record, cells: &mut Vec<CellBytes>) -> Judgement {
        if let Some(at) = record.open_quote {
            return Judgement::fault(FaultKind::OpenQuote, "\"".to_owned(), at..at + 1);
        }
        if let Some(at) = record.text_after_quote {
            let breaks = self.breaks(record.bytes.start..at);
            return Judgement::fault(
                FaultKind::TextAfterQuote { breaks },
                String::new(),
                at..at + 1,
            );
        }
        let first_is_empty = cells.first().is_none_or(|cell| self.is_blank(cell));
        if first_is_empty || !self.starts.is_empty() || cells.len() != self.header.cells {
            return self.look_closer(record, cells);
        }
        // Nearly all rows fill their second cell.
        let may_be_note = cells.get(1).is_some_and(|cell| self.is_blank(cell));
        if may_be_note && self.is_note(cells) {
            return self.note(record, cells);
        }
        Judgement::Row
    }

    #[inline(never)]
    fn look_closer(&self, record: &Record, cells: &mut Vec<CellBytes>) -> Judgement {
        let Some(first) = cells.iter().find(|cell| !self.is_blank(cell)) else {
            // In a table of one column an empty cell in quotes is one.
            let is_cell = self.header.cells == 1 && record.bytes.len() > 1 && cells.len() == 1;
            return match self.settings.blank_rows {
                _ if is_cell => Judgement::Row,
                BlankRows::Skip => Judgement::LeftOut,
                BlankRows::Refuse => {
                    Judgement::fault(FaultKind::BlankRow, String::new(), record.bytes.clone())
                }
            };
        };
        if !self.starts.is_empty() {
            let text = folded(&first.text(self.chunk.text(), self.form));
            if self.starts.iter().any(|start| text.starts_with(start)) {
                return Judgement::LeftOut;
            }
        }
        let filled = cells.iter().filter(|cell| !self.is_blank(cell)).count();
        if self.is_note(cells)
            || (filled == 1 && cells.len() == 1 && self.header.cells > 1 && !self.settings.ragged)
        {
            return self.note(record, cells);
        }
        let (expected, found) = (self.header.cells, cells.len());
        if found == expected {
            return Judgement::Row;
        }
        let surplus_is_blank = cells.iter().skip(expected).all(|cell| self.is_blank(cell));
        if self.settings.ragged && surplus_is_blank {
            let end = record.bytes.end;
            cells.resize(
                expected,
                CellBytes {
                    start: end,
                    end,
                    doubled: false,
                },
            );
            return Judgement::Row;
        }
        let breaks = self.breaks(record.bytes.clone());
        let kind = FaultKind::CellCount {
            expected,
            found,
            breaks,
            ragged: surplus_is_blank,
        };
        Judgement::fault(kind, String::new(), record.bytes.clone())
    }

    /// Returns whether the first cell alone is filled, and says that it is a note.
    fn is_note(&self, cells: &[CellBytes]) -> bool {
        let mut rest = cells.iter().skip(1);
        if self.header.cells < 2 || !rest.all(|cell| self.is_blank(cell)) {
            return false;
        }
        let Some(first) = cells.first() else {
            return false;
        };
        let text = folded(&first.text(self.chunk.text(), self.form));
        NOTES.iter().any(|note| text.starts_with(note))
    }

    fn note(&self, record: &Record, cells: &[CellBytes]) -> Judgement {
        let text = cells
            .iter()
            .map(|cell| cell.text(self.chunk.text(), self.form));
        let text = text
            .map(|text| text.trim().to_owned())
            .find(|text| !text.is_empty());
        Judgement::fault(
            FaultKind::Note,
            text.unwrap_or_default(),
            record.bytes.clone(),
        )
    }

    fn breaks(&self, bytes: Range<usize>) -> usize {
        lines::count(self.chunk.bytes().get(bytes).unwrap_or_default()) as usize
    }

    #[inline(always)]
    fn is_blank(&self, cell: &CellBytes) -> bool {
        // Nearly all cells are empty or start with a letter or a digit.
        match self.chunk.bytes().get(cell.start..cell.end) {
            None | Some([]) => true,
            Some([first, ..]) if first.is_ascii_graphic() => false,
            Some(_) => cell.text(self.chunk.text(), self.form).trim().is_empty(),
        }
    }
}

fn folded(text: &str) -> String {
    let words: Vec<String> = text.split_whitespace().map(str::to_lowercase).collect();
    words.join(" ")
}
