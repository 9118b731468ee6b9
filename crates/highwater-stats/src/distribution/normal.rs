//! The normal distribution.

use std::f64::consts::{FRAC_1_SQRT_2, SQRT_2, TAU};

/// The chance that a standard normal variable is at least `z`.
pub(crate) fn normal_sf(z: f64) -> f64 {
    0.5 * libm::erfc(z * FRAC_1_SQRT_2)
}

/// The chance that a standard normal variable is at most `z`.
pub(crate) fn normal_cdf(z: f64) -> f64 {
    normal_sf(-z)
}

/// Returns the `z` with `p` of the distribution below it; infinite for 0 and 1.
///
/// A start good to three digits (Abramowitz and Stegun 1964, 26.2.23), then steps of Halley's
/// method, each of which triples the digits.
pub(crate) fn normal_quantile(p: f64) -> f64 {
    if p.is_nan() || !(0.0..=1.0).contains(&p) {
        return f64::NAN;
    }
    if p > 0.5 {
        // 1 - p is exact there.
        return -normal_quantile(1.0 - p);
    }
    if p == 0.0 {
        return f64::NEG_INFINITY;
    }
    if p == 0.5 {
        return 0.0;
    }
    let t = (-2.0 * libm::log(p)).sqrt();
    let start = (2.515517 + t * (0.802853 + t * 0.010328))
        / (1.0 + t * (1.432788 + t * (0.189269 + t * 0.001308)));
    let mut z = start - t;
    for _ in 0..3 {
        // Near the centre `sf - p` would cancel, and erf has the digits.
        let excess = if p > 0.25 {
            0.5 * libm::erf(z / SQRT_2) - (p - 0.5)
        } else {
            normal_cdf(z) - p
        };
        let newton = excess * TAU.sqrt() * libm::exp(0.5 * z * z);
        z -= newton / (1.0 + 0.5 * z * newton);
    }
    z
}
