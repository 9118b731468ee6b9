//! Models that run in 16 GB of memory: how many?
//!
//! Method: the numbers are ranges and, last, a lower bound; so is the factor between them.
//! Source: chart 10 of the post.

use highwater_facts::{Format, KeyedTable, Month, Unit};
use highwater_ingest::{Noted, Row};
use highwater_plot::chart::{RangeColumn, RangeColumns};
use highwater_plot::{Extent, Position};
use highwater_study::{Facts, Inputs, Results, StudyError};

use super::draw::{CONSUMER, figure, measure};
use super::input::months;
use super::llama;
use super::span::{record_ends, record_growth};

/// A row of the table.
#[derive(Clone, Debug, Row)]
#[row(table = "laptop.csv", key = "month", ascending, also = "source")]
pub struct Laptop {
    /// The month.
    pub month: Month,
    /// Models that run in 16 GB, with those of note.
    #[row(unit = "models")]
    pub models: Noted,
    /// How good they are, in the post's words.
    pub quality: String,
}

pub(super) fn study(inputs: &Inputs<'_>) -> Result<Results, StudyError> {
    let rows = months::<Laptop>(inputs)?;
    let (months, noted) = (rows.column(Laptop::month), rows.column(Laptop::models));
    let (models, notes) = (
        noted.map(|noted| noted.quantity),
        noted.map(|noted| noted.note.clone()),
    );

    let (mut facts, what) = (
        Facts::below("wave.laptop"),
        "models that run in 16 GB of memory",
    );
    record_ends(&mut facts, &months, &models, what)?;
    record_growth(&mut facts, &months, &models, what)?;
    llama::record_first(&mut facts, &months, &notes);

    let column = |row: &Laptop| RangeColumn {
        at: Position::Month(row.month),
        value: row.models.quantity,
        detail: row.quality.clone(),
    };
    let chart = RangeColumns {
        y: measure("Models", Unit::Of("models"), Format::INT, Extent::FromZero),
        series: "Models".to_owned(),
        hue: CONSUMER,
        columns: rows.iter().map(|row| column(row)).collect(),
    };
    let title = "Models that run in 16 GB of memory";
    let table = KeyedTable::new("laptop", title, "Month", models.keys())
        .column("Models", &models, Format::INT)
        .texts("Among them", &notes)
        .texts("As good as", &rows.column(Laptop::quality));
    Ok(Results::from(facts).with_figure(figure(chart, table)))
}
