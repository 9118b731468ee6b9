//! Growth over months as a factor a year and as a doubling time.

use highwater_facts::{Quantity, Unit};
use highwater_stats::Growth;

/// The factor a year that gives `factor` over `months`: `factor^(12 / months)`.
pub(crate) fn annual_factor(factor: &Quantity, months: i32) -> Quantity {
    factor.map(Unit::Ratio, |x| {
        steady(x, months).map_or(f64::NAN, |growth| growth.factor_per_year())
    })
}

/// The months in which a steady growth that gives `factor` over `months` doubles. For a fall by
/// `factor`, the months in which it halves.
pub(crate) fn doubling_months(factor: &Quantity, months: i32) -> Quantity {
    factor.map(Unit::Months, |x| {
        steady(x, months).map_or(f64::NAN, |growth| growth.doubling_months())
    })
}

/// The steady growth that gives a factor over months; none for a factor that is not positive.
fn steady(factor: f64, months: i32) -> Option<Growth> {
    Growth::from_oom_per_year(libm::log10(factor) * 12.0 / f64::from(months), None).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_factor_of_four_in_a_year_doubles_twice() {
        let four = Quantity::exact(4.0, Unit::Ratio);
        assert!((doubling_months(&four, 12).low() - 6.0).abs() < 1e-12);
        assert!((annual_factor(&four, 6).low() - 16.0).abs() < 1e-12);
    }

    #[test]
    fn a_range_stays_a_range() {
        let factor = Quantity::range(10.0, 50.0, Unit::Ratio).unwrap();
        let halving = doubling_months(&factor, 18);
        // 18 / log2(50) and 18 / log2(10).
        assert!((halving.low() - 3.189309).abs() < 1e-6, "{}", halving.low());
        assert!(
            (halving.high() - 5.418540).abs() < 1e-6,
            "{}",
            halving.high()
        );
    }
}
