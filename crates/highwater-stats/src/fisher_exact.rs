//! Fisher's exact test.

use std::fmt;

use crate::error::StatsError;
use crate::g_format::g;
use crate::interval::{Interval, tail_of};
use crate::p_values::PValues;
use crate::sort_key::first_where;

/// Fisher's exact test of a two by two table.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct FisherTest {
    /// The odds ratio of the table, `a d / (b c)`, as scipy gives it; infinite or 0 where a cell is
    /// empty, `None` where a whole row or column is.
    pub odds_ratio: Option<f64>,
    /// The odds ratio of greatest likelihood given the margins, that R gives too; `None` where a whole
    /// row or column is empty, for then every odds ratio is as likely.
    pub conditional_odds_ratio: Option<f64>,
    /// The chance of tables as unlikely as the observed one or more, and of its two tails.
    pub p: PValues,
    #[cfg_attr(feature = "serde", serde(skip))]
    table: Table,
}

/// Fisher's exact test of whether the rows of `[[a, b], [c, d]]` differ in their odds.
///
/// Given the margins, `a` has the hypergeometric distribution.
/// The two-sided p sums the chances of all tables that are no likelier than the observed one, with
/// R's allowance of 1e-7 for ties.
/// Only tables near the likeliest one are looked at, about forty times the root of the smallest margin,
/// so that counts of a billion are no obstacle.
///
/// # Errors
///
/// [`StatsError::TooFew`] for a table without counts; [`StatsError::TooLarge`] for more than 2^53
/// counts, which a double no longer tells apart.
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
    const MOST: u64 = 1 << 53;
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
    if total > u128::from(MOST) {
        return Err(StatsError::TooLarge {
            what: "Fisher's exact test",
            steps: total as f64,
            most: MOST as f64,
        });
    }
    let table = Table::new(a, b, c, d);
    let p = table.p_values();
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
    /// Returns the interval of the conditional odds ratio: the odds ratios for which neither tail of
    /// the table is below `(1 - level) / 2`.
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
        let side = |odds: f64, upwards: bool| table.tail(&table.chances(odds), odds, upwards);
        let low = if table.observed() == 0 {
            0.0
        } else {
            first_where(|odds| odds > 0.0 && side(odds, true) >= tail)
        };
        let high = if table.observed() == table.last() {
            f64::INFINITY
        } else {
            first_where(|odds| odds > 0.0 && side(odds, false) <= tail)
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

/// Tables with the same margins, those apart that are too unlikely to count.
#[derive(Clone, Debug, PartialEq)]
struct Table {
    /// The counts of the observed table.
    counts: [f64; 4],
    /// How many tables have a smaller `a`, and how many a larger one.
    below: u64,
    above: u64,
}

/// The chances of some tables in a row.
struct Chances {
    /// Relative to the likeliest.
    of: Vec<f64>,
    /// The place of the first among those below the observed table.
    first: u64,
    /// The sum of all.
    total: f64,
}

/// A table is left out below this share of the likeliest, and so are those behind it: chances fall
/// ever faster.
const NEGLIGIBLE: f64 = 1e-40;

impl Table {
    fn new(a: u64, b: u64, c: u64, d: u64) -> Self {
        Table {
            counts: [a as f64, b as f64, c as f64, d as f64],
            below: a.min(d),
            above: b.min(c),
        }
    }

    /// Returns the place of the observed table among all.
    fn observed(&self) -> u64 {
        self.below
    }

    fn last(&self) -> u64 {
        self.below + self.above
    }

    /// Returns the chance of the table behind `place` over that of the one there.
    fn step(&self, place: f64, odds: f64) -> f64 {
        let [a, b, c, d] = self.counts;
        let s = place - self.below as f64;
        odds * ((b - s) / (a + s + 1.0)) * ((c - s) / (d + s + 1.0))
    }

    /// Returns the place of the likeliest table: the last before chances fall, by halving.
    fn likeliest(&self, odds: f64) -> u64 {
        let (mut low, mut high) = (0, self.last());
        while low < high {
            let middle = low + (high - low) / 2;
            if self.step(middle as f64, odds) > 1.0 {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        low
    }

    /// Returns the chances around the likeliest table.
    fn chances(&self, odds: f64) -> Chances {
        let mode = self.likeliest(odds);
        let mut down = Vec::new();
        let (mut chance, mut place) = (1.0, mode);
        while place > 0 && chance > NEGLIGIBLE {
            place -= 1;
            chance /= self.step(place as f64, odds);
            down.push(chance);
        }
        let first = place;
        down.reverse();
        let mut of = down;
        of.push(1.0);
        (chance, place) = (1.0, mode);
        while place < self.last() && chance > NEGLIGIBLE {
            chance *= self.step(place as f64, odds);
            place += 1;
            of.push(chance);
        }
        Chances {
            total: of.iter().sum(),
            first,
            of,
        }
    }

    /// The logarithm of the chance of the observed table over that of the likeliest one, of which it
    /// is too far away for steps.
    fn ln_far(&self, odds: f64) -> f64 {
        let [a, b, c, d] = self.counts;
        let shift = self.likeliest(odds) as f64 - self.below as f64;
        let ln_ways = |s: f64| {
            -[a + s, b - s, c - s, d + s]
                .iter()
                .map(|count| libm::lgamma(count + 1.0))
                .sum::<f64>()
        };
        ln_ways(0.0) - ln_ways(shift) - shift * libm::log(odds)
    }

    /// Returns the chance of the observed table and of all on one side of it, relative to `total`.
    fn tail(&self, chances: &Chances, odds: f64, upwards: bool) -> f64 {
        let observed = self.observed();
        let place = observed
            .checked_sub(chances.first)
            .map(|place| place as usize)
            .filter(|place| *place < chances.of.len());
        let sum = match place {
            Some(place) if upwards => chances.of[place..].iter().sum(),
            Some(place) => chances.of[..=place].iter().sum(),
            None if (observed < chances.first) == upwards => chances.total,
            None => {
                // Outward from the observed table, each a fraction of the one before.
                let (mut chance, mut sum, mut place) = (1.0, 1.0, observed);
                while chance > 1e-18 * sum {
                    if upwards && place < self.last() {
                        chance *= self.step(place as f64, odds);
                        place += 1;
                    } else if !upwards && place > 0 {
                        place -= 1;
                        chance /= self.step(place as f64, odds);
                    } else {
                        break;
                    }
                    sum += chance;
                }
                sum * libm::exp(self.ln_far(odds))
            }
        };
        (sum / chances.total).clamp(0.0, 1.0)
    }

    /// The p values if the odds ratio is 1.
    fn p_values(&self) -> PValues {
        let chances = self.chances(1.0);
        let (less, greater) = (
            self.tail(&chances, 1.0, false),
            self.tail(&chances, 1.0, true),
        );
        let place = self.observed().checked_sub(chances.first);
        let here = place.and_then(|place| chances.of.get(place as usize));
        let two_sided = match here {
            Some(here) => {
                let as_unlikely = chances.of.iter().filter(|p| **p <= here * (1.0 + 1e-7));
                as_unlikely.sum::<f64>() / chances.total
            }
            // The other side as far out, of which only the order of size can matter: its first table
            // that is as unlikely, found by halving.
            None => less.min(greater) + self.other_side(),
        };
        PValues {
            two_sided: two_sided.clamp(0.0, 1.0),
            less,
            greater,
        }
    }

    /// The chance of tables on the other side of the likeliest that are no likelier than an observed
    /// one far out.
    fn other_side(&self) -> f64 {
        let mode = self.likeliest(1.0);
        let upwards = self.observed() < mode;
        let limit = self.ln_far(1.0) + 1e-7;
        let moved = |place: u64| Table {
            counts: {
                let s = place as f64 - self.below as f64;
                let [a, b, c, d] = self.counts;
                [a + s, b - s, c - s, d + s]
            },
            below: place,
            above: self.last() - place,
        };
        let is_unlikely = |place: u64| moved(place).ln_far(1.0) <= limit;
        let end = if upwards { self.last() } else { 0 };
        if !is_unlikely(end) {
            return 0.0;
        }
        let (mut inside, mut outside) = (mode, end);
        while inside.abs_diff(outside) > 1 {
            let middle = inside.midpoint(outside);
            if is_unlikely(middle) {
                outside = middle;
            } else {
                inside = middle;
            }
        }
        moved(outside).tail(&self.chances(1.0), 1.0, upwards)
    }

    /// The odds ratio for which the expected table is the observed one; `None` where the margins allow
    /// no other table.
    fn likeliest_odds_ratio(&self) -> Option<f64> {
        let (observed, last) = (self.observed(), self.last());
        if last == 0 {
            return None;
        }
        if observed == 0 {
            return Some(0.0);
        }
        if observed == last {
            return Some(f64::INFINITY);
        }
        let off = |odds: f64| -> f64 {
            let chances = self.chances(odds);
            let start = chances.first as f64 - observed as f64;
            let places = (0..).zip(&chances.of);
            places
                .map(|(place, p)| (start + f64::from(place)) * p)
                .sum()
        };
        Some(first_where(|odds| odds > 0.0 && off(odds) >= 0.0))
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

    #[test]
    fn large_tables_come_near_to_the_normal_distribution() {
        // Shares of 0.5 and 0.5001 of a hundred million each.
        let n = 100_000_000_u64;
        let (a, b) = (50_000_000, 50_010_000);
        let test = fisher_exact([[a, n - a], [b, n - b]]).unwrap();
        let pair = crate::TwoProportions::new(
            crate::Proportion::new(a, n).unwrap(),
            crate::Proportion::new(b, n).unwrap(),
        );
        let normal = pair.p.unwrap().two_sided;
        assert!(
            (test.p.two_sided / normal - 1.0).abs() < 1e-3,
            "{} {normal}",
            test.p.two_sided
        );
        let ratio = test.conditional_odds_ratio.unwrap() / test.odds_ratio.unwrap();
        assert!((ratio - 1.0).abs() < 1e-9);
        let interval = test.interval(0.95).unwrap();
        assert!(
            interval.low < test.odds_ratio.unwrap() && test.odds_ratio.unwrap() < interval.high
        );
    }

    #[test]
    fn a_table_far_out_has_the_chance_of_its_tail() {
        // By hand: one of C(400, 200) ways each way, and twice that.
        let test = fisher_exact([[200, 0], [0, 200]]).unwrap();
        let ln_ways = libm::lgamma(401.0) - 2.0 * libm::lgamma(201.0);
        assert!((libm::log(test.p.greater) + ln_ways).abs() < 1e-11);
        assert!((test.p.two_sided / test.p.greater - 2.0).abs() < 1e-9);
        assert_eq!(test.p.less, 1.0);
        let wide = fisher_exact([[190, 12], [9, 230]]).unwrap();
        assert!(wide.p.two_sided >= wide.p.greater && wide.p.two_sided < 1.5 * wide.p.greater);
    }
}
