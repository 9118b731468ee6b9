//! What is in the scenes.

use highwater_plot::{Extent, Role, Shape, Spacing, Width};

use crate::charts::{KINDS, figure, lines, measure, names};

#[test]
fn every_point_has_a_mark_with_a_tooltip() {
    for (kind, make) in KINDS {
        let figure = figure(make(&names(4), &[4.0, 9.0, 16.0, 25.0], Extent::FromZero));
        for width in Width::ALL {
            let scene = figure.draw(&figure.words, width).unwrap();
            let data: Vec<_> = scene.marks.iter().filter(|m| m.pen.n > 0).collect();
            assert!(data.len() >= 4, "{kind}");
            for mark in data {
                assert!(
                    !mark.pen.series.is_empty() && !mark.pen.y.is_empty(),
                    "{kind}"
                );
                assert!(
                    mark.pen.label.ends_with(&mark.pen.y),
                    "{kind}: {:?}",
                    mark.pen
                );
            }
        }
    }
}

#[test]
fn a_taller_chart_is_drawn_for_more_rows() {
    for (kind, make) in KINDS
        .iter()
        .filter(|(kind, _)| ["bars", "dumbbell"].contains(kind))
    {
        let height = |n: usize| {
            let numbers = vec![5.0; n];
            let figure = figure(make(&names(n), &numbers, Extent::FromZero));
            figure.draw(&figure.words, Width::Wide).unwrap().height
        };
        assert!(height(10) > height(5) + 100.0, "{kind}");
    }
}

#[test]
fn ten_to_the_26_has_true_superscripts() {
    let numbers = [1e20, 3e22, 1e24, 8e25];
    let (kind, make) = KINDS[4];
    assert_eq!(kind, "range bars");
    let figure = figure(make(&names(4), &numbers, Extent::Log));
    let scene = figure.draw(&figure.words, Width::Wide).unwrap();
    let axis = scene
        .axes
        .iter()
        .find(|a| a.scale.spacing == Spacing::Log)
        .unwrap();
    assert!(
        axis.ticks.iter().any(|tick| tick.text == "10²⁴"),
        "{:?}",
        axis.ticks
    );
    assert!((3..=7).contains(&axis.ticks.len()));
    assert_eq!(axis.title, "Number of models, log scale");
}

#[test]
fn words_are_drawn_as_given_and_the_description_holds_the_numbers() {
    let figure = figure(lines(&[], &[4.0, 9.0], Extent::FromZero));
    let mut words = figure.words.clone();
    words.title = "Models more than doubled in two months".to_owned();
    let scene = figure.draw(&words, Width::Narrow).unwrap();
    assert_eq!(scene.words(Role::Title), words.title);
    assert_eq!(scene.title, words.title);
    assert!(
        scene
            .desc
            .starts_with("A chart. All models: Jan 2020 4, Mar 2020 9.")
    );
    assert_eq!(scene.id, "figure-360");
}

#[test]
fn places_have_one_decimal() {
    let figure = figure(lines(&names(3), &[1.0, 2.0, 7.0], Extent::Log));
    let scene = figure.draw(&figure.words, Width::Wide).unwrap();
    for mark in &scene.marks {
        if let Shape::Polyline(points) = &mark.shape {
            for (x, y) in points {
                for place in [x, y] {
                    assert!((place * 10.0 - (place * 10.0).round()).abs() < 1e-9);
                }
            }
        }
    }
}

#[test]
fn a_measure_says_how_it_writes() {
    let measure = measure(Extent::FromZero);
    let (scale, ticks) = measure.scale(0.0, 86.4, 6);
    assert_eq!((scale.low, scale.high), (0.0, 100.0));
    let texts: Vec<&str> = ticks.iter().map(|tick| tick.text.as_str()).collect();
    assert_eq!(texts, ["0", "20", "40", "60", "80", "100"]);
}
