//! The organisations with the largest training compute, in both readings.

use std::collections::HashMap;

use highwater_facts::{Column, Format, Table, TableCell, Unit};

use super::{Found, count, number};
use crate::openness::as_published::LISTED;
use crate::openness::models::NameId;
use crate::openness::tally::Organization;

pub(super) fn table(found: &Found<'_>) -> Table {
    let published = found.published.organizations.iter();
    let published: HashMap<NameId, &Organization> = published.map(|o| (o.id, o)).collect();
    let log = Format::NUMBER.decimals(2);
    let percent = Format::PERCENT.decimals(0);
    let rows = found.careful.organizations.iter().take(LISTED).map(|o| {
        let before = published.get(&o.id);
        vec![
            TableCell::text(found.models.cells.names.text(o.id).to_string()),
            number(o.max_log_compute, log, Unit::Number),
            number(o.mean_log_compute, log, Unit::Number),
            count(o.models.into()),
            count(o.stated.into()),
            number(o.open_percent(), percent, Unit::Percent),
            number(
                before.map(|o| f64::from(o.models)),
                Format::INT,
                Unit::Of("models"),
            ),
            number(
                before.and_then(|o| o.open_percent()),
                percent,
                Unit::Percent,
            ),
        ]
    });
    Table {
        id: "openness-organizations".to_owned(),
        columns: vec![
            Column::text("Organisation"),
            Column::number("Largest compute, log10 FLOP"),
            Column::number("Mean compute, log10 FLOP"),
            Column::number("Models"),
            Column::number("of which say whether they are open"),
            Column::number("Open"),
            Column::number("Rows, as published"),
            Column::number("Open, as published"),
        ],
        rows: rows.collect(),
        ..Table::default()
    }
}
