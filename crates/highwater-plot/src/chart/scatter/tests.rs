//! Points in a plane: what is counted, what is drawn over what, and what is refused.

use highwater_facts::Month;

use super::*;
use crate::chart::testing::{UNIT, draw, measure, numbers, refused, says, sound};
use crate::{Extent, Mark, Role, Scene, Shape, Width};

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
        counts: Vec::new(),
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
fn a_curve_tells_its_number_and_its_reach_along_it() {
    let mut chart = chart(vec![point("in", 1e24, 50.0, 4.0)]);
    let at = |step: u32| Position::Number(libm::pow(10.0, 20.0 + f64::from(step) / 20.0));
    // From 10 to 60, beyond the edge of the panel at both ends.
    let points: Vec<(Position, f64)> = (0..=100)
        .map(|i| (at(i), 10.0 + f64::from(i) / 2.0))
        .collect();
    let ribbon = points.iter().map(|&(at, y)| RibbonPoint {
        at,
        reach: Quantity::range(y - 5.0, y + 5.0, UNIT).unwrap(),
    });
    chart.fits = vec![FitLine {
        name: "Fit".to_owned(),
        hue: Hue::Orange,
        ribbon: ribbon.collect(),
        points,
        ribbon_name: "90% CI".to_owned(),
    }];
    for scene in sound(&chart) {
        let told: Vec<_> = scene.of(Role::Place).collect();
        assert!((5..=24).contains(&told.len()), "{}", told.len());
        let curve = scene.of(Role::Line).next().unwrap();
        let curve = curve.shape.bounds().grown(1.5);
        for mark in &told {
            assert_eq!((mark.pen.paint.fill, mark.pen.paint.stroke), (None, None));
            assert!(curve.holds(&mark.shape.bounds()), "{mark:?}");
            let (number, reach) = mark.pen.y.split_once(" (").unwrap();
            let number: f64 = number.trim_end_matches('%').parse().unwrap();
            let low: f64 = reach.split(['%', '–']).next().unwrap().parse().unwrap();
            assert!((number - 5.0 - low).abs() <= 1.0, "{}", mark.pen.y);
        }
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
        assert!(
            error.to_string().contains("which is not an area"),
            "{error}"
        );
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
        "`0` to `1000000000000000000000000000` makes no axis for `Share of models`: give the lower end first, and positive ends to a logarithmic axis"
    );
}

/// Points with two arrows, of which one is an eighth as long as the other, at a right angle in units.
fn axes(x: Extent, y: Extent, points: Vec<ScatterPoint>) -> Scatter {
    let arrow = |name: &str, dx: f64, dy: f64| Arrow {
        name: name.to_owned(),
        hue: Hue::Orange,
        from: (Position::Number(10.0), 5.0),
        to: (Position::Number(10.0 + dx), 5.0 + dy),
    };
    Scatter {
        x: Some(measure(x)),
        y: measure(y),
        size: None,
        arrows: vec![
            arrow("PC1, 98% of variance", 8.0, 2.0),
            arrow("PC2, 2% of variance", -0.25, 1.0),
        ],
        equal: true,
        ..chart(points)
    }
}

fn cloud() -> Vec<ScatterPoint> {
    numbers(60)
        .zip(numbers(97).skip(37))
        .map(|(one, other)| point("a", 2.0 + 16.0 * one, 3.0 + 4.0 * one + other, 1.0))
        .collect()
}

/// Returns the pixels of a unit on both axes of the first panel.
fn pixels_of_a_unit(scene: &Scene) -> [f64; 2] {
    let panel = scene.panels[0];
    let length = |i: usize| scene.axes[i].scale.high - scene.axes[i].scale.low;
    // The axis that runs up is noted first.
    [panel.width() / length(1), panel.height() / length(0)]
}

/// Returns the directions of the two shafts, in pixels.
fn directions(scene: &Scene) -> Vec<(f64, f64)> {
    let lines = scene.of(Role::Line).filter_map(|mark| match &mark.shape {
        Shape::Polyline(ends) => Some((ends[1].0 - ends[0].0, ends[1].1 - ends[0].1)),
        _ => None,
    });
    lines.collect()
}

#[test]
fn on_equal_scales_orthogonal_arrows_look_so() {
    for scene in sound(&axes(Extent::Around, Extent::Around, cloud())) {
        let [x, y] = pixels_of_a_unit(&scene);
        assert!((x / y - 1.0).abs() < 0.01, "{x} {y}");
        let shafts = directions(&scene);
        let ((ax, ay), (bx, by)) = (shafts[0], shafts[1]);
        let cosine = (ax * bx + ay * by) / (ax * ax + ay * ay).sqrt() / (bx * bx + by * by).sqrt();
        assert!(cosine.abs() < 0.03, "{cosine}");
        assert!(says(&scene, "PC1, 98% of variance") && says(&scene, "PC2, 2% of variance"));
    }
    // On scales of their own they do not.
    let mut own = axes(Extent::Around, Extent::Around, cloud());
    own.equal = false;
    let scene = draw(own, Width::Wide).unwrap();
    let [x, y] = pixels_of_a_unit(&scene);
    assert!(y / x > 1.5, "{x} {y}");
}

#[test]
fn a_picture_of_equal_scales_is_neither_too_flat_nor_too_tall() {
    let flat = numbers(40).map(|part| point("a", 20.0 * part, 5.0 + part / 100.0, 1.0));
    let tall = numbers(40).map(|part| point("a", 10.0 + part / 100.0, 90.0 * part, 1.0));
    for points in [flat.collect::<Vec<_>>(), tall.collect()] {
        for scene in sound(&axes(Extent::Around, Extent::Around, points)) {
            let panel = scene.panels[0];
            let shape = panel.height() / panel.width();
            assert!((0.32..1.6).contains(&shape), "{shape}");
            let [x, y] = pixels_of_a_unit(&scene);
            assert!((x / y - 1.0).abs() < 0.01, "{x} {y}");
        }
    }
}

#[test]
fn on_equal_scales_no_point_is_off_and_no_tick_lies_beyond_given_ends() {
    let chart = axes(
        Extent::Between(0.0, 30.0),
        Extent::Between(0.0, 8.0),
        vec![point("in", 5.0, 5.0, 1.0), point("above", 5.0, 9.0, 1.0)],
    );
    assert!(chart.account().drops.is_empty());
    for scene in sound(&chart) {
        assert_eq!(scene.of(Role::Point).count(), 2);
        let up = &scene.axes[0];
        assert!(up.scale.high >= 9.0);
        assert!(up.ticks.iter().all(|tick| tick.at <= 8.0), "{:?}", up.ticks);
    }
}

#[test]
fn an_arrow_of_no_length_is_named_and_not_drawn() {
    let mut chart = axes(Extent::Around, Extent::Around, cloud());
    chart.arrows[1].to = chart.arrows[1].from;
    chart.arrows[1].name = "PC2, 0% of variance".to_owned();
    for scene in sound(&chart) {
        assert_eq!(directions(&scene).len(), 1);
        assert!(says(&scene, "PC2, 0% of variance"));
    }
    let words = chart.describe();
    assert!(
        words.contains("Arrow: PC1, 98% of variance, from 10 5 to 18 7."),
        "{words}"
    );
}

#[test]
fn one_point_and_equal_points_have_equal_scales() {
    for points in [
        vec![point("a", 10.0, 5.0, 1.0)],
        vec![point("a", 10.0, 5.0, 1.0); 30],
    ] {
        let mut chart = axes(Extent::Around, Extent::Around, points);
        chart.arrows.clear();
        for scene in sound(&chart) {
            let [x, y] = pixels_of_a_unit(&scene);
            assert!((x / y - 1.0).abs() < 0.01, "{x} {y}");
        }
    }
}

#[test]
fn arrows_and_scales_that_make_no_sense_are_refused() {
    let error = refused(axes(Extent::Log, Extent::Around, cloud()));
    assert_eq!(
        error.to_string(),
        "`Share of models, log scale` and `Share of models` have no unit in common: equal scales need two even axes"
    );
    let mut dates = axes(Extent::Around, Extent::Around, Vec::new());
    dates.series[0].points = vec![ScatterPoint {
        at: Position::Year(2024),
        ..point("a", 1.0, 5.0, 1.0)
    }];
    let error = refused(dates.clone());
    assert!(error.to_string().starts_with("`the dates` and"), "{error}");
    dates.equal = false;
    assert!(matches!(refused(dates), PlotError::MixedPositions { .. }));
    for bad in [f64::NAN, f64::INFINITY] {
        let mut chart = axes(Extent::Around, Extent::Around, cloud());
        chart.arrows[0].to.1 = bad;
        assert!(matches!(refused(chart), PlotError::NotFinite { .. }));
    }
    let mut off = axes(Extent::Around, Extent::Between(0.0, 5.5), cloud());
    off.equal = false;
    let error = refused(off);
    assert_eq!(
        error.to_string(),
        "`PC1, 98% of variance` lies at `7`, off the axis `Share of models`: give the axis wider ends, or none"
    );
}

/// Points at the middles of years with their counts, in two rows.
fn counted(years: i32, counts: impl Fn(i32) -> u64) -> Scatter {
    let row = |name: &str, hue, factor| CountRow {
        name: name.to_owned(),
        hue,
        counts: (0..years)
            .map(|i| (Position::Year(2010 + i), factor * counts(i)))
            .collect(),
    };
    let july = |i: i32| Position::Day(Month::new(2010 + i, 7).unwrap(), 15);
    let points = (0..years).map(|i| ScatterPoint {
        at: july(i),
        ..point("paper", 0.0, 50.0, 1.0)
    });
    Scatter {
        x: None,
        counts: vec![
            row("n, with industry", Hue::Blue, 1),
            row("n, academia alone", Hue::Orange, 10),
        ],
        ..chart(points.collect())
    }
}

/// The middles and texts of the counts of a row.
fn written(scene: &Scene, row: &str) -> Vec<(f64, String)> {
    let values = scene.of(Role::Value).filter(|mark| mark.pen.series == row);
    values
        .filter_map(|mark| Some((mark.shape.bounds().middle().0, mark.text()?.text.clone())))
        .collect()
}

#[test]
fn counts_stand_under_their_positions_in_all_rows_or_none() {
    for years in [1, 2, 7, 15, 40] {
        let chart = counted(years, |i| 3 + 20 * i as u64);
        for scene in sound(&chart) {
            let rows = ["n, with industry", "n, academia alone"].map(|row| written(&scene, row));
            assert!(!rows[0].is_empty());
            let middles = |row: &[(f64, String)]| -> Vec<i64> {
                row.iter().map(|(x, _)| (x / 4.0).round() as i64).collect()
            };
            assert_eq!(rows[0].len(), rows[1].len());
            if rows[0].len() > 2 {
                let inner = 1..rows[0].len() - 1;
                let [one, other] = [0, 1].map(|i| middles(&rows[i])[inner.clone()].to_vec());
                let near = one.iter().zip(&other).all(|(a, b)| (a - b).abs() <= 1);
                assert!(near, "{one:?} {other:?}");
            }
            assert!(says(&scene, "n, with industry"));
        }
        let last = format!("{} {}", 2009 + years, 3 + 20 * (years - 1));
        assert!(chart.describe().contains(&last), "{}", chart.describe());
    }
}

#[test]
fn counts_without_room_are_thinned_and_one_stands_at_a_tick() {
    let scene = draw(counted(15, |i| 1000 + i as u64), Width::Narrow).unwrap();
    let row = written(&scene, "n, academia alone");
    let counts: Vec<&str> = row.iter().map(|(_, text)| text.as_str()).collect();
    let ticks = scene.of(Role::Tick).filter_map(Mark::text);
    let ticks: Vec<f64> = ticks.map(|text| text.bounds().middle().0).collect();
    let has_tick = |x: f64| ticks.iter().any(|tick| (tick - x).abs() < 0.6);
    let at_ticks = row.iter().filter(|(x, _)| has_tick(*x)).count();
    assert!(counts.len() < 15 && counts.len() >= 3, "{counts:?}");
    assert!(at_ticks >= 1, "{row:?} {ticks:?}");
}

#[test]
fn a_count_without_a_point_makes_the_axis_longer() {
    let mut chart = counted(3, |_| 7);
    chart.counts[0].counts.push((Position::Year(2020), 0));
    for scene in sound(&chart) {
        let row = written(&scene, "n, with industry");
        assert_eq!(row.last().map(|(_, text)| text.as_str()), Some("0"));
    }
}

#[test]
fn counts_that_have_no_place_are_refused() {
    let mut chart = counted(3, |_| 7);
    chart.counts[0].counts.push((Position::Year(2011), 8));
    assert_eq!(
        refused(chart).to_string(),
        "`n, with industry` has two counts at `2011`: give one for each position"
    );
    let mut chart = counted(3, |_| 7);
    chart.counts[1].counts[0].0 = Position::Number(2010.0);
    assert!(matches!(refused(chart), PlotError::MixedPositions { .. }));
    let mut chart = super::tests::chart(vec![point("in", 1e24, 50.0, 4.0)]);
    chart.counts = vec![CountRow {
        name: "n".to_owned(),
        hue: Hue::Blue,
        counts: vec![(Position::Number(1e20), 3)],
    }];
    assert!(matches!(refused(chart), PlotError::OffAxis { .. }));
}
