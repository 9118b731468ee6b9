//! The log-rank test.

use std::fmt;

use crate::distribution::chi_squared_sf;
use crate::error::StatsError;
use crate::g_format::g;
use crate::kaplan_meier::{Time, times};
use crate::matrix::{Matrix, cholesky, cholesky_solve, dot};
use crate::missing::{Missing, same_length};

/// Survival curves of several groups, compared.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct LogRankTest {
    /// The labels of the groups, in the order in which they first appear among the times used.
    pub groups: Vec<String>,
    /// The times of each group.
    pub n: Vec<usize>,
    /// The events of each group.
    pub observed: Vec<f64>,
    /// The events expected of it if all groups have one curve.
    pub expected: Vec<f64>,
    /// The statistic.
    pub chi2: f64,
    /// Groups less one.
    pub df: usize,
    /// From the chi-squared distribution.
    pub p_value: f64,
    /// The times left out because they are missing.
    pub dropped: usize,
}

/// Tests whether an event comes to several groups at the same rate, by the log-rank test.
///
/// # Errors
///
/// [`StatsError::Groups`] for fewer than two groups; [`StatsError::Constant`] if no event tells them
/// apart; otherwise as [`kaplan_meier`](crate::kaplan_meier()).
///
/// # Example
///
/// ```
/// use highwater_stats::{Missing, log_rank};
///
/// // By hand: with 4 at risk the first event is expected of either group alike, and so on:
/// // 1/2 + 2/3 + 1/2 + 0 for the second group against 2 seen, variance 1/4 + 2/9 + 1/4.
/// let test = log_rank(&[1.0, 2.0, 3.0, 4.0], &[true; 4], &["a", "b", "b", "a"], Missing::Refuse)?;
/// assert!((test.expected[1] - 5.0 / 3.0).abs() < 1e-15);
/// assert!((test.chi2 - (1.0 / 9.0) / (13.0 / 18.0)).abs() < 1e-14);
/// # Ok::<(), highwater_stats::StatsError>(())
/// ```
///
/// # References
///
/// Mantel (1966), "Evaluation of survival data and two new rank order statistics arising in its
/// consideration", Cancer Chemotherapy Reports 50, 163-170; R's `survdiff`.
pub fn log_rank<L: PartialEq + ToString>(
    time: &[f64],
    event: &[bool],
    group: &[L],
    missing: Missing,
) -> Result<LogRankTest, StatsError> {
    same_length("group", time.len(), group.len())?;
    let mut labels: Vec<&L> = Vec::new();
    for (label, _) in group.iter().zip(time).filter(|(_, time)| !time.is_nan()) {
        if !labels.contains(&label) {
            labels.push(label);
        }
    }
    let place = |row: usize| labels.iter().position(|label| **label == group[row]);
    let (times, dropped) = times(time, event, |row| place(row).unwrap_or(0), missing)?;
    let k = labels.len();
    if k < 2 {
        return Err(StatsError::Groups { needed: 2, got: k });
    }
    let count = |keep: &dyn Fn(&Time) -> bool| -> Vec<f64> {
        (0..k)
            .map(|g| times.iter().filter(|t| t.group == g && keep(t)).count() as f64)
            .collect()
    };
    let mut at_risk = count(&|_| true);
    let n = at_risk.iter().map(|n| *n as usize).collect();
    let observed = count(&|time| time.is_event);
    let mut expected = vec![0.0; k];
    let mut covariance = Matrix::zeros(k - 1, k - 1);
    for together in times.chunk_by(|a, b| a.at == b.at) {
        let events = together.iter().filter(|time| time.is_event).count() as f64;
        let all: f64 = at_risk.iter().sum();
        if events > 0.0 {
            for (expected, here) in expected.iter_mut().zip(&at_risk) {
                *expected += events * here / all;
            }
            let spread = if all > 1.0 {
                events * (all - events) / (all - 1.0) / all / all
            } else {
                0.0
            };
            for a in 0..k - 1 {
                for b in 0..k - 1 {
                    let own = if a == b { all * at_risk[a] } else { 0.0 };
                    let more = spread * (own - at_risk[a] * at_risk[b]);
                    covariance.set(a, b, covariance.at(a, b) + more);
                }
            }
        }
        for time in together {
            at_risk[time.group] -= 1.0;
        }
    }
    let off: Vec<f64> = observed.iter().zip(&expected).map(|(o, e)| o - e).collect();
    let off = &off[..k - 1];
    let l = cholesky(&covariance).ok_or(StatsError::Constant {
        what: "groups at risk at the events".into(),
    })?;
    let chi2 = dot(off, &cholesky_solve(&l, off));
    Ok(LogRankTest {
        groups: labels.iter().map(|label| label.to_string()).collect(),
        n,
        observed,
        expected,
        chi2,
        df: k - 1,
        p_value: chi_squared_sf(chi2, (k - 1) as f64),
        dropped,
    })
}

impl fmt::Display for LogRankTest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "chi2({}) = {}, p = {}",
            self.df,
            g(self.chi2, 4),
            g(self.p_value, 4)
        )?;
        for (group, (o, e)) in self
            .groups
            .iter()
            .zip(self.observed.iter().zip(&self.expected))
        {
            write!(f, ", {group}: {o} events, {} expected", g(*e, 4))?;
        }
        if self.dropped > 0 {
            write!(f, ", {} left out", self.dropped)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// R: survdiff(Surv(time, cens) ~ treat, data = MASS::gehan).
    #[test]
    fn r_gives_the_same() {
        let time = [
            1.0, 10.0, 22.0, 7.0, 3.0, 32.0, 12.0, 23.0, 8.0, 22.0, 17.0, 6.0, 2.0, 16.0, 11.0,
            34.0, 8.0, 32.0, 12.0, 25.0, 2.0, 11.0, 5.0, 20.0, 4.0, 19.0, 15.0, 6.0, 8.0, 17.0,
            23.0, 35.0, 5.0, 6.0, 11.0, 13.0, 4.0, 9.0, 1.0, 6.0, 8.0, 10.0,
        ];
        let event = [
            1, 1, 1, 1, 1, 0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 1, 1,
            0, 1, 0, 1, 1, 1, 1, 1, 0, 1, 0, 1, 0,
        ]
        .map(|e| e == 1);
        let group: Vec<&str> = ["control", "6-MP"].repeat(21);
        let test = log_rank(&time, &event, &group, Missing::Refuse).unwrap();
        assert!((test.chi2 - 16.7929409892).abs() < 1e-9);
        assert_eq!(test.observed, [21.0, 9.0]);
        assert!((test.expected[1] - 19.250500948).abs() < 1e-8);
        assert_eq!(test.groups, ["control", "6-MP"]);
    }

    #[test]
    fn the_order_of_three_groups_does_not_matter() {
        let time: Vec<f64> = (0..30).map(|i| f64::from(i * 7 % 13) + 1.0).collect();
        let event: Vec<bool> = (0..30).map(|i| i % 4 != 0).collect();
        let group: Vec<u32> = (0..30).map(|i| i * i % 3 + i % 2).collect();
        let test = log_rank(&time, &event, &group, Missing::Refuse).unwrap();
        let back = |v: &[f64]| v.iter().rev().copied().collect::<Vec<f64>>();
        let turned_event: Vec<bool> = event.iter().rev().copied().collect();
        let turned_group: Vec<u32> = group.iter().rev().copied().collect();
        let other = log_rank(&back(&time), &turned_event, &turned_group, Missing::Refuse).unwrap();
        assert_eq!(test.df, 2);
        assert!((test.chi2 - other.chi2).abs() < 1e-12);
        let (seen, due): (f64, f64) = (test.observed.iter().sum(), test.expected.iter().sum());
        assert!((seen - due).abs() < 1e-12);
    }

    #[test]
    fn groups_that_are_never_at_risk_together_are_errors() {
        let one = log_rank(&[1.0, 2.0], &[true; 2], &["a", "a"], Missing::Refuse);
        assert_eq!(one, Err(StatsError::Groups { needed: 2, got: 1 }));
        let apart = log_rank(&[1.0, 2.0], &[false, true], &["a", "b"], Missing::Refuse);
        assert!(matches!(apart, Err(StatsError::Constant { .. })));
        assert!(log_rank(&[1.0, 2.0], &[true; 2], &["a"], Missing::Refuse).is_err());
    }
}
