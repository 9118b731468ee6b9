//! A published table into rows and a summary.

use std::mem;
use std::sync::Arc;

use rayon::prelude::*;

use super::block::Block;
use super::chunks::{Chunks, Sizes};
use super::header::Header;
use super::input::Input;
use super::row::Row;
use super::schema::Schema;
use super::summary::{ColumnSummary, Summary};
use crate::fault::{Fault, FaultKind};

/// How many chunks a thread parses before all wait for each other: more of them wait less and hold
/// more memory.
const A_THREAD: usize = 4;

/// Reads a published table and gives each sound row, in the file's order.
///
/// A byte order mark, any line ends, quoted line breaks and blank lines are read as they are meant.
/// Nothing is given of a file whose header is at fault. All threads parse while `each` takes the
/// rows; what is in memory at once are a few chunks of a quarter of a megabyte for each thread,
/// however long the file is.
///
/// # Example
///
/// See the [module](super).
pub fn read(input: Input<'_>, schema: &Schema, each: impl FnMut(&Row<'_>) + Send) -> Summary {
    read_in(input, schema, Sizes::USUAL, each)
}

fn read_in(
    input: Input<'_>,
    schema: &Schema,
    sizes: Sizes,
    mut each: impl FnMut(&Row<'_>) + Send,
) -> Summary {
    let file = input.name.clone();
    let mut summary = Summary::of(schema, &file);
    let unreadable =
        |error: std::io::Error| Fault::new(&file, FaultKind::Unreadable, error.to_string());
    let mut chunks = match input.open() {
        Ok(source) => Chunks::new(source, sizes),
        Err(error) => {
            summary.faults.push(unreadable(error));
            return summary;
        }
    };
    let mut first = match chunks.next(Vec::new()) {
        Ok(chunk) => chunk.unwrap_or_default(),
        Err(error) => {
            summary.faults.push(unreadable(error));
            return summary;
        }
    };
    let header = match Header::take(&mut first, schema, &file) {
        Ok(header) => header,
        Err(faults) => {
            faults
                .into_iter()
                .for_each(|fault| summary.faults.push(fault));
            return summary;
        }
    };
    summary.take_header(&header);

    let mut lines = header.lines;
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
            blocks.for_each(|block| block.parse(schema, &header, &file));
        };
        rayon::join(parse, || {
            given.retain_mut(|block| {
                lines += summary.take(block, lines, &mut each);
                let next = chunks.next(block.clear());
                let next = next.unwrap_or_else(|error| {
                    summary.faults.push(unreadable(error));
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
    summary
}

impl Summary {
    fn of(schema: &Schema, file: &Arc<str>) -> Self {
        let columns = schema.columns().iter().map(|column| ColumnSummary {
            name: column.name,
            header: None,
            missing: 0,
        });
        Summary {
            file: file.clone(),
            rows: 0,
            rows_at_fault: 0,
            columns: columns.collect(),
            ignored: Vec::new(),
            faults: super::Faults::default(),
        }
    }

    fn take_header(&mut self, header: &Header) {
        for (column, position) in self.columns.iter_mut().zip(&header.positions) {
            column.header = position.map(|at| header.names[at].trim().to_owned());
        }
        self.ignored = header.ignored();
    }

    /// Gives the rows of a block that comes after so many lines; gives how many it has itself.
    fn take(
        &mut self,
        block: &mut Block,
        lines_before: u64,
        each: &mut impl FnMut(&Row<'_>),
    ) -> u64 {
        self.rows += block.rows() as u64;
        self.rows_at_fault += block.rows_at_fault;
        for (column, missing) in self.columns.iter_mut().zip(&block.missing) {
            column.missing += missing;
        }
        for at in 0..block.rows() {
            each(&Row {
                file: &self.file,
                block,
                at,
                lines_before,
            });
        }
        self.faults
            .append(mem::take(&mut block.faults), lines_before);
        block.line_ends
    }
}

#[cfg(test)]
mod tests;
