//! Standard errors that hold where residuals do not all have the same variance or depend on each
//! other.

use std::fmt;

use crate::clusters::Clusters;
use crate::coefficient::{Coefficient, Reference};
use crate::design::place;
use crate::error::StatsError;
use crate::hypothesis::{Estimates, LinearHypothesis};
use crate::interval::Interval;
use crate::matrix::Matrix;
use crate::missing::same_length;
use crate::summary_table::coefficients;

use super::{FTest, OlsFit};

/// What the residuals may do for the standard errors still to hold.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub enum Robust {
    /// Variances may differ: weights `e^2`, White's own; too small for small samples.
    Hc0,
    /// Variances may differ: weights `e^2 n / (n - k)`; the default of Stata.
    Hc1,
    /// Variances may differ: weights `e^2 / (1 - h)` with the leverage `h` of the row.
    Hc2,
    /// Variances may differ: weights `e^2 / (1 - h)^2`; the best of them for small samples.
    Hc3,
    /// Variances may differ and residuals depend on those of the rows before, as in a series in the
    /// order of time: Newey and West's, with Bartlett's weights.
    NeweyWest {
        /// Up to how many rows apart residuals may be related.
        lags: Lags,
        /// Whether to multiply the covariance by `n / (n - k)`.
        small_sample: bool,
    },
    /// Residuals may depend on each other within a cluster in any way (CR1). Holds the number of the
    /// cluster of each row of the data; [`Robust::clusters`] makes it from labels.
    Clusters(Vec<usize>),
}

/// Up to how many rows apart residuals may be related.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub enum Lags {
    /// `floor(4 (n / 100)^(2/9))`, the usual rule, with the `n` rows used.
    Auto,
    /// So many; with 0 these are the errors of [`Robust::Hc0`].
    Fixed(usize),
}

impl Robust {
    /// Returns Newey and West's errors with the correction for small samples, which is what most
    /// reports want; [`Robust::NeweyWest`] leaves it to the caller.
    #[must_use]
    pub fn newey_west(lags: Lags) -> Robust {
        Robust::NeweyWest {
            lags,
            small_sample: true,
        }
    }

    /// Returns errors clustered by labels: one for each row of the data, in its order, those rows
    /// included that a fit leaves out.
    ///
    /// Only which rows have the same label matters.
    #[must_use]
    pub fn clusters(labels: &[impl Ord]) -> Robust {
        Robust::Clusters(Clusters::numbers(labels))
    }
}

/// The coefficients of a fit with robust standard errors.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct RobustErrors {
    /// Which kind.
    pub kind: Robust,
    /// The same estimates with other errors.
    ///
    /// p and interval come from Student's t with `df_resid` degrees of freedom, as in R's `coeftest`,
    /// and with clusters less one for [`Robust::Clusters`] (statsmodels takes the normal distribution
    /// unless it gets `use_t=True`; see [`with_normal`](Self::with_normal)).
    pub coefficients: Vec<Coefficient>,
    /// The robust covariance matrix, row by row.
    pub covariance: Vec<Vec<f64>>,
    /// Whether all columns together (but for the constant) explain anything, by the robust
    /// covariance; `None` if there are no columns, or more of them than clusters less one.
    pub f_test: Option<FTest>,
    /// Degrees of freedom of Student's t; `None` for the normal distribution.
    pub df: Option<f64>,
    /// The lags used, for [`Robust::NeweyWest`].
    pub lags: Option<usize>,
    /// How many clusters there are among the rows used, for [`Robust::Clusters`].
    pub clusters: Option<usize>,
    #[cfg_attr(feature = "serde", serde(skip))]
    pub(crate) estimates: Estimates,
}

/// The table of the coefficients, in the layout of statsmodels.
impl fmt::Display for RobustErrors {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let statistic = if self.df.is_some() { "t" } else { "z" };
        f.write_str(coefficients(&self.coefficients, statistic).trim_end())
    }
}

impl RobustErrors {
    /// Returns the coefficient of this name; `const` for the constant.
    ///
    /// # Errors
    ///
    /// [`StatsError::UnknownTerm`].
    pub fn coefficient(&self, name: &str) -> Result<&Coefficient, StatsError> {
        Ok(&self.coefficients[self.place(name)?])
    }

    /// Returns the interval of a coefficient at any level.
    ///
    /// # Errors
    ///
    /// [`StatsError::UnknownTerm`]; [`StatsError::OutOfRange`] unless `level` is between 0 and 1.
    ///
    /// # Example
    ///
    /// ```
    /// use highwater_stats::{Design, Missing, Robust, ols};
    ///
    /// let design = Design::with_intercept().term("x", &[1.0, 2.0, 3.0, 4.0, 5.0, 6.0])?;
    /// let fit = ols(&design, &[1.1, 1.8, 3.5, 3.4, 5.9, 5.2], Missing::Refuse)?;
    /// let interval = fit.robust(Robust::Hc3)?.interval("x", 0.9)?;
    /// // statsmodels 0.15: fit(cov_type="HC3", use_t=True).conf_int(0.1)[1]
    /// assert!((interval.low - 0.449231).abs() < 5e-7 && (interval.high - 1.419341).abs() < 5e-7);
    /// # Ok::<(), highwater_stats::StatsError>(())
    /// ```
    pub fn interval(&self, name: &str, level: f64) -> Result<Interval, StatsError> {
        self.coefficient(name)?.interval_at(level)
    }

    /// Returns the same errors with z, p and intervals from the normal distribution, as statsmodels
    /// and R's sandwich print them by default; the F test stays.
    ///
    /// # Example
    ///
    /// ```
    /// use highwater_stats::{Design, Lags, Missing, Robust, ols};
    ///
    /// let design = Design::with_intercept().term("x", &[1.0, 2.0, 3.0, 4.0, 5.0, 6.0])?;
    /// let fit = ols(&design, &[1.1, 1.8, 3.5, 3.4, 5.9, 5.2], Missing::Refuse)?;
    /// let robust = fit.robust(Robust::newey_west(Lags::Fixed(1)))?.with_normal();
    /// let x = robust.coefficient("x")?;
    /// // By definition: 1.96 standard errors to either side.
    /// assert!((x.interval.high - x.estimate - 1.959964 * x.std_err).abs() < 1e-6);
    /// # Ok::<(), highwater_stats::StatsError>(())
    /// ```
    #[must_use]
    pub fn with_normal(&self) -> RobustErrors {
        let reference = Reference::new(None);
        let rows = self.coefficients.iter();
        RobustErrors {
            coefficients: rows
                .map(|row| reference.row(&row.name, row.estimate, row.std_err))
                .collect(),
            df: None,
            ..self.clone()
        }
    }

    pub(crate) fn place(&self, name: &str) -> Result<usize, StatsError> {
        place(&self.estimates.names, name)
    }
}

impl OlsFit {
    /// Returns the same fit with standard errors that hold under weaker assumptions:
    /// `(X'X)^-1 S (X'X)^-1`, where `S` sums products of the scores `e x` of the rows.
    ///
    /// Of a weighted fit the columns and residuals are those times the root of the weight.
    ///
    /// # Errors
    ///
    /// [`StatsError::FullLeverage`] for [`Robust::Hc2`] and [`Robust::Hc3`] if one row alone decides
    /// its fitted value; for [`Robust::Clusters`] [`StatsError::TooFew`] if there are fewer than two
    /// clusters and [`StatsError::LengthMismatch`] unless each row of the data has its own.
    ///
    /// # Example
    ///
    /// ```
    /// use highwater_stats::{Design, Missing, Robust, ols};
    ///
    /// // statsmodels 0.15: OLS(y, add_constant(x)).fit(cov_type="HC3").bse[1]
    /// let design = Design::with_intercept().term("x", &[1.0, 2.0, 3.0, 4.0, 5.0, 6.0])?;
    /// let fit = ols(&design, &[1.1, 1.8, 3.5, 3.4, 5.9, 5.2], Missing::Refuse)?;
    /// let robust = fit.robust(Robust::Hc3)?;
    /// assert!((robust.coefficient("x")?.std_err - 0.22752806).abs() < 5e-9);
    ///
    /// // The same with rows that depend on each other two by two; statsmodels 0.15:
    /// // fit(cov_type="cluster", cov_kwds={"groups": lab}, use_t=True).bse[1]
    /// let lab = ["a", "a", "b", "b", "c", "c"];
    /// let clustered = fit.robust(Robust::clusters(&lab))?;
    /// assert!((clustered.coefficient("x")?.std_err - 0.05864337).abs() < 5e-9);
    /// # Ok::<(), highwater_stats::StatsError>(())
    /// ```
    ///
    /// # References
    ///
    /// White (1980), Econometrica 48, 817-838; MacKinnon and White (1985), "Some
    /// heteroskedasticity-consistent covariance matrix estimators with improved finite sample
    /// properties", Journal of Econometrics 29, 305-325; Long and Ervin (2000), The American
    /// Statistician 54, 217-224. Newey and West (1987), Econometrica 55, 703-708, and (1994), "Automatic
    /// lag selection in covariance matrix estimation", Review of Economic Studies 61, 631-653.
    /// Cameron and Miller (2015), "A practitioner's guide to cluster-robust inference", Journal of
    /// Human Resources 50, 317-372.
    pub fn robust(&self, kind: Robust) -> Result<RobustErrors, StatsError> {
        let (n, df_resid) = (self.n as f64, self.df_resid as f64);
        let (mut df, mut lags_used, mut count) = (df_resid, None, None);
        let middle = match &kind {
            Robust::NeweyWest { lags, small_sample } => {
                let lags = match lags {
                    Lags::Auto => libm::floor(4.0 * libm::pow(n / 100.0, 2.0 / 9.0)) as usize,
                    Lags::Fixed(lags) => *lags,
                };
                lags_used = Some(lags);
                let factor = if *small_sample { n / df_resid } else { 1.0 };
                self.long_run(lags).times_number(factor)
            }
            Robust::Clusters(numbers) => {
                same_length("clusters", self.all_rows, numbers.len())?;
                let clusters = Clusters::numbered(numbers, &self.kept)?;
                let g = clusters.count() as f64;
                (df, count) = (g - 1.0, Some(clusters.count()));
                let factor = g / (g - 1.0) * ((n - 1.0) / df_resid);
                self.summed(&clusters).times_number(factor)
            }
            _ => self.basis.q.weighted_gram(&self.hc_weights(&kind)?),
        };
        let names = self.basis.columns.names.clone();
        let values = self.coefficients.iter().map(|c| c.estimate).collect();
        let has_constant_column = self.basis.columns.constant;
        let estimates = Estimates {
            names,
            values,
            coordinates: self.coordinates(),
            from_q: self.basis.from_q.clone(),
            middle,
            unit: self.inner_sd,
            df: Some(df),
        };
        let covariance = estimates.covariance();
        let reference = Reference::new(Some(df));
        let coefficients = (0..)
            .zip(&self.coefficients)
            .map(|(j, plain)| {
                let std_err = estimates.std_err(j);
                reference.row(&plain.name, plain.estimate, std_err)
            })
            .collect();
        Ok(RobustErrors {
            kind,
            coefficients,
            covariance,
            f_test: estimates.all_slopes(has_constant_column),
            df: Some(df),
            lags: lags_used,
            clusters: count,
            estimates,
        })
    }

    /// The fit in the coordinates of the basis, in units of `inner_sd`.
    pub(crate) fn coordinates(&self) -> Vec<f64> {
        let in_sd = |value: f64| {
            if self.inner_sd > 0.0 {
                value / self.inner_sd
            } else {
                value
            }
        };
        let r = &self.basis.r;
        r.times(&self.internal).into_iter().map(in_sd).collect()
    }

    /// The weights of the squares of the rows of the basis, in units of the residual error, in which
    /// no square leaves the range.
    fn hc_weights(&self, kind: &Robust) -> Result<Vec<f64>, StatsError> {
        let q = &self.basis.q;
        let mut weights = Vec::with_capacity(self.n);
        for (row, e) in self.inner_residuals.iter().enumerate() {
            let leverage: f64 = (0..q.columns()).map(|j| q.at(row, j) * q.at(row, j)).sum();
            let rest = 1.0 - leverage;
            weights.push(match kind {
                Robust::Hc1 => e * e * self.n as f64 / self.df_resid as f64,
                Robust::Hc2 | Robust::Hc3 if rest < 1e-12 => {
                    let row = self.kept[row];
                    return Err(StatsError::FullLeverage { row });
                }
                Robust::Hc2 => e * e / rest,
                Robust::Hc3 => (e / rest) * (e / rest),
                _ => e * e,
            });
        }
        Ok(weights)
    }

    /// Returns the rows of the basis times their residuals.
    fn scores(&self) -> Matrix {
        let mut scores = self.basis.q.clone();
        for j in 0..scores.columns() {
            let column = scores.column_mut(j).iter_mut();
            column
                .zip(&self.inner_residuals)
                .for_each(|(value, e)| *value *= e);
        }
        scores
    }

    /// Returns the products of scores up to `lags` rows apart, with Bartlett's weights.
    fn long_run(&self, lags: usize) -> Matrix {
        let scores = self.scores();
        let (n, k) = (scores.rows(), scores.columns());
        let mut sum = Matrix::zeros(k, k);
        for lag in 0..=lags.min(n - 1) {
            let weight = 1.0 - lag as f64 / (lags as f64 + 1.0);
            for a in 0..k {
                for b in 0..k {
                    let later = &scores.column(a)[lag..];
                    let earlier = &scores.column(b)[..n - lag];
                    let product = weight * dot_in_lanes(later, earlier);
                    sum.set(a, b, sum.at(a, b) + product);
                    if lag > 0 {
                        sum.set(b, a, sum.at(b, a) + product);
                    }
                }
            }
        }
        sum
    }

    /// Returns the products of the scores summed over each cluster.
    fn summed(&self, clusters: &Clusters) -> Matrix {
        let scores = self.scores();
        let columns: Vec<Vec<f64>> = (0..scores.columns())
            .map(|j| {
                let of = |rows: &[usize]| rows.iter().map(|row| scores.at(*row, j)).sum();
                clusters.iter().map(of).collect()
            })
            .collect();
        let ones = vec![1.0; clusters.count()];
        Matrix::from_columns(clusters.count(), &columns).weighted_gram(&ones)
    }
}

/// The sum of products in four lanes, so that no addition has to wait for the one before it.
fn dot_in_lanes(a: &[f64], b: &[f64]) -> f64 {
    let (a, a_rest) = a.as_chunks::<4>();
    let (b, b_rest) = b.as_chunks::<4>();
    let mut lanes = [0.0; 4];
    for (a, b) in a.iter().zip(b) {
        for (lane, (a, b)) in lanes.iter_mut().zip(a.iter().zip(b)) {
            *lane += a * b;
        }
    }
    let [p, q, r, s] = lanes;
    (p + q) + (r + s) + crate::matrix::dot(a_rest, b_rest)
}

impl RobustErrors {
    /// Tests linear hypotheses as [`OlsFit::hypothesis`] does, by the robust covariance.
    ///
    /// # Errors
    ///
    /// As [`OlsFit::hypothesis`]; [`StatsError::TooMany`] for more hypotheses than clusters less one.
    ///
    /// # Example
    ///
    /// ```
    /// use highwater_stats::{Design, Missing, Robust, ols};
    ///
    /// // By definition: the hypothesis of one coefficient has the F of its t squared.
    /// let x = [1.0, 2.0, 3.0, 4.0, 5.0, 6.0];
    /// let design = Design::with_intercept().term("x", &x)?;
    /// let fit = ols(&design, &[1.1, 1.8, 3.5, 3.4, 5.9, 5.2], Missing::Refuse)?;
    /// let robust = fit.robust(Robust::Hc3)?;
    /// let t = robust.coefficient("x")?.statistic;
    /// assert!((robust.hypothesis(&[vec![0.0, 1.0]], &[0.0])?.f / (t * t) - 1.0).abs() < 1e-13);
    /// # Ok::<(), highwater_stats::StatsError>(())
    /// ```
    pub fn hypothesis(&self, r: &[Vec<f64>], q: &[f64]) -> Result<LinearHypothesis, StatsError> {
        self.estimates.test(r, q)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Design, Missing, ols};

    fn fit() -> OlsFit {
        let design = Design::with_intercept()
            .term("x", &[1.0, 2.0, 3.0, 4.0, 5.0, 6.0])
            .unwrap();
        ols(&design, &[1.1, 1.8, 3.5, 3.4, 5.9, 5.2], Missing::Refuse).unwrap()
    }

    /// statsmodels 0.15: `OLS(y, add_constant(x)).fit().get_robustcov_results(kind).bse`.
    #[test]
    fn all_four_agree_with_statsmodels() {
        let design = Design::with_intercept()
            .term("x", &[1.0, 2.0, 3.0, 4.0, 5.0, 6.0])
            .unwrap();
        let y = [1.1, 1.8, 3.5, 3.4, 5.9, 5.2];
        let fit = ols(&design, &y, Missing::Refuse).unwrap();
        for (kind, want) in [
            (Robust::Hc0, [0.31178557, 0.12830414]),
            (Robust::Hc1, [0.38185778, 0.15713984]),
            (Robust::Hc2, [0.40504086, 0.16920253]),
            (Robust::Hc3, [0.53923863, 0.22752806]),
        ] {
            let robust = fit.robust(kind.clone()).unwrap();
            for (row, want) in robust.coefficients.iter().zip(want) {
                assert!(
                    (row.std_err - want).abs() < 6e-9,
                    "{kind:?} {}",
                    row.std_err
                );
            }
        }
    }

    #[test]
    fn a_row_that_alone_decides_has_no_hc3_error() {
        let design = Design::with_intercept()
            .term("x", &[1.0, 2.0, 3.0, 4.0])
            .unwrap()
            .term("last", &[0.0, 0.0, 0.0, 1.0])
            .unwrap();
        let fit = ols(&design, &[1.0, 2.5, 2.0, 9.0], Missing::Refuse).unwrap();
        assert_eq!(
            fit.robust(Robust::Hc3),
            Err(StatsError::FullLeverage { row: 3 })
        );
        assert!(fit.robust(Robust::Hc1).is_ok());
    }

    #[test]
    fn no_lags_are_hc0_and_single_clusters_hc1() {
        let none = fit().robust(Robust::NeweyWest {
            lags: Lags::Fixed(0),
            small_sample: false,
        });
        let hc0 = fit().robust(Robust::Hc0).unwrap();
        for (a, b) in none.unwrap().coefficients.iter().zip(&hc0.coefficients) {
            assert!((a.std_err / b.std_err - 1.0).abs() < 1e-13);
        }
        let single = fit().robust(Robust::clusters(&[4, 2, 9, 1, 0, 3])).unwrap();
        let hc1 = fit().robust(Robust::Hc1).unwrap();
        for (a, b) in single.coefficients.iter().zip(&hc1.coefficients) {
            assert!((a.std_err / b.std_err - 1.0).abs() < 1e-13);
        }
        assert_eq!((single.df, single.clusters), (Some(5.0), Some(6)));
    }

    #[test]
    fn labels_belong_to_all_rows_of_the_data() {
        let x = [1.0, 2.0, f64::NAN, 3.0, 4.0, 5.0, 6.0];
        let design = Design::with_intercept().term("x", &x).unwrap();
        let y = [1.1, 1.8, 9.0, 3.5, 3.4, 5.9, 5.2];
        let gappy = ols(&design, &y, Missing::Drop).unwrap();
        let labels = ["a", "a", "other", "b", "b", "c", "c"];
        let clustered = gappy.robust(Robust::clusters(&labels)).unwrap();
        let same = fit().robust(Robust::clusters(&[1, 1, 2, 2, 3, 3])).unwrap();
        assert_eq!(clustered.covariance, same.covariance);
        assert!(gappy.robust(Robust::clusters(&labels[..6])).is_err());
        assert!(gappy.robust(Robust::clusters(&[1; 7])).is_err());
    }
}
