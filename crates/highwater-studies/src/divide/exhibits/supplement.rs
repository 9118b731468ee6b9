//! The arithmetic of the supplement: each figure as printed, how it follows from others, and whether
//! it does.

use highwater_facts::{Column, Format, Table, TableCell, Unit};

use crate::divide::supplement::{Checked, Supplement};
use crate::table_cells::number;

pub(super) fn table(supplement: &Supplement) -> Table {
    // Where a number is not there, the error is told elsewhere.
    let checks = supplement.checks().unwrap_or_default();
    Table {
        id: "divide-supplement".to_owned(),
        columns: vec![
            Column::text("Claim"),
            Column::text("Formula"),
            Column::number("Recomputed"),
            Column::number("From"),
            Column::number("To"),
            Column::number("Printed"),
            Column::text("Verdict"),
        ],
        rows: checks.iter().map(row).collect(),
        ..Table::default()
    }
}

fn row(checked: &Checked) -> Vec<TableCell> {
    let check = &checked.check;
    let format = match checked.unit {
        Unit::Number => Format::NUMBER.decimals(4),
        Unit::Points => Format::POINTS.decimals(2),
        _ => Format::PERCENT.decimals(2),
    };
    let plain = |x: f64| number(Some(x), format, checked.unit);
    let [printed_cell, ..] = checked.cells.clone();
    vec![
        TableCell::text(checked.claim.as_str()),
        TableCell::text(checked.formula),
        plain(check.recomputed),
        plain(check.low),
        plain(check.high),
        plain(check.printed.value).from_cell(printed_cell),
        TableCell::text(if check.agrees() { "agrees" } else { "does not" }),
    ]
}
