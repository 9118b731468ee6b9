//! Where the values that have an interval are tried: at its ends, and at each threshold in it.

/// The most readings of one claim.
const MOST: usize = 10_000;

/// The readings of the values with an interval, and whether they are all combinations.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Readings {
    /// A point of each interval, for each reading.
    pub readings: Vec<Vec<f64>>,
    /// Whether they are all combinations.
    pub are_all: bool,
}

/// All combinations of the ends of the intervals, the thresholds in them, and points between these;
/// as many points between as there is room for.
///
/// Where there is no room for all combinations, one value at a time goes through its points, the others
/// being all at their lower or all at their upper ends.
#[must_use]
pub fn readings(intervals: &[(f64, f64)], thresholds: &[f64], most: usize) -> Readings {
    let most = most.min(MOST);
    let points = |parts: usize| -> Vec<Vec<f64>> {
        intervals
            .iter()
            .map(|&interval| points(interval, thresholds, parts))
            .collect()
    };
    for parts in [32, 8, 2] {
        let points = points(parts);
        let combinations = points.iter().fold(1usize, |n, p| n.saturating_mul(p.len()));
        if combinations <= most {
            return Readings {
                readings: combined(&points),
                are_all: true,
            };
        }
    }
    let mut readings = Vec::new();
    let low: Vec<f64> = intervals.iter().map(|(low, _)| *low).collect();
    let high: Vec<f64> = intervals.iter().map(|(_, high)| *high).collect();
    for base in [low, high] {
        for (at, points) in points(2).into_iter().enumerate() {
            for point in points {
                let mut reading = base.clone();
                reading[at] = point;
                readings.push(reading);
            }
        }
    }
    readings.truncate(most);
    Readings {
        readings,
        are_all: false,
    }
}

/// The points of an interval: its ends, the thresholds in it, and those that part what lies between.
fn points((low, high): (f64, f64), thresholds: &[f64], parts: usize) -> Vec<f64> {
    let inside = thresholds.iter().filter(|&&t| low < t && t < high);
    let mut edges: Vec<f64> = inside.copied().chain([low, high]).collect();
    edges.sort_by(f64::total_cmp);
    edges.dedup();
    let mut points = Vec::new();
    for pair in edges.windows(2) {
        let (from, to) = (pair[0], pair[1]);
        points.push(from);
        // An end that nobody knows is as far off as the other end is large.
        let (from, to) = match (from.is_finite(), to.is_finite()) {
            (true, false) => (from, from + from.abs().max(1.0)),
            (false, true) => (to - to.abs().max(1.0), to),
            _ => (from, to),
        };
        let step = (to - from) / parts as f64;
        points.extend((1..parts).map(|i| from + step * i as f64));
    }
    points.extend(edges.last());
    points
}

fn combined(points: &[Vec<f64>]) -> Vec<Vec<f64>> {
    points.iter().fold(vec![Vec::new()], |readings, points| {
        let extended = |reading: &Vec<f64>| -> Vec<Vec<f64>> {
            let with = |&point: &f64| reading.iter().copied().chain([point]).collect();
            points.iter().map(with).collect()
        };
        readings.iter().flat_map(extended).collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thresholds_part_an_interval() {
        assert_eq!(
            points((10.0, 50.0), &[20.0, 30.0, 50.0, 9.0], 2),
            [10.0, 15.0, 20.0, 25.0, 30.0, 40.0, 50.0]
        );
        assert_eq!(
            points((120.0, f64::INFINITY), &[200.0], 2),
            [120.0, 160.0, 200.0, 300.0, f64::INFINITY]
        );
    }

    #[test]
    fn few_intervals_are_tried_in_all_combinations() {
        let tried = readings(&[(0.0, 1.0), (2.0, 3.0)], &[], MOST);
        assert!(tried.are_all);
        assert_eq!(tried.readings.len(), 33 * 33);
        assert!(tried.readings.contains(&vec![0.0, 3.0]));
        assert_eq!(readings(&[], &[1.0], MOST).readings, [Vec::<f64>::new()]);
        assert!(readings(&[(0.0, 1.0); 8], &[], MOST).are_all);
    }

    #[test]
    fn too_many_are_tried_one_by_one_and_told() {
        let tried = readings(&[(0.0, 1.0); 12], &[0.5], MOST);
        assert!(!tried.are_all);
        assert_eq!(tried.readings.len(), 2 * 12 * 5);
        assert!(tried.readings.contains(&vec![0.0; 12]));
        assert!(tried.readings.contains(&vec![1.0; 12]));
    }
}
