//! Bins of an axis, and how points are packed in them.

use crate::axis::Tick;
use crate::scale::{Scale, Spacing};
use crate::ticks;

/// Bins of equal width along an axis; where it runs evenly, the ticks are in the middle of theirs.
pub(super) struct Bins {
    /// The width of a bin as a number of the axis; `None` where it does not run evenly.
    pub(super) step: Option<f64>,
    /// Where the middle of the first bin lies, as a part of the axis.
    first: f64,
    /// The width of a bin, as a part of the axis.
    width: f64,
}

impl Bins {
    /// Bins of about `target` pixels on an axis of `pixels`.
    pub(super) fn new(scale: &Scale, ticks: &[Tick], pixels: f64, target: f64) -> Self {
        let pair = (ticks.first(), ticks.get(1));
        let (Spacing::Linear, (Some(one), Some(next))) = (scale.spacing, pair) else {
            let n = (pixels / target).round().max(1.0);
            return Bins {
                step: None,
                first: 0.0,
                width: 1.0 / n,
            };
        };
        let apart = scale.fraction(next.at) - scale.fraction(one.at);
        let off = |parts: &f64| (apart * pixels / parts - target).abs();
        let parts = [1.0, 2.0, 4.0, 5.0, 10.0, 20.0]
            .into_iter()
            .filter(|parts| is_round((next.at - one.at) / parts))
            .min_by(|a, b| off(a).total_cmp(&off(b)))
            .unwrap_or(1.0);
        Bins {
            step: Some((next.at - one.at) / parts),
            first: scale.fraction(one.at),
            width: apart / parts,
        }
    }

    /// The bin of a number that lies at a part of the axis.
    pub(super) fn index(&self, fraction: f64) -> i64 {
        ((fraction - self.first) / self.width + 1e-9).round() as i64
    }

    /// Returns where the middle of a bin lies, as a part of the axis.
    pub(super) fn middle(&self, index: i64) -> f64 {
        self.first + index as f64 * self.width
    }

    /// Returns the width of a bin, as a part of the axis.
    pub(super) fn width(&self) -> f64 {
        self.width
    }
}

fn is_round(step: f64) -> bool {
    let digit = step / ticks::power_of_ten(ticks::decade(step));
    [1.0, 2.0, 2.5, 5.0, 10.0]
        .iter()
        .any(|round| (digit - round).abs() < 1e-6)
}

/// How dots are packed in bins: side by side and one above the other.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Packing {
    pub(super) radius: f64,
    /// How far the middles of two dots are apart.
    pub(super) pitch: f64,
    /// How many stand side by side in a bin.
    pub(super) across: usize,
}

/// The gap between two dots.
const GAP: f64 = 0.6;

impl Packing {
    /// The largest dots whose highest stack is no higher than `height`; `None` where even the
    /// smallest that can be seen do not fit.
    pub(super) fn fit(fullest: usize, bin: f64, height: f64) -> Option<Self> {
        (4..=18).rev().find_map(|quarters| {
            let radius = f64::from(quarters) / 4.0;
            let pitch = 2.0 * radius + GAP;
            let across = (bin * 0.94 / pitch).floor();
            let packing = Packing {
                radius,
                pitch,
                across: across as usize,
            };
            (across >= 1.0 && packing.height(fullest) <= height).then_some(packing)
        })
    }

    /// Returns the height of a stack of so many.
    pub(super) fn height(&self, n: usize) -> f64 {
        n.div_ceil(self.across.max(1)) as f64 * self.pitch
    }

    /// The place of each of `n` dots, from the middle of the bin's lower end.
    pub(super) fn places(self, n: usize) -> impl Iterator<Item = (f64, f64)> {
        let across = self.across.max(1);
        (0..n).map(move |i| {
            let row = i / across;
            // The last row may be shorter, and stands in the middle.
            let in_row = across.min(n - row * across);
            let middle = (in_row as f64 - 1.0) / 2.0;
            let x = ((i % across) as f64 - middle) * self.pitch;
            (x, -(row as f64 + 0.5) * self.pitch)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ticks(step: f64) -> Vec<Tick> {
        let text = String::new;
        (0..=5)
            .map(|i| Tick {
                at: f64::from(i) * step,
                text: text(),
            })
            .collect()
    }

    #[test]
    fn bins_have_round_steps_and_ticks_in_their_middles() {
        let scale = Scale::linear(0.0, 100.0);
        let bins = Bins::new(&scale, &ticks(20.0), 500.0, 22.0);
        assert_eq!(bins.step, Some(5.0));
        assert_eq!((bins.index(0.0), bins.index(1.0)), (0, 20));
        assert_eq!((bins.index(0.024), bins.index(0.026)), (0, 1));
        assert!((bins.middle(20) - 1.0).abs() < 1e-12);
        let log = Bins::new(&Scale::log(1.0, 1e6), &ticks(20.0), 220.0, 22.0);
        assert_eq!((log.step, log.index(1.0)), (None, 10));
    }

    #[test]
    fn dots_shrink_until_they_fit_and_are_given_up() {
        let few = Packing::fit(4, 22.0, 90.0).unwrap();
        let many = Packing::fit(80, 22.0, 90.0).unwrap();
        assert!(few.radius > many.radius && many.height(80) <= 90.0);
        assert_eq!(Packing::fit(4000, 22.0, 90.0), None);
        assert_eq!(many.places(80).count(), 80);
        let within = |(x, y): (f64, f64)| x.abs() <= 11.0 && y >= -90.0;
        assert!(many.places(80).all(within));
    }
}
