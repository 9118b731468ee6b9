//! Predictions of a least squares fit.

use std::fmt;

use crate::design::place;
use crate::distribution::t_quantile_above;
use crate::error::StatsError;
use crate::g_format::g;
use crate::interval::{Interval, tail_of};
use crate::matrix::{dot, norm};
use crate::missing::{all_finite, same_length};
use crate::two_float::TwoFloat;

use super::OlsFit;

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
    /// Degrees of freedom of the residuals.
    pub df_resid: usize,
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
        let half_width = t_quantile_above(tail_of(level)?, self.df_resid as f64) * std_err;
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
        self.predict(&row.collect::<Result<Vec<f64>, _>>()?)
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
        let r_inverse = &self.basis.r_inverse;
        let in_q: Vec<f64> = (0..row.len())
            .map(|j| dot(r_inverse.column(j), row))
            .collect();
        Prediction {
            mean,
            std_err: self.inner_sd * norm(&in_q),
            residual_sd: self.residual_sd,
            df_resid: self.df_resid,
        }
    }
}
