//! Cells of any numbers, for the tests of all kinds of charts.

use highwater_plot::Extent;
use highwater_plot::chart::{CellGroup, CellRow, CellValue, Cells, levels};

use crate::charts::{AnyChart, measure};

/// A row for each number, with what is there beside it in every third row.
pub(crate) fn cells(names: &[String], numbers: &[f64], extent: Extent) -> AnyChart {
    let rows = names.iter().zip(numbers).enumerate();
    let rows = rows.map(|(i, (name, &x))| {
        CellRow::new(
            name.clone(),
            [
                CellValue::Number(x),
                match i % 3 {
                    0 => CellValue::Yes,
                    1 => CellValue::No,
                    _ => CellValue::Missing("not counted".to_owned()),
                },
            ],
        )
        .detail("a remark")
    });
    let (low, high) = numbers
        .iter()
        .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), &x| {
            (low.min(x), high.max(x))
        });
    let found = levels(low, high, 8);
    Box::new(
        Cells::new(
            ["All models".to_owned(), "Open".to_owned()],
            measure(extent),
            [CellGroup::new("Models", rows)],
        )
        .levels(if found.is_empty() {
            vec![0.0, 1.0]
        } else {
            found
        })
        .yes("open")
        .no("closed"),
    )
}
