//! Ordinary least squares with everything that a regression summary prints.

use crate::basis::{Basis, Columns};
use crate::coefficient::{Coefficient, Reference};
use crate::design::{Design, place};
use crate::durbin_watson::durbin_watson;
use crate::error::StatsError;
use crate::interval::Interval;
use crate::jacobi::svd;
use crate::least_squares::{self, Solution};
use crate::matrix::{Matrix, norm};
use crate::missing::Missing;
use crate::moments::Centred;
use crate::normality::{JarqueBeraTest, OmnibusTest, both_tests};
use crate::scale::{max_abs, reciprocal_power_of_two};
use crate::two_float::{self, TwoFloat, two_product, two_sum};

mod f_test;
mod prediction;
mod robust;
mod summary;
mod weighted;

pub use f_test::FTest;
pub use prediction::Prediction;
pub use robust::{Lags, Robust, RobustErrors};
pub use weighted::wls;

/// A least squares fit.
///
/// `Display` prints the summary table in the layout of statsmodels.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct OlsFit {
    /// The name of the response for the summary; `y` unless set.
    pub response: String,
    /// The coefficients, the constant first.
    pub coefficients: Vec<Coefficient>,
    /// The covariance matrix of the coefficients, row by row.
    pub covariance: Vec<Vec<f64>>,
    /// The rows used.
    pub n: usize,
    /// The rows left out because something in them is missing.
    pub dropped: usize,
    /// Columns other than the constant (all columns where there is none).
    pub df_model: usize,
    /// Rows less columns.
    pub df_resid: usize,
    /// Whether there is a constant, or columns that sum to one; without one R2 is not centred.
    pub has_constant: bool,
    /// The sum of squared residuals.
    pub ssr: f64,
    /// The sum of squares that the columns explain: of the fitted values about the mean, or about 0
    /// without a constant.
    pub ess: f64,
    /// `sqrt(ssr / df_resid)`.
    pub residual_sd: f64,
    /// The share of the sum of squares that is explained.
    pub r_squared: f64,
    /// R2 less what as many columns of noise would explain.
    pub adj_r_squared: f64,
    /// Whether all columns together explain anything; `None` where there is only a constant.
    pub f_test: Option<FTest>,
    /// `-n/2 (ln(2 pi) + ln(ssr / n) + 1)`, for normal errors; infinite for an exact fit.
    pub log_likelihood: f64,
    /// `-2 log_likelihood + 2 k` with `k` coefficients, as statsmodels counts.
    pub aic: f64,
    /// `-2 log_likelihood + k ln n`, as statsmodels counts.
    pub bic: f64,
    /// The AIC as R counts it, with the residual variance as one more parameter.
    pub aic_r: f64,
    /// The BIC as R counts it, with the residual variance as one more parameter.
    pub bic_r: f64,
    /// The largest singular value of the design, constant included, over the smallest.
    pub condition_number: f64,
    /// The Durbin-Watson statistic of the residuals in the order of the rows; `None` for an exact fit.
    pub durbin_watson: Option<f64>,
    /// The Jarque-Bera test of the residuals, with their skewness and kurtosis; `None` for an exact
    /// fit.
    pub jarque_bera: Option<JarqueBeraTest>,
    /// The omnibus test of the residuals; `None` below 8 rows and for an exact fit.
    pub omnibus: Option<OmnibusTest>,
    /// Response less fitted value, for the rows used.
    pub residuals: Vec<f64>,
    /// The fitted values, for the rows used.
    pub fitted: Vec<f64>,
    /// The weights of the rows used; `None` for ordinary least squares.
    pub weights: Option<Vec<f64>>,
    /// The rows left out because their weight is 0.
    pub zero_weights: usize,
    /// The condition number of the columns once they are centred and scaled to one length: large
    /// only if columns depend on each other, not because of their units.
    pub scaled_condition_number: f64,
    #[cfg_attr(feature = "serde", serde(skip))]
    basis: Basis,
    /// The coefficients of the fitted columns.
    #[cfg_attr(feature = "serde", serde(skip))]
    internal: Vec<f64>,
    /// The residual standard deviation in units of the basis.
    #[cfg_attr(feature = "serde", serde(skip))]
    inner_sd: f64,
    /// The residuals times the roots of the weights, over `inner_sd`.
    #[cfg_attr(feature = "serde", serde(skip))]
    inner_residuals: Vec<f64>,
    /// The rows used, by their number among all, and how many rows there were.
    #[cfg_attr(feature = "serde", serde(skip))]
    kept: Vec<usize>,
    #[cfg_attr(feature = "serde", serde(skip))]
    all_rows: usize,
}

/// Fits `y` by the columns of `design` with the least sum of squared residuals.
///
/// Columns are centred (where there is a constant) and scaled, made orthonormal by a QR
/// factorisation, and the solution is refined at twice the precision, so that the coefficients are
/// right to the last digits unless columns are nearly dependent.
/// Where there is no constant, but columns that sum to one (all levels of dummies), R2 is centred, as
/// in statsmodels.
///
/// # Errors
///
/// [`StatsError::RankDeficient`] names a column that is a linear combination of others;
/// [`StatsError::NoResidualDegreesOfFreedom`] where there are no more rows than columns;
/// [`StatsError::TooFew`] for a design without columns; [`StatsError::Constant`] for a response that
/// does not vary; [`StatsError::LengthMismatch`];
/// [`StatsError::NotFinite`]; [`StatsError::Missing`] where a value is NaN and missing ones are
/// refused (else the row is left out).
///
/// # Example
///
/// ```
/// use highwater_stats::{Design, Missing, ols};
///
/// // R's women; statsmodels 0.15: 3.45, standard error 0.0911365, t 37.855307, R2 0.991010.
/// let height: Vec<f64> = (58..=72).map(f64::from).collect();
/// let weight = [
///     115.0, 117.0, 120.0, 123.0, 126.0, 129.0, 132.0, 135.0, 139.0, 142.0, 146.0, 150.0, 154.0,
///     159.0, 164.0,
/// ];
/// let fit = ols(&Design::with_intercept().term("height", &height)?, &weight, Missing::Refuse)?;
/// let slope = fit.coefficient("height")?;
/// assert!((slope.estimate - 3.45).abs() < 1e-13);
/// assert_eq!(format!("{:.7} {:.6}", slope.std_err, slope.statistic), "0.0911365 37.855307");
/// assert_eq!(format!("{:.4}", fit.r_squared), "0.9910");
/// # Ok::<(), highwater_stats::StatsError>(())
/// ```
///
/// # References
///
/// Held against the eight linear sets of NIST StRD; figures as in statsmodels' `OLS` and R's `lm`.
pub fn ols(design: &Design, y: &[f64], missing: Missing) -> Result<OlsFit, StatsError> {
    let complete = design.complete_rows(&[("y", y)], missing)?;
    enough_rows(&complete.design.names(), complete.rows)?;
    let columns = Columns::centred_and_scaled(&complete.design, complete.rows)?;
    let rows = Rows {
        kept: complete.kept,
        all: y.len(),
        dropped: complete.dropped,
        zero_weights: 0,
    };
    fit(Basis::new(columns)?, &complete.others[0], None, rows)
}

impl OlsFit {
    /// The coefficient of this name; `const` for the constant.
    ///
    /// # Errors
    ///
    /// [`StatsError::UnknownTerm`].
    pub fn coefficient(&self, name: &str) -> Result<&Coefficient, StatsError> {
        Ok(&self.coefficients[self.place(name)?])
    }

    /// Returns the interval of a coefficient at any level, from Student's t with `df_resid` degrees of
    /// freedom.
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
    /// // R's women; statsmodels 0.15: conf_int(0.1)[1] is 3.28860334, 3.61139666.
    /// let height: Vec<f64> = (58..=72).map(f64::from).collect();
    /// let weight = [
    ///     115.0, 117.0, 120.0, 123.0, 126.0, 129.0, 132.0, 135.0, 139.0, 142.0, 146.0, 150.0,
    ///     154.0, 159.0, 164.0,
    /// ];
    /// let design = Design::with_intercept().term("height", &height)?;
    /// let fit = ols(&design, &weight, Missing::Refuse)?;
    /// let interval = fit.interval("height", 0.9)?;
    /// assert!((interval.low - 3.28860334).abs() < 5e-9 && (interval.high - 3.61139666).abs() < 5e-9);
    /// # Ok::<(), highwater_stats::StatsError>(())
    /// ```
    pub fn interval(&self, name: &str, level: f64) -> Result<Interval, StatsError> {
        self.coefficient(name)?.interval_at(level)
    }

    pub(crate) fn back_from_q(&self) -> &Matrix {
        &self.basis.from_q
    }

    pub(crate) fn inner_sd(&self) -> f64 {
        self.inner_sd
    }

    pub(crate) fn has_constant_column(&self) -> bool {
        self.basis.columns.constant
    }

    pub(crate) fn place(&self, name: &str) -> Result<usize, StatsError> {
        place(&self.basis.columns.names, name)
    }
}

/// Returns an error unless rows remain beside the columns.
pub(crate) fn enough_rows(names: &[String], rows: usize) -> Result<(), StatsError> {
    if names.is_empty() {
        return Err(StatsError::TooFew {
            what: "columns",
            needed: 1,
            got: 0,
        });
    }
    if rows <= names.len() {
        return Err(StatsError::NoResidualDegreesOfFreedom {
            rows,
            columns: names.to_vec(),
        });
    }
    Ok(())
}

/// Which rows of the data a fit is made of.
pub(crate) struct Rows {
    pub(crate) kept: Vec<usize>,
    pub(crate) all: usize,
    pub(crate) dropped: usize,
    pub(crate) zero_weights: usize,
}

impl Rows {
    /// All of some pairs that are complete.
    pub(crate) fn pairs(used: usize, dropped: usize) -> Self {
        Rows {
            kept: (0..used).collect(),
            all: used,
            dropped,
            zero_weights: 0,
        }
    }
}

/// The weights of a fit.
pub(crate) struct Weights<'a> {
    /// As the caller gave them, without zeros.
    pub(crate) given: &'a [f64],
    /// The roots of the weights times `unit`, by which the rows of the basis are multiplied.
    pub(crate) roots: &'a [f64],
    /// A power of two.
    pub(crate) unit: f64,
}

pub(crate) fn fit(
    basis: Basis,
    y: &[f64],
    weights: Option<&Weights<'_>>,
    rows: Rows,
) -> Result<OlsFit, StatsError> {
    let (n, k) = (y.len(), basis.q.columns());
    // In units of a power of two, in which no square leaves the range; `unit` leads back.
    let scale = reciprocal_power_of_two(max_abs(y));
    let unit = 1.0 / scale;
    let y: Vec<f64> = y.iter().map(|y| y * scale).collect();
    let ones = vec![1.0; n];
    let (roots, weight_unit) = weights.map_or((ones.as_slice(), 1.0), |w| (w.roots, w.unit));
    let has_constant = basis.columns.constant || spans_constant(&basis.q, roots);
    let centred: Vec<f64> = match weights {
        _ if !has_constant => y.iter().zip(roots).map(|(y, root)| y * root).collect(),
        None => Centred::varying("y", &y)?.deviations,
        Some(_) => {
            Centred::varying("y", &y)?;
            deviations(&y, roots)
        }
    };
    let total = sum_of_squares(centred.iter().copied());
    if total == 0.0 {
        return Err(StatsError::Constant { what: "y".into() });
    }
    let weighted: Vec<TwoFloat> = y
        .iter()
        .zip(roots)
        .map(|(y, root)| two_product(*y, *root))
        .collect();
    let solution = least_squares::solve_two_float(&basis, &weighted);
    let ssr = solution.sum_of_squares();
    let ess = sum_of_squares(centred.iter().zip(&solution.residuals).map(|(y, r)| y - r));
    let (df_model, df_resid) = (k - usize::from(has_constant), n - k);
    let sigma2 = ssr / df_resid as f64;
    // 1 - ssr / total loses the digits of a small share, ess / total those of one near 1.
    let r_squared = match df_model {
        0 => 0.0,
        _ if 2.0 * ssr < total => 1.0 - ssr / total,
        _ => ess / total,
    };
    let f_test = (df_model > 0)
        .then(|| FTest::new(ess / df_model as f64 / sigma2, df_model, df_resid as f64));
    // Of the rows of the basis, which may be multiplied by `weight_unit`.
    let inner_sd = sigma2.sqrt() * unit;
    let coefficients = table(&basis, &solution, unit, inner_sd, df_resid as f64)?;
    let covariance = basis.from_q.product(&basis.from_q.transposed());
    let (nf, kf) = (n as f64, k as f64);
    let ln_ssr = libm::log(ssr) + 2.0 * libm::log(unit) - 2.0 * libm::log(weight_unit);
    let ln_weights = weights.map_or(0.0, |w| {
        two_float::sum(w.given.iter().map(|w| libm::log(*w))).value()
    });
    let log_likelihood = -nf / 2.0
        * (libm::log(std::f64::consts::TAU) + ln_ssr - libm::log(nf) + 1.0)
        + 0.5 * ln_weights;
    let criterion = |parameters: f64, price: f64| -2.0 * log_likelihood + parameters * price;
    let counted = (n - usize::from(has_constant)) as f64;
    let condition_number = condition(&basis.triangle_as_asked())?;
    let scaled_condition_number = condition(&basis.r.with_unit_columns())?;
    let in_units = |values: &mut dyn Iterator<Item = f64>| values.map(|v| v * unit).collect();
    let residuals: Vec<f64> = in_units(
        &mut solution
            .residuals
            .iter()
            .zip(roots)
            .map(|(residual, root)| residual / root),
    );
    // Those that the diagnostics are about.
    let whitened: Vec<f64> = in_units(&mut solution.residuals.iter().map(|r| r / weight_unit));
    let tests = || both_tests(&whitened);
    let in_a_row = || durbin_watson(&whitened).ok();
    let ((jarque_bera, omnibus), durbin_watson) = if n > 10_000 {
        rayon::join(tests, in_a_row)
    } else {
        (tests(), in_a_row())
    };
    let fitted = y
        .iter()
        .zip(&solution.residuals)
        .zip(roots)
        .map(|((y, r), root)| y - r / root);
    let in_sd = |residual: &f64| {
        if sigma2 > 0.0 {
            residual / sigma2.sqrt()
        } else {
            0.0
        }
    };
    Ok(OlsFit {
        response: "y".into(),
        coefficients,
        covariance: scaled_rows(&covariance, inner_sd * inner_sd),
        n,
        dropped: rows.dropped,
        df_model,
        df_resid,
        has_constant,
        ssr: ssr * unit * unit / weight_unit / weight_unit,
        ess: ess * unit * unit / weight_unit / weight_unit,
        residual_sd: inner_sd / weight_unit,
        r_squared,
        adj_r_squared: 1.0 - counted / df_resid as f64 * (1.0 - r_squared),
        f_test,
        log_likelihood,
        aic: criterion(kf, 2.0),
        bic: criterion(kf, libm::log(nf)),
        aic_r: criterion(kf + 1.0, 2.0),
        bic_r: criterion(kf + 1.0, libm::log(nf)),
        condition_number,
        scaled_condition_number,
        durbin_watson,
        jarque_bera,
        omnibus,
        fitted: in_units(&mut { fitted }),
        residuals,
        weights: weights.map(|w| w.given.to_vec()),
        zero_weights: rows.zero_weights,
        internal: in_units(&mut solution.coefficients.iter().map(|c| c.value())),
        inner_sd,
        inner_residuals: solution.residuals.iter().map(in_sd).collect(),
        kept: rows.kept,
        all_rows: rows.all,
        basis,
    })
}

/// Returns the largest singular value over the smallest.
///
/// Columns that are scaled very differently may be independent and yet have no smallest value.
fn condition(triangle: &Matrix) -> Result<f64, StatsError> {
    let singular = svd(triangle)?.values;
    Ok(singular
        .get(triangle.columns() - 1)
        .map_or(f64::INFINITY, |least| singular[0] / least))
}

/// Values less their weighted mean, times the roots of their weights.
fn deviations(y: &[f64], roots: &[f64]) -> Vec<f64> {
    let total = two_float::sum(roots.iter().map(|root| root * root)).value();
    let mean_of = |values: &mut dyn Iterator<Item = f64>| {
        let terms = values.zip(roots).map(|(value, root)| value * root * root);
        two_float::sum(terms).value() / total
    };
    // What a first mean leaves is small, and so is the rounding of its own mean.
    let near = mean_of(&mut y.iter().copied());
    let off = |y: &f64| two_sum(*y, -near);
    let rest = TwoFloat::from(mean_of(&mut y.iter().map(|y| off(y).value())));
    let rows = y.iter().zip(roots);
    rows.map(|(y, root)| (off(y) - rest).value() * root)
        .collect()
}

/// Returns the rows of the table; `unit` is that of the solution, the other figures are in those asked
/// for.
fn table(
    basis: &Basis,
    solution: &Solution,
    unit: f64,
    residual_sd: f64,
    df: f64,
) -> Result<Vec<Coefficient>, StatsError> {
    let reference = Reference::new(Some(df));
    let mut rows = Vec::with_capacity(basis.columns.names.len());
    for (j, estimate) in solution
        .as_asked(&basis.columns.back)
        .into_iter()
        .enumerate()
    {
        let estimate = estimate * unit;
        let std_err = residual_sd * norm(&basis.from_q.row(j));
        if !(estimate.is_finite() && std_err.is_finite()) {
            return Err(StatsError::Overflow {
                what: "coefficients",
            });
        }
        rows.push(reference.row(&basis.columns.names[j], estimate, std_err));
    }
    Ok(rows)
}

fn sum_of_squares(values: impl Iterator<Item = f64>) -> f64 {
    two_float::sum(values.map(|v| v * v)).value()
}

/// Returns whether some combination of the columns is 1, times the root of the weight, in every row.
fn spans_constant(q: &Matrix, roots: &[f64]) -> bool {
    let nearest = q.times(&q.transposed_times(roots));
    let off: Vec<f64> = nearest.iter().zip(roots).map(|(v, one)| v - one).collect();
    norm(&off) < 1e-10 * norm(roots)
}

fn scaled_rows(matrix: &Matrix, factor: f64) -> Vec<Vec<f64>> {
    let mut rows = matrix.to_rows();
    rows.iter_mut().flatten().for_each(|value| *value *= factor);
    rows
}

#[cfg(test)]
mod tests;
