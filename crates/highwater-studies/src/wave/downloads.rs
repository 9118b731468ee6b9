//! Monthly downloads of all models: how fast did they grow, and did the growth speed up?
//!
//! Method: growth from each row to the next and over all; the factor a year and the doubling time of
//! a steady growth over the whole span. Source: chart 1 of the post.

use highwater_facts::{Amount, Format, KeyedTable, Month, Quantity, Unit};
use highwater_ingest::Row;
use highwater_plot::chart::{LineSeries, Lines, by_key};
use highwater_plot::{Extent, Figure, Measure};
use highwater_study::{Facts, Inputs, Results, StudyError};

use super::draw::OPEN;
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
    let label = "growth of monthly downloads in the months before {}";
    facts.list("growth.by_month[]", &growth, label);
    let known = stated.known().aligned_with(&growth);
    facts.list("growth_stated.by_month[]", &known, "growth stated for {}");
    let largest = "largest growth from one row to the next";
    facts.record("largest_period_growth", growth.max()?, largest);
    let largest = growth.key_of_max()?;
    facts.record("largest_period", largest, "row with the largest growth");
    let last = "growth from the last row but one to the last";
    facts.record("last_period_growth", growth.last()?, last);
    record_error(&mut facts, "growth rate", &known, &growth);

    let percent = Format::PERCENT.signed();
    let mut line = LineSeries::new("Downloads", OPEN, by_key(&downloads))
        .changing(&growth, percent.decimals(0));
    // The turn of the story is the growth that a reader should see.
    let most = growth.max()?;
    let most = percent.decimals(0).number(most.low(), most.unit());
    for point in &mut line.points {
        point.strong = point.change == most;
    }
    let y = Measure::new("Downloads a month", Unit::Of("downloads"))
        .format(Format::SI)
        .extent(Extent::Log);
    let title = "Monthly downloads and their growth";
    let table = KeyedTable::new("downloads", title, "Month", downloads.keys())
        .column("Downloads", &downloads, Format::SI)
        .column("Growth since the row before", &growth, percent.decimals(1))
        .column("Growth as stated", &stated, percent.decimals(0));
    Ok(Results::from(facts).with_figure(Figure::of_data(Lines::new(y, [line]), table)))
}
