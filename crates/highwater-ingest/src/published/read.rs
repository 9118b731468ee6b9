//! A published table into rows and a summary.

use std::sync::Arc;

use rayon::prelude::*;

use super::block::Block;
use super::chunks::{Chunk, Chunks, Sizes};
use super::header::Header;
use super::input::Input;
use super::row::Row;
use super::schema::Schema;
use super::summary::{ColumnSummary, Summary};
use crate::fault::{Fault, FaultKind};

/// Reads a published table and gives each sound row, in the file's order.
///
/// A byte order mark, any line ends, quoted line breaks and blank lines are read as they are meant.
/// Nothing is given of a file whose header is at fault. All threads parse while `each` takes the
/// rows; what is in memory at once are a few chunks of a megabyte, however long the file is.
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
    let mut first = match chunks.next() {
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
    let mut read = vec![first];
    let mut parsed: Vec<Block> = Vec::new();
    let at_once = 2 * rayon::current_num_threads();
    while !(read.is_empty() && parsed.is_empty()) {
        let parse = || -> Vec<Block> {
            let blocks = read.into_par_iter();
            blocks
                .map(|chunk| Block::parse(chunk, schema, &header, &file))
                .collect()
        };
        // While the chunks that were read are parsed, the rows before them are given and the next
        // chunks are read.
        let (blocks, next) = rayon::join(parse, || {
            for block in parsed.drain(..) {
                lines += summary.take(block, lines, &mut each);
            }
            several(&mut chunks, at_once)
        });
        parsed = blocks;
        read = next.0;
        if let Some(error) = next.1 {
            summary.faults.push(unreadable(error));
        }
    }
    summary
}

/// The next chunks, and the error that ended them.
fn several<R: std::io::Read>(
    chunks: &mut Chunks<R>,
    most: usize,
) -> (Vec<Chunk>, Option<std::io::Error>) {
    let mut several = Vec::new();
    while several.len() < most {
        match chunks.next() {
            Ok(Some(chunk)) => several.push(chunk),
            Ok(None) => break,
            Err(error) => return (several, Some(error)),
        }
    }
    (several, None)
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
    fn take(&mut self, block: Block, lines_before: u64, each: &mut impl FnMut(&Row<'_>)) -> u64 {
        self.rows += block.rows() as u64;
        self.rows_at_fault += block.rows_at_fault;
        for (column, missing) in self.columns.iter_mut().zip(&block.missing) {
            column.missing += missing;
        }
        for at in 0..block.rows() {
            each(&Row {
                file: &self.file,
                block: &block,
                at,
                lines_before,
            });
        }
        self.faults.append(block.faults, lines_before);
        block.line_ends
    }
}

#[cfg(test)]
mod tests;
