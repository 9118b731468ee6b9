//! The exact distribution of the ratio of two normal variables.

use super::CoefficientPair;
use super::independent::independent;
use crate::distribution::{normal_cdf, normal_quantile};
use crate::error::StatsError;
use crate::interval::{Interval, tail_of};

impl CoefficientPair {
    /// The ratio with the share `p` of the distribution below it, where numerator and denominator are
    /// jointly normal with these means, variances and covariance: the limit of the percentiles of
    /// [`simulate`](Self::simulate) for ever more draws.
    ///
    /// Held against numerical integration at 34 digits, to 1e-13 of the ratio.
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

    /// Returns the interval with equal shares of the exact distribution on either side of it, from
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
    ///     numerator_variance: 0.04081636199253089 * 0.04081636199253089,
    ///     denominator_variance: 0.05592189717510595 * 0.05592189717510595,
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
            (
                "reference",
                [
                    -0.3434935616495431,
                    0.504489411147834,
                    0.0016659754063053204,
                    0.0031272585836631226,
                    0.0,
                ],
                &[
                    (1e-09, -2.2595803463040087),
                    (0.001, -1.146408263739791),
                    (0.05, -0.8908580751583974),
                    (0.3, -0.7413480854838319),
                    (0.5, -0.6808736795248351),
                    (0.95, -0.5177160206389121),
                    (0.999, -0.3963665665164357),
                ][..],
            ),
            (
                "b=2se",
                [1.0, 2.0, 1.0, 1.0, 0.0],
                &[
                    (1e-9, -62987530.49306825),
                    (0.001, -61.390890427929556),
                    (0.05, -0.49961093965854114),
                    (0.3, 0.20790443116711832),
                    (0.5, 0.4761411973483054),
                    (0.95, 2.453914771353436),
                    (0.999, 64.56131911123884),
                ][..],
            ),
            (
                "b=1se",
                [1.0, 1.0, 1.0, 1.0, 0.5],
                &[
                    (0.001, -193.36162051959388),
                    (0.05, -2.8864099367372322),
                    (0.3, 0.37927786331494373),
                    (0.5, 0.79924582634558),
                    (0.95, 4.7844604882450525),
                    (0.999, 195.2690883353813),
                ][..],
            ),
            (
                "b=1se,neg",
                [-3.0, -1.0, 0.25, 1.0, -0.4],
                &[
                    (0.001, -821.3836505056703),
                    (0.05, -14.931518986740429),
                    (0.3, 1.2248864608409755),
                    (0.5, 2.0080068103293884),
                    (0.95, 17.609293863104448),
                    (0.999, 824.0101406805725),
                ][..],
            ),
            (
                "b=0",
                [1.0, 0.0, 1.0, 4.0, 0.3],
                &[
                    (1e-9, -231623261.8530699),
                    (0.001, -231.54762613720442),
                    (0.05, -4.52558456665525),
                    (0.3, -0.48296868949028676),
                    (0.5, 0.075),
                    (0.95, 4.675584566655246),
                    (0.999, 231.69762613720422),
                ][..],
            ),
            (
                "strong cov",
                [2.0, 5.0, 1.0, 1.0, 0.999999],
                &[
                    (0.001, -0.5708010858351418),
                    (0.05, 0.10585191344769028),
                    (0.3, 0.32969880038862337),
                    (0.5, 0.4000000862235556),
                    (0.95, 0.5485232760298739),
                    (0.999, 0.6291870158722992),
                ][..],
            ),
            (
                "strong neg cov",
                [2.0, 1.5, 0.5, 1.0, -0.707],
                &[
                    (0.001, -394.79175994690496),
                    (0.05, -5.6063573934392466),
                    (0.3, 0.666405914441157),
                    (0.5, 1.1275516085368813),
                    (0.95, 9.200760578264772),
                    (0.999, 397.96870369896936),
                ][..],
            ),
            (
                "certain b nearly",
                [6.0, 2.0, 0.25, 1e-12, 0.0],
                &[
                    (0.001, 2.2274419234503804),
                    (0.05, 2.58878659325662),
                    (0.3, 2.868899871820832),
                    (0.5, 3.0),
                    (0.95, 3.411213406747438),
                    (0.999, 3.7725580765639437),
                ][..],
            ),
            (
                "small a var",
                [1.0, 2.0, 1e-10, 1.0, 0.0],
                &[
                    (0.001, -52.981499852727495),
                    (0.05, 0.25491714321125075),
                    (0.3, 0.38594677153903223),
                    (0.5, 0.48613138446629334),
                    (0.95, 1.8369208031377446),
                    (0.999, 54.98190042584444),
                ][..],
            ),
            (
                "both weak",
                [0.1, 0.2, 1.0, 2.0, -0.3],
                &[
                    (0.001, -219.82826670026662),
                    (0.05, -4.49469234148566),
                    (0.3, -0.6384602774230382),
                    (0.5, -0.13709833390835524),
                    (0.95, 4.220539787773688),
                    (0.999, 219.55411494339324),
                ][..],
            ),
        ] {
            for (p, want) in quantiles {
                let got = pair(values).ratio_quantile(*p).unwrap();
                let error = (got / want - 1.0).abs();
                assert!(error < 1e-13, "{name} {p}: {got:e} {want:e} {error:e}");
            }
        }
    }

    /// mpmath: bisection of the chance that `factor / W` is at or below `r`.
    #[test]
    fn with_one_source_of_chance_the_ratio_is_a_reciprocal() {
        let certain_numerator = pair([2.0, 1.0, 0.0, 1.0, 0.0]);
        // A = 3 + Z and B = 1 + Z / 2, so that A / B = 2 + 1 / B.
        let dependent = pair([3.0, 1.0, 1.0, 0.25, 0.5]);
        for (pair, p, want) in [
            (certain_numerator, 0.05, -8.557567143213602),
            (certain_numerator, 0.1, -3.532552794523717),
            (certain_numerator, 0.5, 1.4196521181299293),
            (certain_numerator, 0.95, 10.587391710086669),
            (dependent, 0.01, -6.5565594057417895),
            (dependent, 0.05, 2.509834286614786),
            (dependent, 0.5, 2.9722627689382923),
            (dependent, 0.95, 5.673841606129928),
        ] {
            let got = pair.ratio_quantile(p).unwrap();
            assert!((got / want - 1.0).abs() < 1e-13, "{p}: {got:e} {want:e}");
            // -A / B and A / -B have the same numbers from the other end.
            let upside = CoefficientPair {
                numerator: -pair.numerator,
                covariance: -pair.covariance,
                ..pair
            };
            let downside = CoefficientPair {
                denominator: -pair.denominator,
                covariance: -pair.covariance,
                ..pair
            };
            for opposite in [upside, downside] {
                let got = opposite.ratio_quantile(1.0 - p).unwrap();
                assert!((got / -want - 1.0).abs() < 1e-13, "{p}: {got:e}");
            }
        }
        let certain = pair([6.0, -2.0, 0.0, 0.0, 0.0]);
        assert_eq!(certain.ratio_quantile(0.1), Ok(-3.0));
        // By definition: A / 2 is normal, 3 -+ 0.25 z.
        let certain_denominator = pair([6.0, 2.0, 0.25, 0.0, 0.0]);
        let got = certain_denominator.ratio_quantile(0.975).unwrap();
        assert!(
            (got - (3.0 + 0.25 * 1.959963984540054)).abs() < 1e-14,
            "{got}"
        );
        // A is always twice B.
        let got = pair([2.0, 1.0, 4.0, 1.0, 2.0]).ratio_quantile(0.01);
        assert_eq!(got, Ok(2.0));
    }

    #[test]
    fn a_hint_of_a_second_source_changes_a_hint() {
        for values in [[2.0, 1.0, 0.0, 1.0, 0.0], [3.0, 1.0, 1.0, 0.25, 0.5]] {
            for p in [0.01, 0.2, 0.5, 0.9] {
                let one = pair(values).ratio_quantile(p).unwrap();
                let [a, b, va, vb, c] = values;
                let two = pair([a, b, va + 1e-14, vb, c]).ratio_quantile(p).unwrap();
                assert!((one - two).abs() < 1e-11, "{p}: {one} {two}");
                assert_ne!(one, two);
            }
        }
    }

    #[test]
    fn draws_come_to_the_same() {
        let resampling = crate::Resampling {
            repetitions: 200_000,
            seed: 42,
        };
        for values in [
            [-0.3, 0.5, 0.0016, 0.0031, -0.0009],
            [1.0, -1.5, 1.0, 1.0, 0.5],
        ] {
            let draws = pair(values).simulate(resampling).unwrap().replicates;
            for p in [0.05, 0.5, 0.95] {
                let exact = pair(values).ratio_quantile(p).unwrap();
                let below = draws.iter().filter(|draw| **draw <= exact).count() as f64 / 2e5;
                // Five standard errors of the share.
                assert!(
                    (below - p).abs() < 5.0 * (p * (1.0 - p) / 2e5).sqrt(),
                    "{p}: {below}"
                );
            }
        }
    }

    #[test]
    fn what_has_no_quantile_says_why() {
        let sound = pair([1.0, 2.0, 1.0, 1.0, 0.0]);
        for p in [0.0, 1.0, -0.1, f64::NAN] {
            assert!(sound.ratio_quantile(p).is_err(), "{p}");
        }
        assert!(sound.ratio_interval(1.0).is_err());
        let nothing = pair([1.0, 0.0, 1.0, 0.0, 0.0]);
        assert_eq!(
            nothing.ratio_quantile(0.5).unwrap_err().to_string(),
            "`denominator` is `0`, allowed is other than 0"
        );
        let too_close = pair([1.0, 2.0, 1.0, 1.0, 1.5]);
        assert!(too_close.ratio_quantile(0.5).is_err());
    }
}
