//! Do organisations with more training compute release less? Openness against the largest and the
//! average compute.
//!
//! Caveat: the average is low for an organisation that has trained models for longer.

use highwater_facts::{Column, Format, Quantity, Table, TableCell, Unit};
use highwater_plot::chart::{Scatter, ScatterPoint, ScatterSeries};
use highwater_plot::{Extent, Figure, Measure, Position, Words};

use super::{FIRST, Found, count, models, number, open_percent, organizations};
use crate::openness::correlation::Compute;
use crate::openness::tally::Organization;

const FLOP: Unit = Unit::Of("FLOP");

/// The axis: what lies off it is counted in the picture.
const LARGEST: (f64, f64) = (1e20, 1e26);
const AVERAGE: (f64, f64) = (1e18, 1e26);

pub(super) fn figures(found: &Found<'_>) -> [Figure; 2] {
    [Compute::Largest, Compute::Average].map(|compute| figure(found, compute))
}

fn figure(found: &Found<'_>, compute: Compute) -> Figure {
    let (id, title, range) = match compute {
        Compute::Largest => (
            "openness-largest-compute",
            "Largest training compute, FLOP",
            LARGEST,
        ),
        Compute::Average => (
            "openness-average-compute",
            "Average training compute, FLOP",
            AVERAGE,
        ),
    };
    let least = found.settings.threshold;
    let shown = |o: &&Organization| compute.of(o).is_some() && o.open_percent().is_some();
    let held = || found.careful.organizations.iter().filter(shown);
    let point = |o: &Organization| {
        Some(ScatterPoint {
            name: found.models.cells.names.text(o.id).to_string(),
            at: Position::Number(libm::pow(10.0, compute.of(o)?)),
            value: Quantity::exact(o.open_percent()?, Unit::Percent),
            size: f64::from(o.models),
            labelled: o.models >= least,
        })
    };
    let series = |name: String, faint: bool| ScatterSeries {
        name,
        hue: FIRST,
        faint,
        points: held()
            .filter(|o| (o.models < least) == faint)
            .filter_map(point)
            .collect(),
    };
    let series = [
        series(format!("Fewer than {least} models"), true),
        series(format!("{least} models or more"), false),
    ];
    Figure {
        id: id.to_owned(),
        words: Words::default(),
        chart: Box::new(Scatter {
            x: Some(Measure {
                title: title.to_owned(),
                unit: FLOP,
                values: Format::SI,
                ticks: Format::SI,
                extent: Extent::LogBetween(range.0, range.1),
            }),
            y: open_percent(),
            point: organizations(),
            size: Some(models()),
            series: series
                .into_iter()
                .filter(|series| !series.points.is_empty())
                .collect(),
            fits: Vec::new(),
            arrows: Vec::new(),
            equal: false,
            counts: Vec::new(),
            references: Vec::new(),
        }),
        data: table(found, compute, id),
    }
}

fn table(found: &Found<'_>, compute: Compute, id: &str) -> Table {
    let rows = found.careful.organizations.iter().map(|o| {
        vec![
            TableCell::text(found.models.cells.names.text(o.id).to_string()),
            number(compute.of(o), Format::NUMBER.decimals(2), Unit::Number),
            number(o.open_percent(), Format::PERCENT.decimals(0), Unit::Percent),
            count(o.models.into()),
            count(o.stated.into()),
        ]
    });
    Table {
        id: id.to_owned(),
        columns: vec![
            Column::text("Organisation"),
            Column::number("Compute, log10 FLOP"),
            Column::number("Open models"),
            Column::number("Models"),
            Column::number("of which say whether they are open"),
        ],
        rows: rows.collect(),
        ..Table::default()
    }
}
