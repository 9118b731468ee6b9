//! One-way analysis of variance.

use std::fmt;

use crate::distribution::f_sf;
use crate::error::StatsError;
use crate::g_format::g;
use crate::missing::{all_finite, at_least};
use crate::moments::Centred;
use crate::scale::safe_scale;
use crate::two_float::{self, TwoFloat};

/// The table of a one-way analysis of variance.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Anova {
    /// Groups less one.
    pub df_between: usize,
    /// Values less groups.
    pub df_within: usize,
    /// `sum(n_g (mean_g - mean)^2)`.
    pub ss_between: f64,
    /// `sum((x - mean_g)^2)`.
    pub ss_within: f64,
    /// The ratio of the mean squares between and within; infinite where no group varies.
    pub f: f64,
    /// The chance of an `f` at least as large where all groups have one mean.
    pub p_value: f64,
    /// The share of the variance that the groups account for.
    pub r_squared: f64,
    /// The root of the mean square within.
    pub residual_sd: f64,
}

/// One-way analysis of variance: do the groups have one mean?
///
/// Sums of squares are those of deviations from means at twice the precision, so that values which
/// differ only in their last digits lose none of them.
///
/// # Errors
///
/// [`StatsError::TooFew`] for fewer than two groups, an empty group, or no more values than groups;
/// [`StatsError::Constant`] where all values are equal; [`StatsError::Missing`] and
/// [`StatsError::NotFinite`] for NaN and infinities.
///
/// # Example
///
/// ```
/// // By hand, in the manner of NIST's SmLs01: means 1.4, 1.3, 1.5, each group 0.1 either way.
/// let table = highwater_stats::anova(&[&[1.3, 1.5], &[1.2, 1.4], &[1.4, 1.6]])?;
/// assert!((table.f - 1.0).abs() < 1e-14);
/// assert_eq!((table.df_between, table.df_within), (2, 3));
/// # Ok::<(), highwater_stats::StatsError>(())
/// ```
///
/// # References
///
/// NIST/SEMATECH e-Handbook of Statistical Methods, section 7.4.3; held against the
/// analysis-of-variance sets of NIST StRD.
pub fn anova(groups: &[&[f64]]) -> Result<Anova, StatsError> {
    at_least("groups", 2, groups.len())?;
    let all: Vec<f64> = groups.concat();
    all_finite("values", &all)?;
    at_least("values", groups.len() + 1, all.len())?;
    crate::missing::varies("values", &all)?;
    let scale = safe_scale(&all);
    let n = TwoFloat::from(all.len() as f64);
    let grand_mean = two_float::sum(all.iter().map(|value| value * scale)) / n;
    let (mut between, mut within) = (Vec::new(), Vec::new());
    for group in groups {
        at_least("values of each group", 1, group.len())?;
        let scaled: Vec<f64> = group.iter().map(|value| value * scale).collect();
        let centred = Centred::new("values", &scaled)?;
        let mean = two_float::sum(scaled.iter().copied()) / TwoFloat::from(scaled.len() as f64);
        let off = (mean - grand_mean).value();
        between.push(scaled.len() as f64 * off * off);
        within.extend(
            centred
                .deviations
                .iter()
                .map(|d| (d / centred.scale) * (d / centred.scale)),
        );
    }
    let ss_between = two_float::sum(between).value();
    let ss_within = two_float::sum(within).value();
    let (df_between, df_within) = (groups.len() - 1, all.len() - groups.len());
    let mean_square_within = ss_within / df_within as f64;
    let f = ss_between / df_between as f64 / mean_square_within;
    Ok(Anova {
        df_between,
        df_within,
        ss_between: ss_between / scale / scale,
        ss_within: ss_within / scale / scale,
        f,
        p_value: f_sf(f, df_between as f64, df_within as f64),
        r_squared: ss_between / (ss_between + ss_within),
        residual_sd: mean_square_within.sqrt() / scale,
    })
}

impl fmt::Display for Anova {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "F({}, {}) = {}, p = {}, R2 = {}",
            self.df_between,
            self.df_within,
            g(self.f, 4),
            g(self.p_value, 4),
            g(self.r_squared, 4)
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_that_do_not_vary_are_told_apart_without_doubt() {
        let table = anova(&[&[1.0, 1.0], &[2.0, 2.0]]).unwrap();
        assert_eq!((table.f, table.p_value), (f64::INFINITY, 0.0));
        assert!(anova(&[&[1.0, 1.0], &[1.0]]).is_err());
        assert!(anova(&[&[1.0], &[2.0]]).is_err());
        assert!(anova(&[&[1.0, 2.0], &[]]).is_err());
    }
}
