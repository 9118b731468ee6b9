//! Owen's T function.

use std::f64::consts::TAU;

use crate::quadrature::integral;

/// `T(h, a)`, the chance that of two independent standard normal variables one is above `h` and
/// the other between 0 and `a` times it, for `0 <= a <= 1`; with all its digits in the tail too.
///
/// `exp(-h^2 / 2) / (2 pi)` times the integral of `exp(-(h x)^2 / 2) / (1 + x^2)` from 0 to `a`.
/// With 24 nodes the poles at `-+i` leave an error below 1e-30, and the exponential one below 1e-17
/// up to `h x = 9`, behind which there is less than 1e-17 of it.
///
/// Owen (1956), "Tables for computing bivariate normal probabilities", Annals of Mathematical
/// Statistics 27, 1075-1090.
pub(crate) fn owens_t(h: f64, a: f64) -> f64 {
    const NEGLIGIBLE: f64 = 9.0;
    let h = h.abs();
    let end = if a * h > NEGLIGIBLE {
        NEGLIGIBLE / h
    } else {
        a
    };
    let integrand = |x: f64| libm::exp(-0.5 * (h * x) * (h * x)) / (1.0 + x * x);
    libm::exp(-0.5 * h * h) * integral(0.0, end, integrand) / TAU
}
