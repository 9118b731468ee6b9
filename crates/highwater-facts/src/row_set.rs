//! The rows that values rest on: named, in order, and held once for all of them.

use std::fmt;
use std::sync::Arc;

use crate::fact::{FactPath, PathError};

/// A row of a table, and what it is called.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NamedRow {
    /// The [`path`](crate::Source::path) of the file.
    pub file: Arc<str>,
    /// The line that the row starts on, from 1.
    pub line: u64,
    /// What the row is called in its table: the name of a model.
    pub name: Arc<str>,
}

/// The rows that several values rest on.
///
/// A [`CellRef`](crate::CellRef) names the cell whose number a value is; a value that a thousand rows
/// make, such as a coefficient, names their set, which the [`Ledger`](crate::Ledger) holds once.
///
/// # Example
///
/// ```
/// use highwater_facts::{Fact, Ledger, NamedRow, Quantity, RowSet, Unit};
///
/// let row = |line, name: &str| NamedRow { file: "models.csv".into(), line, name: name.into() };
/// // Lines 2, 3, 4 and 9 of a table, as a study came upon them.
/// let rows = [row(9, "d"), row(2, "a"), row(3, "b"), row(4, "c"), row(3, "b")];
/// let set = RowSet::new("wave.sample", "the models with a score", rows);
/// assert_eq!(set.rows().len(), 4);
/// assert_eq!(set.files().next(), Some(("models.csv", "2–4, 9".to_owned())));
///
/// let mut ledger = Ledger::default();
/// let slope = Quantity::exact(0.3, Unit::Number);
/// ledger.add(Fact::new("wave.fit.slope", slope, "slope of the fit"))?;
/// ledger.rest(set, &["wave.fit"])?;
/// let fact = ledger.get("wave.fit.slope").ok_or("no such fact")?;
/// assert_eq!(fact.row_set.as_deref(), Some("wave.sample"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowSet {
    /// Its name, by the rule of [`FactPath`]: `efficiency.sample`.
    pub name: String,
    /// Which rows these are, in words: "models with score and cost".
    pub words: String,
    rows: Vec<NamedRow>,
}

impl RowSet {
    /// A set of rows; each is kept once, by file and line.
    #[must_use]
    pub fn new(
        name: impl Into<String>,
        words: impl Into<String>,
        rows: impl IntoIterator<Item = NamedRow>,
    ) -> Self {
        let mut rows: Vec<NamedRow> = rows.into_iter().collect();
        rows.sort();
        rows.dedup_by(|a, b| (&a.file, a.line) == (&b.file, b.line));
        RowSet {
            name: name.into(),
            words: words.into(),
            rows,
        }
    }

    /// The rows, by file and line.
    #[must_use]
    pub fn rows(&self) -> &[NamedRow] {
        &self.rows
    }

    /// The rows of each file, the files by path.
    pub fn by_file(&self) -> impl Iterator<Item = (&str, &[NamedRow])> {
        let files = self.rows.chunk_by(|a, b| a.file == b.file);
        files.filter_map(|rows| Some((&*rows.first()?.file, rows)))
    }

    /// The lines of each file in a text, as [`Lines`] writes them; the files by path.
    pub fn files(&self) -> impl Iterator<Item = (&str, String)> {
        let lines = |rows: &[NamedRow]| Lines::of(rows.iter().map(|row| row.line)).to_string();
        self.by_file().map(move |(file, rows)| (file, lines(rows)))
    }

    pub(crate) fn check(&self) -> Result<(), PathError> {
        FactPath::check(&self.name)
    }
}

/// Lines of a file, of which neighbours are written together: `2–4, 9`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lines(Vec<(u64, u64)>);

impl Lines {
    /// Lines that ascend.
    #[must_use]
    pub fn of(lines: impl IntoIterator<Item = u64>) -> Self {
        let mut spans: Vec<(u64, u64)> = Vec::new();
        for line in lines {
            match spans.last_mut() {
                Some((_, last)) if *last + 1 == line => *last = line,
                _ => spans.push((line, line)),
            }
        }
        Lines(spans)
    }
}

impl fmt::Display for Lines {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, (first, last)) in self.0.iter().enumerate() {
            let before = if at > 0 { ", " } else { "" };
            match last - first {
                0 => write!(f, "{before}{first}")?,
                // Two are no span.
                1 => write!(f, "{before}{first}, {last}")?,
                _ => write!(f, "{before}{first}–{last}")?,
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(file: &str, line: u64) -> NamedRow {
        NamedRow {
            file: file.into(),
            line,
            name: format!("row {line}").into(),
        }
    }

    #[test]
    fn rows_are_in_order_and_each_is_there_once() {
        let rows = [row("b", 2), row("a", 10), row("a", 9), row("a", 10)];
        let set = RowSet::new("study.set", "some rows", rows);
        assert_eq!(set.rows(), [row("a", 9), row("a", 10), row("b", 2)]);
        let files: Vec<_> = set
            .by_file()
            .map(|(file, rows)| (file, rows.len()))
            .collect();
        assert_eq!(files, [("a", 2), ("b", 1)]);
    }

    #[test]
    fn a_row_that_goes_by_two_names_is_one_row() {
        let mut other = row("a", 9);
        other.name = "another name".into();
        let set = RowSet::new("study.set", "some rows", [row("a", 9), other]);
        assert_eq!(set.rows().len(), 1);
    }

    #[test]
    fn three_neighbours_are_a_span_and_two_are_not() {
        let lines = |lines: &[u64]| Lines::of(lines.iter().copied()).to_string();
        assert_eq!(lines(&[2, 3, 4, 7, 8, 11]), "2–4, 7, 8, 11");
        assert_eq!(lines(&[5]), "5");
        assert_eq!(lines(&[]), "");
    }
}
