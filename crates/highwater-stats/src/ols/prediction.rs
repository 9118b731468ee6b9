//! Predictions of a least squares fit.

use std::fmt;

use crate::design::place;
use crate::distribution::{normal_quantile, t_quantile_above};
use crate::error::StatsError;
use crate::g_format::g;
use crate::interval::{Interval, tail_of};
use crate::matrix::{dot, norm, std_err_of};
use crate::missing::{all_finite, same_length};
use crate::two_float::TwoFloat;

use super::{OlsFit, RobustErrors};

/// What a fit predicts at one point.
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Prediction {
    /// The expected response.
    pub mean: f64,
    /// The standard error of the expected response.
    pub std_err: f64,
    /// The standard deviation of a single response about the expected one.
    pub residual_sd: f64,
    /// Degrees of freedom of Student's t: those of the residuals, or what the robust errors say; `None`
    /// for the normal distribution.
    pub df: Option<f64>,
}

impl Prediction {
    /// Returns the interval for the expected response.
    ///
    /// # Errors
    ///
    /// [`StatsError::OutOfRange`] unless `level` is between 0 and 1.
    pub fn confidence(&self, level: f64) -> Result<Interval, StatsError> {
        self.around(self.std_err, level)
    }

    /// Returns the interval for one new response, `std_err` and `residual_sd` together.
    ///
    /// # Errors
    ///
    /// [`StatsError::OutOfRange`] unless `level` is between 0 and 1.
    ///
    /// # Example
    ///
    /// ```
    /// use highwater_stats::{Design, Missing, ols};
    ///
    /// // R's women; statsmodels 0.15: get_prediction([[1, 65]]).summary_frame(0.1)
    /// let height: Vec<f64> = (58..=72).map(f64::from).collect();
    /// let weight = [
    ///     115.0, 117.0, 120.0, 123.0, 126.0, 129.0, 132.0, 135.0, 139.0, 142.0, 146.0, 150.0,
    ///     154.0, 159.0, 164.0,
    /// ];
    /// let design = Design::with_intercept().term("height", &height)?;
    /// let fit = ols(&design, &weight, Missing::Refuse)?;
    /// let at_65 = fit.predict(&[65.0])?;
    /// assert!((at_65.std_err - 0.393755).abs() < 5e-7);
    /// let interval = at_65.prediction(0.9)?;
    /// assert!((interval.low - 133.94408).abs() < 5e-6 && (interval.high - 139.522586).abs() < 5e-7);
    /// # Ok::<(), highwater_stats::StatsError>(())
    /// ```
    pub fn prediction(&self, level: f64) -> Result<Interval, StatsError> {
        self.around(libm::hypot(self.std_err, self.residual_sd), level)
    }

    fn around(&self, std_err: f64, level: f64) -> Result<Interval, StatsError> {
        let tail = tail_of(level)?;
        let quantile = self
            .df
            .map_or_else(|| -normal_quantile(tail), |df| t_quantile_above(tail, df));
        let half_width = quantile * std_err;
        Ok(Interval::around(self.mean, half_width, level))
    }
}

impl fmt::Display for Prediction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} (standard error {})",
            g(self.mean, 4),
            g(self.std_err, 4)
        )
    }
}

impl OlsFit {
    /// The prediction at a point, given as one value for each term in the order of the design, the
    /// constant not counted.
    ///
    /// # Errors
    ///
    /// [`StatsError::LengthMismatch`] unless there is a value for each term;
    /// [`StatsError::Missing`] and [`StatsError::NotFinite`] for NaN and infinities.
    ///
    /// # Example
    ///
    /// ```
    /// use highwater_stats::{Design, Missing, ols};
    ///
    /// // By hand: the line is y = x, the residuals -0.1, 0.2, -0.1, so sigma^2 is 0.06 and the
    /// // variance of the mean at 2 is 0.06 / 3.
    /// let design = Design::with_intercept().term("x", &[1.0, 2.0, 3.0])?;
    /// let fit = ols(&design, &[0.9, 2.2, 2.9], Missing::Refuse)?;
    /// let at_two = fit.predict(&[2.0])?;
    /// assert!((at_two.mean - 2.0).abs() < 1e-14);
    /// assert!((at_two.std_err - 0.02_f64.sqrt()).abs() < 1e-14);
    /// # Ok::<(), highwater_stats::StatsError>(())
    /// ```
    ///
    /// # References
    ///
    /// Draper and Smith (1998), "Applied Regression Analysis", 3rd edition, section 3.1.
    pub fn predict(&self, values: &[f64]) -> Result<Prediction, StatsError> {
        let columns = &self.basis.columns;
        let constant = usize::from(columns.constant);
        same_length("values", columns.names.len() - constant, values.len())?;
        all_finite("values", values)?;
        Ok(self.predict_mapped(&columns.mapped(values)))
    }

    /// Returns the prediction at a point given by the names of the terms, in any order.
    ///
    /// A term that is the product of others, such as `year:open`, may be left out: it is then that
    /// product of the values given.
    ///
    /// # Errors
    ///
    /// [`StatsError::UnknownTerm`] for a name that the design does not have;
    /// [`StatsError::NoValue`] for a term without a value; otherwise as [`predict`](Self::predict).
    ///
    /// # Example
    ///
    /// ```
    /// use highwater_stats::{Design, Missing, ols};
    ///
    /// let year = [2020.0, 2021.0, 2022.0, 2023.0, 2020.0, 2021.0];
    /// let open = [0.0, 0.0, 1.0, 1.0, 1.0, 0.0];
    /// let design = Design::with_intercept().term("year", &year)?.term("open", &open)?;
    /// let fit = ols(&design, &[1.0, 2.0, 5.0, 6.0, 3.0, 2.2], Missing::Refuse)?;
    /// let by_name = fit.predict_named(&[("open", 1.0), ("year", 2024.0)])?;
    /// assert_eq!(by_name, fit.predict(&[2024.0, 1.0])?);
    /// assert_eq!(
    ///     fit.predict_named(&[("year", 2024.0)]).map_err(|error| error.to_string()),
    ///     Err("the term `open` has no value; give one for each of `year`, `open`".to_owned())
    /// );
    /// # Ok::<(), highwater_stats::StatsError>(())
    /// ```
    pub fn predict_named(&self, values: &[(&str, f64)]) -> Result<Prediction, StatsError> {
        self.predict(&self.in_order(values)?)
    }

    /// Returns the prediction at a point as [`predict`](Self::predict) does, with the standard error and
    /// the degrees of freedom of robust errors of this fit.
    ///
    /// `residual_sd`, and with it the interval for one new response, stays that of the fit: an average
    /// over all rows, which robust errors do not assume to be equal.
    ///
    /// # Errors
    ///
    /// As [`predict`](Self::predict); [`StatsError::LengthMismatch`] if the errors are those of a fit
    /// with another number of coefficients.
    ///
    /// # Example
    ///
    /// ```
    /// use highwater_stats::{Design, Missing, Robust, ols};
    ///
    /// // R's women; statsmodels 0.15: fit(cov_type="HC3").get_prediction([[1, 65]]).se_mean
    /// let height: Vec<f64> = (58..=72).map(f64::from).collect();
    /// let weight = [
    ///     115.0, 117.0, 120.0, 123.0, 126.0, 129.0, 132.0, 135.0, 139.0, 142.0, 146.0, 150.0,
    ///     154.0, 159.0, 164.0,
    /// ];
    /// let design = Design::with_intercept().term("height", &height)?;
    /// let fit = ols(&design, &weight, Missing::Refuse)?;
    /// let at_65 = fit.predict_robust(&[65.0], &fit.robust(Robust::Hc3)?)?;
    /// assert!((at_65.std_err - 0.45024264).abs() < 5e-9);
    /// assert_eq!(at_65.mean, fit.predict(&[65.0])?.mean);
    /// # Ok::<(), highwater_stats::StatsError>(())
    /// ```
    pub fn predict_robust(
        &self,
        values: &[f64],
        robust: &RobustErrors,
    ) -> Result<Prediction, StatsError> {
        let estimates = &robust.estimates;
        same_length(
            "robust errors",
            self.coefficients.len(),
            estimates.names.len(),
        )?;
        let plain = self.predict(values)?;
        let in_q = self.in_q(&self.basis.columns.mapped(values));
        Ok(Prediction {
            std_err: std_err_of(&in_q, &estimates.middle) * estimates.unit,
            df: robust.df,
            ..plain
        })
    }

    /// Returns the same at a point given by the names of the terms, as
    /// [`predict_named`](Self::predict_named) takes them.
    ///
    /// # Errors
    ///
    /// As [`predict_named`](Self::predict_named) and [`predict_robust`](Self::predict_robust).
    pub fn predict_named_robust(
        &self,
        values: &[(&str, f64)],
        robust: &RobustErrors,
    ) -> Result<Prediction, StatsError> {
        self.predict_robust(&self.in_order(values)?, robust)
    }

    /// Returns the values of named terms in the order of the design.
    fn in_order(&self, values: &[(&str, f64)]) -> Result<Vec<f64>, StatsError> {
        let columns = &self.basis.columns;
        let terms = &columns.names[usize::from(columns.constant)..];
        let given = |name: &str| {
            let found = values.iter().find(|(known, _)| *known == name);
            found.map(|(_, value)| *value)
        };
        // Parts of products need not be terms themselves.
        let parts: Vec<String> = terms
            .iter()
            .flat_map(|term| std::iter::once(term.as_str()).chain(term.split(':')))
            .map(str::to_owned)
            .collect();
        for (name, _) in values {
            place(&parts, name)?;
        }
        let row = terms.iter().map(|term| {
            let product = || -> Option<f64> {
                let parts = term.contains(':').then(|| term.split(':'))?;
                parts.map(given).product()
            };
            given(term)
                .or_else(product)
                .ok_or_else(|| StatsError::NoValue {
                    name: term.clone(),
                    terms: terms.to_vec(),
                })
        });
        row.collect()
    }

    /// The prediction at a point given in the fitted columns.
    pub(crate) fn predict_mapped(&self, row: &[f64]) -> Prediction {
        let mean = row
            .iter()
            .zip(&self.internal)
            .fold(TwoFloat::default(), |sum, (value, c)| {
                sum + TwoFloat::from(*value) * TwoFloat::from(*c)
            })
            .value();
        Prediction {
            mean,
            std_err: self.inner_sd * norm(&self.in_q(row)),
            residual_sd: self.residual_sd,
            df: Some(self.df_resid as f64),
        }
    }

    /// Returns a point given in the fitted columns in the coordinates of the orthonormal basis.
    fn in_q(&self, row: &[f64]) -> Vec<f64> {
        let r_inverse = &self.basis.r_inverse;
        (0..row.len())
            .map(|j| dot(r_inverse.column(j), row))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use crate::{Design, Lags, Missing, Robust, ols};

    /// statsmodels 0.15: `OLS(weight, add_constant(height)).fit(cov_type=..).get_prediction([[1, 65]])`.
    #[test]
    fn robust_predictions_agree_with_statsmodels() {
        let height: Vec<f64> = (58..=72).map(f64::from).collect();
        let weight = [
            115.0, 117.0, 120.0, 123.0, 126.0, 129.0, 132.0, 135.0, 139.0, 142.0, 146.0, 150.0,
            154.0, 159.0, 164.0,
        ];
        let design = Design::with_intercept().term("height", &height).unwrap();
        let fit = ols(&design, &weight, Missing::Refuse).unwrap();
        let labels: Vec<usize> = (0..15).map(|row| row / 3).collect();
        for (kind, std_err, df) in [
            (Robust::Hc3, 0.45024264, 13.0),
            (Robust::newey_west(Lags::Fixed(2)), 0.55292454, 13.0),
            (Robust::clusters(&labels), 0.63230348, 4.0),
        ] {
            let robust = fit.robust(kind).unwrap();
            let at_65 = fit.predict_robust(&[65.0], &robust).unwrap();
            assert!((at_65.std_err - std_err).abs() < 5e-9, "{at_65:?}");
            assert_eq!(at_65.df, Some(df));
            let named = fit.predict_named_robust(&[("height", 65.0)], &robust);
            assert_eq!(named, Ok(at_65));
        }
        let normal = fit.robust(Robust::Hc3).unwrap().with_normal();
        let at_65 = fit.predict_robust(&[65.0], &normal).unwrap();
        let interval = at_65.confidence(0.9).unwrap();
        // The normal distribution's 95th percentile.
        assert!((interval.high - at_65.mean - 1.6448536 * at_65.std_err).abs() < 1e-7);
    }

    #[test]
    fn the_errors_of_another_fit_are_refused() {
        let x = [1.0, 2.0, 3.0, 4.0, 5.0];
        let y = [1.1, 1.9, 3.2, 3.9, 5.3];
        let line = Design::with_intercept().term("x", &x).unwrap();
        let fit = ols(&line, &y, Missing::Refuse).unwrap();
        let level = ols(&Design::with_intercept(), &y, Missing::Refuse).unwrap();
        let robust = level.robust(Robust::Hc1).unwrap();
        assert!(fit.predict_robust(&[2.0], &robust).is_err());
    }
}
