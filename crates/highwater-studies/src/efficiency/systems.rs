//! Systems with their scores, whichever table they come from.

use std::collections::BTreeMap;
use std::sync::Arc;

use highwater_facts::{CellRef, NamedRow, RowSet};
use highwater_ingest::Date;

use super::benchmark::{Benchmark, Cost};

/// The row of a table that says what guessing gives; no system.
pub const CHANCE: &str = "Random chance";

/// A system, as a row of a table tells it.
#[derive(Clone, Debug)]
pub struct System {
    /// Its name.
    pub name: Arc<str>,
    /// The file that its row stands in.
    pub file: Arc<str>,
    /// The line of its row.
    pub line: u64,
    /// The place of its row in the file, from 0.
    pub place: usize,
    /// Who developed it, as far as the beginning of its name says.
    pub developer: Option<Arc<str>>,
    /// When it was published.
    pub date: Option<Date>,
    /// The logarithm, base 10, of its active parameters.
    pub log_parameters: Option<f64>,
    /// The logarithm, base 10, of its training compute in FLOP.
    pub log_compute: Option<f64>,
    /// Its scores, from 0 to 1, in the order of [`Benchmark::ALL`].
    pub scores: [Option<f64>; 4],
    /// How far its scores are trusted: below 0 suspect, 0 no sign of it, above 0 trusted.
    pub trust: Option<f64>,
    /// Whether it is another system trained further, by the list in `finetuned.csv`.
    pub finetuned: bool,
}

/// What the header of a table calls the columns that values are read from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ColumnNames {
    /// The names of systems.
    pub system: Arc<str>,
    /// The days of publication.
    pub date: Arc<str>,
    /// The costs, in the order of [`Cost::ALL`].
    pub costs: [Arc<str>; 2],
    /// The scores, in the order of [`Benchmark::ALL`].
    pub scores: [Arc<str>; 4],
}

impl System {
    /// Returns its row.
    #[must_use]
    pub fn row(&self) -> NamedRow {
        NamedRow {
            file: self.file.clone(),
            line: self.line,
            place: self.place,
            name: self.name.clone(),
        }
    }

    /// The logarithm, base 10, of what it costs.
    #[must_use]
    pub fn log_cost(&self, cost: Cost) -> Option<f64> {
        match cost {
            Cost::Parameters => self.log_parameters,
            Cost::Compute => self.log_compute,
        }
    }

    /// Returns its score on a benchmark, from 0 to 1.
    #[must_use]
    pub fn score(&self, benchmark: Benchmark) -> Option<f64> {
        self.scores[benchmark.index()]
    }

    /// Returns whether it is the row of guesses.
    #[must_use]
    pub fn is_chance(&self) -> bool {
        &*self.name == CHANCE
    }

    /// Returns whether its name says that it was trained on instructions as Flan does.
    #[must_use]
    pub fn is_flan(&self) -> bool {
        self.name.to_lowercase().contains("flan")
    }
}

/// All systems, in the order of their tables: first GSM1k's, then the benchmarks'.
#[derive(Clone, Debug, Default)]
pub struct Systems {
    /// The rows.
    pub rows: Vec<System>,
    /// How many of them had a score of SEAL Math put in the place of GSM1k.
    pub seal_math: usize,
    /// What the header of each file calls its columns.
    pub columns: BTreeMap<Arc<str>, ColumnNames>,
}

impl Systems {
    /// Returns the rows of some systems as a set, which has a name below the study and words.
    pub(super) fn row_set(
        &self,
        name: &str,
        words: &str,
        places: impl IntoIterator<Item = usize>,
    ) -> Arc<RowSet> {
        let rows = places.into_iter().filter_map(|at| self.rows.get(at));
        let rows = rows.map(System::row);
        Arc::new(RowSet::new(format!("efficiency.{name}"), words, rows))
    }

    /// Returns the set of all rows.
    pub(super) fn all_rows(&self) -> Arc<RowSet> {
        let words = "all rows of the tables, of which each analysis takes its own";
        self.row_set("rows", words, 0..self.rows.len())
    }

    /// Returns a cell of a system's row.
    #[must_use]
    pub fn cell(&self, at: usize, column: impl Fn(&ColumnNames) -> &Arc<str>) -> Option<CellRef> {
        let system = self.rows.get(at)?;
        Some(CellRef {
            file: system.file.clone(),
            line: system.line,
            column: column(self.columns.get(&system.file)?).clone(),
        })
    }

    /// The score, from 0 to 1, that guessing gives.
    #[must_use]
    pub fn chance(&self, benchmark: Benchmark) -> f64 {
        let row = self.rows.iter().find(|system| system.is_chance());
        row.and_then(|row| row.score(benchmark))
            .unwrap_or_else(|| benchmark.chance())
    }
}

/// A day as a number of years, as the notebook counts: a twelfth for a month, and the days of a year
/// of 365.242374 days on top.
///
/// # Example
///
/// ```
/// use highwater_ingest::Date;
/// use highwater_studies::efficiency::systems::float_year;
///
/// // The notebook's own value for the release of BLOOM.
/// let date = Date::new(2022, 11, 9).unwrap();
/// assert_eq!(float_year(date), 2022.8552365969454);
/// ```
#[must_use]
pub fn float_year(date: Date) -> f64 {
    let (month, day) = (f64::from(date.month()), f64::from(date.day()));
    f64::from(date.year()) + (month - 1.0) / 12.0 + (day - 1.0) / 365.242374
}
