//! Ranks, with ties at their average.

use rayon::prelude::*;

use crate::error::StatsError;
use crate::missing::none_missing;
use crate::sort_key::sort_key;

/// Returns the rank of each value among all, counted from 1; tied values share the average of their
/// ranks.
///
/// Infinities are the largest and smallest values and may tie with each other; `-0` ties with `0`.
///
/// # Errors
///
/// [`StatsError::Missing`] for NaN, which has no rank.
///
/// # Example
///
/// ```
/// // R: rank(c(10, 20, 10, 30))
/// assert_eq!(highwater_stats::ranks(&[10.0, 20.0, 10.0, 30.0])?, [1.5, 3.0, 1.5, 4.0]);
/// # Ok::<(), highwater_stats::StatsError>(())
/// ```
///
/// # References
///
/// Kendall (1945), "The treatment of ties in ranking problems", Biometrika 33, 239-251; R's `rank`.
pub fn ranks(values: &[f64]) -> Result<Vec<f64>, StatsError> {
    none_missing("values", values)?;
    let doubled = DoubledRanks::new(values);
    Ok(doubled
        .ranks
        .iter()
        .map(|rank| *rank as f64 / 2.0)
        .collect())
}

/// Twice the ranks, which are whole numbers even where values tie.
pub(crate) struct DoubledRanks {
    pub(crate) ranks: Vec<u64>,
    pub(crate) has_ties: bool,
    /// `sum(t^3 - t)` over groups of `t` tied values.
    pub(crate) tie_cubes: f64,
}

impl DoubledRanks {
    /// The values must be free of NaN.
    pub(crate) fn new(values: &[f64]) -> Self {
        let mut order: Vec<(u64, usize)> = (0..)
            .zip(values)
            .map(|(i, value)| (sort_key(*value), i))
            .collect();
        // The indices make all entries different, so that any way to sort them gives the same.
        if order.len() > 100_000 {
            order.par_sort_unstable();
        } else {
            order.sort_unstable();
        }
        let mut ranks = vec![0; values.len()];
        let mut has_ties = false;
        let mut tie_cubes = 0.0;
        let mut before = 0;
        for tied in order.chunk_by(|a, b| a.0 == b.0) {
            let doubled = 2 * before + tied.len() + 1;
            for (_, index) in tied {
                ranks[*index] = doubled as u64;
            }
            before += tied.len();
            has_ties |= tied.len() > 1;
            let t = tied.len() as f64;
            tie_cubes += t * t * t - t;
        }
        DoubledRanks {
            ranks,
            has_ties,
            tie_cubes,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn infinities_tie_with_each_other() {
        let values = [f64::INFINITY, 1.0, f64::INFINITY, f64::NEG_INFINITY];
        assert_eq!(ranks(&values), Ok(vec![3.5, 2.0, 3.5, 1.0]));
        assert_eq!(ranks(&[]), Ok(vec![]));
        assert!(ranks(&[f64::NAN]).is_err());
    }
}
