//! What is known of the results, once for all stories that are checked on them.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use highwater_expr::{Expression, Fault};
use highwater_facts::{Format, Ledger};

use crate::claims::{Judgement, LeftOut, ListIndex, judge};
use crate::language::Language;
use crate::lints::{Mistaken, Vocabulary};
use highwater_study::Results;

/// What is known of the results, once for all stories that are checked on them.
///
/// A predicate that was judged is not judged again: the edits of `mutate` leave most of them alone.
#[derive(Debug)]
pub(crate) struct Known<'a> {
    pub(crate) vocabulary: Vocabulary,
    ledger: &'a Ledger,
    lists: ListIndex<'a>,
    judged: Mutex<BTreeMap<Reading, Result<Judgement, Fault>>>,
    left_out: Mutex<BTreeMap<(String, String), Vec<LeftOut>>>,
    mistaken: Mutex<BTreeMap<(String, usize), Vec<Mistaken>>>,
    /// Whether claims are read again for each outcome that a reader may choose: pages need it, and findings do
    /// not.
    pub(crate) for_pages: bool,
}

/// All that a judgement hangs on: a predicate, how the story shows its values, and a tolerance.
type Reading = (String, Vec<Option<Format>>, Option<u64>);

impl<'a> Known<'a> {
    pub(crate) fn of(results: &'a Results, language: &'static Language) -> Self {
        Known {
            vocabulary: Vocabulary::of(results, language),
            ledger: &results.ledger,
            lists: ListIndex::of(&results.ledger),
            judged: Mutex::default(),
            left_out: Mutex::default(),
            mistaken: Mutex::default(),
            for_pages: true,
        }
    }

    /// Judges a predicate, or returns what was found before.
    pub(crate) fn judge(
        &self,
        text: &str,
        expression: &Expression,
        shown: &BTreeMap<String, Format>,
        tolerance: Option<f64>,
    ) -> Result<Judgement, Fault> {
        let paths = expression.paths().iter();
        let formats = paths.map(|path| shown.get(path).copied()).collect();
        let reading = (text.to_owned(), formats, tolerance.map(f64::to_bits));
        if let Some(known) = lock(&self.judged).get(&reading) {
            return known.clone();
        }
        let judged = judge(expression, self.ledger, shown, tolerance);
        lock(&self.judged).insert(reading, judged.clone());
        judged
    }

    /// Returns the lists that a value is a row of, the longest first.
    pub(crate) fn lists_of(&self, path: &str) -> Vec<String> {
        self.lists.of_row(path)
    }

    /// Returns the lists of which a predicate names some rows by hand and leaves out others.
    pub(crate) fn left_out(
        &self,
        text: &str,
        expression: &Expression,
        words: &str,
    ) -> Vec<LeftOut> {
        let key = (text.to_owned(), words.to_owned());
        if let Some(known) = lock(&self.left_out).get(&key) {
            return known.clone();
        }
        let found = self.lists.left_out(expression, words);
        lock(&self.left_out).insert(key, found.clone());
        found
    }
}

impl Known<'_> {
    /// Returns which values of a sentence are mistaken for others, found now or before: a paragraph as it is
    /// written and the place of the sentence in it decide that.
    pub(crate) fn mistaken(
        &self,
        paragraph: &str,
        place: usize,
        find: impl FnOnce() -> Vec<Mistaken>,
    ) -> Vec<Mistaken> {
        let key = (paragraph.to_owned(), place);
        if let Some(known) = lock(&self.mistaken).get(&key) {
            return known.clone();
        }
        let found = find();
        lock(&self.mistaken).insert(key, found.clone());
        found
    }
}

/// An entry is inserted whole, so that a poisoned lock is still usable.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
