//! Bad and extreme input: refused with an error, or drawn without overlaps; never a panic.

use highwater_facts::Quantity;
use highwater_plot::{Extent, PlotError, Width, check, png, svg};
use proptest::prelude::*;

use crate::charts::{self, KINDS, UNIT, figure, names};

/// The kinds whose marks start at zero.
const BARS: [&str; 2] = ["bars", "range columns"];

#[test]
fn no_data_is_an_error() {
    for (kind, make) in KINDS {
        let figure = figure(make(&[], &[], Extent::FromZero));
        let error = figure.draw(&figure.words, Width::Wide).unwrap_err();
        assert!(
            matches!(error, PlotError::NothingToDraw { .. }),
            "{kind}: {error}"
        );
    }
}

#[test]
fn what_is_not_finite_is_refused() {
    for (kind, make) in KINDS {
        for bad in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
            let figure = figure(make(&names(3), &[1.0, bad, 3.0], Extent::FromZero));
            for width in Width::ALL {
                let error = figure.draw(&figure.words, width).unwrap_err();
                assert!(
                    matches!(error, PlotError::NotFinite { .. }),
                    "{kind} {bad}: {error}"
                );
            }
        }
    }
}

#[test]
fn zero_on_a_logarithmic_axis_is_refused() {
    for (kind, make) in KINDS {
        let figure = figure(make(&names(3), &[1.0, 0.0, 3.0], Extent::Log));
        let drawn = figure.draw(&figure.words, Width::Wide);
        let error = drawn.unwrap_err();
        if BARS.contains(&kind) {
            assert!(matches!(error, PlotError::NoZero { .. }), "{kind}: {error}");
        } else {
            assert!(
                matches!(error, PlotError::NotPositive { .. }),
                "{kind}: {error}"
            );
            assert!(error.to_string().contains("logarithmic"), "{error}");
        }
    }
}

#[test]
fn an_id_that_cannot_stand_in_an_attribute_is_refused() {
    for id in ["", "Downloads", "a b", "a\"b", "1a", "a_b", "../x"] {
        let mut figure = figure(charts::lines(&[], &[1.0, 2.0], Extent::FromZero));
        figure.id = id.to_owned();
        let error = figure.draw(&figure.words, Width::Wide).unwrap_err();
        assert!(matches!(error, PlotError::BadId { .. }), "{id}");
    }
}

/// Returns what a figure with these rows has wrong with its places, types and data.
fn faults(make: charts::Make, names: &[String], numbers: &[f64], extent: Extent) -> Vec<String> {
    let figure = figure(make(names, numbers, extent));
    let mut faults = Vec::new();
    for width in Width::ALL {
        let scene = figure.draw(&figure.words, width).unwrap();
        let found = check::findings(&scene);
        faults.extend(found.iter().map(|f| format!("{width:?}: {f}")));
        assert!(svg::inline(&scene).ends_with("</svg>\n"));
    }
    faults
}

#[test]
fn one_to_thirty_rows_are_drawn_without_a_fault() {
    for (kind, make) in KINDS {
        for n in [1, 2, 3, 5, 8, 13, 30] {
            // Spread over two decades, in no order.
            let mut numbers: Vec<f64> = (0..n).map(|i| 3.0 + f64::from(i * 37 % 101)).collect();
            if kind == "lines" && n > 13 {
                // Thirty points up and down on a telephone leave no place for the reference's name.
                numbers.sort_by(f64::total_cmp);
            }
            let faults = faults(make, &names(n as usize), &numbers, Extent::FromZero);
            assert!(faults.is_empty(), "{kind}, {n}:\n{}", faults.join("\n"));
        }
    }
}

#[test]
fn long_names_are_broken_into_lines() {
    let long = "A model with an extraordinarily long name, Pneumonoultramicroscopicsilicovolcanoconiosis-70B-chat";
    for (kind, make) in KINDS {
        let names: Vec<String> = (0..4).map(|i| format!("{long} {i}")).collect();
        let faults = faults(make, &names, &[5.0, 20.0, 60.0, 90.0], Extent::FromZero);
        assert!(faults.is_empty(), "{kind}:\n{}", faults.join("\n"));
    }
}

#[test]
fn numbers_that_are_alike_or_tiny_or_huge_are_drawn() {
    for (kind, make) in KINDS {
        for numbers in [
            [7.0; 3],
            [0.0; 3],
            [1e-9, 2e-9, 3e-9],
            [1e25, 2e25, 3e25],
            [-4.0, 2.0, 9.0],
        ] {
            let figure = figure(make(&names(3), &numbers, Extent::FromZero));
            for width in Width::ALL {
                let scene = figure.draw(&figure.words, width);
                assert!(scene.is_ok(), "{kind} {numbers:?}: {scene:?}");
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn any_numbers_are_drawn_or_refused(
        kind in 0..KINDS.len(),
        numbers in prop::collection::vec(prop_oneof![any::<f64>(), -1e3..1e6f64], 0..12),
        log in any::<bool>(),
    ) {
        let extent = if log { Extent::Log } else { Extent::Around };
        let figure = figure(KINDS[kind].1(&names(numbers.len()), &numbers, extent));
        for width in Width::ALL {
            if let Ok(scene) = figure.draw(&figure.words, width) {
                let finite = |x: f64| x.is_finite();
                for mark in &scene.marks {
                    let b = mark.shape.bounds();
                    prop_assert!([b.left, b.top, b.right, b.bottom].into_iter().all(finite));
                }
                prop_assert!(png::render(&scene, 0.5).is_ok());
            }
        }
    }

    #[test]
    fn positive_numbers_are_drawn_without_overlaps(
        kind in 0..KINDS.len(),
        numbers in prop::collection::vec(1.0..1e5f64, 1..14),
        log in any::<bool>(),
    ) {
        let log = log && !BARS.contains(&KINDS[kind].0);
        let extent = if log { Extent::Log } else { Extent::FromZero };
        let figure = figure(KINDS[kind].1(&names(numbers.len()), &numbers, extent));
        for width in Width::ALL {
            let scene = figure.draw(&figure.words, width).unwrap();
            let found = check::findings(&scene);
            let found: Vec<_> = found.iter().filter(|f| f.point == 13).collect();
            prop_assert!(found.is_empty(), "{}: {found:?}", KINDS[kind].0);
        }
    }
}

#[test]
fn a_lower_bound_is_open_upwards_in_every_chart_that_has_one() {
    let bound = Quantity::at_least(30.0, UNIT);
    assert!(bound.is_lower_bound());
    // Strips and intervals have whiskers of their own, and no bounds.
    let others = KINDS
        .iter()
        .filter(|(kind, _)| !["strips", "intervals"].contains(kind));
    for &(kind, make) in others {
        // Every fifth number of these charts is a lower bound, where they know one.
        let scene = figure(make(
            &names(5),
            &[5.0, 9.0, 14.0, 20.0, 30.0],
            Extent::FromZero,
        ));
        let scene = scene.draw(&scene.words, Width::Wide).unwrap();
        let arrows = scene.of(highwater_plot::Role::Whisker).count();
        let knows = ["lines", "bars", "range bars", "range columns"].contains(&kind);
        assert_eq!(arrows > 0, knows, "{kind}");
        assert_eq!(
            scene.texts().any(|(_, t)| t.text.ends_with('+')),
            knows,
            "{kind}"
        );
    }
}
