//! Growth over months as a factor a year and as a doubling time.

use highwater_facts::{Origin, Traced, Unit};
use highwater_stats::Growth;

/// The factor a year that gives `factor` over `months`: `factor^(12 / months)`.
pub(crate) fn annual_factor(factor: &Traced, months: &Traced) -> Traced {
    steadily("factor a year", Unit::Ratio, factor, months, |growth| {
        growth.factor_per_year()
    })
}

/// The months in which a steady growth that gives `factor` over `months` doubles. For a fall by
/// `factor`, the months in which it halves.
pub(crate) fn doubling_months(factor: &Traced, months: &Traced) -> Traced {
    steadily("doubling time", Unit::Months, factor, months, |growth| {
        growth.doubling_months()
    })
}

fn steadily(
    name: &str,
    unit: Unit,
    factor: &Traced,
    months: &Traced,
    of: impl Fn(Growth) -> f64,
) -> Traced {
    let quantity = factor
        .value()
        .map(unit, |x| steady(x, months.low()).map_or(f64::NAN, &of));
    let operands = [factor.origin(), months.origin()];
    Traced::new(quantity, Origin::function(name, operands))
}

/// The steady growth that gives a factor over months; none for a factor that is not positive.
fn steady(factor: f64, months: f64) -> Option<Growth> {
    Growth::from_oom_per_year(libm::log10(factor) * 12.0 / months, None).ok()
}

#[cfg(test)]
mod tests {
    use highwater_facts::Quantity;

    use super::*;

    fn months(n: f64) -> Traced {
        Traced::constant(Quantity::exact(n, Unit::Months))
    }

    #[test]
    fn a_factor_of_four_in_a_year_doubles_twice() {
        let four = Traced::constant(Quantity::exact(4.0, Unit::Ratio));
        assert!((doubling_months(&four, &months(12.0)).low() - 6.0).abs() < 1e-12);
        assert!((annual_factor(&four, &months(6.0)).low() - 16.0).abs() < 1e-12);
    }

    #[test]
    fn a_range_stays_a_range() {
        let factor = Traced::constant(Quantity::range(10.0, 50.0, Unit::Ratio).unwrap());
        let halving = doubling_months(&factor, &months(18.0));
        // 18 / log2(50) and 18 / log2(10).
        assert!((halving.low() - 3.189309).abs() < 1e-6, "{}", halving.low());
        assert!(
            (halving.high() - 5.418540).abs() < 1e-6,
            "{}",
            halving.high()
        );
    }
}
