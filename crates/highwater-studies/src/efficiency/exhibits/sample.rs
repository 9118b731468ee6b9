//! Which models are left, filter by filter, and who was dropped.

use highwater_facts::{Column, Table, TableCell};

use super::Results;
use crate::efficiency::sample::Reason;
use crate::table_cells::count;

pub(super) fn table(results: &Results<'_>) -> Table {
    let rows = Reason::ALL.map(|reason| {
        let dropped: Vec<&str> = results
            .sample
            .dropped_by(reason)
            .map(|at| &*results.systems.rows[at].name)
            .collect();
        vec![
            TableCell::text(reason.words()),
            count(dropped.len() as u64),
            count(results.sample.left_after(reason) as u64),
            TableCell::text(match dropped.is_empty() {
                true => "none".to_owned(),
                false => dropped.join(", "),
            }),
        ]
    });
    Table {
        id: "efficiency-sample".to_owned(),
        columns: vec![
            Column::text("Filter"),
            Column::number("Dropped"),
            Column::number("Left"),
            Column::text("Who"),
        ],
        rows: rows.to_vec(),
        ..Table::default()
    }
}
