//! The embedded table of models, `data/models.csv`.

use highwater_facts::{Quantity, Unit};
use highwater_ingest::organizations::Aliases;
use highwater_ingest::{Amount, Bounds, Cells, Column, Date, Kind, Placed, Row, Schema};

use super::access::Access;
use super::models::{Model, Models};

/// The file, below the folder of data.
pub(super) const FILE: &str = "models.csv";

/// Training compute, which outgrows what is counted on Earth.
const COMPUTE: Bounds = Bounds {
    most: 1e30,
    words: "a number above zero, up to `1e30`",
    ..Bounds::of(Unit::Of("FLOP"))
};

const SCORE: Kind = Kind::Quantity(Unit::Percent);

/// A row of the table.
#[derive(Clone, Debug)]
pub(super) struct ModelRow {
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
}

impl Row for ModelRow {
    const SCHEMA: Schema = Schema {
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
            Column::new("source", Kind::Text),
            Column::or_missing("note", Kind::Text),
        ],
        key: "model",
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
        // Read for their faults: the next studies use them.
        let others = ["active_parameters", "mmlu", "gpqa", "bbh", "gsm1k"];
        let others = others.map(|column| cells.amount(column));
        if model.is_none() || others.iter().any(Option::is_none) {
            return None;
        }
        Some(ModelRow {
            date: date?,
            organizations: organizations?,
            countries: countries?,
            categories: categories?,
            weights: weights?.and_then(Access::of_word),
            code: code?.and_then(Access::of_word),
            notable: notable?.map(|at| at == 1),
            training_compute: compute.as_ref().map(Amount::known)?,
        })
    }
}

/// The rows as all readings take them.
pub(super) fn models(rows: &[Placed<ModelRow>], aliases: &Aliases) -> Models {
    let mut models = Models::default();
    for row in rows {
        let mut cell = |list: &Option<String>| {
            let list = list.as_ref()?;
            Some(models.cells.add(&with_commas(list), aliases))
        };
        let (organizations, countries, categories) = (
            cell(&row.organizations),
            cell(&row.countries),
            cell(&row.categories),
        );
        models.rows.push(Model {
            date: Some(row.date),
            organizations,
            countries,
            categories,
            weights: row.weights,
            code: row.code,
            notable: row.notable,
            log_compute: row.training_compute.map(|flop| libm::log10(flop.middle())),
        });
    }
    models
}

/// A list set apart by `; ` as the published table would write it.
fn with_commas(list: &str) -> String {
    let names = list.split("; ").map(|name| {
        if name.contains([',', '"']) {
            format!("\"{}\"", name.replace('"', "\"\""))
        } else {
            name.to_owned()
        }
    });
    names.collect::<Vec<_>>().join(",")
}
