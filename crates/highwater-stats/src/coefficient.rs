//! One row of a regression table.

use std::fmt;

use crate::g_format::g;
use crate::interval::Interval;

/// The estimate of one coefficient with its uncertainty: one row of a regression table.
#[derive(Clone, Debug, PartialEq)]
pub struct Coefficient {
    /// The name of the column; `const` for the constant.
    pub name: String,
    /// The estimate, in units of the response per unit of the column.
    pub estimate: f64,
    /// The standard error of the estimate.
    pub std_err: f64,
    /// `estimate / std_err`: t for least squares, z for a binomial regression.
    pub statistic: f64,
    /// The two-sided p for a coefficient of 0.
    pub p_value: f64,
    /// The 95 % interval.
    pub interval: Interval,
}

impl fmt::Display for Coefficient {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} = {}, {}, p = {}",
            self.name,
            g(self.estimate, 4),
            self.interval,
            g(self.p_value, 4)
        )
    }
}
