//! The chance that a fit foretells.

use std::fmt;

use super::LogitFit;
use super::likelihood::{chance, chance_slope};
use crate::distribution::normal_quantile;
use crate::error::StatsError;
use crate::g_format::g;
use crate::interval::{Interval, tail_of};
use crate::matrix::std_err_of;
use crate::missing::all_finite;

/// A chance of success that a fit foretells, averaged over the rows.
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct AveragePrediction {
    /// The chance, from 0 to 1.
    pub chance: f64,
    /// Its standard error by the delta method.
    pub std_err: f64,
}

impl AveragePrediction {
    /// The interval, from the normal distribution on the scale of the log odds, so that its ends are
    /// chances too; all chances where the prediction is 0 or 1 to the last digit.
    ///
    /// # Errors
    ///
    /// [`StatsError::OutOfRange`] unless `level` is between 0 and 1.
    pub fn interval(&self, level: f64) -> Result<Interval, StatsError> {
        let log_odds = libm::log(self.chance / (1.0 - self.chance));
        let std_err = self.std_err / (self.chance * (1.0 - self.chance));
        let half_width = -normal_quantile(tail_of(level)?) * std_err;
        let (low, high) = match log_odds.is_finite() {
            true => (chance(log_odds - half_width), chance(log_odds + half_width)),
            false => (0.0, 1.0),
        };
        Ok(Interval { low, high, level })
    }
}

impl fmt::Display for AveragePrediction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (chance, std_err) = (g(self.chance, 4), g(self.std_err, 4));
        write!(f, "{chance} (standard error {std_err})")
    }
}

impl LogitFit {
    /// Returns the average prediction: the mean over the rows of the chance with a term at `at`,
    /// everything else as it is.
    ///
    /// # Errors
    ///
    /// [`StatsError::UnknownTerm`], for the constant too; [`StatsError::Missing`] and
    /// [`StatsError::NotFinite`] unless `at` is finite.
    ///
    /// # Example
    ///
    /// ```
    /// use highwater_stats::{Design, Missing, logit};
    ///
    /// let x = [1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0];
    /// let z = [2.0, 1.0, 1.0, 0.0, 0.0, 2.0, 2.0, 1.0];
    /// let y = [0.0, 0.0, 1.0, 0.0, 1.0, 0.0, 1.0, 1.0];
    /// let design = Design::with_intercept().term("x", &x)?.term("z", &z)?;
    /// let fit = logit(&design, &y, Missing::Refuse)?;
    /// // statsmodels 0.15 for the coefficients, the formulas by hand in NumPy.
    /// let at_three = fit.average_prediction("x", 3.0)?;
    /// assert_eq!(format!("{:.6} {:.6}", at_three.chance, at_three.std_err), "0.260706 0.220704");
    /// let interval = at_three.interval(0.95)?;
    /// assert_eq!(format!("{:.6} {:.6}", interval.low, interval.high), "0.036032 0.768889");
    /// # Ok::<(), highwater_stats::StatsError>(())
    /// ```
    ///
    /// # References
    ///
    /// Arel-Bundock, Greifer and Heiss (2024), "How to interpret statistical models using
    /// marginaleffects", Journal of Statistical Software 111(9); R's `marginaleffects::avg_predictions`.
    pub fn average_prediction(&self, name: &str, at: f64) -> Result<AveragePrediction, StatsError> {
        all_finite("value of the term", &[at])?;
        let j = self.term_place(name)?;
        let coefficient = self.coefficients[j].estimate;
        let own = self.basis.from_q.row(j);
        let values = &self.design.terms()[j - usize::from(self.design.has_intercept())].values;
        let n = self.n as f64;
        let mut mean = 0.0;
        let mut gradient = vec![0.0; own.len()];
        for (i, (eta, value)) in self.log_odds.iter().zip(values).enumerate() {
            let moved = at - value;
            let eta = eta + coefficient * moved;
            mean += chance(eta) / n;
            let slope = chance_slope(eta) / n;
            for (m, g) in gradient.iter_mut().enumerate() {
                *g += slope * (self.basis.q.at(i, m) + moved * own[m]);
            }
        }
        Ok(AveragePrediction {
            chance: mean,
            std_err: std_err_of(&gradient, &self.inner_covariance),
        })
    }
}

#[cfg(test)]
mod tests {
    use crate::{Design, Missing, StatsError, logit};

    const X: [f64; 8] = [1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0];
    const Y: [f64; 8] = [0.0, 0.0, 1.0, 0.0, 1.0, 0.0, 1.0, 1.0];

    #[test]
    fn two_predictions_differ_by_the_discrete_change() {
        let design = Design::with_intercept().term("x", &X).unwrap();
        let fit = logit(&design, &Y, Missing::Refuse).unwrap();
        let at = |x| fit.average_prediction("x", x).unwrap();
        let change = fit.discrete_change("x", 2.0, 6.0).unwrap();
        assert!((at(6.0).chance - at(2.0).chance - change.effect).abs() < 1e-14);
    }

    #[test]
    fn an_interval_never_leaves_the_chances() {
        let design = Design::with_intercept().term("x", &X).unwrap();
        let fit = logit(&design, &Y, Missing::Refuse).unwrap();
        for x in [-1e4, -100.0, -3.0, 0.0, 4.5, 20.0, 1e4] {
            let interval = fit.average_prediction("x", x).unwrap().interval(0.95);
            let interval = interval.unwrap();
            assert!(0.0 <= interval.low && interval.high <= 1.0, "{interval:?}");
        }
        assert!(
            fit.average_prediction("x", 4.5)
                .unwrap()
                .interval(1.0)
                .is_err()
        );
    }

    #[test]
    fn what_is_no_term_or_no_number_is_told() {
        let design = Design::with_intercept().term("x", &X).unwrap();
        let fit = logit(&design, &Y, Missing::Refuse).unwrap();
        let told = fit.average_prediction("z", 1.0).unwrap_err();
        assert!(matches!(told, StatsError::UnknownTerm { .. }));
        assert!(fit.average_prediction("const", 1.0).is_err());
        assert!(fit.average_prediction("x", f64::NAN).is_err());
    }
}
