//! LOESS: a smooth curve through points with its standard errors, by local lines or parabolas.

use std::fmt;

use rayon::prelude::*;

use crate::coefficient::quantile_above;
use crate::error::StatsError;
use crate::g_format::g;
use crate::interval::{Interval, tail_of};
use crate::matrix::{dot, norm};
use crate::missing::{Missing, Pairs, all_finite, at_least};

/// A LOESS curve.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct LoessFit {
    /// The share of the points that each local fit is made to.
    pub span: f64,
    /// 1 for local lines, 2 for parabolas.
    pub degree: usize,
    /// The smoothed values of the pairs used.
    pub fitted: Vec<f64>,
    /// `y` less its smoothed value.
    pub residuals: Vec<f64>,
    /// The trace of the matrix that smooths: how many parameters the curve is worth.
    pub trace_hat: f64,
    /// `sqrt(sum(e^2) / tr((I - L)(I - L)'))`.
    pub residual_se: f64,
    /// The degrees of freedom of Student's t for intervals, by two moments.
    pub df: f64,
    /// The pairs used.
    pub n: usize,
    /// The pairs left out because a side is missing.
    pub dropped: usize,
    #[cfg_attr(feature = "serde", serde(skip))]
    points: Points,
}

/// A LOESS curve at one place.
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct LoessPoint {
    /// The curve.
    pub fitted: f64,
    /// Its standard error.
    pub std_err: f64,
    /// Degrees of freedom of Student's t.
    pub df: f64,
}

impl LoessPoint {
    /// Returns the interval of the curve, without what smoothing has bent.
    ///
    /// # Errors
    ///
    /// [`StatsError::OutOfRange`] unless `level` is between 0 and 1.
    pub fn interval(&self, level: f64) -> Result<Interval, StatsError> {
        let quantile = quantile_above(tail_of(level)?, Some(self.df));
        Ok(Interval::around(
            self.fitted,
            quantile * self.std_err,
            level,
        ))
    }
}

/// The most pairs, whose matrix of smoothing is kept as a whole.
const MOST: usize = 5000;

/// Smooths `y` over `x` by local lines (`degree` 1) or parabolas (2) with tricube weights.
///
/// This is R's `loess` with `surface = "direct"` and `statistics = "exact"`, without robust passes:
/// each value is fitted at its own place and not interpolated, so it differs from R's default in the
/// third digit. [`lowess`](crate::lowess()) is the older method, robust and without standard errors.
/// A `span` above 1 takes all points and a reach that is the root of it longer, as R's code does (its
/// help page says by the span itself).
///
/// # Errors
///
/// [`StatsError::OutOfRange`] for a `span` that is not positive or reaches too few points, and a `degree` other
/// than 1 and 2; [`StatsError::TooFew`] if points within reach of a place are too few for the degree,
/// or the curve uses up all degrees of freedom; [`StatsError::TooLarge`] for more than 5000 pairs;
/// [`StatsError::LengthMismatch`]; [`StatsError::NotFinite`]; [`StatsError::Missing`] if a value is
/// NaN and missing ones are refused.
///
/// # Example
///
/// ```
/// use highwater_stats::{Missing, loess};
///
/// // R's women; R: loess(weight ~ height, span = 1, surface = "direct", statistics = "exact") gives
/// // 135.2694 with a standard error of 0.1257 at 65.
/// let height: Vec<f64> = (58..=72).map(f64::from).collect();
/// let weight = [
///     115.0, 117.0, 120.0, 123.0, 126.0, 129.0, 132.0, 135.0, 139.0, 142.0, 146.0, 150.0, 154.0,
///     159.0, 164.0,
/// ];
/// let curve = loess(&height, &weight, 1.0, 2, Missing::Refuse)?;
/// let at_65 = curve.predict(65.0)?;
/// assert!((at_65.fitted - 135.2694).abs() < 5e-5 && (at_65.std_err - 0.1257).abs() < 5e-5);
/// # Ok::<(), highwater_stats::StatsError>(())
/// ```
///
/// # References
///
/// Cleveland, Grosse and Shyu (1992), "Local regression models", in "Statistical Models in S"; R's
/// `loess`.
pub fn loess(
    x: &[f64],
    y: &[f64],
    span: f64,
    degree: usize,
    missing: Missing,
) -> Result<LoessFit, StatsError> {
    let pairs = Pairs::new(x, y, missing)?;
    all_finite("x", &pairs.x)?;
    all_finite("y", &pairs.y)?;
    let n = pairs.x.len();
    at_least("pairs", degree + 2, n)?;
    let out_of_range = |what: &str, value: f64, range: &'static str| StatsError::OutOfRange {
        what: what.to_owned(),
        value,
        range,
    };
    if !(1..=2).contains(&degree) {
        return Err(out_of_range("degree", degree as f64, "1 or 2"));
    }
    let reached = (n as f64 * span + 1e-5).floor();
    if !(span.is_finite() && reached >= degree as f64 + 1.0) {
        return Err(out_of_range(
            "span",
            span,
            "such that it reaches one point more than the degree",
        ));
    }
    if n > MOST {
        return Err(StatsError::TooLarge {
            what: "matrix of LOESS",
            steps: n as f64 * n as f64,
            most: MOST as f64 * MOST as f64,
        });
    }
    let points = Points {
        x: pairs.x.to_vec(),
        y: pairs.y.to_vec(),
        reached: (reached as usize).min(n),
        longer: span.max(1.0).sqrt(),
        degree,
    };
    let rows = (0..n)
        .into_par_iter()
        .map(|i| points.weights_at(points.x[i]))
        .collect::<Result<Vec<Vec<f64>>, StatsError>>()?;
    let fitted: Vec<f64> = rows.iter().map(|row| dot(row, &points.y)).collect();
    let residuals: Vec<f64> = points.y.iter().zip(&fitted).map(|(y, f)| y - f).collect();
    let trace_hat = (0..n).map(|i| rows[i][i]).sum();
    let mut rest = rows;
    for (i, row) in rest.iter_mut().enumerate() {
        row.iter_mut().for_each(|v| *v = -*v);
        row[i] += 1.0;
    }
    let delta_1: f64 = rest.iter().map(|row| dot(row, row)).sum();
    if delta_1 <= 1e-10 * n as f64 {
        return Err(StatsError::TooFew {
            what: "pairs for so short a span",
            needed: n + 1,
            got: n,
        });
    }
    let delta_2: f64 = (0..n)
        .into_par_iter()
        .map(|i| -> f64 {
            let squares = rest.iter().map(|other| dot(&rest[i], other));
            squares.map(|product| product * product).sum()
        })
        .collect::<Vec<f64>>()
        .iter()
        .sum();
    Ok(LoessFit {
        span,
        degree,
        residual_se: norm(&residuals) / delta_1.sqrt(),
        fitted,
        residuals,
        trace_hat,
        df: delta_1 * delta_1 / delta_2,
        n,
        dropped: pairs.dropped,
        points,
    })
}

impl LoessFit {
    /// Returns the curve at any place, with its standard error.
    ///
    /// # Errors
    ///
    /// [`StatsError::Missing`] and [`StatsError::NotFinite`] for a place that is not a finite number;
    /// [`StatsError::TooFew`] if too few points are within reach of it.
    pub fn predict(&self, x: f64) -> Result<LoessPoint, StatsError> {
        all_finite("x", &[x])?;
        let weights = self.points.weights_at(x)?;
        Ok(LoessPoint {
            fitted: dot(&weights, &self.points.y),
            std_err: self.residual_se * norm(&weights),
            df: self.df,
        })
    }
}

impl fmt::Display for LoessFit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "span = {}, degree = {}, worth {} parameters, residual standard error = {}, n = {}",
            g(self.span, 4),
            self.degree,
            g(self.trace_hat, 4),
            g(self.residual_se, 4),
            self.n
        )?;
        if self.dropped > 0 {
            write!(f, ", {} left out", self.dropped)?;
        }
        Ok(())
    }
}

#[derive(Clone, Debug, Default, PartialEq)]
struct Points {
    x: Vec<f64>,
    y: Vec<f64>,
    /// How many points a local fit reaches.
    reached: usize,
    /// By how much its reach is longer than the farthest of them.
    longer: f64,
    degree: usize,
}

impl Points {
    /// Returns what the curve at a place makes of each `y`: the first row of the solution of the
    /// weighted equations in powers of the distance.
    fn weights_at(&self, place: f64) -> Result<Vec<f64>, StatsError> {
        let distances: Vec<f64> = self.x.iter().map(|x| (x - place).abs()).collect();
        let mut nearest = distances.clone();
        let (_, farthest, _) = nearest.select_nth_unstable_by(self.reached - 1, f64::total_cmp);
        let reach = *farthest * self.longer;
        let root = |distance: f64| {
            if distance >= reach {
                return 0.0;
            }
            let part = distance / reach;
            let rest = 1.0 - part * part * part;
            (rest * rest * rest).sqrt()
        };
        let roots: Vec<f64> = distances.iter().map(|d| root(*d)).collect();
        let mut basis: Vec<Vec<f64>> = Vec::new();
        let mut at_place: Vec<f64> = Vec::new();
        for power in 0..=self.degree {
            let raised = |base: f64| (0..power).fold(1.0, |product, _| product * base);
            let value = |(x, root): (&f64, &f64)| root * raised((x - place) / reach);
            let mut column: Vec<f64> = self.x.iter().zip(&roots).map(value).collect();
            let mut here = f64::from(u8::from(power == 0));
            let length = norm(&column);
            for _pass in 0..2 {
                for (known, known_here) in basis.iter().zip(&at_place) {
                    let part = dot(known, &column);
                    here -= part * known_here;
                    for (value, known) in column.iter_mut().zip(known) {
                        *value -= part * known;
                    }
                }
            }
            let rest = norm(&column);
            if rest.is_nan() || rest <= 1e-12 * length {
                return Err(StatsError::TooFew {
                    what: "different x within reach",
                    needed: self.degree + 1,
                    got: power,
                });
            }
            column.iter_mut().for_each(|value| *value /= rest);
            basis.push(column);
            at_place.push(here / rest);
        }
        Ok((0..self.x.len())
            .map(|i| {
                let rows = basis.iter().zip(&at_place);
                roots[i] * rows.map(|(column, here)| here * column[i]).sum::<f64>()
            })
            .collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_parabola_is_left_as_it_is() {
        let x: Vec<f64> = (0..15).map(|i| f64::from(i * i % 17)).collect();
        let y: Vec<f64> = x.iter().map(|x| 1.0 - x + 0.25 * x * x).collect();
        let curve = loess(&x, &y, 0.9, 2, Missing::Refuse).unwrap();
        assert!(curve.residuals.iter().all(|e| e.abs() < 1e-11));
        let at = curve.predict(3.3).unwrap();
        assert!((at.fitted - (1.0 - 3.3 + 0.25 * 3.3 * 3.3)).abs() < 1e-12);
    }

    #[test]
    fn a_wide_span_comes_near_to_least_squares() {
        let x: Vec<f64> = (0..15).map(f64::from).collect();
        let y: Vec<f64> = x.iter().map(|x| 2.0 * x + (x * 7.0) % 5.0).collect();
        let curve = loess(&x, &y, 1e8, 1, Missing::Refuse).unwrap();
        let design = crate::Design::with_intercept().term("x", &x).unwrap();
        let line = crate::ols(&design, &y, Missing::Refuse).unwrap();
        assert!((curve.trace_hat - 2.0).abs() < 1e-8);
        assert!((curve.residual_se / line.residual_sd - 1.0).abs() < 1e-8);
        let (ours, theirs) = (curve.predict(4.5).unwrap(), line.predict(&[4.5]).unwrap());
        assert!((ours.std_err / theirs.std_err - 1.0).abs() < 1e-8);
    }

    #[test]
    fn spans_and_degrees_that_fit_nothing_are_errors() {
        let (x, y) = (
            [1.0, 2.0, 3.0, 4.0, 5.0, 6.0],
            [1.0, 3.0, 2.0, 5.0, 4.0, 6.0],
        );
        for (span, degree) in [
            (0.4, 2),
            (0.0, 1),
            (f64::NAN, 1),
            (-1.0, 1),
            (1.0, 0),
            (1.0, 3),
        ] {
            assert!(
                loess(&x, &y, span, degree, Missing::Refuse).is_err(),
                "{span} {degree}"
            );
        }
        let ties = [1.0, 1.0, 1.0, 1.0, 2.0, 3.0];
        let error = loess(&ties, &y, 0.5, 1, Missing::Refuse).unwrap_err();
        assert!(
            error.to_string().contains("different x within reach"),
            "{error}"
        );
    }
}
