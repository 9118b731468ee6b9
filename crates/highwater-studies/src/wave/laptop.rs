//! Models that run in 16 GB of memory: how many?
//!
//! Method: the numbers are ranges and, last, a lower bound; so is the factor between them.
//! Source: chart 10 of the post.

use highwater_facts::{Column, Format, Month, Table, TableCell, Unit};
use highwater_ingest::{self as ingest, Cells, Kind, Noted, Placed, Row, Schema};
use highwater_plot::chart::{RangeColumn, RangeColumns};
use highwater_plot::{Extent, Figure, Position, Words};
use highwater_study::{Facts, Inputs, Results, StudyError};

use super::draw::{CONSUMER, cell, measure, source};
use super::input::{Monthly, months};
use super::llama;
use super::span::Span;

pub(super) const TABLE: &str = "laptop.csv";
const UNIT: Unit = Unit::Of("models");

/// A row of the table.
#[derive(Clone, Debug)]
pub struct LaptopRow {
    /// The month.
    pub month: Month,
    /// Models that run in 16 GB, with those of note.
    pub models: Noted,
    /// How good they are, in the post's words.
    pub quality: String,
}

impl Row for LaptopRow {
    const SCHEMA: Schema<'static> = Schema {
        columns: &[
            ingest::Column::new("month", Kind::Month),
            ingest::Column::new("models", Kind::Quantity(UNIT)),
            ingest::Column::new("quality", Kind::Text),
            ingest::Column::new("source", Kind::Text),
        ],
        key: &["month"],
        ascending: true,
    };

    fn read(cells: &mut Cells<'_>) -> Option<Self> {
        let (month, models, quality) = (
            cells.month("month"),
            cells.noted("models"),
            cells.text("quality"),
        );
        Some(LaptopRow {
            month: month?,
            models: models?,
            quality: quality?,
        })
    }
}

impl Monthly for LaptopRow {
    fn month(&self) -> Month {
        self.month
    }
}

fn record(rows: &[Placed<LaptopRow>]) -> Result<Facts, StudyError> {
    let mut facts = Facts::below("wave.laptop");
    let what = "models that run in 16 GB of memory";
    let span = Span {
        rows,
        value: |row| row.models.quantity,
        column: "models",
        what,
    };
    span.record_ends(&mut facts);
    span.record_growth(&mut facts)?;
    llama::record_first(&mut facts, rows, |row| &row.models.note, "models");
    Ok(facts)
}

/// How the figure is made.
const METHOD: &str = "Counts of the post from [](value:wave.laptop.first_month) to \
    [](value:wave.laptop.last_month); a column reaches from the low count to the high one. Which \
    models run in 16 GB, and how good they are, is the post’s judgement.";

fn figure(rows: &[Placed<LaptopRow>]) -> Figure {
    let column = |row: &Placed<LaptopRow>| RangeColumn {
        at: Position::Month(row.month),
        value: row.models.quantity,
        detail: row.quality.clone(),
    };
    Figure {
        id: "laptop".to_owned(),
        words: Words {
            title: "[](value:wave.laptop.last?int) open models ran on a laptop by [](value:wave.laptop.last_month)".to_owned(),
            subtitle: "Models that run in 16 GB of memory, from low to high count, and how good they are in the post’s words.".to_owned(),
            note: "An arrow marks a lower bound.".to_owned(),
            source: source(10, "the author’s tests, llama.cpp benchmarks, r/LocalLLaMA"),
            alt: "Columns with a low and a high end, one a date.".to_owned(),
            method: METHOD.to_owned(),
        },
        chart: Box::new(RangeColumns {
            y: measure("Models", UNIT, Format::INT, Extent::FromZero),
            series: "Models".to_owned(),
            hue: CONSUMER,
            columns: rows.iter().map(column).collect(),
        }),
        data: table(rows),
    }
}

fn table(rows: &[Placed<LaptopRow>]) -> Table {
    let line = |row: &Placed<LaptopRow>| {
        vec![
            TableCell::text(row.month.to_string()),
            cell(&row.models.quantity, Format::INT, row.cell("models")),
            TableCell::text(&row.models.note),
            TableCell::text(&row.quality),
        ]
    };
    Table {
        id: "laptop".to_owned(),
        title: "Models that run in 16 GB of memory".to_owned(),
        columns: vec![
            Column::text("Month"),
            Column::number("Models"),
            Column::text("Among them"),
            Column::text("As good as"),
        ],
        rows: rows.iter().map(line).collect(),
        note: String::new(),
        method: String::new(),
    }
}

pub(super) fn study(inputs: &Inputs<'_>) -> Result<Results, StudyError> {
    let rows = months::<LaptopRow>(inputs, TABLE, 2)?;
    let mut results = Results::default();
    results.append(record(&rows)?);
    results.add_figure(figure(&rows));
    Ok(results)
}
