//! Small multiples: what stands once, what is counted, and what is refused.

use highwater_facts::{Month, Quantity};

use super::*;
use crate::axis::Direction;
use crate::chart::testing::{UNIT, draw, measure, numbers, refused, says, sound};
use crate::{Extent, Hue, Position, Role, Scene, Width};

fn point(name: &str, x: f64, y: f64) -> ScatterPoint {
    ScatterPoint {
        name: name.to_owned(),
        at: Position::Number(x),
        value: Quantity::exact(y, UNIT),
        size: 1.0,
        labelled: false,
    }
}

fn facet(title: &str, points: Vec<ScatterPoint>) -> ScatterFacet {
    ScatterFacet {
        title: title.to_owned(),
        series: vec![ScatterSeries {
            name: "All".to_owned(),
            hue: Hue::Blue,
            faint: false,
            points,
        }],
        fits: Vec::new(),
        references: vec![Reference {
            at: 25.0,
            name: "Chance".to_owned(),
        }],
        empty: "No model with known compute".to_owned(),
    }
}

fn cloud(n: usize) -> Vec<ScatterPoint> {
    numbers(n)
        .zip(numbers(n + 41).skip(41))
        .enumerate()
        .map(|(i, (one, other))| {
            let y = 20.0 + 40.0 * one + 30.0 * other;
            point(&format!("Model {i}"), libm::pow(10.0, 21.0 + 5.0 * one), y)
        })
        .collect()
}

fn chart(facets: Vec<ScatterFacet>) -> ScatterFacets {
    ScatterFacets {
        x: Some(measure(Extent::LogBetween(1e21, 1e26))),
        y: measure(Extent::Between(0.0, 100.0)),
        point: Noun::new("model", "models"),
        facets,
    }
}

fn several(n: usize) -> ScatterFacets {
    let facets = (0..n).map(|i| facet(&format!("Benchmark {i}"), cloud(10 + i)));
    chart(facets.collect())
}

/// Returns how often a text stands in the picture.
fn times(scene: &Scene, words: &str) -> usize {
    scene.texts().filter(|(_, text)| text.text == words).count()
}

/// Returns how many panels stand in the first row.
fn columns(scene: &Scene) -> usize {
    let top = scene.panels[0].top;
    scene.panels.iter().filter(|panel| panel.top == top).count()
}

#[test]
fn the_number_of_planes_says_how_many_stand_side_by_side() {
    for (n, wide, narrow) in [
        (1, 1, 1),
        (2, 2, 1),
        (3, 3, 1),
        (4, 2, 2),
        (6, 3, 2),
        (8, 4, 2),
        (9, 3, 2),
        (11, 4, 2),
    ] {
        let scenes = sound(&several(n));
        assert_eq!(scenes.each_ref().map(columns), [wide, narrow], "{n}");
        for scene in scenes {
            assert_eq!(scene.panels.len(), n);
            let first = scene.panels[0];
            for panel in &scene.panels {
                assert!((panel.width() - first.width()).abs() < 1e-9);
                assert!((panel.height() - first.height()).abs() < 1e-9);
            }
        }
    }
}

#[test]
fn all_planes_have_the_same_axes_and_outer_ones_the_texts() {
    // Eleven planes in rows of four: the last row lacks one, and the plane above it has texts.
    let scene = &sound(&several(11))[0];
    for direction in [Direction::Across, Direction::Up] {
        let axes: Vec<_> = scene
            .axes
            .iter()
            .filter(|axis| axis.direction == direction)
            .collect();
        assert_eq!(axes.len(), 11);
        assert!(axes.iter().all(|axis| axis.scale == axes[0].scale));
        assert!(axes.iter().all(|axis| axis.ticks == axes[0].ticks));
    }
    assert_eq!(times(scene, "100"), 3);
    assert_eq!(times(scene, "10²²"), 4);
    let above = scene.panels[7];
    let is_below = |b: crate::Bounds| b.left > above.left - 20.0 && b.top > above.bottom;
    let texts = scene.of(Role::Tick).filter(|mark| is_below(mark.bounds()));
    assert!(texts.count() >= 3);
}

#[test]
fn what_several_planes_share_is_named_once() {
    let mut chart = several(4);
    let at = |exponent: i32| Position::Number(libm::pow(10.0, f64::from(exponent)));
    for facet in &mut chart.facets {
        facet.fits = vec![FitLine {
            name: "Mean".to_owned(),
            hue: Hue::Orange,
            points: vec![(at(22), 30.0), (at(25), 70.0)],
            ribbon: Vec::new(),
            ribbon_name: String::new(),
        }];
    }
    for scene in sound(&chart) {
        assert_eq!((times(&scene, "Chance"), times(&scene, "Mean")), (1, 1));
        assert_eq!(scene.of(Role::Reference).count(), 4);
        assert_eq!(scene.of(Role::Key).count(), 1);
    }
    // A curve of one plane is named there, and so is a reference of another name.
    chart.facets[2].fits[0].name = "Mean of three".to_owned();
    chart.facets[3].references[0].name = "A guess".to_owned();
    for scene in sound(&chart) {
        assert!(says(&scene, "Mean of three") && says(&scene, "A guess"));
        assert_eq!(scene.of(Role::Key).count(), 1);
    }
    // Several series have a key each, whichever plane they are in.
    chart.facets[3].series[0].name = "Others".to_owned();
    chart.facets[3].series[0].hue = Hue::Green;
    for scene in sound(&chart) {
        assert_eq!((times(&scene, "All"), times(&scene, "Others")), (1, 1));
    }
}

#[test]
fn a_plane_without_points_says_so_and_is_not_dropped() {
    let chart = chart(vec![
        facet("MMLU", cloud(140)),
        facet("GSM1k", Vec::new()),
        facet("Far off", vec![point("a", 1e30, 50.0)]),
        ScatterFacet {
            empty: String::new(),
            ..facet("BBH", Vec::new())
        },
    ]);
    for scene in sound(&chart) {
        assert_eq!(scene.panels.len(), 4);
        assert_eq!(times(&scene, "MMLU") + times(&scene, "140 models"), 2);
        assert_eq!(times(&scene, "0 models"), 2);
        assert!(says(&scene, "No model with known compute") && says(&scene, "No models"));
        assert!(says(&scene, "1 of 1 model lies off the range"));
        assert!(says(&scene, "1 of 141 models lies off the range."));
    }
    let account = chart.account();
    assert_eq!((account.series.len(), account.series[0].points), (1, 141));
    assert_eq!(account.drops[0].points, 1);
    let ys = || cloud(140).into_iter().map(|point| point.value.middle());
    let (low, high) = (ys().fold(f64::MAX, f64::min), ys().fold(0.0, f64::max));
    let said = format!("MMLU: 140 models. All: 140 models, from {low:.1} to {high:.1}. GSM1k");
    assert!(chart.describe().starts_with(&said), "{said}");
    let words = chart.describe();
    assert!(words.contains("GSM1k: 0 models. No model with known compute. Far off: 1 model."));
}

#[test]
fn names_stand_at_their_points_or_are_counted() {
    let mut crowd = cloud(60);
    for point in &mut crowd {
        point.labelled = true;
    }
    let mut chart = several(4);
    chart.facets[0].series[0].points = crowd;
    for scene in sound(&chart) {
        let all = scene.of(Role::Label);
        let names: Vec<_> = all.filter(|mark| mark.pen.series == "All").collect();
        let left_out = 60 - names.len();
        assert!(!names.is_empty() && left_out > 0, "{left_out}");
        let note = format!("{left_out} of 60 names find no room; the data hold them all.");
        assert!(says(&scene, &note), "{note}");
        let points: Vec<_> = scene.of(Role::Point).collect();
        for name in names {
            let text = &name.text().unwrap().text;
            let gap = |mark: &&&crate::Mark| {
                let (b, p) = (name.bounds(), mark.bounds().middle());
                let near = b.nearest(p);
                (near.0 - p.0).abs() + (near.1 - p.1).abs()
            };
            let nearest = points.iter().min_by(|a, b| gap(a).total_cmp(&gap(b)));
            assert_eq!(&nearest.unwrap().pen.x, text);
        }
    }
    // The description has them all.
    assert!((0..60).all(|i| chart.describe().contains(&format!("Model {i} at "))));
}

#[test]
fn a_few_names_in_a_crowd_have_leaders() {
    let mut chart = several(4);
    chart.facets[0].series[0].points = cloud(140);
    let points = &mut chart.facets[0].series[0].points;
    for i in [30, 60, 90] {
        points[i].labelled = true;
    }
    for scene in sound(&chart) {
        for i in [30, 60, 90] {
            assert!(says(&scene, &format!("Model {i}")), "{i}");
        }
    }
}

#[test]
fn dates_and_bounds_find_their_place() {
    let month = Month::new(2023, 5).unwrap();
    let dated = |i: i32, value| ScatterPoint {
        at: Position::Day(month.plus(7 * i), 9),
        value,
        labelled: true,
        ..point(&format!("Model {i}"), 1.0, 1.0)
    };
    let mut chart = several(8);
    chart.x = None;
    for (i, facet) in chart.facets.iter_mut().enumerate() {
        let bound = Quantity::at_least(40.0, UNIT);
        facet.series[0].points = vec![
            dated(i as i32 % 5, Quantity::exact(60.0, UNIT)),
            dated(4 - i as i32 % 3, bound),
        ];
    }
    assert_eq!(chart.account().series[0].uncertain, 8);
    for scene in sound(&chart) {
        // Two whiskers are one arrow.
        assert_eq!(scene.of(Role::Whisker).count(), 16);
        assert!(says(&scene, "2024") && says(&scene, "2025"));
    }
}

#[test]
fn one_point_and_equal_points_are_drawn() {
    for points in [
        vec![point("a", 1e24, 50.0)],
        vec![point("a", 1e24, 50.0); 9],
    ] {
        for extents in [
            (Extent::Log, Extent::Log),
            (Extent::Around, Extent::FromZero),
        ] {
            let mut chart = chart(vec![
                facet("One", points.clone()),
                facet("None", Vec::new()),
            ]);
            chart.x = Some(measure(extents.0));
            chart.y = measure(extents.1);
            for width in Width::ALL {
                let scene = draw(chart.clone(), width).unwrap();
                assert_eq!(scene.of(Role::Point).count(), points.len());
            }
        }
    }
}

#[test]
fn long_titles_are_broken_into_lines() {
    let long = "A benchmark of questions that nobody has answered so far";
    let facets = (0..8).map(|i| facet(&format!("{long} {i}"), cloud(3)));
    for scene in sound(&chart(facets.collect())) {
        assert!(scene.of(Role::PanelTitle).count() > 24);
        assert!(scene.words(Role::PanelTitle).contains("so far 7"));
    }
}

#[test]
fn bad_numbers_are_refused() {
    let nothing = PlotError::NothingToDraw {
        chart: "scatter facets",
    };
    assert_eq!(refused(chart(Vec::new())), nothing);
    assert_eq!(refused(chart(vec![facet("Empty", Vec::new())])), nothing);
    let bad = |x, y| {
        refused(chart(vec![
            facet("Good", cloud(3)),
            facet("Bad", vec![point("b", x, y)]),
        ]))
    };
    assert!(matches!(bad(0.0, 5.0), PlotError::NotPositive { .. }));
    assert!(matches!(bad(f64::NAN, 5.0), PlotError::NotFinite { .. }));
    assert!(matches!(
        bad(1e24, f64::INFINITY),
        PlotError::NotFinite { .. }
    ));
    let mut mixed = several(2);
    mixed.facets[1].series[0].points[0].at = Position::Year(2024);
    assert!(matches!(refused(mixed), PlotError::MixedPositions { .. }));
    let mut off = several(2);
    off.facets[1].references[0].at = 101.0;
    assert!(matches!(refused(off), PlotError::OffAxis { .. }));
}
