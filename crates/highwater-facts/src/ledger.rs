//! All facts of a report, by path.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::fmt;
use std::sync::Arc;

use crate::basis::{Basis, BasisKind};
use crate::fact::Fact;
use crate::fact_path::{FactPath, PathError};
use crate::nearest;
use crate::row_set::RowSet;
use crate::source::Source;
use crate::value::{Series, Value};

/// All facts of a report, by path, and the files that they come from.
///
/// One fact has one value: a path can be added once.
#[derive(Clone, Debug, Default)]
pub struct Ledger {
    facts: BTreeMap<String, Fact>,
    row_sets: BTreeMap<String, Arc<RowSet>>,
    /// What the rows of sets are called, by file and line.
    row_names: BTreeMap<Arc<str>, BTreeMap<u64, Arc<str>>>,
    figure_rows: BTreeMap<String, Vec<String>>,
    /// The files that the studies read, in the order they were read.
    pub sources: Vec<Source>,
    /// What those studies ran on that may run on one of several tables.
    pub bases: Vec<Basis>,
    /// What a reader set, as `PATH=VALUE`; the first segment of a path is its study.
    pub settings: Vec<String>,
}

/// The study that a path, or a setting, belongs to.
fn study_of(path: &str) -> &str {
    path.split('.').next().unwrap_or_default()
}

impl Ledger {
    /// Returns what sets a study apart from the one that stories are written for: a file of a reader or
    /// another snapshot in the place of its own, and what a reader set, a line each. Empty where
    /// nothing does.
    ///
    /// # Example
    ///
    /// ```
    /// use highwater_facts::Ledger;
    ///
    /// let mut ledger = Ledger::default();
    /// ledger.settings.push("wave.until=2023-04".to_owned());
    /// assert_eq!(ledger.departures("wave.downloads.last"), ["set: wave.until=2023-04"]);
    /// assert!(ledger.departures("openness.rows.raw").is_empty());
    /// ```
    #[must_use]
    pub fn departures(&self, path: &str) -> Vec<String> {
        let study = study_of(path);
        let bases = self.bases.iter().filter(|basis| basis.study == study);
        let others = bases
            .filter(|basis| matches!(basis.kind, BasisKind::Unlisted | BasisKind::OtherSnapshot));
        let settings = self.settings.iter();
        let set = settings.filter(|setting| study_of(setting) == study);
        others
            .map(ToString::to_string)
            .chain(set.map(|setting| format!("set: {setting}")))
            .collect()
    }

    /// Adds a fact.
    ///
    /// # Errors
    ///
    /// [`LedgerError`] where the path breaks the rule of [`FactPath`] or is taken already.
    pub fn add(&mut self, fact: Fact) -> Result<(), LedgerError> {
        FactPath::check(&fact.path).map_err(LedgerError::Path)?;
        if let Some(set) = &fact.row_set {
            self.keep_rows(set)?;
        }
        match self.facts.entry(fact.path.clone()) {
            Entry::Occupied(_) => Err(LedgerError::Duplicate { path: fact.path }),
            Entry::Vacant(entry) => {
                entry.insert(fact);
                Ok(())
            }
        }
    }

    /// Adds a set of rows that a figure shows, besides those of the values in its words.
    ///
    /// # Errors
    ///
    /// [`LedgerError`] if the name of the set breaks the rule of [`FactPath`] or is that of another set.
    pub fn rest_figure(&mut self, figure: &str, set: &Arc<RowSet>) -> Result<(), LedgerError> {
        if set.rows().is_empty() {
            return Ok(());
        }
        self.keep_rows(set)?;
        let sets = self.figure_rows.entry(figure.to_owned()).or_default();
        sets.push(set.name.clone());
        Ok(())
    }

    /// Keeps a set that a fact or a figure rests on, once.
    fn keep_rows(&mut self, set: &Arc<RowSet>) -> Result<(), LedgerError> {
        match self.row_sets.get(&set.name) {
            Some(known) if Arc::ptr_eq(known, set) || known == set => return Ok(()),
            Some(_) => {
                let name = set.name.clone();
                return Err(LedgerError::DuplicateRows { name });
            }
            None => set.check().map_err(LedgerError::Path)?,
        }
        for row in set.rows() {
            let names = self.row_names.entry(row.file.clone()).or_default();
            names.insert(row.line, row.name.clone());
        }
        self.row_sets.insert(set.name.clone(), set.clone());
        Ok(())
    }

    /// Returns what the rows of a file are called that sets hold, by line.
    #[must_use]
    pub fn row_names(&self, file: &str) -> Option<&BTreeMap<u64, Arc<str>>> {
        self.row_names.get(file)
    }

    /// The set of rows of that name.
    #[must_use]
    pub fn row_set(&self, name: &str) -> Option<&RowSet> {
        self.row_sets.get(name).map(|set| &**set)
    }

    /// All sets of rows, sorted by name.
    pub fn row_sets(&self) -> impl Iterator<Item = &RowSet> {
        self.row_sets.values().map(|set| &**set)
    }

    /// Returns the sets of rows that a figure shows, besides those of the values in its words.
    pub fn rows_of_figure(&self, figure: &str) -> impl Iterator<Item = &RowSet> {
        let names = self.figure_rows.get(figure).into_iter().flatten();
        names.filter_map(|name| self.row_set(name))
    }

    /// The set of rows that a fact rests on, where it names one.
    #[must_use]
    pub fn row_set_of(&self, fact: &Fact) -> Option<&RowSet> {
        self.row_set(&fact.row_set.as_ref()?.name)
    }

    /// Returns how many rows a fact rests on: those of its cells, or of its set.
    #[must_use]
    pub fn rows_behind(&self, fact: &Fact) -> usize {
        let of_set = self.row_set_of(fact).map(|set| set.rows().len());
        of_set.unwrap_or_else(|| fact.rows())
    }

    /// Adds all that another ledger holds; a source that both read is kept once.
    ///
    /// # Errors
    ///
    /// [`LedgerError::Duplicate`] with the first path that both hold, or
    /// [`LedgerError::DuplicateRows`] with the first set; what came before it is added.
    pub fn append(&mut self, other: &Ledger) -> Result<(), LedgerError> {
        for source in &other.sources {
            if !self.sources.contains(source) {
                self.sources.push(source.clone());
            }
        }
        self.bases.extend(other.bases.iter().cloned());
        for setting in &other.settings {
            if !self.settings.contains(setting) {
                self.settings.push(setting.clone());
            }
        }
        for set in other.row_sets.values() {
            self.keep_rows(set)?;
        }
        for (figure, sets) in &other.figure_rows {
            let own = self.figure_rows.entry(figure.clone()).or_default();
            own.extend(sets.iter().cloned());
        }
        let mut facts = other.facts();
        facts.try_for_each(|fact| self.add(fact.clone()))
    }

    /// Returns the fact under a path.
    #[must_use]
    pub fn get(&self, path: &str) -> Option<&Fact> {
        self.facts.get(path)
    }

    /// Returns the fact that a path names and the value: that of the fact, or a [part](Value::part) of it,
    /// such as `PATH.low` or `PATH.max`.
    ///
    /// # Example
    ///
    /// ```
    /// use highwater_facts::{Fact, Ledger, Quantity, Unit};
    ///
    /// let mut ledger = Ledger::default();
    /// let factor = Quantity::range(10.0, 50.0, Unit::Ratio)?;
    /// ledger.add(Fact::new("wave.cost.factor", factor, "fall of the cost"))?;
    /// let (_, high) = ledger.resolve("wave.cost.factor.high").ok_or("no such path")?;
    /// assert_eq!(high.number(), Some(50.0));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn resolve(&self, path: &str) -> Option<(&Fact, Value)> {
        let mut stem = path;
        let mut segments = Vec::new();
        loop {
            if let Some(fact) = self.get(stem) {
                segments.reverse();
                return Some((fact, fact.value.part(&segments)?));
            }
            let (before, segment) = stem.rsplit_once('.')?;
            segments.push(segment);
            stem = before;
        }
    }

    /// Returns all facts, sorted by path.
    pub fn facts(&self) -> impl Iterator<Item = &Fact> {
        self.facts.values()
    }

    /// The facts whose path is `prefix` or lies below it; all for an empty prefix.
    pub fn below<'a>(&'a self, prefix: &'a str) -> impl Iterator<Item = &'a Fact> {
        let facts = self.facts.values();
        facts.filter(move |fact| prefix.is_empty() || FactPath::is_at_or_below(&fact.path, prefix))
    }

    /// Returns the paths that an unknown one may stand for, the likeliest first.
    #[must_use]
    pub fn nearest(&self, path: &str) -> Vec<String> {
        nearest::paths(path, self.facts.keys().map(String::as_str))
    }

    /// Returns in words how a path may go on that starts with that of a list and ends in no part or row of
    /// it: "a list has the parts ..".
    #[must_use]
    pub fn parts_instead_of(&self, path: &str) -> Option<String> {
        let mut stem = path;
        while self.get(stem).is_none() {
            stem = stem.rsplit_once('.')?.0;
        }
        let Value::Series(series) = &self.get(stem)?.value else {
            return None;
        };
        let part = path[stem.len()..].split('.').nth(1)?;
        if matches!(part, "from" | "until") {
            let keys = series.items.iter().map(|item| format!("`{}`", item.key));
            let keys: Vec<String> = keys.collect();
            return Some(format!("`{stem}` has the rows {}", keys.join(", ")));
        }
        let parts = Series::PARTS.map(|part| format!("`{part}`")).join(", ");
        Some(format!("a list has the parts {parts}"))
    }

    /// Returns how many facts there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.facts.len()
    }

    /// Returns whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.facts.is_empty()
    }

    /// Returns the source of that path.
    #[must_use]
    pub fn source(&self, path: &str) -> Option<&Source> {
        self.sources.iter().find(|source| &*source.path == path)
    }
}

/// A fact that cannot be added.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum LedgerError {
    /// The path breaks the rule.
    Path(PathError),
    /// The path is taken.
    Duplicate {
        /// The path.
        path: String,
    },
    /// The name of a set of rows is taken.
    DuplicateRows {
        /// The name.
        name: String,
    },
}

impl fmt::Display for LedgerError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            LedgerError::Path(error) => error.fmt(f),
            LedgerError::Duplicate { path } => {
                write!(
                    f,
                    "the path `{path}` is in the ledger already; one fact has one value"
                )
            }
            LedgerError::DuplicateRows { name } => {
                write!(
                    f,
                    "the ledger has rows called `{name}` already; give each set of rows a name of its own"
                )
            }
        }
    }
}

impl std::error::Error for LedgerError {}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quantity::Quantity;
    use crate::row_set::NamedRow;
    use crate::traced::Traced;
    use crate::unit::Unit;

    fn ledger() -> Ledger {
        let mut ledger = Ledger::default();
        for path in [
            "wave.downloads.first",
            "wave.downloads.last",
            "wave.models.last",
        ] {
            ledger
                .add(Fact::new(path, Quantity::exact(1.0, Unit::Ratio), "a fact"))
                .unwrap();
        }
        ledger
    }

    #[test]
    fn one_fact_has_one_value() {
        let mut ledger = ledger();
        let again = Fact::new(
            "wave.models.last",
            Quantity::exact(2.0, Unit::Ratio),
            "again",
        );
        assert_eq!(
            ledger.add(again),
            Err(LedgerError::Duplicate {
                path: "wave.models.last".to_owned()
            })
        );
        assert_eq!(
            ledger.get("wave.models.last").unwrap().value.number(),
            Some(1.0)
        );
    }

    #[test]
    fn two_ledgers_become_one_where_no_path_is_in_both() {
        let mut both = Ledger::default();
        let of = |path| Fact::new(path, Quantity::exact(1.0, Unit::Ratio), "a fact");
        both.add(of("openness.n")).unwrap();
        both.append(&ledger()).unwrap();
        assert_eq!(both.len(), 4);
        let path = "wave.downloads.first".to_owned();
        assert_eq!(both.append(&ledger()), Err(LedgerError::Duplicate { path }));
    }

    fn set(name: &str, lines: std::ops::Range<u64>) -> RowSet {
        let row = |line| NamedRow {
            file: "a.csv".into(),
            line,
            place: line as usize,
            name: "a model".into(),
        };
        RowSet::new(name, "some rows", lines.map(row))
    }

    /// A fact under a path that rests on a set.
    fn resting(path: &str, set: RowSet) -> Fact {
        let one = Quantity::exact(1.0, Unit::Ratio);
        Fact::new(
            path,
            Traced::from_rows(one, "a count", &set.into()),
            "a fact",
        )
    }

    #[test]
    fn a_set_is_kept_once_and_its_name_is_given_once() {
        let mut ledger = ledger();
        ledger
            .add(resting("wave.a", set("wave.all", 2..9)))
            .unwrap();
        ledger
            .add(resting("wave.b", set("wave.all", 2..9)))
            .unwrap();
        assert_eq!(ledger.row_sets().count(), 1);
        let fact = ledger.get("wave.b").unwrap();
        assert_eq!(ledger.rows_behind(fact), 7);
        let name = "wave.all".to_owned();
        let other = resting("wave.c", set("wave.all", 2..3));
        assert_eq!(
            ledger.add(other.clone()),
            Err(LedgerError::DuplicateRows { name: name.clone() })
        );
        let (mut both, mut another) = (Ledger::default(), Ledger::default());
        both.append(&ledger).unwrap();
        assert_eq!(both.row_sets().count(), 1);
        another.add(other).unwrap();
        assert_eq!(
            both.append(&another),
            Err(LedgerError::DuplicateRows { name })
        );
        assert!(both.add(resting("wave.d", set("Wave", 2..3))).is_err());
    }

    #[test]
    fn a_figure_shows_sets_that_have_rows() {
        let mut ledger = ledger();
        for lines in [2..9, 2..2] {
            let set = set(&format!("wave.to_{}", lines.end), lines);
            ledger.rest_figure("wave-models", &set.into()).unwrap();
        }
        let mut both = Ledger::default();
        both.append(&ledger).unwrap();
        let of = |figure| -> Vec<usize> {
            both.rows_of_figure(figure)
                .map(|set| set.rows().len())
                .collect()
        };
        assert_eq!((of("wave-models"), of("wave-cost")), (vec![7], vec![]));
    }

    #[test]
    fn a_prefix_ends_at_a_dot() {
        let ledger = ledger();
        assert_eq!(ledger.below("wave.downloads").count(), 2);
        assert_eq!(ledger.below("wave.down").count(), 0);
        assert_eq!(ledger.below("").count(), 3);
    }

    #[test]
    fn an_unknown_path_gets_the_nearest() {
        let ledger = ledger();
        assert_eq!(
            ledger.nearest("wave.downloads.frst")[0],
            "wave.downloads.first"
        );
        assert!(
            ledger
                .nearest("last")
                .contains(&"wave.models.last".to_owned())
        );
    }
}
