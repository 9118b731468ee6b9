//! Curves cut at the edges of a rectangle.

use crate::bounds::Bounds;

type Point = (f64, f64);

/// The parts of joined lines that lie in a rectangle.
pub(crate) fn polyline(points: &[Point], area: &Bounds) -> Vec<Vec<Point>> {
    let mut parts: Vec<Vec<Point>> = Vec::new();
    for pair in points.windows(2) {
        let Some((from, to)) = segment(pair[0], pair[1], area) else {
            continue;
        };
        match parts.last_mut() {
            Some(part) if part.last() == Some(&from) => part.push(to),
            _ => parts.push(vec![from, to]),
        }
    }
    parts
}

/// The parts of joined lines that lie outside of a rectangle.
pub(crate) fn polyline_outside(points: &[Point], area: &Bounds) -> Vec<Vec<Point>> {
    let mut parts: Vec<Vec<Point>> = Vec::new();
    for pair in points.windows(2) {
        let (from, to) = (pair[0], pair[1]);
        let pieces = match segment(from, to, area) {
            None => vec![(from, to)],
            Some((enter, leave)) => vec![(from, enter), (leave, to)],
        };
        for (from, to) in pieces.into_iter().filter(|(from, to)| from != to) {
            match parts.last_mut() {
                Some(part) if part.last() == Some(&from) => part.push(to),
                _ => parts.push(vec![from, to]),
            }
        }
    }
    parts
}

/// The part of a line that lies in a rectangle (Liang and Barsky).
fn segment(a: Point, b: Point, area: &Bounds) -> Option<(Point, Point)> {
    let (dx, dy) = (b.0 - a.0, b.1 - a.1);
    let (mut enter, mut leave) = (0.0_f64, 1.0_f64);
    for (towards, room) in [
        (-dx, a.0 - area.left),
        (dx, area.right - a.0),
        (-dy, a.1 - area.top),
        (dy, area.bottom - a.1),
    ] {
        if towards == 0.0 {
            if room < 0.0 {
                return None;
            }
        } else if towards < 0.0 {
            enter = enter.max(room / towards);
        } else {
            leave = leave.min(room / towards);
        }
    }
    let at = |part: f64| {
        if part == 0.0 {
            a
        } else if part == 1.0 {
            b
        } else {
            (a.0 + dx * part, a.1 + dy * part)
        }
    };
    (enter <= leave).then(|| (at(enter), at(leave)))
}

/// The part of a closed area that lies in a rectangle (Sutherland and Hodgman).
pub(crate) fn polygon(points: &[Point], area: &Bounds) -> Vec<Point> {
    let mut rest = points.to_vec();
    for (is_across, edge, sign) in [
        (true, area.left, 1.0),
        (true, area.right, -1.0),
        (false, area.top, 1.0),
        (false, area.bottom, -1.0),
    ] {
        let inside = |p: Point| (if is_across { p.0 } else { p.1 } - edge) * sign;
        let mut kept = Vec::new();
        let following = rest.iter().cycle().skip(1);
        for (&from, &to) in rest.iter().zip(following) {
            let (a, b) = (inside(from), inside(to));
            if a >= 0.0 {
                kept.push(from);
            }
            if (a < 0.0) != (b < 0.0) {
                let part = a / (a - b);
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

#[cfg(test)]
mod tests {
    use super::*;

    const AREA: Bounds = Bounds {
        left: 0.0,
        top: 0.0,
        right: 10.0,
        bottom: 10.0,
    };

    #[test]
    fn a_line_that_leaves_and_comes_back_has_two_parts() {
        let line = [
            (-5.0, 5.0),
            (5.0, 5.0),
            (5.0, 20.0),
            (8.0, 20.0),
            (8.0, 5.0),
        ];
        assert_eq!(
            polyline(&line, &AREA),
            [
                vec![(0.0, 5.0), (5.0, 5.0), (5.0, 10.0)],
                vec![(8.0, 10.0), (8.0, 5.0)]
            ]
        );
        assert!(polyline(&[(-5.0, -5.0), (20.0, -5.0)], &AREA).is_empty());
        assert!(polyline(&[], &AREA).is_empty());
    }

    #[test]
    fn a_line_through_an_area_has_a_gap_there() {
        let line = [(-5.0, 5.0), (5.0, 5.0), (15.0, 5.0), (15.0, 30.0)];
        assert_eq!(
            polyline_outside(&line, &AREA),
            [
                vec![(-5.0, 5.0), (0.0, 5.0)],
                vec![(10.0, 5.0), (15.0, 5.0), (15.0, 30.0)]
            ]
        );
        let beside = [(11.0, 0.0), (11.0, 9.0), (20.0, 9.0)];
        assert_eq!(polyline_outside(&beside, &AREA), [beside.to_vec()]);
        assert!(polyline_outside(&[(1.0, 1.0), (9.0, 9.0)], &AREA).is_empty());
    }

    #[test]
    fn an_area_is_cut_at_each_edge() {
        let square = [(5.0, 5.0), (15.0, 5.0), (15.0, 15.0), (5.0, 15.0)];
        let cut = polygon(&square, &AREA);
        let lie_inside = cut.iter().all(|&(x, y)| x <= 10.0 && y <= 10.0);
        assert!(lie_inside && cut.len() == 4, "{cut:?}");
        assert!(polygon(&[(20.0, 0.0), (30.0, 0.0), (30.0, 5.0)], &AREA).is_empty());
    }
}
