//! A study, and how it runs.

use std::fmt;

use crate::at_hand::AtHand;
use crate::error::StudyError;
use crate::inputs::Inputs;
use crate::parameters::{Parameter, Parameters};
use crate::results::Results;

/// A study: from tables and parameters to results.
///
/// # Example
///
/// ```
/// use highwater_facts::{Quantity, Unit};
/// use highwater_study::{AtHand, Facts, Inputs, Parameters, Results, Study, StudyError};
///
/// fn answer(_: &Inputs<'_>) -> Result<Results, StudyError> {
///     let mut facts = Facts::below("answer");
///     facts.add("days", Quantity::exact(366.0, Unit::Days), "days of the year 2024", "", []);
///     Ok(facts.into())
/// }
///
/// let study = Study::new("answer", answer);
/// let results = study.run(&AtHand::in_folder("data"), &Parameters::default());
/// let days = results.ledger.get("answer.days").ok_or("no such value")?;
/// assert_eq!(days.value.number(), Some(366.0));
/// # Ok::<(), &str>(())
/// ```
#[derive(Clone, Copy)]
#[non_exhaustive]
pub struct Study {
    /// Its name, the first segment of the paths of its values.
    pub name: &'static str,
    /// The folder of its tables below `data/`; empty if they lie in `data/` itself.
    pub tables: &'static str,
    /// What a reader may set.
    pub parameters: &'static [Parameter],
    /// The snapshots that it runs on if they are at hand.
    pub snapshots: &'static [&'static str],
    /// Other folders below `data/` that it reads.
    pub also: &'static [&'static str],
    run: fn(&Inputs<'_>) -> Result<Results, StudyError>,
}

impl Study {
    /// Makes a study that reads tables in `data/` itself, and has no parameters and no snapshots.
    #[must_use]
    pub const fn new(
        name: &'static str,
        run: fn(&Inputs<'_>) -> Result<Results, StudyError>,
    ) -> Self {
        Study {
            name,
            tables: "",
            parameters: &[],
            snapshots: &[],
            also: &[],
            run,
        }
    }

    /// Sets the folder of its tables, below `data/`.
    #[must_use]
    pub const fn tables(self, tables: &'static str) -> Self {
        Study { tables, ..self }
    }

    /// Sets other folders below `data/` that it reads, so that it runs again when these change.
    #[must_use]
    pub const fn also(self, also: &'static [&'static str]) -> Self {
        Study { also, ..self }
    }

    /// Sets what a reader may set; the first segment of each path is the name of the study.
    #[must_use]
    pub const fn parameters(self, parameters: &'static [Parameter]) -> Self {
        Study { parameters, ..self }
    }

    /// Sets the snapshots that it runs on if they are at hand.
    #[must_use]
    pub const fn snapshots(self, snapshots: &'static [&'static str]) -> Self {
        Study { snapshots, ..self }
    }

    /// Runs the study. What kept it from a result is among the [problems](Results::problems).
    #[must_use]
    pub fn run(&self, at_hand: &AtHand<'_>, parameters: &Parameters) -> Results {
        let inputs = Inputs::new(at_hand, parameters, self.tables);
        let mut results = Results::default();
        results.attempt((self.run)(&inputs));
        results.read_from(inputs);
        results.record_lists();
        results.ledger.settings = parameters.settings().collect();
        results
    }

    /// Returns whether the study would read the same from both: the folders of its tables and the
    /// published tables that it runs on. What it gives is equal then, and one run is enough.
    #[must_use]
    pub fn reads_the_same(&self, a: &AtHand<'_>, b: &AtHand<'_>) -> bool {
        let same = |name: &&str| a.published(name) == b.published(name);
        let same_folder = |name: &&str| a.folder(name) == b.folder(name);
        same_folder(&self.tables)
            && self.also.iter().all(same_folder)
            && self.snapshots.iter().all(same)
    }
}

impl fmt::Debug for Study {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Study")
            .field("name", &self.name)
            .field("tables", &self.tables)
            .finish_non_exhaustive()
    }
}
