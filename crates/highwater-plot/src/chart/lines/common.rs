//! What the lines, their labels and their gaps have in common.

use crate::calendar::Grain;
use crate::position::Position;

use super::{GapBand, Lines};

/// The radius of a dot.
pub(super) const DOT: f64 = 4.0;

/// What may differ where words are crowded.
#[derive(Clone, Copy)]
pub(super) struct Layout {
    /// Whether the names at the ends stand above and below the lines.
    pub(super) inside: bool,
    /// Whether the names of points are placed from the right end on.
    pub(super) from_right: bool,
}

/// Returns how fine the dates are; `None` for numbers.
pub(super) fn grain(chart: &Lines) -> Option<Grain> {
    let points = chart.series.iter().flat_map(|series| &series.points);
    let ribbons = chart.series.iter().flat_map(|series| &series.ribbon);
    let positions = points.map(|p| p.at).chain(ribbons.map(|p| p.at));
    positions.filter_map(Position::grain).min()
}

/// The positions at which both sides of the gap have a point, with their numbers.
pub(super) fn shared_points(chart: &Lines, gap: &GapBand) -> Vec<(f64, f64, f64)> {
    let (Some(one), Some(other)) = (chart.series.get(gap.one), chart.series.get(gap.other)) else {
        return Vec::new();
    };
    one.points
        .iter()
        .filter_map(|point| {
            let partner = other.points.iter().find(|p| p.at == point.at)?;
            Some((
                point.at.coordinate(),
                point.value.middle(),
                partner.value.middle(),
            ))
        })
        .collect()
}
