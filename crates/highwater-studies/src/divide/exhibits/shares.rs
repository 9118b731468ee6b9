//! How much is made by academia alone: of all models, and of the tenth with most compute.

use highwater_facts::{Column, Table, TableCell, Unit};
use highwater_plot::chart::Lines;
use highwater_plot::{Figure, Hue, Words};
use highwater_stats::Proportion;

use super::yearly::{Yearly, columns, line, line_with_interval};
use super::{ACADEMIA, LEVEL, Results, SHARE, WHOLE, or_absent, percent};
use crate::divide::compute::YEARS;
use crate::divide::sector::Sector;
use crate::table_cells::{count, number};

/// A year with models.
struct Year {
    year: i32,
    all: Proportion,
    top_tenth: Proportion,
}

pub(super) fn figure(results: &Results<'_>) -> Figure {
    let years = years(results);
    let any = years.first().map(|_| ()).ok_or("no model is left");
    let of = |share: fn(&Year) -> Proportion| -> Vec<Yearly> {
        years.iter().map(|year| (year.year, share(year))).collect()
    };
    let (all, top_tenth) = (of(|year| year.all), of(|year| year.top_tenth));
    Figure {
        id: "divide-academia-share".to_owned(),
        words: Words::default(),
        chart: or_absent(any.map(|()| Lines {
            x: None,
            y: percent("By academia alone", WHOLE),
            series: vec![
                line_with_interval("All models", ACADEMIA, &all),
                line("Top tenth", Hue::Purple, &top_tenth),
            ],
            gap: None,
            references: Vec::new(),
            columns: Some(columns(
                "Models",
                "Models with known compute",
                Unit::Of("models"),
                &all,
            )),
        })),
        data: table(&years),
    }
}

fn years(results: &Results<'_>) -> Vec<Year> {
    let of = |models: &crate::divide::shares::Models| {
        let academia = models.count(Sector::AcademiaOnly) as u64;
        Proportion::new(academia, models.rows.len() as u64).ok()
    };
    let year = |year| {
        let models = results.shares.within(&(year..=year));
        Some(Year {
            year,
            all: of(&models)?,
            top_tenth: of(&models.top_tenth())?,
        })
    };
    YEARS.filter_map(year).collect()
}

fn table(years: &[Year]) -> Table {
    let rows = years.iter().map(|year| {
        let interval = year.all.wilson(LEVEL).ok();
        vec![
            TableCell::text(year.year.to_string()),
            count(year.all.trials),
            number(Some(year.all.estimate), SHARE, Unit::Fraction),
            number(interval.map(|i| i.low), SHARE, Unit::Fraction),
            number(interval.map(|i| i.high), SHARE, Unit::Fraction),
            count(year.top_tenth.trials),
            number(Some(year.top_tenth.estimate), SHARE, Unit::Fraction),
        ]
    });
    Table {
        id: "divide-academia-share".to_owned(),
        columns: vec![
            Column::text("Year"),
            Column::number("Models"),
            Column::number("By academia alone"),
            Column::number("95% from"),
            Column::number("to"),
            Column::number("Models of the top tenth"),
            Column::number("Of these by academia alone"),
        ],
        rows: rows.collect(),
        ..Table::default()
    }
}
