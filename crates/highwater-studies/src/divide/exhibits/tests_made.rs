//! All tests that the page makes, with p values as they are and corrected.

use highwater_facts::{Column, Format, Table, TableCell, Unit};

use crate::divide::multiple_testing::Tests;
use crate::table_cells::number;

pub(super) fn table(tests: &Tests) -> Table {
    let p = |x: f64| number(Some(x), Format::P, Unit::Number);
    let rows = tests.made().map(|(test, raw, holm)| {
        vec![
            TableCell::text(test.question.as_str()),
            TableCell::text(test.method),
            p(raw),
            p(holm),
        ]
    });
    Table {
        id: "divide-tests".to_owned(),
        columns: vec![
            Column::text("Question"),
            Column::text("Test"),
            Column::number("p"),
            Column::number("p by Holm"),
        ],
        rows: rows.collect(),
        ..Table::default()
    }
}
