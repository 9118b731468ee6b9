//! The study: how much rain fell in each month and quarter of a year?
//!
//! It reads rows and records what it found once: values under their paths in the ledger, each with
//! the cells that it comes from, a figure and a table. The story only names them.

use highwater::facts::{ArithmeticError, Column, Format, Month, Quantity, Table, TableCell, Unit};
use highwater::ingest::{self, Cells, Kind, Placed, Row, Schema};
use highwater::plot::chart::{BarGroup, BarSeries, BarValue, Bars};
use highwater::plot::{Extent, Figure, Hue, Measure, Words};
use highwater::{Facts, Inputs, Results, Study, StudyError};

/// The study, whose values start with `rain.`.
pub const STUDY: Study = Study::new("rain", study);

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

/// All that the story may name.
fn study(inputs: &Inputs<'_>) -> Result<Results, StudyError> {
    let rows = &inputs.rows::<RainRow>("rain.csv")?[..];
    let by_rain =
        |a: &&Placed<RainRow>, b: &&Placed<RainRow>| a.fallen.low().total_cmp(&b.fallen.low());
    let (Some(driest), Some(wettest), Some(last)) = (
        rows.iter().min_by(by_rain),
        rows.iter().max_by(by_rain),
        rows.last(),
    ) else {
        let message = "`data/rain.csv` has no rows";
        return Err(StudyError::other(message, "add a month"));
    };
    let total = sum(rows)?;
    let quarters = quarters(rows, &total)?;
    let mut results = Results::from(record(rows, &total, &quarters, [driest, wettest, last]));
    results.add_figure(figure(rows, wettest));
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
    rows: &[Placed<RainRow>],
    total: &Quantity,
    quarters: &[Quarter<'_>],
    [driest, wettest, last]: [&Placed<RainRow>; 3],
) -> Facts {
    let all = |rows: &[Placed<RainRow>]| {
        rows.iter()
            .map(|row| row.cell("fallen"))
            .collect::<Vec<_>>()
    };
    let mut facts = Facts::below("rain");
    let count = Quantity::exact(rows.len() as f64, Unit::Of("months"));
    facts.add("months", count, "months on record", "", all(rows));
    facts.add("total", *total, "rain in all months", "sum", all(rows));
    facts.cell("last_month", last.month, "last month", last.cell("month"));
    for (name, row) in [("driest", driest), ("wettest", wettest)] {
        let label = format!("rain of the {name} month");
        facts.cell(name, row.fallen, label, row.cell("fallen"));
        let path = format!("{name}_month");
        facts.cell(&path, row.month, format!("{name} month"), row.cell("month"));
    }
    for quarter in quarters {
        let path = format!("quarter.{}", quarter.name.to_lowercase());
        let cells = all(quarter.rows);
        let label = format!("rain in {}", quarter.name);
        facts.add(&format!("{path}.total"), quarter.total, label, "sum", cells);
        let label = format!("share of the rain that fell in {}", quarter.name);
        let path = format!("{path}.share");
        facts.add(&path, quarter.share, label, "sum ÷ sum of all", all(rows));
    }
    facts
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
