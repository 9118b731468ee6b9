//! Values recorded below a path.

use highwater_facts::{CellRef, Fact, Quantity, Unit, Value};

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
/// use highwater_facts::{Quantity, Unit};
/// use highwater_study::{Facts, Results};
///
/// let mm = |x| Quantity::exact(x, Unit::Of("mm"));
/// let mut facts = Facts::below("rain");
/// facts.add("by_month[jun_2023]", mm(12.0), "rain in June", "", []);
/// facts.add("by_month[oct_2023]", mm(142.0), "rain in October", "", []);
/// let results = Results::from(facts);
/// let october = results.ledger.get("rain.oct_2023").ok_or("no such value")?;
/// assert_eq!(october.value.number(), Some(142.0));
/// # Ok::<(), &str>(())
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
        self.results.add(&path, |path| {
            Fact::new(path, value, label).how(how).from_cells(cells)
        });
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
