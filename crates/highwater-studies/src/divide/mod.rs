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
pub mod sector;
pub mod settings;
pub mod shares;
pub mod table;
pub mod text;

mod cells;
mod input;
mod release_facts;

pub use cells::{categories, count_authors, is_whole_term, normalised};
pub use input::read;
pub use records::{Notability, Record, Records};
pub use sector::{Kinds, Sector};
pub use settings::PARAMETERS;
pub use table::SystemsTable;

use std::ops::RangeInclusive;

use highwater_facts::Value;

use crate::inputs::Inputs;
use crate::output::{Output, StudyError};
use crate::parameters::Parameters;
use compute::Compute;
use notability::Filter;
use printed::Supplement;
use settings::Settings;
use text::lists::Lists;
use text::{Choice, Texts};

/// The snapshot that the study runs on.
pub const SNAPSHOT: &str = "all-systems-2024-10";

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
    settings.record(output);
    let recorded = supplement.record(&mut output.facts("divide.code_release.published"));
    output.errors.extend(recorded.err());
    let filter = records.has_papers.then(|| Filter::of(&records));
    notability::record(filter.as_ref(), &mut output.facts("divide.notability"));
    let compute = Compute::of(&records, settings.selection);
    compute.record(&mut output.facts("divide.compute"));
    let shares = shares::Models::of(&records, settings.selection);
    shares.record(&mut output.facts("divide.shares"));
    let facts = &mut output.facts("divide.code_release");
    release_facts::record(&records, &settings.window, facts);
    match lists {
        Ok(lists) if records.has_papers => {
            Texts::of(&records, &lists, &Choice::default()).record(&lists, output);
        }
        Ok(_) => {}
        Err(error) => output.errors.push(StudyError::List(error)),
    }
}

/// What stands for a value that only the snapshot gives.
fn needs_snapshot() -> Value {
    Value::Missing(format!(
        "needs the snapshot; `cargo xtask fetch {SNAPSHOT}`"
    ))
}

/// A span of years in a path and in words: `period_2010_2024` and `2010–2024`.
fn stem_and_words(kind: &str, years: &RangeInclusive<i32>) -> (String, String) {
    let (first, last) = (years.start(), years.end());
    let stem = format!("{kind}_{first}_{last}");
    let words = match first == last {
        true => first.to_string(),
        false => format!("{first}–{last}"),
    };
    (stem, words)
}
