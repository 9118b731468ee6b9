//! Values recorded below a path.

use std::sync::Arc;

use highwater_facts::{CellRef, Fact, Key, Quantity, RowSet, Traced, TracedSeries, Unit, Value};

use crate::error::StudyError;
use crate::results::Results;

/// Values recorded below a path, which become [`Results`].
///
/// If a table has a row for each month, model or other key, brackets in the name mark the key, and the
/// values of all rows become a list: `growth.by_month[jul_2022]` is recorded under `growth.jul_2022`,
/// and in the list `growth.by_month`. In `share.year.[y2022]` the segment before says what the key is;
/// the list is `share.year`.
///
/// # Example
///
/// ```
/// use highwater_facts::{CellRef, Key, Quantity, TracedSeries, Unit};
/// use highwater_study::{Facts, Results};
///
/// let months = [(2, "June 2023", 12.0), (3, "October 2023", 142.0)];
/// let rain = TracedSeries::column("mm", months.map(|(line, month, mm)| {
///     let cell = CellRef { file: "rain.csv".into(), line, column: "mm".into() };
///     (Key::from(month), cell, Quantity::exact(mm, Unit::Of("mm")))
/// }));
/// let mut facts = Facts::below("rain");
/// facts.list("by_month[]", &rain, "rain in {}");
/// facts.record("total", rain.sum()?, "rain in all months");
///
/// let results = Results::from(facts);
/// let october = results.ledger.get("rain.october_2023").ok_or("no such value")?;
/// assert_eq!(october.value.number(), Some(142.0));
/// let total = results.ledger.get("rain.total").ok_or("no such value")?;
/// assert_eq!((total.how.as_str(), total.cells.len()), ("sum(mm)", 2));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// What a fit or a test computes from many rows rests on their set: [`of_rows`](Self::of_rows) gives
/// it once for all values of a sample, [`within`](Self::within) for those of a part of it.
#[derive(Debug)]
pub struct Facts {
    prefix: String,
    /// The sets of rows that values are computed from now, each a part of the one before.
    rows: Vec<Arc<RowSet>>,
    results: Results,
}

impl Facts {
    /// Starts to record values below a path, whose first segment is the name of the study.
    #[must_use]
    pub fn below(path: impl Into<String>) -> Self {
        Facts {
            prefix: path.into(),
            rows: Vec::new(),
            results: Results::default(),
        }
    }

    /// Returns the same, whose next values are computed from a set of rows. A value that brings cells
    /// or rows of its own keeps these. A set without rows says nothing, and values rest on what they
    /// rested on before.
    ///
    /// # Example
    ///
    /// ```
    /// use highwater_facts::{NamedRow, Quantity, RowSet, Unit};
    /// use highwater_study::{Facts, Results};
    ///
    /// let row = |line: u64, name: &str| NamedRow {
    ///     file: "models.csv".into(), line, place: line as usize - 2, name: name.into(),
    /// };
    /// let rows = [row(2, "A 7B"), row(3, "A 70B"), row(4, "B 7B")];
    /// let of_a = RowSet::new("fit.of_a", "models of A", rows[..2].to_vec());
    /// let sample = RowSet::new("fit.sample", "models with a score", rows);
    ///
    /// let mut facts = Facts::below("fit").of_rows(sample.into());
    /// facts.record("slope", Quantity::exact(0.3, Unit::Number), "slope of the fit");
    /// facts.within(&of_a.into(), |facts| facts.count("n_of_a", 2, "models", "models of A"));
    ///
    /// let ledger = Results::from(facts).ledger;
    /// let rows = |path| Some(ledger.rows_behind(ledger.get(path)?));
    /// assert_eq!((rows("fit.slope"), rows("fit.n_of_a")), (Some(3), Some(2)));
    /// ```
    #[must_use]
    pub fn of_rows(mut self, set: Arc<RowSet>) -> Self {
        self.rest_on(&set);
        self
    }

    /// Records values that are computed from a narrower set of rows. A list of such values, each of a
    /// set of its own, rests on the set around these.
    pub fn within<T>(&mut self, set: &Arc<RowSet>, record: impl FnOnce(&mut Self) -> T) -> T {
        let before = self.rows.len();
        self.rest_on(set);
        let recorded = record(self);
        self.rows.truncate(before);
        recorded
    }

    /// Records values as [`within`](Self::within) does, if there is a narrower set.
    pub fn within_any<T>(
        &mut self,
        set: Option<&Arc<RowSet>>,
        record: impl FnOnce(&mut Self) -> T,
    ) -> T {
        match set {
            Some(set) => self.within(set, record),
            None => record(self),
        }
    }

    fn rest_on(&mut self, set: &Arc<RowSet>) {
        if !set.rows().is_empty() {
            self.rows.push(set.clone());
        }
    }

    /// Records a value: its name below the path, the value, which knows its cells and how it was
    /// computed, and what it is.
    ///
    /// A path that is at fault or taken is among the errors of the results.
    pub fn record(
        &mut self,
        name: &str,
        value: impl Into<Traced<Value>>,
        label: impl Into<String>,
    ) {
        let path = format!("{}.{name}", self.prefix);
        let fact = Fact::new("", value, label);
        self.add_fact(&path, fact);
    }

    /// Records each item of a list, and the list. In the name, empty brackets stand for the key of the
    /// row: `growth.by_month[]` records `growth.jul_2022` and the others, and the list
    /// `growth.by_month`.
    pub fn by_row<T>(&mut self, name: &str, list: &TracedSeries<T>, label: impl Fn(&Key) -> String)
    where
        T: Clone,
        Traced<T>: Into<Traced<Value>>,
    {
        for item in list {
            let name = name.replacen("[]", &format!("[{}]", item.key.segment()), 1);
            self.record(&name, item.value.clone(), label(&item.key));
        }
        let path = format!("{}.{name}", self.prefix);
        self.results.describe_list(&path, list.how());
    }

    /// Records each item of a list, and the list, as [`by_row`](Self::by_row) does. In the label, empty
    /// braces stand for the name of the row: `rain in {}`.
    pub fn list<T>(&mut self, name: &str, list: &TracedSeries<T>, label: &str)
    where
        T: Clone,
        Traced<T>: Into<Traced<Value>>,
    {
        self.by_row(name, list, |key| label.replace("{}", &key.name()));
    }

    fn add_fact(&mut self, path: &str, mut fact: Fact) {
        if fact.cells.is_empty() && fact.row_set.is_none() {
            fact.row_set = self.rows.last().cloned();
        }
        self.results.add(path, &self.rows, fact);
    }

    /// Adds a cell of a table as it stands: its name below the path, and what it is.
    pub fn cell(
        &mut self,
        name: &str,
        value: impl Into<Value>,
        label: impl Into<String>,
        cell: CellRef,
    ) {
        self.add(name, value, label, "", [cell]);
    }

    /// Adds a count of things: its name below the path, how many, what, and what it is.
    pub fn count(&mut self, name: &str, n: u64, things: &'static str, label: &str) {
        let n = Quantity::exact(n as f64, Unit::Of(things));
        self.add(name, n, label, "", []);
    }

    /// Adds a value: its name below the path, what it is, how it was computed, and from which cells.
    ///
    /// A path that is at fault or taken is among the errors of the results.
    pub fn add(
        &mut self,
        name: &str,
        value: impl Into<Value>,
        label: impl Into<String>,
        how: &str,
        cells: impl IntoIterator<Item = CellRef>,
    ) {
        let path = format!("{}.{name}", self.prefix);
        let value: Value = value.into();
        let fact = Fact::new("", value, label).how(how).from_cells(cells);
        self.add_fact(&path, fact);
    }

    /// Adds an error that keeps the study from one of its values.
    pub fn error(&mut self, error: StudyError) {
        self.results.problems.errors.push(error);
    }
}

impl From<Facts> for Results {
    fn from(facts: Facts) -> Self {
        facts.results
    }
}
