//! Two coefficients of a fit as a ratio.

use super::CoefficientPair;
use crate::coefficient::Coefficient;
use crate::error::StatsError;
use crate::logit::LogitFit;
use crate::ols::{OlsFit, RobustErrors};

impl OlsFit {
    /// Two coefficients as a ratio, with Student's t.
    ///
    /// # Errors
    ///
    /// [`StatsError::UnknownTerm`].
    ///
    /// # Example
    ///
    /// ```
    /// use highwater_stats::{Design, FiellerSet, Missing, ols};
    ///
    /// let year = [2020.0, 2021.0, 2022.0, 2023.0, 2024.0, 2020.5, 2022.5];
    /// let size = [9.0, 10.0, 9.5, 11.0, 10.5, 10.0, 9.0];
    /// let score = [1.0, 1.8, 1.9, 3.1, 3.0, 1.7, 1.8];
    /// let design = Design::with_intercept().term("year", &year)?.term("size", &size)?;
    /// let fit = ols(&design, &score, Missing::Refuse)?;
    /// // How much less size does for the same score, each year.
    /// let FiellerSet::Bounded(interval) = fit.ratio("year", "size")?.fieller(0.9)? else {
    ///     panic!("the effect of size may be nothing");
    /// };
    /// assert!(interval.contains(fit.ratio("year", "size")?.delta(0.9)?.ratio));
    /// # Ok::<(), highwater_stats::StatsError>(())
    /// ```
    pub fn ratio(&self, numerator: &str, denominator: &str) -> Result<CoefficientPair, StatsError> {
        let places = (self.place(numerator)?, self.place(denominator)?);
        let df = Some(self.df_resid as f64);
        Ok(pair(&self.coefficients, &self.covariance, places, df))
    }
}

impl RobustErrors {
    /// Returns two coefficients as a ratio, with their robust covariance.
    ///
    /// # Errors
    ///
    /// [`StatsError::UnknownTerm`].
    ///
    /// # Example
    ///
    /// ```
    /// use highwater_stats::{Design, FiellerSet, Missing, Robust, ols};
    ///
    /// let design = Design::with_intercept().term("x", &[1.0, 2.0, 3.0, 4.0, 5.0, 6.0])?;
    /// let fit = ols(&design, &[2.1, 2.8, 4.5, 4.4, 6.9, 6.2], Missing::Refuse)?;
    /// // Where the line meets zero, x = -const / x.
    /// let ratio = fit.robust(Robust::Hc1)?.ratio("const", "x")?;
    /// let FiellerSet::Bounded(ends) = ratio.fieller(0.9)? else { panic!("the slope may be 0") };
    /// assert!(ends.contains(ratio.delta(0.9)?.ratio));
    /// # Ok::<(), highwater_stats::StatsError>(())
    /// ```
    pub fn ratio(&self, numerator: &str, denominator: &str) -> Result<CoefficientPair, StatsError> {
        let places = (self.place(numerator)?, self.place(denominator)?);
        Ok(pair(&self.coefficients, &self.covariance, places, self.df))
    }
}

impl LogitFit {
    /// Two coefficients as a ratio, with the normal distribution.
    ///
    /// # Errors
    ///
    /// [`StatsError::UnknownTerm`].
    pub fn ratio(&self, numerator: &str, denominator: &str) -> Result<CoefficientPair, StatsError> {
        let places = (self.place(numerator)?, self.place(denominator)?);
        Ok(pair(&self.coefficients, &self.covariance, places, None))
    }
}

fn pair(
    coefficients: &[Coefficient],
    covariance: &[Vec<f64>],
    (a, b): (usize, usize),
    df: Option<f64>,
) -> CoefficientPair {
    CoefficientPair {
        numerator: coefficients[a].estimate,
        denominator: coefficients[b].estimate,
        numerator_variance: covariance[a][a],
        denominator_variance: covariance[b][b],
        covariance: covariance[a][b],
        df,
    }
}
