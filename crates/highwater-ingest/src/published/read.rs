//! A published table into rows and a summary.

use std::mem;
use std::sync::Arc;

use rayon::prelude::*;

use super::block::Block;
use super::cell::Cell;
use super::cells::Cells;
use super::chunks::{Chunks, Sizes};
use super::input::Input;
use super::keys::KeyColumns;
use super::layout::Layout;
use super::summary::{ColumnSummary, Summary};
use crate::decimals::Evidence;
use crate::fault::{Fault, FaultKind};
use crate::faults::{Faults, Gathered};
use crate::header::{Header, Wanted};
use crate::number::question;
use crate::schema::Schema;
use crate::totals;

/// How many chunks a thread parses before all wait for each other: more of them wait less and hold
/// more memory.
const A_THREAD: usize = 4;

/// Reads a table and gives the cells of each sound row, in the file's order.
///
/// A byte order mark, any line ends, quoted line breaks and blank lines are read as they are meant.
/// Nothing is given of a file whose header is at fault. A number that may be two, as `3,943` in a
/// table with commas before decimals elsewhere, is a fault once all rows are given. All threads parse while `each` takes the
/// rows; what is in memory at once are a few chunks of a quarter of a megabyte for each thread,
/// however long the file is.
///
/// # Example
///
/// See the [module](super).
pub fn read(input: Input<'_>, schema: &Schema<'_>, each: impl FnMut(&Cells<'_>) + Send) -> Summary {
    read_in(input, schema, Sizes::USUAL, each)
}

fn read_in(
    input: Input<'_>,
    schema: &Schema<'_>,
    sizes: Sizes,
    mut each: impl FnMut(&Cells<'_>) + Send,
) -> Summary {
    let mut reading = Reading::new(schema, &input);
    if let Err(faults) = reading.run(&input, schema, sizes, &mut each) {
        reading.faults.extend(faults);
    }
    reading.summary()
}

/// A reading under way.
struct Reading {
    summary: Summary,
    faults: Gathered,
    evidence: Evidence,
    doubtful: Gathered,
    /// For each column of numbers, the sum so far and of how many.
    sums: Vec<(f64, u64)>,
    lines: u64,
}

impl Reading {
    fn new(schema: &Schema<'_>, input: &Input<'_>) -> Self {
        Reading {
            summary: Summary::of(schema, &input.name),
            faults: Gathered::default(),
            evidence: Evidence::default(),
            doubtful: Gathered::default(),
            sums: vec![(0.0, 0); schema.columns.len()],
            lines: 0,
        }
    }

    /// Reads all chunks; what keeps that from beginning is an error.
    fn run(
        &mut self,
        input: &Input<'_>,
        schema: &Schema<'_>,
        sizes: Sizes,
        each: &mut (impl FnMut(&Cells<'_>) + Send),
    ) -> Result<(), Vec<Fault>> {
        let (file, settings) = (&input.name, input.settings());
        let unreadable =
            |error: std::io::Error| Fault::new(file, FaultKind::Unreadable, error.to_string());
        let source = input.open().map_err(|error| vec![unreadable(error)])?;
        let mut chunks = Chunks::new(source, settings.form(), sizes);
        let first = chunks
            .next(Vec::new())
            .map_err(|error| vec![unreadable(error)])?;
        let mut first = first.unwrap_or_default();
        let wanted: Vec<Wanted<'_>> = schema.wanted().collect();
        let header = Header::find(&mut first, &wanted, settings, file)?;
        self.summary.take_header(&header);
        let layout = Layout::new(schema, &header, settings);
        let mut keys = KeyColumns::new(schema, &header, settings, file)?;

        // While the chunks of some blocks are parsed, the rows of the others are given, and each of
        // these takes the next chunk when its rows are.
        let at_once = A_THREAD * rayon::current_num_threads();
        let mut parsed = vec![Block::of(first)];
        parsed.resize_with(at_once, Block::default);
        let mut given = Vec::new();
        given.resize_with(at_once, Block::default);
        while !(parsed.is_empty() && given.is_empty()) {
            let parse = || {
                let blocks = parsed.par_iter_mut().with_max_len(1);
                blocks.for_each(|block| block.parse(&layout, file));
            };
            rayon::join(parse, || {
                given.retain_mut(|block| {
                    self.take(block, &layout, &mut keys, each);
                    let next = chunks.next(block.clear());
                    let next = next.unwrap_or_else(|error| {
                        self.faults.push(unreadable(error));
                        None
                    });
                    next.is_some_and(|chunk| {
                        block.chunk = chunk;
                        true
                    })
                });
            });
            mem::swap(&mut parsed, &mut given);
        }
        Ok(())
    }

    /// Gives the rows of the next block.
    fn take(
        &mut self,
        block: &mut Block,
        layout: &Layout<'_>,
        keys: &mut KeyColumns,
        each: &mut impl FnMut(&Cells<'_>),
    ) {
        self.summary.rows_at_fault += block.rows_at_fault;
        self.summary.rows_left_out += block.left_out;
        for (column, missing) in self.summary.columns.iter_mut().zip(&block.missing) {
            column.missing += missing;
        }
        let mut of_block = mem::take(&mut block.faults);
        let file = self.summary.file.clone();
        // Nearly all blocks have rows alone that nothing is asked of.
        let asks = !block.totals.is_empty() || keys.is_asked();
        let mut given = block.rows() as u64;
        for at in 0..block.rows() {
            let row = Cells {
                file: &file,
                block,
                at,
                lines_before: self.lines,
            };
            if asks && let Some(fault) = self.flaw(&row, layout, keys) {
                of_block.push(fault);
                given -= 1;
                continue;
            }
            each(&row);
        }
        self.summary.rows += given;
        self.summary.rows_at_fault += block.rows() as u64 - given;
        for ((sum, rows), of_block) in self.sums.iter_mut().zip(&block.sums) {
            *sum += of_block.0;
            *rows += of_block.1;
        }
        self.faults.append(of_block, self.lines);
        self.evidence
            .append(mem::take(&mut block.evidence), self.lines);
        self.doubtful
            .append(mem::take(&mut block.doubtful), self.lines);
        self.lines += block.line_ends;
    }

    /// Tells a row that sums up those above it, or has the key of another.
    #[cold]
    fn flaw(&self, row: &Cells<'_>, layout: &Layout<'_>, keys: &mut KeyColumns) -> Option<Fault> {
        let is_likely = row.block.totals.binary_search(&row.at).is_ok();
        is_likely
            .then(|| self.total(row.block, row.at, layout))
            .flatten()
            .or_else(|| keys.fault(row))
    }

    /// Tells a row that sums up those above it.
    fn total(&self, block: &Block, at: usize, layout: &Layout<'_>) -> Option<Fault> {
        let repeats = |column: &usize| {
            let number = |row| match block.cell(row, *column) {
                Cell::Number(x) => Some(*x),
                _ => None,
            };
            let above: Vec<f64> = (0..at).filter_map(number).collect();
            let (sum, rows) = self.sums[*column];
            let (sum, rows) = (sum + above.iter().sum::<f64>(), rows + above.len() as u64);
            number(at).is_some_and(|x| totals::repeats(x, sum, rows))
        };
        let column = (0..self.sums.len()).find(repeats)?;
        let name = layout
            .columns
            .get(column)
            .and_then(super::layout::Placed::header_name);
        let kind = FaultKind::Total {
            column: name.unwrap_or_default(),
        };
        Some(Fault::new(&self.summary.file, kind, block.first_text(at)).at(block.place(at)))
    }

    fn summary(mut self) -> Summary {
        if let Some(because) = self.evidence.because() {
            let asked = |mut fault: Fault| {
                let doubt = question(&fault.found, &because);
                fault.kind = FaultKind::NotANumber { rule: doubt.rule };
                fault.nearest(doubt.nearest)
            };
            self.faults.append(self.doubtful.map(asked), 0);
        }
        self.summary.faults = self.faults.told();
        self.summary
    }
}

impl Summary {
    fn of(schema: &Schema<'_>, file: &Arc<str>) -> Self {
        let columns = schema.columns.iter().map(|column| ColumnSummary {
            name: column.name.to_owned(),
            header: None,
            missing: 0,
        });
        Summary {
            file: file.clone(),
            rows: 0,
            rows_at_fault: 0,
            rows_left_out: 0,
            columns: columns.collect(),
            ignored: Vec::new(),
            faults: Faults::default(),
        }
    }

    fn take_header(&mut self, header: &Header) {
        for (column, position) in self.columns.iter_mut().zip(&header.positions) {
            column.header = position.map(|at| header.names[at].clone());
        }
        self.ignored = header.ignored();
    }
}

#[cfg(test)]
mod tests;
