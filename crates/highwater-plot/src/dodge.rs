//! Places on a line moved apart until none is nearer to the next than it must be.

/// Moves places apart: each keeps its order, neighbours get half their heights plus nothing more
/// between them, all stay between `low` and `high` where there is room, and the sum of the squared
/// moves is as small as can be.
///
/// Takes `(place, height)`, gives the new places in the same order. Where there is too little room
/// for all, they run over `high`.
#[must_use]
pub(crate) fn apart(places: &[(f64, f64)], low: f64, high: f64) -> Vec<f64> {
    let mut order: Vec<usize> = (0..places.len()).collect();
    order.sort_by(|&a, &b| places[a].0.total_cmp(&places[b].0).then(a.cmp(&b)));

    // A run of places that touch each other moves as one; it wants to lie where the mean of its
    // members' wishes is. Runs that come to overlap are joined (pool adjacent violators).
    let mut runs: Vec<Run> = Vec::new();
    for &i in &order {
        let (place, height) = places[i];
        runs.push(Run {
            wish: place - height / 2.0,
            height,
            members: 1,
        });
        while let [.., before, last] = runs.as_slice() {
            if before.top(low, high) + before.height <= last.top(low, high) {
                break;
            }
            let joined = before.joined(last);
            runs.pop();
            runs.pop();
            runs.push(joined);
        }
    }

    let mut moved = vec![0.0; places.len()];
    let mut rest = order.into_iter();
    for run in runs {
        let mut top = run.top(low, high);
        for i in rest.by_ref().take(run.members) {
            let height = places[i].1;
            moved[i] = top + height / 2.0;
            top += height;
        }
    }
    moved
}

struct Run {
    /// Where the upper end wants to be: the mean over the members.
    wish: f64,
    height: f64,
    members: usize,
}

impl Run {
    fn top(&self, low: f64, high: f64) -> f64 {
        self.wish.min(high - self.height).max(low)
    }

    fn joined(&self, below: &Run) -> Run {
        let (a, b) = (self.members as f64, below.members as f64);
        Run {
            wish: (self.wish * a + (below.wish - self.height) * b) / (a + b),
            height: self.height + below.height,
            members: self.members + below.members,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn neighbours_that_touch_share_the_move() {
        assert_eq!(apart(&[(10.0, 8.0), (12.0, 8.0)], 0.0, 100.0), [7.0, 15.0]);
        let apart = apart(&[(50.0, 8.0), (10.0, 8.0)], 0.0, 100.0);
        assert_eq!(apart, [50.0, 10.0]);
    }

    #[test]
    fn stays_within_the_ends_where_there_is_room() {
        assert_eq!(apart(&[(0.0, 10.0), (1.0, 10.0)], 0.0, 100.0), [5.0, 15.0]);
        assert_eq!(
            apart(&[(99.0, 10.0), (100.0, 10.0)], 0.0, 100.0),
            [85.0, 95.0]
        );
        assert!(apart(&[], 0.0, 1.0).is_empty());
    }

    proptest! {
        #[test]
        fn none_overlap_and_order_is_kept(places in prop::collection::vec((0.0..300.0f64, 5.0..20.0f64), 0..12)) {
            let moved = apart(&places, 0.0, 300.0);
            for i in 0..places.len() {
                for j in 0..places.len() {
                    if i != j && moved[i] <= moved[j] {
                        let gap = (places[i].1 + places[j].1) / 2.0;
                        prop_assert!(moved[j] - moved[i] >= gap - 1e-6);
                    }
                    if places[i].0 < places[j].0 {
                        prop_assert!(moved[i] < moved[j]);
                    }
                }
            }
        }
    }
}
