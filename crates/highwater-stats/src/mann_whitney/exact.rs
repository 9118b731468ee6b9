//! The exact distribution of the rank sum, with or without ties.

use super::{ExactMannWhitney, Pooled};
use crate::error::StatsError;

/// What is done without being asked: about a hundredth of a second.
pub(super) const QUICK_STEPS: f64 = 3e7;
/// What is done at all.
pub(super) const MOST_STEPS: f64 = 2e9;

/// Returns whether samples of this size may be small enough for [`MOST_STEPS`], however they tie.
pub(super) fn may_be_feasible(n1: usize, n2: usize) -> bool {
    n1.min(n2) < 20_000 && n1.max(n2) < 1_000_000
}

/// Counts the ways to choose the smaller sample from all ranks, by how many are chosen and by their
/// sum (Streitberg and Roehmel's shift algorithm).
pub(super) fn p_values(pooled: &Pooled, most_steps: f64) -> Result<ExactMannWhitney, StatsError> {
    let few = pooled.n1.min(pooled.n2);
    let too_large = |steps: f64| StatsError::TooLarge {
        what: "exact Mann-Whitney distribution",
        steps,
        most: most_steps,
    };
    if !may_be_feasible(pooled.n1, pooled.n2) {
        return Err(too_large(f64::INFINITY));
    }
    let scores = Scores::new(pooled);
    let largest = scores.largest_sum(few);
    let steps = scores.values.len() as f64 * few as f64 * (largest + 1) as f64 / 2.0;
    if steps > most_steps {
        return Err(too_large(steps));
    }
    let chances = chances(&scores.values, few, largest);
    let observed = scores.observed_sum(pooled);
    let mut tails = tails(&chances, observed, scores.mean_sum(few));
    if pooled.n1 > pooled.n2 {
        // The smaller sample is y: a large sum of its ranks is a small u1.
        std::mem::swap(&mut tails.less, &mut tails.greater);
    }
    Ok(tails)
}

/// Returns how many values of `u1`, from 0 up, have together a chance of at most `tail` where nothing
/// ties; `None` where that takes too long.
///
/// Among the pairwise differences in ascending order, counted from 1, it is the place at which an
/// interval of the shift begins.
pub(crate) fn place_of_tail(n1: usize, n2: usize, tail: f64) -> Option<u64> {
    let (few, n) = (n1.min(n2), n1 + n2);
    let largest = few.checked_mul(n1.max(n2))?;
    if n as f64 * few as f64 * (largest + 1) as f64 / 2.0 > QUICK_STEPS {
        return None;
    }
    // Of each rank less its place among the chosen, so that the sum is u itself.
    let ranks: Vec<usize> = (0..n).collect();
    let least: usize = (0..few).sum();
    let chances = chances(&ranks, few, largest + least);
    let mut below = 0.0;
    let place = chances[least..].iter().take_while(|chance| {
        below += **chance;
        below <= tail
    });
    Some(place.count() as u64)
}

/// Twice the average ranks, less the smallest one, over their common divisor: small whole numbers.
struct Scores {
    /// Of every value of both samples, ascending.
    values: Vec<usize>,
    /// Of each group of ties.
    of_group: Vec<usize>,
}

impl Scores {
    fn new(pooled: &Pooled) -> Scores {
        let mut before = 0;
        let mut of_group = Vec::with_capacity(pooled.groups.len());
        for (_, tied) in &pooled.groups {
            of_group.push(2 * before + tied + 1);
            before += tied;
        }
        let least = of_group.first().copied().unwrap_or(0);
        let divisor = of_group
            .iter()
            .fold(0, |d, score| gcd(d, score - least))
            .max(1);
        for score in &mut of_group {
            *score = (*score - least) / divisor;
        }
        let values = of_group
            .iter()
            .zip(&pooled.groups)
            .flat_map(|(score, (_, tied))| std::iter::repeat_n(*score, *tied))
            .collect();
        Scores { values, of_group }
    }

    fn largest_sum(&self, few: usize) -> usize {
        self.values.iter().rev().take(few).sum()
    }

    /// Of the smaller sample.
    fn observed_sum(&self, pooled: &Pooled) -> usize {
        let of_x = pooled.n1 <= pooled.n2;
        self.of_group
            .iter()
            .zip(&pooled.groups)
            .map(|(score, (x, all))| score * if of_x { *x } else { all - x })
            .sum()
    }

    /// The mean sum of `few` scores, times the number of scores to stay whole.
    fn mean_sum(&self, few: usize) -> MeanSum {
        MeanSum {
            times_n: few * self.values.iter().sum::<usize>(),
            n: self.values.len(),
        }
    }
}

struct MeanSum {
    times_n: usize,
    n: usize,
}

impl MeanSum {
    /// Returns the distance of a sum from the mean, times `n`.
    fn distance(&self, sum: usize) -> usize {
        (sum * self.n).abs_diff(self.times_n)
    }
}

/// Returns the chance of each sum of `few` scores drawn without replacement.
///
/// `table[k][s]` is the number of ways to have chosen `k` scores with sum `s` so far, each step
/// divided so that the numbers stay in range: the chance that a given `k` of those seen are chosen.
fn chances(scores: &[usize], few: usize, largest: usize) -> Vec<f64> {
    let width = largest + 1;
    let mut table = vec![0.0; (few + 1) * width];
    table[0] = 1.0;
    let mut reach = vec![0; few + 1];
    for (seen, score) in scores.iter().enumerate() {
        // With `seen + 1` scores seen, the chance that a random choice of k of them has this sum:
        // the new one is among them with chance k / (seen + 1).
        let now = (seen + 1) as f64;
        for k in (0..=few.min(seen + 1)).rev() {
            let chosen = k as f64 / now;
            let skipped = 1.0 - chosen;
            let (below, row) = table.split_at_mut(k * width);
            let row = &mut row[..width];
            if k > seen {
                row[..=largest].fill(0.0);
            } else {
                row[..=reach[k]]
                    .iter_mut()
                    .for_each(|chance| *chance *= skipped);
            }
            if k > 0 {
                let from = &below[(k - 1) * width..];
                let top = reach[k - 1].min(largest.saturating_sub(*score));
                for (to, from) in row[*score..].iter_mut().zip(&from[..=top]) {
                    *to += from * chosen;
                }
                reach[k] = reach[k].max(top + score);
            }
        }
    }
    table.split_off(few * width)
}

fn tails(chances: &[f64], observed: usize, mean: MeanSum) -> ExactMannWhitney {
    let sum = |keep: &dyn Fn(usize) -> bool| {
        let kept = chances.iter().enumerate().filter(|(s, _)| keep(*s));
        kept.map(|(_, chance)| chance).sum::<f64>().clamp(0.0, 1.0)
    };
    let distance = mean.distance(observed);
    let less = sum(&|s| s <= observed);
    let greater = sum(&|s| s >= observed);
    ExactMannWhitney {
        two_sided: sum(&|s| mean.distance(s) >= distance),
        two_sided_doubled: (2.0 * less.min(greater)).clamp(0.0, 1.0),
        less,
        greater,
    }
}

fn gcd(a: usize, b: usize) -> usize {
    if b == 0 { a } else { gcd(b, a % b) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::missing::Missing;

    /// By going through every split.
    fn naive(x: &[f64], y: &[f64]) -> (f64, f64) {
        let all: Vec<f64> = x.iter().chain(y).copied().collect();
        let ranks = crate::ranks::ranks(&all).unwrap();
        let observed: f64 = ranks[..x.len()].iter().sum();
        let (mut less, mut greater, mut splits) = (0.0, 0.0, 0.0);
        for subset in 0..1_u32 << all.len() {
            if subset.count_ones() as usize != x.len() {
                continue;
            }
            let chosen = (0..all.len()).filter(|i| subset & (1 << i) != 0);
            let sum: f64 = chosen.map(|i| ranks[i]).sum();
            splits += 1.0;
            less += f64::from(u8::from(sum <= observed));
            greater += f64::from(u8::from(sum >= observed));
        }
        (less / splits, greater / splits)
    }

    #[test]
    fn tails_agree_with_every_split() {
        let values = [3.0, 1.0, 4.0, 1.0, 5.0, 9.0, 2.0, 6.0, 5.0, 3.0, 5.0];
        for n1 in 1..11 {
            let (x, y) = values.split_at(n1);
            let pooled = Pooled::new(x, y, Missing::Refuse).unwrap();
            let got = p_values(&pooled, QUICK_STEPS).unwrap();
            let (less, greater) = naive(x, y);
            assert!((got.less - less).abs() < 1e-14, "{n1}: {got:?} {less}");
            assert!(
                (got.greater - greater).abs() < 1e-14,
                "{n1}: {got:?} {greater}"
            );
        }
    }

    #[test]
    fn large_samples_are_refused_and_not_tried() {
        let x: Vec<f64> = (0..3000).map(f64::from).collect();
        let pooled = Pooled::new(&x, &x, Missing::Refuse).unwrap();
        let refused = p_values(&pooled, QUICK_STEPS);
        assert!(matches!(refused, Err(StatsError::TooLarge { .. })));
    }
}
