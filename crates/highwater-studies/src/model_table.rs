//! The embedded table of models, `data/models.csv`, which several studies run on where their
//! snapshots are not at hand.

use highwater_facts::{Quantity, Unit};
use highwater_ingest::{Amount, Bounds, Cells, Column, Date, Kind, Placed, Row, Schema};
use highwater_study::{Inputs, StudyError};

use crate::openness::Access;

/// The file, below the folder of data.
pub(crate) const FILE: &str = "models.csv";
/// The folder that it lies in, below the folder of data: that folder itself.
pub(crate) const FOLDER: &str = "";
/// Whom figures name as its source.
pub(crate) const CREDIT: &str = "Epoch AI, ‘Data on AI models’ (2024), embedded table";

/// Reads the table.
pub(crate) fn read(inputs: &Inputs<'_>) -> Result<Vec<Placed<ModelRow>>, StudyError> {
    inputs.tables(FOLDER, |catalog| catalog.read(FILE))
}

/// The words for how far a score is trusted, from least to most.
const TRUST: &[&str] = &["suspect", "no sign", "trusted"];

/// Training compute, which outgrows what is counted on Earth.
const COMPUTE: Bounds = Bounds {
    most: 1e30,
    words: "a number above zero, up to `1e30`",
    ..Bounds::of(Unit::Of("FLOP"))
};

const SCORE: Kind = Kind::Quantity(Unit::Percent);

/// A row of the table.
#[derive(Clone, Debug)]
pub(crate) struct ModelRow {
    /// Its name.
    pub model: String,
    /// When it was published.
    pub date: Date,
    /// Its organisations.
    pub organizations: Option<String>,
    /// The countries of its organisations.
    pub countries: Option<String>,
    /// The kinds of its organisations.
    pub categories: Option<String>,
    /// How far its weights are open.
    pub weights: Option<Access>,
    /// How far its code is open.
    pub code: Option<Access>,
    /// Whether it is called notable.
    pub notable: Option<bool>,
    /// Its training compute in FLOP.
    pub training_compute: Option<Quantity>,
    /// Its active parameters.
    pub active_parameters: Option<Quantity>,
    /// Its scores in percent, in the order of [`SCORES`](Self::SCORES).
    pub scores: [Option<Quantity>; 4],
    /// How far its scores are trusted: -1 suspect, 0 no sign of it, 1 trusted.
    pub trust: Option<i8>,
}

impl ModelRow {
    /// The columns of scores.
    pub(crate) const SCORES: [&'static str; 4] = ["mmlu", "gpqa", "bbh", "gsm1k"];
}

impl Row for ModelRow {
    const SCHEMA: Schema<'static> = Schema {
        columns: &[
            Column::new("model", Kind::Text),
            Column::new("date", Kind::Date),
            Column::or_missing("organizations", Kind::Text),
            Column::or_missing("countries", Kind::Text),
            Column::or_missing("categories", Kind::Text),
            Column::or_missing("weights", Kind::OneOf(Access::WORDS)),
            Column::or_missing("code", Kind::OneOf(Access::WORDS)),
            Column::or_missing("notable", Kind::OneOf(&["no", "yes"])),
            Column::or_missing("training_compute", Kind::Quantity(Unit::Of("FLOP")))
                .within(COMPUTE),
            Column::or_missing("active_parameters", Kind::Quantity(Unit::Of("parameters"))),
            Column::or_missing("mmlu", SCORE),
            Column::or_missing("gpqa", SCORE),
            Column::or_missing("bbh", SCORE),
            Column::or_missing("gsm1k", SCORE),
            Column::or_missing("trust", Kind::OneOf(TRUST)),
            Column::new("source", Kind::Text),
            Column::or_missing("note", Kind::Text),
        ],
        key: &["model"],
        ascending: false,
    };

    fn read(cells: &mut Cells<'_>) -> Option<Self> {
        let (model, date) = (cells.text("model"), cells.date("date"));
        let organizations = cells.text_if_any("organizations");
        let countries = cells.text_if_any("countries");
        let categories = cells.text_if_any("categories");
        let (weights, code) = (cells.one_of("weights"), cells.one_of("code"));
        let notable = cells.one_of("notable");
        let compute = cells.amount("training_compute");
        let parameters = cells.amount("active_parameters");
        let scores = Self::SCORES.map(|column| cells.amount(column));
        let trust = cells.one_of("trust");
        if scores.iter().any(Option::is_none) {
            return None;
        }
        Some(ModelRow {
            model: model?,
            date: date?,
            organizations: organizations?,
            countries: countries?,
            categories: categories?,
            weights: weights?.and_then(Access::of_word),
            code: code?.and_then(Access::of_word),
            notable: notable?.map(|at| at == 1),
            training_compute: compute.as_ref().map(Amount::known)?,
            active_parameters: parameters.as_ref().map(Amount::known)?,
            scores: scores.map(|score| score.as_ref().and_then(Amount::known)),
            trust: trust?.map(|at| at as i8 - 1),
        })
    }
}
