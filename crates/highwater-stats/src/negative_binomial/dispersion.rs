//! The slope of the negative binomial likelihood in `alpha`.

use crate::poisson::counts::ONE_BY_ONE;

/// Counts, sorted for the sums over them.
pub(super) struct Dispersion {
    y: Vec<f64>,
    /// For each `j` below the largest count that is added one by one, how many counts are above `j`.
    above: Vec<f64>,
}

impl Dispersion {
    pub(super) fn new(y: &[f64]) -> Self {
        let largest = y.iter().copied().fold(0.0, f64::max).min(ONE_BY_ONE);
        let mut above = vec![0.0; largest as usize];
        for count in y {
            for entry in above.iter_mut().take(*count as usize) {
                *entry += 1.0;
            }
        }
        Dispersion {
            y: y.to_vec(),
            above,
        }
    }

    /// The slope at `alpha = 0`, where the expectations are Poisson's; up to a factor of two the
    /// squares about them less their sum.
    pub(super) fn score_at_zero(&self, mu: &[f64]) -> f64 {
        let rows = self.y.iter().zip(mu);
        0.5 * rows.map(|(y, mu)| (y - mu) * (y - mu) - y).sum::<f64>()
    }

    /// Returns the first and second derivative of the log likelihood in `alpha`, at fixed expectations.
    pub(super) fn slopes(&self, alpha: f64, mu: &[f64]) -> (f64, f64) {
        let (mut slope, mut bend) = (0.0, 0.0);
        for (j, rows) in (0..).zip(&self.above) {
            let j = f64::from(j);
            let term = j / (1.0 + alpha * j);
            slope += rows * term;
            bend -= rows * term * term;
        }
        for (y, mu) in self.y.iter().zip(mu) {
            if *y > ONE_BY_ONE {
                let (more, less) = many(*y, alpha);
                slope += more;
                bend -= less;
            }
            let x = alpha * mu;
            let wide = 1.0 + x;
            let (h, h_slope) = excess(x);
            slope += mu * mu * h - y * mu / wide;
            bend += mu * mu * mu * h_slope + y * (mu / wide) * (mu / wide);
        }
        (slope, bend)
    }
}

/// `sum(t)` and `sum(t^2)` of `t = j / (1 + alpha j)` for `j` from 1000 to `y - 1`, by Euler and
/// Maclaurin's formula.
fn many(y: f64, alpha: f64) -> (f64, f64) {
    let term = |j: f64| j / (1.0 + alpha * j);
    let slope = |j: f64| 1.0 / (1.0 + alpha * j) / (1.0 + alpha * j);
    let ln = |j: f64| libm::log1p(alpha * j);
    let m = ONE_BY_ONE;
    // Integrals of t and t^2; for a small alpha the closed forms cancel, and the terms are powers.
    let (whole, whole_square) = if alpha * y < 1e-4 {
        let power =
            |n: i32| (libm::pow(y, f64::from(n)) - libm::pow(m, f64::from(n))) / f64::from(n);
        let a = alpha;
        (
            power(2) - a * power(3) + a * a * power(4) - a * a * a * power(5),
            power(3) - 2.0 * a * power(4) + 3.0 * a * a * power(5) - 4.0 * a * a * a * power(6),
        )
    } else {
        let a = alpha;
        let whole = |j: f64| j / a - ln(j) / a / a;
        let square = |j: f64| (j - 2.0 * ln(j) / a - 1.0 / (a * (1.0 + a * j))) / a / a;
        (whole(y) - whole(m), square(y) - square(m))
    };
    let half = |f: &dyn Fn(f64) -> f64| -0.5 * (f(y) - f(m));
    let square = |j: f64| term(j) * term(j);
    let square_slope = |j: f64| 2.0 * term(j) * slope(j);
    (
        whole + half(&term) + (slope(y) - slope(m)) / 12.0,
        whole_square + half(&square) + (square_slope(y) - square_slope(m)) / 12.0,
    )
}

/// `h = (ln(1 + x) - x / (1 + x)) / x^2` and its derivative, without cancellation for a small `x`.
fn excess(x: f64) -> (f64, f64) {
    if x < 0.02 {
        // (-x)^n (n + 1) / (n + 2)
        let (mut h, mut slope, mut power) = (0.0, 0.0, 1.0);
        for n in 0..12 {
            let n = f64::from(n);
            let factor = (n + 1.0) / (n + 2.0);
            h += power * factor;
            slope -= power * (n + 1.0) * (n + 2.0) / (n + 3.0);
            power *= -x;
        }
        return (h, slope);
    }
    let wide = 1.0 + x;
    let h = (libm::log1p(x) - x / wide) / x / x;
    (h, 1.0 / (x * wide * wide) - 2.0 * h / x)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_forms_of_the_excess_meet() {
        let (below, above) = (excess(0.019999999), excess(0.020000001));
        assert!((below.0 - above.0).abs() < 1e-8 && (below.1 - above.1).abs() < 1e-7);
        assert_eq!(excess(0.0), (0.5, -2.0 / 3.0));
    }

    #[test]
    fn many_terms_are_summed_as_one() {
        for (y, alpha) in [(3000.0, 1e-9), (3000.0, 0.01), (20_000.0, 2.0)] {
            let terms = (1000..y as u32).map(|j| f64::from(j) / (1.0 + alpha * f64::from(j)));
            let (sum, squares) = many(y, alpha);
            let want: f64 = terms.clone().sum();
            assert!((sum / want - 1.0).abs() < 1e-11, "{y} {alpha}");
            let want: f64 = terms.map(|t| t * t).sum();
            assert!((squares / want - 1.0).abs() < 1e-9, "{y} {alpha}");
        }
    }

    #[test]
    fn the_slope_leads_to_that_at_zero() {
        let (y, mu) = ([0.0, 3.0, 7.0, 2.0], [1.5, 2.5, 4.0, 2.0]);
        let dispersion = Dispersion::new(&y);
        let (near, _) = dispersion.slopes(1e-12, &mu);
        assert!((near - dispersion.score_at_zero(&mu)).abs() < 1e-9);
    }
}
