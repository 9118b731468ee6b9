//! What is coloured, what is blank, what is dotted, and what is refused.

use highwater_facts::{Format, Month};

use super::*;
use crate::chart::testing::{draw, measure, numbers, refused, says, sound};
use crate::{Ink, Mark, Role, Scene, Shade, Shape, Width};

/// Returns a plane that rises from 0 at the lower left to 100 at the upper right, over 10 by 10.
fn plane() -> Grid {
    let scale = Scale::linear(0.0, 10.0);
    Grid::sampled(scale, scale, 21, 21, |x, y| 5.0 * (x + y)).unwrap()
}

fn point(name: &str, x: f64, y: f64, z: f64) -> ContourPoint {
    ContourPoint::new(name, x, y, z)
}

/// The same with its colours everywhere, not where points support them.
fn everywhere(grid: Grid, points: Vec<ContourPoint>) -> Contour {
    Contour {
        support: Support::Everywhere,
        ..chart(grid, points)
    }
}

fn chart(grid: Grid, points: Vec<ContourPoint>) -> Contour {
    Contour::new(
        measure(Extent::Around),
        Measure {
            title: "Accuracy".to_owned(),
            ..measure(Extent::Around).format(Format::PERCENT)
        },
        grid,
        [20.0, 40.0, 60.0, 80.0],
        Noun::new("model", "models"),
        points,
    )
    .x(Measure {
        title: "Years".to_owned(),
        ..measure(Extent::Around)
    })
    .off_levels("no prediction")
}

fn triangle() -> Vec<ContourPoint> {
    vec![
        point("a", 2.0, 2.0, 20.0),
        point("b", 8.0, 3.0, 55.0),
        point("c", 5.0, 8.0, 65.0),
    ]
}

/// The ink that is seen at a place of the panel, given in parts of its width and height: that of the
/// last area drawn there.
fn seen(scene: &Scene, (x, y): (f64, f64)) -> Option<Ink> {
    let panel = scene.panels[0];
    let (x, y) = (
        panel.left + x * panel.width(),
        panel.bottom - y * panel.height(),
    );
    let spot = crate::Bounds {
        left: x - 0.1,
        top: y - 0.1,
        right: x + 0.1,
        bottom: y + 0.1,
    };
    let areas = scene.of(Role::Band).filter(|mark| mark.touches(&spot));
    areas.last().and_then(|mark| mark.pen.paint.fill)
}

fn dots(scene: &Scene) -> Vec<&Mark> {
    scene.of(Role::Point).collect()
}

#[test]
fn each_step_has_its_colour_and_what_lies_off_the_levels_has_none() {
    let [low, middle, high] = Shade::steps(3).try_into().unwrap();
    let chart = everywhere(plane(), triangle());
    for scene in sound(&chart) {
        for (at, ink) in [
            // Along the diagonal: 10, 30, 50, 70 and 90 per cent.
            (0.1, Ink::Paper),
            (0.3, Ink::Shade(low)),
            (0.5, Ink::Shade(middle)),
            (0.7, Ink::Shade(high)),
            (0.9, Ink::Paper),
        ] {
            assert_eq!(seen(&scene, (at, at)), Some(ink), "{at}");
        }
        assert!(says(&scene, "below 20% and above 80%: no prediction"));
        let fills: Vec<_> = dots(&scene).iter().map(|m| m.pen.paint.fill).collect();
        let expected = [low, middle, high].map(|shade| Some(Ink::Shade(shade)));
        assert_eq!(fills, expected);
    }
}

#[test]
fn what_lies_outside_of_the_points_has_no_colour_and_dotted_lines() {
    let mut chart = chart(plane(), triangle());
    let dotted = |scene: &Scene| {
        let lines = scene.of(Role::Line);
        lines.filter(|mark| mark.pen.paint.dotted).count()
    };
    for scene in sound(&chart) {
        assert!(says(&scene, "extrapolated"));
        assert!(dotted(&scene) > 0);
        let [left, right] = [2.0, 8.0].map(|x| {
            let panel = scene.panels[0];
            panel.left + x / 10.0 * panel.width()
        });
        let is_shade = |mark: &&Mark| matches!(mark.pen.paint.fill, Some(Ink::Shade(_)));
        let coloured: Vec<&Mark> = scene.of(Role::Band).filter(is_shade).collect();
        assert!(coloured.len() >= 2);
        for mark in coloured {
            let bounds = mark.shape.bounds();
            assert!(bounds.left >= left - 0.1 && bounds.right <= right + 0.1);
        }
        // A line that data support is drawn through.
        let solid = scene.of(Role::Line).filter(|mark| !mark.pen.paint.dotted);
        for mark in solid {
            let bounds = mark.shape.bounds();
            assert!(
                bounds.left >= left - 0.2 && bounds.right <= right + 0.2,
                "{bounds:?}"
            );
        }
    }
    chart.support = Support::Everywhere;
    for scene in sound(&chart) {
        assert_eq!(dotted(&scene), 0);
        assert!(!says(&scene, "extrapolated"));
    }
}

#[test]
fn iso_lines_have_their_numbers_and_a_gap_for_each() {
    let chart = everywhere(plane(), triangle());
    for scene in sound(&chart) {
        let written = |text: &str| {
            scene
                .of(Role::Value)
                .any(|m| m.text().unwrap().text == text)
        };
        for text in ["20%", "40%", "60%", "80%"] {
            assert!(written(text), "{text}");
        }
        for number in scene.of(Role::Value) {
            let bounds = number.shape.bounds();
            for line in scene.of(Role::Line) {
                assert!(!line.touches(&bounds.grown(1.0)), "{:?}", number.text());
            }
        }
        // In two pieces each, along a straight line from edge to edge.
        let pieces = scene.of(Role::Line).filter(|line| line.pen.y == "40%");
        assert_eq!(pieces.count(), 2);
    }
}

#[test]
fn a_point_off_the_axes_is_left_out_and_one_off_the_levels_is_told() {
    let mut points = triangle();
    points.push(point("off the axis", 11.0, 5.0, 50.0));
    points.push(point("off the levels", 5.0, 5.0, 95.0));
    let chart = chart(plane(), points);
    assert_eq!(chart.account().series[0].points, 5);
    assert_eq!(chart.account().drops[0].points, 1);
    for scene in sound(&chart) {
        assert!(says(&scene, "1 of 5 models lies off the range."));
        assert!(says(
            &scene,
            "1 of 5 models lies outside of 20% to 80%, in the colour of the nearest step."
        ));
        let last = Shade::steps(3)[2];
        let dots = dots(&scene);
        assert_eq!(dots.len(), 4);
        assert_eq!(dots[3].pen.paint.fill, Some(Ink::Shade(last)));
        assert_eq!(dots[3].pen.label, "models, off the levels (5, 5): 95%");
    }
}

#[test]
fn dates_and_decades_are_axes_of_their_own() {
    let year = |year| Position::Year(year).coordinate();
    let grid = Grid::sampled(
        Scale::months(year(2019), year(2026)),
        Scale::log(1e20, 1e26),
        30,
        30,
        |x, y| (x - year(2019)) + 10.0 * (libm::log10(y) - 20.0),
    );
    let mut chart = chart(
        grid.unwrap(),
        [(2020, 3, 1e22), (2022, 11, 1e25), (2024, 5, 1e23)]
            .into_iter()
            .map(|(year, month, flop)| {
                ContourPoint::new(
                    format!("Model of {year}"),
                    Month::new(year, month).unwrap(),
                    flop,
                    50.0,
                )
                .labelled(true)
            })
            .collect(),
    );
    chart.x = None;
    chart.y = measure(Extent::Log);
    for scene in sound(&chart) {
        assert!(says(&scene, "10²⁴") && says(&scene, "2024"));
        for year in [2020, 2022, 2024] {
            assert!(says(&scene, &format!("Model of {year}")), "{year}");
        }
    }
    let words = chart.describe();
    assert!(
        words.contains("Model of 2022 at Nov 2022 10²⁵ 50%"),
        "{words}"
    );
}

#[test]
fn ends_that_are_given_cut_the_function() {
    let mut chart = chart(plane(), triangle());
    chart.y = measure(Extent::Between(4.0, 8.0));
    for scene in sound(&chart) {
        let panel = scene.panels[0].grown(0.1);
        let areas = scene.of(Role::Band).chain(scene.of(Role::Line));
        for mark in areas {
            assert!(panel.holds(&mark.shape.bounds()), "{mark:?}");
        }
        assert_eq!(dots(&scene).len(), 1);
    }
    // Ends beyond the grid leave paper around it.
    chart.y = measure(Extent::Between(-10.0, 20.0));
    for scene in sound(&chart) {
        assert_eq!(seen(&scene, (0.5, 0.1)), None);
        assert!(matches!(seen(&scene, (0.5, 0.5)), Some(Ink::Shade(_))));
    }
}

#[test]
fn fields_without_relief_are_drawn() {
    let scale = Scale::linear(0.0, 10.0);
    let flat = |z: f64| Grid::sampled(scale, scale, 5, 5, |_, _| z).unwrap();
    for (z, ink) in [
        (50.0, Ink::Shade(Shade::steps(3)[1])),
        (40.0, Ink::Shade(Shade::steps(3)[1])),
        (5.0, Ink::Paper),
        (95.0, Ink::Paper),
        (f64::MAX, Ink::Paper),
        (f64::MIN, Ink::Paper),
    ] {
        for scene in sound(&chart(flat(z), triangle())) {
            assert_eq!(seen(&scene, (0.5, 0.5)), Some(ink), "{z}");
        }
    }
}

#[test]
fn points_that_span_no_area_support_nothing() {
    let line = (0..9).map(|i| point("a", f64::from(i), f64::from(i), 50.0));
    let same = (0..9).map(|_| point("a", 5.0, 5.0, 50.0));
    for points in [
        line.collect(),
        same.collect::<Vec<_>>(),
        vec![point("a", 5.0, 5.0, 50.0)],
        vec![point("a", 50.0, 5.0, 50.0)],
    ] {
        let n = points.len();
        for scene in sound(&chart(plane(), points.clone())) {
            let is_shade = |mark: &&Mark| matches!(mark.pen.paint.fill, Some(Ink::Shade(_)));
            assert_eq!(scene.of(Role::Band).filter(is_shade).count(), 0);
            assert!(dots(&scene).len() <= n);
        }
    }
}

#[test]
fn many_points_and_a_large_rough_grid_stay_sound() {
    let points: Vec<ContourPoint> = numbers(3000)
        .zip(numbers(6000).skip(3000))
        .map(|(x, y)| {
            point("Some model", 10.0 * x, 10.0 * y * y, 1.0 + 99.0 * x).labelled(x < 0.01)
        })
        .collect();
    let z: Vec<f64> = numbers(Grid::MOST).map(|x| 100.0 * x).collect();
    let side: Vec<f64> = (0..500).map(|i| f64::from(i) / 49.9).collect();
    let rough = Grid::new(side.clone(), side, z).unwrap();
    for grid in [plane(), rough] {
        let scene = draw(chart(grid, points.clone()), Width::Wide).unwrap();
        assert_eq!(scene.marks.iter().map(|m| m.pen.n).sum::<usize>(), 3000);
        let found = crate::check::findings(&scene);
        assert!(found.is_empty(), "{:?}", found.first());
    }
}

#[test]
fn no_more_corners_are_drawn_than_are_seen() {
    let fine = |n| {
        let scale = Scale::linear(0.0, 10.0);
        let hill = |x: f64, y: f64| 100.0 - 2.0 * ((x - 5.0) * (x - 5.0) + (y - 5.0) * (y - 5.0));
        let grid = Grid::sampled(scale, scale, n, n, hill).unwrap();
        let scene = draw(chart(grid, triangle()), Width::Wide).unwrap();
        crate::svg::inline(&scene).len()
    };
    let (coarse, fine) = (fine(51), fine(500));
    assert!(fine < 40_000 && fine < 2 * coarse, "{coarse} {fine}");
}

#[test]
fn what_makes_no_grid_is_refused() {
    let two = || vec![1.0, 2.0];
    let error = |x, y, z| Grid::new(x, y, z).unwrap_err().to_string();
    assert_eq!(
        error(two(), two(), vec![1.0; 3]),
        "a grid of 2 columns and 2 rows has 3 numbers: give two columns and rows or more, one number \
         for each crossing, and at most 250000 numbers"
    );
    for (x, y) in [(vec![1.0], two()), (two(), Vec::new())] {
        let n = x.len() * y.len();
        assert!(matches!(
            Grid::new(x, y, vec![1.0; n]),
            Err(PlotError::BadGrid { .. })
        ));
    }
    assert_eq!(
        error(two(), two(), vec![1.0, 2.0, f64::NAN, 4.0]),
        "`grid` has at `column 1, row 2` the number `NaN`, which has no place on an axis: leave it out, and say why"
    );
    assert!(error(vec![1.0, f64::INFINITY], two(), vec![1.0; 4]).contains("column 2"));
    assert_eq!(
        error(two(), vec![2.0, 2.0], vec![1.0; 4]),
        "the rows of the grid go from `2` to `2`: give each once, the lowest first"
    );
    let scale = Scale::linear(0.0, 1.0);
    let huge = Grid::sampled(scale, scale, usize::MAX, 2, |_, _| 1.0);
    assert!(matches!(huge, Err(PlotError::BadGrid { .. })));
}

#[test]
fn what_makes_no_chart_is_refused() {
    let with = |change: &dyn Fn(&mut Contour)| {
        let mut chart = chart(plane(), triangle());
        change(&mut chart);
        refused(chart)
    };
    assert!(matches!(
        with(&|c| c.points.clear()),
        PlotError::NothingToDraw { .. }
    ));
    let few = with(&|c| c.levels.truncate(1));
    assert_eq!(few.to_string(), "the number of levels is 1: give 2 to 13");
    let many = |c: &mut Contour| c.levels = (0..14).map(f64::from).collect();
    assert!(matches!(with(&many), PlotError::BadLevels { .. }));
    assert!(matches!(
        with(&|c| c.levels.swap(1, 2)),
        PlotError::NotRising { .. }
    ));
    assert!(matches!(
        with(&|c| c.levels[3] = f64::INFINITY),
        PlotError::NotFinite { .. }
    ));
    assert!(matches!(
        with(&|c| c.points[1].z = f64::NAN),
        PlotError::NotFinite { .. }
    ));
    assert!(matches!(
        with(&|c| c.points[1].value = f64::NAN),
        PlotError::NotFinite { .. }
    ));
    assert!(matches!(
        with(&|c| c.points[1].at = Position::Year(2024)),
        PlotError::MixedPositions { .. }
    ));
    // The grid starts at zero.
    assert!(matches!(
        with(&|c| c.y = measure(Extent::Log)),
        PlotError::NotPositive { .. }
    ));
}

#[test]
fn nice_levels_hold_the_numbers_and_are_few() {
    for (low, high) in [(27.0, 86.4), (0.013, 0.019), (-3.0, 4e6), (2017.5, 2029.0)] {
        for most in 1..=20 {
            let levels = levels(low, high, most);
            assert!(
                levels::admit(&levels).is_ok(),
                "{low} {high} {most}: {levels:?}"
            );
            let (first, last) = (levels[0], levels[levels.len() - 1]);
            assert!(first <= low && last >= high, "{most}: {levels:?}");
        }
    }
    assert!(levels(5.0, 5.0, 8).is_empty());
    assert!(levels(f64::NAN, 5.0, 8).is_empty());
}

#[test]
fn points_are_outlined_so_that_they_are_seen_on_their_own_colour() {
    let chart = chart(plane(), triangle());
    for scene in sound(&chart) {
        for dot in dots(&scene) {
            assert_eq!(dot.pen.paint.stroke, Some(Ink::Text));
            assert!(matches!(dot.shape, Shape::Circle { .. }));
        }
    }
}
