//! The rows of the sources that something rests on, by file, for a template and a script.

use std::collections::{BTreeMap, BTreeSet};

use highwater_facts::{CellRef, Ledger};
use serde_json::{Value, json};

use super::binder::row_anchor;

/// The rows of the sources that something rests on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Rows<'a> {
    files: BTreeMap<&'a str, BTreeSet<u64>>,
}

impl<'a> Rows<'a> {
    pub(super) fn of(cells: impl IntoIterator<Item = &'a CellRef>) -> Self {
        let mut rows = Rows::default();
        for cell in cells {
            rows.files.entry(&cell.file).or_default().insert(cell.line);
        }
        rows
    }

    /// The files, sorted by path.
    pub(super) fn files(&self) -> impl Iterator<Item = &'a str> {
        self.files.keys().copied()
    }

    /// The number of rows in all files.
    pub(super) fn count(&self) -> usize {
        self.files.values().map(BTreeSet::len).sum()
    }

    /// Each file with its first `most` lines and how many more it has. A line leads to its row on the
    /// page of the data where that has it.
    pub(super) fn context(&self, ledger: &Ledger, root: &str, most: usize) -> Vec<Value> {
        let files = self.files.iter();
        files
            .map(|(file, lines)| {
                let given = is_given(ledger, file);
                let first = lines.iter().take(most).map(|&line| {
                    let href = given.then(|| format!("{root}data.html#{}", row_anchor(file, line)));
                    json!({ "line": line, "href": href })
                });
                json!({
                    "file": file,
                    "name": file.rsplit('/').next().unwrap_or(file),
                    "href": format!("{root}data.html#{}", row_anchor(file, 1)),
                    "lines": first.collect::<Vec<_>>(),
                    "more": lines.len().saturating_sub(most),
                })
            })
            .collect()
    }
}

/// Whether the page of the data shows the rows of a file.
pub(super) fn is_given(ledger: &Ledger, file: &str) -> bool {
    let source = ledger.source(file);
    source.is_some_and(|source| source.bytes().is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cell(file: &str, line: u64, column: &str) -> CellRef {
        CellRef {
            file: file.into(),
            line,
            column: column.into(),
        }
    }

    #[test]
    fn two_cells_of_a_row_are_one_row() {
        let cells = [
            cell("data/a/x.csv", 3, "one"),
            cell("data/a/x.csv", 3, "two"),
            cell("data/a/x.csv", 2, "one"),
            cell("data/a/y.csv", 9, "one"),
        ];
        let rows = Rows::of(&cells);
        assert_eq!(rows.count(), 3);
        let context = rows.context(&Ledger::default(), "../", 1);
        assert_eq!(context[0]["name"], "x.csv");
        assert_eq!(context[0]["lines"][0]["line"], 2);
        assert_eq!(context[0]["more"], 1);
        // The ledger does not give the file, so that no row of it can be shown.
        assert_eq!(context[0]["lines"][0]["href"], Value::Null);
        assert_eq!(context[1]["more"], 0);
    }
}
