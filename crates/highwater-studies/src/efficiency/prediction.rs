//! What the regressions foretell over a field of dates, costs and scores.

use highwater_stats::OlsFit;

use super::benchmark::score_of;
use super::regression::{COST, Columns, DATE, PERFORMANCE};

/// How many numbers a side of a field has.
pub const SIDE: usize = 100;

/// A regression over a field: a plane, and the ends of the field.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Field {
    /// The constant, and the coefficients along the two sides.
    pub plane: [f64; 3],
    /// The ends of the horizontal side: dates as years, or negative log errors.
    pub x: (f64, f64),
    /// The ends of the vertical side: logarithms, base 10, of the cost.
    pub log_cost: (f64, f64),
}

impl Field {
    /// The negative log error by date and cost, from a year before the first model to a year after
    /// the last, and a tenth to ten times their costs; none where a coefficient is lacking.
    #[must_use]
    pub fn of_performance(columns: &Columns, fit: &OlsFit) -> Option<Self> {
        Field::of(fit, (DATE, &columns.date, 1.0), &columns.log_cost)
    }

    /// The date by negative log error and cost, half a unit of error beyond the models.
    #[must_use]
    pub fn of_time(columns: &Columns, fit: &OlsFit) -> Option<Self> {
        Field::of(fit, (PERFORMANCE, &columns.nle, 0.5), &columns.log_cost)
    }

    fn of(fit: &OlsFit, x: (&str, &[f64], f64), log_cost: &[f64]) -> Option<Self> {
        let (name, values, beyond) = x;
        let term = |name: &str| fit.coefficient(name).ok().map(|c| c.estimate);
        let x = ends(values)?;
        let cost = ends(log_cost)?;
        Some(Field {
            plane: [fit.coefficients.first()?.estimate, term(name)?, term(COST)?],
            x: (x.0 - beyond, x.1 + beyond),
            log_cost: (cost.0 - 1.0, cost.1 + 1.0),
        })
    }

    /// Returns what the regression foretells at a place of the field.
    #[must_use]
    pub fn at(&self, x: f64, log_cost: f64) -> f64 {
        self.plane[0] + self.plane[1] * x + self.plane[2] * log_cost
    }

    /// Returns the numbers along the horizontal side.
    #[must_use]
    pub fn xs(&self) -> Vec<f64> {
        spaced(self.x)
    }

    /// The logarithms of the costs along the vertical side.
    #[must_use]
    pub fn log_costs(&self) -> Vec<f64> {
        spaced(self.log_cost)
    }
}

/// Returns the score in percent of a foretold negative log error; below 0 where the line is drawn too
/// far.
///
/// # Example
///
/// ```
/// use highwater_studies::efficiency::prediction::score_percent;
///
/// // By definition: a negative log error of ln 4 leaves a quarter wrong.
/// assert!((score_percent(4_f64.ln()) - 75.0).abs() < 1e-12);
/// ```
#[must_use]
pub fn score_percent(nle: f64) -> f64 {
    100.0 * score_of(nle)
}

fn ends(values: &[f64]) -> Option<(f64, f64)> {
    let least = values.iter().copied().reduce(f64::min)?;
    let most = values.iter().copied().reduce(f64::max)?;
    Some((least, most))
}

/// Evenly spaced numbers from one end to the other, both included.
fn spaced((low, high): (f64, f64)) -> Vec<f64> {
    let step = (high - low) / (SIDE - 1) as f64;
    let mut spaced: Vec<f64> = (0..SIDE).map(|i| low + step * i as f64).collect();
    spaced[SIDE - 1] = high;
    spaced
}
