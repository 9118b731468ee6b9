//! What the regressions foretell: accuracy over date and cost, and the date over performance and cost.
//!
//! The notebook colours its picture down to an accuracy of -372 %. Here the colours end where the data
//! do, and what lies outside of the models' hull says that it is extrapolated.

use highwater_facts::{Column, Format, Table, Unit};
use highwater_plot::chart::{Contour, ContourPoint, Grid, Support, levels};
use highwater_plot::{Extent, Figure, Measure, Position, Scale, Words};
use highwater_stats::{OlsFit, StatsError};

use super::scores::cost_measure;
use super::{NO_MODEL, Results, cost_title, model_cells, models, or_absent, position};
use crate::efficiency::prediction::{Field, SIDE, score_percent};
use crate::efficiency::regression::Columns;
use crate::efficiency::sample::Point;
use crate::efficiency::systems::System;
use crate::table_cells::number;

/// The iso-lines, at the most.
const LEVELS: usize = 7;
/// Months of a year.
const MONTHS: f64 = 12.0;

/// Returns the figures: accuracy over date and cost, and the date over performance and cost.
pub(super) fn figures(results: &Results<'_>) -> [Figure; 2] {
    let columns = Columns::of(&results.sample);
    type Of = fn(&Columns, &OlsFit) -> Option<Field>;
    let field = |fit: &Result<OlsFit, StatsError>, of: Of| match fit {
        Ok(fit) => of(&columns, fit).ok_or_else(|| NO_MODEL.to_owned()),
        Err(error) => Err(error.to_string()),
    };
    let fits = &results.regressions;
    [
        accuracy_figure(results, field(&fits.performance, Field::of_performance)),
        time_figure(results, field(&fits.time, Field::of_time)),
    ]
}

/// Accuracy over date and cost.
fn accuracy_figure(results: &Results<'_>, field: Result<Field, String>) -> Figure {
    let points = points(results, |system, point| {
        Some((position(system.date?)?, 100.0 * point.score))
    });
    let across = |field: &Field| Scale::months(MONTHS * field.x.0, MONTHS * field.x.1);
    let grid = grid(&field, across, |field, month, log_cost| {
        score_percent(field.at(month / MONTHS, log_cost))
    });
    let field = field.ok();
    Figure {
        id: "efficiency-predicted-accuracy".to_owned(),
        words: Words::default(),
        chart: or_absent(grid.map(|grid| Contour {
            x: None,
            y: cost_measure(cost_title(results.choice.cost), results.choice.cost),
            z: Measure {
                title: "Score".to_owned(),
                unit: Unit::Percent,
                values: Format::PERCENT.decimals(0),
                ticks: Format::PERCENT.decimals(0),
                extent: Extent::Around,
            },
            grid,
            levels: {
                let (least, most) = ends_of(&points);
                levels(least, most, LEVELS)
            },
            points,
            point: models(),
            support: Support::Hull,
            extrapolated: "extrapolated".to_owned(),
            off_levels: "no model scores so".to_owned(),
        })),
        data: table(
            results,
            "efficiency-predicted-accuracy",
            Unit::Percent,
            |system, point| {
                let month = position(system.date?)?.coordinate();
                Some(score_percent(field?.at(month / MONTHS, point.log_cost)))
            },
        ),
    }
}

/// The date over performance and cost.
fn time_figure(results: &Results<'_>, field: Result<Field, String>) -> Figure {
    let points = points(results, |_, point| {
        Some((Position::Number(point.nle), point.date?))
    });
    let across = |field: &Field| Scale::linear(field.x.0, field.x.1);
    let grid = grid(&field, across, Field::at);
    let field = field.ok();
    let year = Format::YEAR;
    Figure {
        id: "efficiency-predicted-year".to_owned(),
        words: Words::default(),
        chart: or_absent(grid.map(|grid| Contour {
            x: Some(Measure {
                title: "Performance, negative log error".to_owned(),
                unit: Unit::Number,
                values: Format::NUMBER.decimals(2),
                ticks: Format::NUMBER.decimals(1),
                extent: Extent::Around,
            }),
            y: cost_measure(cost_title(results.choice.cost), results.choice.cost),
            z: Measure {
                title: "Year".to_owned(),
                unit: Unit::Years,
                values: year,
                ticks: year,
                extent: Extent::Around,
            },
            grid,
            levels: whole_years(&points),
            points,
            point: models(),
            support: Support::Hull,
            extrapolated: "extrapolated".to_owned(),
            off_levels: "no model of that time".to_owned(),
        })),
        data: table(
            results,
            "efficiency-predicted-year",
            Unit::Years,
            |_, point| Some(field?.at(point.nle, point.log_cost)),
        ),
    }
}

/// Returns a field of numbers for the chart: of the horizontal place and the logarithm of the cost.
fn grid(
    field: &Result<Field, String>,
    across: impl Fn(&Field) -> Scale,
    of: impl Fn(&Field, f64, f64) -> f64,
) -> Result<Grid, String> {
    let field = field.as_ref().map_err(Clone::clone)?;
    let up = Scale::log(power(field.log_cost.0), power(field.log_cost.1));
    let at = |x: f64, cost: f64| of(field, x, libm::log10(cost));
    Grid::sampled(across(field), up, SIDE, SIDE, at).map_err(|error| error.to_string())
}

fn power(log: f64) -> f64 {
    libm::pow(10.0, log)
}

/// Returns the models with a date; `of` gives their place and their own number.
fn points(
    results: &Results<'_>,
    of: impl Fn(&System, &Point) -> Option<(Position, f64)>,
) -> Vec<ContourPoint> {
    let named = ends(results);
    let point = |(_, point): (f64, &Point)| {
        let system = &results.systems.rows[point.system];
        let (at, z) = of(system, point)?;
        Some(ContourPoint {
            name: system.name.to_string(),
            at,
            value: power(point.log_cost),
            z,
            labelled: named.contains(&point.system),
        })
    };
    results.sample.dated().filter_map(point).collect()
}

/// The models that are named: the first, the cheapest and the best.
fn ends(results: &Results<'_>) -> Vec<usize> {
    let dated = || results.sample.dated();
    let first = dated().min_by(|(a, _), (b, _)| a.total_cmp(b));
    let cheapest = dated().min_by(|(_, a), (_, b)| a.log_cost.total_cmp(&b.log_cost));
    let best = dated().max_by(|(_, a), (_, b)| a.nle.total_cmp(&b.nle));
    let ends = [first, cheapest, best].into_iter().flatten();
    ends.map(|(_, point)| point.system).collect()
}

/// The least and the largest number of the points.
fn ends_of(points: &[ContourPoint]) -> (f64, f64) {
    let numbers = || points.iter().map(|point| point.z);
    let least = numbers().reduce(f64::min).unwrap_or_default();
    let most = numbers().reduce(f64::max).unwrap_or_default();
    (least, most)
}

/// Whole years around those of the points, two at the least.
fn whole_years(points: &[ContourPoint]) -> Vec<f64> {
    let (least, most) = ends_of(points);
    let (first, last) = (least.floor(), most.ceil().max(least.floor() + 1.0));
    let step = ((last - first) / LEVELS as f64).ceil().max(1.0);
    let steps = ((last - first) / step).ceil() as usize;
    (0..=steps).map(|k| first + step * k as f64).collect()
}

/// The models with what is foretold of them.
fn table(
    results: &Results<'_>,
    id: &str,
    unit: Unit,
    foretold: impl Fn(&System, &Point) -> Option<f64>,
) -> Table {
    let rows = results.sample.dated().map(|(_, point)| {
        let system = &results.systems.rows[point.system];
        let format = match unit {
            Unit::Percent => Format::PERCENT.decimals(1),
            _ => Format::YEAR,
        };
        let mut row = model_cells(results, point, results.choice.cost).to_vec();
        row.push(number(foretold(system, point), format, unit));
        row
    });
    Table {
        id: id.to_owned(),
        columns: vec![
            Column::text("Model"),
            Column::text("Released"),
            Column::number("Cost"),
            Column::number("Score"),
            Column::number("Foretold"),
        ],
        rows: rows.collect(),
        ..Table::default()
    }
}
