//! The regularised incomplete gamma function.

use super::saddle_point::{deviance, stirling_error};

/// `Q(a, x)`, the chance that a gamma variable of shape `a` is at least `x`; both positive.
///
/// By the series and the continued fraction of Press et al., "Numerical Recipes", 3rd edition,
/// section 6.2, with the factor before them from the saddle-point expansion.
pub(crate) fn upper(a: f64, x: f64) -> f64 {
    if x.is_infinite() {
        0.0
    } else if x < a + 1.0 {
        1.0 - power_term(a, x) * series(a, x)
    } else {
        power_term(a, x) * continued_fraction(a, x)
    }
}

/// `P(a, x)`, the chance that it is at most `x`.
pub(crate) fn lower(a: f64, x: f64) -> f64 {
    if x.is_infinite() {
        1.0
    } else if x < a + 1.0 {
        power_term(a, x) * series(a, x)
    } else {
        1.0 - power_term(a, x) * continued_fraction(a, x)
    }
}

/// `x^a e^-x / gamma(a)`.
pub(crate) fn power_term(a: f64, x: f64) -> f64 {
    a * libm::exp(-stirling_error(a) - deviance(a, x)) / (std::f64::consts::TAU * a).sqrt()
}

fn series(a: f64, x: f64) -> f64 {
    let mut term = 1.0 / a;
    let mut sum = term;
    for step in 1..200_000 {
        term *= x / (a + f64::from(step));
        sum += term;
        if term < sum * 1e-17 {
            break;
        }
    }
    sum
}

fn continued_fraction(a: f64, x: f64) -> f64 {
    const TINY: f64 = 1e-300;
    let mut b = x + 1.0 - a;
    let mut c = 1.0 / TINY;
    let mut d = 1.0 / b;
    let mut h = d;
    for step in 1..200_000 {
        let i = f64::from(step);
        let numerator = -i * (i - a);
        b += 2.0;
        d = 1.0 / (numerator * d + b);
        c = b + numerator / c;
        let change = d * c;
        h *= change;
        if (change - 1.0).abs() < 1e-16 {
            break;
        }
    }
    h
}
