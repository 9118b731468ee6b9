//! The study: how much rain fell in each month and quarter of a year?
//!
//! It reads a table and records what it found once. Each value knows the cells that it was computed
//! from, and how. The story names the values, the figure and the table.

use highwater::facts::{Format, KeyedTable, Month, Quantity, TracedSeries, Unit};
use highwater::ingest::Row;
use highwater::plot::chart::{BarGroup, Bars};
use highwater::plot::{Figure, Measure};
use highwater::{Facts, Inputs, Results, Study, StudyError};

/// The study, whose values start with `rain.`.
pub const STUDY: Study = Study::new("rain", study);

/// A row of `data/rain.csv`.
#[derive(Row)]
#[row(table = "rain.csv", key = "month", ascending)]
struct Rain {
    month: Month,
    #[row(unit = "mm")]
    fallen: Quantity,
}

fn study(inputs: &Inputs<'_>) -> Result<Results, StudyError> {
    let rows = inputs.table::<Rain>()?;
    let (months, fallen) = (rows.column(Rain::month), rows.column(Rain::fallen));
    let quarter_of = months.apply("quarter", |month| format!("Q{}", (month.month() + 2) / 3));
    let quarters = fallen.group_by(&quarter_of, TracedSeries::sum)?;
    let (total, wettest) = (fallen.sum()?, fallen.key_of_max()?);
    let shares = quarters.over(&total)?.in_unit(Unit::Fraction);

    let mut facts = Facts::below("rain");
    facts.record("months", fallen.count("months"), "months on record");
    facts.record("total", &total, "rain in all months");
    facts.record("last_month", months.last()?, "last month on record");
    facts.record("driest", fallen.min()?, "rain of the driest month");
    facts.record("driest_month", fallen.key_of_min()?, "driest month");
    facts.record("wettest", fallen.max()?, "rain of the wettest month");
    facts.record("wettest_month", &wettest, "wettest month");
    facts.list("quarter.[].total", &quarters, "rain in {}");
    facts.list("quarter.[].share", &shares, "share of the rain in {}");

    let bars = fallen
        .iter()
        .map(|item| BarGroup::from(item).strong(item.key == *wettest));
    let rain = Measure::new("Rain in mm", Unit::named("mm")).format(Format::INT);
    let by_month = KeyedTable::new("months", "Rain by month", "Month", fallen.keys()).column(
        "Rain in mm",
        &fallen,
        Format::INT,
    );
    let by_quarter = KeyedTable::new("quarters", "Rain by quarter", "Quarter", quarters.keys())
        .column("Rain in mm", &quarters, Format::INT)
        .column("Share of the year", &shares, Format::PERCENT.decimals(0));
    Ok(Results::from(facts)
        .with_figure(Figure::of_data(Bars::new(rain, bars), by_month))
        .with_table(by_quarter))
}
