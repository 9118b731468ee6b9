//! The test of Kruskal and Wallis.

use std::collections::BTreeMap;
use std::fmt;

use crate::distribution::chi_squared_sf;
use crate::error::StatsError;
use crate::g_format::g;
use crate::missing::{Missing, at_least, sample, varies};
use crate::ranks::DoubledRanks;

/// The ranks of several groups, compared.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct KruskalWallisTest {
    /// The statistic, corrected for ties.
    pub h: f64,
    /// The statistic before the correction, `12 / (n (n + 1)) sum(R_g^2 / n_g) - 3 (n + 1)`.
    pub h_uncorrected: f64,
    /// `1 - sum(t^3 - t) / (n^3 - n)`.
    pub tie_correction: f64,
    /// Groups less one.
    pub df: usize,
    /// The values used of all groups.
    pub n: usize,
    /// The values left out because they are missing.
    pub dropped: usize,
    /// From the chi-squared distribution.
    pub p_value: f64,
    /// Over all ways to deal the values out to the groups, where these are at most 100,000.
    pub exact: Option<f64>,
}

/// Tests whether several groups have values of the same size, by their ranks: the analysis of
/// variance without a distribution.
///
/// # Errors
///
/// [`StatsError::TooFew`] for fewer than two groups or an empty one; [`StatsError::Constant`] if all
/// values are equal; [`StatsError::Missing`] if a value is NaN and missing ones are refused.
///
/// # Example
///
/// ```
/// use highwater_stats::{Missing, kruskal_wallis};
///
/// // R: kruskal.test(list(c(1.5, 3, 2.25), c(4, 2.5))) prints chi-squared = 1.3333, p = 0.2482.
/// let test = kruskal_wallis(&[&[1.5, 3.0, 2.25], &[4.0, 2.5]], Missing::Refuse)?;
/// assert_eq!(test.to_string(), "H(1) = 1.333, p = 0.2482, exact p = 0.4 (n = 5)");
/// # Ok::<(), highwater_stats::StatsError>(())
/// ```
///
/// # References
///
/// Kruskal and Wallis (1952), "Use of ranks in one-criterion variance analysis", JASA 47, 583-621; R's
/// `kruskal.test`, scipy's `kruskal`.
pub fn kruskal_wallis(
    groups: &[&[f64]],
    missing: Missing,
) -> Result<KruskalWallisTest, StatsError> {
    at_least("groups", 2, groups.len())?;
    let (mut all, mut sizes, mut dropped) = (Vec::new(), Vec::new(), 0);
    for group in groups {
        let (group, left_out) = sample("values", group, missing)?;
        at_least("values of each group", 1, group.len())?;
        sizes.push(group.len());
        all.extend_from_slice(&group);
        dropped += left_out;
    }
    varies("values", &all)?;
    let DoubledRanks {
        ranks, tie_cubes, ..
    } = DoubledRanks::new(&all);
    let n = all.len() as f64;
    let tie_correction = 1.0 - tie_cubes / (n * n * n - n);
    let mut sums = Vec::new();
    let mut rest = ranks.as_slice();
    for size in &sizes {
        let (group, others) = rest.split_at(*size);
        sums.push(group.iter().sum::<u64>());
        rest = others;
    }
    let off_centre = squares(&sums, &sizes, all.len());
    let h_uncorrected = 12.0 / (n * (n + 1.0)) * off_centre;
    let h = h_uncorrected / tie_correction;
    let df = groups.len() - 1;
    Ok(KruskalWallisTest {
        h,
        h_uncorrected,
        tie_correction,
        df,
        n: all.len(),
        dropped,
        p_value: chi_squared_sf(h, df as f64),
        exact: exact(&ranks, &sizes, off_centre),
    })
}

/// `sum(n_g (mean rank of g - mean rank)^2)`, of doubled sums of ranks.
fn squares(doubled: &[u64], sizes: &[usize], n: usize) -> f64 {
    let middle = (n as f64 + 1.0) / 2.0;
    let groups = doubled.iter().zip(sizes);
    groups
        .map(|(sum, size)| {
            let size = *size as f64;
            let off = *sum as f64 / 2.0 - size * middle;
            off * off / size
        })
        .sum()
}

/// The share of all ways to deal the ranks out that are as far off as the observed one.
///
/// The ranks are dealt one after the other; only the sums and what each group still takes matter.
fn exact(ranks: &[u64], sizes: &[usize], observed: f64) -> Option<f64> {
    const MOST: f64 = 1e5;
    let mut ways = 1.0;
    let mut dealt = 0.0;
    for size in sizes {
        for place in 1..=*size {
            dealt += 1.0;
            ways *= dealt / place as f64;
        }
        if ways > MOST {
            return None;
        }
    }
    let start = (sizes.to_vec(), vec![0; sizes.len()]);
    let mut states = BTreeMap::from([(start, 1.0)]);
    for rank in ranks {
        let mut next: BTreeMap<(Vec<usize>, Vec<u64>), f64> = BTreeMap::new();
        for ((room, sums), ways) in &states {
            for group in (0..sizes.len()).filter(|group| room[*group] > 0) {
                let (mut room, mut sums) = (room.clone(), sums.clone());
                room[group] -= 1;
                sums[group] += rank;
                *next.entry((room, sums)).or_insert(0.0) += ways;
            }
        }
        states = next;
    }
    let (mut as_far, mut all) = (0.0, 0.0);
    for ((_, sums), ways) in &states {
        all += ways;
        if squares(sums, sizes, ranks.len()) >= observed * (1.0 - 1e-10) - 1e-12 {
            as_far += ways;
        }
    }
    Some(as_far / all)
}

impl fmt::Display for KruskalWallisTest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "H({}) = {}, p = {}",
            self.df,
            g(self.h, 4),
            g(self.p_value, 4)
        )?;
        if let Some(p) = self.exact {
            write!(f, ", exact p = {}", g(p, 4))?;
        }
        write!(f, " (n = {})", self.n)?;
        if self.dropped > 0 {
            write!(f, ", {} left out", self.dropped)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mann_whitney_exact;

    #[test]
    fn two_groups_are_the_exact_test_of_mann_and_whitney() {
        let (x, y) = ([1.0, 4.0, 4.0, 7.5], [2.0, 4.0, 9.0]);
        let test = kruskal_wallis(&[&x, &y], Missing::Refuse).unwrap();
        let exact = mann_whitney_exact(&x, &y, Missing::Refuse).unwrap();
        assert!((test.exact.unwrap() - exact.two_sided).abs() < 1e-14);
    }

    #[test]
    fn groups_without_a_comparison_are_errors() {
        assert!(kruskal_wallis(&[&[1.0, 2.0]], Missing::Refuse).is_err());
        assert!(kruskal_wallis(&[&[1.0, 2.0], &[]], Missing::Refuse).is_err());
        assert!(kruskal_wallis(&[&[2.0, 2.0], &[2.0]], Missing::Refuse).is_err());
        assert!(kruskal_wallis(&[&[1.0, f64::NAN], &[2.0]], Missing::Refuse).is_err());
        let large: Vec<f64> = (0..60).map(f64::from).collect();
        let test = kruskal_wallis(&[&large[..30], &large[30..]], Missing::Refuse).unwrap();
        assert_eq!(test.exact, None);
    }
}
