//! Intervals: ends without end, missing estimates, and what is refused.

use super::*;
use crate::chart::testing::{measure, refused, says, sound};
use crate::{Extent, Role};

fn mark(series: usize, estimate: f64, interval: (f64, f64)) -> IntervalMark {
    IntervalMark::new(series, estimate)
        .interval(interval)
        .text("−0.35")
        .detail("13")
}

fn missing(reason: &str) -> IntervalMark {
    IntervalMark::new(1, None).missing(reason)
}

fn chart(marks: Vec<IntervalMark>) -> Intervals {
    let series = |name: &str, hue| IntervalSeries::new(name, hue);
    Intervals::new(
        measure(Extent::Between(-1.0, 1.0)),
        "95% CI",
        [
            series("All", Hue::Blue),
            series("Without Meta", Hue::Orange),
        ],
        [IntervalRow::new("10 models or more", marks).strong(true)],
    )
    .reference(Reference::new("None", 0.0))
    .detail_name("n")
}

#[test]
fn an_end_that_is_infinite_or_off_the_axis_is_an_arrow() {
    // A plain end is one line across, an arrow is two lines that meet.
    let arrows = |interval| {
        let [wide, _] = sound(&chart(vec![mark(0, 0.2, interval)]));
        let tips = wide.of(Role::Whisker).filter(|mark| match &mark.shape {
            crate::Shape::Polyline(points) => points.len() == 3,
            _ => false,
        });
        tips.count()
    };
    assert_eq!(arrows((-0.5, 0.5)), 0);
    assert_eq!(arrows((f64::NEG_INFINITY, 0.5)), 1);
    assert_eq!(arrows((f64::NEG_INFINITY, f64::INFINITY)), 2);
    assert_eq!(arrows((-1.5, 0.5)), 1);
}

#[test]
fn what_is_missing_says_why_and_no_rule_runs_through_it() {
    let reason = "not testable: with only three organisations any ranking has a correlation of one half or more";
    let chart = chart(vec![mark(0, 0.2, (0.1, 0.3)), missing(reason), missing("")]);
    assert_eq!(chart.account().drops.len(), 2);
    for scene in sound(&chart) {
        assert!(says(&scene, reason) && says(&scene, "no estimate"));
    }
    assert!(chart.describe().contains("Without Meta not testable"));
}

#[test]
fn an_estimate_off_the_range_is_counted_and_said() {
    let chart = chart(vec![mark(0, 1.5, (0.1, 1.9)), mark(1, 0.5, (0.1, 0.9))]);
    for scene in sound(&chart) {
        assert!(says(&scene, "1 of 2 estimates lies off the range."));
    }
}

#[test]
fn a_logarithmic_axis_takes_an_interval_down_to_zero() {
    let mut chart = chart(vec![mark(0, 3.0, (0.0, 40.0))]);
    chart.x = measure(Extent::Log);
    chart.reference = None;
    sound(&chart);
    chart.rows[0].marks[0].estimate = Some(0.0);
    assert!(matches!(refused(chart), PlotError::NotPositive { .. }));
}

#[test]
fn bad_numbers_are_refused() {
    let error = |bad| refused(chart(vec![bad]));
    assert!(matches!(
        error(mark(0, f64::NAN, (0.0, 1.0))),
        PlotError::NotFinite { .. }
    ));
    for interval in [(1.0, 0.0), (f64::NAN, 1.0), (0.0, f64::NAN)] {
        assert!(matches!(
            error(mark(0, 0.5, interval)),
            PlotError::BadInterval { .. }
        ));
    }
    let none = error(mark(2, 0.5, (0.0, 1.0)));
    assert_eq!(
        none.to_string(),
        "there is no series 2, since there are 2: count from 0"
    );
    assert!(matches!(
        refused(chart(Vec::new())),
        PlotError::NothingToDraw { .. }
    ));
}
