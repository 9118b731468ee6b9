//! The exact distribution of the number of discordant pairs, without ties and with them.

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

/// Returns the same where the values on one side tie in groups of these sizes.
///
/// Each group is dealt in among those before it, which makes as many pairs out of order as the
/// statistic of Mann and Whitney counts, independently of the others.
pub(super) fn p_values_of_one_side(groups: &[u64], discordant: u64) -> PValues {
    let mut chances = vec![1.0];
    let mut before = 0;
    for group in groups {
        let group = *group as usize;
        let dealt = mann_whitney_chances(before, group);
        let mut next = vec![0.0; chances.len() + dealt.len() - 1];
        for (a, chance) in chances.iter().enumerate() {
            for (sum, other) in next[a..].iter_mut().zip(&dealt) {
                *sum += chance * other;
            }
        }
        chances = next;
        before += group;
    }
    let discordant = discordant as usize;
    let at_most: f64 = chances[..=discordant].iter().sum();
    let at_least: f64 = chances[discordant..].iter().sum();
    PValues::doubled(at_least, at_most)
}

/// Returns the chances of each number of pairs out of order between `m` and `n` values.
///
/// The largest of all is one of the `n` in `n` of `m + n` cases, and is then behind all `m`.
fn mann_whitney_chances(m: usize, n: usize) -> Vec<f64> {
    // Row by row in n, for all numbers from 0 to m.
    let mut rows: Vec<Vec<f64>> = vec![vec![1.0]; m + 1];
    for j in 1..=n {
        let mut next: Vec<Vec<f64>> = vec![vec![1.0]];
        for i in 1..=m {
            let share = j as f64 / (i + j) as f64;
            let mut chances = vec![0.0; i * j + 1];
            for (sum, chance) in chances[i..].iter_mut().zip(&rows[i]) {
                *sum += share * chance;
            }
            for (sum, chance) in chances.iter_mut().zip(&next[i - 1]) {
                *sum += (1.0 - share) * chance;
            }
            next.push(chances);
        }
        rows = next;
    }
    rows.swap_remove(m)
}

/// Returns the same for ties on both sides, by `s`, the concordant less the discordant pairs; `None` if
/// it would take too long.
///
/// The groups of one side are dealt their shares of each group of the other one after the other; only
/// how much of each is dealt matters to those that follow.
pub(super) fn p_values_of_both_sides(x: &[u64], y: &[u64], s: i64) -> Option<PValues> {
    const MOST_VALUES: f64 = 4e6;
    const MOST_STEPS: usize = 100_000_000;
    // The side with fewer ways to be dealt in part is the one to keep.
    let ways = |groups: &[u64]| groups.iter().map(|t| *t as f64 + 1.0).product::<f64>();
    let (dealt, kept) = if ways(x) < ways(y) { (y, x) } else { (x, y) };
    let n: u64 = kept.iter().sum();
    let width = (n * (n - 1) / 2) as usize;
    let span = 2 * width + 1;
    if ways(kept) * span as f64 > MOST_VALUES {
        return None;
    }
    let states = kept.iter().map(|t| *t as usize + 1).product::<usize>();
    let mut chances = vec![0.0; states * span];
    chances[width] = 1.0;
    let (mut before, mut steps) = (0_u64, 0);
    for group in dealt {
        // So far no sum is farther from 0 than the pairs that there are.
        let reach = (before * before.saturating_sub(1) / 2) as usize;
        let mut next = vec![0.0; states * span];
        for state in 0..states {
            let taken = digits(state, kept);
            if taken.iter().sum::<u64>() != before {
                continue;
            }
            let from = state * span + width - reach;
            let sums = &chances[from..=from + 2 * reach];
            let mut deal = |share: &Share| {
                let start = (share.state * span + width - reach) as i64 + share.shift;
                let target = &mut next[start as usize..=start as usize + 2 * reach];
                for (sum, chance) in target.iter_mut().zip(sums) {
                    *sum += share.chance * chance;
                }
                steps += 2 * reach + 20;
            };
            let mut ways = 1.0;
            for place in 0..*group {
                ways *= (place as f64 + 1.0) / ((n - before) as f64 - place as f64);
            }
            let none = Share {
                state,
                chance: ways,
                shift: 0,
            };
            deal_shares(*group, &taken, kept, none, &mut deal);
            if steps > MOST_STEPS {
                return None;
            }
        }
        chances = next;
        before += group;
    }
    let last = &chances[(states - 1) * span..];
    let seen = (s + width as i64) as usize;
    let at_most: f64 = last[..=seen].iter().sum();
    let at_least: f64 = last[seen..].iter().sum();
    Some(PValues::doubled(at_most, at_least))
}

/// Returns how much of each group is dealt, from the number of the state: its digits, of which each
/// group has one more than values.
fn digits(state: usize, groups: &[u64]) -> Vec<u64> {
    let mut rest = state as u64;
    groups
        .iter()
        .map(|group| {
            let digit = rest % (group + 1);
            rest /= group + 1;
            digit
        })
        .collect()
}

/// One way to deal a group: the state it leads to, its chance, and by how much it moves the statistic.
#[derive(Clone, Copy)]
struct Share {
    state: usize,
    chance: f64,
    shift: i64,
}

/// Calls `deal` for all ways to take `left` values out of the groups of `kept`, of which some are
/// taken already.
fn deal_shares(
    left: u64,
    taken: &[u64],
    kept: &[u64],
    share: Share,
    deal: &mut impl FnMut(&Share),
) {
    /// From one group on, where groups before have `below` taken, those after it `above`, and one more
    /// value of it is `stride` states away.
    fn from(
        (left, room): (u64, u64),
        (taken, kept): (&[u64], &[u64]),
        (below, above): (u64, u64),
        stride: usize,
        share: Share,
        deal: &mut impl FnMut(&Share),
    ) {
        let (Some((old, taken)), Some((group, kept))) = (taken.split_first(), kept.split_first())
        else {
            deal(&share);
            return;
        };
        let here = group - old;
        let (room, above) = (room - here, above - old);
        let apart = below as i64 - above as i64;
        let mut share = share;
        for new in 0..=left.min(here) {
            if left - new <= room {
                let rest = (left - new, room);
                let wide = stride * (*group as usize + 1);
                from(rest, (taken, kept), (below + old, above), wide, share, deal);
            }
            share.state += stride;
            share.shift += apart;
            share.chance *= (here - new) as f64 / (new as f64 + 1.0);
        }
    }
    let room = kept.iter().sum::<u64>() - taken.iter().sum::<u64>();
    from(
        (left, room),
        (taken, kept),
        (0, taken.iter().sum()),
        1,
        share,
        deal,
    );
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
