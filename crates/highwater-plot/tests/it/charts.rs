//! A chart of each kind over any names and numbers.

use highwater_facts::{Format, Month, Quantity, Table, Unit};
use highwater_plot::chart::{
    BarGroup, BarSeries, BarValue, Bars, ColumnPoint, Columns, Dumbbell, DumbbellRow, LinePoint,
    LineSeries, LineShape, Lines, RangeBars, RangeColumn, RangeColumns, RangeRow, Reference, Slope,
    SlopeLine,
};
use highwater_plot::{Chart, Extent, Figure, Hue, Measure, Position, Words};

pub(crate) const UNIT: Unit = Unit::Of("models");

pub(crate) type AnyChart = Box<dyn Chart + Send + Sync>;

/// Makes a chart with a row, point or column for each name and number.
pub(crate) type Make = fn(&[String], &[f64], Extent) -> AnyChart;

/// Every kind of chart, by name.
pub(crate) const KINDS: [(&str, Make); 7] = [
    ("lines", lines),
    ("lines with columns", lines_with_columns),
    ("bars", bars),
    ("dumbbell", dumbbell),
    ("range bars", range_bars),
    ("range columns", range_columns),
    ("slope", slope),
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

/// A range for every second number, a lower bound for every fifth.
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
