//! Standard errors that hold where the residuals do not all have the same variance.

use std::fmt;

use crate::coefficient::Coefficient;
use crate::distribution::{t_quantile_above, t_sf};
use crate::error::StatsError;
use crate::interval::Interval;
use crate::summary_table::coefficients;

use super::OlsFit;

/// The weight of a squared residual in a heteroscedasticity-consistent covariance.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Robust {
    /// `e^2`: White's own; too small for small samples.
    Hc0,
    /// `e^2 n / (n - k)`; the default of Stata.
    Hc1,
    /// `e^2 / (1 - h)` with the leverage `h` of the row.
    Hc2,
    /// `e^2 / (1 - h)^2`; the best of them for small samples.
    Hc3,
}

/// The coefficients of a fit with robust standard errors.
#[derive(Clone, Debug, PartialEq)]
pub struct RobustErrors {
    /// Which weights.
    pub kind: Robust,
    /// The same estimates with other errors; p and interval from Student's t with `df_resid` degrees
    /// of freedom, as R's `coeftest` (statsmodels takes the normal distribution unless told
    /// `use_t=True`).
    pub coefficients: Vec<Coefficient>,
    /// The robust covariance matrix, row by row.
    pub covariance: Vec<Vec<f64>>,
}

/// The table of the coefficients, in the layout of statsmodels.
impl fmt::Display for RobustErrors {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(coefficients(&self.coefficients, "t").trim_end())
    }
}

impl OlsFit {
    /// The same fit with heteroscedasticity-consistent standard errors,
    /// `(X'X)^-1 X' diag(weights) X (X'X)^-1`.
    ///
    /// # Errors
    ///
    /// [`StatsError::FullLeverage`] for [`Robust::Hc2`] and [`Robust::Hc3`] where one row alone
    /// decides its fitted value.
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
    /// assert!((robust.coefficients[1].std_err - 0.22752806).abs() < 5e-9);
    /// # Ok::<(), highwater_stats::StatsError>(())
    /// ```
    ///
    /// # References
    ///
    /// White (1980), Econometrica 48, 817-838; MacKinnon and White (1985), "Some
    /// heteroskedasticity-consistent covariance matrix estimators with improved finite sample
    /// properties", Journal of Econometrics 29, 305-325; Long and Ervin (2000), The American
    /// Statistician 54, 217-224.
    pub fn robust(&self, kind: Robust) -> Result<RobustErrors, StatsError> {
        let q = &self.basis.q;
        let k = q.columns();
        let mut weights = Vec::with_capacity(self.n);
        for (row, residual) in self.residuals.iter().enumerate() {
            // In units of the residual error, in which no square leaves the range.
            let e = if self.residual_sd > 0.0 {
                residual / self.residual_sd
            } else {
                0.0
            };
            let leverage: f64 = (0..k).map(|j| q.at(row, j) * q.at(row, j)).sum();
            let rest = 1.0 - leverage;
            let weight = match kind {
                Robust::Hc0 => e * e,
                Robust::Hc1 => e * e * self.n as f64 / self.df_resid as f64,
                Robust::Hc2 | Robust::Hc3 if rest < 1e-12 => {
                    return Err(StatsError::FullLeverage { row });
                }
                Robust::Hc2 => e * e / rest,
                Robust::Hc3 => (e / rest) * (e / rest),
            };
            weights.push(weight);
        }
        let from_q = &self.basis.from_q;
        let unit = from_q
            .product(&q.weighted_gram(&weights))
            .product(&from_q.transposed());
        let df = self.df_resid as f64;
        let t_95 = t_quantile_above(0.025, df);
        let coefficients = self.coefficients.iter().enumerate().map(|(j, plain)| {
            let std_err = unit.at(j, j).max(0.0).sqrt() * self.residual_sd;
            let statistic = plain.estimate / std_err;
            Coefficient {
                name: plain.name.clone(),
                estimate: plain.estimate,
                std_err,
                statistic,
                p_value: 2.0 * t_sf(statistic.abs(), df),
                interval: Interval::around(plain.estimate, t_95 * std_err, 0.95),
            }
        });
        Ok(RobustErrors {
            kind,
            coefficients: coefficients.collect(),
            covariance: super::scaled_rows(&unit, self.residual_sd * self.residual_sd),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Design, Missing, ols};

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
            let robust = fit.robust(kind).unwrap();
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
}
