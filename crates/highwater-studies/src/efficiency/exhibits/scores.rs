//! Scores against what they cost, benchmark by benchmark.

use std::cmp::Ordering;

use highwater_facts::{Column, Format, Quantity, Table, TableCell, Unit};
use highwater_plot::chart::{Reference, ScatterFacet, ScatterFacets, ScatterPoint, ScatterSeries};
use highwater_plot::{Extent, Figure, Measure, Position, Words};

use super::{FIRST, NO_MODEL, Results, cost_title, model_cells, models, or_absent};
use crate::efficiency::benchmark::{Benchmark, Cost};
use crate::efficiency::sample::{Point, Sample};

/// One figure for each cost.
pub(super) fn figures(results: &Results<'_>) -> [Figure; 2] {
    Cost::ALL.map(|cost| figure(results, cost))
}

fn figure(results: &Results<'_>, cost: Cost) -> Figure {
    let sample = |benchmark| Some((benchmark, results.overview.sample(benchmark, cost)?));
    let panels: Vec<(Benchmark, &Sample)> = Benchmark::ALL.into_iter().filter_map(sample).collect();
    let filled = |(_, sample): &&(Benchmark, &Sample)| !sample.points.is_empty();
    let any = panels.iter().find(filled).ok_or(NO_MODEL);
    let id = match cost {
        Cost::Compute => "efficiency-score-compute",
        Cost::Parameters => "efficiency-score-parameters",
    };
    let facets = panels
        .iter()
        .map(|(benchmark, sample)| facet(results, *benchmark, sample));
    Figure {
        id: id.to_owned(),
        words: Words::default(),
        chart: or_absent(any.map(|_| ScatterFacets {
            x: Some(cost_measure(cost_title(cost), cost)),
            y: Measure {
                title: "Right answers".to_owned(),
                unit: Unit::Percent,
                values: Format::PERCENT.decimals(1),
                ticks: Format::PERCENT.decimals(0),
                extent: Extent::Between(0.0, 100.0),
            },
            point: models(),
            facets: facets.collect(),
        })),
        data: table(results, cost, id, &panels),
    }
}

/// An axis of a cost.
pub(super) fn cost_measure(title: &str, cost: Cost) -> Measure {
    Measure {
        title: title.to_owned(),
        unit: cost.unit(),
        values: Format::SI,
        ticks: Format::SI,
        extent: Extent::Log,
    }
}

fn facet(results: &Results<'_>, benchmark: Benchmark, sample: &Sample) -> ScatterFacet {
    let by = |of: fn(&Point) -> f64| {
        move |a: &&Point, b: &&Point| -> Ordering { of(a).total_cmp(&of(b)) }
    };
    let best = sample
        .points
        .iter()
        .max_by(by(|p| p.score))
        .map(|p| p.system);
    let cheapest = sample
        .points
        .iter()
        .min_by(by(|p| p.log_cost))
        .map(|p| p.system);
    let points = sample.points.iter().map(|point| ScatterPoint {
        name: results.systems.rows[point.system].name.to_string(),
        at: Position::Number(libm::pow(10.0, point.log_cost)),
        value: Quantity::exact(100.0 * point.score, Unit::Percent),
        size: 1.0,
        labelled: [best, cheapest].contains(&Some(point.system)),
    });
    let chance = results.systems.chance(benchmark);
    let guessing = Reference {
        at: 100.0 * chance,
        name: "Guessing".to_owned(),
    };
    ScatterFacet {
        title: benchmark.name().to_owned(),
        series: vec![ScatterSeries {
            name: "Models".to_owned(),
            hue: FIRST,
            faint: true,
            points: points.collect(),
        }],
        fits: Vec::new(),
        references: if chance > 0.0 {
            vec![guessing]
        } else {
            Vec::new()
        },
        empty: "No model with score and cost".to_owned(),
    }
}

fn table(results: &Results<'_>, cost: Cost, id: &str, panels: &[(Benchmark, &Sample)]) -> Table {
    let rows = panels.iter().flat_map(|(benchmark, sample)| {
        sample.points.iter().map(|point| {
            let mut row = vec![TableCell::text(benchmark.name())];
            row.extend(model_cells(results, point, cost));
            row
        })
    });
    Table {
        id: id.to_owned(),
        columns: vec![
            Column::text("Benchmark"),
            Column::text("Model"),
            Column::text("Released"),
            Column::number("Cost"),
            Column::number("Score"),
        ],
        rows: rows.collect(),
        ..Table::default()
    }
}
