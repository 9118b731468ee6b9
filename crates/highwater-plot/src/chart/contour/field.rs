//! The areas above levels, and the lines around them.

use contour::ContourBuilder;

use crate::bounds::Bounds;
use crate::clip;
use crate::error::PlotError;
use crate::panel::Panel;
use crate::scale::Scale;

use super::grid::Grid;
use super::simplify;

type Point = (f64, f64);

/// Where a function reaches a level, in pixels.
pub(super) struct Level {
    /// The area in which it does, as one outline: rings and holes are joined by lines that run there
    /// and back, which enclose nothing. Empty where it nowhere does.
    pub(super) area: Vec<Point>,
    /// The iso-lines: the edges of the area within the grid.
    pub(super) lines: Vec<Vec<Point>>,
}

/// Returns the rectangle of the panel that the grid covers.
pub(super) fn covered(grid: &Grid, panel: &Panel) -> Bounds {
    let ((left, right), (bottom, top)) = (grid.across(), grid.up());
    let all = panel.bounds;
    let part = |scale: &Scale, x: f64| scale.fraction(x).clamp(0.0, 1.0);
    Bounds {
        left: all.left + part(&panel.x, left) * all.width(),
        right: all.left + part(&panel.x, right) * all.width(),
        top: all.bottom - part(&panel.y, top) * all.height(),
        bottom: all.bottom - part(&panel.y, bottom) * all.height(),
    }
}

/// Finds the levels in the grid, from the lowest.
pub(super) fn levels(
    grid: &Grid,
    levels: &[f64],
    panel: &Panel,
    area: &Bounds,
) -> Result<Vec<Level>, PlotError> {
    let all = panel.bounds;
    let xs = grid.x().iter().map(|&x| panel.x.fraction(x));
    let xs: Vec<f64> = xs.map(|part| all.left + part * all.width()).collect();
    let ys = grid.y().iter().map(|&y| panel.y.fraction(y));
    let ys: Vec<f64> = ys.map(|part| all.bottom - part * all.height()).collect();
    let place = |(column, row): Point| (between(&xs, column), between(&ys, row));

    // A quarter of everything, so that no difference of two numbers is too large for a double.
    let quarter = |numbers: &[f64]| numbers.iter().map(|x| x / 4.0).collect::<Vec<f64>>();
    let found = ContourBuilder::new(xs.len(), ys.len(), true)
        .lines(&quarter(grid.z()), &quarter(levels))
        .map_err(|error| PlotError::Drawing {
            message: error.to_string(),
        })?;
    let found = found.into_iter().map(|level| {
        let mut rings = Vec::new();
        let mut lines = Vec::new();
        for ring in level.into_inner().0.0 {
            // The library counts from half a step before the first column and row.
            let mut ring: Vec<Point> = ring.0.iter().map(|at| (at.x - 0.5, at.y - 0.5)).collect();
            ring.pop();
            let within = |&(x, y): &Point| {
                let last = ((xs.len() - 1) as f64, (ys.len() - 1) as f64);
                (0.0..=last.0).contains(&x) && (0.0..=last.1).contains(&y)
            };
            let placed: Vec<Point> = ring.iter().copied().map(place).collect();
            for part in parts(&ring, within) {
                let part: Vec<Point> = part.into_iter().map(place).collect();
                lines.extend(clip::polyline(&simplify::line(&part), area));
            }
            rings.push(clip::polygon(&simplify::ring(&placed), area));
        }
        lines.retain(|line| line.len() > 1);
        Level {
            area: joined(&rings),
            lines,
        }
    });
    Ok(found.collect())
}

/// The place that lies a part of the way from one number to the next; before the first and behind the
/// last the places at the ends.
fn between(places: &[f64], index: f64) -> f64 {
    let last = places.len().saturating_sub(1);
    let index = index.clamp(0.0, last as f64);
    let before = (index.floor() as usize).min(last);
    let after = (before + 1).min(last);
    match (places.get(before), places.get(after)) {
        (Some(&from), Some(&to)) => from + (to - from) * (index - before as f64),
        _ => 0.0,
    }
}

/// The parts of a ring in which each corner and the next are within: what is left of it when the way
/// along the edge of the grid is taken away.
fn parts(ring: &[Point], within: impl Fn(&Point) -> bool) -> Vec<Vec<Point>> {
    let n = ring.len();
    let corner = |i: usize| ring[i % n];
    let is_kept = |i: usize| within(&corner(i)) && within(&corner(i + 1));
    let Some(start) = (0..n).find(|&i| !is_kept(i)) else {
        let closed = ring.iter().chain(ring.first()).copied().collect();
        return vec![closed];
    };
    let mut parts: Vec<Vec<Point>> = Vec::new();
    let mut is_open = false;
    for i in start + 1..start + n {
        match parts.last_mut().filter(|_| is_open) {
            _ if !is_kept(i) => {
                is_open = false;
                continue;
            }
            Some(part) => part.push(corner(i + 1)),
            None => parts.push(vec![corner(i), corner(i + 1)]),
        }
        is_open = true;
    }
    parts
}

/// Rings as one outline: from a corner of the first to each other, around it and back.
fn joined(rings: &[Vec<Point>]) -> Vec<Point> {
    let mut rings = rings.iter().filter(|ring| ring.len() > 2);
    let Some(first) = rings.next() else {
        return Vec::new();
    };
    let mut outline = first.clone();
    let home = first.first().copied();
    for ring in rings {
        outline.extend(home);
        outline.extend(ring);
        outline.extend(ring.first());
    }
    outline
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::font::Fonts;
    use crate::frame::Frame;
    use crate::width::Width;

    const AREA: Bounds = Bounds {
        left: 0.0,
        top: 0.0,
        right: 100.0,
        bottom: 100.0,
    };

    /// Returns the level in a field over a square of 100 pixels, 41 columns and rows from -1 to 1.
    fn level(at: f64, field: impl Fn(f64, f64) -> f64) -> Level {
        let scale = Scale::linear(-1.0, 1.0);
        let grid = Grid::sampled(scale, scale, 41, 41, field).unwrap();
        let frame = Frame::new(Width::Wide, &Fonts::default());
        let panel = frame.panel(AREA, scale, scale);
        levels(&grid, &[at], &panel, &AREA).unwrap().swap_remove(0)
    }

    fn size(area: &[Point]) -> f64 {
        let following = area.iter().cycle().skip(1);
        let double: f64 = area
            .iter()
            .zip(following)
            .map(|(a, b)| a.0 * b.1 - b.0 * a.1)
            .sum();
        double.abs() / 2.0
    }

    #[test]
    fn a_plane_is_cut_by_one_straight_line_from_edge_to_edge() {
        let level = level(0.25, |x, y| x + 0.0 * y);
        assert_eq!(level.lines, [[(62.5, 100.0), (62.5, 0.0)]]);
        assert!(
            (size(&level.area) - 3750.0).abs() < 1e-6,
            "{:?}",
            level.area
        );
    }

    #[test]
    fn a_hollow_has_a_hole() {
        // A hill of rings: above the level between the radii 0.4 and 0.8.
        let level = level(0.0, |x, y| {
            let radius = libm::hypot(x, y);
            (radius - 0.4) * (0.8 - radius)
        });
        assert_eq!(level.lines.len(), 2);
        assert!(level.lines.iter().all(|line| line.first() == line.last()));
        let ring = std::f64::consts::PI * (40.0 * 40.0 - 20.0 * 20.0);
        assert!((size(&level.area) / ring - 1.0).abs() < 0.01);
    }

    #[test]
    fn above_all_numbers_is_nothing_and_below_all_is_the_whole() {
        let (none, all) = (level(2.0, |x, _| x), level(-1.0, |x, _| x));
        assert!(none.area.is_empty() && none.lines.is_empty());
        assert!((size(&all.area) - 10_000.0).abs() < 1e-6);
        assert!(all.lines.is_empty(), "{:?}", all.lines);
    }

    #[test]
    fn the_largest_numbers_leave_finite_places() {
        let level = level(0.0, |x, _| x.signum() * f64::MAX);
        let places = level.lines.iter().flatten().chain(&level.area);
        assert!(places.clone().count() > 4);
        assert!(places.clone().all(|(x, y)| x.is_finite() && y.is_finite()));
    }
}
