//! Public models on the hub: how many, how fast they came, and whether the additions that the post
//! states can give its totals.
//!
//! Method: growth over the span; additions a month that the totals imply, as the difference of two
//! totals over the months between them, beside those stated; additions a day with a month of
//! `wave.days_per_month` days. Caveat: all numbers of this table are approximate.
//! Source: chart 2 of the post.

use highwater_facts::{Format, KeyedTable, Month, Quantity, Traced, Unit};
use highwater_ingest::Row;
use highwater_plot::Extent;
use highwater_plot::chart::{Columns, LinePoint, Lines};
use highwater_study::{Facts, Inputs, Results, StudyError};

use super::draw::{IMPLIED, OPEN, column_points, figure, line, lines, measure};
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
    facts.by_row("additions_stated.by_month[]", &stated, |month| {
        format!("models added a month as stated, {}", month.name())
    });
    facts.by_row("additions_implied.by_month[]", &implied, |month| {
        format!(
            "models added a month as the totals imply, up to {}",
            month.name()
        )
    });
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
    for (name, value, label) in [
        ("days_per_month", days.clone(), "days of a month, as set"),
        (
            "additions_last",
            last.clone(),
            "models added a month as stated in the last row",
        ),
        (
            "additions_implied_last",
            implied.last()?,
            "models added a month as the last two totals imply",
        ),
        (
            "additions_per_day",
            a_day(&last, &days)?,
            "models added a day as stated in the last row",
        ),
        (
            "additions_implied_per_day",
            a_day(&implied.last()?, &days)?,
            "models added a day as the last two totals imply",
        ),
        (
            "additions_per_calendar_day",
            a_day(&last, &calendar)?,
            "models added a day as stated in the last row, by the calendar",
        ),
    ] {
        facts.record(name, value, label);
    }
    facts.record(
        "days_in_last_month",
        calendar,
        format!("days of {}", last_month.name()),
    );

    let written = |_: &_, point| LinePoint {
        written: true,
        ..point
    };
    let y = measure(
        "Public models",
        Unit::Of("models"),
        Format::SI,
        Extent::FromZero,
    );
    let rate = Unit::named("models per month");
    let columns = Columns {
        y: measure("Models added a month", rate, Format::SI, Extent::FromZero),
        name: "as stated".to_owned(),
        hue: OPEN,
        bars: column_points(&stated),
        dots_name: "as the totals imply".to_owned(),
        dots_hue: IMPLIED,
        dots: column_points(&implied.map(two_digits)),
    };
    let chart = lines(y, [line("Public models", OPEN, &models, written)]);
    let chart = Lines {
        columns: Some(columns),
        ..chart
    };
    let table = KeyedTable::new(
        "models",
        "Public models and monthly additions",
        "Month",
        models.keys(),
    )
    .column("Models", &models, Format::INT)
    .column("Added a month, stated", &stated, Format::INT)
    .column("Added a month, implied", &implied, Format::INT);
    Ok(Results::from(facts).with_figure(figure(chart, table)))
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
