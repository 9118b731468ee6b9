//! The regularised incomplete beta function.

use super::saddle_point::{deviance, stirling_error};

/// `I_x(a, b)`, given `x` and `y = 1 - x`, both at full precision.
///
/// DiDonato and Morris (1992), "Significant digit computation of the incomplete beta function ratios",
/// ACM Transactions on Mathematical Software 18, 360-373, with the factor before the continued
/// fraction from the saddle-point expansion.
pub(crate) fn lower(a: f64, b: f64, x: f64, y: f64) -> f64 {
    // Written so that NaN ends here too.
    if !(a > 0.0 && b > 0.0 && a.is_finite() && b.is_finite() && x >= 0.0 && y >= 0.0) {
        return f64::NAN;
    }
    if x == 0.0 {
        return 0.0;
    }
    if y == 0.0 {
        return 1.0;
    }
    let factor = power_term(a, b, x, y);
    // The distance from the mean, from whichever of x and y is small.
    let excess = if x < 0.5 {
        a - (a + b) * x
    } else {
        (a + b) * y - b
    };
    if excess >= 0.0 {
        factor * continued_fraction(a, b, x, excess)
    } else {
        1.0 - factor * continued_fraction(b, a, y, -excess)
    }
}

/// `x^a y^b / B(a, b)`.
pub(crate) fn power_term(a: f64, b: f64, x: f64, y: f64) -> f64 {
    let n = a + b;
    let exponent = stirling_error(n)
        - stirling_error(a)
        - stirling_error(b)
        - deviance(a, n * x)
        - deviance(b, n * y);
    (a / n * b / std::f64::consts::TAU).sqrt() * libm::exp(exponent)
}

/// Returns the continued fraction of DiDonato and Morris, `1 / (b_1 + a_2 / (b_2 + ...))`, by Lentz's
/// method; it needs about `sqrt(max(a, b))` steps. `excess` is `a - (a + b) x`, without cancellation.
fn continued_fraction(a: f64, b: f64, x: f64, excess: f64) -> f64 {
    const TINY: f64 = 1e-300;
    let away_from_zero = |v: f64| if v.abs() < TINY { TINY } else { v };
    let denominator = |n: f64| {
        let odd = a + 2.0 * n;
        n + n * (b - n) * x / (odd - 1.0) + (a + n) * (excess + 1.0 + n * (2.0 - x)) / (odd + 1.0)
    };
    // The first one without the term that vanishes, whose divisor may vanish too.
    let mut h = away_from_zero(a * (excess + 1.0) / (a + 1.0));
    let mut c = h;
    let mut d = 0.0;
    for step in 1..200_000 {
        let n = f64::from(step);
        let odd = a + 2.0 * n - 1.0;
        let numerator = (a + n - 1.0) / odd * ((a + b + n - 1.0) / odd) * n * (b - n) * x * x;
        let next = denominator(n);
        d = 1.0 / away_from_zero(next + numerator * d);
        c = away_from_zero(next + numerator / c);
        let change = c * d;
        h *= change;
        if (change - 1.0).abs() < 1e-16 {
            break;
        }
    }
    1.0 / h
}
