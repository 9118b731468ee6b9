//! How many times less does a given score cost each year, and how sure is that? The factor with its
//! intervals, and the two regressions the other way round.

use highwater_facts::{Column, Format, Table, TableCell};
use highwater_plot::chart::{IntervalMark, IntervalRow, IntervalSeries, Intervals, Reference};
use highwater_plot::{Extent, Figure, Measure, Words};
use highwater_stats::Interval;

use super::{FIRST, Results, SECOND, TIMES, or_absent};
use crate::efficiency::degenerate::Degenerate;
use crate::efficiency::factor::{self, Estimate, Method};
use crate::table_cells::number;

/// Factors are given to one digit; the next is not worth it.
pub(super) const ONE: Format = Format::TIMES.decimals(1);

/// A way to a factor, as a row of the figure and of the table.
struct Way {
    name: &'static str,
    series: usize,
    estimate: Option<f64>,
    interval: Option<Interval>,
}

pub(super) fn figure(results: &Results<'_>) -> Figure {
    let ways = ways(results);
    let why = results.factor.log10.as_ref().err();
    let any = ways.iter().any(|way| way.estimate.is_some());
    let rows = ways.iter().map(|way| IntervalRow {
        name: way.name.to_owned(),
        detail: String::new(),
        strong: way.name == Method::Fieller.words(),
        marks: vec![mark(way)],
    });
    let series = |name: &str, hue| IntervalSeries {
        name: name.to_owned(),
        hue,
    };
    Figure {
        id: "efficiency-factor".to_owned(),
        words: Words::default(),
        chart: or_absent(
            why.filter(|_| !any)
                .map_or(Ok(()), Err)
                .map(|()| Intervals {
                    x: times("Factor each year", Extent::Log),
                    series: vec![
                        series("Regression of the score", FIRST),
                        series("Regression of the date, of the cost", SECOND),
                    ],
                    rows: rows.collect(),
                    reference: Some(Reference {
                        at: 1.0,
                        name: "No change".to_owned(),
                    }),
                    interval_name: "90% CI".to_owned(),
                    detail_name: String::new(),
                }),
        ),
        data: table(&ways),
    }
}

/// A ratio of costs along an axis.
pub(super) fn times(title: &str, extent: Extent) -> Measure {
    Measure {
        title: title.to_owned(),
        unit: TIMES,
        values: ONE,
        ticks: Format::TIMES,
        extent,
    }
}

fn ways(results: &Results<'_>) -> Vec<Way> {
    let found = &results.factor;
    let center = found
        .log10
        .as_ref()
        .ok()
        .map(|log10| factor::factor(*log10));
    let finite = |interval: Interval| interval.low > 0.0 && interval.high.is_finite();
    let of_method = |method: Method| Way {
        name: method.words(),
        series: 0,
        estimate: center,
        interval: found.interval(method).filter(|interval| finite(*interval)),
    };
    let other = |name, found: &Result<Estimate, Degenerate>| Way {
        name,
        series: 1,
        estimate: found.as_ref().ok().map(|found| found.value),
        interval: found.as_ref().ok().map(|found| found.interval),
    };
    let mut ways: Vec<Way> = Method::ALL.into_iter().map(of_method).collect();
    ways.push(other("Regression of the date", &found.by_time));
    ways.push(other("Regression of the cost", &found.by_cost));
    ways
}

fn mark(way: &Way) -> IntervalMark {
    IntervalMark {
        series: way.series,
        estimate: way.estimate,
        interval: way.interval.map(|interval| (interval.low, interval.high)),
        text: way
            .estimate
            .map_or_else(String::new, |x| ONE.number(x, TIMES)),
        detail: String::new(),
        missing: "no factor".to_owned(),
    }
}

fn table(ways: &[Way]) -> Table {
    let rows = ways.iter().map(|way| {
        vec![
            TableCell::text(way.name),
            number(way.estimate, ONE, TIMES),
            number(way.interval.map(|i| i.low), ONE, TIMES),
            number(way.interval.map(|i| i.high), ONE, TIMES),
        ]
    });
    Table {
        id: "efficiency-factor".to_owned(),
        columns: vec![
            Column::text("Method"),
            Column::number("Factor each year"),
            Column::number("90% from"),
            Column::number("to"),
        ],
        rows: rows.collect(),
        ..Table::default()
    }
}
