//! Growth by the coefficient of a fit that counts years.

use super::{Growth, LogBase};
use crate::coefficient::Coefficient;
use crate::error::StatsError;
use crate::ols::{OlsFit, RobustErrors};

impl Coefficient {
    /// Returns the growth of a quantity whose logarithm was fitted over years, by the coefficient of
    /// the year, with its interval at `level`.
    ///
    /// Any fit will do, one with robust errors too: `fit.robust(kind)?.coefficient("year")?`.
    ///
    /// # Errors
    ///
    /// [`StatsError::OutOfRange`] unless `level` is between 0 and 1.
    ///
    /// # Example
    ///
    /// ```
    /// use highwater_stats::{Design, LogBase, Missing, Robust, ols};
    ///
    /// let year = [2019.0, 2020.0, 2021.0, 2022.0, 2023.0, 2024.0];
    /// let size: [f64; 6] = [1.0, 3.0, 8.0, 30.0, 70.0, 300.0];
    /// let ln_size = size.map(f64::ln);
    /// let fit = ols(&Design::with_intercept().term("year", &year)?, &ln_size, Missing::Refuse)?;
    /// let plain = fit.coefficient("year")?.growth(LogBase::E, 0.9)?;
    /// let robust = fit.robust(Robust::Hc3)?.coefficient("year")?.growth(LogBase::E, 0.9)?;
    /// // R: exp(coef(lm(log(size) ~ year))[2]) is 3.072773.
    /// assert!((plain.factor_per_year() - 3.072773).abs() < 5e-7);
    /// assert_eq!(plain.oom_per_year, robust.oom_per_year);
    /// # Ok::<(), highwater_stats::StatsError>(())
    /// ```
    pub fn growth(&self, base: LogBase, level: f64) -> Result<Growth, StatsError> {
        Growth::from_log_slope(self.estimate, Some(self.interval_at(level)?), base)
    }
}

impl OlsFit {
    /// Returns the growth of a quantity whose base-10 logarithm was fitted, by the coefficient of the
    /// column that counts years; [`Coefficient::growth`] takes other logarithms.
    ///
    /// # Errors
    ///
    /// [`StatsError::UnknownTerm`]; [`StatsError::OutOfRange`] unless `level` is between 0 and 1.
    ///
    /// # Example
    ///
    /// ```
    /// use highwater_stats::{Design, Missing, ols};
    ///
    /// let year = [2019.0, 2020.0, 2021.0, 2022.0, 2023.0, 2024.0];
    /// let size: [f64; 6] = [1.0, 3.0, 8.0, 30.0, 70.0, 300.0];
    /// let fit = ols(
    ///     &Design::with_intercept().term("year", &year)?,
    ///     &size.map(f64::log10),
    ///     Missing::Refuse,
    /// )?;
    /// // R: confint(lm(log10(size) ~ year), level = 0.9), as factors and as 12 log10(2) / slope.
    /// assert_eq!(
    ///     fit.growth("year", 0.9)?.to_string(),
    ///     "0.4875 orders of magnitude a year, 3.073 times a year, doubling in 7.41 months \
    ///      (90%: 2.859 to 3.303 times a year, 6.962 to 7.918 months)"
    /// );
    /// # Ok::<(), highwater_stats::StatsError>(())
    /// ```
    pub fn growth(&self, name: &str, level: f64) -> Result<Growth, StatsError> {
        self.coefficient(name)?.growth(LogBase::Ten, level)
    }
}

impl RobustErrors {
    /// Returns the growth of a quantity whose base-10 logarithm was fitted, as [`OlsFit::growth`] does,
    /// with the robust interval.
    ///
    /// # Errors
    ///
    /// As [`OlsFit::growth`].
    pub fn growth(&self, name: &str, level: f64) -> Result<Growth, StatsError> {
        self.coefficient(name)?.growth(LogBase::Ten, level)
    }
}
