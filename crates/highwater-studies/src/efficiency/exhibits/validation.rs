//! Do date and cost foretell the score of a model that was not looked at?

use highwater_facts::{Column, Format, Table, TableCell, Unit};

use super::Results;
use crate::table_cells::number;

pub(super) fn table(results: &Results<'_>) -> Table {
    let three = Format::NUMBER.decimals(3);
    let rows = results.validation.iter().map(|(terms, found)| {
        let found = found.as_ref().ok();
        vec![
            TableCell::text(terms.words()),
            number(found.map(|v| v.rmse), three, Unit::Number),
            number(found.map(|v| v.mae), three, Unit::Number),
            number(found.map(|v| v.r_squared), three, Unit::Number),
        ]
    });
    Table {
        id: "efficiency-validation".to_owned(),
        columns: vec![
            Column::text("Model"),
            Column::number("Root mean squared error"),
            Column::number("Mean absolute error"),
            Column::number("R-squared out of sample"),
        ],
        rows: rows.collect(),
        ..Table::default()
    }
}
