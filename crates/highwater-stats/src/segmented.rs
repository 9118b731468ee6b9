//! Regression on one column whose slope changes once.

use std::fmt;

use crate::basis::{Basis, Columns};
use crate::coefficient::{Coefficient, Reference, quantile_above};
use crate::design::Design;
use crate::distributions::{ChiSquared, Distribution};
use crate::error::StatsError;
use crate::g_format::g;
use crate::interval::{Interval, tail_of};
use crate::matrix::norm;
use crate::missing::{Missing, Pairs, all_finite, at_least};
use crate::ols::{Rows, fit};

mod profile;

use profile::Profile;

/// Two lines that meet: `y = b_0 + b_1 x + b_2 max(x - c, 0)`.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct SegmentedFit {
    /// Where the slope changes.
    pub break_at: f64,
    /// Whether this is one of the values of `x`, where the sum of squares has a kink and the break no
    /// standard error.
    pub break_on_data_point: bool,
    /// The standard error of the break, for a break between values.
    pub break_std_err: Option<f64>,
    /// The left line at `x = 0`.
    pub intercept: f64,
    /// The slope before the break.
    pub slope_left: f64,
    /// The slope after it.
    pub slope_right: f64,
    /// `slope_right - slope_left`.
    pub slope_change: f64,
    /// Both slopes with standard errors, p and intervals that allow for the break being estimated;
    /// `None` for a break on a value of `x`.
    pub slopes: Option<[Coefficient; 2]>,
    /// The pairs used.
    pub n: usize,
    /// The pairs left out because a side is missing.
    pub dropped: usize,
    /// Pairs less four.
    pub df_resid: usize,
    /// The sum of squared residuals.
    pub ssr: f64,
    /// That of a straight line.
    pub ssr_line: f64,
    /// `sqrt(ssr / df_resid)`.
    pub residual_sd: f64,
    /// `(ssr_line - ssr) / (ssr / (n - 3))`: by how much a break improves on a line.
    ///
    /// The break was chosen to make it large, so it is not F distributed and a table of F finds too
    /// many breaks; values below about 10 say little.
    pub sup_f: f64,
    #[cfg_attr(feature = "serde", serde(skip))]
    profile: Profile,
}

/// The breaks that the data allow, from the sum of squares of every break.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct BreakSet {
    /// From the first to the last break allowed.
    pub interval: Interval,
    /// The parts of the set, from left to right; more than one if it has gaps.
    pub pieces: Vec<[f64; 2]>,
    /// Whether the set goes on to the first break that can be looked for, the second value of `x`.
    pub low_at_limit: bool,
    /// Whether the set goes on to the last break that can be looked for, the last value but one.
    pub high_at_limit: bool,
}

impl fmt::Display for BreakSet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.interval.fmt(f)?;
        if self.pieces.len() > 1 {
            write!(f, " in {} pieces", self.pieces.len())?;
        }
        match (self.low_at_limit, self.high_at_limit) {
            (false, false) => Ok(()),
            (true, false) => f.write_str(", or before"),
            (false, true) => f.write_str(", or after"),
            (true, true) => f.write_str(", or before or after"),
        }
    }
}

/// Fits two lines that meet, and where they do: did the trend change, and when?
///
/// The sum of squares is minimised exactly over all breaks from the second different value of `x` to
/// the last but one: between two values it has one minimum, where the lines fitted to either side
/// meet, and this is found for all of them in one pass, in `n log n` steps.
/// Programs that start somewhere and iterate (R's `segmented`) may end elsewhere.
///
/// # Errors
///
/// [`StatsError::TooFew`] for fewer than five pairs or four different `x`; [`StatsError::Constant`] if
/// `y` does not vary; [`StatsError::LengthMismatch`]; [`StatsError::NotFinite`];
/// [`StatsError::Missing`] if a value is NaN and missing ones are refused.
///
/// # Example
///
/// ```
/// use highwater_stats::{Missing, segmented};
///
/// // By construction: a slope of 1 up to 2020.5, of 3 after it, and residuals that sum to nothing on
/// // either side.
/// let year = [2017.0, 2018.0, 2019.0, 2020.0, 2021.0, 2022.0, 2023.0, 2024.0];
/// let size = [0.1, 0.8, 2.1, 3.0, 5.1, 7.8, 11.1, 14.0];
/// let fit = segmented(&year, &size, Missing::Refuse)?;
/// assert!((fit.slope_left - 1.0).abs() < 1e-12 && (fit.slope_right - 3.0).abs() < 1e-12);
/// assert!((fit.break_at - 2020.5).abs() < 1e-9 && !fit.break_on_data_point);
/// assert!(fit.break_interval(0.95)?.interval.contains(2020.5));
/// # Ok::<(), highwater_stats::StatsError>(())
/// ```
///
/// # References
///
/// Hudson (1966), "Fitting segmented curves whose join points have to be estimated", JASA 61, 1097-1129;
/// Hinkley (1971), "Inference in two-phase regression", JASA 66, 736-743; Muggeo (2003), Statistics in
/// Medicine 22, 3055-3071, for the standard error.
pub fn segmented(x: &[f64], y: &[f64], missing: Missing) -> Result<SegmentedFit, StatsError> {
    let pairs = Pairs::new(x, y, missing)?;
    let (x, y) = (&*pairs.x, &*pairs.y);
    all_finite("x", x)?;
    all_finite("y", y)?;
    let n = x.len();
    at_least("pairs", 5, n)?;
    let mut distinct = crate::sort_key::sorted(x);
    distinct.dedup();
    at_least("different x", 4, distinct.len())?;
    let fitted = |design: &Design| {
        let basis = Basis::new(Columns::centred_and_scaled(design, n)?)?;
        fit(basis, y, None, Rows::pairs(n, 0))
    };
    let line = fitted(&Design::with_intercept().term("x", x)?)?;
    let profile = Profile::new(x, &line.residuals, line.ssr);
    let found = profile.minimum();
    let hinge: Vec<f64> = x.iter().map(|x| (x - found.at).max(0.0)).collect();
    let broken = Design::with_intercept()
        .term("x", x)?
        .term("hinge", &hinge)?;
    let both = fitted(&broken)?;
    let (slope_left, slope_change) = (both.coefficients[1].estimate, both.coefficients[2].estimate);
    let df_resid = n - 4;
    let residual_sd = (both.ssr / df_resid as f64).sqrt();
    let (mut break_std_err, mut slopes) = (None, None);
    if !found.on_data_point && slope_change != 0.0 {
        // The fit as a function of all four numbers, near where they are.
        let moved: Vec<f64> = x
            .iter()
            .map(|x| if *x > found.at { -slope_change } else { 0.0 })
            .collect();
        let design = broken.term("break", &moved)?;
        let basis = Basis::new(Columns::centred_and_scaled(&design, n)?)?;
        let row = |j: usize| basis.from_q.row(j);
        let right: Vec<f64> = row(1).iter().zip(row(2)).map(|(a, b)| a + b).collect();
        let reference = Reference::new(Some(df_resid as f64));
        break_std_err = Some(residual_sd * norm(&row(3)));
        slopes = Some([
            reference.row("left", slope_left, residual_sd * norm(&row(1))),
            reference.row(
                "right",
                slope_left + slope_change,
                residual_sd * norm(&right),
            ),
        ]);
    }
    Ok(SegmentedFit {
        break_at: found.at,
        break_on_data_point: found.on_data_point,
        break_std_err,
        intercept: both.coefficients[0].estimate,
        slope_left,
        slope_right: slope_left + slope_change,
        slope_change,
        slopes,
        n,
        dropped: pairs.dropped,
        df_resid,
        ssr: both.ssr,
        ssr_line: line.ssr,
        residual_sd,
        sup_f: (line.ssr - both.ssr).max(0.0) / (both.ssr / (n as f64 - 3.0)),
        profile,
    })
}

impl SegmentedFit {
    /// Returns the breaks with `SSR(c) <= SSR (1 + t^2 / (n - 4))`, the interval to quote.
    ///
    /// # Errors
    ///
    /// [`StatsError::OutOfRange`] unless `level` is between 0 and 1.
    ///
    /// # References
    ///
    /// Draper and Smith (1998), "Applied Regression Analysis", 3rd edition, section 24.6.
    pub fn break_interval(&self, level: f64) -> Result<BreakSet, StatsError> {
        let df = self.df_resid as f64;
        let t = quantile_above(tail_of(level)?, Some(df));
        Ok(self.allowed(t * t / df, level))
    }

    /// Returns the breaks with `n ln(SSR(c) / SSR)` at most the quantile of chi-squared with one degree
    /// of freedom: the likelihood interval, a little short for few pairs.
    ///
    /// # Errors
    ///
    /// [`StatsError::OutOfRange`] unless `level` is between 0 and 1.
    ///
    /// # Example
    ///
    /// ```
    /// use highwater_stats::{Missing, segmented};
    ///
    /// let x: [f64; 12] = std::array::from_fn(|i| i as f64);
    /// let y = x.map(|x| x + 2.0 * (x - 5.4).max(0.0) + (x * 5.0) % 3.0 / 9.0);
    /// let fit = segmented(&x, &y, Missing::Refuse)?;
    /// // By definition: a higher level allows more.
    /// let [narrow, wide] = [fit.break_likelihood_interval(0.5)?, fit.break_likelihood_interval(0.99)?];
    /// assert!(wide.interval.low < narrow.interval.low && narrow.interval.contains(fit.break_at));
    /// # Ok::<(), highwater_stats::StatsError>(())
    /// ```
    ///
    /// # References
    ///
    /// Hinkley (1971), JASA 66, 736-743.
    pub fn break_likelihood_interval(&self, level: f64) -> Result<BreakSet, StatsError> {
        tail_of(level)?;
        let quantile = ChiSquared::new(1.0)?.quantile_upper(1.0 - level);
        Ok(self.allowed(libm::expm1(quantile / self.n as f64), level))
    }

    /// The breaks whose sum of squares is larger than the least by at most this share of it.
    fn allowed(&self, share: f64, level: f64) -> BreakSet {
        let (first, last) = self.profile.limits();
        let pieces = self.profile.below(self.ssr * (1.0 + share), self.break_at);
        let low = pieces.first().map_or(self.break_at, |piece| piece[0]);
        let high = pieces.last().map_or(self.break_at, |piece| piece[1]);
        BreakSet {
            interval: Interval { low, high, level },
            pieces,
            low_at_limit: low <= first,
            high_at_limit: high >= last,
        }
    }

    /// Returns the fitted value at `x`.
    #[must_use]
    pub fn predict(&self, x: f64) -> f64 {
        // From the break, which is near the data, and not from 0.
        let at_break = self.intercept + self.slope_left * self.break_at;
        let slope = if x > self.break_at {
            self.slope_right
        } else {
            self.slope_left
        };
        at_break + slope * (x - self.break_at)
    }
}

impl fmt::Display for SegmentedFit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "slope {} up to {}, {} from there",
            g(self.slope_left, 4),
            g(self.break_at, 6),
            g(self.slope_right, 4)
        )?;
        if let Ok(set) = self.break_interval(0.95) {
            write!(f, ", break {set}")?;
        }
        write!(f, ", n = {}", self.n)?;
        if self.dropped > 0 {
            write!(f, ", {} left out", self.dropped)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ols;

    fn ssr_at(x: &[f64], y: &[f64], c: f64) -> f64 {
        let hinge: Vec<f64> = x.iter().map(|x| (x - c).max(0.0)).collect();
        let design = Design::with_intercept()
            .term("x", x)
            .unwrap()
            .term("hinge", &hinge)
            .unwrap();
        ols(&design, y, Missing::Refuse).unwrap().ssr
    }

    fn data(n: u32, seed: u32) -> (Vec<f64>, Vec<f64>) {
        (0..n)
            .map(|i| {
                let x = f64::from((i * 37 + seed) % n) / 2.0 + 2000.0;
                let bend = 0.8 * (x - 2000.0 - f64::from(n) / 5.0).max(0.0);
                (
                    x.round(),
                    bend + f64::from((i * i + 3 * i + seed) % 13) / 3.0,
                )
            })
            .unzip()
    }

    #[test]
    fn no_other_break_is_better_and_the_sets_are_those_within() {
        for (n, seed) in [(9, 1), (20, 5), (33, 2), (60, 7)] {
            let (x, y) = data(n, seed);
            let fit = segmented(&x, &y, Missing::Refuse).unwrap();
            let (first, last) = fit.profile.limits();
            let set = fit.break_interval(0.9).unwrap();
            let t = quantile_above(0.05, Some(fit.df_resid as f64));
            let most = fit.ssr * (1.0 + t * t / fit.df_resid as f64);
            for step in 0..=400 {
                let c = first + (last - first) * f64::from(step) / 400.0;
                let ssr = ssr_at(&x, &y, c);
                assert!(ssr >= fit.ssr * (1.0 - 1e-10), "{n}: {c}");
                let inside = set.pieces.iter().any(|p| p[0] <= c && c <= p[1]);
                assert!(
                    inside == (ssr <= most) || (ssr / most - 1.0).abs() < 1e-9,
                    "{n}: {c} {inside}"
                );
            }
        }
    }

    #[test]
    fn shift_and_scale_carry_over() {
        let (x, y) = data(30, 3);
        let fit = segmented(&x, &y, Missing::Refuse).unwrap();
        let moved: Vec<f64> = x.iter().map(|x| (x - 2000.0) * 4.0).collect();
        let turned: Vec<f64> = y.iter().map(|y| 7.0 - 2.0 * y).collect();
        let other = segmented(&moved, &turned, Missing::Refuse).unwrap();
        assert!((other.break_at - (fit.break_at - 2000.0) * 4.0).abs() < 1e-8);
        assert!((other.slope_right + fit.slope_right / 2.0).abs() < 1e-10);
        assert!((other.sup_f / fit.sup_f - 1.0).abs() < 1e-9);
    }

    #[test]
    fn a_line_leaves_the_break_open() {
        let x: Vec<f64> = (0..20).map(f64::from).collect();
        let y: Vec<f64> = x.iter().map(|x| 3.0 * x + (x * 7.0) % 5.0).collect();
        let set = segmented(&x, &y, Missing::Refuse)
            .unwrap()
            .break_interval(0.99)
            .unwrap();
        assert!(set.low_at_limit && set.high_at_limit, "{set}");
        let exact: Vec<f64> = x.iter().map(|x| 3.0 * x).collect();
        assert!(segmented(&x, &exact, Missing::Refuse).is_ok());
    }

    #[test]
    fn too_few_values_to_bend_are_errors() {
        let y = [1.0, 2.0, 3.0, 2.0, 5.0, 4.0];
        let error = segmented(&[1.0, 1.0, 2.0, 2.0, 3.0, 3.0], &y, Missing::Refuse).unwrap_err();
        assert_eq!(error.to_string(), "needs at least `4` different x, has `3`");
        assert!(segmented(&[1.0, 2.0, 3.0, 4.0], &y[..4], Missing::Refuse).is_err());
        assert!(segmented(&[1.0; 6], &y, Missing::Refuse).is_err());
        let flat = segmented(&[1.0, 2.0, 3.0, 4.0, 5.0], &[2.0; 5], Missing::Refuse);
        assert!(matches!(flat, Err(StatsError::Constant { .. })));
    }
}
