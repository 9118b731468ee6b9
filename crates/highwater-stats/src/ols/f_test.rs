//! The F test of a regression.

use std::fmt;

use crate::distribution::f_sf;
use crate::g_format::g;

/// The F test of a regression.
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct FTest {
    /// `(ess / df_model) / (ssr / df_resid)`; infinite for an exact fit.
    pub statistic: f64,
    /// The columns tested.
    pub df: usize,
    /// The degrees of freedom of what they are compared with: `df_resid`, or clusters less one.
    pub df_resid: f64,
    /// The chance of an F at least as large where no column matters.
    pub p_value: f64,
}

impl fmt::Display for FTest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "F = {}, p = {}",
            g(self.statistic, 4),
            g(self.p_value, 4)
        )
    }
}

impl FTest {
    pub(crate) fn new(statistic: f64, df: usize, df_resid: f64) -> Self {
        FTest {
            statistic,
            df,
            df_resid,
            p_value: f_sf(statistic, df as f64, df_resid),
        }
    }
}
