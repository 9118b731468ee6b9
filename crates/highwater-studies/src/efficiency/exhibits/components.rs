//! Parameters and score with their principal axes, and the models along those.

use highwater_facts::{Column, Format, Quantity, Table, TableCell, Unit};
use highwater_plot::chart::{Arrow, Scatter, ScatterPoint, ScatterSeries};
use highwater_plot::{Extent, Figure, Hue, Measure, Position, Words};
use highwater_stats::Pca;

use super::{FIRST, Results, SECOND, models, or_absent};
use crate::table_cells::number;

/// How many standard deviations an arrow is long.
const DEVIATIONS: f64 = 2.0;
/// How many models of either end of a component are named.
const NAMED: usize = 3;

/// Returns the figures: models with the axes, and models along them.
pub(super) fn figures(results: &Results<'_>) -> [Figure; 2] {
    let found = match &results.components.pca {
        Ok(pca) if pca.components.len() == 2 => Ok(pca),
        Ok(_) => Err("all models lie on one line".to_owned()),
        Err(error) => Err(error.to_string()),
    };
    [axes(results, found.clone()), scores(results, found)]
}

fn axes(results: &Results<'_>, found: Result<&Pca, String>) -> Figure {
    let pca = found.as_ref().ok().copied();
    let rows = results.components.log_parameters.iter();
    let rows = rows.zip(&results.components.scores);
    let places: Vec<(f64, f64)> = rows.map(|(log, score)| (*log, *score)).collect();
    Figure {
        id: "efficiency-principal-axes".to_owned(),
        words: Words::default(),
        chart: or_absent(found.map(|pca| Scatter {
            x: Some(plain("Log10 of active parameters")),
            y: plain("Score, from 0 to 1"),
            point: models(),
            size: None,
            series: vec![series(results, &places, |_| false)],
            fits: Vec::new(),
            arrows: vec![arrow(pca, 0, SECOND), arrow(pca, 1, FIRST)],
            counts: Vec::new(),
            references: Vec::new(),
            equal: true,
        })),
        data: table(results, pca, "efficiency-principal-axes"),
    }
}

/// Returns an axis, as an arrow from the mean of the models.
fn arrow(pca: &Pca, k: usize, hue: Hue) -> Arrow {
    let reach = DEVIATIONS * pca.explained_variance[k].sqrt();
    let (mean, component) = (&pca.mean, &pca.components[k]);
    let share = Format::PERCENT
        .decimals(0)
        .number(100.0 * pca.explained_variance_ratio[k], Unit::Percent);
    let tip = |column: usize| mean[column] + reach * component[column];
    Arrow {
        name: format!("PC{}, {share} of variance", k + 1),
        hue,
        from: (Position::Number(mean[0]), mean[1]),
        to: (Position::Number(tip(0)), tip(1)),
    }
}

fn scores(results: &Results<'_>, found: Result<&Pca, String>) -> Figure {
    let pca = found.as_ref().ok().copied();
    let rows = pca.map_or(&[][..], |pca| &pca.scores[..]);
    let places: Vec<(f64, f64)> = rows.iter().map(|row| (row[0], row[1])).collect();
    let mut order: Vec<usize> = (0..places.len()).collect();
    order.sort_by(|a, b| places[*a].1.total_cmp(&places[*b].1));
    let ends: Vec<usize> = order
        .iter()
        .take(NAMED)
        .chain(order.iter().rev().take(NAMED))
        .copied()
        .collect();
    Figure {
        id: "efficiency-component-scores".to_owned(),
        words: Words::default(),
        chart: or_absent(found.map(|_| Scatter {
            x: Some(plain("First component: size")),
            y: plain("Second component: score for its size"),
            point: models(),
            size: None,
            series: vec![series(results, &places, |at| ends.contains(&at))],
            fits: Vec::new(),
            arrows: Vec::new(),
            counts: Vec::new(),
            references: Vec::new(),
            equal: false,
        })),
        data: table(results, pca, "efficiency-component-scores"),
    }
}

fn plain(title: &str) -> Measure {
    Measure {
        title: title.to_owned(),
        unit: Unit::Number,
        values: Format::NUMBER.decimals(2),
        ticks: Format::NUMBER.decimals(1),
        extent: Extent::Around,
    }
}

fn series(
    results: &Results<'_>,
    places: &[(f64, f64)],
    labelled: impl Fn(usize) -> bool,
) -> ScatterSeries {
    let points = places.iter().zip(&results.components.systems).enumerate();
    let points = points.map(|(at, ((x, y), system))| ScatterPoint {
        name: results.systems.rows[*system].name.to_string(),
        at: Position::Number(*x),
        value: Quantity::exact(*y, Unit::Number),
        size: 1.0,
        labelled: labelled(at),
    });
    ScatterSeries {
        name: "Models".to_owned(),
        hue: FIRST,
        faint: true,
        points: points.collect(),
    }
}

fn table(results: &Results<'_>, pca: Option<&Pca>, id: &str) -> Table {
    let found = &results.components;
    let three = Format::NUMBER.decimals(3);
    let plain = |x: f64| number(Some(x), three, Unit::Number);
    let along = |at: usize, k: usize| number(pca.map(|pca| pca.scores[at][k]), three, Unit::Number);
    let rows = found.systems.iter().enumerate().map(|(at, system)| {
        vec![
            TableCell::text(results.systems.rows[*system].name.to_string()),
            plain(found.log_parameters[at]),
            plain(found.scores[at]),
            along(at, 0),
            along(at, 1),
        ]
    });
    Table {
        id: id.to_owned(),
        columns: vec![
            Column::text("Model"),
            Column::number("Log10 of active parameters"),
            Column::number("Score"),
            Column::number("First component"),
            Column::number("Second component"),
        ],
        rows: rows.collect(),
        ..Table::default()
    }
}
