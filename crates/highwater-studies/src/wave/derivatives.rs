//! Models derived from LLaMA and Llama 2: how many, and how fast they came.
//!
//! Method: the last number is a lower bound, and so is all that is computed from it.
//! Source: chart 4 of the post.

use highwater_facts::{Format, KeyedTable, Month, Quantity, Traced, Unit};
use highwater_ingest::Row;
use highwater_plot::Extent;
use highwater_plot::chart::{LinePoint, LineSeries, LineShape};
use highwater_study::{Facts, Inputs, Results, StudyError};

use super::draw::{OPEN, figure, line, lines, measure};
use super::input::months;
use super::span::{record_ends, record_growth};

/// A row of the table.
#[derive(Clone, Debug, Row)]
#[row(table = "derivatives.csv", key = "month", ascending, also = "source")]
pub struct Derivatives {
    /// The month.
    pub month: Month,
    /// Models derived up to it.
    #[row(unit = "derivatives")]
    pub derivatives: Quantity,
    /// Models of note among them.
    pub notable: String,
}

pub(super) fn study(inputs: &Inputs<'_>) -> Result<Results, StudyError> {
    let rows = months::<Derivatives>(inputs)?;
    let months = rows.column(Derivatives::month);
    let derivatives = rows.column(Derivatives::derivatives);
    let added = derivatives.differences()?;

    let (mut facts, what) = (
        Facts::below("wave.derivatives"),
        "models derived from LLaMA and Llama 2",
    );
    record_ends(&mut facts, &months, &derivatives, what)?;
    record_growth(&mut facts, &months, &derivatives, what)?;
    let one = Traced::constant(Quantity::exact(1.0, Unit::Months));
    let counted = months.last()?.months_since(&months.first()?).plus(&one)?;
    facts.record(
        "months_counted",
        counted,
        "months of the table, first and last included",
    );
    let label = "growth of derivatives in the last month";
    facts.record("last_period_factor", derivatives.ratios()?.last()?, label);
    let label = "derivatives added in the last month";
    facts.record("last_period_additions", added.last()?, label);

    let written = |_: &_, point| LinePoint {
        written: true,
        ..point
    };
    let series = LineSeries {
        shape: LineShape::Steps,
        ..line("Derivatives", OPEN, &derivatives, written)
    };
    let unit = Unit::Of("derivatives");
    let chart = lines(
        measure("Derivatives", unit, Format::INT, Extent::FromZero),
        [series],
    );
    let title = "Models derived from LLaMA and Llama 2";
    let table = KeyedTable::new("derivatives", title, "Month", derivatives.keys())
        .column("Derivatives", &derivatives, Format::INT)
        .column("Added in the month", &added, Format::INT)
        .texts("Among them", &rows.column(Derivatives::notable));
    Ok(Results::from(facts).with_figure(figure(chart, table)))
}
