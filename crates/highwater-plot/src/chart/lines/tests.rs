//! Lines: the heights of gaps, the names of points, columns with dots.

use highwater_facts::Month;

use super::*;
use crate::bounds::Bounds;
use crate::chart::testing::{UNIT, draw, measure, numbers, says, sound};
use crate::mark::Shape;
use crate::{Extent, Role, Scene, Width};

fn month(i: usize) -> Position {
    Position::Month(Month::new(2022, 1).unwrap().plus(i as i32 * 3))
}

/// Two series of rising scores with a gap between them that is spoken of at each point.
fn chart(lower: &[f64], upper: &[f64], named: bool) -> Lines {
    let series = |name: &str, hue, scores: &[f64]| {
        LineSeries::new(
            name,
            hue,
            scores.iter().enumerate().map(|(i, &score)| {
                LinePoint::new(month(i), Quantity::exact(score, UNIT)).name(if named {
                    format!("{name}-{i}")
                } else {
                    String::new()
                })
            }),
        )
    };
    Lines::new(
        measure(Extent::FromZero),
        [
            series("Open", Hue::Blue, lower),
            series("Closed", Hue::Orange, upper),
        ],
    )
    .gap(
        GapBand::new(0, 1)
            .labels((0..lower.len()).map(|i| (month(i), format!("gap{i} points{i}")))),
    )
}

fn ends(points: &[(f64, f64)]) -> Option<[(f64, f64); 2]> {
    match points {
        [from, to] => Some([*from, *to]),
        _ => None,
    }
}

/// The heights that are written though they lie neither in the band beside their gap nor at a leader
/// that ends there, and the number of those that are sound.
fn astray(scene: &Scene, n: usize) -> (Vec<String>, usize) {
    let leaders: Vec<[(f64, f64); 2]> = scene
        .of(Role::Leader)
        .filter_map(|mark| match &mark.shape {
            Shape::Polyline(points) => ends(points),
            _ => None,
        })
        .collect();
    // The gaps are drawn first, in order.
    let gaps: Vec<[(f64, f64); 2]> = leaders.iter().take(n).copied().collect();
    let (mut found, mut sound) = (Vec::new(), 0);
    for (i, [(x, one), (_, other)]) in gaps.iter().enumerate() {
        let line = Bounds {
            left: *x,
            top: one.min(*other),
            right: *x,
            bottom: one.max(*other),
        };
        let words = [format!("gap{i}"), format!("points{i}")];
        for (_, text) in scene.texts() {
            if !text
                .text
                .split(' ')
                .any(|word| words.iter().any(|w| w == word))
            {
                continue;
            }
            let area = text.bounds();
            let beside = line.grown(1.0 + 16.5).overlaps(&area);
            let within = scene.of(Role::Band).any(|band| band.holds(&area));
            let led = leaders[n..]
                .iter()
                .any(|[from, to]| area.grown(18.0).has(*from) && line.grown(6.0).has(*to));
            if (beside && within) || led {
                sound += 1;
            } else {
                found.push(format!("{} {area:?}", text.text));
            }
        }
    }
    (found, sound)
}

#[test]
fn the_height_of_a_gap_lies_in_it_or_has_a_leader() {
    let mut drawn = 0;
    for n in [2, 3, 5] {
        for seed in 0..40 {
            let mut parts = numbers(4 * n * (seed + 1)).skip(4 * n * seed);
            let mut lower: Vec<f64> = parts.by_ref().take(n).map(|x| 5.0 + 60.0 * x).collect();
            lower.sort_by(f64::total_cmp);
            let upper: Vec<f64> = lower
                .iter()
                .zip(parts)
                .map(|(x, y)| x + 40.0 * y * y)
                .collect();
            for width in Width::ALL {
                let scene = draw(chart(&lower, &upper, seed % 2 == 0), width).unwrap();
                let (found, sound) = astray(&scene, n);
                assert!(found.is_empty(), "{n} {seed} {width:?}: {found:?}");
                drawn += sound;
            }
        }
    }
    assert!(drawn > 500, "{drawn}");
}

#[test]
fn a_steep_narrow_gap_has_its_height_outside_with_a_leader() {
    let lower = [26.1, 28.3, 63.4, 68.2, 68.9];
    let upper = [43.9, 43.9, 70.0, 86.4, 86.4];
    for scene in sound(&chart(&lower, &upper, false)) {
        assert!(says(&scene, "gap2 points2"));
        assert_eq!(astray(&scene, 5).0, Vec::<String>::new());
        let text = scene.texts().find(|(_, text)| text.text == "gap2 points2");
        let area = text.unwrap().1.bounds();
        assert!(!scene.of(Role::Band).any(|band| band.touches(&area)));
    }
}

#[test]
fn the_name_of_a_point_stays_where_its_number_goes() {
    let lower = [26.1, 28.3, 63.4, 68.2, 68.9];
    let upper = [43.9, 43.9, 70.0, 86.4, 86.4];
    let mut chart = chart(&lower, &upper, true);
    for point in chart
        .series
        .iter_mut()
        .flat_map(|series| &mut series.points)
    {
        point.written = true;
    }
    for scene in sound(&chart) {
        for series in ["Open", "Closed"] {
            for i in 0..5 {
                assert!(says(&scene, &format!("{series}-{i}")), "{series}-{i}");
            }
        }
    }
}

#[test]
fn a_name_that_goes_on_is_written_at_its_start_and_its_end() {
    let mut chart = chart(&[10.0, 20.0, 30.0, 40.0], &[50.0, 60.0, 70.0, 80.0], true);
    for point in &mut chart.series[1].points {
        point.name = "GPT-4".to_owned();
    }
    for scene in sound(&chart) {
        let texts = scene
            .texts()
            .filter(|(_, text)| text.text.contains("GPT-4"));
        assert_eq!(texts.count(), 2);
    }
}

/// Totals above columns and dots on the same places.
fn with_columns(bars: &[f64], dots: &[f64]) -> Lines {
    let point =
        |(i, value): (usize, &f64)| ColumnPoint::new(month(i), Quantity::exact(*value, UNIT));
    let mut chart = chart(bars, bars, false);
    chart.gap = None;
    chart.series.truncate(1);
    chart.columns = Some(
        Columns::new(
            measure(Extent::FromZero),
            "stated",
            Hue::Blue,
            bars.iter().enumerate().map(point),
        )
        .dots("implied", Hue::Orange, dots.iter().enumerate().map(point)),
    );
    chart
}

#[test]
fn columns_and_dots_stand_on_their_place() {
    for scene in sound(&with_columns(&[12.0, 35.0, 70.0], &[20.0, 58.0, 99.0])) {
        let middles = |role| {
            let marks = scene
                .of(role)
                .filter(|mark| mark.pen.series == "stated" || mark.pen.series == "implied");
            let xs: Vec<f64> = marks.map(|mark| mark.shape.bounds().middle().0).collect();
            xs
        };
        let (bars, dots) = (middles(Role::Bar), middles(Role::Point));
        assert_eq!((bars.len(), dots.len()), (3, 3));
        for (bar, dot) in bars.iter().zip(&dots) {
            assert!((bar - dot).abs() < 0.11, "{bars:?} {dots:?}");
        }
    }
}

#[test]
fn either_all_columns_and_dots_have_their_number_or_only_the_last() {
    for n in [2, 3, 5, 8, 13, 30] {
        let bars: Vec<f64> = numbers(n).map(|x| 1.0 + 50.0 * x).collect();
        let dots: Vec<f64> = bars.iter().map(|x| 1.3 * x).collect();
        for scene in sound(&with_columns(&bars, &dots)) {
            let written = |name: &str| {
                let texts = scene.of(Role::Value).filter(|mark| mark.pen.series == name);
                texts.count()
            };
            let written = [written("stated"), written("implied")];
            // A last column between its neighbours and its dot may have no room either.
            let fits = [[n, n], [1, 1], [0, 1]].contains(&written);
            assert!(fits, "{n}: {written:?}");
        }
    }
}
