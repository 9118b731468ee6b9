//! A shuffled order that a seed decides, the same on every machine.

/// A generator of numbers: SplitMix64, after Steele, Lea and Flood, 2014.
#[derive(Clone, Debug)]
pub(super) struct Order(pub(super) u64);

impl Order {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut x = self.0;
        x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        x ^ (x >> 31)
    }

    /// Returns one of several; `None` if there are none.
    pub(super) fn pick<T>(&mut self, items: Vec<T>) -> Option<T> {
        let n = items.len() as u64;
        let at = self.next().checked_rem(n)?;
        items.into_iter().nth(at as usize)
    }

    /// Keeps `most` items, picked at random, in their order.
    pub(super) fn sample<T>(&mut self, items: Vec<T>, most: usize) -> Vec<T> {
        let mut keyed: Vec<(u64, usize, T)> = items
            .into_iter()
            .enumerate()
            .map(|(at, item)| (self.next(), at, item))
            .collect();
        keyed.sort_by_key(|(key, at, _)| (*key, *at));
        keyed.truncate(most);
        keyed.sort_by_key(|(_, at, _)| *at);
        keyed.into_iter().map(|(_, _, item)| item).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_gives_one_sample() {
        let sample = |seed| Order(seed).sample((0..100).collect(), 5);
        assert_eq!(sample(1), sample(1));
        assert_ne!(sample(1), sample(2));
        assert!(sample(1).is_sorted());
        assert_eq!(sample(3).len(), 5);
    }
}
