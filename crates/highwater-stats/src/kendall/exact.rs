//! The exact distribution of the number of discordant pairs without ties.

use crate::p_values::PValues;

/// The tails over all permutations of `n` values of which `discordant` pairs are out of order.
///
/// The chance of `k` inversions among `i` values is the mean of the chances of `k - i + 1 ... k`
/// among `i - 1` (Knuth, "The Art of Computer Programming", volume 3, section 5.1.1).
/// The distribution is symmetric, so its lower half is enough, where all terms rise and the running
/// sums lose nothing.
pub(super) fn p_values(n: usize, discordant: u64) -> PValues {
    let all = n * (n - 1) / 2;
    let half = all / 2;
    let mut chances = vec![0.0; half + 1];
    chances[0] = 1.0;
    for i in 2..=n {
        let before = chances.clone();
        let mut window = 0.0;
        for (k, chance) in chances.iter_mut().enumerate() {
            window += before[k];
            if k >= i {
                window -= before[k - i];
            }
            *chance = window / i as f64;
        }
    }
    let discordant = discordant as usize;
    let at_most = |k: usize| {
        if k <= half {
            chances[..=k].iter().sum::<f64>()
        } else {
            // By symmetry, the chance of more than k is that of fewer than all - k.
            1.0 - chances[..all - k].iter().sum::<f64>()
        }
    };
    // Few discordant pairs speak for a rising relation.
    PValues::doubled(at_most(all - discordant), at_most(discordant))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn four_values_have_24_orders() {
        // Inversions of 4 values: 1, 3, 5, 6, 5, 3, 1 of 24 orders.
        let mut below = 0.0;
        for (k, count) in [1.0, 3.0, 5.0, 6.0, 5.0, 3.0, 1.0].into_iter().enumerate() {
            below += count;
            let p = p_values(4, k as u64);
            assert!((p.greater - below / 24.0).abs() < 1e-15, "{k}");
            assert!(
                (p.less - (24.0 - below + count) / 24.0).abs() < 1e-15,
                "{k}"
            );
        }
    }

    #[test]
    fn the_smallest_probability_is_one_over_n_factorial() {
        // 1 / 10! and 1 / 100! as printed by any table.
        assert!((p_values(10, 0).greater * 3_628_800.0 - 1.0).abs() < 1e-14);
        assert!((p_values(100, 0).greater / 1.071510288125467e-158 - 1.0).abs() < 1e-13);
    }
}
