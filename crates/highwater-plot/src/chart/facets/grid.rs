//! Rows and columns of planes, and the axes that all share.

use crate::axis::{self, Tick};
use crate::bounds::Bounds;
use crate::chart::scatter::{Dot, Sizes, widened, without_measure};
use crate::frame::Frame;
use crate::range::Range;
use crate::scale::Scale;

use super::ScatterFacets;

/// How planes are laid out, and the axes that all share.
pub(super) struct Grid<'a> {
    pub(super) columns: usize,
    /// The height of a plane.
    pub(super) height: f64,
    /// The scale and the ticks from left to right.
    pub(super) x: (Scale, Vec<Tick>),
    /// The scale and the ticks upwards.
    pub(super) y: (Scale, Vec<Tick>),
    /// The dots of each plane.
    pub(super) dots: Vec<Vec<Dot<'a>>>,
    /// The width of a plane.
    pub(super) width: f64,
    /// The left end of the first plane.
    left: f64,
}

/// The gap between planes side by side.
const GAP: f64 = 20.0;
/// A plane that would be narrower stands in a row of fewer.
const NARROWEST: f64 = 112.0;

/// With more points than these in a plane, places are seen rather than points.
const MOST_SEEN: usize = 200;

impl<'a> Grid<'a> {
    /// As many planes side by side as their number asks for and the texts of the ticks allow.
    pub(super) fn new(chart: &'a ScatterFacets, is_date: bool, frame: &Frame) -> Self {
        let narrow = frame.width().is_narrow();
        let wanted = wanted_columns(chart.facets.len(), narrow);
        let mut tried = (2..=wanted).rev();
        let fits = tried.find_map(|columns| {
            let grid = Grid::with(chart, is_date, frame, columns);
            let least = if is_date { 2 } else { 3 };
            let has_ticks = chart.x.is_none() && !is_date || grid.x.1.len() >= least;
            let (before, after) = grid.beyond(frame);
            let fit = axis::fit_within(
                &grid.x.0,
                &grid.x.1,
                grid.width,
                (-before, grid.width + after),
            );
            (grid.width >= NARROWEST && has_ticks && fit).then_some(grid)
        });
        fits.unwrap_or_else(|| Grid::with(chart, is_date, frame, 1))
    }

    fn with(chart: &'a ScatterFacets, is_date: bool, frame: &Frame, columns: usize) -> Self {
        let height = match (frame.width().is_narrow(), columns) {
            (true, 1) => 190.0,
            (true, _) => 170.0,
            (false, 1) => 320.0,
            (false, 2) => 220.0,
            (false, _) => 216.0,
        };
        let planes = || chart.planes();
        let (xs, ys) = (
            Range::of(planes().flat_map(|plane| plane.xs())),
            Range::of(planes().flat_map(|plane| plane.ys())),
        );
        let (y, up) = chart
            .y
            .scale(ys.low, ys.high, axis::most_ticks(height, 30.0));
        let left = frame.left() + axis::left_room(&up);
        // The last tick's text stands below its tick.
        let right = frame.right() - if is_date && columns == 1 { 0.0 } else { 12.0 };
        let between = GAP * (columns as f64 - 1.0);
        let width = ((right - left - between) / columns as f64).max(1.0);

        let fullest = planes().map(|plane| plane.shown().count()).max();
        let fullest = fullest.unwrap_or(0).max(1);
        // Two pixels at the least, so that hues are told apart.
        let least = 2.2 * libm::sqrt(fullest.min(MOST_SEEN) as f64);
        let room = (0.13 * libm::sqrt(width * height)).max(least);
        let sizes = Sizes::alike(fullest, room);
        let dots: Vec<Vec<Dot<'_>>> = planes().map(|plane| Dot::of(&plane, &sizes)).collect();
        let all = || dots.iter().flatten();
        let y = widened(y, height, all().map(Dot::up));
        let mut grid = Grid {
            columns,
            height,
            x: (y, Vec::new()),
            y: (y, up),
            dots: Vec::new(),
            left,
            width,
        };
        let (before, after) = grid.beyond(frame);
        let reach = (-before, width + after);
        let grain = planes().filter_map(|plane| plane.grain()).min();
        let measure = chart.x.as_ref().filter(|_| !is_date);
        let ticks_or_fewer = |most| {
            let (x, ticks) = match measure {
                Some(measure) => measure.scale(xs.low, xs.high, most),
                None => (without_measure(xs, grain), Vec::new()),
            };
            let x = widened(x, width, all().map(Dot::across));
            let ticks = if is_date {
                axis::dates_on(&x, most)
            } else {
                ticks
            };
            (x, ticks)
        };
        let mut tried = (2..=7).rev().map(ticks_or_fewer);
        let fits = tried.find(|(x, ticks)| axis::fit_within(x, ticks, width, reach));
        grid.x = fits.unwrap_or_else(|| ticks_or_fewer(3));
        grid.dots = dots;
        grid
    }

    /// Returns how far the text of a tick may reach over the left and the right end of a plane,
    /// wherever it stands.
    fn beyond(&self, frame: &Frame) -> (f64, f64) {
        if self.columns == 1 {
            let right = self.left + self.width;
            return (self.left - frame.left(), frame.right() - right);
        }
        let last = self.bounds(self.columns - 1, 0.0).right;
        let half = GAP / 2.0 - 4.0;
        (half, half.min((frame.right() - last).max(0.0)))
    }

    /// Returns where the plane of a number stands whose upper edge is at `top`.
    pub(super) fn bounds(&self, index: usize, top: f64) -> Bounds {
        let column = (index % self.columns) as f64;
        let left = self.left + column * (self.width + GAP);
        Bounds {
            left,
            top,
            right: left + self.width,
            bottom: top + self.height,
        }
    }

    /// Between which places the texts of ticks below a plane stand.
    pub(super) fn reach(&self, bounds: &Bounds, frame: &Frame) -> (f64, f64) {
        let (before, after) = self.beyond(frame);
        (bounds.left - before, bounds.right + after)
    }
}

/// Returns how many planes are to stand side by side.
fn wanted_columns(n: usize, narrow: bool) -> usize {
    match (narrow, n) {
        (true, 0..=3) => 1,
        (true, _) => 2,
        (false, 0..=3) => n.max(1),
        (false, 4) => 2,
        (false, 5 | 6 | 9) => 3,
        (false, _) => 4,
    }
}
