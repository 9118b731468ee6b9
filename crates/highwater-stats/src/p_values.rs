//! The p values of one test for its three alternatives, and how they were computed.

use std::fmt;

use crate::g_format::g;

/// The p values of one test for its three alternatives.
///
/// Each is the chance, where the null hypothesis holds, of a statistic at least as extreme as the
/// observed one.
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct PValues {
    /// Extreme in either direction.
    pub two_sided: f64,
    /// Extreme towards small values: a falling trend, a first sample below the second.
    pub less: f64,
    /// Extreme towards large values: a rising trend, a first sample above the second.
    pub greater: f64,
}

impl PValues {
    /// From the tails of a symmetric distribution, given as a function of the distance from its
    /// centre: the probability above it.
    pub(crate) fn symmetric(statistic: f64, upper_tail: impl Fn(f64) -> f64) -> PValues {
        PValues {
            two_sided: (2.0 * upper_tail(statistic.abs())).clamp(0.0, 1.0),
            less: upper_tail(-statistic),
            greater: upper_tail(statistic),
        }
    }

    /// From the two tails of a discrete distribution, the observed value in both.
    pub(crate) fn doubled(less: f64, greater: f64) -> PValues {
        let (less, greater) = (less.clamp(0.0, 1.0), greater.clamp(0.0, 1.0));
        PValues {
            two_sided: (2.0 * less.min(greater)).clamp(0.0, 1.0),
            less,
            greater,
        }
    }
}

impl fmt::Display for PValues {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "p = {} (less {}, greater {})",
            g(self.two_sided, 4),
            g(self.less, 4),
            g(self.greater, 4)
        )
    }
}

/// How a p value was computed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub enum Method {
    /// From all permutations of the data: exact.
    Exact,
    /// From Student's t distribution.
    StudentT,
    /// From the normal distribution.
    Normal,
    /// From the normal distribution with a continuity correction of one half.
    NormalContinuity,
    /// From a random selection of permutations.
    MonteCarlo,
}

impl fmt::Display for Method {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Method::Exact => "exact",
            Method::StudentT => "t approximation",
            Method::Normal => "normal approximation",
            Method::NormalContinuity => "normal approximation with continuity correction",
            Method::MonteCarlo => "Monte Carlo",
        })
    }
}
