//! The exact distribution of the ratio of two normal variables.

use std::f64::consts::{FRAC_1_PI, FRAC_1_SQRT_2, TAU};

use super::CoefficientPair;
use crate::distribution::{normal_cdf, normal_quantile, normal_sf, owens_t};
use crate::error::StatsError;
use crate::interval::{Interval, tail_of};

impl CoefficientPair {
    /// The ratio with the share `p` of the distribution below it, where numerator and denominator are
    /// jointly normal with these means, variances and covariance: the limit of the percentiles of
    /// [`simulate`](Self::simulate) for ever more draws, to about 12 digits.
    ///
    /// The share at or below `r` is `P(A <= r B, B > 0) + P(A >= r B, B < 0)`, so that a denominator
    /// of either sign counts, as it does for draws; a denominator near 0, or of 0, is no error unless
    /// it is certain.
    /// `df` is not looked at: the distribution is normal, not Student's.
    ///
    /// # Errors
    ///
    /// [`StatsError::OutOfRange`] for a `p` that is not between 0 and 1, a denominator that is 0 for
    /// certain, or variances that are negative or disagree with the covariance;
    /// [`StatsError::Missing`] and [`StatsError::NotFinite`] for numbers that are not finite;
    /// [`StatsError::Overflow`]; [`StatsError::NoConvergence`], which has not been seen.
    ///
    /// # Example
    ///
    /// ```
    /// use highwater_stats::CoefficientPair;
    ///
    /// let pair = CoefficientPair {
    ///     numerator: 1.0,
    ///     denominator: 2.0,
    ///     numerator_variance: 1.0,
    ///     denominator_variance: 1.0,
    ///     covariance: 0.0,
    ///     df: None,
    /// };
    /// // mpmath, by numerical integration over the denominator at 34 digits and a root of it.
    /// assert!((pair.ratio_quantile(0.95)? - 2.453914771353436).abs() < 1e-13);
    /// // By definition: with means of 0 the ratio is Cauchy's, tan(pi (p - 1/2)).
    /// let cauchy = CoefficientPair { numerator: 0.0, denominator: 0.0, ..pair };
    /// assert!((cauchy.ratio_quantile(0.75)? - 1.0).abs() < 1e-15);
    /// # Ok::<(), highwater_stats::StatsError>(())
    /// ```
    ///
    /// # References
    ///
    /// Marsaglia (1965), "Ratios of normal variables and ratios of sums of uniform variables", JASA
    /// 60, 193-204; Hinkley (1969), "On the ratio of two correlated normal random variables",
    /// Biometrika 56, 635-639.
    pub fn ratio_quantile(&self, p: f64) -> Result<f64, StatsError> {
        if !(p > 0.0 && p < 1.0) {
            return Err(StatsError::OutOfRange {
                what: "p".into(),
                value: p,
                range: "between 0 and 1, both excluded",
            });
        }
        self.check()?;
        let (sd_a, sd_b) = (
            self.numerator_variance.sqrt(),
            self.denominator_variance.sqrt(),
        );
        let ratio = if sd_b == 0.0 {
            self.ratio()? + sd_a / self.denominator.abs() * normal_quantile(p)
        } else {
            // A = along B + a part that does not depend on B.
            let in_common = self.covariance / sd_b;
            let along = in_common / sd_b;
            let apart = self.numerator - along * self.denominator;
            let rest = (sd_a - in_common.abs()) * (sd_a + in_common.abs());
            if rest <= 4.0 * f64::EPSILON * sd_a * sd_a {
                along + apart * reciprocal(p, apart, self.denominator, sd_b)
            } else {
                let sd_apart = rest.sqrt();
                let ratio = independent(p, apart / sd_apart, self.denominator / sd_b)?;
                along + sd_apart / sd_b * ratio
            }
        };
        if ratio.is_finite() {
            Ok(ratio)
        } else {
            Err(StatsError::Overflow { what: "ratio" })
        }
    }

    /// The interval with equal shares of the exact distribution on either side of it, from
    /// [`ratio_quantile`](Self::ratio_quantile): what [`simulate`](Self::simulate) and its percentile
    /// interval come to for ever more draws.
    ///
    /// # Errors
    ///
    /// As [`ratio_quantile`](Self::ratio_quantile), for a `level` that is not between 0 and 1 too.
    ///
    /// # Example
    ///
    /// ```
    /// use highwater_stats::CoefficientPair;
    ///
    /// // A slope of -0.3435 +- 0.0408 over one of 0.5045 +- 0.0559, taken as independent; scipy's
    /// // quad over the denominator gives -0.89085807515840 to -0.51771602063891.
    /// let pair = CoefficientPair {
    ///     numerator: -0.3434935616495431,
    ///     denominator: 0.504489411147834,
    ///     numerator_variance: 0.04081636199253089_f64.powi(2),
    ///     denominator_variance: 0.05592189717510595_f64.powi(2),
    ///     covariance: 0.0,
    ///     df: None,
    /// };
    /// let interval = pair.ratio_interval(0.9)?;
    /// assert!((interval.low + 0.89085807515840).abs() < 1e-13);
    /// assert!((interval.high + 0.51771602063891).abs() < 1e-13);
    /// # Ok::<(), highwater_stats::StatsError>(())
    /// ```
    ///
    /// # References
    ///
    /// As [`ratio_quantile`](Self::ratio_quantile).
    pub fn ratio_interval(&self, level: f64) -> Result<Interval, StatsError> {
        let tail = tail_of(level)?;
        Ok(Interval {
            low: self.ratio_quantile(tail)?,
            high: self.ratio_quantile(1.0 - tail)?,
            level,
        })
    }
}

/// The `1 / w` for which `factor / w` is the quantile `p` of `factor / W`, `W` normal; of the factor
/// only the sign matters.
fn reciprocal(p: f64, factor: f64, mean: f64, sd: f64) -> f64 {
    // With -W for W and -factor for factor the quotient is the same, and 1 / W falls as W grows.
    if mean < 0.0 {
        return -reciprocal(p, -factor, -mean, sd);
    }
    let p = if factor < 0.0 { 1.0 - p } else { p };
    let negative = normal_cdf(-mean / sd);
    // From the least: W from 0 down to minus infinity, then from plus infinity down to 0.
    let w = if p < negative {
        mean + sd * normal_quantile(negative - p)
    } else {
        mean - sd * normal_quantile(p - negative)
    };
    1.0 / w
}

/// The quantile of `(x + X) / (y + Y)` for independent standard normal `X` and `Y`.
///
/// Seen from where both are 0, the ratio is the cotangent of the direction of a point whose
/// distribution about `(x, y)` is round; a line through there, in either direction, has the chance
/// that [`across`] gives.
fn independent(p: f64, x: f64, y: f64) -> Result<f64, StatsError> {
    if p > 0.5 {
        return Ok(-independent(1.0 - p, -x, y)?);
    }
    if y < 0.0 {
        return independent(p, -x, -y);
    }
    let distance = libm::hypot(x, y);
    if !distance.is_finite() {
        return Err(StatsError::Overflow { what: "ratio" });
    }
    // The direction of the centre.
    let (along_x, along_y) = if distance > 0.0 {
        (x / distance, y / distance)
    } else {
        (0.0, 1.0)
    };
    // The line on which the denominator is 0 and the ratio starts from minus infinity.
    let start = Line {
        cos: -along_x,
        sin: along_y,
    };
    let line = Line::with_across(p + start.across(distance), distance)?;
    Ok((along_x * line.cos - along_y * line.sin) / (along_y * line.cos + along_x * line.sin))
}

/// A line through the point where numerator and denominator are 0, by its angle to the direction of
/// the centre of the distribution.
#[derive(Clone, Copy)]
struct Line {
    cos: f64,
    sin: f64,
}

impl Line {
    /// From the tangent of an angle up to 45 degrees, or else from its cotangent.
    fn new(steep: bool, tangent: f64) -> Self {
        let length = libm::hypot(1.0, tangent);
        let (long, short) = (1.0 / length, tangent / length);
        if steep {
            Line {
                cos: short,
                sin: long,
            }
        } else {
            Line {
                cos: long,
                sin: short,
            }
        }
    }

    /// The chance between this line and the one across, in both of the sectors; less than 0 beyond
    /// that.
    fn across(self, distance: f64) -> f64 {
        if self.cos < 0.0 {
            return -Line {
                cos: -self.cos,
                ..self
            }
            .across(distance);
        }
        let (off, on) = (distance * self.sin, distance * self.cos);
        if self.sin >= self.cos {
            2.0 * owens_t(off, self.cos / self.sin)
        } else {
            let (off, beyond) = (normal_sf(off), normal_sf(on));
            off * (1.0 - beyond) + beyond * (1.0 - off) - 2.0 * owens_t(on, self.sin / self.cos)
        }
    }

    /// The chance between this line and the one through the centre, in both of the sectors; for
    /// angles up to 45 degrees, where 1/2 less [`across`](Self::across) would have fewer digits.
    fn along(self, distance: f64) -> f64 {
        let (off, on) = (distance * self.sin, distance * self.cos);
        0.5 * libm::erf(off * FRAC_1_SQRT_2) * libm::erf(on * FRAC_1_SQRT_2)
            + 2.0 * owens_t(on, self.sin / self.cos)
    }

    /// The chance for each radian, in both of the sectors.
    fn density(self, distance: f64) -> f64 {
        let (off, on) = (distance * self.sin, distance * self.cos);
        FRAC_1_PI * libm::exp(-0.5 * distance * distance)
            + on * libm::erf(on * FRAC_1_SQRT_2) * libm::exp(-0.5 * off * off) / TAU.sqrt()
    }

    /// The line with this chance [`across`](Self::across), from -1/2 to 1.
    fn with_across(chance: f64, distance: f64) -> Result<Line, StatsError> {
        // Beyond the line across, and beyond the one through the centre, by symmetry.
        if chance < 0.0 {
            let line = Line::with_across(-chance, distance)?;
            return Ok(Line {
                cos: -line.cos,
                ..line
            });
        }
        if chance > 0.5 {
            let line = Line::with_across(1.0 - chance, distance)?;
            return Ok(Line {
                sin: -line.sin,
                ..line
            });
        }
        let steep = chance <= Line::new(true, 1.0).across(distance);
        // As if the density were the same everywhere.
        let start = |chance: f64| (chance / Line::new(steep, 0.0).density(distance)).min(1.0);
        let tangent = if steep {
            root(start(chance), |tangent| {
                let line = Line::new(true, tangent);
                let slope = line.density(distance) / (1.0 + tangent * tangent);
                (line.across(distance) - chance, slope)
            })
        } else if chance > 0.25 {
            root(start(0.5 - chance), |tangent| {
                let line = Line::new(false, tangent);
                let slope = line.density(distance) / (1.0 + tangent * tangent);
                (line.along(distance) - (0.5 - chance), slope)
            })
        } else {
            // A tail like the normal one: its logarithm is nearly a parabola.
            let start = (-normal_quantile(chance) / distance).min(1.0);
            root(start, |tangent| {
                let line = Line::new(false, tangent);
                let across = line.across(distance);
                let slope = line.density(distance) / (across * (1.0 + tangent * tangent));
                (libm::log(chance / across), slope)
            })
        }?;
        Ok(Line::new(steep, tangent))
    }
}

/// The zero from 0 to 1 of a growing function, given with its slope: Newton's steps, and halves where
/// they leave the bracket or do not get ahead.
///
/// Press et al., "Numerical Recipes", 3rd edition, section 9.4.
fn root(start: f64, function: impl Fn(f64) -> (f64, f64)) -> Result<f64, StatsError> {
    const STEPS: usize = 300;
    if function(0.0).0 >= 0.0 {
        return Ok(0.0);
    }
    let (mut low, mut high) = (0.0, 1.0);
    let (mut x, mut step) = (start, 1.0_f64);
    for _ in 0..STEPS {
        let (value, slope) = function(x);
        if value < 0.0 {
            low = x;
        } else {
            high = x;
        }
        let newton = -value / slope;
        let ahead = newton.abs() < 0.5 * step.abs() && (low..=high).contains(&(x + newton));
        step = if ahead {
            newton
        } else {
            0.5 * (low + high) - x
        };
        x += step;
        // Newton's next step would be about the square of this one.
        let settled = if ahead { 1e-10 } else { f64::EPSILON };
        if step.abs() <= settled * x {
            return Ok(x);
        }
    }
    Err(StatsError::NoConvergence {
        what: "quantile of a ratio",
        iterations: STEPS,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pair(values: [f64; 5]) -> CoefficientPair {
        let [
            numerator,
            denominator,
            numerator_variance,
            denominator_variance,
            covariance,
        ] = values;
        CoefficientPair {
            numerator,
            denominator,
            numerator_variance,
            denominator_variance,
            covariance,
            df: None,
        }
    }

    #[test]
    fn means_of_0_make_cauchys_distribution() {
        let cauchy = pair([0.0, 0.0, 1.0, 1.0, 0.0]);
        for p in [1e-300, 1e-9, 0.01, 0.25, 0.4, 0.5, 0.75, 0.99] {
            let want = if p < 0.25 {
                -1.0 / libm::tan(std::f64::consts::PI * p)
            } else {
                libm::tan(std::f64::consts::PI * (p - 0.5))
            };
            let got = cauchy.ratio_quantile(p).unwrap();
            assert!(
                (got - want).abs() <= 4e-15 * want.abs(),
                "{p}: {got:e} {want:e}"
            );
        }
    }

    /// mpmath 1.4 at 34 digits: the conditional chance of the numerator integrated over the
    /// denominator, and the root of that.
    #[test]
    fn quantiles_are_those_of_numerical_integration() {
        for (name, values, quantiles) in [
TABLE
        ] {
            for (p, want) in quantiles {
                let got = pair(values).ratio_quantile(*p).unwrap();
                let error = (got / want - 1.0).abs();
                assert!(error < 1e-12, "{name} {p}: {got:e} {want:e} {error:e}");
            }
        }
    }
}
