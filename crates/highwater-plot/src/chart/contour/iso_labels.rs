//! The numbers on iso-lines: where they stand, and the lines that make room for them.

use crate::bounds::Bounds;
use crate::font::Fonts;
use crate::mark::Shape;
use crate::place::text_bounds;
use crate::text::{Anchor, SMALL_SIZE, TextStyle};

use super::hull;

type Point = (f64, f64);

/// How far apart the places are that are tried along a line, in pixels.
const STEP: f64 = 3.0;

/// The room that is kept free around a number, from worst to best.
const FREE: [f64; 3] = [3.0, 7.0, 12.0];

/// How much longer than its number a line must be.
const LONGER: f64 = 24.0;

/// What numbers must not stand on.
pub(super) struct Obstacles<'a> {
    /// Where numbers may stand.
    pub(super) area: Bounds,
    /// The area that data support, where numbers stand best.
    pub(super) hull: Option<&'a [Point]>,
    /// The boxes of names, and of the numbers that have a place.
    pub(super) boxes: Vec<Bounds>,
    /// The middles and radii of points.
    pub(super) dots: Vec<(Point, f64)>,
}

/// A number with its place.
pub(super) struct IsoLabel {
    pub(super) text: String,
    /// The middle of its baseline.
    pub(super) at: Point,
    pub(super) bounds: Bounds,
}

pub(super) fn style() -> TextStyle {
    TextStyle::regular(SMALL_SIZE)
        .anchored(Anchor::Middle)
        .haloed()
}

/// Places a number on each line that has room for it.
pub(super) fn place(
    lines: &[(String, Vec<Point>)],
    obstacles: &mut Obstacles<'_>,
    fonts: &Fonts,
) -> Vec<IsoLabel> {
    let all: Vec<(Bounds, &[Point])> = lines
        .iter()
        .map(|(_, line)| (Shape::Polyline(line.clone()).bounds(), line.as_slice()))
        .collect();
    let mut labels = Vec::new();
    for (i, (text, line)) in lines.iter().enumerate() {
        if let Some(label) = best(text, line, i, &all, obstacles, fonts) {
            obstacles.boxes.push(label.bounds);
            labels.push(label);
        }
    }
    labels
}

fn best(
    text: &str,
    line: &[Point],
    own: usize,
    lines: &[(Bounds, &[Point])],
    obstacles: &Obstacles<'_>,
    fonts: &Fonts,
) -> Option<IsoLabel> {
    let style = style();
    let width = style.width(text, fonts);
    let length: f64 = line.windows(2).map(|pair| distance(pair[0], pair[1])).sum();
    if length < width + LONGER {
        return None;
    }
    let mut best: Option<(f64, IsoLabel)> = None;
    for (along, middle) in walk(line) {
        // A number that ends its line looks like one that names its end.
        if along < width / 2.0 + 6.0 || length - along < width / 2.0 + 6.0 {
            continue;
        }
        let at = (middle.0, middle.1 + SMALL_SIZE * 0.36);
        let bounds = text_bounds(text, at, style, fonts);
        let Some(free) = room(&bounds, own, lines, obstacles) else {
            continue;
        };
        let is_supported = obstacles.hull.is_none_or(|hull| hull::holds(hull, middle));
        let from_middle = (along / length - 0.5).abs();
        let worth = free + if is_supported { 1.5 } else { 0.0 } - 2.0 * from_middle;
        if best.as_ref().is_none_or(|(most, _)| worth > *most) {
            let text = text.to_owned();
            best = Some((worth, IsoLabel { text, at, bounds }));
        }
    }
    best.map(|(_, label)| label)
}

/// Returns how much room there is around a box: the number of the steps of [`FREE`] that are free;
/// `None` where not even the first is.
fn room(
    bounds: &Bounds,
    own: usize,
    lines: &[(Bounds, &[Point])],
    obstacles: &Obstacles<'_>,
) -> Option<f64> {
    if !obstacles.area.holds(&bounds.grown(2.0)) {
        return None;
    }
    let is_free = |by: f64| {
        let area = bounds.grown(by);
        let hull = obstacles.hull.unwrap_or_default();
        let edges = hull.iter().zip(hull.iter().cycle().skip(1));
        !obstacles.boxes.iter().any(|other| other.overlaps(&area))
            && !obstacles
                .dots
                .iter()
                .any(|&(middle, radius)| distance(area.nearest(middle), middle) < radius)
            && !edges.clone().any(|(a, b)| area.crossed_by(*a, *b))
            && !lines.iter().enumerate().any(|(i, (around, line))| {
                i != own && around.grown(0.1).overlaps(&area) && crosses(line, &area)
            })
    };
    let free = FREE.iter().take_while(|by| is_free(**by)).count();
    (free > 0).then_some(free as f64)
}

fn crosses(line: &[Point], area: &Bounds) -> bool {
    line.windows(2)
        .any(|pair| area.crossed_by(pair[0], pair[1]))
}

/// Points along a line, each with how far along it lies.
fn walk(line: &[Point]) -> impl Iterator<Item = (f64, Point)> + '_ {
    let mut before = 0.0;
    line.windows(2).flat_map(move |pair| {
        let length = distance(pair[0], pair[1]);
        let start = before;
        before += length;
        let n = (length / STEP).ceil().max(1.0) as usize;
        (0..n).map(move |i| {
            let part = i as f64 / n as f64;
            let at = (
                pair[0].0 + (pair[1].0 - pair[0].0) * part,
                pair[0].1 + (pair[1].1 - pair[0].1) * part,
            );
            (start + part * length, at)
        })
    })
}

fn distance(a: Point, b: Point) -> f64 {
    libm::hypot(b.0 - a.0, b.1 - a.1)
}

#[cfg(test)]
mod tests {
    use super::*;

    const AREA: Bounds = Bounds {
        left: 0.0,
        top: 0.0,
        right: 300.0,
        bottom: 200.0,
    };

    fn place_all(lines: &[Vec<Point>], dots: Vec<(Point, f64)>) -> Vec<IsoLabel> {
        let lines: Vec<(String, Vec<Point>)> = lines
            .iter()
            .map(|line| ("50%".to_owned(), line.clone()))
            .collect();
        place(
            &lines,
            &mut Obstacles {
                area: AREA,
                hull: None,
                boxes: Vec::new(),
                dots,
            },
            &Fonts::default(),
        )
    }

    #[test]
    fn a_number_stands_in_the_middle_of_a_free_line() {
        let labels = place_all(&[vec![(0.0, 100.0), (300.0, 100.0)]], Vec::new());
        let (x, y) = labels[0].bounds.middle();
        assert!((x - 150.0).abs() < 4.0 && (y - 100.0).abs() < 4.0);
    }

    #[test]
    fn numbers_avoid_points_edges_and_other_lines() {
        let short = vec![(100.0, 50.0), (120.0, 50.0)];
        let long = vec![(0.0, 100.0), (300.0, 100.0)];
        let near = vec![(0.0, 103.0), (300.0, 103.0)];
        assert!(place_all(&[short], Vec::new()).is_empty());
        assert!(place_all(&[long.clone(), near], Vec::new()).is_empty());
        let dots = vec![((150.0, 104.0), 4.0)];
        let labels = place_all(&[long], dots);
        assert!((labels[0].bounds.middle().0 - 150.0).abs() > 15.0);
    }
}
