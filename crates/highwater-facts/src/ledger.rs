//! All facts of a report, by path.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::fmt;

use crate::basis::{Basis, BasisKind};
use crate::fact::{Fact, FactPath, PathError};
use crate::nearest;
use crate::quantity::Quantity;
use crate::source::Source;
use crate::value::Value;

/// All facts of a report, by path, and the files that they come from.
///
/// One fact has one value: a path can be added once.
#[derive(Clone, Debug, Default)]
pub struct Ledger {
    facts: BTreeMap<String, Fact>,
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
    /// What sets a study apart from the one that stories are written for: a file of a reader or
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
        match self.facts.entry(fact.path.clone()) {
            Entry::Occupied(_) => Err(LedgerError::Duplicate { path: fact.path }),
            Entry::Vacant(entry) => {
                entry.insert(fact);
                Ok(())
            }
        }
    }

    /// Adds all that another ledger holds; a source that both read is kept once.
    ///
    /// # Errors
    ///
    /// [`LedgerError::Duplicate`] with the first path that both hold; what came before it is added.
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
        let mut facts = other.facts();
        facts.try_for_each(|fact| self.add(fact.clone()))
    }

    /// The fact under a path.
    #[must_use]
    pub fn get(&self, path: &str) -> Option<&Fact> {
        self.facts.get(path)
    }

    /// The value that a path names: that of a fact, or one end of it, `PATH.low` or `PATH.high`.
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
        if let Some(fact) = self.get(path) {
            return Some((fact, fact.value.clone()));
        }
        let (stem, end) = path.rsplit_once('.')?;
        let fact = self.get(stem)?;
        let (low, high) = fact.value.bounds()?;
        let unit = fact.value.unit()?;
        let end = match end {
            "low" => low,
            "high" => high,
            _ => return None,
        };
        Some((fact, Value::Quantity(Quantity::exact(end, unit))))
    }

    /// All facts, sorted by path.
    pub fn facts(&self) -> impl Iterator<Item = &Fact> {
        self.facts.values()
    }

    /// The facts whose path is `prefix` or lies below it; all for an empty prefix.
    pub fn below<'a>(&'a self, prefix: &'a str) -> impl Iterator<Item = &'a Fact> {
        let facts = self.facts.values();
        facts.filter(move |fact| prefix.is_empty() || FactPath::is_at_or_below(&fact.path, prefix))
    }

    /// Up to three paths that an unknown one may stand for.
    ///
    /// Candidates are whole paths that are spelt alike, then those that share the last segment.
    #[must_use]
    pub fn nearest(&self, path: &str) -> Vec<String> {
        let mut near = nearest::several(path, self.facts.keys().map(String::as_str), 3);
        let last = path.rsplit('.').next().unwrap_or(path);
        let same_end = self
            .facts
            .keys()
            .filter(|known| known.rsplit('.').next() == Some(last));
        for known in same_end {
            if near.len() < 3 && !near.contains(known) {
                near.push(known.clone());
            }
        }
        near
    }

    /// How many facts there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.facts.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.facts.is_empty()
    }

    /// The source of that path.
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
        }
    }
}

impl std::error::Error for LedgerError {}

#[cfg(test)]
mod tests {
    use super::*;
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
