//! The list of studies, and how they run.

use std::path::Path;

use crate::output::Output;
use crate::parameters::{Parameter, Parameters};
use crate::wave;

/// A study.
#[derive(Clone, Copy, Debug)]
pub struct Study {
    /// Its name, the first segment of its paths.
    pub name: &'static str,
    /// What a reader may set.
    pub parameters: &'static [Parameter],
    run: fn(&Path, &str, &Parameters, &mut Output),
}

/// All studies, in the order in which they run.
#[must_use]
pub fn all() -> &'static [Study] {
    &[Study {
        name: "wave",
        parameters: wave::PARAMETERS,
        run: wave::run,
    }]
}

/// Runs all studies on a folder of data; `shown_as` is how pages and faults name it, `data`.
#[must_use]
pub fn run(data: &Path, shown_as: &str, parameters: &Parameters) -> Output {
    let mut output = Output::default();
    for study in all() {
        (study.run)(data, shown_as, parameters, &mut output);
    }
    output
}
