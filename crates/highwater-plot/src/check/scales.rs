//! Points 22, 23 and 24: where bars start, and whether ticks say what they stand at.

use highwater_facts::number_text;

use crate::axis::{Axis, Direction, Tick};
use crate::bounds::Bounds;
use crate::mark::Mark;
use crate::reading;
use crate::role::Role;
use crate::scale::Spacing;
use crate::scene::Scene;
use crate::ticks;

use super::{Finding, quoted};

/// By how much an edge may miss zero, in pixels: places have one decimal.
const SLACK: f64 = 0.15;

pub(super) fn findings(scene: &Scene) -> Vec<Finding> {
    let mut found = Vec::new();
    for (i, mark) in scene.marks.iter().enumerate() {
        if mark.pen.role == Role::Bar && !starts_at_zero(scene, mark) {
            found.push(Finding::new(
                22,
                format!("the bar {} does not start at zero", quoted(&mark.pen.label)),
                vec![i],
            ));
        }
    }
    for axis in &scene.axes {
        let log = axis.scale.spacing == Spacing::Log;
        let point = if log { 23 } else { 24 };
        let mut wrong = |point, message: String| {
            let name = if axis.title.is_empty() {
                "an axis".to_owned()
            } else {
                format!("the axis {}", quoted(&axis.title))
            };
            found.push(Finding::new(point, format!("{name} {message}"), Vec::new()));
        };
        if log && !axis.title.to_lowercase().contains("log") {
            wrong(23, "does not say that it is logarithmic".to_owned());
        }
        let (least, n) = (least_ticks(axis.scale.spacing), axis.ticks.len());
        if !(least..=7).contains(&n) && !has_all_counts(axis) {
            wrong(point, format!("has {n} ticks, not {least} to 7"));
        }
        for (j, tick) in axis.ticks.iter().enumerate() {
            if !is_plain(&tick.text) {
                wrong(point, format!("has the tick {}", quoted(&tick.text)));
            }
            if let Some(read) = misread(axis, tick) {
                let (text, at) = (quoted(&tick.text), number_text::raw(tick.at));
                wrong(
                    point,
                    format!("has the tick {text} at {at}, which is read as {read}"),
                );
            }
            if axis.ticks.iter().skip(j + 1).any(|t| t.text == tick.text) {
                wrong(24, format!("has the tick {} twice", quoted(&tick.text)));
            }
        }
        if axis.scale.spacing == Spacing::Linear && !has_round_step(axis) {
            wrong(24, "has no round step".to_owned());
        }
        if axis.scale.spacing == Spacing::Linear && !has_even_decimals(axis) {
            wrong(
                24,
                "writes its ticks with different numbers of decimals".to_owned(),
            );
        }
    }
    found
}

fn least_ticks(spacing: Spacing) -> usize {
    match spacing {
        Spacing::Linear => 4,
        Spacing::Log => 3,
        // A few dates need no more than their ends.
        Spacing::Dates(_) => 2,
    }
}

/// Returns whether the ticks are whole numbers without one between them, and the axis holds no other:
/// counts from 0 to 2 have three ticks.
fn has_all_counts(axis: &Axis) -> bool {
    let (low, high) = (
        axis.scale.low.min(axis.scale.high),
        axis.scale.low.max(axis.scale.high),
    );
    let all = high.floor() - low.ceil() + 1.0;
    axis.scale.spacing == Spacing::Linear
        && axis.ticks.len() >= 2
        && axis.ticks.len() as f64 == all
        && axis.ticks.iter().all(|tick| tick.at.fract() == 0.0)
}

/// The number or date that a reader takes a tick for, if it is another than its own. Texts that are
/// neither, as names are, say nothing wrong.
fn misread(axis: &Axis, tick: &Tick) -> Option<String> {
    if let Spacing::Dates(_) = axis.scale.spacing {
        let read = reading::date(&tick.text)?;
        return ((read - tick.at).abs() > 1e-6).then(|| format!("month {read}"));
    }
    let read = reading::number(&tick.text)?;
    (!read.gives(tick.at)).then(|| number_text::raw(read.number))
}

fn has_even_decimals(axis: &Axis) -> bool {
    let readings = axis.ticks.iter().filter_map(|t| reading::number(&t.text));
    let decimals: Vec<usize> = readings.map(|reading| reading.decimals).collect();
    decimals.windows(2).all(|pair| pair[0] == pair[1])
}

/// Returns whether one edge of a bar lies at zero of an even axis of its panel.
fn starts_at_zero(scene: &Scene, mark: &Mark) -> bool {
    let bar = mark.shape.bounds();
    let axes = scene
        .axes
        .iter()
        .filter(|axis| Some(axis.panel) == mark.panel);
    axes.filter(|axis| axis.scale.spacing == Spacing::Linear)
        .filter_map(|axis| Some((axis, scene.panels.get(axis.panel)?)))
        .any(|(axis, panel)| {
            let zero = pixel(axis, panel, 0.0);
            let edges = match axis.direction {
                Direction::Across => [bar.left, bar.right],
                Direction::Up => [bar.top, bar.bottom],
            };
            edges.iter().any(|edge| (edge - zero).abs() <= SLACK)
        })
}

fn pixel(axis: &Axis, panel: &Bounds, value: f64) -> f64 {
    let fraction = axis.scale.fraction(value);
    match axis.direction {
        Direction::Across => panel.left + fraction * panel.width(),
        Direction::Up => panel.bottom - fraction * panel.height(),
    }
}

/// No exponent, no long run of digits, no run of decimals that a rounding error leaves.
fn is_plain(text: &str) -> bool {
    let mut digits = 0;
    let mut before = ' ';
    for c in text.chars() {
        if c.is_ascii_digit() {
            digits += 1;
        } else {
            if (c == 'e' || c == 'E') && before.is_ascii_digit() {
                return false;
            }
            digits = 0;
        }
        if digits > 4 {
            return false;
        }
        before = c;
    }
    !text.is_empty()
}

/// Returns whether ticks are the same step apart, and the step is 1, 2, 2.5 or 5 times a power of ten.
fn has_round_step(axis: &Axis) -> bool {
    let steps: Vec<f64> = axis.ticks.windows(2).map(|t| t[1].at - t[0].at).collect();
    let Some(&step) = steps.first() else {
        return true;
    };
    let even = steps.iter().all(|s| (s - step).abs() <= step.abs() * 1e-6);
    let digit = step.abs() / ticks::power_of_ten(ticks::decade(step.abs()));
    let round = [1.0, 2.0, 2.5, 5.0, 10.0]
        .iter()
        .any(|d| (digit - d).abs() < 1e-6);
    even && round
}

#[cfg(test)]
mod tests {
    use super::super::sound::points;
    use super::*;
    use crate::mark::Shape;
    use crate::scale::Scale;

    #[test]
    fn a_bar_that_starts_above_zero_is_found() {
        let cut = |scene: &mut Scene| {
            let bar = scene.marks.iter_mut().find(|m| m.pen.role == Role::Bar);
            if let Shape::Rect(bounds) = &mut bar.unwrap().shape {
                bounds.left += 20.0;
            }
        };
        assert_eq!(points(cut), [22]);
        // A cut axis moves zero out of the panel, and the bars with it.
        assert!(points(|s| s.axes[0].scale.low = 20.0).contains(&22));
        assert!(points(|s| s.axes[0].scale = Scale::log(1.0, 200.0)).contains(&22));
    }

    #[test]
    fn a_log_axis_that_does_not_say_so_is_found() {
        let log = |scene: &mut Scene| scene.axes[0].scale = Scale::log(1.0, 200.0);
        assert!(points(log).contains(&23));
    }

    #[test]
    fn ticks_that_are_few_or_alike_or_odd_are_found() {
        assert_eq!(points(|s| s.axes[0].ticks.truncate(3)), [24]);
        assert_eq!(
            points(|s| s.axes[0].ticks[1].text = s.axes[0].ticks[0].text.clone()),
            [24]
        );
        assert_eq!(points(|s| s.axes[0].ticks[1].at += 3.0), [24]);
        for text in ["0", "0.3", "21", "20.0", "−20"] {
            assert_eq!(
                points(|s| s.axes[0].ticks[1].text = text.to_owned())[..1],
                [24],
                "{text}"
            );
        }
        for text in [
            "1e24",
            "9.999999999999999e24",
            "100000000",
            "0.30000000000000004",
            "",
        ] {
            assert_eq!(
                points(|s| s.axes[0].ticks[1].text = text.to_owned()),
                [24],
                "{text}"
            );
        }
        assert!(is_plain("10²⁴") && is_plain("1,000,000") && is_plain("Jan 2022"));
    }
}
