//! The compute divide: does academia fall behind in compute, and does it show in what is studied
//! and what is released?
//!
//! Question: how much less compute do academic models take than those with industry, and do teams
//! with more industry release less code?
//! Method: what the supplement of the paper printed, as facts, with its arithmetic done again; and
//! its methods on a table of all models known to its publisher, as a replication.
//! Caveat: the supplement's own coded papers are not public, so that the replication runs on other
//! papers; the share of organisations stands in for that of authors.
//! Source: Besiroglu and others, "The Compute Divide in Machine Learning", supplement (2024); Epoch
//! AI, "Data on AI models", the table of all systems of October 2024; where that is not at hand, the
//! embedded `data/models.csv`.

pub mod code_release;
pub mod compute;
pub mod notability;
pub mod printed;
pub mod records;
pub mod results;
pub mod sector;
pub mod settings;
pub mod shares;
pub mod supplement;
pub mod table;
pub mod text;

pub mod multiple_testing;
pub mod multiverse;

mod cells;
mod compute_facts;
mod exhibits;
mod input;
mod labels;
mod release_facts;
mod rows;
mod supplement_facts;

pub use cells::{categories, count_authors, is_whole_term, normalised};
pub use input::read;
pub use labels::SNAPSHOT;
pub use records::{Notability, Record, Records};
pub use results::Results;
pub use sector::{Kinds, Sector};
pub use settings::PARAMETERS;
pub use table::SystemsTable;

use crate::inputs::Inputs;
use crate::output::{Output, StudyError};
use crate::parameters::Parameters;
use multiple_testing::Tests;
use settings::Settings;
use supplement::Supplement;
use text::lists::Lists;

/// The folder of its tables below `data/`.
pub(crate) const FOLDER: &str = "divide";

/// Reads the tables and adds what they say.
pub(crate) fn run(inputs: &Inputs<'_>, parameters: &Parameters, output: &mut Output) {
    let settings = Settings::of(parameters);
    let mut catalog = inputs.catalog(FOLDER);
    let supplement = Supplement::read(&mut catalog);
    let lists = Lists::read(&mut catalog);
    let sound = catalog.faults.is_empty();
    output.take(catalog);
    let records = read(inputs, output);
    let Some(records) = records.filter(|_| sound) else {
        return;
    };
    let lists = match lists {
        Ok(lists) => lists,
        Err(error) => {
            output.errors.push(StudyError::List(error));
            return;
        }
    };
    settings.record(output);
    let recorded = supplement.record(&mut output.facts("divide.code_release.published"));
    output.errors.extend(recorded.err());
    let results = Results::of(&records, &settings, &lists);
    let tests = Tests::of(&results);
    tests.record(&mut output.facts("divide.tests"));
    results.record(&lists, output);
    output.record_lists();
    rows::record(&results, output);
    exhibits::add(&results, &supplement, &lists, &tests, output);
}
