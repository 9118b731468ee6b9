//! The Durbin-Watson statistic.

use crate::error::StatsError;
use crate::missing::{all_finite, at_least};
use crate::scale::{max_abs, reciprocal_power_of_two};
use crate::two_float;

/// Returns the Durbin-Watson statistic of residuals in order, `sum((e_i - e_(i-1))^2) / sum(e_i^2)`.
///
/// About 2 where neighbours are unrelated, towards 0 where they resemble each other, towards 4 where
/// they alternate.
/// No p value is given: its distribution depends on the whole design.
///
/// # Errors
///
/// [`StatsError::TooFew`] for fewer than two residuals; [`StatsError::Constant`] where all are 0;
/// [`StatsError::Missing`] and [`StatsError::NotFinite`] for NaN and infinities.
///
/// # Example
///
/// ```
/// // By hand: (4 + 4 + 4) / 4.
/// assert_eq!(highwater_stats::durbin_watson(&[1.0, -1.0, 1.0, -1.0])?, 3.0);
/// # Ok::<(), highwater_stats::StatsError>(())
/// ```
///
/// # References
///
/// Durbin and Watson (1950), "Testing for serial correlation in least squares regression I",
/// Biometrika 37, 409-428.
pub fn durbin_watson(residuals: &[f64]) -> Result<f64, StatsError> {
    all_finite("residuals", residuals)?;
    at_least("residuals", 2, residuals.len())?;
    let unit = reciprocal_power_of_two(max_abs(residuals));
    let square = |v: f64| v * v;
    let squares = two_float::sum(residuals.iter().map(|e| square(e * unit))).value();
    let steps = residuals
        .windows(2)
        .map(|pair| square(pair[1] * unit - pair[0] * unit));
    if squares == 0.0 {
        return Err(StatsError::Constant {
            what: "residuals".into(),
        });
    }
    Ok(two_float::sum(steps).value() / squares)
}
