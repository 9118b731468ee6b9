//! Lines with no more corners than are seen.

type Point = (f64, f64);

/// How far a corner that is left out may lie off the line, in pixels: places have one decimal.
const SLACK: f64 = 0.1;

/// The line without the corners that are not seen (Ramer, Douglas and Peucker).
pub(super) fn line(points: &[Point]) -> Vec<Point> {
    let mut kept = vec![false; points.len()];
    let mut open = vec![(0, points.len().saturating_sub(1))];
    for end in [0, points.len().saturating_sub(1)] {
        if let Some(kept) = kept.get_mut(end) {
            *kept = true;
        }
    }
    while let Some((from, to)) = open.pop() {
        let Some((at, distance)) = farthest(points, from, to) else {
            continue;
        };
        if distance > SLACK {
            kept[at] = true;
            open.extend([(from, at), (at, to)]);
        }
    }
    let points = points.iter().zip(kept).filter(|(_, kept)| *kept);
    points.map(|(point, _)| *point).collect()
}

/// The ring without the corners that are not seen; its first corner does not come again as the last.
/// Empty where no area is left.
pub(super) fn ring(points: &[Point]) -> Vec<Point> {
    let Some(&first) = points.first() else {
        return Vec::new();
    };
    let distance = |point: &Point| libm::hypot(point.0 - first.0, point.1 - first.1);
    let opposite = (0..points.len())
        .max_by(|&a, &b| distance(&points[a]).total_cmp(&distance(&points[b])))
        .unwrap_or(0);
    let mut there = line(&points[..=opposite]);
    let mut back = points[opposite..].to_vec();
    back.push(first);
    there.pop();
    there.extend(line(&back));
    there.pop();
    if there.len() < 3 {
        return Vec::new();
    }
    there
}

/// The corner between two others that lies farthest from the line that joins these.
fn farthest(points: &[Point], from: usize, to: usize) -> Option<(usize, f64)> {
    let (a, b) = (points.get(from)?, points.get(to)?);
    let (dx, dy) = (b.0 - a.0, b.1 - a.1);
    let length = libm::hypot(dx, dy);
    let distance = |p: &Point| {
        let (x, y) = (p.0 - a.0, p.1 - a.1);
        if length == 0.0 {
            return libm::hypot(x, y);
        }
        // Beyond its ends the line does not go on.
        // So far off that the product is beyond a double, it is clipped away in any case.
        let along = ((x * dx + y * dy) / length).max(0.0).min(length) / length;
        libm::hypot(x - along * dx, y - along * dy)
    };
    (from + 1..to)
        .map(|i| (i, distance(&points[i])))
        .max_by(|a, b| a.1.total_cmp(&b.1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_lies_on_the_line_is_left_out_and_what_does_not_is_kept() {
        let points = [
            (0.0, 0.0),
            (5.0, 0.05),
            (10.0, 0.0),
            (10.0, 4.0),
            (10.0, 8.0),
        ];
        assert_eq!(line(&points), [(0.0, 0.0), (10.0, 0.0), (10.0, 8.0)]);
        assert_eq!(line(&points[..1]), [(0.0, 0.0)]);
        assert!(line(&[]).is_empty());
    }

    #[test]
    fn a_circle_of_thousand_corners_stays_one_within_a_tenth_of_a_pixel() {
        let circle: Vec<Point> = (0..1000)
            .map(|i| f64::from(i) * std::f64::consts::TAU / 1000.0)
            .map(|angle| (100.0 * libm::cos(angle), 100.0 * libm::sin(angle)))
            .collect();
        let ring = ring(&circle);
        // Chords that are a tenth off a radius of 100 at the most: 71 at best, twice that by halving.
        assert!((71..=142).contains(&ring.len()), "{}", ring.len());
        for pair in ring.windows(2) {
            let middle = ((pair[0].0 + pair[1].0) / 2.0, (pair[0].1 + pair[1].1) / 2.0);
            assert!(libm::hypot(middle.0, middle.1) > 99.9 - 1e-9);
        }
    }

    #[test]
    fn a_ring_without_area_is_gone() {
        assert!(ring(&[(1.0, 1.0), (1.02, 1.0), (1.0, 1.03)]).is_empty());
        assert!(ring(&[]).is_empty());
    }
}
