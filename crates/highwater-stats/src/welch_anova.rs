//! Welch's analysis of variance, for groups of unequal variance.

use std::fmt;

use crate::distribution::f_sf;
use crate::error::StatsError;
use crate::g_format::g;
use crate::missing::{Missing, at_least, sample};
use crate::moments::{Centred, Divisor};

/// The means of several groups, compared without assuming equal variances.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct WelchAnova {
    /// The values used of each group.
    pub n: Vec<usize>,
    /// The mean of each group.
    pub means: Vec<f64>,
    /// The variance of each group.
    pub variances: Vec<f64>,
    /// Welch's statistic.
    pub f: f64,
    /// Groups less one.
    pub df1: usize,
    /// Welch's degrees of freedom, not a whole number in general.
    pub df2: f64,
    /// From the F distribution.
    pub p_value: f64,
    /// The values of all groups left out because they are missing.
    pub dropped: usize,
}

/// Tests whether several groups have the same mean, without assuming equal variances.
///
/// # Errors
///
/// [`StatsError::TooFew`] for fewer than two groups or one of fewer than two values;
/// [`StatsError::Constant`] for a group that does not vary; [`StatsError::NotFinite`];
/// [`StatsError::Missing`] if a value is NaN and missing ones are refused.
///
/// # Example
///
/// ```
/// use highwater_stats::{Missing, welch_anova, welch_t};
///
/// let (a, b) = ([1.0, 2.0, 4.0, 4.5], [3.0, 5.0, 9.0]);
/// let test = welch_anova(&[&a, &b], Missing::Refuse)?;
/// // By definition: with two groups F is Welch's t squared.
/// let t = welch_t(&a, &b, Missing::Refuse)?;
/// assert!((test.f - t.t * t.t).abs() < 1e-14 && (test.df2 - t.df).abs() < 1e-13);
/// # Ok::<(), highwater_stats::StatsError>(())
/// ```
///
/// # References
///
/// Welch (1951), "On the comparison of several mean values: an alternative approach", Biometrika 38,
/// 330-336; R's `oneway.test`.
pub fn welch_anova(groups: &[&[f64]], missing: Missing) -> Result<WelchAnova, StatsError> {
    at_least("groups", 2, groups.len())?;
    let (mut n, mut means, mut variances, mut dropped) = (vec![], vec![], vec![], 0);
    for (place, group) in groups.iter().enumerate() {
        let (group, left_out) = sample("values", group, missing)?;
        at_least("values of each group", 2, group.len())?;
        let centred = Centred::new("values", &group)?;
        let variance = centred.variance(Divisor::NMinusOne)?;
        if variance == 0.0 {
            let what = format!("groups[{place}]");
            return Err(StatsError::Constant { what });
        }
        n.push(group.len());
        means.push(centred.mean());
        variances.push(variance);
        dropped += left_out;
    }
    let count = groups.len() as f64;
    let sizes = || n.iter().map(|n| *n as f64);
    let weights: Vec<f64> = sizes().zip(&variances).map(|(n, v)| n / v).collect();
    let total: f64 = weights.iter().sum();
    let rows = weights.iter().zip(&means);
    let mean = rows.clone().map(|(w, mean)| w / total * mean).sum::<f64>();
    let between: f64 = rows.map(|(w, m)| w * (m - mean) * (m - mean)).sum::<f64>() / (count - 1.0);
    let lambda: f64 = sizes()
        .zip(&weights)
        .map(|(n, w)| (1.0 - w / total) * (1.0 - w / total) / (n - 1.0))
        .sum::<f64>()
        / (count * count - 1.0);
    let f = between / (1.0 + 2.0 * (count - 2.0) * lambda);
    let df2 = 1.0 / (3.0 * lambda);
    if !(f.is_finite() && df2.is_finite()) {
        return Err(StatsError::Overflow { what: "statistic" });
    }
    Ok(WelchAnova {
        f,
        df1: groups.len() - 1,
        df2,
        p_value: f_sf(f, count - 1.0, df2),
        n,
        means,
        variances,
        dropped,
    })
}

impl fmt::Display for WelchAnova {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "F({}, {}) = {}, p = {}",
            self.df1,
            g(self.df2, 4),
            g(self.f, 4),
            g(self.p_value, 4)
        )?;
        if self.dropped > 0 {
            write!(f, ", {} left out", self.dropped)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_group_without_variance_is_named() {
        let error = welch_anova(&[&[1.0, 2.0], &[3.0, 3.0]], Missing::Refuse).unwrap_err();
        assert_eq!(error.to_string(), "all values of `groups[1]` are equal");
        assert!(welch_anova(&[&[1.0, 2.0]], Missing::Refuse).is_err());
        assert!(welch_anova(&[&[1.0, 2.0], &[1.0]], Missing::Refuse).is_err());
    }
}
