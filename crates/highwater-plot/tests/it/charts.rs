//! A chart of each kind over any names and numbers.

use highwater_facts::{Format, Month, Quantity, Unit};
use highwater_plot::chart::{
    Arrow, BarGroup, BarSeries, BarValue, Bars, Centre, ColumnPoint, Columns, Dumbbell,
    DumbbellRow, IntervalMark, IntervalRow, IntervalSeries, Intervals, LinePoint, LineSeries,
    LineShape, Lines, Noun, RangeBars, RangeColumn, RangeColumns, RangeRow, Reference, Scatter,
    ScatterFacet, ScatterFacets, ScatterPoint, ScatterSeries, Slope, SlopeLine, Spec, SpecCurve,
    SpecDimension, SpecGroup, StripPoint, StripRow, Strips,
};
use highwater_plot::{Chart, Extent, Figure, Hue, Measure, Position, Words};

use crate::cells_chart::cells;
use crate::contour_chart::contour;

pub(crate) const UNIT: Unit = Unit::Of("models");

pub(crate) type AnyChart = Box<dyn Chart>;

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
    Figure::new(
        "figure",
        Words::titled("Models grew in number from year to year")
            .subtitle("Number of models by name.")
            .note("Some numbers are lower bounds.")
            .source("Made up, 2023")
            .alt("A chart.")
            .method("Drawn for a test."),
        chart,
    )
}

pub(crate) fn names(n: usize) -> Vec<String> {
    (1..=n).map(|i| format!("Model {i}")).collect()
}

pub(crate) fn measure(extent: Extent) -> Measure {
    let format = |name: &str| name.parse::<Format>().unwrap();
    Measure::new("Number of models", UNIT)
        .format(format("si"))
        .extent(extent)
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
            .map(|(i, &x)| {
                LinePoint::new(month(i), uncertain(2 * i + 1, x * factor))
                    .written(i % 3 == 0)
                    .name(names.get(i).cloned().unwrap_or_default())
                    .change("+5%")
            })
            .collect::<Vec<_>>()
    };
    let series = |name: &str, hue, factor| LineSeries::new(name, hue, points(factor));
    Box::new(
        Lines::new(
            measure(extent),
            [
                series("All models", Hue::Blue, 1.0),
                series("Open models only", Hue::Orange, 0.7),
            ],
        )
        .references([Reference::new("Twenty", 20.0)]),
    )
}

fn lines_with_columns(_: &[String], numbers: &[f64], extent: Extent) -> AnyChart {
    let columns = |factor: f64| {
        numbers
            .iter()
            .enumerate()
            .map(|(i, &x)| ColumnPoint::new(month(i), number(x * factor)))
            .collect::<Vec<_>>()
    };
    let points = numbers
        .iter()
        .enumerate()
        .map(|(i, &x)| LinePoint::new(month(i), number(x)))
        .collect::<Vec<_>>();
    Box::new(
        Lines::new(
            measure(extent),
            [LineSeries::new("Models", Hue::Blue, points).shape(LineShape::Steps)],
        )
        .columns(
            Columns::new(measure(Extent::FromZero), "Stated", Hue::Blue, columns(0.1)).dots(
                "Implied",
                Hue::Orange,
                columns(0.12),
            ),
        ),
    )
}

fn bars(names: &[String], numbers: &[f64], extent: Extent) -> AnyChart {
    let group = |(i, (name, &x)): (usize, (&String, &f64))| {
        BarGroup::new(
            name.clone(),
            [
                BarValue::Number(uncertain(i, x)),
                if i % 3 == 1 {
                    BarValue::Missing("not measured".to_owned())
                } else {
                    BarValue::Number(number(x * 0.6))
                },
            ],
        )
        .detail("a remark")
        .strong(i == 0)
    };
    let series = |name: &str, hue| BarSeries::new(name, hue);
    Box::new(
        Bars::new(
            measure(extent),
            names.iter().zip(numbers).enumerate().map(group),
        )
        .series([series("One", Hue::Blue), series("Other", Hue::Grey)]),
    )
}

fn dumbbell(names: &[String], numbers: &[f64], extent: Extent) -> AnyChart {
    let row = |(i, (name, &x)): (usize, (&String, &f64))| {
        DumbbellRow::new(
            name.clone(),
            number(x),
            number(if i % 4 == 3 { x * 0.8 } else { x * 1.4 }),
        )
        .change("+40%")
        .strong(i == 0)
    };
    Box::new(
        Dumbbell::new(
            measure(extent),
            ["January", "July"],
            names.iter().zip(numbers).enumerate().map(row),
        )
        .reference(Reference::new("Fifty", 50.0)),
    )
}

fn range_bars(names: &[String], numbers: &[f64], extent: Extent) -> AnyChart {
    let row = |(i, (name, &x)): (usize, (&String, &f64))| {
        RangeRow::new(name.clone(), uncertain(i, x)).detail("what had changed")
    };
    Box::new(
        RangeBars::new(
            measure(extent),
            names.iter().zip(numbers).enumerate().map(row),
        )
        .series("Cost"),
    )
}

fn range_columns(names: &[String], numbers: &[f64], extent: Extent) -> AnyChart {
    let column = |(i, (name, &x)): (usize, (&String, &f64))| {
        RangeColumn::new(month(i), uncertain(i, x)).detail(name.clone())
    };
    Box::new(
        RangeColumns::new(
            measure(extent),
            names.iter().zip(numbers).enumerate().map(column),
        )
        .series("Models"),
    )
}

fn slope(names: &[String], numbers: &[f64], extent: Extent) -> AnyChart {
    let line = |(i, (name, &x)): (usize, (&String, &f64))| {
        SlopeLine::new(
            name.clone(),
            if i == 0 { Hue::Blue } else { Hue::Grey },
            number(x),
            number(if i % 4 == 3 { x * 0.8 } else { x * 1.4 }),
        )
        .change("+40%")
    };
    Box::new(Slope::new(
        measure(extent),
        ["Q4 2022", "Q2 2023"],
        names.iter().zip(numbers).enumerate().map(line),
    ))
}

pub(crate) fn scatter(names: &[String], numbers: &[f64], extent: Extent) -> AnyChart {
    let point = |(i, (name, &x)): (usize, (&String, &f64))| {
        ScatterPoint::new(name.clone(), month(i), number(x))
            .size((i % 7 + 1) as f64)
            .labelled(i < 8)
    };
    Box::new(
        Scatter::new(
            measure(extent),
            Noun::new("group", "groups"),
            [ScatterSeries::new(
                "Groups",
                Hue::Blue,
                names.iter().zip(numbers).enumerate().map(point),
            )],
        )
        .size(Noun::new("model", "models")),
    )
}

/// With arrows, and equal scales where both axes are even.
fn equal_scatter(names: &[String], numbers: &[f64], extent: Extent) -> AnyChart {
    let point = |(i, (name, &x)): (usize, (&String, &f64))| {
        ScatterPoint::new(name.clone(), (i * 37 % 11) as f64, number(x)).labelled(i < 4)
    };
    let arrow = |name: &str, (from, to): (f64, f64)| {
        Arrow::new(
            name,
            Hue::Orange,
            (
                Position::Number(from),
                numbers.first().copied().unwrap_or(1.0),
            ),
            (Position::Number(to), numbers.last().copied().unwrap_or(1.0)),
        )
    };
    Box::new(
        Scatter::new(
            measure(extent),
            Noun::new("group", "groups"),
            [ScatterSeries::new(
                "Groups",
                Hue::Blue,
                names.iter().zip(numbers).enumerate().map(point),
            )],
        )
        .x(measure(Extent::Around))
        .arrows([arrow("PC1, 96%", (5.0, 9.0)), arrow("PC2, 4%", (5.0, 4.0))])
        .equal(!extent.is_log()),
    )
}

/// Four points in each plane, and an empty one at the end.
fn scatter_facets(names: &[String], numbers: &[f64], extent: Extent) -> AnyChart {
    let facet = |(k, rows): (usize, &[(&String, &f64)])| {
        ScatterFacet::new(
            format!("Part {k}"),
            [ScatterSeries::new(
                "Groups",
                Hue::Blue,
                rows.iter().enumerate().map(|(i, &(name, &x))| {
                    ScatterPoint::new(name.clone(), month(i + k), number(x)).labelled(true)
                }),
            )],
        )
        .references([Reference::new(
            "The first",
            numbers.first().copied().unwrap_or(1.0),
        )])
    };
    let rows: Vec<(&String, &f64)> = names.iter().zip(numbers).collect();
    let parts = rows.chunks(4).chain(std::iter::once(&[][..]));
    Box::new(ScatterFacets::new(
        measure(extent),
        Noun::new("group", "groups"),
        parts.enumerate().map(facet),
    ))
}

fn strips(names: &[String], numbers: &[f64], extent: Extent) -> AnyChart {
    let row = |(name, &x): (&String, &f64)| {
        StripRow::new(
            name.clone(),
            Hue::Blue,
            [1.0, 0.6, 0.6, 0.3]
                .iter()
                .map(|part| StripPoint::new("a model", x * part)),
        )
        .centre(
            Centre::new("mean", x * 0.6)
                .interval((x.min(x * 0.4), x.max(x * 0.4)))
                .interval_name("95% CI")
                .text("60%"),
        )
    };
    Box::new(
        Strips::new(
            measure(extent),
            Noun::new("model", "models"),
            names.iter().zip(numbers).map(row),
        )
        .references([Reference::new("Fifty", 50.0)]),
    )
}

fn intervals(names: &[String], numbers: &[f64], extent: Extent) -> AnyChart {
    let mark = |series, i: usize, x: f64| {
        let missing = i % 4 == 3;
        let end = if i % 5 == 4 {
            f64::INFINITY
        } else {
            x.max(x * 1.3)
        };
        IntervalMark::new(series, (!missing).then_some(x))
            .interval((!missing).then_some((x.min(x * 0.7), end)))
            .text("0.35")
            .detail("12")
            .missing("not testable: 2 models")
    };
    let row = |(i, (name, &x)): (usize, (&String, &f64))| {
        IntervalRow::new(name.clone(), [mark(0, i, x), mark(1, i + 1, x * 0.8)]).strong(i == 0)
    };
    let series = |name: &str, hue| IntervalSeries::new(name, hue);
    Box::new(
        Intervals::new(
            measure(extent),
            "95% CI",
            [series("All", Hue::Blue), series("Open", Hue::Orange)],
            names.iter().zip(numbers).enumerate().map(row),
        )
        .reference(Reference::new("Fifty", 50.0))
        .detail_name("n"),
    )
}

fn spec_curve(names: &[String], numbers: &[f64], extent: Extent) -> AnyChart {
    let spec = |(i, &x): (usize, &f64)| {
        Spec::new(Some(x), [i, i % 2])
            .interval((x.min(x * 0.7), f64::INFINITY))
            .group(i % 2)
    };
    let mut specs: Vec<Spec> = numbers.iter().enumerate().map(spec).collect();
    if numbers.len() > 1 {
        specs.push(Spec::new(None, [0, 0]).group(2));
    }
    let group = |name: &str, hue| SpecGroup::new(name, hue);
    let dimension = |name: &str, options: &[String]| SpecDimension::new(name, options.to_vec());
    Box::new(
        SpecCurve::new(
            measure(extent),
            [
                dimension("Model", names),
                dimension("Weights", &["with".to_owned(), "without".to_owned()]),
            ],
            [
                group("holds", Hue::Blue),
                group("fails", Hue::Orange),
                group("not testable", Hue::Grey),
            ],
            specs,
        )
        .default((!numbers.is_empty()).then_some(0), "Published"),
    )
}
