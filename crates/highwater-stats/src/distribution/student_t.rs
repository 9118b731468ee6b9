//! Student's t distribution.

use super::beta;
use super::normal::{normal_quantile, normal_sf};
use crate::sort_key::first_where;

/// The chance that a t variable with `df` degrees of freedom, whole or not, is at least `t`.
pub(crate) fn t_sf(t: f64, df: f64) -> f64 {
    if t.is_nan() || df.is_nan() || df <= 0.0 {
        return f64::NAN;
    }
    if df.is_infinite() {
        return normal_sf(t);
    }
    if t < 0.0 {
        return 1.0 - t_sf(-t, df);
    }
    let ratio = t * (t / df);
    if ratio.is_infinite() {
        // Far out the tail is a power: I_x(a, 1/2) = x^a / (a B(a, 1/2)), below any double here
        // except for a fraction of a degree of freedom.
        return far_tail(t, df);
    }
    0.5 * beta::lower(0.5 * df, 0.5, 1.0 / (1.0 + ratio), ratio / (1.0 + ratio))
}

fn far_tail(t: f64, df: f64) -> f64 {
    if t.is_infinite() {
        return 0.0;
    }
    let a = 0.5 * df;
    let ln_beta = libm::lgamma(a) + libm::lgamma(0.5) - libm::lgamma(a + 0.5);
    0.5 * libm::exp(a * (libm::log(df) - 2.0 * libm::log(t)) - libm::log(a) - ln_beta)
}

/// Returns the `t` with `tail` of the distribution above it, for a tail of at most one half.
pub(crate) fn t_quantile_above(tail: f64, df: f64) -> f64 {
    if !(tail > 0.0 && tail <= 0.5) || df.is_nan() || df <= 0.0 {
        return f64::NAN;
    }
    if df.is_infinite() {
        return -normal_quantile(tail);
    }
    first_where(|t| t >= 0.0 && t_sf(t, df) <= tail)
}
