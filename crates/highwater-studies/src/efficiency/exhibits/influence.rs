//! Does the factor hang on a single model? The factor with one left out, for those that move it most.

use highwater_facts::{Column, Format, Table, TableCell};
use highwater_plot::chart::{IntervalMark, IntervalRow, IntervalSeries, Intervals, Reference};
use highwater_plot::{Extent, Figure, Words};

use super::factor::{ONE, times};
use super::{FIRST, Results, SECOND, TIMES, or_absent};
use crate::efficiency::degenerate::Degenerate;
use crate::efficiency::factor::factor;
use crate::efficiency::influence::LeftOut;
use crate::table_cells::number;

/// How many models are shown, and how many developers.
const MODELS: usize = 8;
const DEVELOPERS: usize = 4;

/// Something left out, and the factor without it.
struct Row {
    name: String,
    series: usize,
    without: f64,
}

pub(super) fn figure(results: &Results<'_>) -> Figure {
    let found = results.factor.log10.as_ref();
    let full = found.map_or(f64::NAN, |log10| factor(*log10));
    let models = rows(&results.without_models, 0);
    let developers = rows(&results.without_developers, 1);
    let mut shown = most(&models, MODELS, full);
    shown.extend(most(&developers, DEVELOPERS, full));
    shown.sort_by(|a, b| {
        (a.series, a.without)
            .partial_cmp(&(b.series, b.without))
            .unwrap_or(std::cmp::Ordering::Equal)
    });
    let shown = shown.iter().map(|row| IntervalRow {
        name: row.name.clone(),
        detail: String::new(),
        strong: false,
        marks: vec![IntervalMark {
            series: row.series,
            estimate: Some(row.without),
            interval: None,
            text: ONE.number(row.without, TIMES),
            detail: String::new(),
            missing: String::new(),
        }],
    });
    let series = |name: &str, hue| IntervalSeries {
        name: name.to_owned(),
        hue,
    };
    Figure {
        id: "efficiency-influence".to_owned(),
        words: Words::default(),
        chart: or_absent(found.map(|_| Intervals {
            x: times("Factor each year", Extent::Around),
            series: vec![
                series("Without this model", FIRST),
                series("Without all models of this developer", SECOND),
            ],
            rows: shown.collect(),
            reference: Some(Reference {
                at: full,
                name: "All models".to_owned(),
            }),
            interval_name: String::new(),
            detail_name: String::new(),
        })),
        data: table(&models, &developers, full),
    }
}

fn rows(left_out: &Result<Vec<LeftOut>, Degenerate>, series: usize) -> Vec<Row> {
    let left_out = left_out.as_ref().map_or(&[][..], |all| &all[..]);
    let row = |one: &LeftOut| {
        Some(Row {
            name: one.name.to_string(),
            series,
            without: one.factor()?,
        })
    };
    left_out.iter().filter_map(row).collect()
}

/// Those that move the factor most.
fn most(rows: &[Row], count: usize, full: f64) -> Vec<&Row> {
    let mut sorted: Vec<&Row> = rows.iter().collect();
    let moved = |row: &Row| libm::log(row.without / full).abs();
    sorted.sort_by(|a, b| moved(b).total_cmp(&moved(a)));
    sorted.truncate(count);
    sorted
}

fn table(models: &[Row], developers: &[Row], full: f64) -> Table {
    let rows = models.iter().chain(developers).map(|row| {
        vec![
            TableCell::text(row.name.as_str()),
            TableCell::text(if row.series == 0 {
                "model"
            } else {
                "developer"
            }),
            number(Some(row.without), Format::TIMES.decimals(2), TIMES),
            number(Some(row.without / full), Format::TIMES.decimals(2), TIMES),
        ]
    });
    Table {
        id: "efficiency-influence".to_owned(),
        columns: vec![
            Column::text("Left out"),
            Column::text("What it is"),
            Column::number("Factor each year"),
            Column::number("Against the factor of all"),
        ],
        rows: rows.collect(),
        ..Table::default()
    }
}
