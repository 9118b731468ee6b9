//! Specification curves: any number of analyses, the size of the file, and what is refused.

use super::*;
use crate::bounds::Bounds;
use crate::chart::testing::{draw, measure, numbers, refused, says, sound};
use crate::mark::Mark;
use crate::{Extent, Role, Scene, Width, svg};

/// Analyses with nine choices each, of which one in six has no estimate.
fn chart(n: usize) -> SpecCurve {
    let specs = numbers(n).enumerate().map(|(i, part)| {
        let estimate = (i % 6 != 5).then_some(2.0 * part - 1.0);
        Spec::new(estimate, (0..9).map(|d| (i / (d + 1)) % 3))
            .interval(estimate.map(|x| (x - 0.3, x + 0.2)))
            .group(if estimate.is_none() { 2 } else { i % 2 })
    });
    let group = |name: &str, hue| SpecGroup::new(name, hue);
    SpecCurve::new(
        measure(Extent::Around),
        (0..9).map(|d| {
            SpecDimension::new(
                format!("Choice {d}"),
                ["first", "second with more words", "third"].map(str::to_owned),
            )
        }),
        [
            group("holds", Hue::Blue),
            group("fails", Hue::Orange),
            group("not testable", Hue::Grey),
        ],
        specs,
    )
    .reference(Reference::new("No correlation", 0.0))
    .default(0, "Published")
}

#[test]
fn each_analysis_is_drawn_or_missing_whatever_their_number() {
    for n in [1, 2, 6, 7, 40, 100, 300] {
        for scene in sound(&chart(n)) {
            assert_eq!(scene.marks.iter().map(|mark| mark.pen.n).sum::<usize>(), n);
            assert!(says(&scene, "Published"));
            assert_eq!(says(&scene, "not testable"), n > 5);
        }
    }
}

#[test]
fn two_thousand_analyses_stay_below_150_kilobytes() {
    for scene in sound(&chart(2000)) {
        let size = svg::standalone(&scene).len();
        assert!(size < 150_000, "{size}");
        assert!(says(&scene, "2,000 analyses, sorted by their estimates"));
    }
}

#[test]
fn estimates_rise_from_left_to_right() {
    let scene = draw(chart(60), Width::Wide).unwrap();
    let mut middles: Vec<(f64, f64)> = scene
        .of(Role::Point)
        .map(|mark| mark.shape.bounds().middle())
        .collect();
    middles.sort_by(|a, b| a.0.total_cmp(&b.0));
    assert_eq!(middles.len(), 50);
    assert!(middles.windows(2).all(|pair| pair[1].1 <= pair[0].1));
}

#[test]
fn a_multiverse_without_any_estimate_is_drawn() {
    let mut chart = chart(12);
    for spec in &mut chart.specs {
        spec.estimate = None;
        spec.group = 2;
    }
    sound(&chart);
    chart.reference = None;
    for width in Width::ALL {
        assert!(draw(chart.clone(), width).is_ok());
    }
}

#[test]
fn an_estimate_off_the_range_is_counted_and_said() {
    let mut chart = chart(30);
    chart.y = measure(Extent::Between(-1.0, 1.0));
    chart.specs[3].estimate = Some(7.0);
    for scene in sound(&chart) {
        assert!(says(&scene, "1 of 30 analyses lies off the range."));
    }
}

/// The places where a text lies on a line that stands upright.
fn on_upright_lines(scene: &Scene, words: &str) -> Vec<Bounds> {
    let upright = |mark: &&Mark| mark.shape.bounds().width() < 0.1;
    let lines: Vec<&Mark> = scene.of(Role::Reference).filter(upright).collect();
    assert!(!lines.is_empty());
    let of_name = scene
        .of(Role::Label)
        .filter(|mark| mark.pen.series == words);
    let areas: Vec<Bounds> = of_name.map(|mark| mark.shape.bounds()).collect();
    assert!(!areas.is_empty());
    let is_on = |area: &Bounds| lines.iter().any(|line| line.touches(area));
    areas.into_iter().filter(is_on).collect()
}

#[test]
fn the_name_of_the_reference_keeps_off_the_line_of_the_default() {
    // From far apart to all but on the reference, where no end of it is free of estimates.
    for (name, spread) in [
        ("No correlation", 1.0),
        ("No correlation", 0.2),
        ("No correlation", 0.02),
        ("No correlation of the two at all", 1.0),
        ("No correlation of the two at all", 0.2),
    ] {
        for n in [6, 40, 300, 2000] {
            let mut chart = chart(n);
            if let Some(reference) = &mut chart.reference {
                reference.name = name.to_owned();
            }
            for spec in &mut chart.specs {
                spec.estimate = spec.estimate.map(|x| x * spread);
            }
            let mut order: Vec<usize> = (0..n)
                .filter(|i| chart.specs[*i].estimate.is_some())
                .collect();
            order.sort_by(|a, b| {
                let estimate = |i: &usize| chart.specs[*i].estimate.unwrap();
                estimate(a).total_cmp(&estimate(b))
            });
            let last = order.len() - 1;
            for place in [
                0,
                last / 8,
                last / 4,
                last / 2,
                3 * last / 4,
                7 * last / 8,
                last,
            ] {
                chart.default = Some(order[place]);
                for width in Width::ALL {
                    let scene = draw(chart.clone(), width).unwrap();
                    let on = on_upright_lines(&scene, name);
                    assert!(
                        on.is_empty(),
                        "{name} {spread} {n} {place} {width:?}: {on:?}"
                    );
                }
            }
        }
    }
}

#[test]
fn bad_numbers_and_indices_are_refused() {
    let with = |change: fn(&mut SpecCurve)| {
        let mut chart = chart(6);
        change(&mut chart);
        refused(chart)
    };
    let nan = with(|chart| chart.specs[1].estimate = Some(f64::NAN));
    assert!(matches!(nan, PlotError::NotFinite { .. }));
    let interval = with(|chart| chart.specs[1].interval = Some((2.0, f64::NAN)));
    assert!(matches!(interval, PlotError::BadInterval { .. }));
    for (change, message) in [
        (
            (|chart| chart.specs[1].options[0] = 3) as fn(&mut SpecCurve),
            "there is no option 3, since there are 3: count from 0",
        ),
        (
            |chart| chart.specs[1].group = 5,
            "there is no group 5, since there are 3: count from 0",
        ),
        (
            |chart| chart.default = Some(6),
            "there is no analysis 6, since there are 6: count from 0",
        ),
        (
            |chart| chart.specs[1].options.truncate(8),
            "there is no dimension 8, since there are 9: count from 0",
        ),
    ] {
        let error = with(change);
        assert!(error.to_string().starts_with(message), "{error}");
    }
    assert!(matches!(
        with(|chart| chart.specs.clear()),
        PlotError::NothingToDraw { .. }
    ));
}
