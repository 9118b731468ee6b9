//! Points in a plane: what is counted, what is drawn over what, and what is refused.

use highwater_facts::Month;

use super::*;
use crate::chart::testing::{UNIT, draw, measure, numbers, refused, says, sound};
use crate::{Extent, Mark, Role, Shape, Width};

fn point(name: &str, x: f64, y: f64, size: f64) -> ScatterPoint {
    ScatterPoint {
        name: name.to_owned(),
        at: Position::Number(x),
        value: Quantity::exact(y, UNIT),
        size,
        labelled: false,
    }
}

fn chart(points: Vec<ScatterPoint>) -> Scatter {
    Scatter {
        x: Some(measure(Extent::LogBetween(1e21, 1e27))),
        y: measure(Extent::Between(0.0, 100.0)),
        point: Noun::new("organisation", "organisations"),
        size: Some(Noun::new("model", "models")),
        series: vec![ScatterSeries {
            name: "All".to_owned(),
            hue: Hue::Blue,
            faint: true,
            points,
        }],
        fits: Vec::new(),
        arrows: Vec::new(),
        equal: false,
        references: Vec::new(),
    }
}

fn radii(marks: &[Mark]) -> Vec<f64> {
    let points = marks.iter().filter(|mark| mark.pen.role == Role::Point);
    points
        .filter_map(|mark| match mark.shape {
            Shape::Circle { radius, .. } => Some(radius),
            _ => None,
        })
        .collect()
}

#[test]
fn what_lies_off_the_range_is_counted_and_said() {
    let chart = chart(vec![
        point("in", 1e24, 50.0, 4.0),
        point("at the end", 1e27, 100.0, 4.0),
        point("left of it", 1e20, 50.0, 4.0),
        point("above it", 1e24, 101.0, 4.0),
    ]);
    assert_eq!(chart.account().drops[0].points, 2);
    for scene in sound(&chart) {
        assert!(says(&scene, "2 of 4 organisations lie off the range."));
        assert_eq!(radii(&scene.marks).len(), 2);
    }
}

#[test]
fn areas_go_with_sizes_and_small_points_lie_over_large_ones() {
    let chart = chart(vec![
        point("small", 1e24, 50.0, 4.0),
        point("large", 1e24, 52.0, 64.0),
    ]);
    for scene in sound(&chart) {
        let radii = radii(&scene.marks);
        assert!((radii[0] / radii[1] - 4.0).abs() < 0.1, "{radii:?}");
        assert!(says(&scene, "50 models"));
    }
}

#[test]
fn thirteen_names_among_many_ties_are_all_written() {
    let mut points: Vec<ScatterPoint> = numbers(150)
        .enumerate()
        .map(|(i, part)| {
            let y = [0.0, 100.0, 100.0 * part][i % 3];
            point("other", libm::pow(10.0, 21.0 + 5.5 * part), y, 1.0)
        })
        .collect();
    points.extend(numbers(13).enumerate().map(|(i, part)| ScatterPoint {
        labelled: true,
        ..point(
            &format!("Laboratory {i}"),
            1e23 * (1.0 + 90.0 * part),
            7.0 * i as f64,
            80.0,
        )
    }));
    for scene in sound(&chart(points)) {
        for i in 0..13 {
            assert!(says(&scene, &format!("Laboratory {i}")), "{i}");
        }
    }
}

#[test]
fn thousands_of_points_are_drawn_without_a_tooltip_each() {
    let points = numbers(5000).map(|part| point("a", 1e21 + 1e26 * part, 90.0 * part, 1.0));
    let scene = draw(chart(points.collect()), Width::Narrow).unwrap();
    assert_eq!(
        scene.marks.iter().map(|mark| mark.pen.n).sum::<usize>(),
        5000
    );
    assert!(crate::svg::inline(&scene).len() < 500_000);
}

#[test]
fn dates_lie_on_a_calendar_and_bounds_have_arrows() {
    let month = Month::new(2023, 5).unwrap();
    let mut chart = chart(vec![
        ScatterPoint {
            at: Position::Day(month, 17),
            value: Quantity::at_least(40.0, UNIT),
            ..point("a", 1.0, 40.0, 1.0)
        },
        ScatterPoint {
            at: Position::Month(month.plus(14)),
            ..point("b", 1.0, 60.0, 1.0)
        },
    ]);
    chart.x = None;
    chart.size = None;
    assert_eq!(chart.account().series[0].uncertain, 1);
    for scene in sound(&chart) {
        assert!(scene.of(Role::Whisker).count() == 2);
        assert!(says(&scene, "Jan 2024") || says(&scene, "2024"));
    }
}

#[test]
fn curves_end_at_the_edges() {
    let mut chart = chart(vec![point("in", 1e24, 50.0, 4.0)]);
    let at = |exponent: f64| Position::Number(libm::pow(10.0, exponent));
    chart.fits = vec![FitLine {
        name: "Fit of 179".to_owned(),
        hue: Hue::Orange,
        points: vec![(at(19.0), -50.0), (at(29.0), 150.0)],
        ribbon: [19.0, 29.0]
            .iter()
            .filter_map(|&exponent| {
                let reach = Quantity::range(-80.0, 180.0, UNIT).ok()?;
                Some(RibbonPoint {
                    at: at(exponent),
                    reach,
                })
            })
            .collect(),
        ribbon_name: "90% CI".to_owned(),
    }];
    for scene in sound(&chart) {
        let panel = scene.panels[0].grown(0.1);
        for mark in scene.of(Role::Line).chain(scene.of(Role::Band)) {
            assert!(panel.holds(&mark.shape.bounds()), "{mark:?}");
        }
        assert!(says(&scene, "90% CI"));
    }
}

#[test]
fn bad_numbers_are_refused() {
    let bad = |x, y, size| {
        refused(chart(vec![
            point("a", 1e24, 5.0, 1.0),
            point("b", x, y, size),
        ]))
    };
    assert!(matches!(bad(0.0, 5.0, 1.0), PlotError::NotPositive { .. }));
    assert!(matches!(
        bad(f64::NAN, 5.0, 1.0),
        PlotError::NotFinite { .. }
    ));
    assert!(matches!(
        bad(1e24, f64::INFINITY, 1.0),
        PlotError::NotFinite { .. }
    ));
    for size in [0.0, -1.0, f64::NAN, f64::INFINITY] {
        let error = bad(1e24, 5.0, size);
        assert!(matches!(error, PlotError::BadSize { .. }));
        assert!(error.to_string().ends_with("which is no area"), "{error}");
    }
    let year = ScatterPoint {
        at: Position::Year(2024),
        ..point("a", 1.0, 5.0, 1.0)
    };
    let mixed = chart(vec![point("a", 1e24, 5.0, 1.0), year]);
    assert!(matches!(refused(mixed), PlotError::MixedPositions { .. }));
    let mut chart = chart(vec![point("a", 1e24, 5.0, 1.0)]);
    chart.x = Some(measure(Extent::LogBetween(0.0, 1e27)));
    let error = refused(chart);
    assert_eq!(
        error.to_string(),
        "`0` to `1000000000000000000000000000` makes no axis for `Share of models`"
    );
}
