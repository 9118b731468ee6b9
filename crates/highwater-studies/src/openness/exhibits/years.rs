//! Did openness change over the years? The share of open models by the year of their publication.

use highwater_facts::{Column, Format, Quantity, Table, TableCell, Unit};
use highwater_plot::chart::{LinePoint, LineSeries, Lines, RibbonPoint};
use highwater_plot::{Figure, Position};

use super::{FIRST, Found, count, number, open_percent};
use crate::openness::shares::{LEVEL, Share};

pub(super) fn figure(found: &Found<'_>) -> Figure {
    let years = &found.careful.shares.year;
    let points = years.iter().filter_map(|(year, share)| {
        let open = 100.0 * share.proportion()?.estimate;
        let value = Quantity::exact(open, Unit::Percent);
        Some(
            LinePoint::new(Position::Year(*year), value)
                .written(true)
                .name(format!("n = {}", share.stated)),
        )
    });
    let ribbon = years.iter().filter_map(|(year, share)| {
        let interval = share.proportion()?.wilson(LEVEL).ok()?;
        let (low, high) = (100.0 * interval.low, 100.0 * interval.high);
        Some(RibbonPoint::new(
            Position::Year(*year),
            Quantity::range(low, high, Unit::Percent).ok()?,
        ))
    });
    Figure::of_data(
        Lines::new(
            open_percent(),
            [LineSeries::new("Open models", FIRST, points)
                .ribbon(ribbon)
                .ribbon_name("95% CI")],
        ),
        table(years),
    )
}

fn table(years: &std::collections::BTreeMap<i32, Share>) -> Table {
    let format = Format::PERCENT.decimals(1);
    let rows = years.iter().map(|(year, share)| {
        let proportion = share.proportion();
        let interval = proportion.and_then(|p| p.wilson(LEVEL).ok());
        vec![
            TableCell::text(year.to_string()),
            number(proportion.map(|p| p.estimate), format, Unit::Fraction),
            number(interval.map(|i| i.low), format, Unit::Fraction),
            number(interval.map(|i| i.high), format, Unit::Fraction),
            count(share.stated),
            count(share.missing),
        ]
    });
    Table::new(
        "openness-years",
        [
            Column::text("Year"),
            Column::number("Open"),
            Column::number("95% from"),
            Column::number("to"),
            Column::number("Models"),
            Column::number("Missing"),
        ],
        rows,
    )
}
