//! The ratio of two coefficients, and what is known of it.

use std::fmt;

use rayon::prelude::*;

use crate::bootstrap::Bootstrap;
use crate::distribution::{normal_quantile, t_quantile_above};
use crate::error::StatsError;
use crate::g_format::g;
use crate::interval::{Interval, tail_of};
use crate::missing::all_finite;
use crate::random::{Resampling, standard_normal};

mod exact;
mod independent;
mod of_fits;

/// Two estimates whose ratio is sought, with their covariance.
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct CoefficientPair {
    /// The estimate above the line.
    pub numerator: f64,
    /// The estimate below the line.
    pub denominator: f64,
    /// The variance of the numerator.
    pub numerator_variance: f64,
    /// The variance of the denominator.
    pub denominator_variance: f64,
    /// Their covariance.
    pub covariance: f64,
    /// Degrees of freedom for Student's t; `None` for the normal distribution.
    pub df: Option<f64>,
}

/// A ratio with its interval by the delta method.
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct RatioEstimate {
    /// Numerator over denominator.
    pub ratio: f64,
    /// The standard error by the delta method.
    pub std_err: f64,
    /// `ratio -+ quantile std_err`.
    pub interval: Interval,
}

/// The ratios that the data allow, by Fieller's method.
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub enum FiellerSet {
    /// From one end to the other: the denominator is clearly not 0.
    Bounded(Interval),
    /// Everything up to `below` and everything from `above`: the denominator may be 0, but not both.
    /// One side is empty where its end is infinite.
    Unbounded {
        /// The upper end of the lower part.
        below: f64,
        /// The lower end of the upper part.
        above: f64,
        /// The confidence.
        level: f64,
    },
    /// Any ratio at all: both may be 0.
    WholeLine,
}

impl CoefficientPair {
    /// Returns the ratio and its interval by the delta method, `se^2 = (va - 2 r cov + r^2 vb) / b^2`.
    ///
    /// Symmetric and always finite, so too short where the denominator is uncertain; see
    /// [`fieller`](Self::fieller).
    ///
    /// # Errors
    ///
    /// [`StatsError::OutOfRange`] for a denominator of 0, variances that are negative or disagree
    /// with the covariance, or a `level` that is not between 0 and 1; [`StatsError::Missing`] and
    /// [`StatsError::NotFinite`] for numbers that are not finite.
    ///
    /// # Example
    ///
    /// ```
    /// use highwater_stats::CoefficientPair;
    ///
    /// let pair = CoefficientPair {
    ///     numerator: 6.0,
    ///     denominator: 2.0,
    ///     numerator_variance: 0.25,
    ///     denominator_variance: 0.04,
    ///     covariance: 0.05,
    ///     df: None,
    /// };
    /// // By hand: (0.25 - 2 * 3 * 0.05 + 9 * 0.04) / 4 = 0.0775.
    /// let estimate = pair.delta(0.95)?;
    /// assert!((estimate.ratio - 3.0).abs() < 1e-15);
    /// assert!((estimate.std_err - 0.0775_f64.sqrt()).abs() < 1e-15);
    /// # Ok::<(), highwater_stats::StatsError>(())
    /// ```
    ///
    /// # References
    ///
    /// Franz (2007), "Ratios: a short guide to confidence limits and proper use", arXiv:0710.2024.
    pub fn delta(&self, level: f64) -> Result<RatioEstimate, StatsError> {
        let quantile = self.quantile(level)?;
        let ratio = self.ratio()?;
        let variance = self.numerator_variance - 2.0 * ratio * self.covariance
            + ratio * ratio * self.denominator_variance;
        let std_err = variance.max(0.0).sqrt() / self.denominator.abs();
        if !(ratio.is_finite() && std_err.is_finite()) {
            return Err(StatsError::Overflow { what: "ratio" });
        }
        Ok(RatioEstimate {
            ratio,
            std_err,
            interval: Interval::around(ratio, quantile * std_err, level),
        })
    }

    /// All ratios `r` for which `numerator - r denominator` does not differ from 0: an exact
    /// interval for normal estimates, and a set without end where the denominator may be 0.
    ///
    /// The set is where `(a - r b)^2 <= q^2 (va - 2 r cov + r^2 vb)`.
    ///
    /// # Errors
    ///
    /// As [`delta`](Self::delta), but a denominator of 0 is no error.
    ///
    /// # Example
    ///
    /// ```
    /// use highwater_stats::{CoefficientPair, FiellerSet};
    ///
    /// // By hand: with b = 1 and a standard error of 1, 0 is within reach of the denominator.
    /// let uncertain = CoefficientPair {
    ///     numerator: 6.0,
    ///     denominator: 1.0,
    ///     numerator_variance: 1.0,
    ///     denominator_variance: 1.0,
    ///     covariance: 0.0,
    ///     df: None,
    /// };
    /// assert!(matches!(uncertain.fieller(0.95)?, FiellerSet::Unbounded { .. }));
    /// let certain = CoefficientPair { denominator: 10.0, ..uncertain };
    /// assert!(matches!(certain.fieller(0.95)?, FiellerSet::Bounded(_)));
    /// let hopeless = CoefficientPair { numerator: 1.0, ..uncertain };
    /// assert_eq!(hopeless.fieller(0.95)?, FiellerSet::WholeLine);
    /// # Ok::<(), highwater_stats::StatsError>(())
    /// ```
    ///
    /// # References
    ///
    /// Fieller (1954), "Some problems in interval estimation", Journal of the Royal Statistical
    /// Society B 16, 175-185.
    pub fn fieller(&self, level: f64) -> Result<FiellerSet, StatsError> {
        let q2 = {
            let quantile = self.quantile(level)?;
            quantile * quantile
        };
        let (a, b) = (self.numerator, self.denominator);
        let (va, vb, cov) = (
            self.numerator_variance,
            self.denominator_variance,
            self.covariance,
        );
        // leading r^2 - 2 middle r + last <= 0
        let leading = b * b - q2 * vb;
        let middle = a * b - q2 * cov;
        let last = a * a - q2 * va;
        // middle^2 - leading last, with the squares that cancel left out.
        let discriminant =
            q2 * ((va * b * b - 2.0 * cov * a * b + vb * a * a) - q2 * (va * vb - cov * cov));
        if ![leading, middle, last, discriminant]
            .iter()
            .all(|v| v.is_finite())
        {
            return Err(StatsError::Overflow { what: "ratio" });
        }
        if leading <= 0.0 && discriminant <= 0.0 {
            return Ok(FiellerSet::WholeLine);
        }
        let root = discriminant.max(0.0).sqrt();
        let sum = if middle < 0.0 {
            middle - root
        } else {
            middle + root
        };
        // Of the two roots, the one without a difference of near equals, and the other by Vieta.
        let (one, other) = (sum / leading, if sum == 0.0 { 0.0 } else { last / sum });
        let (low, high) = (one.min(other), one.max(other));
        Ok(if leading > 0.0 {
            FiellerSet::Bounded(Interval { low, high, level })
        } else if leading == 0.0 {
            // A half line: r >= last / (2 middle) for a positive middle.
            let end = last / (2.0 * middle);
            let (below, above) = if middle > 0.0 {
                (f64::NEG_INFINITY, end)
            } else {
                (end, f64::INFINITY)
            };
            FiellerSet::Unbounded {
                below,
                above,
                level,
            }
        } else {
            FiellerSet::Unbounded {
                below: low,
                above: high,
                level,
            }
        })
    }

    /// Draws pairs from the bivariate normal distribution of the estimates and takes their ratios;
    /// its percentile interval is the simulated one.
    ///
    /// The mean of such ratios means nothing: in theory it does not exist.
    ///
    /// # Errors
    ///
    /// As [`delta`](Self::delta); [`StatsError::TooFew`] for no repetitions.
    ///
    /// # Example
    ///
    /// ```
    /// use highwater_stats::{CoefficientPair, Resampling};
    ///
    /// let pair = CoefficientPair {
    ///     numerator: 6.0,
    ///     denominator: 2.0,
    ///     numerator_variance: 0.25,
    ///     denominator_variance: 0.0,
    ///     covariance: 0.0,
    ///     df: None,
    /// };
    /// // By definition: with a certain denominator the ratio is normal, 3 -+ 1.96 * 0.25.
    /// let draws = pair.simulate(Resampling { repetitions: 20_000, seed: 42 })?;
    /// let interval = draws.percentile(0.95)?;
    /// assert!((interval.low - 2.51).abs() < 0.02 && (interval.high - 3.49).abs() < 0.02);
    /// # Ok::<(), highwater_stats::StatsError>(())
    /// ```
    ///
    /// # References
    ///
    /// Marsaglia (1965), "Ratios of normal variables and ratios of sums of uniform variables", JASA 60,
    /// 193-204.
    pub fn simulate(&self, resampling: Resampling) -> Result<Bootstrap, StatsError> {
        self.check()?;
        let ratio = self.ratio()?;
        let sd_a = self.numerator_variance.sqrt();
        // The denominator given the numerator: cov / va of its deviation, and the rest.
        let along = if sd_a > 0.0 {
            self.covariance / sd_a
        } else {
            0.0
        };
        let across = (self.denominator_variance - along * along).max(0.0).sqrt();
        let draws = (0..resampling.repetitions)
            .into_par_iter()
            .map(|repetition| {
                let mut rng = resampling.stream(repetition);
                let (first, second) = (standard_normal(&mut rng), standard_normal(&mut rng));
                (self.numerator + sd_a * first)
                    / (self.denominator + along * first + across * second)
            })
            .collect();
        Bootstrap::new(ratio, draws)
    }

    fn ratio(&self) -> Result<f64, StatsError> {
        if self.denominator == 0.0 {
            return Err(StatsError::OutOfRange {
                what: "denominator".into(),
                value: 0.0,
                range: "other than 0",
            });
        }
        Ok(self.numerator / self.denominator)
    }

    fn quantile(&self, level: f64) -> Result<f64, StatsError> {
        self.check()?;
        let tail = tail_of(level)?;
        match self.df {
            None => Ok(-normal_quantile(tail)),
            Some(df) if df > 0.0 => Ok(t_quantile_above(tail, df)),
            Some(df) => Err(StatsError::OutOfRange {
                what: "df".into(),
                value: df,
                range: "above 0",
            }),
        }
    }

    fn check(&self) -> Result<(), StatsError> {
        let (va, vb) = (self.numerator_variance, self.denominator_variance);
        all_finite("numerator", &[self.numerator])?;
        all_finite("denominator", &[self.denominator])?;
        for (what, value) in [("numerator variance", va), ("denominator variance", vb)] {
            all_finite(what, &[value])?;
            if value < 0.0 {
                return Err(StatsError::OutOfRange {
                    what: what.into(),
                    value,
                    range: "0 or above",
                });
            }
        }
        all_finite("covariance", &[self.covariance])?;
        if self.covariance.abs() > va.sqrt() * vb.sqrt() * (1.0 + 1e-9) {
            return Err(StatsError::OutOfRange {
                what: "covariance".into(),
                value: self.covariance,
                range: "at most the product of the standard errors",
            });
        }
        Ok(())
    }
}

impl fmt::Display for RatioEstimate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}, {}", g(self.ratio, 4), self.interval)
    }
}

impl fmt::Display for FiellerSet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            FiellerSet::Bounded(interval) => interval.fmt(f),
            FiellerSet::Unbounded {
                below,
                above,
                level,
            } => write!(
                f,
                "up to {} or from {} ({}%)",
                g(*below, 4),
                g(*above, 4),
                g(100.0 * level, 4)
            ),
            FiellerSet::WholeLine => f.write_str("any ratio"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAIR: CoefficientPair = CoefficientPair {
        numerator: -0.343494,
        denominator: 0.504489,
        numerator_variance: 0.0015735,
        denominator_variance: 0.0029538,
        covariance: -0.00034,
        df: Some(43.0),
    };

    #[test]
    fn the_ends_of_fieller_lie_on_its_boundary() {
        let FiellerSet::Bounded(interval) = PAIR.fieller(0.9).unwrap() else {
            panic!();
        };
        let q = t_quantile_above(0.05, 43.0);
        for end in [interval.low, interval.high] {
            let distance = PAIR.numerator - end * PAIR.denominator;
            let variance = PAIR.numerator_variance - 2.0 * end * PAIR.covariance
                + end * end * PAIR.denominator_variance;
            assert!((distance.abs() - q * variance.sqrt()).abs() < 1e-12);
        }
    }

    #[test]
    fn without_uncertainty_below_the_line_fieller_and_delta_agree() {
        let pair = CoefficientPair {
            denominator_variance: 0.0,
            covariance: 0.0,
            ..PAIR
        };
        let FiellerSet::Bounded(fieller) = pair.fieller(0.95).unwrap() else {
            panic!();
        };
        let delta = pair.delta(0.95).unwrap().interval;
        assert!((fieller.low - delta.low).abs() < 1e-14);
        assert!((fieller.high - delta.high).abs() < 1e-14);
    }

    #[test]
    fn numbers_that_cannot_be_are_errors() {
        for pair in [
            CoefficientPair {
                denominator: 0.0,
                ..PAIR
            },
            CoefficientPair {
                numerator_variance: -1.0,
                ..PAIR
            },
            CoefficientPair {
                covariance: 1.0,
                ..PAIR
            },
            CoefficientPair {
                df: Some(0.0),
                ..PAIR
            },
            CoefficientPair {
                numerator: f64::NAN,
                ..PAIR
            },
        ] {
            assert!(pair.delta(0.95).is_err(), "{pair:?}");
        }
        assert!(PAIR.delta(1.0).is_err());
    }
}
