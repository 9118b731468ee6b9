//! Does industry release less code? The odds ratio as published, and in each window of the
//! replication.

use highwater_facts::{Column, Format, Table, TableCell, Unit};
use highwater_plot::chart::{IntervalMark, IntervalRow, IntervalSeries, Intervals, Reference};
use highwater_plot::{Extent, Figure, Hue, Measure, Words};
use highwater_stats::Interval;

use super::{INDUSTRY, LEVEL, LEVEL_NAME, Results, needs_snapshot};
use crate::divide::code_release::{self, ROLLING, Release, WINDOWS};
use crate::divide::labels::stem_and_words;
use crate::divide::supplement::Supplement;
use crate::table_cells::{count, number};

pub(super) const TIMES: Format = Format::TIMES.decimals(2);

/// An odds ratio, or why there is none.
struct Row {
    name: String,
    strong: bool,
    series: usize,
    n: Option<u64>,
    ratio: Result<(f64, Interval), String>,
}

pub(super) fn figure(results: &Results<'_>, supplement: &Supplement) -> Figure {
    let rows = rows(results, supplement);
    let series = |name: &str, hue| IntervalSeries {
        name: name.to_owned(),
        hue,
    };
    Figure {
        id: "divide-release-odds".to_owned(),
        words: Words::default(),
        chart: Box::new(Intervals {
            x: Measure {
                title: "Odds ratio".to_owned(),
                unit: Unit::Ratio,
                values: TIMES,
                ticks: Format::TIMES,
                extent: Extent::Log,
            },
            series: vec![
                series("Supplement", Hue::Grey),
                series("Replication", INDUSTRY),
            ],
            rows: rows.iter().map(interval_row).collect(),
            reference: Some(Reference {
                at: 1.0,
                name: "No difference".to_owned(),
            }),
            interval_name: LEVEL_NAME.to_owned(),
            detail_name: "papers".to_owned(),
        }),
        data: table(&rows),
    }
}

fn rows(results: &Results<'_>, supplement: &Supplement) -> Vec<Row> {
    let mut rows: Vec<Row> = supplement
        .terms()
        .filter(|row| row.term == code_release::INDUSTRY)
        .map(|row| {
            let [low, ratio, high] = row.odds_ratio();
            Row {
                name: "Supplement, 2017–2021".to_owned(),
                strong: true,
                series: 0,
                n: supplement.papers(),
                ratio: Ok((
                    ratio,
                    Interval {
                        low,
                        high,
                        level: LEVEL,
                    },
                )),
            }
        })
        .collect();
    let Some(releases) = &results.releases else {
        let windows = WINDOWS.iter().map(|window| Row {
            name: stem_and_words("window", window).1,
            strong: false,
            series: 1,
            n: None,
            ratio: Err(needs_snapshot()),
        });
        rows.extend(windows);
        return rows;
    };
    let [own, all] = WINDOWS;
    let strong = |release: &Release| [&own, &all].contains(&&release.window);
    let rolling = releases.rolling.iter();
    let windows = rolling
        .chain(
            releases
                .fixed
                .iter()
                .filter(|release| !ROLLING.contains(&release.window)),
        )
        .chain(releases.asked_for());
    rows.extend(windows.map(|release| row(release, strong(release))));
    rows
}

fn row(release: &Release, strong: bool) -> Row {
    let found = release.fit.as_ref().map_err(ToString::to_string);
    let ratio = found.and_then(|fit| {
        let ratio = fit.odds_ratio(code_release::INDUSTRY, LEVEL);
        let ratio = ratio.map_err(|error| error.to_string())?;
        Ok((ratio.ratio, ratio.interval))
    });
    Row {
        name: stem_and_words("window", &release.window).1,
        strong,
        series: 1,
        n: Some(release.released.n),
        ratio,
    }
}

fn interval_row(row: &Row) -> IntervalRow {
    let found = row.ratio.as_ref().ok();
    IntervalRow {
        name: row.name.clone(),
        detail: String::new(),
        strong: row.strong,
        marks: vec![IntervalMark {
            series: row.series,
            estimate: found.map(|(ratio, _)| *ratio),
            interval: found.map(|(_, interval)| (interval.low, interval.high)),
            text: found.map_or_else(String::new, |(ratio, _)| TIMES.number(*ratio, Unit::Ratio)),
            detail: row.n.map_or_else(String::new, |n| n.to_string()),
            missing: row.ratio.as_ref().err().cloned().unwrap_or_default(),
        }],
    }
}

fn table(rows: &[Row]) -> Table {
    let rows = rows.iter().map(|row| {
        let found = row.ratio.as_ref().ok();
        let ratio = |x: Option<f64>| number(x, TIMES, Unit::Ratio);
        vec![
            TableCell::text(row.name.as_str()),
            row.n
                .map_or_else(|| number(None, Format::INT, Unit::Number), count),
            ratio(found.map(|(ratio, _)| *ratio)),
            ratio(found.map(|(_, interval)| interval.low)),
            ratio(found.map(|(_, interval)| interval.high)),
            TableCell::text(row.ratio.as_ref().err().cloned().unwrap_or_default()),
        ]
    });
    Table {
        id: "divide-release-odds".to_owned(),
        columns: vec![
            Column::text("Years"),
            Column::number("Papers"),
            Column::number("Odds ratio"),
            Column::number("95% from"),
            Column::number("to"),
            Column::text("Why there is none"),
        ],
        rows: rows.collect(),
        ..Table::default()
    }
}
