//! The rows that a study's values rest on, said in a line a set.

use highwater_facts::{NamedRow, RowSet};
use highwater_study::{Results, StudyError};

/// Says on which rows the values of a study rest. `row` finds a row by what the study knows it by: its
/// place or its line.
///
/// Values that are one row's own number name that cell instead, as they are recorded. The narrower of
/// two sets is said first: a value keeps the first that is said of it.
pub(crate) struct RowSets<'a, P> {
    /// Where the values are.
    pub(crate) results: &'a mut Results,
    /// The first segment of their paths.
    pub(crate) study: &'static str,
    /// The row that stands somewhere; none where there is no such row.
    pub(crate) row: &'a dyn Fn(P) -> Option<NamedRow>,
}

impl<P> RowSets<'_, P> {
    /// The rows of the values at or below the path that is the name of the set too.
    pub(crate) fn add(&mut self, name: &str, words: &str, rows: impl IntoIterator<Item = P>) {
        self.add_for(&[name], name, words, rows);
    }

    /// What figures show the rows of, beside those of the values in their words: sets said before.
    pub(crate) fn figures(&mut self, figures: &[&str], sets: &[&str]) {
        for figure in figures {
            let rows = &mut self.results.ledger.figure_rows;
            let rows = rows.entry((*figure).to_owned()).or_default();
            rows.extend(sets.iter().map(|set| format!("{}.{set}", self.study)));
        }
    }

    /// The rows of the values at or below some paths.
    pub(crate) fn add_for(
        &mut self,
        paths: &[impl AsRef<str>],
        name: &str,
        words: &str,
        rows: impl IntoIterator<Item = P>,
    ) {
        let study = self.study;
        let rows = rows.into_iter().filter_map(self.row);
        let set = RowSet::new(format!("{study}.{name}"), words, rows);
        let paths: Vec<String> = paths
            .iter()
            .map(|path| format!("{study}.{}", path.as_ref()))
            .collect();
        if let Err(error) = self.results.ledger.rest(set, &paths) {
            self.results.problems.errors.push(StudyError::Ledger(error));
        }
    }
}
