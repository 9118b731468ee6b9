//! Distributions: ties, thousands of points, and what is refused.

use super::*;
use crate::chart::testing::{draw, measure, numbers, refused, says, sound};
use crate::{Extent, Role, Shape, Width};

fn row(name: &str, values: impl IntoIterator<Item = f64>) -> StripRow {
    StripRow::new(
        name,
        Hue::Blue,
        values
            .into_iter()
            .map(|value| StripPoint::new("Laboratory", value)),
    )
    .centre(
        Centre::new("mean", 52.0)
            .interval((45.0, 59.0))
            .interval_name("95% CI")
            .text("52%"),
    )
}

fn chart(rows: Vec<StripRow>) -> Strips {
    Strips::new(
        measure(Extent::Between(0.0, 100.0)),
        Noun::new("organisation", "organisations"),
        rows,
    )
}

#[test]
fn hundreds_of_ties_at_both_ends_are_dots_within_the_frame() {
    let ties = std::iter::repeat_n(0.0, 250).chain(std::iter::repeat_n(100.0, 250));
    let chart = chart(vec![row("Industry", ties), row("Academia", [10.0, 55.0])]);
    for scene in sound(&chart) {
        assert_eq!(
            scene.of(Role::Point).filter(|mark| mark.pen.n == 1).count(),
            502
        );
        assert!(says(&scene, "mean with 95% CI") && says(&scene, "52%"));
        assert!(says(&scene, "n\u{a0}=\u{a0}500") && says(&scene, "1 organisation, in steps of 5"));
        let dots: Vec<(f64, f64)> = scene
            .marks
            .iter()
            .filter_map(|mark| match mark.shape {
                Shape::Circle { center, .. } if mark.pen.n == 1 => Some(center),
                _ => None,
            })
            .collect();
        for (i, one) in dots.iter().enumerate() {
            let same = dots.iter().skip(i + 1).any(|other| other == one);
            assert!(!same, "two dots at {one:?}");
        }
    }
}

#[test]
fn thousands_are_columns_and_the_picture_says_so() {
    let chart = chart(vec![row("All", numbers(4000).map(|part| 100.0 * part))]);
    for scene in sound(&chart) {
        assert!(scene.of(Role::Cell).count() <= 41);
        assert!(says(&scene, "the highest column is"));
    }
}

#[test]
fn what_lies_off_the_range_is_counted_and_said() {
    let chart = chart(vec![row("All", [-1.0, 0.0, 100.0, 101.0])]);
    assert_eq!(chart.account().drops[0].points, 2);
    for scene in sound(&chart) {
        assert!(says(&scene, "2 of 4 organisations lie off the range."));
    }
}

#[test]
fn names_of_references_stand_side_by_side_or_one_above_the_other() {
    for name in ["Half", "Half of all models of an organisation are open"] {
        let mut chart = chart(vec![row("All", [20.0, 50.0])]);
        let at = |at| Reference::new(format!("{name} {at}"), at);
        chart.references = vec![at(50.0), at(52.0)];
        for scene in sound(&chart) {
            assert!(says(&scene, "50") && says(&scene, "52"));
        }
    }
}

#[test]
fn an_interval_that_goes_over_the_end_of_the_axis_has_an_arrow() {
    let mut row = row("All", [20.0, 50.0]);
    row.centre
        .iter_mut()
        .for_each(|centre| centre.interval = Some((-8.0, 90.0)));
    for scene in sound(&chart(vec![row])) {
        assert_eq!(scene.of(Role::Whisker).count(), 2);
    }
}

#[test]
fn a_row_without_points_is_drawn_and_a_chart_without_is_not() {
    let mut none = row("None", []);
    none.centre = None;
    let mut chart = chart(vec![row("All", [20.0, 50.0]), none.clone()]);
    sound(&chart);
    chart.rows = vec![none];
    let error = draw(chart, Width::Wide).unwrap_err();
    assert!(matches!(error, PlotError::NothingToDraw { .. }));
}

#[test]
fn bad_numbers_are_refused() {
    let not_finite = |rows| assert!(matches!(refused(chart(rows)), PlotError::NotFinite { .. }));
    not_finite(vec![row("All", [1.0, f64::NAN])]);
    let with = |interval| {
        let mut row = row("All", [1.0]);
        if let Some(centre) = &mut row.centre {
            centre.interval = Some(interval);
        }
        row
    };
    not_finite(vec![with((f64::NEG_INFINITY, 3.0))]);
    let mut off = row("All", [1.0]);
    off.centre
        .iter_mut()
        .for_each(|centre| centre.value = 101.0);
    let error = refused(chart(vec![off]));
    assert_eq!(
        error.to_string(),
        "`mean` lies at `101`, off the axis `Share of models`: give the axis wider ends, or none"
    );
    let mut reference = chart(vec![row("All", [1.0])]);
    reference.references = vec![Reference::new("None", -1.0)];
    assert!(matches!(refused(reference), PlotError::OffAxis { .. }));
    let error = refused(chart(vec![with((60.0, 40.0))]));
    assert_eq!(
        error.to_string(),
        "`All` has at `95% CI` an interval from `60` to `40`: give the lower end first"
    );
    let mut log = chart(vec![row("All", [0.0, 5.0])]);
    log.x = measure(Extent::Log);
    assert!(matches!(refused(log), PlotError::NotPositive { .. }));
}
