//! Corrections for several tests at once.

use crate::error::StatsError;

/// P values adjusted by Holm's method: below `alpha` together they hold the chance of any false
/// finding to `alpha`, whatever the tests have to do with each other.
///
/// With the p values in ascending order, `max_(j <= i) min(1, (m - j + 1) p_j)`.
/// The result is in the order of the input.
///
/// # Errors
///
/// [`StatsError::OutOfRange`] for a p value that is not from 0 to 1.
///
/// # Example
///
/// ```
/// // R: p.adjust(c(0.01, 0.04, 0.03, 0.005), "holm")
/// let adjusted = highwater_stats::holm(&[0.01, 0.04, 0.03, 0.005])?;
/// assert_eq!(adjusted, [0.03, 0.06, 0.06, 0.02]);
/// # Ok::<(), highwater_stats::StatsError>(())
/// ```
///
/// # References
///
/// Holm (1979), "A simple sequentially rejective multiple test procedure", Scandinavian Journal of
/// Statistics 6, 65-70; R's `p.adjust`.
pub fn holm(p: &[f64]) -> Result<Vec<f64>, StatsError> {
    let order = ascending(p)?;
    let mut adjusted = vec![0.0; p.len()];
    let mut least: f64 = 0.0;
    for (i, place) in order.into_iter().enumerate() {
        least = least.max((p.len() - i) as f64 * p[place]).min(1.0);
        adjusted[place] = least;
    }
    Ok(adjusted)
}

/// P values adjusted by Benjamini and Hochberg's method: below `alpha` they hold the expected share
/// of false findings among all findings to `alpha`, for independent or positively related tests.
///
/// With the p values in ascending order, `min_(j >= i) min(1, m / j p_j)`.
/// The result is in the order of the input.
///
/// # Errors
///
/// [`StatsError::OutOfRange`] for a p value that is not from 0 to 1.
///
/// # Example
///
/// ```
/// // R: p.adjust(c(0.01, 0.04, 0.03, 0.005), "BH")
/// let adjusted = highwater_stats::benjamini_hochberg(&[0.01, 0.04, 0.03, 0.005])?;
/// for (adjusted, expected) in adjusted.iter().zip([0.02, 0.04, 0.04, 0.02]) {
///     assert!((adjusted - expected).abs() < 1e-16);
/// }
/// # Ok::<(), highwater_stats::StatsError>(())
/// ```
///
/// # References
///
/// Benjamini and Hochberg (1995), "Controlling the false discovery rate", Journal of the Royal
/// Statistical Society B 57, 289-300; R's `p.adjust`.
pub fn benjamini_hochberg(p: &[f64]) -> Result<Vec<f64>, StatsError> {
    let order = ascending(p)?;
    let mut adjusted = vec![0.0; p.len()];
    let mut most: f64 = 1.0;
    for (i, place) in order.into_iter().enumerate().rev() {
        most = most.min(p.len() as f64 / (i + 1) as f64 * p[place]);
        adjusted[place] = most;
    }
    Ok(adjusted)
}

fn ascending(p: &[f64]) -> Result<Vec<usize>, StatsError> {
    if let Some(value) = p.iter().copied().find(|p| !(0.0..=1.0).contains(p)) {
        return Err(StatsError::OutOfRange {
            what: "p value".into(),
            value,
            range: "from 0 to 1",
        });
    }
    let mut order: Vec<usize> = (0..p.len()).collect();
    order.sort_by(|a, b| p[*a].total_cmp(&p[*b]));
    Ok(order)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn adjusted_p_values_stay_within_one() {
        assert_eq!(holm(&[0.9, 0.8]), Ok(vec![1.0, 1.0]));
        assert_eq!(benjamini_hochberg(&[0.9, 0.8]), Ok(vec![0.9, 0.9]));
        assert_eq!(holm(&[]), Ok(vec![]));
        assert!(holm(&[f64::NAN]).is_err());
        assert!(benjamini_hochberg(&[1.5]).is_err());
    }
}
