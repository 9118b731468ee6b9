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
mod supplement_facts;

pub use cells::{categories, count_authors, is_whole_term, normalised};
pub use input::read;
pub use labels::SNAPSHOT;
pub use records::{Notability, Record, Records};
pub use results::Results;
pub use sector::{Kinds, Sector};
pub use settings::PARAMETERS;
pub use table::SystemsTable;

use highwater_study::{self as study, Inputs, Study, StudyError};

use crate::model_table;
use multiple_testing::Tests;
use settings::Settings;
use supplement::Supplement;
use text::lists::Lists;

/// The study.
pub const STUDY: Study = Study::new("divide", run)
    .tables("divide")
    .also(&[model_table::FOLDER])
    .parameters(PARAMETERS)
    .snapshots(&[SNAPSHOT]);

/// Reads the tables; returns what they say.
fn run(inputs: &Inputs<'_>) -> Result<study::Results, StudyError> {
    let settings = Settings::of(inputs.parameters());
    let own = inputs.tables(STUDY.tables, |catalog| {
        (Supplement::read(catalog), Lists::read(catalog))
    });
    let (records, mut results) = read(inputs)?;
    let Ok((supplement, lists)) = own else {
        return Ok(results);
    };
    if !results.problems.faults.is_empty() {
        return Ok(results);
    }
    let lists = lists.map_err(|error| StudyError::Unusable {
        table: error.list.to_owned(),
        why: error.why,
    })?;
    results.append(settings.record());
    results.attempt(supplement.record());
    let found = Results::of(&records, &settings, &lists);
    let tests = Tests::of(&found);
    results.append(tests.record());
    results.append(found.record(&lists));
    results.record_lists();
    results.append(exhibits::all(&found, &supplement, &lists, &tests));
    Ok(results)
}
