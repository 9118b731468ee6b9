//! LOWESS: a robust smooth curve through points, by local lines.

use rayon::prelude::*;

use crate::error::StatsError;
use crate::missing::{Missing, Pairs, all_finite, at_least};

/// How [`lowess`] smooths.
///
/// The default is that of R and statsmodels: two thirds of the points, three robust passes.
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Lowess {
    /// The share of the points that each local line is fitted to, above 0 and at most 1.
    pub fraction: f64,
    /// How often points far from the curve lose weight and the curve is fitted again.
    pub robust_passes: usize,
    /// Points within this distance of one that was fitted are interpolated; 0 fits all of them. R's
    /// `lowess` takes a hundredth of the range of `x` unless told otherwise.
    pub delta: f64,
}

impl Default for Lowess {
    fn default() -> Self {
        Lowess {
            fraction: 2.0 / 3.0,
            robust_passes: 3,
            delta: 0.0,
        }
    }
}

/// Smooths `y` over `x` by local lines with tricube weights, Cleveland's LOWESS.
///
/// Returns the smoothed value of each pair used, in the order of the pairs.
/// This is R's `lowess` and statsmodels' `lowess`; R's [`loess`](crate::loess()) is another method,
/// with a share of points called span, standard errors, and lines or parabolas.
///
/// # Errors
///
/// [`StatsError::OutOfRange`] unless `fraction` is above 0, at most 1 and makes at least one point,
/// and `delta` not negative; [`StatsError::TooFew`] for no pairs; [`StatsError::LengthMismatch`];
/// [`StatsError::NotFinite`]; [`StatsError::Missing`] if a value is NaN and missing ones are refused.
///
/// # Example
///
/// ```
/// use highwater_stats::{Lowess, Missing, lowess};
///
/// // By definition: a line is left as it is, even with a wild point once passes are robust.
/// let x = [1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0];
/// let mut y = x.map(|x| 2.0 * x + 1.0 + 0.001 * (x * x % 3.0));
/// y[4] = 50.0;
/// let smooth = lowess(&x, &y, Lowess::default(), Missing::Refuse)?;
/// assert!((smooth[4] - 11.0).abs() < 0.01, "{smooth:?}");
/// # Ok::<(), highwater_stats::StatsError>(())
/// ```
///
/// # References
///
/// Cleveland (1979), "Robust locally weighted regression and smoothing scatterplots", JASA 74, 829-836;
/// R's `clowess.c`.
pub fn lowess(
    x: &[f64],
    y: &[f64],
    options: Lowess,
    missing: Missing,
) -> Result<Vec<f64>, StatsError> {
    let pairs = Pairs::new(x, y, missing)?;
    all_finite("x", &pairs.x)?;
    all_finite("y", &pairs.y)?;
    let n = pairs.x.len();
    at_least("pairs", 1, n)?;
    let neighbours = (options.fraction * n as f64 + 1e-10).floor();
    if !(options.fraction <= 1.0 && neighbours >= 1.0) {
        return Err(StatsError::OutOfRange {
            what: "fraction".into(),
            value: options.fraction,
            range: "from 1 / n to 1",
        });
    }
    if options.delta.is_nan() || options.delta < 0.0 {
        return Err(StatsError::OutOfRange {
            what: "delta".into(),
            value: options.delta,
            range: "0 or above",
        });
    }
    let mut order: Vec<usize> = (0..n).collect();
    order.sort_by(|a, b| pairs.x[*a].total_cmp(&pairs.x[*b]).then(a.cmp(b)));
    let points = Points {
        x: order.iter().map(|i| pairs.x[*i]).collect(),
        y: order.iter().map(|i| pairs.y[*i]).collect(),
        neighbours: neighbours as usize,
    };
    let fitted_places = points.far_apart(options.delta);
    let mut weights = vec![1.0; n];
    let mut smooth = points.smoothed(&fitted_places, &weights);
    for _ in 0..options.robust_passes {
        let off: Vec<f64> = points
            .y
            .iter()
            .zip(&smooth)
            .map(|(y, s)| (y - s).abs())
            .collect();
        let six = 6.0 * middle(&off);
        let mean = off.iter().sum::<f64>() / n as f64;
        // A curve that goes through half of the points tells nothing of the others.
        if six < 1e-7 * mean || six == 0.0 {
            break;
        }
        for (weight, off) in weights.iter_mut().zip(&off) {
            *weight = if *off <= 0.001 * six {
                1.0
            } else if *off > 0.999 * six {
                0.0
            } else {
                let part = off / six;
                (1.0 - part * part) * (1.0 - part * part)
            };
        }
        smooth = points.smoothed(&fitted_places, &weights);
    }
    let mut fitted = vec![0.0; n];
    for (place, value) in order.into_iter().zip(smooth) {
        fitted[place] = value;
    }
    Ok(fitted)
}

/// Returns the median, as the mean of the two in the middle.
fn middle(values: &[f64]) -> f64 {
    let sorted = crate::sort_key::sorted(values);
    let n = sorted.len();
    0.5 * (sorted[(n - 1) / 2] + sorted[n / 2])
}

/// Points in the order of `x`.
struct Points {
    x: Vec<f64>,
    y: Vec<f64>,
    neighbours: usize,
}

impl Points {
    /// The places to fit: each more than `delta` from the one before, the last of those within it, and
    /// both ends.
    fn far_apart(&self, delta: f64) -> Vec<usize> {
        let n = self.x.len();
        let mut places = vec![0];
        let mut last = 0;
        while last + 1 < n {
            // Ties have the same value; the last point within reach, or the next one beyond it.
            let cut = self.x[last] + delta;
            let mut next = last + 1;
            while next + 1 < n && self.x[next + 1] <= cut {
                next += 1;
            }
            places.push(next);
            last = next;
        }
        places
    }

    fn smoothed(&self, places: &[usize], weights: &[f64]) -> Vec<f64> {
        let starts = self.windows(places);
        let fitted: Vec<f64> = places
            .par_iter()
            .zip(&starts)
            .with_min_len(64)
            .map(|(place, start)| self.local(*place, *start, weights))
            .collect();
        let mut smooth = vec![0.0; self.x.len()];
        for (pair, values) in places.windows(2).zip(fitted.windows(2)) {
            let (from, to) = (pair[0], pair[1]);
            let width = self.x[to] - self.x[from];
            for (value, x) in smooth[from..to].iter_mut().zip(&self.x[from..to]) {
                let share = if width > 0.0 {
                    (x - self.x[from]) / width
                } else {
                    0.0
                };
                *value = share * values[1] + (1.0 - share) * values[0];
            }
        }
        if let (Some(place), Some(value)) = (places.last(), fitted.last()) {
            smooth[*place] = *value;
        }
        smooth
    }

    /// Returns where the nearest neighbours of each place begin; they move on with it.
    fn windows(&self, places: &[usize]) -> Vec<usize> {
        let (n, k) = (self.x.len(), self.neighbours);
        let mut start = 0;
        places
            .iter()
            .map(|place| {
                let x = self.x[*place];
                while start + k < n && x - self.x[start] > self.x[start + k] - x {
                    start += 1;
                }
                start
            })
            .collect()
    }

    /// Returns the local line at a place; its own value where no neighbour has any weight.
    fn local(&self, place: usize, start: usize, robust: &[f64]) -> f64 {
        let (n, x) = (self.x.len(), self.x[place]);
        let end = start + self.neighbours - 1;
        let reach = (x - self.x[start]).max(self.x[end] - x);
        let (far, near) = (0.999 * reach, 0.001 * reach);
        let mut first = start;
        while first > 0 && x - self.x[first - 1] <= far {
            first -= 1;
        }
        let mut weights = Vec::with_capacity(self.neighbours + 2);
        let mut total = 0.0;
        for (other, robust) in self.x[first..].iter().zip(&robust[first..]) {
            let off = (other - x).abs();
            let weight = if off <= near {
                *robust
            } else if off >= far {
                if *other > x {
                    break;
                }
                0.0
            } else {
                let part = off / reach;
                let rest = 1.0 - part * part * part;
                rest * rest * rest * robust
            };
            total += weight;
            weights.push(weight);
        }
        if total <= 0.0 {
            return self.y[place];
        }
        let rows = || weights.iter().zip(&self.x[first..]).zip(&self.y[first..]);
        let centre = rows().map(|((w, other), _)| w * (other - x)).sum::<f64>() / total;
        let mean = rows().map(|((w, _), y)| w * y).sum::<f64>() / total;
        let (mut spread, mut along) = (0.0, 0.0);
        for ((w, other), y) in rows() {
            let off = (other - x) - centre;
            spread += w * off * off;
            along += w * off * (y - mean);
        }
        // A line needs points apart from each other, by R's rule.
        let range = self.x[n - 1] - self.x[0];
        if (spread / total).sqrt() > 0.001 * range {
            mean - centre * (along / spread)
        } else {
            mean
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn curve(x: &[f64], y: &[f64], fraction: f64, delta: f64) -> Vec<f64> {
        let options = Lowess {
            fraction,
            robust_passes: 0,
            delta,
        };
        lowess(x, y, options, Missing::Refuse).unwrap()
    }

    #[test]
    fn a_line_is_left_as_it_is_whatever_the_order() {
        let x = [5.0, 1.0, 4.0, 2.0, 9.0, 7.0, 3.0];
        let y = x.map(|x| 3.0 - 0.5 * x);
        for fraction in [0.5, 0.8, 1.0] {
            for (a, b) in curve(&x, &y, fraction, 0.0).iter().zip(y) {
                assert!((a - b).abs() < 1e-12);
            }
        }
    }

    #[test]
    fn points_within_delta_are_interpolated() {
        let x: Vec<f64> = (0..200).map(|i| f64::from(i) / 10.0).collect();
        let y: Vec<f64> = x.iter().map(|x| libm::sin(x / 3.0)).collect();
        let (all, some) = (curve(&x, &y, 0.2, 0.0), curve(&x, &y, 0.2, 0.2));
        assert_ne!(all, some);
        let off = all.iter().zip(&some).map(|(a, b)| (a - b).abs());
        // A chord of a fifth is off by at most h^2 / 8 of the bend, 1/9.
        assert!(off.fold(0.0, f64::max) < 6e-4);
        assert_eq!((all[0], all[199]), (some[0], some[199]));
    }

    #[test]
    fn values_at_one_place_share_their_mean() {
        let smooth = curve(&[2.0; 4], &[1.0, 2.0, 3.0, 4.0], 1.0, 0.0);
        assert!(smooth.iter().all(|v| (v - 2.5).abs() < 1e-12));
        assert_eq!(curve(&[1.0], &[7.0], 1.0, 0.0), [7.0]);
    }

    #[test]
    fn shares_that_make_no_point_are_errors() {
        let smooth = |fraction, delta| {
            let options = Lowess {
                fraction,
                robust_passes: 0,
                delta,
            };
            lowess(&[1.0, 2.0, 3.0], &[1.0, 2.0, 4.0], options, Missing::Refuse)
        };
        for fraction in [0.1, 0.0, -1.0, 1.5, f64::NAN] {
            assert!(smooth(fraction, 0.0).is_err(), "{fraction}");
        }
        assert!(smooth(1.0, -1.0).is_err() && smooth(1.0, f64::NAN).is_err());
        assert!(lowess(&[], &[], Lowess::default(), Missing::Drop).is_err());
    }
}
