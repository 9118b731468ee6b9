//! Tests of normality from skewness and kurtosis.

use std::fmt;

use crate::distribution::{chi_squared_sf, normal_sf};
use crate::error::StatsError;
use crate::g_format::g;
use crate::missing::at_least;
use crate::moments::Centred;

/// The Jarque-Bera test of normality.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct JarqueBeraTest {
    /// `n / 6 (skewness^2 + (kurtosis - 3)^2 / 4)`.
    pub statistic: f64,
    /// From the chi-squared distribution with 2 degrees of freedom, `exp(-statistic / 2)`.
    pub p_value: f64,
    /// The [skewness](crate::skewness), 0 for a normal distribution.
    pub skewness: f64,
    /// The [kurtosis](crate::kurtosis), 3 for a normal distribution.
    pub kurtosis: f64,
}

/// The Jarque-Bera test of whether skewness and kurtosis are those of a normal distribution.
///
/// The chi-squared distribution holds for large samples only; below a few hundred values the p value
/// is too small.
///
/// # Errors
///
/// [`StatsError::TooFew`] for no values; [`StatsError::Constant`] where all are equal;
/// [`StatsError::Missing`] and [`StatsError::NotFinite`] for NaN and infinities.
///
/// # Example
///
/// ```
/// // Residuals from statsmodels' tests; statsmodels 0.14: jarque_bera(x).
/// let x = [
///     -0.1184, -1.3403, 0.0063, -0.612, -0.3869, -0.2313, -2.8485, -0.2167, 0.4153, 1.8492,
///     -0.3706, 0.9726, -0.1501, -0.0337, -1.4423, 1.2489, 0.9182, -0.2331, -0.6182, 0.183,
/// ];
/// let test = highwater_stats::jarque_bera(&x)?;
/// assert!((test.statistic - 1.9662677226861702).abs() < 1e-12);
/// assert_eq!(test.to_string(), "JB = 1.966, p = 0.3741 (skewness -0.5153, kurtosis 4.139)");
/// # Ok::<(), highwater_stats::StatsError>(())
/// ```
///
/// # References
///
/// Jarque and Bera (1987), "A test for normality of observations and regression residuals",
/// International Statistical Review 55, 163-172.
pub fn jarque_bera(values: &[f64]) -> Result<JarqueBeraTest, StatsError> {
    let centred = Centred::varying("values", values)?;
    Ok(Shape::of(&centred).jarque_bera())
}

impl fmt::Display for JarqueBeraTest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "JB = {}, p = {} (skewness {}, kurtosis {})",
            g(self.statistic, 4),
            g(self.p_value, 4),
            g(self.skewness, 4),
            g(self.kurtosis, 4)
        )
    }
}

/// D'Agostino and Pearson's omnibus test of normality with its two parts.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct OmnibusTest {
    /// `skew_z^2 + kurtosis_z^2`.
    pub statistic: f64,
    /// From the chi-squared distribution with 2 degrees of freedom.
    pub p_value: f64,
    /// The skewness transformed to a standard normal variable.
    pub skew_z: f64,
    /// The two-sided p of `skew_z`.
    pub skew_p: f64,
    /// The kurtosis transformed to a standard normal variable.
    pub kurtosis_z: f64,
    /// The two-sided p of `kurtosis_z`.
    pub kurtosis_p: f64,
}

/// D'Agostino and Pearson's omnibus test of normality, K^2, that of a regression summary.
///
/// For data with two far humps the kurtosis leaves the range of its transformation; the signed cube
/// root is taken then, as scipy and statsmodels do.
/// A skewness of exactly 0 gives a `skew_z` of 0 (scipy 1.13 puts 1 in its place).
///
/// # Errors
///
/// As [`jarque_bera`]; [`StatsError::TooFew`] for fewer than 8 values, where it is not defined.
///
/// # Example
///
/// ```
/// // Residuals from statsmodels' tests, whose figures come from R's fBasics: 3.9941, p 0.13573.
/// let x = [
///     -0.1184, -1.3403, 0.0063, -0.612, -0.3869, -0.2313, -2.8485, -0.2167, 0.4153, 1.8492,
///     -0.3706, 0.9726, -0.1501, -0.0337, -1.4423, 1.2489, 0.9182, -0.2331, -0.6182, 0.183,
/// ];
/// let test = highwater_stats::omnibus(&x)?;
/// assert!((test.statistic - 3.994138321207883).abs() < 1e-12);
/// assert!((test.p_value - 0.1357325110375005).abs() < 1e-13);
/// # Ok::<(), highwater_stats::StatsError>(())
/// ```
///
/// # References
///
/// D'Agostino, Belanger and D'Agostino (1990), "A suggestion for using powerful and informative tests
/// of normality", The American Statistician 44, 316-321; Anscombe and Glynn (1983), Biometrika 70,
/// 227-234; scipy's `skewtest`, `kurtosistest`, `normaltest`.
pub fn omnibus(values: &[f64]) -> Result<OmnibusTest, StatsError> {
    let centred = Centred::new("values", values)?;
    at_least("values", LEAST_FOR_OMNIBUS, values.len())?;
    crate::missing::varies("values", values)?;
    Ok(Shape::of(&centred).omnibus())
}

/// Returns both tests of the same values, whose moments are computed once; `None` for values that are
/// too few or all equal.
pub(crate) fn both_tests(values: &[f64]) -> (Option<JarqueBeraTest>, Option<OmnibusTest>) {
    let Ok(centred) = Centred::varying("values", values) else {
        return (None, None);
    };
    let shape = Shape::of(&centred);
    let is_enough = values.len() >= LEAST_FOR_OMNIBUS;
    (
        Some(shape.jarque_bera()),
        is_enough.then(|| shape.omnibus()),
    )
}

/// The omnibus test's approximations hold from here on.
const LEAST_FOR_OMNIBUS: usize = 8;

/// What both tests are made of.
struct Shape {
    n: f64,
    skewness: f64,
    kurtosis: f64,
}

impl Shape {
    fn of(centred: &Centred) -> Self {
        let n = centred.deviations.len();
        let (skewness, kurtosis) = if n > 10_000 {
            rayon::join(|| centred.skewness(), || centred.kurtosis())
        } else {
            (centred.skewness(), centred.kurtosis())
        };
        Shape {
            n: n as f64,
            skewness,
            kurtosis,
        }
    }

    fn jarque_bera(&self) -> JarqueBeraTest {
        let excess = self.kurtosis - 3.0;
        let squares = self.skewness * self.skewness + excess * excess / 4.0;
        let statistic = self.n / 6.0 * squares;
        JarqueBeraTest {
            statistic,
            p_value: chi_squared_sf(statistic, 2.0),
            skewness: self.skewness,
            kurtosis: self.kurtosis,
        }
    }

    fn omnibus(&self) -> OmnibusTest {
        let skew_z = skew_z(self.skewness, self.n);
        let kurtosis_z = kurtosis_z(self.kurtosis, self.n);
        let statistic = skew_z * skew_z + kurtosis_z * kurtosis_z;
        OmnibusTest {
            statistic,
            p_value: chi_squared_sf(statistic, 2.0),
            skew_z,
            skew_p: 2.0 * normal_sf(skew_z.abs()),
            kurtosis_z,
            kurtosis_p: 2.0 * normal_sf(kurtosis_z.abs()),
        }
    }
}

impl fmt::Display for OmnibusTest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "K2 = {}, p = {} (skewness z {}, kurtosis z {})",
            g(self.statistic, 4),
            g(self.p_value, 4),
            g(self.skew_z, 4),
            g(self.kurtosis_z, 4)
        )
    }
}

fn skew_z(skewness: f64, n: f64) -> f64 {
    let y = skewness * ((n + 1.0) * (n + 3.0) / (6.0 * (n - 2.0))).sqrt();
    let beta2 = 3.0 * (n * n + 27.0 * n - 70.0) * (n + 1.0) * (n + 3.0)
        / ((n - 2.0) * (n + 5.0) * (n + 7.0) * (n + 9.0));
    let w2 = -1.0 + (2.0 * (beta2 - 1.0)).sqrt();
    let delta = 1.0 / (0.5 * libm::log(w2)).sqrt();
    let alpha = (2.0 / (w2 - 1.0)).sqrt();
    delta * libm::asinh(y / alpha)
}

fn kurtosis_z(kurtosis: f64, n: f64) -> f64 {
    let mean = 3.0 * (n - 1.0) / (n + 1.0);
    let variance =
        24.0 * n * (n - 2.0) * (n - 3.0) / ((n + 1.0) * (n + 1.0) * (n + 3.0) * (n + 5.0));
    let x = (kurtosis - mean) / variance.sqrt();
    let root_beta1 = 6.0 * (n * n - 5.0 * n + 2.0) / ((n + 7.0) * (n + 9.0))
        * (6.0 * (n + 3.0) * (n + 5.0) / (n * (n - 2.0) * (n - 3.0))).sqrt();
    let a = 6.0
        + 8.0 / root_beta1 * (2.0 / root_beta1 + (1.0 + 4.0 / (root_beta1 * root_beta1)).sqrt());
    let centre = 1.0 - 2.0 / (9.0 * a);
    let spread = 1.0 + x * (2.0 / (a - 4.0)).sqrt();
    let root = libm::cbrt((1.0 - 2.0 / a) / spread.abs()).copysign(spread);
    (centre - root) / (2.0 / (9.0 * a)).sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_symmetric_sample_has_a_skew_z_of_zero() {
        let values: Vec<f64> = (-4..=4).map(f64::from).collect();
        let test = omnibus(&values).unwrap();
        assert_eq!((test.skew_z, test.skew_p), (0.0, 1.0));
    }

    #[test]
    fn seven_values_are_too_few_for_the_omnibus_and_not_for_jarque_bera() {
        let values = [179.0, 160.0, 136.0, 227.0, 217.0, 168.0, 108.0];
        assert!(matches!(
            omnibus(&values),
            Err(StatsError::TooFew { needed: 8, .. })
        ));
        assert!(jarque_bera(&values).is_ok());
        assert!(jarque_bera(&[2.0; 9]).is_err());
    }
}
