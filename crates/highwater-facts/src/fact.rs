//! One value under one path, with the cells it was computed from.

use std::sync::Arc;

use crate::row_set::RowSet;
use crate::source::CellRef;
use crate::traced::Traced;
use crate::value::Value;

/// One value under one path, with what it is and where it comes from.
#[derive(Clone, Debug, PartialEq)]
pub struct Fact {
    /// The path: `wave.downloads.growth_factor`.
    pub path: String,
    /// The value.
    pub value: Value,
    /// What it is, in a few words: "growth of monthly downloads".
    pub label: String,
    /// How it was computed, in words: "last month ÷ first month"; empty for a cell as it stands.
    pub how: String,
    /// The cells it was computed from, in order, each once.
    pub cells: Vec<CellRef>,
    /// The rows that it rests on, if a set of them made it.
    pub row_set: Option<Arc<RowSet>>,
}

impl Fact {
    /// Makes a fact of a path, a value and what that is. A [`Traced`] value brings its cells, its rows
    /// and how it was computed; another one names none yet.
    #[must_use]
    pub fn new(
        path: impl Into<String>,
        value: impl Into<Traced<Value>>,
        label: impl Into<String>,
    ) -> Self {
        let traced: Traced<Value> = value.into();
        Fact {
            path: path.into(),
            label: label.into(),
            how: traced.how(),
            cells: traced.cells(),
            row_set: traced.origin().row_set(),
            value: traced.into_value(),
        }
    }

    /// The same fact, with how it was computed.
    #[must_use]
    pub fn how(self, how: impl Into<String>) -> Self {
        Fact {
            how: how.into(),
            ..self
        }
    }

    /// The same fact, with the cells it was computed from; each is kept once, in order.
    #[must_use]
    pub fn from_cells(mut self, cells: impl IntoIterator<Item = CellRef>) -> Self {
        self.cells.extend(cells);
        self.cells.sort();
        self.cells.dedup();
        self
    }

    /// The number of rows that its cells stand in; [`Ledger::rows_behind`](crate::Ledger::rows_behind)
    /// counts those of a set too.
    #[must_use]
    pub fn rows(&self) -> usize {
        let mut rows: Vec<_> = self
            .cells
            .iter()
            .map(|cell| (&cell.file, cell.line))
            .collect();
        rows.dedup();
        rows.len()
    }

    /// Returns the study that computed it: the first segment of the path.
    #[must_use]
    pub fn study(&self) -> &str {
        self.path.split('.').next().unwrap_or_default()
    }
}
