//! Hypotheses about coefficients: linear ones, and fits with fewer columns.

use std::fmt;

use crate::coefficient::{Coefficient, Reference};
use crate::design::place;
use crate::distribution::{chi_squared_sf, f_sf};
use crate::error::StatsError;
use crate::g_format::g;
use crate::matrix::{Matrix, cholesky, cholesky_solve, dot, norm};
use crate::missing::{all_finite, same_length};
use crate::ols::{FTest, OlsFit};

/// The Wald test of linear hypotheses `R b = q`.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct LinearHypothesis {
    /// `R b - q`, one for each hypothesis.
    pub difference: Vec<f64>,
    /// The standard errors of the differences.
    pub std_err: Vec<f64>,
    /// `d' (R V R')^-1 d`.
    pub chi2: f64,
    /// How many hypotheses there are.
    pub df: usize,
    /// From the chi-squared distribution.
    pub chi2_p_value: f64,
    /// `chi2 / df`.
    pub f: f64,
    /// The degrees of freedom that `f` is compared with: `df_resid`, or clusters less one.
    pub df_resid: f64,
    /// From the F distribution; the one to quote for least squares.
    pub p_value: f64,
}

impl fmt::Display for LinearHypothesis {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "F({}, {}) = {}, p = {}",
            self.df,
            g(self.df_resid, 4),
            g(self.f, 4),
            g(self.p_value, 4)
        )
    }
}

/// Two fits to the same rows, one with some of the columns of the other.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct NestedTest {
    /// The rows used.
    pub n: usize,
    /// The sum of squared residuals with the columns kept.
    pub ssr_restricted: f64,
    /// The sum of squared residuals with all columns.
    pub ssr_full: f64,
    /// `((ssr_restricted - ssr_full) / df1) / (ssr_full / df2)`; infinite for an exact fit.
    pub f: f64,
    /// The columns left out.
    pub df1: usize,
    /// Rows less columns of the full fit.
    pub df2: usize,
    /// From the F distribution.
    pub p_value: f64,
    /// The likelihood ratio `n ln(ssr_restricted / ssr_full)`.
    pub likelihood_ratio: f64,
    /// From the chi-squared distribution, which the likelihood ratio has for many rows.
    pub likelihood_ratio_p_value: f64,
}

impl fmt::Display for NestedTest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "F({}, {}) = {}, p = {}",
            self.df1,
            self.df2,
            g(self.f, 4),
            g(self.p_value, 4)
        )
    }
}

/// Estimates with their covariance, as the tests of hypotheses need them: `from_q middle from_q'`
/// keeps the digits that a covariance of nearly dependent coefficients has lost.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Estimates {
    pub(crate) names: Vec<String>,
    pub(crate) values: Vec<f64>,
    /// The estimates in the coordinates of the basis, in units of `unit`.
    pub(crate) coordinates: Vec<f64>,
    pub(crate) from_q: Matrix,
    pub(crate) middle: Matrix,
    /// What standard errors are in units of.
    pub(crate) unit: f64,
    /// `None` for the normal distribution.
    pub(crate) df: Option<f64>,
}

impl Estimates {
    fn of(fit: &OlsFit) -> Self {
        Estimates {
            names: fit.coefficients.iter().map(|c| c.name.clone()).collect(),
            values: fit.coefficients.iter().map(|c| c.estimate).collect(),
            coordinates: fit.coordinates(),
            from_q: fit.back_from_q().clone(),
            middle: Matrix::identity(fit.coefficients.len()),
            unit: fit.inner_sd(),
            df: Some(fit.df_resid as f64),
        }
    }

    pub(crate) fn covariance(&self) -> Vec<Vec<f64>> {
        let covariance = self
            .from_q
            .product(&self.middle)
            .product(&self.from_q.transposed());
        covariance.times_number(self.unit * self.unit).to_rows()
    }

    pub(crate) fn std_err(&self, j: usize) -> f64 {
        crate::matrix::std_err_of(&self.from_q.row(j), &self.middle) * self.unit
    }

    /// The test of all columns but the constant, in the coordinates of the basis, on which the
    /// columns' units and how they depend on each other have no bearing.
    pub(crate) fn all_slopes(&self, has_constant_column: bool) -> Option<FTest> {
        let first = usize::from(has_constant_column);
        let (k, df) = (self.names.len(), self.df?);
        let q = k.checked_sub(first).filter(|q| *q > 0)?;
        if (q as f64) > df {
            return None;
        }
        let mut middle = Matrix::zeros(q, q);
        for a in 0..q {
            for b in 0..q {
                middle.set(a, b, self.middle.at(a + first, b + first));
            }
        }
        let slopes = &self.coordinates[first..];
        let l = cholesky(&middle)?;
        let chi2 = dot(slopes, &cholesky_solve(&l, slopes));
        Some(FTest::new(chi2 / q as f64, q, df))
    }

    pub(crate) fn test(&self, r: &[Vec<f64>], q: &[f64]) -> Result<LinearHypothesis, StatsError> {
        same_length("q", r.len(), q.len())?;
        all_finite("q", q)?;
        crate::missing::at_least("hypotheses", 1, r.len())?;
        let df_resid = self.df.unwrap_or(f64::INFINITY);
        if r.len() as f64 > df_resid {
            return Err(StatsError::TooMany {
                what: "hypotheses",
                most: df_resid as usize,
                got: r.len(),
            });
        }
        let mut directions: Vec<Vec<f64>> = Vec::new();
        let mut difference = Vec::new();
        // What the differences are in the orthonormal directions, by forward substitution.
        let mut turned: Vec<f64> = Vec::new();
        for (place, (row, q)) in r.iter().zip(q).enumerate() {
            same_length("a row of R", self.names.len(), row.len())?;
            all_finite("a row of R", row)?;
            let terms = row.iter().zip(&self.values).map(|(r, b)| r * b);
            let off = (crate::two_float::sum(terms) + crate::two_float::TwoFloat::from(-q)).value();
            difference.push(off);
            let mut direction = self.from_q.transposed_times(row);
            let length = norm(&direction);
            let mut left = off;
            for _pass in 0..2 {
                for (known, value) in directions.iter().zip(&turned) {
                    let part = dot(known, &direction);
                    left -= part * value;
                    for (d, known) in direction.iter_mut().zip(known) {
                        *d -= part * known;
                    }
                }
            }
            let rest = norm(&direction);
            if rest.is_nan() || rest <= 1e-10 * length {
                return Err(StatsError::DependentHypotheses { place });
            }
            direction.iter_mut().for_each(|d| *d /= rest);
            directions.push(direction);
            turned.push(left / rest);
        }
        let m = r.len();
        let mut covariance = Matrix::zeros(m, m);
        for a in 0..m {
            let half = self.middle.times(&directions[a]);
            for (b, other) in directions.iter().enumerate() {
                covariance.set(a, b, dot(&half, other));
            }
        }
        let std_err = r
            .iter()
            .map(|row| {
                let gradient = self.from_q.transposed_times(row);
                crate::matrix::std_err_of(&gradient, &self.middle) * self.unit
            })
            .collect();
        let in_units: Vec<f64> = turned.iter().map(|v| v / self.unit).collect();
        let chi2 = match cholesky(&covariance) {
            _ if self.unit == 0.0 => f64::INFINITY,
            Some(l) => dot(&in_units, &cholesky_solve(&l, &in_units)),
            None => {
                return Err(StatsError::Constant {
                    what: "residuals of the hypotheses".into(),
                });
            }
        };
        let f = chi2 / m as f64;
        Ok(LinearHypothesis {
            difference,
            std_err,
            chi2,
            df: m,
            chi2_p_value: chi_squared_sf(chi2, m as f64),
            f,
            df_resid,
            p_value: f_sf(f, m as f64, df_resid),
        })
    }
}

impl OlsFit {
    /// Tests the hypotheses that `R b = q`, where each row of `r` holds one factor for each
    /// coefficient, in the order of the table.
    ///
    /// # Errors
    ///
    /// [`StatsError::DependentHypotheses`] if one follows from those before or asks nothing;
    /// [`StatsError::LengthMismatch`] unless rows and `q` fit; [`StatsError::TooFew`] for none.
    ///
    /// # Example
    ///
    /// ```
    /// use highwater_stats::{Design, Missing, ols};
    ///
    /// // By definition: the hypothesis of one coefficient has the F of its t squared.
    /// let x = [1.0, 2.0, 3.0, 4.0, 5.0, 6.0];
    /// let design = Design::with_intercept().term("x", &x)?;
    /// let fit = ols(&design, &[1.1, 1.8, 3.5, 3.4, 5.9, 5.2], Missing::Refuse)?;
    /// let test = fit.hypothesis(&[vec![0.0, 1.0]], &[0.0])?;
    /// let t = fit.coefficient("x")?.statistic;
    /// assert!((test.f / (t * t) - 1.0).abs() < 1e-13);
    /// // Is the slope 1? R: car::linearHypothesis(fit, "x = 1") prints F = 0.1487.
    /// let test = fit.hypothesis(&[vec![0.0, 1.0]], &[1.0])?;
    /// assert_eq!(test.to_string(), "F(1, 4) = 0.1487, p = 0.7194");
    /// # Ok::<(), highwater_stats::StatsError>(())
    /// ```
    ///
    /// # References
    ///
    /// Draper and Smith (1998), "Applied Regression Analysis", 3rd edition, section 9.1.
    pub fn hypothesis(&self, r: &[Vec<f64>], q: &[f64]) -> Result<LinearHypothesis, StatsError> {
        Estimates::of(self).test(r, q)
    }

    /// Compares the fit with that of the terms in `kept` alone (and the constant): do the other terms
    /// add anything?
    ///
    /// Both fits are to the rows of this one, also where a row lacks only what is left out.
    /// The difference of the sums of squares is computed as such, so that it keeps its digits when it
    /// is small.
    ///
    /// # Errors
    ///
    /// [`StatsError::UnknownTerm`]; [`StatsError::TooFew`] if nothing is left out.
    ///
    /// # Example
    ///
    /// ```
    /// use highwater_stats::{Design, Missing, ols};
    ///
    /// let x = [1.0, 2.0, 3.0, 4.0, 5.0, 6.0];
    /// let square = x.map(|x| x * x);
    /// let design = Design::with_intercept().term("x", &x)?.term("square", &square)?;
    /// let y = [1.1, 1.8, 3.5, 3.4, 5.9, 5.2];
    /// let fit = ols(&design, &y, Missing::Refuse)?;
    /// let test = fit.restricted_to(&["x"])?;
    /// // Does the line bend? R: anova(lm(y ~ x), lm(y ~ x + square)) prints F = 0.2771, p = 0.635.
    /// assert_eq!(test.to_string(), "F(1, 3) = 0.2771, p = 0.635");
    /// let line = ols(&Design::with_intercept().term("x", &x)?, &y, Missing::Refuse)?;
    /// assert!((test.ssr_restricted - line.ssr).abs() < 1e-14);
    /// # Ok::<(), highwater_stats::StatsError>(())
    /// ```
    ///
    /// # References
    ///
    /// Draper and Smith (1998), section 6.1; R's `anova`, statsmodels' `compare_f_test`.
    pub fn restricted_to(&self, kept: &[&str]) -> Result<NestedTest, StatsError> {
        let estimates = Estimates::of(self);
        let left_out = left_out(&estimates.names, self.has_constant_column(), kept)?;
        let r: Vec<Vec<f64>> = left_out
            .iter()
            .map(|place| {
                let mut row = vec![0.0; estimates.names.len()];
                row[*place] = 1.0;
                row
            })
            .collect();
        let df1 = r.len();
        // More terms than rows are left over for the residuals is no obstacle to the F test.
        let unbounded = Estimates {
            df: None,
            ..estimates
        };
        let test = unbounded.test(&r, &vec![0.0; df1])?;
        let (n, df2) = (self.n, self.df_resid);
        let more = test.chi2 * (self.ssr / df2 as f64);
        let likelihood_ratio = n as f64 * libm::log1p(test.chi2 / df2 as f64);
        Ok(NestedTest {
            n,
            ssr_restricted: self.ssr + if more.is_finite() { more } else { 0.0 },
            ssr_full: self.ssr,
            f: test.f,
            df1,
            df2,
            p_value: f_sf(test.f, df1 as f64, df2 as f64),
            likelihood_ratio,
            likelihood_ratio_p_value: chi_squared_sf(likelihood_ratio, df1 as f64),
        })
    }
}

/// The places of the terms that are not kept.
pub(crate) fn left_out(
    names: &[String],
    has_constant: bool,
    kept: &[&str],
) -> Result<Vec<usize>, StatsError> {
    let first = usize::from(has_constant);
    for name in kept {
        place(&names[first..], name)?;
    }
    let left_out: Vec<usize> = (first..names.len())
        .filter(|place| !kept.contains(&names[*place].as_str()))
        .collect();
    crate::missing::at_least("terms to leave out", 1, left_out.len())?;
    Ok(left_out)
}

/// The difference that a single hypothesis is about, as a row of a table.
pub(crate) fn difference(test: &LinearHypothesis, name: &str, df: Option<f64>) -> Coefficient {
    let first = |values: &[f64]| values.first().copied().unwrap_or(f64::NAN);
    Reference::new(df).row(name, first(&test.difference), first(&test.std_err))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Design, Missing, Robust, ols};

    fn fit() -> OlsFit {
        let design = Design::with_intercept()
            .term("a", &[1.0, 2.0, 3.0, 4.0, 5.0, 7.0, 6.0])
            .unwrap()
            .term("b", &[1.0, 0.0, 0.0, 1.0, 0.0, 1.0, 1.0])
            .unwrap();
        ols(
            &design,
            &[1.0, 3.0, 2.0, 5.0, 4.0, 6.0, 7.0],
            Missing::Refuse,
        )
        .unwrap()
    }

    #[test]
    fn all_slopes_at_once_are_the_f_test() {
        let rows = [vec![0.0, 1.0, 0.0], vec![0.0, 0.0, 1.0]];
        let test = fit().hypothesis(&rows, &[0.0, 0.0]).unwrap();
        let f = fit().f_test.unwrap();
        assert!((test.f / f.statistic - 1.0).abs() < 1e-12);
        // Any two combinations of the hypotheses ask the same.
        let mixed = [vec![0.0, 1.0, 0.3], vec![0.0, -2.0, 5.0]];
        let same = fit().hypothesis(&mixed, &[0.0, 0.0]).unwrap();
        assert!((same.f / f.statistic - 1.0).abs() < 1e-12);
        let nested = fit().restricted_to(&[]).unwrap();
        assert!((nested.f / f.statistic - 1.0).abs() < 1e-12);
    }

    #[test]
    fn hypotheses_that_ask_nothing_more_are_refused() {
        let twice = [vec![0.0, 1.0, 0.0], vec![0.0, 2.0, 0.0]];
        let error = fit().hypothesis(&twice, &[0.0, 0.0]).unwrap_err();
        assert_eq!(error, StatsError::DependentHypotheses { place: 1 });
        assert!(fit().hypothesis(&[vec![0.0; 3]], &[0.0]).is_err());
        assert!(fit().hypothesis(&[vec![1.0]], &[0.0]).is_err());
        assert!(fit().hypothesis(&[], &[]).is_err());
        let clusters = Robust::clusters(&[1, 1, 1, 2, 2, 2, 2]);
        let few = fit().robust(clusters).unwrap();
        assert!(few.f_test.is_none());
        let rows = [vec![0.0, 1.0, 0.0], vec![0.0, 0.0, 1.0]];
        assert!(matches!(
            few.hypothesis(&rows, &[0.0, 0.0]),
            Err(StatsError::TooMany { .. })
        ));
    }

    #[test]
    fn a_fit_without_a_term_is_compared_by_name() {
        assert!(fit().restricted_to(&["c"]).is_err());
        assert!(fit().restricted_to(&["a", "b"]).is_err());
        assert_eq!(fit().restricted_to(&["a"]).unwrap().df1, 1);
    }
}
