//! The exact distribution of Spearman's statistic over all permutations.

use crate::p_values::PValues;

/// Returns the tails of `sum(x_i y_i)` over all permutations of `y`, by counting over subsets: after
/// the first `k` places, only which `k` ranks are used up matters, not their order.
///
/// `2^n` subsets instead of `n!` permutations; ties need no special care.
pub(super) fn p_values(x: &[u64], y: &[u64]) -> PValues {
    let n = x.len();
    let (x, y) = (&small_scores(x), &small_scores(y));
    let observed: u64 = x.iter().zip(y).map(|(x, y)| x * y).sum();
    let largest = largest_sum(x, y);
    // counts[subset][sum]: the ways to pair the first places of x with that subset of y.
    let mut counts: Vec<Vec<u32>> = vec![Vec::new(); 1 << n];
    counts[0] = vec![1];
    for subset in 0..counts.len() {
        let ways = std::mem::take(&mut counts[subset]);
        let place = subset.count_ones() as usize;
        if place == n {
            return tails(&ways, observed);
        }
        for (j, rank) in y.iter().enumerate() {
            if subset & (1 << j) != 0 {
                continue;
            }
            let added = (x[place] * rank) as usize;
            let next = &mut counts[subset | (1 << j)];
            next.resize(largest + 1, 0);
            for (sum, ways) in ways.iter().enumerate().filter(|(_, ways)| **ways > 0) {
                next[sum + added] += ways;
            }
        }
    }
    PValues::doubled(1.0, 1.0)
}

/// The same where the relation of `n` pairs without ties is perfect: one of `n!` permutations.
pub(super) fn p_values_of_perfect(n: usize, rho: f64) -> PValues {
    let one_order = (1..=n).fold(1.0, |chance, i| chance / i as f64);
    if rho > 0.0 {
        PValues::doubled(1.0, one_order)
    } else {
        PValues::doubled(one_order, 1.0)
    }
}

/// Returns the ranks less the smallest, over their common divisor: whole numbers that order all sums as
/// the ranks do and are as small as can be.
fn small_scores(ranks: &[u64]) -> Vec<u64> {
    let least = ranks.iter().copied().min().unwrap_or(0);
    let divisor = ranks.iter().fold(0, |d, rank| gcd(d, rank - least)).max(1);
    ranks.iter().map(|rank| (rank - least) / divisor).collect()
}

fn gcd(a: u64, b: u64) -> u64 {
    if b == 0 { a } else { gcd(b, a % b) }
}

fn largest_sum(x: &[u64], y: &[u64]) -> usize {
    let sorted = |ranks: &[u64]| {
        let mut ranks = ranks.to_vec();
        ranks.sort_unstable();
        ranks
    };
    let largest: u64 = sorted(x).iter().zip(sorted(y)).map(|(x, y)| x * y).sum();
    largest as usize
}

fn tails(ways: &[u32], observed: u64) -> PValues {
    let observed = observed as usize;
    let count = |ways: &[u32]| ways.iter().map(|ways| u64::from(*ways)).sum::<u64>() as f64;
    let all = count(ways);
    PValues::doubled(
        count(&ways[..=observed]) / all,
        count(&ways[observed..]) / all,
    )
}
