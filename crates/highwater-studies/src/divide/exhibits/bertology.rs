//! Papers on language that study BERT, year by year.

use highwater_facts::{Column, Table, TableCell, Unit};
use highwater_plot::chart::Lines;
use highwater_plot::{Extent, Figure, Hue, Words};
use highwater_stats::Proportion;

use super::yearly::{Yearly, columns, line, line_with_interval};
use super::{ACADEMIA, Results, SHARE, needs_snapshot, or_absent, percent};
use crate::divide::text::bertology::{BertCounts, Bertology};
use crate::table_cells::{count, number};

pub(super) fn figure(results: &Results<'_>) -> Figure {
    let found = results.texts.as_ref().map(|texts| &texts.bertology);
    let chart = match found {
        None => Err(needs_snapshot()),
        Some(found) if found.by_year.is_empty() => Err("no paper is on language".to_owned()),
        Some(found) => Ok(lines(found)),
    };
    Figure {
        id: "divide-bertology".to_owned(),
        words: Words::default(),
        chart: or_absent(chart),
        data: table(found),
    }
}

fn lines(found: &Bertology) -> Lines {
    let of = |n: fn(&BertCounts) -> u64| -> Vec<Yearly> {
        let share = |(year, counts): (&i32, &BertCounts)| {
            Some((*year, Proportion::new(n(counts), counts.n).ok()?))
        };
        found.by_year.iter().filter_map(share).collect()
    };
    let studies = of(|counts| counts.studies);
    let any = of(|counts| counts.studies + counts.mentions);
    Lines {
        x: None,
        y: percent("Papers on language", Extent::FromZero),
        series: vec![
            line_with_interval("Study BERT", ACADEMIA, &studies),
            line("Study or mention it", Hue::Grey, &any),
        ],
        gap: None,
        references: Vec::new(),
        columns: Some(columns(
            "Papers on language",
            "Papers with an abstract",
            Unit::Of("papers"),
            &studies,
        )),
    }
}

fn table(found: Option<&Bertology>) -> Table {
    let years = found.into_iter().flat_map(|found| &found.by_year);
    let rows = years.map(|(year, counts)| {
        vec![
            TableCell::text(year.to_string()),
            count(counts.n),
            count(counts.studies),
            number(counts.share(), SHARE, Unit::Fraction),
            count(counts.mentions),
            count(counts.academia_n),
            count(counts.academia_studies),
        ]
    });
    Table {
        id: "divide-bertology".to_owned(),
        columns: vec![
            Column::text("Year"),
            Column::number("Papers"),
            Column::number("Study BERT"),
            Column::number("Their share"),
            Column::number("Only mention it"),
            Column::number("Papers by academia alone"),
            Column::number("Of these study BERT"),
        ],
        rows: rows.collect(),
        ..Table::default()
    }
}
