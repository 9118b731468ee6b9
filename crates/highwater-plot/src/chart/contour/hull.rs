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

/// The parts of a line in a hull and those outside of it (Cyrus and Beck, segment by segment).
pub(super) fn split(line: &[Point], hull: &[Point]) -> (Vec<Vec<Point>>, Vec<Vec<Point>>) {
    let (mut inside, mut outside) = (Vec::new(), Vec::new());
    for pair in line.windows(2) {
        let &[from, to] = pair else { continue };
        let at = |part: f64| {
            (
                from.0 + (to.0 - from.0) * part,
                from.1 + (to.1 - from.1) * part,
            )
        };
        let (mut enters, mut leaves) = (0.0_f64, 1.0_f64);
        for (a, b) in edges(hull) {
            let (before, after) = (turn(a, b, from), turn(a, b, to));
            match (before >= 0.0, after >= 0.0) {
                (true, true) => {}
                (false, false) => leaves = -1.0,
                (false, true) => enters = enters.max(before / (before - after)),
                (true, false) => leaves = leaves.min(before / (before - after)),
            }
        }
        if enters >= leaves {
            extend(&mut outside, from, to);
            continue;
        }
        if enters > 0.0 {
            extend(&mut outside, from, at(enters));
        }
        extend(&mut inside, at(enters), at(leaves));
        if leaves < 1.0 {
            extend(&mut outside, at(leaves), to);
        }
    }
    (inside, outside)
}

/// Adds a segment to the line that ends where it starts, or as a line of its own.
fn extend(lines: &mut Vec<Vec<Point>>, from: Point, to: Point) {
    match lines.last_mut() {
        Some(line) if line.last() == Some(&from) => line.push(to),
        _ => lines.push(vec![from, to]),
    }
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
    fn a_line_is_split_where_it_enters_and_leaves() {
        let hull = convex(&[(0.0, 0.0), (10.0, 0.0), (10.0, 10.0), (0.0, 10.0)]).unwrap();
        let line = [(-5.0, 5.0), (5.0, 5.0), (15.0, 5.0), (15.0, 20.0)];
        let (inside, outside) = split(&line, &hull);
        assert_eq!(inside, [[(0.0, 5.0), (5.0, 5.0), (10.0, 5.0)]]);
        let ends = [
            vec![(-5.0, 5.0), (0.0, 5.0)],
            vec![(10.0, 5.0), (15.0, 5.0), (15.0, 20.0)],
        ];
        assert_eq!(outside, ends);
        let (inside, outside) = split(&[(-5.0, 12.0), (15.0, 12.0)], &hull);
        assert!(inside.is_empty() && outside.len() == 1);
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
