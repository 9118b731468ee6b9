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
pub mod supplement;
pub mod table;
pub mod text;

pub mod multiple_testing;
pub mod multiverse;

mod cells;
mod compute_facts;
mod exhibits;
mod input;
mod release_facts;
mod rows;
mod supplement_facts;

pub use cells::{categories, count_authors, is_whole_term, normalised};
pub use input::read;
pub use records::{Notability, Record, Records};
pub use sector::{Kinds, Sector};
pub use settings::PARAMETERS;
pub use table::SystemsTable;

use std::ops::RangeInclusive;

use highwater_facts::Value;

use crate::inputs::Inputs;
use crate::multiverse::Multiverse;
use crate::output::{Output, StudyError};
use crate::parameters::Parameters;
use code_release::Releases;
use compute::Compute;
use multiple_testing::Tests;
use notability::Filter;
use settings::Settings;
use supplement::Supplement;
use text::Texts;
use text::lists::Lists;

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
    exhibits::add(&results, &supplement, &lists, &tests, output);
}

/// All that the study found.
#[derive(Debug)]
pub struct Results<'a> {
    /// The models.
    pub records: &'a Records,
    /// The settings of the run.
    pub settings: &'a Settings,
    /// Which models count; none where the table does not say why a model is notable.
    pub filter: Option<Filter>,
    /// Compute by sector.
    pub compute: Compute,
    /// Whose models there are.
    pub shares: shares::Models,
    /// Whose code is open; none without papers.
    pub releases: Option<Releases>,
    /// The release of code under all choices; none without papers.
    pub multiverse: Option<Multiverse>,
    /// What abstracts say; none without papers.
    pub texts: Option<Texts<'a>>,
}

impl<'a> Results<'a> {
    /// Computes everything.
    #[must_use]
    pub fn of(records: &'a Records, settings: &'a Settings, lists: &Lists) -> Self {
        let has_papers = records.has_papers;
        let models = || {
            let releases = has_papers.then(|| Releases::of(records, &settings.window));
            let multiverse = releases.as_ref().map(|r| multiverse::release(&r.papers));
            (
                has_papers.then(|| Filter::of(records)),
                Compute::of(records, settings.selection),
                releases,
                multiverse,
            )
        };
        let texts = || has_papers.then(|| Texts::of(records, lists, &settings.text));
        let ((filter, compute, releases, multiverse), texts) = rayon::join(models, texts);
        Results {
            shares: shares::Models::of(records, settings.selection),
            filter,
            compute,
            releases,
            multiverse,
            texts,
            records,
            settings,
        }
    }

    fn record(&self, lists: &Lists, output: &mut Output) {
        notability::record(self.filter.as_ref(), &mut output.facts("divide.notability"));
        self.compute.record(&mut output.facts("divide.compute"));
        self.shares.record(&mut output.facts("divide.shares"));
        let facts = &mut output.facts("divide.code_release");
        release_facts::record(self.releases.as_ref(), &self.settings.window, facts);
        if let Some(multiverse) = &self.multiverse {
            let facts = &mut output.facts("divide.multiverse");
            multiverse.record(facts);
            multiverse::record_by_last_year(multiverse, facts);
        }
        match &self.texts {
            Some(texts) => texts.record(lists, output),
            None => text::record_none(lists, output),
        }
        output.record_lists();
        rows::record(self, output);
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
