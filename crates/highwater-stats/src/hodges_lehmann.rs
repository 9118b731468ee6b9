//! The Hodges-Lehmann estimate of the shift between two samples.

use std::fmt;

use crate::distribution::normal_quantile;
use crate::error::StatsError;
use crate::g_format::g;
use crate::interval::{Interval, tail_of};
use crate::mann_whitney::place_of_tail;
use crate::missing::{Missing, all_finite, at_least, sample};
use crate::p_values::Method;
use crate::sort_key::{first_where, sorted};

/// How far one sample lies above another, by the Hodges-Lehmann estimate.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct HodgesLehmann {
    /// The median of all differences `x - y`.
    pub shift: f64,
    /// The interval that goes with the Mann-Whitney test; `None` where the samples are too small for
    /// any interval of this level.
    pub interval: Option<Interval>,
    /// Whether the ends come from the exact distribution or the normal one.
    pub method: Method,
    /// The values of `x` used.
    pub n1: usize,
    /// The values of `y` used.
    pub n2: usize,
    /// The values of both samples left out because they are missing.
    pub dropped: usize,
}

/// Returns the Hodges-Lehmann estimate of the shift between two samples: the median of all `n1 n2`
/// differences `x - y`, with its interval.
///
/// The ends of the interval are the k-th smallest and k-th largest difference, with k from the
/// Mann-Whitney distribution without ties: exact up to about 65 and 65 values, else
/// `n1 n2 / 2 - z sqrt(n1 n2 (n1 + n2 + 1) / 12)`.
/// The differences are counted, not listed, so a million values on either side take seconds and no memory to speak of.
///
/// # Errors
///
/// [`StatsError::TooFew`] where a sample has no values; [`StatsError::NotFinite`];
/// [`StatsError::OutOfRange`] unless `level` is between 0 and 1; [`StatsError::Missing`] where a
/// value is NaN and missing ones are refused.
///
/// # Example
///
/// ```
/// use highwater_stats::{Missing, hodges_lehmann};
///
/// // Permeability constants, Hollander and Wolfe: the median of the 50 differences, and the ninth
/// // from either end, as numpy.sort(numpy.subtract.outer(x, y)) lists them.
/// let at_term = [0.80, 0.83, 1.89, 1.04, 1.45, 1.38, 1.91, 1.64, 0.73, 1.46];
/// let early = [1.15, 0.88, 0.90, 0.74, 1.21];
/// let estimate = hodges_lehmann(&at_term, &early, 0.95, Missing::Refuse)?;
/// assert_eq!(estimate.to_string(), "shift = 0.305, -0.15 to 0.76 (95%), n = 10 and 5 (exact)");
/// # Ok::<(), highwater_stats::StatsError>(())
/// ```
///
/// # References
///
/// Hodges and Lehmann (1963), "Estimates of location based on rank tests", Annals of Mathematical
/// Statistics 34, 598-611; Hollander, Wolfe and Chicken (2014), section 4.3; R's `wilcox.test`.
pub fn hodges_lehmann(
    x: &[f64],
    y: &[f64],
    level: f64,
    missing: Missing,
) -> Result<HodgesLehmann, StatsError> {
    let tail = tail_of(level)?;
    let (x, x_dropped) = sample("x", x, missing)?;
    let (y, y_dropped) = sample("y", y, missing)?;
    for (what, values) in [("x", &x), ("y", &y)] {
        all_finite(what, values)?;
        at_least("values of each sample", 1, values.len())?;
    }
    let differences = Differences::new(&x, &y);
    let all = differences.count();
    let (place, method) = match place_of_tail(x.len(), y.len(), tail) {
        Some(place) => (place, Method::Exact),
        None => (normal_place(x.len(), y.len(), tail), Method::Normal),
    };
    let interval = (place >= 1).then(|| Interval {
        low: differences.kth(place),
        high: differences.kth(all + 1 - place),
        level,
    });
    let shift = f64::midpoint(
        differences.kth(all.div_ceil(2)),
        differences.kth(all / 2 + 1),
    );
    if !shift.is_finite() {
        return Err(StatsError::Overflow { what: "shift" });
    }
    Ok(HodgesLehmann {
        shift,
        interval,
        method,
        n1: x.len(),
        n2: y.len(),
        dropped: x_dropped + y_dropped,
    })
}

impl fmt::Display for HodgesLehmann {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "shift = {}, ", g(self.shift, 4))?;
        match &self.interval {
            Some(interval) => write!(f, "{interval}, ")?,
            None => f.write_str("no interval, ")?,
        }
        write!(f, "n = {} and {} ({})", self.n1, self.n2, self.method)
    }
}

/// All differences of two sorted samples, unlisted.
struct Differences {
    x: Vec<f64>,
    y: Vec<f64>,
}

impl Differences {
    fn new(x: &[f64], y: &[f64]) -> Self {
        Differences {
            x: sorted(x),
            y: sorted(y),
        }
    }

    fn count(&self) -> u64 {
        self.x.len() as u64 * self.y.len() as u64
    }

    /// Returns the k-th smallest, counted from 1.
    fn kth(&self, k: u64) -> f64 {
        first_where(|bound| self.at_most(bound) >= k)
    }

    /// Returns how many are at most `bound`. Rounding keeps the order, so one pass along both samples
    /// does.
    fn at_most(&self, bound: f64) -> u64 {
        let mut above = 0;
        let mut count = 0;
        for x in &self.x {
            while above < self.y.len() && x - self.y[above] > bound {
                above += 1;
            }
            count += (self.y.len() - above) as u64;
        }
        count
    }
}

fn normal_place(n1: usize, n2: usize, tail: f64) -> u64 {
    let (n1, n2) = (n1 as f64, n2 as f64);
    let half_width = -normal_quantile(tail) * (n1 * n2 * (n1 + n2 + 1.0) / 12.0).sqrt();
    (n1 * n2 / 2.0 - half_width).max(0.0) as u64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_and_two_values_have_no_interval() {
        let estimate = hodges_lehmann(&[1.0, 2.0], &[5.0, 7.0], 0.95, Missing::Refuse).unwrap();
        assert_eq!((estimate.shift, estimate.interval), (-4.5, None));
    }

    #[test]
    fn the_median_is_that_of_all_differences() {
        let x: Vec<f64> = (0..13).map(|i| f64::from(i * i % 17)).collect();
        let y: Vec<f64> = (0..8).map(|i| f64::from(i * 5 % 7) / 3.0).collect();
        let all: Vec<f64> = x
            .iter()
            .flat_map(|x| y.iter().map(move |y| x - y))
            .collect();
        let estimate = hodges_lehmann(&x, &y, 0.9, Missing::Refuse).unwrap();
        assert_eq!(Ok(estimate.shift), crate::median(&all));
    }
}
