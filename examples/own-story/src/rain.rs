//! The study: how much rain fell in each month and quarter of a year?
//!
//! It reads rows and records what it found once: values under their paths in the ledger, each with
//! the cells that it comes from, a figure and a table. The story only names them.

use std::sync::Arc;

use highwater_facts::{
    ArithmeticError, Column, Fact, Format, LedgerError, Month, Quantity, Table, TableCell, Unit,
};
use highwater_ingest::{self as ingest, Cells, Kind, Placed, Row, Schema};
use highwater_plot::chart::{BarGroup, BarSeries, BarValue, Bars};
use highwater_plot::{Extent, Figure, Hue, Measure, Words};
use highwater_report::Results;

const UNIT: Unit = Unit::Of("mm");

/// A row of `data/rain.csv`.
pub struct RainRow {
    month: Month,
    fallen: Quantity,
}

impl Row for RainRow {
    const SCHEMA: Schema<'static> = Schema {
        columns: &[
            ingest::Column::new("month", Kind::Month),
            ingest::Column::new("fallen", Kind::Quantity(UNIT)),
        ],
        key: &["month"],
        ascending: true,
    };

    fn read(cells: &mut Cells<'_>) -> Option<Self> {
        let (month, fallen) = (cells.month("month"), cells.quantity("fallen"));
        Some(RainRow {
            month: month?,
            fallen: fallen?,
        })
    }
}

/// Three months, and the rain in them.
struct Quarter<'a> {
    name: String,
    rows: &'a [Placed<RainRow>],
    total: Quantity,
    share: Quantity,
}

/// All that the story may name; else why there is nothing to tell.
pub fn study(rows: &[Placed<RainRow>]) -> Result<Results, String> {
    let by_rain =
        |a: &&Placed<RainRow>, b: &&Placed<RainRow>| a.fallen.low().total_cmp(&b.fallen.low());
    let (Some(driest), Some(wettest), Some(last)) = (
        rows.iter().min_by(by_rain),
        rows.iter().max_by(by_rain),
        rows.last(),
    ) else {
        return Err("`data/rain.csv` has no rows; add a month".to_owned());
    };
    let total = sum(rows).map_err(|error| error.to_string())?;
    let quarters = quarters(rows, &total).map_err(|error| error.to_string())?;

    let mut results = Results::default();
    record(
        &mut results,
        rows,
        &total,
        &quarters,
        [driest, wettest, last],
    )
    .map_err(|error| error.to_string())?;
    results.figures.push(Arc::new(figure(rows, wettest)));
    results.tables.push(table(&quarters));
    Ok(results)
}

fn sum(rows: &[Placed<RainRow>]) -> Result<Quantity, ArithmeticError> {
    let start = Quantity::exact(0.0, UNIT);
    rows.iter()
        .try_fold(start, |total, row| total.plus(&row.fallen))
}

fn quarters<'a>(
    rows: &'a [Placed<RainRow>],
    of: &Quantity,
) -> Result<Vec<Quarter<'a>>, ArithmeticError> {
    let number = |row: &Placed<RainRow>| (row.month.month() + 2) / 3;
    let groups = rows.chunk_by(|a, b| number(a) == number(b));
    let quarter = |rows: &'a [Placed<RainRow>]| {
        let total = sum(rows)?;
        Ok(Quarter {
            name: format!("Q{}", number(&rows[0])),
            rows,
            total,
            share: total.over(of)?.in_unit(Unit::Fraction),
        })
    };
    groups.map(quarter).collect()
}

fn record(
    results: &mut Results,
    rows: &[Placed<RainRow>],
    total: &Quantity,
    quarters: &[Quarter<'_>],
    [driest, wettest, last]: [&Placed<RainRow>; 3],
) -> Result<(), LedgerError> {
    let ledger = &mut results.ledger;
    let fallen = |row: &Placed<RainRow>| [row.cell("fallen")];
    let month = |row: &Placed<RainRow>| [row.cell("month")];
    let all = |rows: &[Placed<RainRow>]| {
        rows.iter()
            .map(|row| row.cell("fallen"))
            .collect::<Vec<_>>()
    };

    let count = Quantity::exact(rows.len() as f64, Unit::Of("months"));
    ledger.add(Fact::new("rain.months", count, "months on record").from_cells(all(rows)))?;
    ledger.add(
        Fact::new("rain.total", *total, "rain in all months")
            .how("sum")
            .from_cells(all(rows)),
    )?;
    ledger.add(Fact::new("rain.last_month", last.month, "last month").from_cells(month(last)))?;
    for (name, row) in [("driest", driest), ("wettest", wettest)] {
        let path = format!("rain.{name}");
        let label = format!("rain of the {name} month");
        ledger.add(Fact::new(&path, row.fallen, label).from_cells(fallen(row)))?;
        let label = format!("{name} month");
        ledger.add(Fact::new(format!("{path}_month"), row.month, label).from_cells(month(row)))?;
    }
    for quarter in quarters {
        let path = format!("rain.quarter.{}", quarter.name.to_lowercase());
        let label = format!("rain in {}", quarter.name);
        ledger.add(
            Fact::new(format!("{path}.total"), quarter.total, &label)
                .how("sum")
                .from_cells(all(quarter.rows)),
        )?;
        let label = format!("share of the rain that fell in {}", quarter.name);
        ledger.add(
            Fact::new(format!("{path}.share"), quarter.share, label)
                .how("sum ÷ sum of all")
                .from_cells(all(rows)),
        )?;
    }
    Ok(())
}

fn figure(rows: &[Placed<RainRow>], wettest: &Placed<RainRow>) -> Figure {
    let bar = |row: &Placed<RainRow>| BarGroup {
        name: row.month.short_name(),
        detail: String::new(),
        strong: row.month == wettest.month,
        values: vec![BarValue::Number(row.fallen)],
    };
    let line = |row: &Placed<RainRow>| {
        vec![
            TableCell::text(row.month.to_string()),
            TableCell::quantity(&row.fallen, Format::INT.number(row.fallen.low(), UNIT))
                .from_cell(row.cell("fallen")),
        ]
    };
    Figure {
        id: "months".to_owned(),
        words: Words {
            // Words of a figure are checked like prose.
            title: "The wettest month brought [142](value:rain.wettest) mm, the driest [12](value:rain.driest)".to_owned(),
            subtitle: "Rain by month, in millimetres.".to_owned(),
            note: String::new(),
            source: "made up for this example".to_owned(),
            alt: "Horizontal bars.".to_owned(),
            method: "A bar is a row of the table, as it stands.".to_owned(),
        },
        chart: Box::new(Bars {
            x: Measure {
                title: "Rain in mm".to_owned(),
                unit: UNIT,
                values: Format::INT,
                ticks: Format::INT,
                extent: Extent::FromZero,
            },
            series: vec![BarSeries { name: "Rain".to_owned(), hue: Hue::Blue }],
            groups: rows.iter().map(bar).collect(),
        }),
        data: Table {
            id: "months".to_owned(),
            title: "Rain by month".to_owned(),
            columns: vec![Column::text("Month"), Column::number("Rain")],
            rows: rows.iter().map(line).collect(),
            note: String::new(),
            method: String::new(),
        },
    }
}

fn table(quarters: &[Quarter<'_>]) -> Table {
    let percent = Format::PERCENT.decimals(0);
    let line = |quarter: &Quarter<'_>| {
        vec![
            TableCell::text(&quarter.name),
            TableCell::quantity(
                &quarter.total,
                Format::INT.number(quarter.total.low(), UNIT),
            ),
            TableCell::quantity(
                &quarter.share,
                percent.number(quarter.share.low(), Unit::Fraction),
            ),
        ]
    };
    Table {
        id: "quarters".to_owned(),
        title: "Rain by quarter".to_owned(),
        columns: vec![
            Column::text("Quarter"),
            Column::number("Rain in mm"),
            Column::number("Share of the year"),
        ],
        rows: quarters.iter().map(line).collect(),
        note: String::new(),
        method: String::new(),
    }
}
