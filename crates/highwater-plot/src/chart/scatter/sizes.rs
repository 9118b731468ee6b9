//! How large points are, and the legend that says so.

use crate::error::PlotError;
use crate::frame::Frame;
use crate::paint::{Hue, Ink, Paint};
use crate::pen::Pen;
use crate::range::Range;
use crate::role::Role;
use crate::text::{SMALL_SIZE, TextStyle};
use crate::ticks;

use super::Plane;

/// How large points are: their area goes with what it counts.
pub(in crate::chart) struct Sizes {
    /// The radius of a size of one.
    unit: f64,
    largest: f64,
    smallest: f64,
    counted: bool,
}

/// No point is smaller, whatever it counts.
const LEAST: f64 = 1.2;

impl Sizes {
    pub(super) fn new(plane: &Plane<'_>, narrow: bool) -> Self {
        let shown = || plane.shown().map(|(_, point)| point);
        if plane.size.is_none() {
            return Sizes::alike(shown().count(), if narrow { 36.0 } else { 64.0 });
        }
        let Range { low, high } = Range::of(shown().map(|point| point.size));
        let most = if narrow { 14.0 } else { 19.0 };
        // As large as they may be, and no larger than it takes to see the smallest.
        let largest = (3.5 * libm::sqrt(high / low)).clamp(8.0, most);
        Sizes {
            unit: largest / libm::sqrt(high),
            largest: high,
            smallest: low,
            counted: true,
        }
    }

    /// Points that are all alike: many are small, so that they do not hide each other.
    ///
    /// `room` is the square root of the area that a hundred points of ten pixels' radius want.
    pub(in crate::chart) fn alike(n: usize, room: f64) -> Self {
        Sizes {
            unit: (room / libm::sqrt(n as f64)).clamp(1.6, 4.5),
            largest: 1.0,
            smallest: 1.0,
            counted: false,
        }
    }

    pub(super) fn radius(&self, size: f64) -> f64 {
        let size = if self.counted { size } else { 1.0 };
        (self.unit * libm::sqrt(size)).max(LEAST)
    }

    /// Up to three round sizes from the smallest to the largest.
    fn steps(&self) -> Vec<f64> {
        let (low, high) = (self.smallest, self.largest);
        let floor = |x: f64| {
            let power = ticks::power_of_ten(ticks::decade(x));
            let digit = [5.0, 2.0, 1.0].into_iter().find(|d| d * power <= x);
            digit.unwrap_or(1.0) * power
        };
        let mut steps: Vec<f64> = [low, libm::sqrt(low * high), high]
            .into_iter()
            .map(floor)
            .filter(|step| *step >= low)
            .collect();
        steps.dedup();
        if steps.is_empty() {
            steps.push(high);
        }
        steps
    }

    /// Draws the legend, in a row of its own.
    pub(super) fn legend(&self, plane: &Plane<'_>, frame: &mut Frame) -> Result<(), PlotError> {
        let Some(noun) = plane.size else {
            return Ok(());
        };
        let steps = self.steps();
        let tallest = steps
            .iter()
            .map(|&step| self.radius(step))
            .fold(0.0, f64::max);
        let room = frame.take((2.0 * tallest + 4.0).max(20.0));
        let y = room.middle().1;
        let style = TextStyle::regular(SMALL_SIZE);
        let mut x = room.left;
        for (i, &step) in steps.iter().enumerate() {
            let text = match i + 1 == steps.len() {
                true => noun.amount(step),
                false => plane.point.number(step),
            };
            let radius = self.radius(step);
            let paint = Paint::fill(Ink::Pale(Hue::Grey)).outlined(Ink::Mark(Hue::Grey), 1.0);
            frame.circle(&Pen::new(Role::Key, paint), (x + radius, y), radius)?;
            x += 2.0 * radius + 5.0;
            let pen = Pen::new(Role::Label, Paint::fill(Ink::Muted));
            frame.text(&pen, (x, y + SMALL_SIZE * 0.36), &text, style)?;
            x += style.width(&text, &frame.fonts()) + 16.0;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sizes(smallest: f64, largest: f64) -> Sizes {
        Sizes {
            unit: 1.0,
            largest,
            smallest,
            counted: true,
        }
    }

    #[test]
    fn the_area_goes_with_the_size() {
        let sizes = sizes(1.0, 100.0);
        assert_eq!(sizes.radius(16.0) / sizes.radius(4.0), 2.0);
        assert_eq!(sizes.radius(1e-9), LEAST);
    }

    #[test]
    fn the_legend_has_round_sizes_within_the_data() {
        assert_eq!(sizes(1.0, 148.0).steps(), [1.0, 10.0, 100.0]);
        assert_eq!(sizes(7.0, 7.0).steps(), [7.0]);
        assert_eq!(sizes(3.0, 30.0).steps(), [5.0, 20.0]);
    }
}
