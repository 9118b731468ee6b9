//! Compute by sector over time: each model a point, and the medians of years.

use highwater_facts::{Column, Format, Month, Quantity, Table, TableCell, Unit};
use highwater_plot::chart::{CountRow, FitLine, Scatter, ScatterPoint, ScatterSeries};
use highwater_plot::{Extent, Figure, Hue, Measure, Position, Words};

use super::{
    ACADEMIA, ACADEMIA_ALONE, INDUSTRY, Results, WITH_INDUSTRY, models, or_absent, position,
};
use crate::divide::compute::{Comparison, LEAST_ACADEMIC, Model, YEARS, quartile};
use crate::table_cells::{count, number};

const FLOP: Unit = Unit::Of("FLOP");

/// Models with industry, and models of academia alone.
const SECTORS: [(&str, Hue, bool); 2] = [
    (WITH_INDUSTRY, INDUSTRY, true),
    (ACADEMIA_ALONE, ACADEMIA, false),
];

pub(super) fn figure(results: &Results<'_>) -> Figure {
    let shown = || {
        let models = results.compute.models.iter();
        models.filter(|model| YEARS.contains(&model.year))
    };
    let any = shown().next().map(|_| ()).ok_or("no model is left");
    Figure {
        id: "divide-compute".to_owned(),
        words: Words::default(),
        chart: or_absent(any.map(|()| {
            Scatter {
                x: None,
                y: Measure {
                    title: "Training compute, FLOP".to_owned(),
                    unit: FLOP,
                    values: Format::SI,
                    ticks: Format::SI,
                    extent: Extent::Log,
                },
                point: models(),
                size: None,
                series: SECTORS
                    .map(|(name, hue, industry)| ScatterSeries {
                        name: name.to_owned(),
                        hue,
                        faint: true,
                        points: shown()
                            .filter(|model| model.industry == industry)
                            .filter_map(|model| point(results, model))
                            .collect(),
                    })
                    .to_vec(),
                fits: SECTORS
                    .iter()
                    .filter_map(|(name, hue, industry)| medians(results, name, *hue, *industry))
                    .collect(),
                arrows: Vec::new(),
                references: Vec::new(),
                counts: SECTORS
                    .map(|(name, hue, industry)| CountRow {
                        name: format!("n, {}", name.to_lowercase()),
                        hue,
                        counts: results
                            .compute
                            .years
                            .iter()
                            .map(|(year, found)| {
                                (Position::Year(*year), of(found, industry).len() as u64)
                            })
                            .collect(),
                    })
                    .to_vec(),
                equal: false,
            }
        })),
        data: table(results),
    }
}

/// Returns the models of one of the two sectors.
fn of(comparison: &Comparison, industry: bool) -> &[f64] {
    match industry {
        true => &comparison.industry,
        false => &comparison.academia,
    }
}

fn flop(log: f64) -> f64 {
    libm::pow(10.0, log)
}

fn point(results: &Results<'_>, model: &Model) -> Option<ScatterPoint> {
    let record = results.records.rows.get(model.at)?;
    Some(ScatterPoint {
        name: record.system.to_string(),
        at: position(record.date?)?,
        value: Quantity::exact(flop(model.log_compute), FLOP),
        size: 1.0,
        labelled: false,
    })
}

/// Returns the medians of the years, each in the middle of its year.
fn medians(results: &Results<'_>, name: &str, hue: Hue, industry: bool) -> Option<FitLine> {
    let median = |(year, comparison): &(i32, Comparison)| {
        let logs = of(comparison, industry);
        let enough = logs.len() >= LEAST_ACADEMIC;
        let median = quartile(logs, 0.5).ok().filter(|_| enough)?;
        Some((Position::Month(Month::new(*year, 7)?), flop(median)))
    };
    let points: Vec<(Position, f64)> = results.compute.years.iter().filter_map(median).collect();
    (points.len() > 1).then(|| FitLine {
        name: format!("{name}, median"),
        hue,
        points,
        ribbon: Vec::new(),
        ribbon_name: String::new(),
    })
}

fn table(results: &Results<'_>) -> Table {
    let plain = |x: Option<f64>| number(x, Format::NUMBER.decimals(2), Unit::Number);
    let rows = results.compute.years.iter().map(|(year, found)| {
        let tests = found.tests.as_ref().and_then(|tests| tests.as_ref().ok());
        let p = tests.and_then(|tests| tests.ranks.normal_continuity);
        vec![
            TableCell::text(year.to_string()),
            count(found.industry.len() as u64),
            count(found.academia.len() as u64),
            plain(quartile(&found.industry, 0.5).ok()),
            plain(quartile(&found.academia, 0.5).ok()),
            plain(found.median_gap().ok()),
            plain(tests.map(|tests| tests.shift.shift)),
            number(p.map(|p| p.two_sided), Format::P, Unit::Number),
        ]
    });
    Table {
        id: "divide-compute".to_owned(),
        columns: vec![
            Column::text("Year"),
            Column::number("Models with industry"),
            Column::number("Models of academia alone"),
            Column::number("Median with industry, log10 FLOP"),
            Column::number("Median of academia, log10 FLOP"),
            Column::number("Gap in orders of magnitude"),
            Column::number("Hodges-Lehmann shift"),
            Column::number("p, Mann-Whitney"),
        ],
        rows: rows.collect(),
        ..Table::default()
    }
}
