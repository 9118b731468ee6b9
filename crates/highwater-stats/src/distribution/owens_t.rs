//! Owen's T function.

use std::f64::consts::{PI, TAU};
use std::sync::LazyLock;

/// Half of the nodes of the quadrature; the others are their negatives.
const HALF: usize = 12;

/// `T(h, a)`, the chance that of two independent standard normal variables one is above `h` and
/// the other between 0 and `a` times it, for `0 <= a <= 1`; with all its digits in the tail too.
///
/// `exp(-h^2 / 2) / (2 pi)` times the integral of `exp(-(h x)^2 / 2) / (1 + x^2)` from 0 to `a`, by
/// Gauss and Legendre's rule with 24 nodes.
/// The poles at `-+i` leave an error below 1e-30 on `0 ..= 1`, the exponential one below 1e-17 up to
/// `h x = 9`, behind which there is less than 1e-17 of it.
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
    let middle = 0.5 * end;
    let sum: f64 = RULE
        .iter()
        .map(|(node, weight)| {
            weight * (integrand(middle - middle * node) + integrand(middle + middle * node))
        })
        .sum();
    libm::exp(-0.5 * h * h) * middle * sum / TAU
}

static RULE: LazyLock<[(f64, f64); HALF]> = LazyLock::new(gauss_legendre);

/// The positive nodes on `-1 ..= 1` and their weights: the zeros of the Legendre polynomial, by
/// Newton's method from `cos(pi (i + 3/4) / (n + 1/2))`.
///
/// Press et al., "Numerical Recipes", 3rd edition, section 4.6.
fn gauss_legendre() -> [(f64, f64); HALF] {
    const N: usize = 2 * HALF;
    let n = N as f64;
    std::array::from_fn(|i| {
        let mut x = libm::cos(PI * (i as f64 + 0.75) / (n + 0.5));
        let mut slope = 1.0;
        // The start is good to three digits, and each step doubles them.
        for _ in 0..5 {
            let (mut p, mut before) = (1.0, 0.0);
            for j in 0..N {
                let j = j as f64;
                (p, before) = (((2.0 * j + 1.0) * x * p - j * before) / (j + 1.0), p);
            }
            slope = n * (x * p - before) / (x * x - 1.0);
            x -= p / slope;
        }
        (x, 2.0 / ((1.0 - x * x) * slope * slope))
    })
}
