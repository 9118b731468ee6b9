//! What models of about the same performance cost, year by year.

use highwater_facts::{Column, Format, Quantity, Table, TableCell, Unit};
use highwater_ingest::Date;
use highwater_plot::chart::{FitLine, ScatterFacet, ScatterFacets, ScatterPoint, ScatterSeries};
use highwater_plot::{Figure, Words};

use super::scores::cost_measure;
use super::{FIRST, Results, SECOND, cost_title, model_cells, models, or_absent, position};
use crate::efficiency::buckets::Bucket;
use crate::table_cells::{count, number};

pub(super) fn figure(results: &Results<'_>) -> Figure {
    let dated = |bucket: &&Bucket| !bucket.years.is_empty();
    let any = results
        .buckets
        .iter()
        .find(dated)
        .ok_or("no model with a date lies in a bucket");
    let facets = results.buckets.iter().map(|bucket| facet(results, bucket));
    Figure {
        id: "efficiency-buckets".to_owned(),
        words: Words::default(),
        chart: or_absent(any.map(|_| ScatterFacets {
            x: None,
            y: cost_measure(cost_title(results.choice.cost), results.choice.cost),
            point: models(),
            facets: facets.collect(),
        })),
        data: members(results),
    }
}

fn facet(results: &Results<'_>, bucket: &Bucket) -> ScatterFacet {
    let points = bucket.points.iter().filter_map(|point| {
        let system = &results.systems.rows[point.system];
        Some(ScatterPoint {
            name: system.name.to_string(),
            at: position(system.date?)?,
            value: Quantity::exact(libm::pow(10.0, point.log_cost), results.choice.cost.unit()),
            size: 1.0,
            labelled: true,
        })
    });
    let years = bucket.years.iter().filter_map(|(year, (mean, _))| {
        Some((position(Date::new(*year, 7, 1)?)?, libm::pow(10.0, *mean)))
    });
    let means = FitLine {
        name: "Mean of a year".to_owned(),
        hue: SECOND,
        points: years.collect(),
        ribbon: Vec::new(),
        ribbon_name: String::new(),
    };
    ScatterFacet {
        title: bucket.scores(),
        series: vec![ScatterSeries {
            name: "Models".to_owned(),
            hue: FIRST,
            faint: false,
            points: points.collect(),
        }],
        fits: if means.points.len() > 1 {
            vec![means]
        } else {
            Vec::new()
        },
        references: Vec::new(),
        empty: "No model scores so".to_owned(),
    }
}

fn members(results: &Results<'_>) -> Table {
    let rows = results.buckets.iter().flat_map(|bucket| {
        bucket.points.iter().map(|point| {
            let mut row = vec![TableCell::text(bucket.scores())];
            row.extend(model_cells(results, point, results.choice.cost));
            row
        })
    });
    Table {
        id: "efficiency-buckets".to_owned(),
        columns: vec![
            Column::text("Scores from, to"),
            Column::text("Model"),
            Column::text("Released"),
            Column::number("Cost"),
            Column::number("Score"),
        ],
        rows: rows.collect(),
        ..Table::default()
    }
}

/// Returns the means of the years.
pub(super) fn years(results: &Results<'_>) -> Table {
    let rows = results.buckets.iter().flat_map(|bucket| {
        bucket.years.iter().map(|(year, (mean, n))| {
            vec![
                TableCell::text(bucket.scores()),
                TableCell::text(year.to_string()),
                count(*n as u64),
                number(Some(*mean), Format::NUMBER.decimals(2), Unit::Number),
                number(
                    Some(libm::pow(10.0, *mean)),
                    Format::SI,
                    results.choice.cost.unit(),
                ),
            ]
        })
    });
    Table {
        id: "efficiency-yearly-means".to_owned(),
        columns: vec![
            Column::text("Scores from, to"),
            Column::text("Year"),
            Column::number("Models"),
            Column::number("Mean log10 of the cost"),
            Column::number("Geometric mean of the cost"),
        ],
        rows: rows.collect(),
        ..Table::default()
    }
}
