//! A table of three columns that the tests read.

use highwater_facts::{Month, Unit};
use highwater_ingest::{Amount, Cells, Column, Kind, Noted, Placed, Row, Schema, TextFile, read};

#[derive(Debug, PartialEq)]
pub(crate) struct Speed {
    pub(crate) month: Month,
    pub(crate) score: Noted,
    pub(crate) speed: Amount,
    pub(crate) note: String,
}

impl Row for Speed {
    const SCHEMA: Schema<'static> = Schema {
        columns: &[
            Column::new("month", Kind::Month),
            Column::new("score", Kind::Quantity(Unit::Percent)),
            Column::or_missing("speed", Kind::Quantity(Unit::Rate("tokens", "second"))),
            Column::new("note", Kind::Text),
        ],
        key: &["month"],
        ascending: true,
    };

    fn read(cells: &mut Cells<'_>) -> Option<Self> {
        let (month, score, speed, note) = (
            cells.month("month"),
            cells.noted("score"),
            cells.amount("speed"),
            cells.text("note"),
        );
        Some(Speed {
            month: month?,
            score: score?,
            speed: speed?,
            note: note?,
        })
    }
}

pub(crate) fn rows(bytes: &[u8]) -> Vec<Placed<Speed>> {
    let (rows, faults) = read(&TextFile::new("t.csv", bytes));
    assert_eq!(faults, [], "{}", String::from_utf8_lossy(bytes));
    rows
}

/// Each fault as its text, and ` -> NEAREST` where there is one.
pub(crate) fn faults(bytes: &[u8]) -> Vec<String> {
    let (_, faults) = read::<Speed>(&TextFile::new("t.csv", bytes));
    faults
        .iter()
        .map(|fault| match &fault.nearest {
            Some(nearest) => format!("{fault} -> {nearest}"),
            None => fault.to_string(),
        })
        .collect()
}
