//! The cost to train a model as good as GPT-3.5: by how much did it fall?
//!
//! Method: the costs are ranges, so the factor between the first and the last is a range: from the
//! smallest first cost over the largest last one, to the largest over the smallest. Beside it, the
//! factors between like ends. Source: chart 6 of the post.

use highwater_facts::{Format, KeyedTable, Month, Quantity, Traced, Unit};
use highwater_ingest::Row;
use highwater_plot::Extent;
use highwater_plot::chart::{RangeBars, RangeRow};
use highwater_study::{Facts, Inputs, Results, StudyError};

use super::draw::{OPEN, figure, measure};
use super::growth::doubling_months;
use super::input::months;
use super::llama;
use super::span::record_ends;

/// A row of the table.
#[derive(Clone, Debug, Row)]
#[row(table = "cost.csv", key = "month", ascending, also = "source")]
pub struct Cost {
    /// The month.
    pub month: Month,
    /// The estimated cost.
    #[row(unit = "USD")]
    pub cost: Quantity,
    /// What drove it.
    pub driver: String,
}

pub(super) fn study(inputs: &Inputs<'_>) -> Result<Results, StudyError> {
    let rows = months::<Cost>(inputs)?;
    let (months, cost) = (rows.column(Cost::month), rows.column(Cost::cost));
    let drivers = rows.column(Cost::driver);

    let mut facts = Facts::below("wave.cost");
    record_ends(
        &mut facts,
        &months,
        &cost,
        "cost to train a model as good as GPT-3.5",
    )?;
    llama::record_first(&mut facts, &months, &drivers);
    let (first, last) = (cost.first()?, cost.last()?);
    let factor = first.over(&last)?;
    facts.record("factor", &factor, "fall of the cost, as a factor");
    let end = |cost: &Traced, name: &str, end: fn(&Quantity) -> f64| {
        cost.apply(name, |cost| Quantity::exact(end(cost), cost.unit()))
    };
    let lows = [&first, &last].map(|cost| end(cost, "lower end", Quantity::low));
    let highs = [&first, &last].map(|cost| end(cost, "upper end", Quantity::high));
    let label = "fall of the lower ends, as a factor";
    facts.record("factor_of_lows", lows[0].over(&lows[1])?, label);
    let label = "fall of the upper ends, as a factor";
    facts.record("factor_of_highs", highs[0].over(&highs[1])?, label);
    let halving = doubling_months(&factor, &months.last()?.months_since(&months.first()?));
    facts.record("halving_time", halving, "months in which the cost halved");

    let row = |row: &Cost| RangeRow {
        name: row.month.short_name(),
        detail: row.driver.clone(),
        range: row.cost,
        strong: false,
    };
    let chart = RangeBars {
        x: measure("Cost in US dollars", Unit::Usd, Format::USD, Extent::Log),
        series: "Cost".to_owned(),
        hue: OPEN,
        rows: rows.iter().map(|placed| row(placed)).collect(),
    };
    let title = "Cost to train a model as good as GPT-3.5";
    let table = KeyedTable::new("cost", title, "Month", cost.keys())
        .column("Cost", &cost, Format::USD)
        .texts("What drove it", &drivers);
    Ok(Results::from(facts).with_figure(figure(chart, table)))
}
