//! Values recorded below a path.

use highwater_facts::{CellRef, Fact, Key, Quantity, Traced, TracedSeries, Unit, Value};

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
/// facts.by_row("by_month[]", &rain, |month| format!("rain in {}", month.name()));
/// facts.record("total", rain.sum()?, "rain in all months");
///
/// let results = Results::from(facts);
/// let october = results.ledger.get("rain.october_2023").ok_or("no such value")?;
/// assert_eq!(october.value.number(), Some(142.0));
/// let total = results.ledger.get("rain.total").ok_or("no such value")?;
/// assert_eq!((total.how.as_str(), total.cells.len()), ("sum(mm)", 2));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct Facts {
    prefix: String,
    results: Results,
}

impl Facts {
    /// Starts to record values below a path, whose first segment is the name of the study.
    #[must_use]
    pub fn below(path: impl Into<String>) -> Self {
        Facts {
            prefix: path.into(),
            results: Results::default(),
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

    fn add_fact(&mut self, path: &str, fact: Fact) {
        self.results.add(path, |path| Fact { path, ..fact });
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
