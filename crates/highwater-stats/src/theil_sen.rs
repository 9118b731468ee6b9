//! The Theil-Sen slope.

use std::fmt;

use crate::distribution::normal_quantile;
use crate::error::StatsError;
use crate::g_format::g;
use crate::interval::{Interval, tail_of};
use crate::kendall::{Ties, inversions, tie_groups};
use crate::missing::{Missing, Pairs, all_finite, at_least, varies};
use crate::quantile::median;
use crate::scale::{max_abs, reciprocal_power_of_two};
use crate::sort_key::first_where;
use crate::two_float::{TwoFloat, two_product};

/// A line through the middle of the pairs, by the Theil-Sen slope.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct TheilSen {
    /// The median of the slopes between any two points; in units of y over units of x.
    pub slope: f64,
    /// `median(y) - slope median(x)`.
    pub intercept: f64,
    /// The interval of the slope that goes with Kendall's test; `None` where there are too few
    /// points for any interval of this level.
    pub interval: Option<Interval>,
    /// The points used.
    pub n: usize,
    /// The points left out because a side is missing.
    pub dropped: usize,
}

/// Returns the Theil-Sen slope: the median of `(y_j - y_i) / (x_j - x_i)` over all pairs of points with
/// different x, which up to 29 % of wild values cannot carry away.
///
/// The slopes are counted by a merge sort at twice the precision, not listed, so a hundred thousand
/// points take seconds and no memory; the result is within one unit of the last place.
/// The ends of the interval are the slopes at places `(m -+ z sd) / 2` of all `m`, with the standard
/// deviation `sd` of Kendall's statistic, corrected for ties.
///
/// # Errors
///
/// [`StatsError::LengthMismatch`]; [`StatsError::TooFew`] for fewer than two points;
/// [`StatsError::Constant`] where all x are equal; [`StatsError::NotFinite`];
/// [`StatsError::OutOfRange`] unless `level` is between 0 and 1; [`StatsError::Missing`] where a
/// value is NaN and missing ones are refused.
///
/// # Example
///
/// ```
/// use highwater_stats::{Missing, theil_sen};
///
/// // Sen's (1968) own example; scipy: theilslopes(y, x, 0.93) gives 4, 4, 3.714, 4.375.
/// let x = [1.0, 2.0, 3.0, 4.0, 10.0, 12.0, 18.0];
/// let y = [9.0, 15.0, 19.0, 20.0, 45.0, 55.0, 78.0];
/// let line = theil_sen(&x, &y, 0.93, Missing::Refuse)?;
/// assert_eq!(line.to_string(), "slope = 4, 3.714 to 4.375 (93%), intercept = 4, n = 7");
/// # Ok::<(), highwater_stats::StatsError>(())
/// ```
///
/// # References
///
/// Sen (1968), "Estimates of the regression coefficient based on Kendall's tau", JASA 63, 1379-1389;
/// scipy's `theilslopes`.
pub fn theil_sen(
    x: &[f64],
    y: &[f64],
    level: f64,
    missing: Missing,
) -> Result<TheilSen, StatsError> {
    let z = -normal_quantile(tail_of(level)?);
    let pairs = Pairs::new(x, y, missing)?;
    all_finite("x", &pairs.x)?;
    all_finite("y", &pairs.y)?;
    at_least("pairs", 2, pairs.x.len())?;
    varies("x", &pairs.x)?;
    let slopes = Slopes::new(&pairs.x, &pairs.y);
    let m = slopes.count;
    let slope = f64::midpoint(slopes.kth(m.div_ceil(2)), slopes.kth(m / 2 + 1));
    let intercept = median(&pairs.y)? - slope * median(&pairs.x)?;
    if !(slope.is_finite() && intercept.is_finite()) {
        return Err(StatsError::Overflow { what: "slope" });
    }
    let half_width = z * slopes.variance_of_kendall().sqrt();
    // Counted from 1; scipy's places, which count from 0, are one less.
    let low = ((m as f64 - half_width) / 2.0).round_ties_even();
    let high = ((m as f64 + half_width) / 2.0).round_ties_even() + 1.0;
    let interval = (low >= 1.0 && high <= m as f64).then(|| Interval {
        low: slopes.kth(low as u64),
        high: slopes.kth(high as u64),
        level,
    });
    Ok(TheilSen {
        slope,
        intercept,
        interval,
        n: pairs.x.len(),
        dropped: pairs.dropped,
    })
}

impl fmt::Display for TheilSen {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "slope = {}, ", g(self.slope, 4))?;
        match &self.interval {
            Some(interval) => write!(f, "{interval}, ")?,
            None => f.write_str("no interval, ")?,
        }
        write!(f, "intercept = {}, n = {}", g(self.intercept, 4), self.n)?;
        if self.dropped > 0 {
            write!(f, ", {} left out", self.dropped)?;
        }
        Ok(())
    }
}

/// 2^200: so large that even the smallest bound times an x does not vanish beside a y of 1.
const X_SIZE: f64 = 1.6069380442589903e60;

/// The slopes between any two points with different x, unlisted.
struct Slopes {
    /// By x, then y; scaled so that the largest y is near 1 and the largest x near [`X_SIZE`].
    points: Vec<(f64, f64)>,
    x_scale: f64,
    y_scale: f64,
    count: u64,
}

impl Slopes {
    fn new(x: &[f64], y: &[f64]) -> Self {
        let (x_scale, y_scale) = (
            reciprocal_power_of_two(max_abs(x)) * X_SIZE,
            reciprocal_power_of_two(max_abs(y)),
        );
        let mut points: Vec<(f64, f64)> = x
            .iter()
            .zip(y)
            .map(|(x, y)| (x * x_scale + 0.0, y * y_scale + 0.0))
            .collect();
        points.sort_unstable_by(|a, b| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)));
        let n = points.len() as u64;
        let x_ties = Ties::of(&tie_groups(&points, |a, b| a.0 == b.0));
        Slopes {
            points,
            x_scale,
            y_scale,
            count: n * (n - 1) / 2 - x_ties.pairs,
        }
    }

    /// Returns the k-th smallest, counted from 1.
    fn kth(&self, k: u64) -> f64 {
        first_where(|bound| self.at_most(bound) >= k) * self.x_scale / self.y_scale
    }

    /// Returns how many are at most `bound`: the pairs whose order by `y - bound x` is not that by x.
    fn at_most(&self, bound: f64) -> u64 {
        if (bound * X_SIZE).is_infinite() {
            // Steeper than any slope.
            return if bound > 0.0 { self.count } else { 0 };
        }
        let mut heights: Vec<(f64, f64)> = self
            .points
            .iter()
            .map(|(x, y)| {
                let height = TwoFloat::from(*y) - two_product(bound, *x);
                (height.hi, height.lo)
            })
            .collect();
        // Points with one x have no slope; those whose heights tie would count below.
        let tied: u64 = self
            .points
            .chunk_by(|a, b| a.0 == b.0)
            .scan(0, |start, group| {
                let heights = &heights[*start..*start + group.len()];
                *start += group.len();
                Some(Ties::of(&tie_groups(heights, |a, b| a == b)).pairs)
            })
            .sum();
        inversions(&mut heights, |a, b| a >= b) - tied
    }

    fn variance_of_kendall(&self) -> f64 {
        let n = self.points.len() as f64;
        let mut y: Vec<f64> = self.points.iter().map(|(_, y)| *y).collect();
        y.sort_unstable_by(f64::total_cmp);
        let x_ties = Ties::of(&tie_groups(&self.points, |a, b| a.0 == b.0));
        let y_ties = Ties::of(&tie_groups(&y, |a, b| a == b));
        (n * (n - 1.0) * (2.0 * n + 5.0) - x_ties.variance - y_ties.variance) / 18.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn naive(x: &[f64], y: &[f64]) -> f64 {
        let mut slopes = Vec::new();
        for i in 0..x.len() {
            for j in 0..i {
                if x[i] != x[j] {
                    slopes.push((y[i] - y[j]) / (x[i] - x[j]));
                }
            }
        }
        median(&slopes).unwrap()
    }

    #[test]
    fn slopes_agree_with_the_definition() {
        for n in 2..30_u32 {
            let x: Vec<f64> = (0..n).map(|i| f64::from(i * 7 % 13)).collect();
            let y: Vec<f64> = (0..n).map(|i| f64::from(i * i % 19) / 7.0).collect();
            let line = theil_sen(&x, &y, 0.95, Missing::Refuse).unwrap();
            let want = naive(&x, &y);
            assert!(
                (line.slope - want).abs() <= 4e-16 * want.abs(),
                "{n}: {line} {want}"
            );
        }
    }

    #[test]
    fn two_points_have_a_slope_and_no_interval() {
        let line = theil_sen(&[1.0, 3.0], &[1e300, 3e300], 0.95, Missing::Refuse).unwrap();
        assert_eq!((line.slope, line.interval), (1e300, None));
        let flat = theil_sen(&[1.0, 2.0, 3.0], &[5.0, 5.0, 5.0], 0.95, Missing::Refuse).unwrap();
        assert_eq!(flat.slope, 0.0);
        assert!(theil_sen(&[2.0, 2.0], &[1.0, 5.0], 0.95, Missing::Refuse).is_err());
    }
}
