//! The smallest area without dents that holds all points, and what of another area lies in it.

type Point = (f64, f64);

/// An area smaller than this, in square pixels, is a line to the eye.
const LEAST: f64 = 16.0;

/// Returns the corners of the convex hull (Andrew's monotone chain), in one direction; `None` where the
/// points span no area.
pub(super) fn convex(points: &[Point]) -> Option<Vec<Point>> {
    let mut sorted = points.to_vec();
    sorted.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)));
    sorted.dedup();
    let half = |points: &mut dyn Iterator<Item = Point>| {
        let mut corners: Vec<Point> = Vec::new();
        for point in points {
            while let [.., before, last] = corners.as_slice() {
                if turn(*before, *last, point) > 0.0 {
                    break;
                }
                corners.pop();
            }
            corners.push(point);
        }
        corners.pop();
        corners
    };
    let mut corners = half(&mut sorted.iter().copied());
    corners.extend(half(&mut sorted.iter().rev().copied()));
    (corners.len() > 2 && area(&corners) >= LEAST).then_some(corners)
}

/// Returns whether a point lies in a hull or on its edge.
pub(super) fn holds(hull: &[Point], point: Point) -> bool {
    edges(hull).all(|(from, to)| turn(from, to, point) >= 0.0)
}

/// The part of an area that lies in a hull (Sutherland and Hodgman).
pub(super) fn cut(area: &[Point], hull: &[Point]) -> Vec<Point> {
    let mut rest = area.to_vec();
    for (a, b) in edges(hull) {
        let mut kept = Vec::with_capacity(rest.len());
        let following = rest.iter().cycle().skip(1);
        for (&from, &to) in rest.iter().zip(following) {
            let (before, after) = (turn(a, b, from), turn(a, b, to));
            if before >= 0.0 {
                kept.push(from);
            }
            if (before < 0.0) != (after < 0.0) {
                let part = before / (before - after);
                kept.push((
                    from.0 + (to.0 - from.0) * part,
                    from.1 + (to.1 - from.1) * part,
                ));
            }
        }
        rest = kept;
    }
    rest
}

fn edges(corners: &[Point]) -> impl Iterator<Item = (Point, Point)> + '_ {
    let following = corners.iter().cycle().skip(1);
    corners.iter().copied().zip(following.copied())
}

/// Positive where the way from `a` over `b` to `c` turns as the hull does.
fn turn(a: Point, b: Point, c: Point) -> f64 {
    (b.0 - a.0) * (c.1 - a.1) - (b.1 - a.1) * (c.0 - a.0)
}

fn area(corners: &[Point]) -> f64 {
    let double: f64 = edges(corners).map(|(a, b)| a.0 * b.1 - b.0 * a.1).sum();
    double.abs() / 2.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_inside_and_on_edges_are_no_corners() {
        let points = [
            (0.0, 0.0),
            (10.0, 0.0),
            (5.0, 0.0),
            (10.0, 10.0),
            (4.0, 6.0),
            (0.0, 10.0),
            (0.0, 0.0),
        ];
        let hull = convex(&points).unwrap();
        assert_eq!(hull, [(0.0, 0.0), (10.0, 0.0), (10.0, 10.0), (0.0, 10.0)]);
        assert!(points.iter().all(|&point| holds(&hull, point)));
        assert!(!holds(&hull, (10.1, 5.0)));
    }

    #[test]
    fn a_line_and_a_point_span_no_area() {
        let line: Vec<Point> = (0..9).map(|i| (f64::from(i), 3.0 * f64::from(i))).collect();
        assert_eq!(convex(&line), None);
        assert_eq!(convex(&[(3.0, 4.0); 5]), None);
        assert_eq!(convex(&[]), None);
    }

    #[test]
    fn an_area_is_cut_at_the_hull() {
        let hull = convex(&[(0.0, 0.0), (10.0, 0.0), (0.0, 10.0)]).unwrap();
        let square = [(0.0, 0.0), (8.0, 0.0), (8.0, 8.0), (0.0, 8.0)];
        let cut = cut(&square, &hull);
        // Of 64 the corner beyond the slanted edge is gone: a triangle with sides of 6.
        assert!((area(&cut) - 46.0).abs() < 1e-9, "{cut:?}");
        assert!(super::cut(&square, &[(20.0, 20.0), (30.0, 20.0), (20.0, 30.0)]).is_empty());
    }
}
