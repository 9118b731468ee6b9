//! Rows dealt out at random.

use crate::error::StatsError;
use crate::random::{Resampling, shuffle};

/// Returns the rows `0 .. n` dealt out at random into `folds` parts, each in ascending order: the rows
/// to be predicted in turn by what is fitted to all others.
///
/// The rows are shuffled with the seed and cut into runs of `n / folds`, with one more in each of the
/// first `n % folds`, as in scikit-learn's `KFold`.
/// The folds depend on `n`, `folds` and `seed` alone.
///
/// # Errors
///
/// [`StatsError::OutOfRange`] for fewer than two folds, or more than rows.
///
/// # Example
///
/// ```
/// // By hand: 10 rows in 4 folds, of 3, 3, 2 and 2.
/// let folds = highwater_stats::k_fold(10, 4, 42)?;
/// assert_eq!(folds.iter().map(Vec::len).collect::<Vec<_>>(), [3, 3, 2, 2]);
/// # Ok::<(), highwater_stats::StatsError>(())
/// ```
///
/// # References
///
/// Hastie, Tibshirani and Friedman (2009), "The Elements of Statistical Learning", 2nd edition,
/// section 7.10.
pub fn k_fold(n: usize, folds: usize, seed: u64) -> Result<Vec<Vec<usize>>, StatsError> {
    if folds < 2 || folds > n {
        return Err(StatsError::OutOfRange {
            what: "folds".into(),
            value: folds as f64,
            range: "from 2 to the number of rows",
        });
    }
    let mut rows: Vec<usize> = (0..n).collect();
    let resampling = Resampling {
        repetitions: 1,
        seed,
    };
    shuffle(&mut resampling.stream(0), &mut rows);
    let mut rest = rows.as_slice();
    Ok((0..folds)
        .map(|fold| {
            let (rows, others) = rest.split_at(n / folds + usize::from(fold < n % folds));
            rest = others;
            let mut rows = rows.to_vec();
            rows.sort_unstable();
            rows
        })
        .collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_row_is_in_one_fold() {
        for (n, folds) in [(2, 2), (46, 5), (46, 46), (100, 7)] {
            let parts = k_fold(n, folds, 1).unwrap();
            assert_eq!(parts.len(), folds);
            let mut rows = parts.concat();
            rows.sort_unstable();
            assert_eq!(rows, (0..n).collect::<Vec<_>>());
            assert!(parts.is_sorted_by_key(|part| std::cmp::Reverse(part.len())));
        }
    }

    #[test]
    fn the_folds_of_a_seed_never_change() {
        let folds = k_fold(10, 3, 42).unwrap();
        assert_eq!(folds, [&[4, 6, 7, 8][..], &[1, 2, 5], &[0, 3, 9]]);
        assert_ne!(folds, k_fold(10, 3, 43).unwrap());
    }

    #[test]
    fn neither_one_fold_nor_more_than_rows() {
        for folds in [0, 1, 11] {
            let error = k_fold(10, folds, 42).unwrap_err().to_string();
            assert!(
                error.starts_with(&format!("`folds` is `{folds}`")),
                "{error}"
            );
        }
    }
}
