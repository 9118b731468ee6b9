//! The embedded table of models, `data/models.csv`, which several studies run on where their
//! snapshots are not at hand.

use highwater_facts::{Quantity, Unit};
use highwater_ingest::{Bounds, Cells, Date, Field, FromCell, Kind, Placed, Row};
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

/// Training compute, which outgrows what is counted on Earth.
const COMPUTE: Bounds = Bounds {
    most: 1e30,
    words: "a number above zero, up to `1e30`",
    ..Bounds::of(Unit::Of("FLOP"))
};

/// A row of the table.
#[derive(Clone, Debug, Row)]
#[row(key = "model", also = "source, note")]
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
    #[row(unit = "FLOP", within = COMPUTE)]
    pub training_compute: Option<Quantity>,
    /// Its active parameters.
    #[row(unit = "parameters")]
    pub active_parameters: Option<Quantity>,
    /// Its score on MMLU.
    #[row(unit = "percent")]
    pub mmlu: Option<Quantity>,
    /// Its score on GPQA.
    #[row(unit = "percent")]
    pub gpqa: Option<Quantity>,
    /// Its score on BBH.
    #[row(unit = "percent")]
    pub bbh: Option<Quantity>,
    /// Its score on GSM1k.
    #[row(unit = "percent")]
    pub gsm1k: Option<Quantity>,
    /// How far its scores are trusted.
    pub trust: Option<Trust>,
}

impl ModelRow {
    /// The columns of scores.
    pub(crate) const SCORES: [Field<ModelRow, Option<Quantity>>; 4] =
        [Self::mmlu, Self::gpqa, Self::bbh, Self::gsm1k];

    /// Returns its scores in percent, in the order of [`SCORES`](Self::SCORES).
    pub(crate) fn scores(&self) -> [Option<Quantity>; 4] {
        Self::SCORES.map(|score| *score.of(self))
    }
}

/// How far a score is trusted: -1 if it is suspect, 0 if nothing says so, 1 if it is trusted.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Trust(pub i8);

impl FromCell for Trust {
    const KIND: Kind<'static> = Kind::OneOf(&[&["suspect"], &["no sign"], &["trusted"]]);

    fn read(cells: &mut Cells<'_>, column: &str) -> Option<Self> {
        cells.one_of(column)?.map(|at| Trust(at as i8 - 1))
    }
}
