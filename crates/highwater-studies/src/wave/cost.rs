//! The cost to train a model as good as GPT-3.5: by how much did it fall?
//!
//! Method: the costs are ranges, so the factor between the first and the last is a range: from the
//! smallest first cost over the largest last one, to the largest over the smallest. Beside it, the
//! factors between like ends. Source: chart 6 of the post.

use highwater_facts::{Column, Format, Month, Quantity, Table, TableCell, Unit};
use highwater_ingest::{self as ingest, Cells, Kind, Placed, Row, Schema};
use highwater_plot::chart::{RangeBars, RangeRow};
use highwater_plot::{Extent, Figure, Words};
use highwater_study::{Facts, Inputs, Results, StudyError};

use super::draw::{OPEN, cell, measure, source};
use super::growth::doubling_months;
use super::input::{Monthly, months};
use super::llama;
use super::span::Span;

pub(super) const TABLE: &str = "cost.csv";

/// A row of the table.
#[derive(Clone, Debug)]
pub struct CostRow {
    /// The month.
    pub month: Month,
    /// The estimated cost.
    pub cost: Quantity,
    /// What drove it.
    pub driver: String,
}

impl Row for CostRow {
    const SCHEMA: Schema<'static> = Schema {
        columns: &[
            ingest::Column::new("month", Kind::Month),
            ingest::Column::new("cost", Kind::Quantity(Unit::Usd)),
            ingest::Column::new("driver", Kind::Text),
            ingest::Column::new("source", Kind::Text),
        ],
        key: &["month"],
        ascending: true,
    };

    fn read(cells: &mut Cells<'_>) -> Option<Self> {
        let (month, cost, driver) = (
            cells.month("month"),
            cells.quantity("cost"),
            cells.text("driver"),
        );
        Some(CostRow {
            month: month?,
            cost: cost?,
            driver: driver?,
        })
    }
}

impl Monthly for CostRow {
    fn month(&self) -> Month {
        self.month
    }
}

fn record(rows: &[Placed<CostRow>]) -> Result<Facts, StudyError> {
    let mut facts = Facts::below("wave.cost");
    let [first, .., last] = rows else {
        return Ok(facts);
    };
    let what = "cost to train a model as good as GPT-3.5";
    Span {
        rows,
        value: |row| row.cost,
        column: "cost",
        what,
    }
    .record_ends(&mut facts);
    llama::record_first(&mut facts, rows, |row| &row.driver, "driver");

    let cells = || [first.cell("cost"), last.cell("cost")];
    let factor = first.cost.over(&last.cost)?;
    let how = "first ÷ last: smallest over largest, to largest over smallest";
    facts.add(
        "factor",
        factor,
        "fall of the cost, as a factor",
        how,
        cells(),
    );
    let of = |end: fn(&Quantity) -> f64| {
        Quantity::exact(end(&first.cost) / end(&last.cost), Unit::Ratio)
    };
    let label = "fall of the lower ends, as a factor";
    facts.add(
        "factor_of_lows",
        of(Quantity::low),
        label,
        "lower end first ÷ lower end last",
        cells(),
    );
    let label = "fall of the upper ends, as a factor";
    facts.add(
        "factor_of_highs",
        of(Quantity::high),
        label,
        "upper end first ÷ upper end last",
        cells(),
    );
    let halving = doubling_months(&factor, last.month.months_since(first.month));
    facts.add(
        "halving_time",
        halving,
        "months in which the cost halved",
        "months × ln 2 ÷ ln(first ÷ last)",
        cells(),
    );
    Ok(facts)
}

/// How the figure is made.
const METHOD: &str = "Estimates as the post gives them, from [](value:wave.cost.first_month) to \
    [](value:wave.cost.last_month). A bar is the span of the estimates, not a confidence interval. \
    Where costs are divided the factor is a span too: from low end over high end to high end over \
    low end.";

fn figure(rows: &[Placed<CostRow>]) -> Figure {
    let row = |row: &Placed<CostRow>| RangeRow {
        name: row.month.short_name(),
        detail: row.driver.clone(),
        range: row.cost,
        strong: false,
    };
    Figure {
        id: "cost".to_owned(),
        words: Words {
            title: "Training a match for GPT-3.5 cost [](value:wave.cost.last) by [](value:wave.cost.last_month)".to_owned(),
            subtitle: "Estimated cost to train a model as good as GPT-3.5, from low to high estimate, and what drove it.".to_owned(),
            note: String::new(),
            source: source(6, "Epoch AI, model papers, cloud prices"),
            alt: "Bars from the low to the high estimate on a logarithmic axis, one a date.".to_owned(),
            method: METHOD.to_owned(),
        },
        chart: Box::new(RangeBars {
            x: measure("Cost in US dollars", Unit::Usd, Format::USD, Extent::Log),
            series: "Cost".to_owned(),
            hue: OPEN,
            rows: rows.iter().map(row).collect(),
        }),
        data: table(rows),
    }
}

fn table(rows: &[Placed<CostRow>]) -> Table {
    let line = |row: &Placed<CostRow>| {
        vec![
            TableCell::text(row.month.to_string()),
            cell(&row.cost, Format::USD, row.cell("cost")),
            TableCell::text(&row.driver).from_cell(row.cell("driver")),
        ]
    };
    Table {
        id: "cost".to_owned(),
        title: "Cost to train a model as good as GPT-3.5".to_owned(),
        columns: vec![
            Column::text("Month"),
            Column::number("Cost"),
            Column::text("What drove it"),
        ],
        rows: rows.iter().map(line).collect(),
        note: String::new(),
        method: String::new(),
    }
}

pub(super) fn study(inputs: &Inputs<'_>) -> Result<Results, StudyError> {
    let rows = months::<CostRow>(inputs, TABLE, 2)?;
    let mut results = Results::default();
    results.append(record(&rows)?);
    results.add_figure(figure(&rows));
    Ok(results)
}
