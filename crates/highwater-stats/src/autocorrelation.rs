//! Autocorrelation of a series in order.

use crate::error::StatsError;
use crate::missing::at_least;
use crate::moments::Centred;
use crate::two_float;

/// Returns the autocorrelation at a lag, `sum((x_i - m) (x_(i+lag) - m)) / sum((x_i - m)^2)` with the
/// mean `m` of all values: how far a series repeats itself, from -1 to 1.
///
/// # Errors
///
/// [`StatsError::TooFew`] unless there are more values than `lag`; [`StatsError::Constant`] where
/// all are equal; [`StatsError::Missing`] and [`StatsError::NotFinite`] for NaN and infinities.
///
/// # Example
///
/// ```
/// // By hand: deviations -2, -1, 0, 1, 2; products 2 + 0 + 0 + 2 over 10.
/// let r1 = highwater_stats::autocorrelation(&[1.0, 2.0, 3.0, 4.0, 5.0], 1)?;
/// assert!((r1 - 0.4).abs() < 1e-15);
/// # Ok::<(), highwater_stats::StatsError>(())
/// ```
///
/// # References
///
/// NIST/SEMATECH e-Handbook of Statistical Methods, section 1.3.5.12; held against the eight
/// univariate sets of NIST StRD.
pub fn autocorrelation(series: &[f64], lag: usize) -> Result<f64, StatsError> {
    at_least("values", lag.saturating_add(1), series.len())?;
    let centred = Centred::varying("series", series)?;
    let deviations = &centred.deviations;
    let products = deviations
        .iter()
        .zip(&deviations[lag..])
        .map(|(a, b)| a * b);
    Ok(two_float::sum(products).value() / centred.scaled_sum_of_squares())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lag_zero_is_one_and_a_lag_past_the_end_an_error() {
        let series = [1.0, 3.0, 2.0];
        assert_eq!(autocorrelation(&series, 0), Ok(1.0));
        assert!(autocorrelation(&series, 3).is_err());
        assert!(autocorrelation(&series, usize::MAX).is_err());
        assert!(autocorrelation(&[2.0, 2.0], 1).is_err());
    }
}
