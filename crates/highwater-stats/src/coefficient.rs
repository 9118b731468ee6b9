//! One row of a regression table.

use std::fmt;

use crate::distribution::{normal_quantile, normal_sf, t_quantile_above, t_sf};
use crate::error::StatsError;
use crate::g_format::g;
use crate::interval::{Interval, tail_of};

/// A coefficient with its uncertainty: one row of a regression table.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Coefficient {
    /// The name of the column; `const` for the constant.
    pub name: String,
    /// The estimate, in units of the response per unit of the column.
    pub estimate: f64,
    /// The standard error of the estimate.
    pub std_err: f64,
    /// `estimate / std_err`: t for least squares, z for a regression by maximum likelihood.
    pub statistic: f64,
    /// The two-sided p for a coefficient of 0.
    pub p_value: f64,
    /// The 95 % interval; [`interval_at`](Self::interval_at) gives any other.
    pub interval: Interval,
    /// Degrees of freedom of Student's t; `None` for the normal distribution.
    pub df: Option<f64>,
}

/// The distribution that the statistics of a table are compared with.
#[derive(Clone, Copy)]
pub(crate) struct Reference {
    df: Option<f64>,
    quantile_95: f64,
}

impl Reference {
    /// Student's t with `df` degrees of freedom, or the normal distribution.
    pub(crate) fn new(df: Option<f64>) -> Self {
        Reference {
            df,
            quantile_95: quantile_above(0.025, df),
        }
    }

    /// One row of a table.
    pub(crate) fn row(&self, name: &str, estimate: f64, std_err: f64) -> Coefficient {
        let statistic = estimate / std_err;
        Coefficient {
            name: name.to_owned(),
            estimate,
            std_err,
            statistic,
            p_value: 2.0 * upper_tail(statistic.abs(), self.df),
            interval: Interval::around(estimate, self.quantile_95 * std_err, 0.95),
            df: self.df,
        }
    }
}

impl Coefficient {
    /// Returns the interval at any level, `estimate -+ quantile * std_err`, from Student's t with
    /// [`df`](Self::df) degrees of freedom or from the normal distribution.
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
    /// // By hand: the slope is 1, its standard error sqrt(0.06 / 2), and with one degree of freedom
    /// // the quantile is tan(0.4 pi) = 3.0776835 for 80 %.
    /// let design = Design::with_intercept().term("x", &[1.0, 2.0, 3.0])?;
    /// let fit = ols(&design, &[0.9, 2.2, 2.9], Missing::Refuse)?;
    /// let interval = fit.coefficient("x")?.interval_at(0.8)?;
    /// assert!((interval.low - (1.0 - 3.0776835 * 0.03_f64.sqrt())).abs() < 1e-7);
    /// # Ok::<(), highwater_stats::StatsError>(())
    /// ```
    pub fn interval_at(&self, level: f64) -> Result<Interval, StatsError> {
        let half_width = quantile_above(tail_of(level)?, self.df) * self.std_err;
        Ok(Interval::around(self.estimate, half_width, level))
    }
}

impl fmt::Display for Coefficient {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} = {}, {}, p = {}",
            self.name,
            g(self.estimate, 4),
            self.interval,
            g(self.p_value, 4)
        )
    }
}

/// Returns the chance above `statistic`, of Student's t or, without degrees of freedom, the normal
/// distribution.
pub(crate) fn upper_tail(statistic: f64, df: Option<f64>) -> f64 {
    match df {
        Some(df) => t_sf(statistic, df),
        None => normal_sf(statistic),
    }
}

/// Returns the value with `tail` of the same distribution above it.
pub(crate) fn quantile_above(tail: f64, df: Option<f64>) -> f64 {
    match df {
        Some(df) => t_quantile_above(tail, df),
        None => -normal_quantile(tail),
    }
}
