//! Does the correlation over tasks hang on the list? It with one term left out, and with two.

use highwater_facts::{Column, Format, Table, TableCell, Unit};
use highwater_plot::chart::{Centre, Noun, Reference, StripPoint, StripRow, Strips};
use highwater_plot::{Extent, Figure, Hue, Measure, Words};
use highwater_stats::{QuantileType, quantiles};

use super::{ACADEMIA, Results, needs_snapshot, or_absent};
use crate::divide::text::leave_out::{LeaveOut, Run, Spread};
use crate::divide::text::lists::Lists;
use crate::table_cells::{count, number};

const RHO: Format = Format::NUMBER.decimals(2);

pub(super) fn figure(results: &Results<'_>, lists: &Lists) -> Figure {
    let texts = results.texts.as_ref();
    let found = texts.map(|texts| &texts.leave_out);
    let groups = found.map(|found| groups(found, lists)).unwrap_or_default();
    let all = texts.and_then(|texts| Some(texts.representation.of_tasks.as_ref().ok()?.rho));
    let chart = match (found, groups.iter().any(|row| !row.points.is_empty())) {
        (None, _) => Err(needs_snapshot()),
        (Some(_), false) => Err("no run has a correlation".to_owned()),
        (Some(_), true) => Ok(Strips {
            x: Measure {
                title: "Spearman’s rho over tasks".to_owned(),
                unit: Unit::Number,
                values: RHO,
                ticks: RHO,
                extent: Extent::Around,
            },
            point: Noun::new("run", "runs"),
            rows: groups,
            references: [(0.0, "None"), (all.unwrap_or(0.0), "All terms")]
                .map(|(at, name)| Reference {
                    at,
                    name: name.to_owned(),
                })
                .to_vec(),
        }),
    };
    Figure {
        id: "divide-leave-out".to_owned(),
        words: Words::default(),
        chart: or_absent(chart),
        data: table(found),
    }
}

fn groups(found: &LeaveOut, lists: &Lists) -> Vec<StripRow> {
    [
        ("One term left out", Hue::Grey, &found.one),
        ("Two terms left out", ACADEMIA, &found.two),
    ]
    .map(|(name, hue, runs)| StripRow {
        name: name.to_owned(),
        detail: String::new(),
        hue,
        points: runs.iter().filter_map(|run| point(run, lists)).collect(),
        centre: median(runs).map(|value| Centre {
            name: "median".to_owned(),
            value,
            interval: None,
            interval_name: String::new(),
            text: RHO.number(value, Unit::Number),
        }),
    })
    .to_vec()
}

fn point(run: &Run, lists: &Lists) -> Option<StripPoint> {
    let names = run
        .without
        .iter()
        .filter_map(|at| lists.terms.names().get(*at));
    let names: Vec<&str> = names.map(String::as_str).collect();
    Some(StripPoint {
        name: format!("without {}", names.join(" and ")),
        value: *run.rho.as_ref().ok()?,
    })
}

fn rhos(runs: &[Run]) -> Vec<f64> {
    let runs = runs.iter();
    runs.filter_map(|run| run.rho.as_ref().ok().copied())
        .collect()
}

fn median(runs: &[Run]) -> Option<f64> {
    let found = quantiles(&rhos(runs), &[0.5], QuantileType::Linear).ok()?;
    found.first().copied()
}

/// The runs in a line for each number of terms left out.
fn table(found: Option<&LeaveOut>) -> Table {
    let runs = found.map(|found| [("one", &found.one), ("two", &found.two)]);
    let rows = runs.into_iter().flatten().map(|(left_out, runs)| {
        let spread = Spread::of(runs);
        let rho = |x: Option<f64>| number(x, RHO, Unit::Number);
        vec![
            TableCell::text(left_out),
            count(runs.len() as u64),
            count(spread.map_or(0, |spread| spread.negative) as u64),
            rho(spread.map(|spread| spread.least)),
            rho(median(runs)),
            rho(spread.map(|spread| spread.most)),
        ]
    });
    Table {
        id: "divide-leave-out".to_owned(),
        columns: vec![
            Column::text("Terms left out"),
            Column::number("Runs"),
            Column::number("Of these below zero"),
            Column::number("Least"),
            Column::number("Median"),
            Column::number("Greatest"),
        ],
        rows: rows.collect(),
        ..Table::default()
    }
}
