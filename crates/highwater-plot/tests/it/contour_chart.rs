//! A contour of any numbers, for the tests of all kinds of charts.

use highwater_plot::chart::{Contour, ContourPoint, Grid, Noun, levels};
use highwater_plot::{Extent, Position, Scale};

use crate::charts::{AnyChart, measure, month};

/// A function that rises with month and number, over the reach of the numbers that have a place.
pub(crate) fn contour(names: &[String], numbers: &[f64], extent: Extent) -> AnyChart {
    let has_place = |x: &&f64| x.is_finite() && (!extent.is_log() || **x > 0.0);
    let placed = || numbers.iter().filter(has_place).copied();
    let (low, high) = (
        placed().fold(f64::INFINITY, f64::min),
        placed().fold(f64::NEG_INFINITY, f64::max),
    );
    let spread = if low < high { (low, high) } else { (1.0, 10.0) };
    let up = match extent {
        Extent::Log => Scale::log(spread.0, spread.1),
        _ => Scale::linear(spread.0, spread.1),
    };
    let months = [0, numbers.len() + 1].map(|i| Position::Month(month(i)).coordinate());
    let across = Scale::months(months[0] - 1.0, months[1]);
    let height = |x: f64, y: f64| 60.0 * across.fraction(x) + 60.0 * up.fraction(y);
    // Where even the span is not a number, a grid of its own is: the points are refused or left out.
    let grid = Grid::sampled(across, up, 25, 17, height)
        .or_else(|_| Grid::sampled(across, Scale::linear(1.0, 10.0), 25, 17, |x, y| x + y));
    let point = |(i, (name, &x)): (usize, (&String, &f64))| {
        ContourPoint::new(name.clone(), month(i), x, (i * 7 % 130) as f64).labelled(i < 8)
    };
    Box::new(Contour::new(
        measure(extent),
        measure(Extent::Around),
        grid.unwrap(),
        levels(20.0, 90.0, 8),
        Noun::new("group", "groups"),
        names.iter().zip(numbers).enumerate().map(point),
    ))
}
