//! All comparisons made, with their p values before and after correction.

use highwater_facts::{Column, Format, Table, TableCell, Unit};

use super::{Found, number};

pub(super) fn table(found: &Found<'_>) -> Table {
    let rows = found.careful.comparisons.iter().map(|comparison| {
        vec![
            TableCell::text(comparison.label.as_str()),
            TableCell::text(comparison.test.as_str()),
            number(comparison.effect, Format::NUMBER.decimals(2), Unit::Number),
            number(comparison.p, Format::P, Unit::Number),
            number(comparison.p_holm, Format::P, Unit::Number),
        ]
    });
    Table {
        id: "openness-comparisons".to_owned(),
        columns: vec![
            Column::text("Comparison"),
            Column::text("Test"),
            Column::number("Effect"),
            Column::number("p"),
            Column::number("p, Holm"),
        ],
        rows: rows.collect(),
        ..Table::default()
    }
}
