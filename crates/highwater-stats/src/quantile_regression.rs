//! Quantile regression.

use std::fmt;

use crate::basis::{Basis, Columns};
use crate::coefficient::{Coefficient, Reference};
use crate::design::{Design, place};
use crate::distribution::normal_quantile;
use crate::error::StatsError;
use crate::g_format::g;
use crate::matrix::{Matrix, cholesky, cholesky_inverse, std_err_of};
use crate::missing::Missing;
use crate::moments::{Divisor, std_dev};
use crate::ols::enough_rows;
use crate::quantile::{QuantileType, quantile};
use crate::scale::{max_abs, reciprocal_power_of_two};
use crate::two_float;

mod simplex;

/// A line, or plane, with a share `tau` of the responses below it.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct QuantileFit {
    /// The share of responses below.
    pub tau: f64,
    /// The names of the coefficients, the constant first.
    pub names: Vec<String>,
    /// The coefficients, in units of the response per unit of the column.
    pub estimates: Vec<f64>,
    /// The least sum of `tau e` over rows above and `(tau - 1) e` over rows below.
    pub objective: f64,
    /// Whether no other coefficients reach it; else these are those of one corner of the set that do.
    pub unique: bool,
    /// The rows that the fit goes through, at least as many as coefficients.
    pub n_zero_residuals: usize,
    /// The rows used.
    pub n: usize,
    /// The rows left out because something in them is missing.
    pub dropped: usize,
    /// Rows less columns.
    pub df_resid: usize,
    /// Response less fitted value, for the rows used; exactly 0 for those it goes through.
    pub residuals: Vec<f64>,
    /// The half width in which quantiles are compared for the standard errors, by Hall and Sheather.
    pub bandwidth: f64,
    /// The density of the residuals at 0, which standard errors rest on; `None` if `tau -+ bandwidth`
    /// leaves 0 to 1 or half of the residuals are equal.
    pub density: Option<DensityAtZero>,
    #[cfg_attr(feature = "serde", serde(skip))]
    q: Matrix,
    #[cfg_attr(feature = "serde", serde(skip))]
    from_q: Matrix,
}

/// The density of residuals at 0, estimated by a kernel.
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct DensityAtZero {
    /// The width of Epanechnikov's kernel, in units of the response.
    pub bandwidth: f64,
    /// The density.
    pub density: f64,
}

/// What is assumed of the residuals for standard errors of quantiles.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub enum QuantileErrors {
    /// The same density in all rows: `tau (1 - tau) / f^2 (X'X)^-1`.
    Iid,
    /// statsmodels' default, a sandwich with `(tau / f)^2` above and `((1 - tau) / f)^2` below.
    Robust,
    /// Powell's sandwich, with a density of its own at each row; R's `se = "ker"`. The one for spreads
    /// that grow with a column.
    Powell,
}

/// Fits the quantile `tau` of `y` by the columns of a design: `tau = 0.5` is the median, which a few
/// wild values leave alone.
///
/// Solved exactly, as the linear program that it is: by steps from corner to corner, each with a line
/// search over all rows, in about `n` times columns operations a step.
///
/// # Errors
///
/// [`StatsError::OutOfRange`] unless `tau` is between 0 and 1; otherwise as [`ols`](crate::ols).
///
/// # Example
///
/// ```
/// use highwater_stats::{Design, Missing, quantile_regression};
///
/// // By hand: the median line of these goes through four of the points and leaves the wild one.
/// let x = [1.0, 2.0, 3.0, 4.0, 5.0];
/// let design = Design::with_intercept().term("x", &x)?;
/// let fit = quantile_regression(&design, &[2.0, 4.0, 6.0, 8.0, 90.0], 0.5, Missing::Refuse)?;
/// assert!((fit.estimate("x")? - 2.0).abs() < 1e-12);
/// assert!((fit.objective - 40.0).abs() < 1e-12);
/// assert_eq!((fit.n_zero_residuals, fit.unique), (4, true));
/// # Ok::<(), highwater_stats::StatsError>(())
/// ```
///
/// # References
///
/// Koenker and Bassett (1978), "Regression quantiles", Econometrica 46, 33-50; Barrodale and Roberts
/// (1973), SIAM Journal on Numerical Analysis 10, 839-848; R's `quantreg`.
pub fn quantile_regression(
    design: &Design,
    y: &[f64],
    tau: f64,
    missing: Missing,
) -> Result<QuantileFit, StatsError> {
    if !(tau > 0.0 && tau < 1.0) {
        return Err(StatsError::OutOfRange {
            what: "tau".into(),
            value: tau,
            range: "between 0 and 1, both excluded",
        });
    }
    let complete = design.complete_rows(&[("y", y)], missing)?;
    let names = complete.design.names();
    enough_rows(&names, complete.rows)?;
    let basis = Basis::new(Columns::centred_and_scaled(
        &complete.design,
        complete.rows,
    )?)?;
    let y = &complete.others[0];
    let (n, k) = (y.len(), names.len());
    let scale = reciprocal_power_of_two(max_abs(y));
    let unit = 1.0 / scale;
    let scaled: Vec<f64> = y.iter().map(|y| y * scale).collect();
    let found = simplex::minimise(&basis.q, &scaled, tau)?;
    let mut estimates = basis.from_q.times(&found.coordinates);
    estimates.iter_mut().for_each(|b| *b *= unit);
    if estimates.iter().any(|b| !b.is_finite()) {
        return Err(StatsError::Overflow {
            what: "coefficients",
        });
    }
    let residuals: Vec<f64> = found.residuals.iter().map(|e| e * unit).collect();
    let costs = found
        .residuals
        .iter()
        .map(|e| if *e > 0.0 { tau * e } else { (tau - 1.0) * e });
    let objective = two_float::sum(costs).value() * unit;
    let bandwidth = hall_sheather(n, tau);
    let width = width(&scaled, Divisor::N, &found.residuals, tau, bandwidth)?;
    let density = width.map(|width| {
        let kernel = |e: &f64| {
            let u = e / width;
            0.75 * (1.0 - u * u).max(0.0)
        };
        let sum: f64 = found.residuals.iter().map(kernel).sum();
        DensityAtZero {
            bandwidth: width * unit,
            density: sum / (n as f64 * width) * scale,
        }
    });
    Ok(QuantileFit {
        tau,
        names,
        estimates,
        objective,
        unique: found.unique,
        n_zero_residuals: residuals.iter().filter(|e| **e == 0.0).count(),
        n,
        dropped: complete.dropped,
        df_resid: n - k,
        residuals,
        bandwidth,
        density,
        q: basis.q,
        from_q: basis.from_q,
    })
}

/// Returns the bandwidth of Hall and Sheather for 95 % intervals.
fn hall_sheather(n: usize, tau: f64) -> f64 {
    let z = normal_quantile(tau);
    let density = libm::exp(-0.5 * z * z) / std::f64::consts::TAU.sqrt();
    let z_95 = -normal_quantile(0.025);
    libm::cbrt(z_95 * z_95 * 1.5 * density * density / (2.0 * z * z + 1.0) / n as f64)
}

/// Returns the width of the kernel: the smaller of the standard deviation of `spread` and the robust
/// one of the residuals, times the distance of two normal quantiles.
fn width(
    spread: &[f64],
    divisor: Divisor,
    residuals: &[f64],
    tau: f64,
    bandwidth: f64,
) -> Result<Option<f64>, StatsError> {
    if tau - bandwidth <= 0.0 || tau + bandwidth >= 1.0 {
        return Ok(None);
    }
    let at = |p: f64| quantile(residuals, p, QuantileType::Linear);
    let robust = (at(0.75)? - at(0.25)?) / 1.34;
    let smaller = std_dev(spread, divisor)?.min(robust);
    let width = smaller * (normal_quantile(tau + bandwidth) - normal_quantile(tau - bandwidth));
    Ok((width > 0.0 && width.is_finite()).then_some(width))
}

impl QuantileFit {
    /// Returns the coefficient of this name; `const` for the constant.
    ///
    /// # Errors
    ///
    /// [`StatsError::UnknownTerm`].
    pub fn estimate(&self, name: &str) -> Result<f64, StatsError> {
        Ok(self.estimates[place(&self.names, name)?])
    }

    /// Returns the coefficients with standard errors, p and intervals from Student's t with `df_resid`
    /// degrees of freedom.
    ///
    /// They rest on a density that is estimated with a bandwidth, and differ between programs by
    /// more than coefficients do.
    ///
    /// # Errors
    ///
    /// [`StatsError::NoDensity`] if `tau` is too near its ends for so few rows, or the residuals have
    /// no spread.
    ///
    /// # Example
    ///
    /// ```
    /// use highwater_stats::{Design, Missing, QuantileErrors, quantile_regression};
    ///
    /// let x: Vec<f64> = (0..40).map(f64::from).collect();
    /// let y: Vec<f64> = x.iter().map(|x| 3.0 + 0.5 * x + (x * 17.0) % 7.0).collect();
    /// let design = Design::with_intercept().term("x", &x)?;
    /// let fit = quantile_regression(&design, &y, 0.5, Missing::Refuse)?;
    /// let rows = fit.coefficients(QuantileErrors::Iid)?;
    /// // By definition: the covariance is that of least squares but for the residual variance.
    /// let plain = highwater_stats::ols(&design, &y, Missing::Refuse)?;
    /// let ratio = |j: usize| rows[j].std_err / plain.coefficients[j].std_err;
    /// assert!((ratio(0) / ratio(1) - 1.0).abs() < 1e-12);
    /// # Ok::<(), highwater_stats::StatsError>(())
    /// ```
    ///
    /// # References
    ///
    /// Koenker (2005), "Quantile Regression", section 3.4; Hall and Sheather (1988), JRSS B 50, 381-391;
    /// Powell (1991), "Estimation of monotonic regression models under quantile restrictions".
    pub fn coefficients(&self, errors: QuantileErrors) -> Result<Vec<Coefficient>, StatsError> {
        let none = StatsError::NoDensity {
            tau: self.tau,
            bandwidth: self.bandwidth,
        };
        let Some(DensityAtZero { density, .. }) = self.density else {
            return Err(none);
        };
        let tau = self.tau;
        let k = self.names.len();
        let inner = match errors {
            QuantileErrors::Iid => {
                Matrix::identity(k).times_number(tau * (1.0 - tau) / density / density)
            }
            QuantileErrors::Robust => {
                let weight = |e: &f64| {
                    let part = if *e > 0.0 { tau } else { 1.0 - tau } / density;
                    part * part
                };
                let weights: Vec<f64> = self.residuals.iter().map(weight).collect();
                self.q.weighted_gram(&weights)
            }
            QuantileErrors::Powell => {
                let e = &self.residuals;
                let Some(width) = width(e, Divisor::NMinusOne, e, tau, self.bandwidth)? else {
                    return Err(none);
                };
                let kernel = |e: &f64| {
                    let u = e / width;
                    libm::exp(-0.5 * u * u) / std::f64::consts::TAU.sqrt() / width
                };
                let weights: Vec<f64> = e.iter().map(kernel).collect();
                let l = cholesky(&self.q.weighted_gram(&weights)).ok_or(none)?;
                let inverse = cholesky_inverse(&l);
                inverse.product(&inverse).times_number(tau * (1.0 - tau))
            }
        };
        let reference = Reference::new(Some(self.df_resid as f64));
        let rows = self.names.iter().zip(&self.estimates).enumerate();
        Ok(rows
            .map(|(j, (name, estimate))| {
                let std_err = std_err_of(&self.from_q.row(j), &inner);
                reference.row(name, *estimate, std_err)
            })
            .collect())
    }
}

impl fmt::Display for QuantileFit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "tau = {}", g(self.tau, 4))?;
        for (name, estimate) in self.names.iter().zip(&self.estimates) {
            write!(f, ", {name} = {}", g(*estimate, 4))?;
        }
        write!(f, " (n = {})", self.n)?;
        if !self.unique {
            f.write_str(", others fit as well")?;
        }
        if self.dropped > 0 {
            write!(f, ", {} left out", self.dropped)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::median;

    fn objective(fit: &QuantileFit, rows: &[(f64, f64)], shift: [f64; 2]) -> f64 {
        let [a, b] = [fit.estimates[0] + shift[0], fit.estimates[1] + shift[1]];
        let cost = |e: f64| {
            if e > 0.0 {
                fit.tau * e
            } else {
                (fit.tau - 1.0) * e
            }
        };
        rows.iter().map(|(x, y)| cost(y - a - b * x)).sum()
    }

    #[test]
    fn no_line_nearby_is_better() {
        for n in [5_u32, 12, 40, 151] {
            let rows: Vec<(f64, f64)> = (0..n)
                .map(|i| {
                    (
                        2000.0 + f64::from(i % 11),
                        f64::from(i * i * 7 % 23) - f64::from(i % 4),
                    )
                })
                .collect();
            let (x, y): (Vec<f64>, Vec<f64>) = rows.iter().copied().unzip();
            let design = Design::with_intercept().term("x", &x).unwrap();
            for tau in [0.05, 0.25, 0.5, 0.8] {
                let fit = quantile_regression(&design, &y, tau, Missing::Refuse).unwrap();
                let best = objective(&fit, &rows, [0.0, 0.0]);
                assert!((best - fit.objective).abs() < 1e-8, "{n} {tau}");
                for angle in 0..64 {
                    let turn = f64::from(angle) * 0.098174770424681;
                    let slope = 1e-3 * libm::cos(turn);
                    let shift = [0.01 * libm::sin(turn) - 2005.0 * slope, slope];
                    assert!(
                        objective(&fit, &rows, shift) >= best - 1e-9,
                        "{n} {tau} {angle}"
                    );
                }
                // As many rows below as the share says.
                let below = fit.residuals.iter().filter(|e| **e < 0.0).count() as f64;
                let share = tau * f64::from(n);
                assert!(below <= share && share <= below + fit.n_zero_residuals as f64);
            }
        }
    }

    #[test]
    fn a_constant_alone_is_a_quantile() {
        let y = [3.0, 1.0, 4.0, 1.0, 5.0, 9.0, 2.0];
        let fit = |y: &[f64], tau| {
            quantile_regression(&Design::with_intercept(), y, tau, Missing::Refuse).unwrap()
        };
        assert!((fit(&y, 0.5).estimates[0] - median(&y).unwrap()).abs() < 1e-13);
        let even = fit(&[1.0, 2.0, 3.0, 10.0], 0.5);
        assert!(!even.unique && (even.objective - 5.0).abs() < 1e-13);
        let flat = fit(&[7.0; 5], 0.5);
        assert_eq!((flat.n_zero_residuals, flat.unique), (5, true));
        assert!(flat.coefficients(QuantileErrors::Iid).is_err());
    }

    #[test]
    fn shares_outside_the_range_are_errors() {
        for tau in [0.0, 1.0, f64::NAN, -0.5] {
            let fit =
                quantile_regression(&Design::with_intercept(), &[1.0, 2.0], tau, Missing::Drop);
            assert!(fit.is_err());
        }
    }
}
