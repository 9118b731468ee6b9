//! The two terms of Loader's saddle-point expansion, which give binomial and Poisson densities at
//! full precision where a difference of log-gammas cancels.
//!
//! Loader, C. (2000), "Fast and accurate computation of binomial probabilities"; as in R's nmath.

/// Returns the error of Stirling's formula: `ln(z!) - (z + 1/2) ln z + z - ln(2 pi)/2`.
pub(crate) fn stirling_error(z: f64) -> f64 {
    const HALF_LN_2_PI: f64 = 0.918_938_533_204_672_8;
    if z <= 15.0 {
        return libm::lgamma(z + 1.0) - (z + 0.5) * libm::log(z) + z - HALF_LN_2_PI;
    }
    let inverse_square = 1.0 / (z * z);
    let series = 1.0 / 12.0
        - inverse_square
            * (1.0 / 360.0
                - inverse_square
                    * (1.0 / 1260.0
                        - inverse_square
                            * (1.0 / 1680.0
                                - inverse_square
                                    * (1.0 / 1188.0 - inverse_square * 691.0 / 360_360.0))));
    series / z
}

/// The deviance `x ln(x / m) + m - x`, without cancellation where `x` is near `m`.
pub(crate) fn deviance(x: f64, m: f64) -> f64 {
    if (x - m).abs() >= 0.1 * (x + m) {
        return x * libm::log(x / m) + m - x;
    }
    let v = (x - m) / (x + m);
    let mut sum = (x - m) * v;
    let mut power = 2.0 * x * v;
    for odd in (3..2000).step_by(2) {
        power *= v * v;
        let next = sum + power / f64::from(odd);
        if next == sum {
            break;
        }
        sum = next;
    }
    sum
}
