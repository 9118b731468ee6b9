//! Where a file has the columns of a schema.

use std::sync::Arc;

use highwater_facts::nearest::nearest;

use super::chunk::Chunk;
use super::records::{CellBytes, Records};
use super::schema::{Column, Schema};
use crate::fault::{Fault, FaultKind};
use crate::foreign;

/// Where a file has the columns of a schema.
pub(super) struct Header {
    /// How many line ends come before the rows.
    pub(super) lines: u64,
    /// How many cells the header has.
    pub(super) cells: usize,
    /// For each column of the schema, its position; none where the file lacks it.
    pub(super) positions: Vec<Option<usize>>,
    /// The names, as the file writes them.
    pub(super) names: Vec<String>,
}

impl Header {
    /// Takes the first record off a file's first chunk and finds the schema's columns in it.
    pub(super) fn take(
        chunk: &mut Chunk,
        schema: &Schema,
        file: &Arc<str>,
    ) -> Result<Header, Vec<Fault>> {
        let empty = || {
            let names: Vec<_> = schema.columns().iter().map(|column| column.name).collect();
            let header = names.join(",");
            vec![Fault::new(file, FaultKind::Empty { header }, "")]
        };
        let is_known = |name: &str| {
            let mut names = schema.columns().iter().flat_map(Column::names);
            names.any(|known| is_same(known, name))
        };
        refuse_foreign(chunk, file, is_known)?;
        let mut records = Records::new(chunk.bytes());
        let mut cells = Vec::new();
        let Some(record) = records.next(&mut cells) else {
            return Err(empty());
        };
        let after = records.at();
        let text = |cell: &CellBytes| {
            let text = String::from_utf8_lossy(&chunk.bytes()[cell.range()]);
            text.replace("\"\"", "\"")
        };
        let names: Vec<String> = cells.iter().map(text).collect();

        // A name that a column goes by is not a misspelt one.
        let free = || {
            names
                .iter()
                .map(String::as_str)
                .filter(|name| !is_known(name))
        };
        let mut faults = Vec::new();
        let mut positions = Vec::new();
        for column in schema.columns() {
            let held = column.names().find_map(|name| {
                let at = names.iter().position(|found| is_same(found, name))?;
                Some((at, name))
            });
            positions.push(held.map(|(at, _)| at));
            match held {
                Some((first, name)) => {
                    let again = (first + 1..names.len()).find(|&at| is_same(&names[at], name));
                    if let Some(again) = again {
                        let place = chunk.place(cells[again].range());
                        let found = names[again].trim();
                        faults.push(Fault::new(file, FaultKind::DuplicateColumn, found).at(place));
                    }
                }
                None if column.required => {
                    let near = column.names().find_map(|name| nearest(name, free()));
                    let fault = Fault::new(file, FaultKind::MissingColumn, column.name);
                    let place = chunk.place(record.bytes.clone());
                    faults.push(fault.at(place).nearest(near));
                }
                None => {}
            }
        }
        if !faults.is_empty() {
            return Err(faults);
        }
        let lines = chunk.drop_front(after);
        Ok(Header {
            lines,
            cells: names.len(),
            positions,
            names,
        })
    }

    /// The columns that the schema does not have.
    pub(super) fn ignored(&self) -> Vec<String> {
        let known = |at: &usize| self.positions.contains(&Some(*at));
        (0..self.cells)
            .filter(|at| !known(at))
            .map(|at| self.names[at].trim().to_owned())
            .collect()
    }
}

/// That the file is a table of cells set apart by commas.
fn refuse_foreign(
    chunk: &Chunk,
    file: &Arc<str>,
    is_known: impl Fn(&str) -> bool,
) -> Result<(), Vec<Fault>> {
    if let Some(what) = foreign::what(chunk.bytes()) {
        return Err(vec![Fault::new(file, FaultKind::NotCsv, what)]);
    }
    let ends = |byte: &u8| matches!(byte, b'\n' | b'\r');
    let end = chunk.bytes().iter().position(ends);
    let line = &chunk.bytes()[..end.unwrap_or(chunk.bytes().len())];
    match foreign::delimiter(&String::from_utf8_lossy(line), is_known) {
        Some(mark) => {
            let place = chunk.place(0..line.len());
            let fault = Fault::new(file, FaultKind::Delimiter, mark).at(place);
            Err(vec![fault])
        }
        None => Ok(()),
    }
}

/// Whether two names are the same but for case and blanks.
pub(super) fn is_same(one: &str, other: &str) -> bool {
    let letters = |text: &str| {
        text.split_whitespace()
            .flat_map(|word| word.chars().chain([' ']))
            .flat_map(char::to_lowercase)
            .collect::<String>()
    };
    one == other || letters(one) == letters(other)
}
