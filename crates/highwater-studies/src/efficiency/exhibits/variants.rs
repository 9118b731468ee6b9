//! Does the factor come out alike on other benchmarks, and by the other cost?

use highwater_facts::{Column, Table, TableCell};

use super::factor::ONE;
use super::{Results, TIMES};
use crate::table_cells::{count, number};

pub(super) fn table(results: &Results<'_>) -> Table {
    let rows = results.variants.iter().map(|variant| {
        let found = variant.factor.as_ref().ok();
        vec![
            TableCell::text(variant.benchmark.name()),
            TableCell::text(variant.cost.words()),
            count(variant.systems.len() as u64),
            number(found.map(|f| f.value), ONE, TIMES),
            number(found.map(|f| f.interval.low), ONE, TIMES),
            number(found.map(|f| f.interval.high), ONE, TIMES),
            TableCell::text(match &variant.factor {
                Ok(_) => String::new(),
                Err(why) => why.to_string(),
            }),
        ]
    });
    Table {
        id: "efficiency-variants".to_owned(),
        columns: vec![
            Column::text("Benchmark"),
            Column::text("Cost"),
            Column::number("Models"),
            Column::number("Factor each year"),
            Column::number("90% from"),
            Column::number("to"),
            Column::text("Why there is none"),
        ],
        rows: rows.collect(),
        ..Table::default()
    }
}
