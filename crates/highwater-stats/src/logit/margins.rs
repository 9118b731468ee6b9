//! Effects on the chance itself.

use std::fmt;

use super::LogitFit;
use super::likelihood::{chance, chance_slope};
use crate::design::CONSTANT;
use crate::distribution::{normal_quantile, normal_sf};
use crate::error::StatsError;
use crate::g_format::g;
use crate::interval::{Interval, tail_of};
use crate::matrix::std_err_of;
use crate::missing::all_finite;

/// An effect on the chance of success, averaged over the rows.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct MarginalEffect {
    /// The term.
    pub name: String,
    /// The change of the chance, as a fraction: 0.05 is five percentage points.
    pub effect: f64,
    /// The standard error by the delta method.
    pub std_err: f64,
    /// `effect / std_err`.
    pub z: f64,
    /// The two-sided p, from the normal distribution.
    pub p_value: f64,
}

impl MarginalEffect {
    /// Returns the interval, from the normal distribution.
    ///
    /// # Errors
    ///
    /// [`StatsError::OutOfRange`] unless `level` is between 0 and 1.
    pub fn interval(&self, level: f64) -> Result<Interval, StatsError> {
        let half_width = -normal_quantile(tail_of(level)?) * self.std_err;
        Ok(Interval::around(self.effect, half_width, level))
    }

    fn new(name: &str, effect: f64, std_err: f64) -> Self {
        let z = effect / std_err;
        MarginalEffect {
            name: name.to_owned(),
            effect,
            std_err,
            z,
            p_value: 2.0 * normal_sf(z.abs()),
        }
    }
}

impl fmt::Display for MarginalEffect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} changes the chance by {} (standard error {}, p = {})",
            self.name,
            g(self.effect, 4),
            g(self.std_err, 4),
            g(self.p_value, 4)
        )
    }
}

impl LogitFit {
    /// Returns the average marginal effect of a term: the mean over the rows of `p (1 - p) b`, the
    /// slope of the chance per unit of the term.
    ///
    /// For a 0/1 column [`discrete_change`](Self::discrete_change) says more.
    ///
    /// # Errors
    ///
    /// [`StatsError::UnknownTerm`], for the constant too.
    ///
    /// # Example
    ///
    /// ```
    /// use highwater_stats::{Design, Missing, logit};
    ///
    /// let x = [1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0];
    /// let y = [0.0, 0.0, 1.0, 0.0, 1.0, 0.0, 1.0, 1.0];
    /// let fit = logit(&Design::with_intercept().term("x", &x)?, &y, Missing::Refuse)?;
    /// // statsmodels 0.15: Logit(y, add_constant(x)).fit().get_margeff()
    /// let effect = fit.average_marginal_effect("x")?;
    /// assert_eq!(format!("{:.5} {:.5}", effect.effect, effect.std_err), "0.10399 0.03369");
    /// # Ok::<(), highwater_stats::StatsError>(())
    /// ```
    ///
    /// # References
    ///
    /// Greene (2018), "Econometric Analysis", 8th edition, section 17.2.4; statsmodels' `get_margeff`.
    pub fn average_marginal_effect(&self, name: &str) -> Result<MarginalEffect, StatsError> {
        let j = self.term_place(name)?;
        let coefficient = self.coefficients[j].estimate;
        let own = self.basis.from_q.row(j);
        let n = self.n as f64;
        let mut mean_slope = 0.0;
        let mut gradient = vec![0.0; own.len()];
        for (i, eta) in self.log_odds.iter().enumerate() {
            let slope = chance_slope(*eta) / n;
            mean_slope += slope;
            let bend = slope * (1.0 - 2.0 * chance(*eta)) * coefficient;
            for (m, g) in gradient.iter_mut().enumerate() {
                *g += bend * self.basis.q.at(i, m) + slope * own[m];
            }
        }
        let std_err = std_err_of(&gradient, &self.inner_covariance);
        Ok(MarginalEffect::new(name, mean_slope * coefficient, std_err))
    }

    /// Returns the average marginal effects of all terms, in order.
    #[must_use]
    pub fn average_marginal_effects(&self) -> Vec<MarginalEffect> {
        self.design
            .terms()
            .iter()
            .filter_map(|term| self.average_marginal_effect(&term.name).ok())
            .collect()
    }

    /// The discrete change of a term: the mean over the rows of the chance with the term at `to`
    /// less that with the term at `from`, everything else as it is.
    ///
    /// # Errors
    ///
    /// [`StatsError::UnknownTerm`], for the constant too; [`StatsError::Missing`] and
    /// [`StatsError::NotFinite`] unless both ends are finite.
    ///
    /// # Example
    ///
    /// ```
    /// use highwater_stats::{Design, Missing, logit};
    ///
    /// // By definition: with nothing but one 0/1 column it is the difference of the two shares.
    /// let design = Design::with_intercept().term("open", &[0.0, 0.0, 0.0, 0.0, 1.0, 1.0, 1.0])?;
    /// let fit = logit(&design, &[1.0, 0.0, 0.0, 0.0, 1.0, 0.0, 1.0], Missing::Refuse)?;
    /// let change = fit.discrete_change("open", 0.0, 1.0)?;
    /// assert!((change.effect - (2.0 / 3.0 - 1.0 / 4.0)).abs() < 1e-12);
    /// # Ok::<(), highwater_stats::StatsError>(())
    /// ```
    ///
    /// # References
    ///
    /// As [`average_marginal_effect`](Self::average_marginal_effect); Bartus (2005), "Estimation of
    /// marginal effects using margeff", Stata Journal 5, 309-329.
    pub fn discrete_change(
        &self,
        name: &str,
        from: f64,
        to: f64,
    ) -> Result<MarginalEffect, StatsError> {
        all_finite("ends of the change", &[from, to])?;
        let j = self.term_place(name)?;
        let coefficient = self.coefficients[j].estimate;
        let own = self.basis.from_q.row(j);
        let values = &self.design.terms()[j - usize::from(self.design.has_intercept())].values;
        let n = self.n as f64;
        let mut effect = 0.0;
        let mut gradient = vec![0.0; own.len()];
        for (i, (eta, value)) in self.log_odds.iter().zip(values).enumerate() {
            for (sign, end) in [(1.0, to), (-1.0, from)] {
                let moved = end - value;
                let eta = eta + coefficient * moved;
                effect += sign * chance(eta) / n;
                let slope = sign * chance_slope(eta) / n;
                for (m, g) in gradient.iter_mut().enumerate() {
                    *g += slope * (self.basis.q.at(i, m) + moved * own[m]);
                }
            }
        }
        let std_err = std_err_of(&gradient, &self.inner_covariance);
        Ok(MarginalEffect::new(name, effect, std_err))
    }

    /// The place of a term that is not the constant.
    pub(super) fn term_place(&self, name: &str) -> Result<usize, StatsError> {
        let place = self.place(name)?;
        if self.design.has_intercept() && name == CONSTANT {
            return Err(StatsError::UnknownTerm {
                name: name.to_owned(),
                known: self.design.names().split_off(1),
            });
        }
        Ok(place)
    }
}
