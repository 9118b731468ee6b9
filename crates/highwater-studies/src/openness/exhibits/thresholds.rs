//! How does the correlation hang on the least number of models that an organisation needs?

use highwater_facts::{Column, Format, Table, TableCell, Unit};
use highwater_plot::chart::{IntervalMark, IntervalRow, IntervalSeries, Intervals, Reference};
use highwater_plot::{Extent, Figure, Measure};

use super::{FIRST, Found, SECOND, count, number};
use crate::openness::as_published::THRESHOLDS;
use crate::openness::correlation::Correlation;
use crate::openness::shares::LEVEL;

pub(super) fn figure(found: &Found<'_>) -> Figure {
    let pairs = found.careful.all.iter().zip(&found.careful.without_meta);
    let asked: Vec<Asked<'_>> = THRESHOLDS.into_iter().zip(pairs).collect();
    let is_tested = |(_, (all, without)): &Asked<'_>| {
        [all, without]
            .iter()
            .any(|one| one.not_testable().is_none())
    };
    // From some number on nothing can be tested.
    let (tested, rest) =
        asked.split_at(asked.iter().rposition(is_tested).map_or(0, |last| last + 1));
    let row = |(least, (all, without)): &Asked<'_>| {
        IntervalRow::new(format!("{least} or more"), [mark(0, all), mark(1, without)])
            .strong(*least == found.settings.threshold)
    };
    let rows = tested.iter().map(row);
    let rows: Vec<IntervalRow> = match rest {
        [first, .., last] => rows.chain([untested(first, last)]).collect(),
        few => rows.chain(few.iter().map(row)).collect(),
    };
    let series = |name: &str, hue| IntervalSeries::new(name, hue);
    Figure::of_data(
        Intervals::new(
            Measure::new("Spearman’s rho", Unit::Number)
                .values(Format::NUMBER.decimals(2))
                .ticks(Format::NUMBER.decimals(1))
                .extent(Extent::Between(-1.0, 1.0)),
            "95% CI",
            [
                series("All organisations", FIRST),
                series("Without Meta/Facebook", SECOND),
            ],
            rows,
        )
        .reference(Reference::new("No correlation", 0.0))
        .detail_name("n"),
        table(found),
    )
    .id("openness-thresholds")
}

/// A number of models, and the correlation over all organisations of so many and without Meta.
type Asked<'a> = (u32, (&'a Correlation, &'a Correlation));

/// Returns one row for all numbers of models at which nothing can be tested.
fn untested(first: &Asked<'_>, last: &Asked<'_>) -> IntervalRow {
    let most = mark(0, first.1.0).detail;
    let missing = format!("not testable: at most {most} organisations");
    let name = format!("{} to {} or more", first.0, last.0);
    IntervalRow::new(name, [IntervalMark::new(0, None).missing(missing)])
}

fn mark(series: usize, correlation: &Correlation) -> IntervalMark {
    let n = correlation
        .test
        .as_ref()
        .map_or(correlation.admitted, |test| test.n);
    let testable = correlation.not_testable().is_none();
    let test = correlation.test.as_ref().ok().filter(|_| testable);
    let interval = test.and_then(|test| test.interval(LEVEL).ok().flatten());
    IntervalMark::new(series, test.map(|test| test.rho))
        .interval(interval.map(|interval| (interval.low, interval.high)))
        .text(test.map_or_else(String::new, |test| {
            Format::NUMBER.decimals(2).number(test.rho, Unit::Number)
        }))
        .detail(n.to_string())
        .missing(match n {
            1 => "not testable: 1 organisation".to_owned(),
            n => format!("not testable: {n} organisations"),
        })
}

fn table(found: &Found<'_>) -> Table {
    let (careful, published) = (found.careful, found.published);
    let groups = [
        ("all", &careful.all, &published.all),
        (
            "without Meta/Facebook",
            &careful.without_meta,
            &published.without_meta,
        ),
    ];
    let mut rows = Vec::new();
    for (name, correlations, as_published) in groups {
        let both = correlations.iter().zip(as_published);
        for (least, (correlation, as_published)) in THRESHOLDS.iter().zip(both) {
            let rho = Format::NUMBER.decimals(2);
            let test = correlation
                .test
                .as_ref()
                .ok()
                .filter(|_| correlation.p().is_some());
            let interval = test.and_then(|test| test.interval(LEVEL).ok().flatten());
            rows.push(vec![
                TableCell::text(name),
                count((*least).into()),
                count(correlation.test.as_ref().map_or(0, |test| test.n) as u64),
                match test {
                    Some(test) => number(Some(test.rho), rho, Unit::Number),
                    None => TableCell::text("not testable"),
                },
                number(interval.map(|i| i.low), rho, Unit::Number),
                number(interval.map(|i| i.high), rho, Unit::Number),
                number(correlation.p(), Format::P, Unit::Number),
                number(
                    as_published.test.as_ref().ok().map(|test| test.rho),
                    rho,
                    Unit::Number,
                ),
                count(as_published.admitted as u64),
            ]);
        }
    }
    Table::new(
        "openness-correlations",
        [
            Column::text("Organisations"),
            Column::number("Models needed"),
            Column::number("n"),
            Column::number("rho, careful"),
            Column::number("95% from"),
            Column::number("to"),
            Column::number("p"),
            Column::number("rho, as published"),
            Column::number("n, as published"),
        ],
        rows,
    )
}
