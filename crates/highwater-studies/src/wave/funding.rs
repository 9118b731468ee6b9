//! The last funding rounds of five companies: how much in all, and who took most of it?
//!
//! Caveat: some dates are years only, and a company's business is more than its open models.
//! Source: chart 8 of the post.

use std::collections::BTreeSet;

use highwater_facts::{Column, Format, Key, KeyedTable, Quantity, TableCell, Unit};
use highwater_ingest::Row;
use highwater_plot::Extent;
use highwater_plot::chart::{BarGroup, BarSeries, BarValue, Bars};
use highwater_study::{Facts, Inputs, Results, StudyError};

use super::draw::{OPEN, figure, measure};

/// A row of the table.
#[derive(Clone, Debug, Row)]
#[row(table = "funding.csv", key = "company", also = "month, source")]
pub struct Funding {
    /// The company.
    pub company: String,
    /// What it does.
    pub focus: String,
    /// The round.
    pub round: String,
    /// What it raised.
    #[row(unit = "USD")]
    pub amount: Quantity,
    /// The year of the round.
    #[row(unit = "years")]
    pub year: Quantity,
}

pub(super) fn study(inputs: &Inputs<'_>) -> Result<Results, StudyError> {
    let rows = inputs.table::<Funding>()?;
    let (amounts, focus) = (rows.column(Funding::amount), rows.column(Funding::focus));
    let years = rows.column(Funding::year).map(|year| year.low() as i32);

    let mut facts = Facts::below("wave.funding");
    facts.by_row("by_company[].amount", &amounts, |company| {
        format!("last round of {company}")
    });
    facts.by_row("by_company[].focus", &focus, |company| {
        format!("what {company} does")
    });
    for company in amounts.keys() {
        let others = amounts.filter(&format!("company ≠ {company}"), |other, _| {
            other != company
        });
        let label = format!("last rounds of all companies of the table but {company}");
        let name = format!("by_company[{}].total_without", company.segment());
        facts.record(&name, others.sum_in(Unit::Usd)?, label);
    }
    for year in years
        .iter()
        .map(|item| *item.value)
        .collect::<BTreeSet<i32>>()
    {
        let of_year = amounts.filter_by(&years, &format!("year = {year}"), |of| *of == year);
        let (total, n) = (of_year.sum()?, of_year.count("companies"));
        facts.record(
            &format!("by_year[in_{year}].total"),
            total,
            format!("last rounds of {year}"),
        );
        let label = format!("companies whose last round is of {year}");
        facts.record(&format!("by_year[in_{year}].n"), n, label);
    }
    let (total, largest, company) = (amounts.sum()?, amounts.max()?, amounts.key_of_max()?);
    facts.record("total", &total, "last rounds of all companies of the table");
    facts.record("n", amounts.count("companies"), "companies of the table");
    facts.record("largest", &largest, format!("largest round: {}", *company));
    let label = format!("share of {} in all rounds", *company);
    facts.record(
        "largest_share",
        largest.over(&total)?.in_unit(Unit::Fraction),
        label,
    );

    let year = |key: &Key| {
        years
            .get(key)
            .map_or_else(String::new, |year| year.to_string())
    };
    let group = |key: &Key, amount: &Quantity| {
        let round = &rows.get(key)?.round;
        Some(BarGroup {
            name: key.to_string(),
            detail: format!("{round}, {}", year(key)),
            strong: false,
            values: vec![BarValue::Number(*amount)],
        })
    };
    let sorted = amounts.largest_first().into_iter();
    let chart = Bars {
        x: measure("Amount raised", Unit::Usd, Format::USD, Extent::FromZero),
        series: vec![BarSeries {
            name: "Amount raised".to_owned(),
            hue: OPEN,
        }],
        groups: sorted
            .filter_map(|item| group(&item.key, &item.value))
            .collect(),
    };
    let title = "Last funding rounds of companies around open models";
    let table = KeyedTable::new("funding", title, "Company", amounts.keys())
        .texts("Focus", &focus)
        .texts("Round", &rows.column(Funding::round))
        .cells(Column::number("Year"), |key| TableCell::text(year(key)))
        .column("Amount", &amounts, Format::USD);
    Ok(Results::from(facts).with_figure(figure(chart, table)))
}
