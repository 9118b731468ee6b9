//! How open the labs are: do the organisations that train the largest models release less?
//!
//! Question: does the share of open models fall with the training compute of an organisation, and
//! does it differ between countries and between industry and academia?
//! Method: two readings of one table side by side. As published: the notebook's method to the last
//! digit. Careful: a model counted once for each organisation, missing accessibility left out,
//! names with commas whole, groups that overlap told apart; intervals, exact tests where samples are
//! small, permutation, Holm's correction, and the multiverse of reasonable analyses.
//! Caveat: notable models with a known training compute are not a sample of all models, and one row of
//! the table is one judgement of its publisher.
//! Source: Epoch AI, "Data on AI models", the table of organisations of 2024-08-20; where that is
//! not at hand, the embedded `data/models.csv`.

pub mod as_published;
pub mod careful;
pub mod comparison;
pub mod correlation;
pub mod models;
pub mod multiverse;
pub mod own;
pub mod settings;
pub mod shares;
pub mod tally;

mod access;
mod exhibits;
mod facts_table;
mod input;
mod row_names;
mod table;

pub use access::Access;
pub use row_names::RowNames;
pub use settings::PARAMETERS;
pub use table::ModelTable;

use highwater_study::{Facts, Inputs, Results, Study, StudyError};

use as_published::AsPublished;
use careful::Careful;
use settings::Settings;
use tally::Tally;

/// The snapshot that the study runs on.
pub const SNAPSHOT: &str = "org-view-2024-08-20";

/// The study.
pub const STUDY: Study = Study::new("openness", run)
    .parameters(PARAMETERS)
    .snapshots(&[SNAPSHOT]);

/// Reads the table; returns what it says, in both readings.
fn run(inputs: &Inputs<'_>) -> Result<Results, StudyError> {
    let settings = Settings::of(inputs.parameters());
    let (models, mut results) = input::read(inputs)?;
    if !inputs.are_sound() || !results.problems.faults.is_empty() {
        return Ok(results);
    }
    let models = &models;
    results.append(settings.record());
    let mut tally = Tally::new(settings.selection, settings.published());
    for model in &models.rows {
        tally.add(model, &models.cells);
    }
    let published = AsPublished::of(&tally, &models.cells);
    let scope = settings.selection;
    let words = format!("the models looked at: {}", settings.scope());
    let selected = models.row_set("selection", &words, models.selected(&scope));
    results.append(published.record(models, &settings, &selected));
    let careful = Careful::of(models, &settings);
    results.append(careful.record(models, &selected));
    let multiverses = multiverse::all(models);
    let mut facts = Facts::below("openness.multiverse").of_rows(models.all_rows());
    multiverses
        .iter()
        .for_each(|multiverse| multiverse.record(&mut facts));
    results.append(facts);
    results.record_lists();
    let found = exhibits::Found {
        models,
        published: &published,
        careful: &careful,
        multiverses: &multiverses,
        settings: &settings,
        selected: &selected,
    };
    results.append(exhibits::all(&found));
    Ok(results)
}
