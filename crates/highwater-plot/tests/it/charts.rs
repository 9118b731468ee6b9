//! A chart of each kind over any names and numbers.

use highwater_facts::{Format, Month, Quantity, Table, Unit};
use highwater_plot::chart::{
    Arrow, BarGroup, BarSeries, BarValue, Bars, Centre, ColumnPoint, Columns, Dumbbell,
    DumbbellRow, Gaps, IntervalMark, IntervalRow, IntervalSeries, Intervals, LinePoint, LineSeries,
    LineShape, Lines, Noun, RangeBars, RangeColumn, RangeColumns, RangeRow, Reference, Scatter,
    ScatterFacet, ScatterFacets, ScatterPoint, ScatterSeries, Slope, SlopeLine, Spec, SpecCurve,
    SpecDimension, SpecGroup, StripPoint, StripRow, Strips,
};
use highwater_plot::{Chart, Extent, Figure, Hue, Measure, Position, Words};

use crate::cells_chart::cells;
use crate::contour_chart::contour;

pub(crate) const UNIT: Unit = Unit::Of("models");

pub(crate) type AnyChart = Box<dyn Chart + Send + Sync>;

/// Makes a chart with a row, point or column for each name and number.
pub(crate) type Make = fn(&[String], &[f64], Extent) -> AnyChart;

/// Every kind of chart, by name.
pub(crate) const KINDS: [(&str, Make); 15] = [
    ("lines", lines),
    ("lines with columns", lines_with_columns),
    ("bars", bars),
    ("dumbbell", dumbbell),
    ("range bars", range_bars),
    ("range columns", range_columns),
    ("slope", slope),
    ("scatter", scatter),
    ("equal scatter", equal_scatter),
    ("scatter facets", scatter_facets),
    ("strips", strips),
    ("intervals", intervals),
    ("specification curve", spec_curve),
    ("contour", contour),
    ("cells", cells),
];

pub(crate) fn figure(chart: AnyChart) -> Figure {
    Figure {
        id: "figure".to_owned(),
        words: Words {
            title: "Models grew in number from year to year".to_owned(),
            subtitle: "Number of models by name.".to_owned(),
            note: "Some numbers are lower bounds.".to_owned(),
            source: "Made up, 2023".to_owned(),
            alt: "A chart.".to_owned(),
            method: "Drawn for a test.".to_owned(),
        },
        chart,
        data: Table::default(),
    }
}

pub(crate) fn names(n: usize) -> Vec<String> {
    (1..=n).map(|i| format!("Model {i}")).collect()
}

pub(crate) fn measure(extent: Extent) -> Measure {
    let format = |name: &str| name.parse::<Format>().unwrap();
    Measure {
        title: "Number of models".to_owned(),
        unit: UNIT,
        values: format("si"),
        ticks: format("si"),
        extent,
    }
}

pub(crate) fn number(x: f64) -> Quantity {
    Quantity::exact(x, UNIT)
}

/// Returns a range for every second number, a lower bound for every fifth.
fn uncertain(i: usize, x: f64) -> Quantity {
    match Quantity::range(x, x * 1.5, UNIT) {
        _ if i % 5 == 4 => Quantity::at_least(x, UNIT),
        Ok(range) if i.is_multiple_of(2) => range,
        _ => number(x),
    }
}

pub(crate) fn month(i: usize) -> Month {
    Month::new(2020, 1).unwrap().plus(i as i32 * 2)
}

pub(crate) fn lines(names: &[String], numbers: &[f64], extent: Extent) -> AnyChart {
    let points = |factor: f64| {
        numbers
            .iter()
            .enumerate()
            .map(|(i, &x)| LinePoint {
                written: i % 3 == 0,
                name: names.get(i).cloned().unwrap_or_default(),
                change: "+5%".to_owned(),
                ..LinePoint::new(month(i), uncertain(2 * i + 1, x * factor))
            })
            .collect()
    };
    let series = |name: &str, hue, factor| LineSeries {
        name: name.to_owned(),
        hue,
        shape: LineShape::Straight,
        points: points(factor),
        gaps: Gaps::default(),
        ribbon: Vec::new(),
        ribbon_name: String::new(),
    };
    Box::new(Lines {
        x: None,
        y: measure(extent),
        series: vec![
            series("All models", Hue::Blue, 1.0),
            series("Open models only", Hue::Orange, 0.7),
        ],
        gap: None,
        references: vec![Reference {
            at: 20.0,
            name: "Twenty".to_owned(),
        }],
        columns: None,
    })
}

fn lines_with_columns(_: &[String], numbers: &[f64], extent: Extent) -> AnyChart {
    let columns = |factor: f64| {
        numbers
            .iter()
            .enumerate()
            .map(|(i, &x)| ColumnPoint {
                at: Position::Month(month(i)),
                value: number(x * factor),
            })
            .collect::<Vec<_>>()
    };
    let points = numbers
        .iter()
        .enumerate()
        .map(|(i, &x)| LinePoint::new(month(i), number(x)))
        .collect();
    Box::new(Lines {
        x: None,
        y: measure(extent),
        series: vec![LineSeries {
            name: "Models".to_owned(),
            hue: Hue::Blue,
            shape: LineShape::Steps,
            points,
            gaps: Gaps::default(),
            ribbon: Vec::new(),
            ribbon_name: String::new(),
        }],
        gap: None,
        references: Vec::new(),
        columns: Some(Columns {
            y: measure(Extent::FromZero),
            name: "Stated".to_owned(),
            hue: Hue::Blue,
            bars: columns(0.1),
            dots_name: "Implied".to_owned(),
            dots_hue: Hue::Orange,
            dots: columns(0.12),
        }),
    })
}

fn bars(names: &[String], numbers: &[f64], extent: Extent) -> AnyChart {
    let group = |(i, (name, &x)): (usize, (&String, &f64))| BarGroup {
        name: name.clone(),
        detail: "a remark".to_owned(),
        strong: i == 0,
        values: vec![
            BarValue::Number(uncertain(i, x)),
            if i % 3 == 1 {
                BarValue::Missing("not measured".to_owned())
            } else {
                BarValue::Number(number(x * 0.6))
            },
        ],
    };
    let series = |name: &str, hue| BarSeries {
        name: name.to_owned(),
        hue,
    };
    Box::new(Bars {
        x: measure(extent),
        series: vec![series("One", Hue::Blue), series("Other", Hue::Grey)],
        groups: names.iter().zip(numbers).enumerate().map(group).collect(),
    })
}

fn dumbbell(names: &[String], numbers: &[f64], extent: Extent) -> AnyChart {
    let row = |(i, (name, &x)): (usize, (&String, &f64))| DumbbellRow {
        name: name.clone(),
        detail: String::new(),
        start: number(x),
        end: number(if i % 4 == 3 { x * 0.8 } else { x * 1.4 }),
        change: "+40%".to_owned(),
        strong: i == 0,
    };
    Box::new(Dumbbell {
        x: measure(extent),
        start_name: "January".to_owned(),
        end_name: "July".to_owned(),
        hue: Hue::Blue,
        rows: names.iter().zip(numbers).enumerate().map(row).collect(),
        reference: Some(Reference {
            at: 50.0,
            name: "Fifty".to_owned(),
        }),
    })
}

fn range_bars(names: &[String], numbers: &[f64], extent: Extent) -> AnyChart {
    let row = |(i, (name, &x)): (usize, (&String, &f64))| RangeRow {
        name: name.clone(),
        detail: "what had changed".to_owned(),
        range: uncertain(i, x),
        strong: false,
    };
    Box::new(RangeBars {
        x: measure(extent),
        series: "Cost".to_owned(),
        hue: Hue::Blue,
        rows: names.iter().zip(numbers).enumerate().map(row).collect(),
    })
}

fn range_columns(names: &[String], numbers: &[f64], extent: Extent) -> AnyChart {
    let column = |(i, (name, &x)): (usize, (&String, &f64))| RangeColumn {
        at: Position::Month(month(i)),
        value: uncertain(i, x),
        detail: name.clone(),
    };
    Box::new(RangeColumns {
        y: measure(extent),
        series: "Models".to_owned(),
        hue: Hue::Blue,
        columns: names.iter().zip(numbers).enumerate().map(column).collect(),
    })
}

fn slope(names: &[String], numbers: &[f64], extent: Extent) -> AnyChart {
    let line = |(i, (name, &x)): (usize, (&String, &f64))| SlopeLine {
        name: name.clone(),
        hue: if i == 0 { Hue::Blue } else { Hue::Grey },
        start: number(x),
        end: number(if i % 4 == 3 { x * 0.8 } else { x * 1.4 }),
        change: "+40%".to_owned(),
    };
    Box::new(Slope {
        y: measure(extent),
        start_name: "Q4 2022".to_owned(),
        end_name: "Q2 2023".to_owned(),
        lines: names.iter().zip(numbers).enumerate().map(line).collect(),
    })
}

pub(crate) fn scatter(names: &[String], numbers: &[f64], extent: Extent) -> AnyChart {
    let point = |(i, (name, &x)): (usize, (&String, &f64))| ScatterPoint {
        name: name.clone(),
        at: Position::Month(month(i)),
        value: number(x),
        size: (i % 7 + 1) as f64,
        labelled: i < 8,
    };
    Box::new(Scatter {
        x: None,
        y: measure(extent),
        point: Noun::new("group", "groups"),
        size: Some(Noun::new("model", "models")),
        series: vec![ScatterSeries {
            name: "Groups".to_owned(),
            hue: Hue::Blue,
            faint: false,
            points: names.iter().zip(numbers).enumerate().map(point).collect(),
        }],
        fits: Vec::new(),
        arrows: Vec::new(),
        equal: false,
        counts: Vec::new(),
        references: Vec::new(),
    })
}

/// With arrows, and equal scales where both axes are even.
fn equal_scatter(names: &[String], numbers: &[f64], extent: Extent) -> AnyChart {
    let point = |(i, (name, &x)): (usize, (&String, &f64))| ScatterPoint {
        name: name.clone(),
        at: Position::Number((i * 37 % 11) as f64),
        value: number(x),
        size: 1.0,
        labelled: i < 4,
    };
    let arrow = |name: &str, (from, to): (f64, f64)| Arrow {
        name: name.to_owned(),
        hue: Hue::Orange,
        from: (
            Position::Number(from),
            numbers.first().copied().unwrap_or(1.0),
        ),
        to: (Position::Number(to), numbers.last().copied().unwrap_or(1.0)),
    };
    Box::new(Scatter {
        x: Some(measure(Extent::Around)),
        y: measure(extent),
        point: Noun::new("group", "groups"),
        size: None,
        series: vec![ScatterSeries {
            name: "Groups".to_owned(),
            hue: Hue::Blue,
            faint: false,
            points: names.iter().zip(numbers).enumerate().map(point).collect(),
        }],
        fits: Vec::new(),
        arrows: vec![arrow("PC1, 96%", (5.0, 9.0)), arrow("PC2, 4%", (5.0, 4.0))],
        counts: Vec::new(),
        references: Vec::new(),
        equal: !extent.is_log(),
    })
}

/// Four points in each plane, and an empty one at the end.
fn scatter_facets(names: &[String], numbers: &[f64], extent: Extent) -> AnyChart {
    let facet = |(k, rows): (usize, &[(&String, &f64)])| ScatterFacet {
        title: format!("Part {k}"),
        series: vec![ScatterSeries {
            name: "Groups".to_owned(),
            hue: Hue::Blue,
            faint: false,
            points: rows
                .iter()
                .enumerate()
                .map(|(i, &(name, &x))| ScatterPoint {
                    name: name.clone(),
                    at: Position::Month(month(i + k)),
                    value: number(x),
                    size: 1.0,
                    labelled: true,
                })
                .collect(),
        }],
        fits: Vec::new(),
        references: vec![Reference {
            at: numbers.first().copied().unwrap_or(1.0),
            name: "The first".to_owned(),
        }],
        empty: String::new(),
    };
    let rows: Vec<(&String, &f64)> = names.iter().zip(numbers).collect();
    let parts = rows.chunks(4).chain(std::iter::once(&[][..]));
    Box::new(ScatterFacets {
        x: None,
        y: measure(extent),
        point: Noun::new("group", "groups"),
        facets: parts.enumerate().map(facet).collect(),
    })
}

fn strips(names: &[String], numbers: &[f64], extent: Extent) -> AnyChart {
    let row = |(name, &x): (&String, &f64)| StripRow {
        name: name.clone(),
        detail: String::new(),
        hue: Hue::Blue,
        points: [1.0, 0.6, 0.6, 0.3]
            .iter()
            .map(|part| StripPoint {
                name: "a model".to_owned(),
                value: x * part,
            })
            .collect(),
        centre: Some(Centre {
            name: "mean".to_owned(),
            value: x * 0.6,
            interval: Some((x.min(x * 0.4), x.max(x * 0.4))),
            interval_name: "95% CI".to_owned(),
            text: "60%".to_owned(),
        }),
    };
    Box::new(Strips {
        x: measure(extent),
        point: Noun::new("model", "models"),
        rows: names.iter().zip(numbers).map(row).collect(),
        references: vec![Reference {
            at: 50.0,
            name: "Fifty".to_owned(),
        }],
    })
}

fn intervals(names: &[String], numbers: &[f64], extent: Extent) -> AnyChart {
    let mark = |series, i: usize, x: f64| {
        let missing = i % 4 == 3;
        let end = if i % 5 == 4 {
            f64::INFINITY
        } else {
            x.max(x * 1.3)
        };
        IntervalMark {
            series,
            estimate: (!missing).then_some(x),
            interval: (!missing).then_some((x.min(x * 0.7), end)),
            text: "0.35".to_owned(),
            detail: "12".to_owned(),
            missing: "not testable: 2 models".to_owned(),
        }
    };
    let row = |(i, (name, &x)): (usize, (&String, &f64))| IntervalRow {
        name: name.clone(),
        detail: String::new(),
        strong: i == 0,
        marks: vec![mark(0, i, x), mark(1, i + 1, x * 0.8)],
    };
    let series = |name: &str, hue| IntervalSeries {
        name: name.to_owned(),
        hue,
    };
    Box::new(Intervals {
        x: measure(extent),
        series: vec![series("All", Hue::Blue), series("Open", Hue::Orange)],
        rows: names.iter().zip(numbers).enumerate().map(row).collect(),
        reference: Some(Reference {
            at: 50.0,
            name: "Fifty".to_owned(),
        }),
        interval_name: "95% CI".to_owned(),
        detail_name: "n".to_owned(),
    })
}

fn spec_curve(names: &[String], numbers: &[f64], extent: Extent) -> AnyChart {
    let spec = |(i, &x): (usize, &f64)| Spec {
        estimate: Some(x),
        interval: Some((x.min(x * 0.7), f64::INFINITY)),
        group: i % 2,
        options: vec![i, i % 2],
    };
    let mut specs: Vec<Spec> = numbers.iter().enumerate().map(spec).collect();
    if numbers.len() > 1 {
        specs.push(Spec {
            estimate: None,
            interval: None,
            group: 2,
            options: vec![0, 0],
        });
    }
    let group = |name: &str, hue| SpecGroup {
        name: name.to_owned(),
        hue,
    };
    let dimension = |name: &str, options: &[String]| SpecDimension {
        name: name.to_owned(),
        options: options.to_vec(),
    };
    Box::new(SpecCurve {
        y: measure(extent),
        reference: None,
        dimensions: vec![
            dimension("Model", names),
            dimension("Weights", &["with".to_owned(), "without".to_owned()]),
        ],
        specs,
        groups: vec![
            group("holds", Hue::Blue),
            group("fails", Hue::Orange),
            group("not testable", Hue::Grey),
        ],
        default: (!numbers.is_empty()).then_some(0),
        default_name: "Published".to_owned(),
    })
}
