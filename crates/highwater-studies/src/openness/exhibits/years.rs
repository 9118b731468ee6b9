//! Did openness change over the years? The share of open models by the year of their publication.

use highwater_facts::{Column, Format, Quantity, Table, TableCell, Unit};
use highwater_plot::chart::{Gaps, LinePoint, LineSeries, LineShape, Lines, RibbonPoint};
use highwater_plot::{Figure, Position, Words};

use super::{FIRST, Found, count, number, open_percent};
use crate::openness::shares::{LEVEL, Share};

pub(super) fn figure(found: &Found<'_>) -> Figure {
    let years = &found.careful.shares.year;
    let points = years.iter().filter_map(|(year, share)| {
        let open = 100.0 * share.proportion()?.estimate;
        let value = Quantity::exact(open, Unit::Percent);
        Some(LinePoint {
            written: true,
            name: format!("n = {}", share.stated),
            ..LinePoint::new(Position::Year(*year), value)
        })
    });
    let ribbon = years.iter().filter_map(|(year, share)| {
        let interval = share.proportion()?.wilson(LEVEL).ok()?;
        let (low, high) = (100.0 * interval.low, 100.0 * interval.high);
        Some(RibbonPoint {
            at: Position::Year(*year),
            reach: Quantity::range(low, high, Unit::Percent).ok()?,
        })
    });
    Figure {
        id: "openness-years".to_owned(),
        words: Words::default(),
        chart: Box::new(Lines {
            x: None,
            y: open_percent(),
            series: vec![LineSeries {
                name: "Open models".to_owned(),
                hue: FIRST,
                shape: LineShape::Straight,
                points: points.collect(),
                gaps: Gaps::default(),
                ribbon: ribbon.collect(),
                ribbon_name: "95% CI".to_owned(),
            }],
            gap: None,
            references: Vec::new(),
            columns: None,
        }),
        data: table(years),
    }
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
    Table {
        id: "openness-years".to_owned(),
        columns: vec![
            Column::text("Year"),
            Column::number("Open"),
            Column::number("95% from"),
            Column::number("to"),
            Column::number("Models"),
            Column::number("Missing"),
        ],
        rows: rows.collect(),
        ..Table::default()
    }
}
