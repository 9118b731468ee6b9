//! Faults of figures that were seen here or reported of other libraries, a test for each kind.

use std::path::Path;

use highwater_facts::{Format, Month, Quantity, Unit};
use highwater_plot::chart::{
    BarGroup, BarSeries, BarValue, Bars, Bridging, Expected, Gaps, LinePoint, LineSeries,
    LineShape, Lines, Noun, RibbonPoint, Scatter, ScatterPoint, ScatterSeries,
};
use highwater_plot::{
    Chart, Extent, Hue, Measure, PlotError, Position, Role, Scene, Shape, Width, check,
};

use crate::charts::{AnyChart, KINDS, figure, measure, names};

const DEATHS: Unit = Unit::Of("deaths");

fn counts(title: &str, extent: Extent) -> Measure {
    Measure {
        title: title.to_owned(),
        unit: DEATHS,
        values: Format::INT,
        ticks: Format::INT,
        extent,
    }
}

fn series(name: &str, hue: Hue, points: impl IntoIterator<Item = (Position, f64)>) -> LineSeries {
    LineSeries {
        name: name.to_owned(),
        hue,
        shape: LineShape::Straight,
        points: points
            .into_iter()
            .map(|(at, x)| LinePoint::new(at, Quantity::exact(x, DEATHS)))
            .collect(),
        gaps: Gaps::default(),
        ribbon: Vec::new(),
        ribbon_name: String::new(),
    }
}

fn lines(series: Vec<LineSeries>) -> Lines {
    Lines {
        x: None,
        y: counts("Deaths", Extent::FromZero),
        series,
        gap: None,
        references: Vec::new(),
        columns: None,
    }
}

fn draw(chart: AnyChart) -> Result<[Scene; 2], PlotError> {
    let figure = figure(chart);
    let [wide, narrow] = Width::ALL.map(|width| figure.draw(&figure.words, width));
    Ok([wide?, narrow?])
}

/// Both widths of a chart in which nothing is wrong.
fn sound(chart: AnyChart) -> [Scene; 2] {
    let scenes = draw(chart).unwrap();
    for scene in &scenes {
        assert_eq!(check::findings(scene), [], "{}", scene.id);
    }
    scenes
}

/// Returns the lines of a series: how many corners each has, and whether it is dotted.
fn drawn(scene: &Scene, series: &str) -> Vec<(usize, bool)> {
    let marks = scene.of(Role::Line).filter(|m| m.pen.series == series);
    marks
        .filter_map(|mark| match &mark.shape {
            Shape::Polyline(points) => Some((points.len(), mark.pen.paint.dotted)),
            _ => None,
        })
        .collect()
}

fn texts(scene: &Scene, role: Role) -> Vec<String> {
    let marks = scene.of(role).filter_map(|mark| mark.text());
    marks.map(|text| text.text.clone()).collect()
}

fn day(month: i32, day: u8) -> Position {
    Position::Day(Month::new(2024, month).unwrap(), day)
}

/// Returns the rows of `panel-two-keys-and-gap.csv`, by entity.
fn panel() -> Lines {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../../shared/cases/tables/panel-two-keys-and-gap.csv");
    let table = std::fs::read_to_string(path).unwrap_or_else(|_| {
        "Entity,Year,Deaths\nDrought,1900,12000\nDrought,1920,30000\nFlood,1900,500\n\
         Flood,1910,800\nFlood,1920,600\n"
            .to_owned()
    });
    let of = |entity: &str| -> Vec<(Position, f64)> {
        let rows = table.lines().skip(1).map(|row| row.split(','));
        rows.filter_map(|mut cells| {
            let (name, year, deaths) = (cells.next()?, cells.next()?, cells.next()?);
            let at = Position::Year(year.parse().ok()?);
            (name == entity).then_some((at, deaths.trim().parse().ok()?))
        })
        .collect()
    };
    lines(vec![
        series("Drought", Hue::Blue, of("Drought")),
        series("Flood", Hue::Orange, of("Flood")),
    ])
}

#[test]
fn panel_two_keys_and_gap_csv() {
    // lets-plot-kotlin#269: a line over a decade without a row.
    let chart = panel();
    assert!(
        chart
            .describe()
            .contains("Drought: 1900 12,000, 1920 30,000. Without a number: 1910."),
        "{}",
        chart.describe()
    );
    for scene in sound(Box::new(chart)) {
        assert_eq!(drawn(&scene, "Drought"), [(2, true)]);
        assert_eq!(drawn(&scene, "Flood"), [(3, false)]);
        assert_eq!(
            texts(&scene, Role::Annotation),
            ["Dotted where numbers are missing: Drought 1910."]
        );
    }
    let mut broken = panel();
    broken.series[0].gaps.drawn = Bridging::Show;
    for scene in sound(Box::new(broken)) {
        assert_eq!(drawn(&scene, "Drought"), []);
        assert_eq!(
            texts(&scene, Role::Annotation),
            ["Broken where numbers are missing: Drought 1910."]
        );
    }
}

#[test]
fn a_gap_is_told_for_months_days_weekdays_and_numbers() {
    let months = |months: &[i32]| -> Vec<(Position, f64)> {
        let month = |m: &i32| Month::new(2023, 1).unwrap().plus(*m);
        months
            .iter()
            .map(|m| (Position::Month(month(m)), 5.0))
            .collect()
    };
    let days =
        |days: &[u8]| -> Vec<(Position, f64)> { days.iter().map(|&d| (day(3, d), 5.0)).collect() };
    let numbers = |xs: &[f64]| -> Vec<(Position, f64)> {
        xs.iter().map(|&x| (Position::Number(x), 5.0)).collect()
    };
    for (points, told) in [
        (months(&[0, 1, 2, 4, 5]), "Apr 2023"),
        (months(&[0, 1, 2, 6, 7, 8, 9]), "Apr 2023 to Jun 2023"),
        (months(&[0, 3, 6, 12]), "Oct 2023"),
        (days(&[4, 5, 6, 9, 10]), "7 Mar 2024 and 8 Mar 2024"),
        // Friday, Monday, Tuesday, Thursday, Friday.
        (days(&[1, 4, 5, 7, 8]), "6 Mar 2024"),
        (numbers(&[0.0, 0.5, 1.0, 2.0]), "1.5"),
    ] {
        let description = lines(vec![series("S", Hue::Blue, points)]).describe();
        let expected = format!(" Without a number: {told}.");
        assert!(description.ends_with(&expected), "{description}");
    }
    for points in [
        months(&[0, 3, 4, 9, 11]),
        months(&[0, 6, 12]),
        months(&[0, 7]),
        months(&[3]),
        // Two weeks without their ends.
        days(&[4, 5, 6, 7, 8, 11, 12, 13, 14, 15]),
        numbers(&[1.0, 10.0, 100.0]),
    ] {
        let description = lines(vec![series("S", Hue::Blue, points)]).describe();
        assert!(!description.contains("Without"), "{description}");
    }
}

#[test]
fn where_numbers_are_expected_can_be_declared() {
    let month = |m: i32| Position::Month(Month::new(2023, 1).unwrap().plus(m));
    let with = |expected: Expected| {
        let mut of = series(
            "S",
            Hue::Blue,
            [(month(0), 1.0), (month(2), 2.0), (month(9), 3.0)],
        );
        of.gaps.expected = expected;
        lines(vec![of]).describe()
    };
    assert!(!with(Expected::Inferred).contains("Without"));
    assert!(!with(Expected::Irregular).contains("Without"));
    assert!(with(Expected::At(vec![month(4)])).ends_with("Without a number: May 2023."));
    let every = with(Expected::Every(1.0));
    assert!(
        every.ends_with("Without a number: Feb 2023, Apr 2023 to Sep 2023."),
        "{every}"
    );
    for step in [0.0, -1.0, f64::NAN] {
        assert!(!with(Expected::Every(step)).contains("Without"));
    }
}

#[test]
fn a_ribbon_is_broken_where_its_line_is() {
    let mut chart = panel();
    let ribbon = chart.series[0].points.iter().map(|point| RibbonPoint {
        at: point.at,
        reach: Quantity::range(point.value.low() * 0.9, point.value.low() * 1.1, DEATHS).unwrap(),
    });
    chart.series[0].ribbon = ribbon.collect();
    let [wide, _] = draw(Box::new(chart)).unwrap();
    assert_eq!(wide.of(Role::Band).count(), 0);
    assert_eq!(wide.of(Role::Whisker).count(), 2);
}

#[test]
fn days_within_a_month_have_ticks() {
    // vega-lite#7833.
    for (days, first) in [
        (vec![3, 4, 5, 6, 7], "3 Feb 2024"),
        (vec![1, 8, 15, 22, 29], "5 Feb 2024"),
        (vec![10, 12], "10 Feb 2024"),
    ] {
        let points = days.iter().map(|&d| (day(2, d), f64::from(d)));
        let [wide, narrow] = sound(Box::new(lines(vec![series("S", Hue::Blue, points)])));
        let ticks: Vec<_> = wide.axes.iter().flat_map(|axis| &axis.ticks).collect();
        assert!(ticks.iter().any(|tick| tick.text == first), "{ticks:?}");
        assert!(narrow.axes.iter().all(|axis| axis.ticks.len() >= 2));
    }
    let one = lines(vec![series("S", Hue::Blue, [(day(2, 14), 3.0)])]);
    sound(Box::new(one));
    let no_such = lines(vec![series("S", Hue::Blue, [(day(2, 30), 3.0)])]);
    let error = draw(Box::new(no_such)).unwrap_err().to_string();
    assert_eq!(
        error,
        "`S` has a number at `30 Feb 2024`, but the month has 29 days: give a day from 1 to 29"
    );
}

#[test]
fn years_have_ticks_at_years_alone() {
    let years = [2020, 2021].map(|year| (Position::Year(year), 4.0));
    for scene in sound(Box::new(lines(vec![series("S", Hue::Blue, years)]))) {
        let across = scene
            .axes
            .iter()
            .find(|axis| axis.ticks.iter().any(|t| t.text == "2020"));
        let texts: Vec<&str> = across
            .unwrap()
            .ticks
            .iter()
            .map(|t| t.text.as_str())
            .collect();
        assert_eq!(texts, ["2020", "2021"]);
    }
    // Years as numbers are years too.
    let points = [2003.0, 2004.0, 2005.0].map(|year| ScatterPoint {
        name: format!("M{year}"),
        at: Position::Number(year),
        value: Quantity::exact(year - 2000.0, DEATHS),
        size: 1.0,
        labelled: false,
    });
    let chart = Scatter {
        x: Some(Measure {
            title: "Year".to_owned(),
            unit: Unit::Number,
            values: Format::NUMBER,
            ticks: Format::NUMBER,
            extent: Extent::Around,
        }),
        y: counts("Deaths", Extent::FromZero),
        point: Noun::new("model", "models"),
        size: None,
        series: vec![ScatterSeries {
            name: "S".to_owned(),
            hue: Hue::Blue,
            faint: false,
            points: points.to_vec(),
        }],
        fits: Vec::new(),
        arrows: Vec::new(),
        references: Vec::new(),
        counts: Vec::new(),
        equal: false,
    };
    for scene in draw(Box::new(chart)).unwrap() {
        let across = &scene.axes[1];
        let texts: Vec<&str> = across.ticks.iter().map(|t| t.text.as_str()).collect();
        assert_eq!(texts, ["2003", "2004", "2005"]);
        assert_eq!(check::findings(&scene), []);
    }
}

#[test]
fn counts_from_0_to_2_have_three_ticks_and_no_finding() {
    // vega-lite#8867.
    for most in [0.0, 1.0, 2.0] {
        let points = [(day(2, 3), 0.0), (day(2, 4), most)];
        for scene in sound(Box::new(lines(vec![series("S", Hue::Blue, points)]))) {
            let ticks: Vec<String> = texts(&scene, Role::Tick);
            let counts: Vec<&String> = ticks.iter().filter(|t| t.len() == 1).collect();
            assert_eq!(counts.len(), most.max(1.0) as usize + 1, "{ticks:?}");
        }
    }
}

#[test]
fn points_are_in_order_or_an_error() {
    let year = |y: i32| Position::Year(y);
    let back = series(
        "All",
        Hue::Blue,
        [(year(1900), 1.0), (year(1920), 2.0), (year(1910), 3.0)],
    );
    let error = draw(Box::new(lines(vec![back]))).unwrap_err().to_string();
    assert_eq!(
        error,
        "the line `All` goes back from `1920` to `1910`: sort its points, or give a series for each of what it holds"
    );
    let twice = series("All", Hue::Blue, [(year(1900), 1.0), (year(1900), 2.0)]);
    let error = draw(Box::new(lines(vec![twice]))).unwrap_err().to_string();
    assert!(
        error.starts_with("the line `All` has two numbers at `1900`: "),
        "{error}"
    );
}

fn bars(extent: Extent, numbers: &[f64]) -> Bars {
    let group = |(i, &x): (usize, &f64)| BarGroup {
        name: format!("Row {i}"),
        detail: String::new(),
        strong: false,
        values: vec![BarValue::Number(Quantity::exact(x, DEATHS))],
    };
    Bars {
        x: counts("Deaths", extent),
        series: vec![BarSeries {
            name: "S".to_owned(),
            hue: Hue::Blue,
        }],
        groups: numbers.iter().enumerate().map(group).collect(),
    }
}

#[test]
fn a_log_axis_for_bars_is_refused() {
    // owid-grapher#2715.
    for (extent, runs) in [
        (Extent::Log, "is logarithmic"),
        (Extent::LogBetween(1.0, 100.0), "is logarithmic"),
        (Extent::Around, "runs around the data"),
        (Extent::Between(20.0, 80.0), "runs from 20 to 80"),
    ] {
        let error = draw(Box::new(bars(extent, &[20.0, 50.0])))
            .unwrap_err()
            .to_string();
        let expected = format!(
            "the bar chart starts at zero, which the axis `Deaths` does not hold, since it {runs}: "
        );
        assert!(error.starts_with(&expected), "{error}");
    }
    // Ends that hold zero are obeyed.
    let [wide, _] = sound(Box::new(bars(Extent::Between(0.0, 100.0), &[20.0, 50.0])));
    assert_eq!(wide.axes[0].scale.high, 100.0);
    let off = draw(Box::new(bars(Extent::Between(0.0, 30.0), &[20.0, 50.0])));
    assert!(matches!(off, Err(PlotError::OffAxis { .. })), "{off:?}");
}

#[test]
fn bars_of_tiny_values_are_not_labelled_0() {
    let [wide, _] = sound(Box::new(bars(Extent::FromZero, &[0.004, 900.0, 0.0])));
    let values = texts(&wide, Role::Value);
    assert_eq!(values[2], "0");
    assert_ne!(values[0], "0");
}

/// Numbers that are few, alike, far apart, close, negative or not numbers at all.
fn degenerate() -> Vec<Vec<f64>> {
    let tiny = f64::MIN_POSITIVE;
    vec![
        vec![],
        vec![5.0],
        vec![0.0],
        vec![-5.0],
        vec![1e-300],
        vec![tiny, 2.0 * tiny],
        vec![1e300, 2e300],
        vec![f64::MAX, 1.0],
        vec![f64::MAX, f64::MIN],
        vec![0.0; 5],
        vec![7.0; 5],
        vec![-3.0; 3],
        vec![-4.0, 0.0, 4.0],
        vec![-9.0, -5.0, -1.0],
        vec![1e-12, 1.0, 1e12],
        vec![1e15, 1e15 + 1.0, 1e15 + 2.0],
        vec![1.0, 1.0 + f64::EPSILON],
        vec![-0.0, 0.0],
        vec![f64::NAN],
        vec![1.0, f64::NAN],
        vec![f64::INFINITY, 2.0],
        vec![3.0, f64::NEG_INFINITY],
    ]
}

#[test]
fn every_kind_draws_degenerate_numbers_or_says_what_to_do() {
    let extents = [
        Extent::FromZero,
        Extent::Around,
        Extent::Log,
        Extent::Between(0.0, 10.0),
        Extent::Between(10.0, 0.0),
        Extent::Between(f64::NAN, 1.0),
        Extent::LogBetween(1.0, 1e6),
        Extent::LogBetween(0.0, 10.0),
    ];
    let mut drawn = 0;
    for (kind, make) in KINDS {
        for numbers in degenerate() {
            for extent in extents {
                let told = format!("{kind} {numbers:?} {extent:?}");
                match draw(make(&names(numbers.len()), &numbers, extent)) {
                    Ok(scenes) => {
                        drawn += 1;
                        scenes.iter().for_each(|scene| is_sound(scene, &told));
                    }
                    // What is wrong, a colon, what to do.
                    Err(error) => assert!(error.to_string().contains(": "), "{told}: {error}"),
                }
            }
        }
    }
    assert!(drawn > 500, "{drawn}");
}

/// Marks are where a picture can show them, no tick lies and no mark is falsely zero.
fn is_sound(scene: &Scene, told: &str) {
    for mark in &scene.marks {
        let b = mark.shape.bounds();
        let ends = [b.left, b.top, b.right, b.bottom];
        assert!(ends.into_iter().all(f64::is_finite), "{told}: {mark:?}");
    }
    for finding in check::findings(scene) {
        let lies = finding.message.contains("is read as") || finding.message.contains("twice");
        assert!(
            ![14, 22].contains(&finding.point) && !lies,
            "{told}: {finding}"
        );
    }
}

#[test]
fn every_kind_draws_twins_and_names_that_are_empty_or_long() {
    for (kind, make) in KINDS {
        for names in [
            vec![String::new(); 4],
            vec!["Twin".to_owned(); 4],
            vec!["Pneumonoultramicroscopicsilicovolcanoconiosis".repeat(3); 4],
        ] {
            let scenes = draw(make(&names, &[4.0, 4.0, 9.0, 14.0], Extent::FromZero));
            let scenes = scenes.unwrap_or_else(|error| panic!("{kind} {names:?}: {error}"));
            for scene in scenes {
                let found = check::findings(&scene);
                // What finds no place at all is a finding; nothing is cut off.
                let leave = found
                    .iter()
                    .filter(|f| f.message.contains("leaves the frame"));
                let leave: Vec<_> = leave.collect();
                assert!(leave.is_empty(), "{kind} {names:?} {}: {leave:?}", scene.id);
            }
        }
    }
}

#[test]
fn zero_on_a_log_axis_names_its_datum() {
    let chart = lines(vec![series(
        "S",
        Hue::Blue,
        [(day(2, 3), 5.0), (day(2, 4), 0.0)],
    )]);
    let chart = Lines {
        y: measure(Extent::Log),
        ..chart
    };
    let error = draw(Box::new(chart)).unwrap_err().to_string();
    assert!(
        error.starts_with("`S` has at `4 Feb 2024` the number `0`, "),
        "{error}"
    );
}
