//! The last funding rounds of five companies: how much in all, and who took most of it?
//!
//! Caveat: some dates are years only, and a company's business is more than its open models.
//! Source: chart 8 of the post.

use std::collections::BTreeSet;

use highwater_facts::{Column, FactPath, Format, Quantity, Table, TableCell, Unit};
use highwater_ingest::{self as ingest, Cells, Kind, Placed, Row, Schema};
use highwater_plot::chart::{BarGroup, BarSeries, BarValue, Bars};
use highwater_plot::{Extent, Figure, Words};
use highwater_study::{Facts, Inputs, Results, StudyError};

use super::draw::{OPEN, cell, measure, source};
use super::input::rows;

pub(super) const TABLE: &str = "funding.csv";

/// A row of the table.
#[derive(Clone, Debug)]
pub struct FundingRow {
    /// The company.
    pub company: String,
    /// What it does.
    pub focus: String,
    /// The round.
    pub round: String,
    /// What it raised.
    pub amount: Quantity,
    /// The year of the round.
    pub year: Quantity,
}

impl Row for FundingRow {
    const SCHEMA: Schema<'static> = Schema {
        columns: &[
            ingest::Column::new("company", Kind::Text),
            ingest::Column::new("focus", Kind::Text),
            ingest::Column::new("round", Kind::Text),
            ingest::Column::new("amount", Kind::Quantity(Unit::Usd)),
            ingest::Column::new("year", Kind::Quantity(Unit::Years)),
            ingest::Column::or_missing("month", Kind::Month),
            ingest::Column::new("source", Kind::Text),
        ],
        key: &["company"],
        ascending: false,
    };

    fn read(cells: &mut Cells<'_>) -> Option<Self> {
        let (company, focus, round) = (
            cells.text("company"),
            cells.text("focus"),
            cells.text("round"),
        );
        let (amount, year) = (cells.quantity("amount"), cells.quantity("year"));
        Some(FundingRow {
            company: company?,
            focus: focus?,
            round: round?,
            amount: amount?,
            year: year?,
        })
    }
}

impl FundingRow {
    fn in_year(&self) -> i32 {
        self.year.low() as i32
    }
}

fn record(rows: &[Placed<FundingRow>]) -> Result<Facts, StudyError> {
    let mut facts = Facts::below("wave.funding");
    let [first, ..] = rows else { return Ok(facts) };
    let nothing = first.amount.minus(&first.amount)?;
    let sum = |rows: &mut dyn Iterator<Item = &Placed<FundingRow>>| {
        let mut sum = nothing;
        for row in rows {
            sum = sum.plus(&row.amount)?;
        }
        Ok::<_, StudyError>(sum)
    };
    for row in rows {
        let (path, company) = (FactPath::segment(&row.company), &row.company);
        facts.cell(
            &format!("by_company[{path}].amount"),
            row.amount,
            format!("last round of {company}"),
            row.cell("amount"),
        );
        facts.cell(
            &format!("by_company[{path}].focus"),
            row.focus.as_str(),
            format!("what {company} does"),
            row.cell("focus"),
        );
        let others = || rows.iter().filter(|other| other.company != *company);
        facts.add(
            &format!("by_company[{path}].total_without"),
            sum(&mut others())?,
            format!("last rounds of all companies of the table but {company}"),
            "sum",
            others().map(|row| row.cell("amount")),
        );
    }
    let years: BTreeSet<i32> = rows.iter().map(|row| row.in_year()).collect();
    for year in years {
        let of_year = || rows.iter().filter(|row| row.in_year() == year);
        let cells = || of_year().flat_map(|row| [row.cell("amount"), row.cell("year")]);
        facts.add(
            &format!("by_year[in_{year}].total"),
            sum(&mut of_year())?,
            format!("last rounds of {year}"),
            "sum",
            cells(),
        );
        facts.add(
            &format!("by_year[in_{year}].n"),
            Quantity::exact(of_year().count() as f64, Unit::Of("companies")),
            format!("companies whose last round is of {year}"),
            "",
            cells(),
        );
    }
    let cells = || rows.iter().map(|row| row.cell("amount"));
    let total = sum(&mut rows.iter())?;
    facts.add(
        "total",
        total,
        "last rounds of all companies of the table",
        "sum",
        cells(),
    );
    facts.add(
        "n",
        Quantity::exact(rows.len() as f64, Unit::Of("companies")),
        "companies of the table",
        "",
        cells(),
    );
    let largest = rows
        .iter()
        .max_by(|a, b| a.amount.low().total_cmp(&b.amount.low()))
        .unwrap_or(first);
    facts.add(
        "largest",
        largest.amount,
        format!("largest round: {}", largest.company),
        "max",
        cells(),
    );
    let share = largest.amount.over(&total)?.in_unit(Unit::Fraction);
    facts.add(
        "largest_share",
        share,
        format!("share of {} in all rounds", largest.company),
        "largest ÷ total",
        cells(),
    );
    Ok(facts)
}

/// How the figure is made.
const METHOD: &str = "The last round that the post lists for a company; the total of the title is \
    their plain sum. Earlier rounds are not in it, and a company’s business may be wider than its \
    open models.";

fn figure(rows: &[Placed<FundingRow>]) -> Figure {
    let mut sorted: Vec<&Placed<FundingRow>> = rows.iter().collect();
    sorted.sort_by(|a, b| b.amount.low().total_cmp(&a.amount.low()));
    let group = |row: &Placed<FundingRow>| BarGroup {
        name: row.company.clone(),
        detail: format!(
            "{}, {}",
            row.round,
            Format::NUMBER
                .number(row.year.low(), Unit::Of(""))
                .replace(',', "")
        ),
        strong: false,
        values: vec![BarValue::Number(row.amount)],
    };
    Figure {
        id: "funding".to_owned(),
        words: Words {
            title: "Companies around open models raised [](value:wave.funding.total) in [](value:wave.funding.n?word) rounds, 2022 and 2023".to_owned(),
            subtitle: "Last funding round of the company, in US dollars.".to_owned(),
            note: String::new(),
            source: source(8, "Crunchbase, announcements of the companies"),
            alt: "Horizontal bars, one a company.".to_owned(),
            method: METHOD.to_owned(),
        },
        chart: Box::new(Bars {
            x: measure("Amount raised", Unit::Usd, Format::USD, Extent::FromZero),
            series: vec![BarSeries { name: "Amount raised".to_owned(), hue: OPEN }],
            groups: sorted.into_iter().map(group).collect(),
        }),
        data: table(rows),
    }
}

fn table(rows: &[Placed<FundingRow>]) -> Table {
    let line = |row: &Placed<FundingRow>| {
        vec![
            TableCell::text(&row.company),
            TableCell::text(&row.focus),
            TableCell::text(&row.round),
            TableCell::text(
                Format::NUMBER
                    .decimals(0)
                    .number(row.year.low(), Unit::Years)
                    .replace(',', ""),
            ),
            cell(&row.amount, Format::USD, row.cell("amount")),
        ]
    };
    Table {
        id: "funding".to_owned(),
        title: "Last funding rounds of companies around open models".to_owned(),
        columns: vec![
            Column::text("Company"),
            Column::text("Focus"),
            Column::text("Round"),
            Column::number("Year"),
            Column::number("Amount"),
        ],
        rows: rows.iter().map(line).collect(),
        note: String::new(),
        method: String::new(),
    }
}

pub(super) fn study(inputs: &Inputs<'_>) -> Result<Results, StudyError> {
    let rows = rows::<FundingRow>(inputs, TABLE, 1)?;
    let mut results = Results::default();
    results.append(record(&rows)?);
    results.add_figure(figure(&rows));
    Ok(results)
}
