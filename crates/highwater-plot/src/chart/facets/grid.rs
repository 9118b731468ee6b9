//! Rows and columns of planes, and the axes that all share.

use crate::axis::{self, Tick};
use crate::bounds::Bounds;
use crate::chart::scatter::{Dot, Sizes, widened, without_measure};
use crate::frame::Frame;
use crate::measure::Measure;
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
            (false, _) => 200.0,
        };
        let planes = || chart.planes();
        let (xs, ys) = (
            Range::of(planes().flat_map(|plane| plane.xs())),
            Range::of(planes().flat_map(|plane| plane.ys())),
        );
        let (y, up) = chart
            .y
            .scale(ys.low, ys.high, axis::most_ticks(height, 44.0));
        let left = frame.left() + axis::left_room(&up);
        // The last tick's text stands below its tick.
        let right = frame.right() - if is_date { 0.0 } else { 12.0 };
        let between = GAP * (columns as f64 - 1.0);
        let width = ((right - left - between) / columns as f64).max(1.0);

        let fullest = planes().map(|plane| plane.shown().count()).max();
        let room = 0.13 * libm::sqrt(width * height);
        let sizes = Sizes::alike(fullest.unwrap_or(1).max(1), room);
        let dots: Vec<Vec<Dot<'_>>> = planes().map(|plane| Dot::of(&plane, &sizes)).collect();
        let all = || dots.iter().flatten();
        let y = widened(y, height, all().map(Dot::up));
        let mut grid = Grid {
            columns,
            height,
            x: (without_measure(xs, is_date), Vec::new()),
            y: (y, up),
            dots: Vec::new(),
            left,
            width,
        };
        grid.x = match chart.x.as_ref().filter(|_| !is_date) {
            Some(measure) => {
                let reach = grid.beyond(frame);
                scale_across(measure, xs, width, reach, || all().map(Dot::across))
            }
            None => {
                let x = widened(grid.x.0, width, all().map(Dot::across));
                let ticks = if is_date {
                    axis::month_ticks(&x, width, grid.beyond(frame).1)
                } else {
                    Vec::new()
                };
                (x, ticks)
            }
        };
        grid.dots = dots;
        grid
    }

    /// How far the text of a tick may reach over the left and the right end of a plane, wherever it
    /// stands.
    fn beyond(&self, frame: &Frame) -> (f64, f64) {
        if self.columns == 1 {
            let right = self.left + self.width;
            return (self.left - frame.left(), frame.right() - right);
        }
        let last = self.bounds(self.columns - 1, 0.0).right;
        let half = GAP / 2.0 - 3.0;
        (half, half.min((frame.right() - last).max(0.0)))
    }

    /// Where the plane of a number stands whose upper edge is at `top`.
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

/// How many planes are to stand side by side.
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

/// The scale across with as many ticks as find room below a plane.
fn scale_across<I: Iterator<Item = (f64, f64)>>(
    measure: &Measure,
    range: Range,
    width: f64,
    (before, after): (f64, f64),
    dots: impl Fn() -> I,
) -> (Scale, Vec<Tick>) {
    let tried = |most| {
        let (scale, ticks) = measure.scale(range.low, range.high, most);
        (widened(scale, width, dots()), ticks)
    };
    let mut all = (3..=7).rev().map(tried);
    let reach = (-before, width + after);
    let fits = all.find(|(scale, ticks)| axis::fit_within(scale, ticks, width, reach));
    fits.unwrap_or_else(|| tried(3))
}
