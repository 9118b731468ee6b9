//! The list of studies, and how they run.

use crate::inputs::Inputs;
use crate::model_table;
use crate::output::Output;
use crate::parameters::{Parameter, Parameters};
use crate::{divide, efficiency, openness, wave};

/// A study.
#[derive(Clone, Copy, Debug)]
pub struct Study {
    /// Its name, the first segment of its paths.
    pub name: &'static str,
    /// The folder of its tables below `data/`; empty where they lie in `data/` itself.
    pub tables: &'static str,
    /// What a reader may set.
    pub parameters: &'static [Parameter],
    /// The snapshots that it runs on where they are at hand.
    pub snapshots: &'static [&'static str],
    run: fn(&Inputs<'_>, &Parameters, &mut Output),
}

impl Study {
    /// Runs the study alone.
    pub fn run(&self, inputs: &Inputs<'_>, parameters: &Parameters, output: &mut Output) {
        (self.run)(inputs, parameters, output);
        output.record_lists();
    }

    /// Whether the study would read the same from both: the folders of its tables and the published
    /// tables that it runs on. What it gives is equal then, and one run is enough.
    #[must_use]
    pub fn reads_the_same(&self, a: &Inputs<'_>, b: &Inputs<'_>) -> bool {
        let same = |name: &&str| a.published(name) == b.published(name);
        let folders = [self.tables, model_table::FOLDER];
        let same_folder = |name: &&str| a.folder(name) == b.folder(name);
        folders.iter().all(same_folder) && self.snapshots.iter().all(same)
    }
}

/// All studies, in the order in which they run.
#[must_use]
pub fn all() -> &'static [Study] {
    &[
        Study {
            name: "wave",
            tables: wave::FOLDER,
            parameters: wave::PARAMETERS,
            snapshots: &[],
            run: wave::run,
        },
        Study {
            name: "openness",
            tables: openness::FOLDER,
            parameters: openness::PARAMETERS,
            snapshots: &[openness::SNAPSHOT],
            run: openness::run,
        },
        Study {
            name: "efficiency",
            tables: efficiency::FOLDER,
            parameters: efficiency::PARAMETERS,
            snapshots: &[efficiency::BENCHMARKS, efficiency::GSM1K],
            run: efficiency::run,
        },
        Study {
            name: "divide",
            tables: divide::FOLDER,
            parameters: divide::PARAMETERS,
            snapshots: &[divide::SNAPSHOT],
            run: divide::run,
        },
    ]
}

/// Runs all studies.
#[must_use]
pub fn run(inputs: &Inputs<'_>, parameters: &Parameters) -> Output {
    let mut output = Output::default();
    for study in all() {
        study.run(inputs, parameters, &mut output);
    }
    output.ledger.settings = parameters.settings().collect();
    output
}
