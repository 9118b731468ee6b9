//! Scales on which a unit has one length, so that what is orthogonal looks so.

use crate::axis::Tick;
use crate::measure::{Extent, Measure};
use crate::range::Range;
use crate::scale::Scale;

use super::marks::{Dot, beyond};

/// The scales of both axes with their ticks, and the height that goes with the width.
pub(super) struct Equal {
    pub(super) x: (Scale, Vec<Tick>),
    pub(super) y: (Scale, Vec<Tick>),
    pub(super) height: f64,
}

/// How high a panel may be for its width, at the least and at the most.
const SHAPES: [(f64, f64); 2] = [(1.0 / 3.0, 0.75), (0.5, 1.25)];

/// More ticks find no room in the flattest panel.
const MOST_TICKS: usize = 6;

impl Equal {
    /// Scales that hold both ranges and all dots, in a panel that is `width` pixels wide.
    ///
    /// Where the panel would be too flat or too tall, the shorter axis gets room at both ends.
    pub(super) fn new(
        measures: (&Measure, &Measure),
        ranges: (Range, Range),
        dots: &[Dot<'_>],
        width: f64,
        narrow: bool,
    ) -> Self {
        let (flattest, tallest) = SHAPES[usize::from(narrow)];
        let (x, y) = (ends(measures.0, ranges.0), ends(measures.1, ranges.1));
        let is_one = |range: Range| range.low == range.high;
        let x = if is_one(x) && is_one(y) {
            around_one(x)
        } else {
            x
        };
        let (x, y) = (resolved(x), resolved(y));
        let x = stretched(x, (y.high - y.low) / tallest, measures.0);
        let (x, mut across) = around(measures.0).scale_across(x.low, x.high, width);
        keep_given(measures.0, &mut across);
        let (before, after) = beyond(x, width, dots.iter().map(Dot::across));
        let rest = (width - before - after).max(1.0);
        let x = x.padded(before / rest, after / rest);

        let length = x.high - x.low;
        let (y, mut up) = up(measures.1, y, length * flattest);
        keep_given(measures.1, &mut up);
        let height = width * (y.high - y.low) / length;
        // Where a range overflows there is no height.
        let height = if height.is_finite() {
            height.clamp(width * flattest * 0.5, width * tallest * 3.0)
        } else {
            width * flattest
        };
        let (before, after) = beyond(y, height, dots.iter().map(Dot::up));
        Equal {
            x: (x, across),
            y: (y.padded(before / height, after / height), up),
            height: height + before + after,
        }
    }
}

/// The scale upwards, which is so long at the least, and its ticks.
fn up(measure: &Measure, range: Range, least: f64) -> (Scale, Vec<Tick>) {
    if range.low < range.high {
        let rounded = around(measure).scale(range.low, range.high, MOST_TICKS);
        if rounded.0.high - rounded.0.low >= least {
            return rounded;
        }
    }
    let range = stretched(range, least, measure);
    let scale = Scale::linear(range.low, range.high);
    let ticks = measure.ticks_on(&scale, MOST_TICKS);
    if ticks.len() >= 4 {
        return (scale, ticks);
    }
    around(measure).scale(range.low, range.high, MOST_TICKS)
}

/// The ends that an axis has at the least.
fn ends(measure: &Measure, range: Range) -> Range {
    let Range { low, high } = range;
    let (low, high) = match measure.extent {
        Extent::FromZero => (low.min(0.0), high.max(0.0)),
        Extent::Between(from, to) => (low.min(from), high.max(to)),
        Extent::Around | Extent::Log | Extent::LogBetween(..) => (low, high),
    };
    Range { low, high }
}

/// Returns the range of one number made longer: a tenth of it to both sides.
fn around_one(range: Range) -> Range {
    let around = 0.1 * range.low.abs().max(1.0);
    Range {
        low: range.low - around,
        high: range.high + around,
    }
}

/// The range, longer where it is so short beside its numbers that doubles do not resolve it.
fn resolved(range: Range) -> Range {
    let Range { low, high } = range;
    let least = 1e-9 * low.abs().max(high.abs());
    let missing = ((least - (high - low)) / 2.0).max(0.0);
    Range {
        low: low - missing,
        high: high + missing,
    }
}

/// The range with room at both ends until it is so long; only at the upper one where it starts at
/// zero.
fn stretched(range: Range, length: f64, measure: &Measure) -> Range {
    let missing = (length - (range.high - range.low)).max(0.0);
    let below = match measure.extent {
        Extent::FromZero if range.low == 0.0 => 0.0,
        _ => missing / 2.0,
    };
    Range {
        low: range.low - below,
        high: range.high + missing - below,
    }
}

/// The measure with an axis that runs around the numbers that it is given.
fn around(measure: &Measure) -> Measure {
    Measure {
        extent: Extent::Around,
        ..measure.clone()
    }
}

/// Leaves out the ticks beyond ends that are given, where enough are left: no accuracy is below 0%.
fn keep_given(measure: &Measure, ticks: &mut Vec<Tick>) {
    let is_given = |tick: &Tick| !measure.extent.is_off(tick.at);
    if ticks.iter().filter(|tick| is_given(tick)).count() >= 4 {
        ticks.retain(is_given);
    }
}
