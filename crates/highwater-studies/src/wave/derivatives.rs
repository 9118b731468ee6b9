//! Models derived from LLaMA and Llama 2: how many, and how fast they came.
//!
//! Method: the last number is a lower bound, and so is all that is computed from it.
//! Source: chart 4 of the post.

use highwater_facts::{ArithmeticError, Column, Format, Month, Quantity, Table, TableCell, Unit};
use highwater_ingest::{self as ingest, Cells, Kind, Placed, Row, Schema};
use highwater_plot::chart::{LinePoint, LineShape, Lines};
use highwater_plot::{Extent, Figure, Words};
use highwater_study::{Facts, Inputs, Results, StudyError};

use super::draw::{OPEN, cell, measure, series, since, source};
use super::input::{Monthly, months};
use super::span::Span;

pub(super) const TABLE: &str = "derivatives.csv";
const UNIT: Unit = Unit::Of("derivatives");

/// A row of the table.
#[derive(Clone, Debug)]
pub struct DerivativesRow {
    /// The month.
    pub month: Month,
    /// Models derived up to it.
    pub derivatives: Quantity,
    /// Models of note among them.
    pub notable: String,
}

impl Row for DerivativesRow {
    const SCHEMA: Schema<'static> = Schema {
        columns: &[
            ingest::Column::new("month", Kind::Month),
            ingest::Column::new("derivatives", Kind::Quantity(UNIT)),
            ingest::Column::new("notable", Kind::Text),
            ingest::Column::new("source", Kind::Text),
        ],
        key: &["month"],
        ascending: true,
    };

    fn read(cells: &mut Cells<'_>) -> Option<Self> {
        let (month, derivatives, notable) = (
            cells.month("month"),
            cells.quantity("derivatives"),
            cells.text("notable"),
        );
        Some(DerivativesRow {
            month: month?,
            derivatives: derivatives?,
            notable: notable?,
        })
    }
}

impl Monthly for DerivativesRow {
    fn month(&self) -> Month {
        self.month
    }
}

fn record(rows: &[Placed<DerivativesRow>]) -> Result<Facts, StudyError> {
    let mut facts = Facts::below("wave.derivatives");
    let ([first, ..], [.., before, last]) = (rows, rows) else {
        return Ok(facts);
    };
    let span = Span {
        rows,
        value: |row| row.derivatives,
        column: "derivatives",
        what: "models derived from LLaMA and Llama 2",
    };
    span.record_ends(&mut facts);
    span.record_growth(&mut facts)?;
    let counted = Quantity::exact(
        f64::from(last.month.months_since(first.month)) + 1.0,
        Unit::Months,
    );
    let label = "months of the table, first and last included";
    facts.add(
        "months_counted",
        counted,
        label,
        "last month − first month + 1",
        [first.cell("month"), last.cell("month")],
    );
    let cells = || [before.cell("derivatives"), last.cell("derivatives")];
    let factor = last.derivatives.over(&before.derivatives)?;
    facts.add(
        "last_period_factor",
        factor,
        "growth of derivatives in the last month",
        "last ÷ last but one",
        cells(),
    );
    let added = last.derivatives.minus(&before.derivatives)?;
    facts.add(
        "last_period_additions",
        added,
        "derivatives added in the last month",
        "last − last but one",
        cells(),
    );
    Ok(facts)
}

/// How the figure is made.
const METHOD: &str = "Cumulative counts as the post’s author tracked them from \
    [](value:wave.derivatives.first_month) to [](value:wave.derivatives.last_month); a step holds \
    until the next row. What is computed from a lower bound is one too. The counts rest on one \
    person’s tracking, so that models may be missing.";

fn figure(rows: &[Placed<DerivativesRow>]) -> Result<Figure, ArithmeticError> {
    let point = |row: &Placed<DerivativesRow>| LinePoint {
        written: true,
        ..LinePoint::new(row.month, row.derivatives)
    };
    Ok(Figure {
        id: "derivatives".to_owned(),
        words: Words {
            title: "[](value:wave.derivatives.first?int) LLaMA derivatives became [](value:wave.derivatives.last?int) by [](value:wave.derivatives.last_month)".to_owned(),
            subtitle: "Models derived from LLaMA and Llama 2, cumulative, at the end of the month.".to_owned(),
            note: "An arrow marks a lower bound: the post counts more than it lists.".to_owned(),
            source: source(4, "the author’s tracking of model pages on Hugging Face"),
            alt: "A line in steps that ends in a lower bound.".to_owned(),
            method: METHOD.to_owned(),
        },
        chart: Box::new(Lines {
            x: None,
            y: measure("Derivatives", UNIT, Format::INT, Extent::FromZero),
            series: vec![series("Derivatives", OPEN, LineShape::Steps, rows.iter().map(point).collect())],
            gap: None,
            references: Vec::new(),
            columns: None,
        }),
        data: table(rows)?,
    })
}

fn table(rows: &[Placed<DerivativesRow>]) -> Result<Table, ArithmeticError> {
    let line = |(at, row): (usize, &Placed<DerivativesRow>)| {
        let before = at.checked_sub(1).and_then(|before| rows.get(before));
        let added = before.map(|before| row.derivatives.minus(&before.derivatives));
        Ok(vec![
            TableCell::text(row.month.to_string()),
            cell(&row.derivatives, Format::INT, row.cell("derivatives")),
            since(added.transpose()?, Format::INT),
            TableCell::text(&row.notable).from_cell(row.cell("notable")),
        ])
    };
    Ok(Table {
        id: "derivatives".to_owned(),
        title: "Models derived from LLaMA and Llama 2".to_owned(),
        columns: vec![
            Column::text("Month"),
            Column::number("Derivatives"),
            Column::number("Added in the month"),
            Column::text("Among them"),
        ],
        rows: rows
            .iter()
            .enumerate()
            .map(line)
            .collect::<Result<_, _>>()?,
        note: String::new(),
        method: String::new(),
    })
}

pub(super) fn study(inputs: &Inputs<'_>) -> Result<Results, StudyError> {
    let rows = months::<DerivativesRow>(inputs, TABLE, 2)?;
    let mut results = Results::default();
    results.append(record(&rows)?);
    results.add_figure(figure(&rows)?);
    Ok(results)
}
