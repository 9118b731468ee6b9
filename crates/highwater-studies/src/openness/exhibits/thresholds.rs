//! How does the correlation hang on the least number of models that an organisation needs?

use highwater_facts::{Column, Format, Table, TableCell, Unit};
use highwater_plot::chart::{IntervalMark, IntervalRow, IntervalSeries, Intervals, Reference};
use highwater_plot::{Extent, Figure, Measure, Words};

use super::{AS_PUBLISHED, CREDIT, FIRST, Found, SCOPE, SECOND, count, number};
use crate::openness::as_published::THRESHOLDS;
use crate::openness::correlation::Correlation;
use crate::openness::shares::LEVEL;

/// How the figure is made.
const METHOD: &str = "Spearman’s rank correlation, ties averaged, between the share of open models \
    and the maximum of compute, over organisations of so many models or more. Whiskers are Bonett \
    and Wright’s 95% interval; p, in the table of correlations, is exact in small samples and from \
    Student’s t otherwise. An organisation that counts in one row counts in the rows above it too, \
    so that the rows are not independent.";

/// How the numbers of the careful reading are computed.
const TABLE_METHOD: &str = "Spearman’s rank correlation, ties averaged, of the share of open models \
    and the maximum of compute, with Bonett and Wright’s 95% interval; p is exact in small samples \
    and from Student’s t otherwise.";

pub(super) fn figure(found: &Found<'_>) -> Figure {
    let pairs = found.careful.all.iter().zip(&found.careful.without_meta);
    let rows = THRESHOLDS
        .iter()
        .zip(pairs)
        .map(|(least, (all, without))| IntervalRow {
            name: format!("{least} or more"),
            detail: String::new(),
            strong: *least == found.settings.threshold,
            marks: vec![mark(0, all), mark(1, without)],
        });
    let series = |name: &str, hue| IntervalSeries {
        name: name.to_owned(),
        hue,
    };
    Figure {
        id: "openness-thresholds".to_owned(),
        words: Words {
            title: "[The more models are needed, the fewer organisations remain](claim:fewer-remain)"
                .to_owned(),
            subtitle: format!(
                "Rank correlation of openness and compute of the largest model, by how many models an organisation needs; {}.",
                SCOPE
            ),
            note: "Up to [](value:openness.careful.few?word) organisations are not tested, whatever number comes out.".to_owned(),
            source: CREDIT.to_owned(),
            alt: "Rows of correlations with wide intervals; the last ones are not testable."
                .to_owned(),
            method: METHOD.to_owned(),
        },
        chart: Box::new(Intervals {
            x: Measure {
                title: "Spearman’s rho".to_owned(),
                unit: Unit::Number,
                values: Format::NUMBER.decimals(2),
                ticks: Format::NUMBER.decimals(1),
                extent: Extent::Between(-1.0, 1.0),
            },
            series: vec![
                series("All organisations", FIRST),
                series("Without Meta/Facebook", SECOND),
            ],
            rows: rows.collect(),
            reference: Some(Reference {
                at: 0.0,
                name: "No correlation".to_owned(),
            }),
            interval_name: "95% CI".to_owned(),
            detail_name: "n".to_owned(),
        }),
        data: table(found),
    }
}

fn mark(series: usize, correlation: &Correlation) -> IntervalMark {
    let n = correlation
        .test
        .as_ref()
        .map_or(correlation.admitted, |test| test.n);
    let testable = correlation.not_testable().is_none();
    let test = correlation.test.as_ref().ok().filter(|_| testable);
    let interval = test.and_then(|test| test.interval(LEVEL).ok().flatten());
    IntervalMark {
        series,
        estimate: test.map(|test| test.rho),
        interval: interval.map(|interval| (interval.low, interval.high)),
        text: test.map_or_else(String::new, |test| {
            Format::NUMBER.decimals(2).number(test.rho, Unit::Number)
        }),
        detail: n.to_string(),
        missing: match n {
            1 => "not testable: 1 organisation".to_owned(),
            n => format!("not testable: {n} organisations"),
        },
    }
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
    Table {
        id: "openness-correlations".to_owned(),
        title: "Correlations by the number of models that an organisation needs".to_owned(),
        columns: vec![
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
        note: String::new(),
        method: format!("{TABLE_METHOD} {AS_PUBLISHED}"),
    }
}
