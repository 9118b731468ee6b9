//! The rows that values rest on: named, in order, and held once for all of them.

use std::fmt;
use std::sync::Arc;

use crate::fact_path::{FactPath, PathError};

/// A row of a table, and what it is called.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NamedRow {
    /// The [`path`](crate::Source::path) of the file.
    pub file: Arc<str>,
    /// The line that the row starts on, from 1.
    pub line: u64,
    /// Its place among the rows of the file, from 0: a row may take several lines, so that lines alone
    /// do not tell neighbours.
    pub place: usize,
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
/// use highwater_facts::{Fact, Ledger, NamedRow, Quantity, RowSet, Traced, Unit};
///
/// let row = |place, line, name: &str| NamedRow {
///     file: "models.csv".into(), line, place, name: name.into(),
/// };
/// // The first, second, third and fifth row of a table, as a study came upon them. The second takes
/// // two lines.
/// let rows = [row(4, 9, "d"), row(0, 2, "a"), row(1, 3, "b"), row(2, 5, "c"), row(1, 3, "b")];
/// let set = RowSet::new("wave.sample", "the models with a score", rows);
/// assert_eq!(set.rows().len(), 4);
/// assert_eq!(set.files().next(), Some(("models.csv", "2-5 9".to_owned())));
///
/// let mut ledger = Ledger::default();
/// let slope = Quantity::exact(0.3, Unit::Number);
/// let slope = Traced::from_rows(slope, "least squares", &set.into());
/// ledger.add(Fact::new("wave.fit.slope", slope, "slope of the fit"))?;
/// let fact = ledger.get("wave.fit.slope").ok_or("no such fact")?;
/// assert_eq!(ledger.rows_behind(fact), 4);
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
    /// Returns a set of rows; each is kept once, by file and line.
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

    /// Returns the rows, by file and line.
    #[must_use]
    pub fn rows(&self) -> &[NamedRow] {
        &self.rows
    }

    /// Returns the rows of each file, the files by path.
    pub fn by_file(&self) -> impl Iterator<Item = (&str, &[NamedRow])> {
        let files = self.rows.chunk_by(|a, b| a.file == b.file);
        files.filter_map(|rows| Some((&*rows.first()?.file, rows)))
    }

    /// The lines of each file in a text, as [`Lines`] writes them; the files by path.
    pub fn files(&self) -> impl Iterator<Item = (&str, String)> {
        let files = self.by_file();
        files.map(|(file, rows)| (file, Lines::of(rows).to_string()))
    }

    pub(crate) fn check(&self) -> Result<(), PathError> {
        FactPath::check(&self.name)
    }
}

/// The lines on which rows of a file start: `2-5 9` are each row that starts on line 2 to 5, and that
/// on line 9.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lines(Vec<Span>);

/// The lines of the first and the last of some rows that follow each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Span {
    first: u64,
    last: u64,
    rows: usize,
}

impl Lines {
    /// Returns the lines of rows of one file, in order.
    #[must_use]
    pub fn of(rows: &[NamedRow]) -> Self {
        let runs = rows.chunk_by(|a, b| a.place + 1 == b.place);
        let span = |run: &[NamedRow]| {
            Some(Span {
                first: run.first()?.line,
                last: run.last()?.line,
                rows: run.len(),
            })
        };
        Lines(runs.filter_map(span).collect())
    }
}

impl fmt::Display for Lines {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, Span { first, last, rows }) in self.0.iter().enumerate() {
            let before = if at > 0 { " " } else { "" };
            match rows {
                1 => write!(f, "{before}{first}")?,
                2 => write!(f, "{before}{first} {last}")?,
                _ => write!(f, "{before}{first}-{last}")?,
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
            // Each row takes a line, and the first stands on the second.
            place: line as usize - 2,
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
        let lines = |lines: &[u64]| {
            let rows: Vec<NamedRow> = lines.iter().map(|line| row("a", *line)).collect();
            Lines::of(&rows).to_string()
        };
        assert_eq!(lines(&[2, 3, 4, 7, 8, 11]), "2-4 7 8 11");
        assert_eq!(lines(&[5]), "5");
        assert_eq!(lines(&[]), "");
    }

    #[test]
    fn lines_that_follow_each_other_are_no_neighbours_where_a_row_is_between() {
        // The row on line 3 takes three lines; between those on 6 and 8 another starts.
        let row = |place, line| NamedRow {
            place,
            ..row("a", line)
        };
        let rows = [row(0, 2), row(1, 3), row(2, 6), row(4, 8)];
        assert_eq!(Lines::of(&rows).to_string(), "2-6 8");
    }
}
