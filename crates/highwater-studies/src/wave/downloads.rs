//! Monthly downloads of all models: how fast did they grow, and did the growth speed up?
//!
//! Method: growth from each row to the next and over all; the factor a year and the doubling time of
//! a steady growth over the whole span. Source: chart 1 of the post.

use highwater_facts::{Amount, Format, KeyedTable, Month, Quantity, Unit};
use highwater_ingest::Row;
use highwater_plot::Extent;
use highwater_plot::chart::LinePoint;
use highwater_study::{Facts, Inputs, Results, StudyError};

use super::draw::{OPEN, figure, line, lines, measure};
use super::input::months;
use super::span::{record_ends, record_growth};
use super::stated::record_error;

/// A row of the table.
#[derive(Clone, Debug, Row)]
#[row(table = "downloads.csv", key = "month", ascending, also = "source")]
pub struct Downloads {
    /// The month.
    pub month: Month,
    /// Downloads in it.
    #[row(unit = "downloads")]
    pub downloads: Quantity,
    /// The growth since the row before, as the post states it.
    #[row(unit = "fraction")]
    pub growth_stated: Amount,
}

pub(super) fn study(inputs: &Inputs<'_>) -> Result<Results, StudyError> {
    let rows = months::<Downloads>(inputs)?;
    let (months, downloads) = (
        rows.column(Downloads::month),
        rows.column(Downloads::downloads),
    );
    let (growth, stated) = (downloads.growth()?, rows.column(Downloads::growth_stated));

    let (mut facts, what) = (Facts::below("wave.downloads"), "monthly downloads");
    record_ends(&mut facts, &months, &downloads, what)?;
    record_growth(&mut facts, &months, &downloads, what)?;
    facts.by_row("growth.by_month[]", &growth, |month| {
        format!(
            "growth of monthly downloads in the months before {}",
            month.name()
        )
    });
    let known = stated.known().aligned_with(&growth);
    facts.by_row("growth_stated.by_month[]", &known, |month| {
        format!("growth stated for {}", month.name())
    });
    let largest = "largest growth from one row to the next";
    facts.record("largest_period_growth", growth.max()?, largest);
    facts.record(
        "largest_period",
        growth.key_of_max()?,
        "row with the largest growth",
    );
    let last = "growth from the last row but one to the last";
    facts.record("last_period_growth", growth.last()?, last);
    record_error(&mut facts, "growth rate", &known, &growth);

    let (percent, change) = (
        Format::PERCENT.signed(),
        Format::PERCENT.decimals(0).signed(),
    );
    // The turn of the story is the growth that a reader should see.
    let most = growth.max()?.low();
    let series = line("Downloads", OPEN, &downloads, |month, point| LinePoint {
        strong: growth.get(month).is_some_and(|x| x.low() == most),
        change: growth
            .get(month)
            .map(|x| change.number(x.low(), x.unit()))
            .unwrap_or_default(),
        ..point
    });
    let y = measure(
        "Downloads a month",
        Unit::Of("downloads"),
        Format::SI,
        Extent::Log,
    );
    let title = "Monthly downloads and their growth";
    let table = KeyedTable::new("downloads", title, "Month", downloads.keys())
        .column("Downloads", &downloads, Format::SI)
        .column("Growth since the row before", &growth, percent.decimals(1))
        .column("Growth as stated", &stated, percent.decimals(0));
    Ok(Results::from(facts).with_figure(figure(lines(y, [series]), table)))
}
