//! The distributions behind the tests, with all their digits in both tails.
//!
//! ```
//! use highwater_stats::distributions::{Distribution, Normal, StudentT};
//!
//! let t = StudentT::new(7.5)?;
//! // mpmath with 40 digits; one less the chance below would be 0.
//! assert!((t.sf(1e6) / 2.694168241302161e-43 - 1.0).abs() < 1e-13);
//! // Nine standard deviations out, and back.
//! let normal = Normal::new(0.0, 1.0)?;
//! assert!((normal.quantile_upper(normal.sf(9.0)) - 9.0).abs() < 1e-14);
//! # Ok::<(), highwater_stats::StatsError>(())
//! ```
//!
//! With the feature `statrs` all of them have that crate's traits too, `ContinuousCDF` and `DiscreteCDF`
//! among others.

use crate::error::StatsError;
use crate::sort_key::first_where;

mod beta;
mod binomial;
mod chi_squared;
mod fisher_f;
mod gamma;
mod normal;
mod poisson;
#[cfg(feature = "statrs")]
mod statrs;
mod student_t;
#[cfg(test)]
mod tests;

pub use beta::Beta;
pub use binomial::Binomial;
pub use chi_squared::ChiSquared;
pub use fisher_f::FisherF;
pub use gamma::Gamma;
pub use normal::Normal;
pub use poisson::Poisson;
pub use student_t::StudentT;

/// What can be asked of a distribution on one dimension.
///
/// NaN is answered by NaN, and so is a probability outside of 0 to 1.
pub trait Distribution {
    /// Returns the density at `x`; of a discrete distribution, the chance of `x` itself.
    fn pdf(&self, x: f64) -> f64;

    /// Returns the chance of a value of at most `x`, with all its digits when it is small.
    fn cdf(&self, x: f64) -> f64;

    /// Returns the chance of a value above `x`, with all its digits when it is small.
    fn sf(&self, x: f64) -> f64;

    /// Returns the ends of the support, which may be infinite.
    fn support(&self) -> (f64, f64);

    /// Returns the smallest `x` with `cdf(x) >= p`.
    fn quantile(&self, p: f64) -> f64;

    /// Returns the smallest `x` with `sf(x) <= p`: the quantile for tails too small to be taken off
    /// one.
    fn quantile_upper(&self, p: f64) -> f64;
}

/// Returns the quantile of a continuous distribution, by halving the range of doubles: exact as far as
/// `cdf` and `sf` are, and always at an end after 64 steps.
fn continuous_quantile(of: &impl Distribution, p: f64) -> f64 {
    match at_the_end(of, p) {
        Some(end) => end,
        None if p <= 0.5 => first_within(of, |x| of.cdf(x) >= p),
        // One less a half or more is exact.
        None => first_within(of, |x| of.sf(x) <= 1.0 - p),
    }
}

fn continuous_quantile_upper(of: &impl Distribution, p: f64) -> f64 {
    match at_the_end(of, 1.0 - p) {
        Some(end) if p == 0.0 || p == 1.0 || p.is_nan() => end,
        _ if !(0.0..=1.0).contains(&p) => f64::NAN,
        _ if p <= 0.5 => first_within(of, |x| of.sf(x) <= p),
        _ => first_within(of, |x| of.cdf(x) >= 1.0 - p),
    }
}

fn at_the_end(of: &impl Distribution, p: f64) -> Option<f64> {
    let (low, high) = of.support();
    if !(0.0..=1.0).contains(&p) {
        Some(f64::NAN)
    } else if p == 0.0 {
        Some(low)
    } else if p == 1.0 {
        Some(high)
    } else {
        None
    }
}

fn first_within(of: &impl Distribution, holds: impl Fn(f64) -> bool) -> f64 {
    let (low, high) = of.support();
    first_where(|x| x >= high || (x >= low && holds(x)))
}

/// The smallest whole number from 0 to `most` for which `holds`, given that it holds for all above.
fn first_count(most: f64, holds: impl Fn(f64) -> bool) -> f64 {
    // Below `low` it does not hold, at `high` it does.
    let (mut low, mut high) = (0.0, 1.0_f64.min(most));
    while high < most && !holds(high) {
        low = high + 1.0;
        high = (2.0 * high + 1.0).min(most);
    }
    while low < high {
        let middle = ((low + high) / 2.0).floor();
        if holds(middle) {
            high = middle;
        } else {
            low = middle + 1.0;
        }
        // Beyond 2^53 the numbers are no longer one apart.
        if low + 1.0 == low {
            break;
        }
    }
    high
}

/// A chance that is the one asked for but for rounding counts as such, by R's measure.
const LESS: f64 = 1.0 - 64.0 * f64::EPSILON;
const MORE: f64 = 1.0 + 64.0 * f64::EPSILON;

fn discrete_quantile(of: &impl Distribution, p: f64) -> f64 {
    match at_the_end(of, p) {
        Some(end) => end,
        None if p <= 0.5 => first_count(of.support().1, |k| of.cdf(k) >= p * LESS),
        None => first_count(of.support().1, |k| of.sf(k) <= (1.0 - p) * MORE),
    }
}

fn discrete_quantile_upper(of: &impl Distribution, p: f64) -> f64 {
    let (low, high) = of.support();
    if !(0.0..=1.0).contains(&p) {
        f64::NAN
    } else if p == 0.0 {
        high
    } else if p == 1.0 {
        low
    } else if p <= 0.5 {
        first_count(high, |k| of.sf(k) <= p * MORE)
    } else {
        first_count(high, |k| of.cdf(k) >= (1.0 - p) * LESS)
    }
}

/// An error unless a parameter is a finite number.
fn finite(what: &str, value: f64) -> Result<(), StatsError> {
    check(what, value, value.is_finite(), "finite")
}

/// An error unless a parameter is positive and finite.
fn positive(what: &str, value: f64) -> Result<(), StatsError> {
    let is_positive = value > 0.0 && value.is_finite();
    check(what, value, is_positive, "above 0 and finite")
}

fn check(what: &str, value: f64, holds: bool, range: &'static str) -> Result<(), StatsError> {
    if holds {
        return Ok(());
    }
    Err(StatsError::OutOfRange {
        what: what.to_owned(),
        value,
        range,
    })
}
