//! Are larger models released less? The share of open models by the power of ten of their compute.

use highwater_facts::{Column, Format, Table, TableCell, Unit};
use highwater_plot::chart::{IntervalMark, IntervalRow, IntervalSeries, Intervals};
use highwater_plot::{Figure, Measure, Words};

use super::{FIRST, Found, count, number, open_percent};
use crate::openness::shares::{LEVEL, Share};

/// Below this power of ten there are too few models for a row each.
const LEAST: i32 = 17;

pub(super) fn figure(found: &Found<'_>) -> Figure {
    let shares = &found.careful.shares.compute;
    let rows = shares.iter().filter(|(power, _)| **power >= LEAST);
    let smaller = shares.range(..LEAST).next().is_some();
    let note = if smaller {
        "Models below 10¹⁷ FLOP are in the table alone."
    } else {
        ""
    };
    Figure {
        id: "openness-powers".to_owned(),
        words: Words {
            note: note.to_owned(),
            ..Words::default()
        },
        chart: Box::new(Intervals {
            x: Measure {
                title: "Open models".to_owned(),
                ..open_percent()
            },
            series: vec![IntervalSeries {
                name: "Open models".to_owned(),
                hue: FIRST,
            }],
            rows: rows.map(|(power, share)| row(*power, share)).collect(),
            reference: None,
            interval_name: "95% CI".to_owned(),
            detail_name: "models".to_owned(),
        }),
        data: table(found),
    }
}

/// Returns the range of a power of ten, in words: `10^21 to 10^22`.
fn name(power: i32) -> String {
    format!("10{} to 10{}", raised(power), raised(power + 1))
}

/// Returns a number in raised digits.
fn raised(n: i32) -> String {
    let digits = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
    let digit = |c: char| {
        c.to_digit(10)
            .and_then(|digit| digits.get(digit as usize).copied())
    };
    n.to_string()
        .chars()
        .map(|c| digit(c).unwrap_or('⁻'))
        .collect()
}

fn row(power: i32, share: &Share) -> IntervalRow {
    let proportion = share.proportion();
    let interval = proportion.and_then(|p| p.wilson(LEVEL).ok());
    let estimate = proportion.map(|p| 100.0 * p.estimate);
    IntervalRow {
        name: name(power),
        detail: String::new(),
        strong: power >= 21,
        marks: vec![IntervalMark {
            series: 0,
            estimate,
            interval: interval.map(|i| (100.0 * i.low, 100.0 * i.high)),
            text: estimate.map_or_else(String::new, |x| {
                Format::PERCENT.decimals(0).number(x, Unit::Percent)
            }),
            detail: share.stated.to_string(),
            missing: "no model says whether it is open".to_owned(),
        }],
    }
}

fn table(found: &Found<'_>) -> Table {
    let format = Format::PERCENT.decimals(1);
    let rows = found.careful.shares.compute.iter().map(|(power, share)| {
        let proportion = share.proportion();
        let interval = proportion.and_then(|p| p.wilson(LEVEL).ok());
        vec![
            TableCell::text(name(*power)),
            number(proportion.map(|p| p.estimate), format, Unit::Fraction),
            number(interval.map(|i| i.low), format, Unit::Fraction),
            number(interval.map(|i| i.high), format, Unit::Fraction),
            count(share.open),
            count(share.stated),
            count(share.missing),
        ]
    });
    Table {
        id: "openness-powers".to_owned(),
        columns: vec![
            Column::text("Training compute, FLOP"),
            Column::number("Open"),
            Column::number("95% from"),
            Column::number("to"),
            Column::number("Open models"),
            Column::number("Models"),
            Column::number("Missing"),
        ],
        rows: rows.collect(),
        ..Table::default()
    }
}
