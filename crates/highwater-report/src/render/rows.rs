//! The rows of the sources that something rests on, by file and by set, for a template and a script.

use std::collections::{BTreeMap, BTreeSet};

use highwater_facts::{CellRef, Fact, Format, Ledger, RowSet, Unit};
use serde_json::{Value, json};

use crate::data_address::{row_href, row_set_href};

/// The rows of the sources that something rests on: single ones, and sets that have a name.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Rows<'a> {
    files: BTreeMap<&'a str, BTreeSet<u64>>,
    sets: BTreeMap<&'a str, &'a RowSet>,
}

impl<'a> Rows<'a> {
    /// Those of some facts.
    pub(super) fn of(ledger: &'a Ledger, facts: impl IntoIterator<Item = &'a Fact>) -> Self {
        let mut rows = Rows::default();
        for fact in facts {
            rows.add_cells(&fact.cells);
            rows.add_sets(ledger.row_set_of(fact));
        }
        rows
    }

    pub(super) fn add_cells(&mut self, cells: impl IntoIterator<Item = &'a CellRef>) {
        for cell in cells {
            self.files.entry(&cell.file).or_default().insert(cell.line);
        }
    }

    pub(super) fn add_sets(&mut self, sets: impl IntoIterator<Item = &'a RowSet>) {
        for set in sets {
            self.sets.insert(&set.name, set);
        }
    }

    /// Returns the files, each once.
    pub(super) fn files(&self) -> impl Iterator<Item = &'a str> {
        let of_sets = self.sets.values().flat_map(|set| set.by_file());
        let files = self
            .files
            .keys()
            .copied()
            .chain(of_sets.map(|(file, _)| file));
        files.collect::<BTreeSet<&str>>().into_iter()
    }

    /// The names of the sets.
    pub(super) fn sets(&self) -> impl Iterator<Item = &'a str> {
        self.sets.keys().copied()
    }

    /// Returns the number of rows in all files, each counted once.
    pub(super) fn count(&self) -> usize {
        let of_sets = self.sets.values().flat_map(|set| set.rows());
        let mut rows: BTreeSet<(&str, u64)> = of_sets.map(|row| (&*row.file, row.line)).collect();
        for (file, lines) in &self.files {
            rows.extend(lines.iter().map(|line| (*file, *line)));
        }
        rows.len()
    }

    /// The sets, each with its first `most` rows and how many more it has. It leads to its lines on the
    /// page of its study.
    pub(super) fn set_context(&self, root: &str, most: usize) -> Vec<Value> {
        let sets = self.sets.values();
        sets.map(|set| set_context(set, root, most)).collect()
    }

    /// Each file with its first `most` lines and how many more it has. A line leads to its row on the
    /// page of its table if that has it; else it is named.
    pub(super) fn context(&self, ledger: &Ledger, root: &str, most: usize) -> Vec<Value> {
        let files = self.files.iter();
        files
            .map(|(file, lines)| {
                let given = is_given(ledger, file);
                let names = ledger.row_names(file);
                let first = lines.iter().take(most).map(|&line| {
                    let mut row = json!({ "line": line });
                    if given {
                        row["href"] = json!(row_href(root, file, line));
                    } else if let Some(name) = names.and_then(|names| names.get(&line)) {
                        row["name"] = json!(**name);
                    }
                    row
                });
                json!({
                    "name": file.rsplit('/').next().unwrap_or(file),
                    "href": row_href(root, file, 0),
                    "lines": first.collect::<Vec<_>>(),
                    "more": lines.len().saturating_sub(most),
                })
            })
            .collect()
    }
}

/// Returns a set for a template or a script: what it is, and its first rows by name and line.
pub(super) fn set_context(set: &RowSet, root: &str, most: usize) -> Value {
    let files = set.by_file().count();
    let first = set.rows().iter().take(most).map(|row| {
        let mut first = json!({ "name": &*row.name, "line": row.line });
        // Lines of several files are told apart.
        if files > 1 {
            first["file"] = json!(row.file.rsplit('/').next());
        }
        first
    });
    json!({
        "words": set.words,
        "href": row_set_href(root, &set.name),
        "count": counted(set.rows().len()),
        "first": first.collect::<Vec<_>>(),
        "more": set.rows().len().saturating_sub(most),
    })
}

/// Returns how many rows, in words: `1 row`, `1,443 rows`; nothing for none.
pub(super) fn counted(rows: usize) -> String {
    if rows == 0 {
        return String::new();
    }
    let n = Format::default().number(rows as f64, Unit::Of("rows"));
    format!("{n} row{}", if rows == 1 { "" } else { "s" })
}

/// Returns whether the site shows the rows of a file.
pub(super) fn is_given(ledger: &Ledger, file: &str) -> bool {
    let source = ledger.source(file);
    source.is_some_and(|source| source.bytes().is_some())
}

#[cfg(test)]
mod tests {
    use highwater_facts::{NamedRow, Quantity};

    use super::*;

    fn cell(file: &str, line: u64, column: &str) -> CellRef {
        CellRef {
            file: file.into(),
            line,
            column: column.into(),
        }
    }

    fn fact(path: &str) -> Fact {
        Fact::new(path, Quantity::exact(1.0, Unit::Ratio), "a value")
    }

    #[test]
    fn two_cells_of_a_row_are_one_row() {
        let fact = fact("a.b").from_cells([
            cell("data/a/x.csv", 3, "one"),
            cell("data/a/x.csv", 3, "two"),
            cell("data/a/x.csv", 2, "one"),
            cell("data/a/y.csv", 9, "one"),
        ]);
        let ledger = Ledger::default();
        let rows = Rows::of(&ledger, [&fact]);
        assert_eq!(rows.count(), 3);
        let context = rows.context(&ledger, "../", 1);
        assert_eq!(context[0]["name"], "x.csv");
        assert_eq!(context[0]["lines"][0]["line"], 2);
        assert_eq!(context[0]["more"], 1);
        // The ledger does not give the file, so that no row of it can be shown.
        assert_eq!(context[0]["lines"][0]["href"], Value::Null);
        assert_eq!(context[1]["more"], 0);
    }

    #[test]
    fn a_row_of_two_sets_is_one_row_and_a_cell_has_the_name_that_a_set_gives_it() {
        let row = |line: u64| NamedRow {
            file: "x.csv".into(),
            line,
            place: line as usize,
            name: format!("model <{line}>").into(),
        };
        let mut ledger = Ledger::default();
        for path in ["a.fit", "a.share"] {
            ledger.add(fact(path)).unwrap();
        }
        ledger
            .add(fact("a.own").from_cells([cell("x.csv", 4, "one")]))
            .unwrap();
        let set =
            |name: &str, lines: std::ops::Range<u64>| RowSet::new(name, "some", lines.map(row));
        ledger.rest(set("a.fit", 2..5), &["a.fit"]).unwrap();
        ledger.rest(set("a.share", 3..9), &["a.share"]).unwrap();
        let rows = Rows::of(&ledger, ledger.facts());
        assert_eq!(rows.count(), 7);
        assert_eq!(rows.files().collect::<Vec<_>>(), ["x.csv"]);
        let sets = rows.set_context("", 2);
        assert_eq!(sets[1]["count"], "6 rows");
        assert_eq!(sets[1]["first"][1]["name"], "model <4>");
        assert_eq!(sets[1]["more"], 4);
        assert_eq!(sets[1]["href"], "data/rows/a.html#rows-a.share");
        assert_eq!(
            rows.context(&ledger, "", 9)[0]["lines"][0]["name"],
            "model <4>"
        );
    }
}
