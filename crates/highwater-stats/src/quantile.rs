//! Sample quantiles, by all nine definitions in use.

use crate::error::StatsError;
use crate::missing::{at_least, none_missing};
use crate::sort_key::sorted;

/// The definition of a sample quantile; numbers as in Hyndman and Fan, and R's `type`.
///
/// The names are those of numpy's `method`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub enum QuantileType {
    /// Type 1: the inverse of the empirical distribution.
    InvertedCdf,
    /// Type 2: the same with averages where it jumps.
    AveragedInvertedCdf,
    /// Type 3: the nearest observation, the even one where two are equally near; that of SAS.
    ClosestObservation,
    /// Type 4: linear interpolation of the empirical distribution.
    InterpolatedInvertedCdf,
    /// Type 5: piecewise linear with knots midway through the steps; Hazen (1914).
    Hazen,
    /// Type 6: `p (n + 1)`; Weibull (1939), that of Minitab and SPSS.
    Weibull,
    /// Type 7: `p (n - 1)`; the default of R, numpy, pandas and of spreadsheets.
    #[default]
    Linear,
    /// Type 8: about median-unbiased for any distribution; what Hyndman and Fan recommend.
    MedianUnbiased,
    /// Type 9: about unbiased for normal data.
    NormalUnbiased,
}

impl QuantileType {
    /// Returns the definition with this number, 1 to 9.
    #[must_use]
    pub fn numbered(number: u8) -> Option<QuantileType> {
        const ALL: [QuantileType; 9] = [
            QuantileType::InvertedCdf,
            QuantileType::AveragedInvertedCdf,
            QuantileType::ClosestObservation,
            QuantileType::InterpolatedInvertedCdf,
            QuantileType::Hazen,
            QuantileType::Weibull,
            QuantileType::Linear,
            QuantileType::MedianUnbiased,
            QuantileType::NormalUnbiased,
        ];
        ALL.get(usize::from(number).checked_sub(1)?).copied()
    }
}

/// Returns the quantile of `values` (in any order) at `p`, linear between order statistics by default.
///
/// With the sorted values `x_1 ... x_n` and type 7: `h = (n - 1) p + 1`, and the result is
/// `x_floor(h) + (h - floor(h)) (x_(floor(h)+1) - x_floor(h))`.
/// Infinite values are ordinary largest and smallest ones; between `-inf` and `inf` there is nothing
/// to interpolate, and the result is NaN.
///
/// # Errors
///
/// [`StatsError::TooFew`] for no values, [`StatsError::Missing`] for NaN, [`StatsError::OutOfRange`]
/// for `p` outside 0 to 1.
///
/// # Example
///
/// ```
/// use highwater_stats::{QuantileType, quantile};
///
/// let values = [1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0, 10.0];
/// // R: quantile(1:10, 0.15) and quantile(1:10, 0.15, type = 6)
/// assert!((quantile(&values, 0.15, QuantileType::Linear)? - 2.35).abs() < 1e-15);
/// assert!((quantile(&values, 0.15, QuantileType::Weibull)? - 1.65).abs() < 1e-15);
/// # Ok::<(), highwater_stats::StatsError>(())
/// ```
///
/// # References
///
/// Hyndman and Fan (1996), "Sample quantiles in statistical packages", The American Statistician 50,
/// 361-365; R's `quantile.default`.
pub fn quantile(values: &[f64], p: f64, kind: QuantileType) -> Result<f64, StatsError> {
    Ok(quantiles(values, &[p], kind)?[0])
}

/// Returns the quantiles at each of several probabilities, with one sort.
///
/// # Errors
///
/// As [`quantile`].
///
/// # Example
///
/// ```
/// use highwater_stats::{QuantileType, quantiles};
///
/// // numpy: quantile([3, 1, 2], [0.05, 0.95])
/// let ends = quantiles(&[3.0, 1.0, 2.0], &[0.05, 0.95], QuantileType::Linear)?;
/// assert_eq!(ends, [1.1, 2.9]);
/// # Ok::<(), highwater_stats::StatsError>(())
/// ```
///
/// # References
///
/// As [`quantile`].
pub fn quantiles(values: &[f64], p: &[f64], kind: QuantileType) -> Result<Vec<f64>, StatsError> {
    none_missing("values", values)?;
    let sorted = sorted(values);
    p.iter().map(|p| of_sorted(&sorted, *p, kind)).collect()
}

/// Returns the median: the middle value, or the mean of the two in the middle.
///
/// # Errors
///
/// As [`quantile`].
///
/// # Example
///
/// ```
/// // By definition: the mean of 2 and 3.
/// assert_eq!(highwater_stats::median(&[3.0, 1.0, 2.0, 10.0])?, 2.5);
/// # Ok::<(), highwater_stats::StatsError>(())
/// ```
pub fn median(values: &[f64]) -> Result<f64, StatsError> {
    quantile(values, 0.5, QuantileType::Linear)
}

/// The quantile of values that are in ascending order and free of NaN.
pub(crate) fn of_sorted(sorted: &[f64], p: f64, kind: QuantileType) -> Result<f64, StatsError> {
    at_least("values", 1, sorted.len())?;
    if !(0.0..=1.0).contains(&p) {
        return Err(StatsError::OutOfRange {
            what: "p".into(),
            value: p,
            range: "from 0 to 1",
        });
    }
    let (below, weight) = place(sorted.len() as f64, p, kind);
    // `below` counts from 1 as in the literature and may lie one off either end.
    let at = |place: f64| {
        let last = sorted.len() - 1;
        sorted[(place.max(1.0) as usize - 1).min(last)]
    };
    let (low, high) = (at(below), at(below + 1.0));
    Ok(if weight == 0.0 || low == high {
        low
    } else if weight == 1.0 {
        high
    } else if (high - low).is_finite() {
        low + weight * (high - low)
    } else {
        (1.0 - weight) * low + weight * high
    })
}

/// Returns the place of the order statistic below, counted from 1, and the weight of the one above.
fn place(n: f64, p: f64, kind: QuantileType) -> (f64, f64) {
    // R's allowance for a product that rounding put just below a whole number.
    let fuzz = 4.0 * f64::EPSILON;
    let stepwise = |target: f64, at_step: f64| {
        let below = (target + fuzz).floor();
        (below, if target > below + fuzz { 1.0 } else { at_step })
    };
    let interpolated = |a: f64, b: f64| {
        let target = a + p * (n + 1.0 - a - b);
        let below = (target + fuzz).floor();
        let weight = target - below;
        (below, if weight.abs() < fuzz { 0.0 } else { weight })
    };
    match kind {
        QuantileType::InvertedCdf => stepwise(n * p, 0.0),
        QuantileType::AveragedInvertedCdf => stepwise(n * p, 0.5),
        QuantileType::ClosestObservation => {
            let target = n * p - 0.5;
            let below = (target + fuzz).floor();
            let (on_step, even) = ((target - below).abs() <= fuzz, below % 2.0 == 0.0);
            (below, if on_step && even { 0.0 } else { 1.0 })
        }
        QuantileType::InterpolatedInvertedCdf => interpolated(0.0, 1.0),
        QuantileType::Hazen => interpolated(0.5, 0.5),
        QuantileType::Weibull => interpolated(0.0, 0.0),
        QuantileType::Linear => {
            let before = (n - 1.0) * p;
            (before.floor() + 1.0, before - before.floor())
        }
        QuantileType::MedianUnbiased => interpolated(1.0 / 3.0, 1.0 / 3.0),
        QuantileType::NormalUnbiased => interpolated(3.0 / 8.0, 3.0 / 8.0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// R 4.2.2: `quantile(c(-3.5, -1.25, 0, 2, -7.75, 11), p, type = k)`.
    #[test]
    fn all_nine_types_agree_with_r() {
        let values = [-3.5, -1.25, 0.0, 2.0, -7.75, 11.0];
        let p = [0.1, 0.25, 1.0 / 3.0, 0.5, 0.75, 0.9];
        let expected = [
            [-7.75, -3.5, -3.5, -1.25, 2.0, 11.0],
            [-7.75, -3.5, -2.375, -0.625, 2.0, 11.0],
            [-7.75, -3.5, -3.5, -1.25, 0.0, 2.0],
            [-7.75, -5.625, -3.5, -1.25, 1.0, 5.6],
            [-7.325, -3.5, -2.375, -0.625, 2.0, 10.1],
            [-7.75, -4.5625, -2.75, -0.625, 4.25, 11.0],
            [-5.625, -2.9375, -2.0, -0.625, 1.5, 6.500000000000001],
            [-7.75, -3.854166666666666, -2.5, -0.625, 2.75, 11.0],
            [-7.75, -3.765625, -2.46875, -0.625, 2.5625, 11.0],
        ];
        for (number, expected) in (1..).zip(expected) {
            let kind = QuantileType::numbered(number).unwrap();
            for (p, want) in p.into_iter().zip(expected) {
                let got = quantile(&values, p, kind).unwrap();
                assert!(
                    (got - want).abs() < 1e-13,
                    "type {number} at {p}: {got} {want}"
                );
            }
        }
        assert_eq!(QuantileType::numbered(0), None);
        assert_eq!(QuantileType::numbered(10), None);
    }

    #[test]
    fn infinite_values_are_ordinary_ends() {
        let values = [f64::NEG_INFINITY, 1.0, 2.0, f64::INFINITY];
        assert_eq!(median(&values), Ok(1.5));
        assert_eq!(
            quantile(&values, 0.9, QuantileType::Linear),
            Ok(f64::INFINITY)
        );
        assert!(
            median(&[f64::NEG_INFINITY, f64::INFINITY])
                .unwrap()
                .is_nan()
        );
        assert_eq!(median(&[f64::MAX, -f64::MAX]), Ok(0.0));
    }

    #[test]
    fn no_values_no_numbers_and_no_probabilities_are_errors() {
        assert!(median(&[]).is_err());
        assert!(median(&[1.0, f64::NAN]).is_err());
        for p in [-0.1, 1.1, f64::NAN] {
            assert!(quantile(&[1.0], p, QuantileType::Linear).is_err());
        }
    }
}
