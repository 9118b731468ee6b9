//! Integrals of smooth functions.

use std::f64::consts::PI;
use std::sync::LazyLock;

/// Half of the nodes; the others are their negatives.
const HALF: usize = 12;

/// The positive nodes on `-1 ..= 1` and their weights.
static RULE: LazyLock<[(f64, f64); HALF]> = LazyLock::new(rule);

/// Returns the integral from `from` to `to`, by Gauss and Legendre's rule with 24 nodes: exact for
/// polynomials of degree 47.
pub(crate) fn integral(from: f64, to: f64, function: impl Fn(f64) -> f64) -> f64 {
    let (middle, half) = (0.5 * (from + to), 0.5 * (to - from));
    let sum: f64 = RULE
        .iter()
        .map(|(node, weight)| {
            weight * (function(middle - half * node) + function(middle + half * node))
        })
        .sum();
    half * sum
}

/// Returns the zeros of the Legendre polynomial, by Newton's method from
/// `cos(pi (i + 3/4) / (n + 1/2))`.
///
/// Press et al., "Numerical Recipes", 3rd edition, section 4.6.
fn rule() -> [(f64, f64); HALF] {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn polynomials_are_exact_up_to_degree_47() {
        for degree in [0, 1, 2, 17, 46, 47] {
            let power = |x: f64, degree: u16| (0..degree).fold(1.0, |power, _| power * x);
            let got = integral(-1.0, 2.0, |x| power(x, degree));
            let want = (power(2.0, degree + 1) - power(-1.0, degree + 1)) / f64::from(degree + 1);
            // Each factor of the power may be off by a rounding, and so may a node.
            let rounding = f64::from(degree + 8) * f64::EPSILON;
            assert!(
                (got / want - 1.0).abs() < rounding,
                "{degree}: {got} {want}"
            );
        }
    }
}
