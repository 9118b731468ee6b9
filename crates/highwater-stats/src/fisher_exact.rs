//! Fisher's exact test.

use std::fmt;

use crate::error::StatsError;
use crate::g_format::g;
use crate::interval::{Interval, tail_of};
use crate::p_values::PValues;
use crate::sort_key::first_where;

/// Fisher's exact test of a two by two table.
#[derive(Clone, Debug, PartialEq)]
pub struct FisherTest {
    /// The odds ratio of the table, `a d / (b c)`, as scipy gives it; infinite or 0 where a cell is
    /// empty, `None` where a whole row or column is.
    pub odds_ratio: Option<f64>,
    /// The odds ratio of greatest likelihood given the margins, that R gives too; `None` where a whole
    /// row or column is empty, for then every odds ratio is as likely.
    pub conditional_odds_ratio: Option<f64>,
    /// The chance of tables as unlikely as the observed one or more, and of its two tails.
    pub p: PValues,
    table: Table,
}

/// Fisher's exact test of whether the rows of `[[a, b], [c, d]]` differ in their odds.
///
/// Given the margins, `a` has the hypergeometric distribution.
/// The two-sided p sums the chances of all tables that are no likelier than the observed one, with
/// R's allowance of 1e-7 for ties.
///
/// # Errors
///
/// [`StatsError::TooFew`] for a table without counts; [`StatsError::TooLarge`] where the smallest
/// margin is above 10^7.
///
/// # Example
///
/// ```
/// use highwater_stats::fisher_exact;
///
/// // The lady tasting tea: 34 of the C(8, 4) = 70 ways are as unlikely or more. The odds ratio and
/// // its interval are those of scipy 1.17, contingency.odds_ratio(); R's have four digits right.
/// let test = fisher_exact([[3, 1], [1, 3]])?;
/// assert_eq!(test.to_string(), "odds ratio = 9, p = 0.4857 (exact)");
/// let likeliest = test.conditional_odds_ratio.ok_or("an empty row or column")?;
/// assert!((likeliest - 6.408319658199662).abs() < 1e-12);
/// let interval = test.interval(0.95)?;
/// assert!((interval.low - 0.21173559544657966).abs() < 1e-12);
/// assert!((interval.high - 626.2435305888141).abs() < 1e-9);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # References
///
/// Fisher (1935), "The Design of Experiments", chapter 2; R's `fisher.test`, scipy's `fisher_exact`.
pub fn fisher_exact(table: [[u64; 2]; 2]) -> Result<FisherTest, StatsError> {
    const MOST: u64 = 10_000_000;
    let [[a, b], [c, d]] = table;
    let total = u128::from(a) + u128::from(b) + u128::from(c) + u128::from(d);
    if total == 0 {
        return Err(StatsError::TooFew {
            what: "counts",
            needed: 1,
            got: 0,
        });
    }
    let margins = [(a, b), (c, d), (a, c), (b, d)].map(|(p, q)| p.saturating_add(q));
    let smallest = margins.iter().copied().min().unwrap_or(0);
    if smallest > MOST || total > 1 << 53 {
        return Err(StatsError::TooLarge {
            what: "Fisher's exact test",
            steps: smallest as f64,
            most: MOST as f64,
        });
    }
    let table = Table::new(a, b, c, d);
    let chances = table.chances(1.0);
    let observed = chances[table.observed];
    let sum = |of: &mut dyn Iterator<Item = &f64>| of.sum::<f64>().clamp(0.0, 1.0);
    let p = PValues {
        two_sided: sum(&mut chances.iter().filter(|p| **p <= observed * (1.0 + 1e-7))),
        less: sum(&mut chances[..=table.observed].iter()),
        greater: sum(&mut chances[table.observed..].iter()),
    };
    Ok(FisherTest {
        odds_ratio: margins
            .iter()
            .all(|margin| *margin > 0)
            .then(|| (a as f64 * d as f64) / (b as f64 * c as f64)),
        conditional_odds_ratio: table.likeliest_odds_ratio(),
        p,
        table,
    })
}

impl FisherTest {
    /// The interval of the conditional odds ratio: the odds ratios for which neither tail of the
    /// table is below `(1 - level) / 2`.
    ///
    /// 0 or infinity at an end where the table is at the edge of what the margins allow.
    ///
    /// # Errors
    ///
    /// [`StatsError::OutOfRange`] unless `level` is between 0 and 1.
    ///
    /// # Example
    ///
    /// ```
    /// use highwater_stats::fisher_exact;
    ///
    /// // By hand: C(6, 3) = 20 ways, and p = 1/20 each way, so 90 % leave only infinity above.
    /// let interval = fisher_exact([[3, 0], [0, 3]])?.interval(0.9)?;
    /// assert!((interval.low - 1.0).abs() < 1e-12 && interval.high.is_infinite());
    /// # Ok::<(), highwater_stats::StatsError>(())
    /// ```
    ///
    /// # References
    ///
    /// Cornfield (1956), "A statistical problem arising from retrospective studies", Proceedings of the
    /// Third Berkeley Symposium 4, 135-148.
    pub fn interval(&self, level: f64) -> Result<Interval, StatsError> {
        let tail = tail_of(level)?;
        let table = &self.table;
        let last = table.weights.len() - 1;
        let low = if table.observed == 0 {
            0.0
        } else {
            let upper_tail = |odds: f64| table.chances(odds)[table.observed..].iter().sum::<f64>();
            first_where(|odds| odds > 0.0 && upper_tail(odds) >= tail)
        };
        let high = if table.observed == last {
            f64::INFINITY
        } else {
            let lower_tail = |odds: f64| table.chances(odds)[..=table.observed].iter().sum::<f64>();
            first_where(|odds| odds > 0.0 && lower_tail(odds) <= tail)
        };
        Ok(Interval { low, high, level })
    }
}

impl fmt::Display for FisherTest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.odds_ratio {
            Some(ratio) => write!(f, "odds ratio = {}", g(ratio, 4))?,
            None => write!(f, "no odds ratio for an empty row or column")?,
        }
        write!(f, ", p = {} (exact)", g(self.p.two_sided, 4))
    }
}

/// All tables with the same margins.
#[derive(Clone, Debug, PartialEq)]
struct Table {
    /// The logarithm of the number of ways of each table, from the least possible `a` up, but for a
    /// constant.
    weights: Vec<f64>,
    /// The place of the observed table among them.
    observed: usize,
}

impl Table {
    fn new(a: u64, b: u64, c: u64, d: u64) -> Self {
        let steps_down = a.min(d);
        let steps_up = b.min(c);
        let (a, b, c, d) = (
            (a - steps_down) as f64,
            (b + steps_down) as f64,
            (c + steps_down) as f64,
            (d - steps_down) as f64,
        );
        let mut weights = vec![0.0];
        let mut weight = 0.0;
        for step in 0..steps_down + steps_up {
            let s = step as f64;
            // C(r, a) C(s, n - a) of the next table over that of this one.
            weight += libm::log((b - s) / (a + s + 1.0)) + libm::log((c - s) / (d + s + 1.0));
            weights.push(weight);
        }
        Table {
            weights,
            observed: steps_down as usize,
        }
    }

    /// The chance of each table where the odds ratio is `odds`.
    fn chances(&self, odds: f64) -> Vec<f64> {
        let ln_odds = libm::log(odds);
        let tilted: Vec<f64> = (0..)
            .zip(&self.weights)
            .map(|(place, weight)| weight + f64::from(place) * ln_odds)
            .collect();
        let most = tilted.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let mut chances: Vec<f64> = tilted.iter().map(|w| libm::exp(w - most)).collect();
        let total: f64 = chances.iter().sum();
        chances.iter_mut().for_each(|chance| *chance /= total);
        chances
    }

    /// The odds ratio for which the expected table is the observed one; `None` where the margins allow
    /// no other table.
    fn likeliest_odds_ratio(&self) -> Option<f64> {
        let last = self.weights.len() - 1;
        if last == 0 {
            return None;
        }
        if self.observed == 0 {
            return Some(0.0);
        }
        if self.observed == last {
            return Some(f64::INFINITY);
        }
        let expected = |odds: f64| -> f64 {
            let chances = self.chances(odds);
            (0..)
                .zip(chances)
                .map(|(place, p)| f64::from(place) * p)
                .sum()
        };
        Some(first_where(|odds| {
            odds > 0.0 && expected(odds) >= self.observed as f64
        }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_two_sided_p_is_that_of_r() {
        // scipy 1.17: fisher_exact([[8, 2], [1, 5]]) and [[100, 2], [1000, 5]].
        let first = fisher_exact([[8, 2], [1, 5]]).unwrap();
        assert!((first.p.two_sided - 0.034965034965034975).abs() < 1e-14);
        assert_eq!(first.odds_ratio, Some(20.0));
        let second = fisher_exact([[100, 2], [1000, 5]]).unwrap();
        assert!((second.p.two_sided - 0.1300759363430016).abs() < 1e-12);
    }

    #[test]
    fn empty_cells_and_margins_are_told_apart() {
        let empty_cell = fisher_exact([[0, 5], [5, 5]]).unwrap();
        assert_eq!(empty_cell.odds_ratio, Some(0.0));
        assert_eq!(empty_cell.conditional_odds_ratio, Some(0.0));
        assert_eq!(empty_cell.interval(0.95).unwrap().low, 0.0);
        let full = fisher_exact([[5, 0], [5, 5]]).unwrap();
        assert_eq!(full.odds_ratio, Some(f64::INFINITY));
        for table in [
            [[0, 0], [5, 5]],
            [[5, 5], [0, 0]],
            [[0, 5], [0, 5]],
            [[5, 0], [5, 0]],
        ] {
            let test = fisher_exact(table).unwrap();
            assert_eq!((test.odds_ratio, test.conditional_odds_ratio), (None, None));
            assert_eq!(
                test.to_string(),
                "no odds ratio for an empty row or column, p = 1 (exact)"
            );
        }
        assert!(fisher_exact([[0, 0], [0, 0]]).is_err());
        assert!(fisher_exact([[u64::MAX; 2]; 2]).is_err());
    }
}
