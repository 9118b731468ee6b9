//! Public models on the hub: how many, how fast they came, and whether the additions that the post
//! states can give its totals.
//!
//! Method: growth over the span; additions a month that the totals imply, as the difference of two
//! totals over the months between them, beside those stated; additions a day with a month of
//! `wave.days_per_month` days. Caveat: all numbers of this table are approximate.
//! Source: chart 2 of the post.

use highwater_facts::{Format, KeyedTable, Month, Quantity, Traced, Unit};
use highwater_ingest::Row;
use highwater_plot::chart::{Columns, LineSeries, Lines, by_key};
use highwater_plot::{Figure, Measure};
use highwater_study::{Facts, Inputs, Results, StudyError};

use super::draw::{IMPLIED, OPEN};
use super::input::months;
use super::span::{record_ends, record_growth};

/// A row of the table.
#[derive(Clone, Debug, Row)]
#[row(table = "models.csv", key = "month", ascending, also = "source")]
pub struct Models {
    /// The month.
    pub month: Month,
    /// Public models in it.
    #[row(unit = "models")]
    pub models: Quantity,
    /// Models added in the month, as the post states it.
    #[row(unit = "models per month")]
    pub additions_stated: Quantity,
}

pub(super) fn study(inputs: &Inputs<'_>) -> Result<Results, StudyError> {
    let rows = months::<Models>(inputs)?;
    let (months, models) = (rows.column(Models::month), rows.column(Models::models));
    let stated = rows.column(Models::additions_stated);
    // Additions a month that the totals imply up to each row but the first.
    let implied = models.differences()?.over(&months.differences())?;

    let (mut facts, what) = (Facts::below("wave.models"), "public models");
    record_ends(&mut facts, &months, &models, what)?;
    record_growth(&mut facts, &months, &models, what)?;
    let label = "models added a month as stated, {}";
    facts.list("additions_stated.by_month[]", &stated, label);
    let label = "models added a month as the totals imply, up to {}";
    facts.list("additions_implied.by_month[]", &implied, label);
    let label = "smallest ratio of additions implied by the totals to additions stated";
    facts.record("implied_over_stated", implied.over(&stated)?.min()?, label);

    let (last, last_month) = (stated.last()?, months.last()?);
    let set = inputs
        .parameters()
        .number("wave.days_per_month")
        .unwrap_or(30.0);
    let days = Traced::constant(Quantity::exact(set, Unit::Days)).named("wave.days_per_month");
    let calendar = last_month.apply("days", |month| {
        Quantity::exact(month.days().into(), Unit::Days)
    });
    let a_day = |a_month: &Traced, days: &Traced| a_month.in_unit(Unit::Of("models")).over(days);
    facts.record("days_per_month", &days, "days of a month, as set");
    let label = "models added a month as stated in the last row";
    facts.record("additions_last", &last, label);
    let label = "models added a month as the last two totals imply";
    facts.record("additions_implied_last", implied.last()?, label);
    let label = "models added a day as stated in the last row";
    facts.record("additions_per_day", a_day(&last, &days)?, label);
    let (label, implied_last) = (
        "models added a day as the last two totals imply",
        implied.last()?,
    );
    facts.record(
        "additions_implied_per_day",
        a_day(&implied_last, &days)?,
        label,
    );
    let label = "models added a day as stated in the last row, by the calendar";
    facts.record(
        "additions_per_calendar_day",
        a_day(&last, &calendar)?,
        label,
    );
    let label = format!("days of {}", last_month.name());
    facts.record("days_in_last_month", calendar, label);

    let line = LineSeries::new("Public models", OPEN, by_key(&models)).written();
    let rate = Measure::new("Models added a month", Unit::named("models per month"));
    let dots = implied.map(two_digits);
    let columns = Columns::new(rate.format(Format::SI), "as stated", OPEN, by_key(&stated)).dots(
        "as the totals imply",
        IMPLIED,
        by_key(&dots),
    );
    let y = Measure::new("Public models", Unit::Of("models")).format(Format::SI);
    let chart = Lines::new(y, [line]).columns(columns);
    let table = KeyedTable::new(
        "models",
        "Public models and monthly additions",
        "Month",
        models.keys(),
    )
    .column("Models", &models, Format::INT)
    .column("Added a month, stated", &stated, Format::INT)
    .column("Added a month, implied", &implied, Format::INT);
    Ok(Results::from(facts).with_figure(Figure::of_data(chart, table)))
}

/// A number with the two leading digits that the difference of approximate totals can claim.
fn two_digits(quantity: &Quantity) -> Quantity {
    let rounded = |x: f64| {
        let step = libm::exp10(libm::log10(x.abs()).floor() - 1.0);
        if step > 0.0 && step.is_finite() {
            (x / step).round() * step
        } else {
            x
        }
    };
    quantity.map(quantity.unit(), rounded)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_digits_are_left_of_any_number() {
        for (x, expected) in [
            (43_333.3, 43_000.0),
            (5_833.3, 5_800.0),
            (9_960.0, 10_000.0),
            (0.123, 0.12),
            (-26_667.0, -27_000.0),
            (7.0, 7.0),
            (0.0, 0.0),
        ] {
            let rounded = two_digits(&Quantity::exact(x, Unit::Of("models"))).low();
            assert!(
                (rounded - expected).abs() <= 1e-12 * expected.abs(),
                "{x}: {rounded}"
            );
        }
    }
}
