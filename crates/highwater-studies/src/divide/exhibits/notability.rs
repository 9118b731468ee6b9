//! Sectors before and after the filter of notability.

use highwater_facts::{Column, Table, TableCell, Unit};

use super::{Results, SHARE};
use crate::divide::notability::{BySector, Filter};
use crate::divide::sector::Sector;
use crate::table_cells::{count, number};

pub(super) fn table(results: &Results<'_>) -> Table {
    let filter = results.filter.as_ref();
    let rows = filter.map(rows).unwrap_or_default();
    Table {
        id: "divide-notability".to_owned(),
        columns: vec![
            Column::text("Sector"),
            Column::number("All models"),
            Column::number("Notable"),
            Column::number("Share"),
            Column::number("Kept"),
            Column::number("Share"),
            Column::number("Dropped"),
            Column::number("Share"),
        ],
        rows,
        note: match filter {
            Some(_) => {
                "The filter takes out models notable for use or training cost alone.".to_owned()
            }
            None => "This needs the snapshot.".to_owned(),
        },
        ..Table::default()
    }
}

fn rows(filter: &Filter) -> Vec<Vec<TableCell>> {
    let groups = [&filter.notable, &filter.kept, &filter.dropped];
    let row = |name: &str, of: &dyn Fn(&BySector) -> u64| {
        let mut row = vec![TableCell::text(name), count(of(&filter.all))];
        for group in groups {
            let all: u64 = group.iter().sum();
            let share = (all > 0).then(|| of(group) as f64 / all as f64);
            row.extend([count(of(group)), number(share, SHARE, Unit::Fraction)]);
        }
        row
    };
    let sectors = Sector::ALL.into_iter().enumerate();
    let mut rows: Vec<Vec<TableCell>> = sectors
        .map(|(at, sector)| row(sector.words(), &|counts| counts[at]))
        .collect();
    rows.push(row("all", &|counts| counts.iter().sum()));
    rows
}
