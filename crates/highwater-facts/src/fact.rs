//! One value under one path, with the cells it was computed from.

mod segment;

use std::fmt;
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

/// The rule for paths: lower-case segments of letters, digits and `_`, joined by dots, each starting
/// with a letter, so that a claim can name them. A segment after the first may be a whole number, the
/// place in a list; a value link can name such a path, a claim cannot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FactPath;

impl FactPath {
    /// Checks a path against the rule.
    ///
    /// # Errors
    ///
    /// [`PathError`] with the first segment that breaks the rule.
    ///
    /// # Example
    ///
    /// ```
    /// use highwater_facts::FactPath;
    ///
    /// assert!(FactPath::check("wave.downloads.jan_2022").is_ok());
    /// assert!(FactPath::check("wave.downloads.2022_01").is_err());
    /// assert!(FactPath::check("efficiency.buckets.1.n").is_ok());
    /// ```
    pub fn check(path: &str) -> Result<(), PathError> {
        for (place, segment) in path.split('.').enumerate() {
            let is_number = !segment.is_empty() && segment.chars().all(|c| c.is_ascii_digit());
            if place > 0 && is_number {
                continue;
            }
            let starts = segment.starts_with(|c: char| c.is_ascii_lowercase());
            let rest = segment
                .chars()
                .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_');
            if !starts || !rest {
                return Err(PathError {
                    path: path.to_owned(),
                    segment: segment.to_owned(),
                });
            }
        }
        Ok(())
    }

    /// Returns a name as a segment of a path: `Llama 2 70B` gives `llama_2_70b`, `r/LocalLLaMA` gives
    /// `r_localllama`, `Ørsted` gives `orsted`.
    ///
    /// Latin letters lose their marks. What else a path cannot hold, and what tells names apart that
    /// would be one, is kept as a code: `C++` gives `c_plus_plus`, `日本` gives `u65e5_u672c`. A path is
    /// added to a ledger once, so that names which still meet are an error there, never one value for
    /// another.
    ///
    /// # Example
    ///
    /// ```
    /// use highwater_facts::FactPath;
    ///
    /// assert_eq!(FactPath::segment("Côte d’Ivoire"), "cote_d_ivoire");
    /// assert_ne!(FactPath::segment("C"), FactPath::segment("C#"));
    /// assert!(FactPath::check(&FactPath::segment("日本")).is_ok());
    /// ```
    #[must_use]
    pub fn segment(name: &str) -> String {
        segment::of(name)
    }

    /// Returns whether a path is `stem` or lies below it.
    pub(crate) fn is_at_or_below(path: &str, stem: &str) -> bool {
        path.strip_prefix(stem)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
    }
}

/// A path that breaks the rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PathError {
    /// The path.
    pub path: String,
    /// The segment at fault.
    pub segment: String,
}

impl fmt::Display for PathError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "the path `{}` has the segment `{}`; a segment is a lower-case letter, then letters, digits and `_`, or the place in a list",
            self.path, self.segment
        )
    }
}

impl std::error::Error for PathError {}
