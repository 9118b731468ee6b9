//! Random numbers that are the same on every machine and for any number of threads.

use rand::rngs::ChaCha8Rng;
use rand::{Rng, SeedableRng};

use crate::distribution::normal_quantile;

/// How many random repetitions, and from which seed.
///
/// Repetition `i` draws from ChaCha8 with the seed as the first eight bytes of its key and `i` as its
/// stream, so the result depends on these two numbers alone: not on the number of threads, nor on
/// the version of a library.
///
/// # Example
///
/// ```
/// use highwater_stats::{Resampling, bootstrap, mean};
///
/// let values = [3.0, 5.0, 7.0, 18.0, 43.0];
/// let resampling = Resampling { repetitions: 999, seed: 42 };
/// let mean_of = |values: &[f64]| mean(values).unwrap_or(f64::NAN);
/// let once = bootstrap(&values, mean_of, resampling)?;
/// assert_eq!(once, bootstrap(&values, mean_of, resampling)?);
/// # Ok::<(), highwater_stats::StatsError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Resampling {
    /// The number of resamples, permutations or draws.
    pub repetitions: usize,
    /// Any number; the same one gives the same result.
    pub seed: u64,
}

impl Resampling {
    /// Returns the generator of one repetition.
    pub(crate) fn stream(&self, repetition: usize) -> ChaCha8Rng {
        let mut rng = self.generator();
        to_stream(&mut rng, repetition);
        rng
    }

    /// A generator to be sent [`to_stream`] for each repetition, which is faster than a new one.
    pub(crate) fn generator(&self) -> ChaCha8Rng {
        let mut key = [0; 32];
        key[..8].copy_from_slice(&self.seed.to_le_bytes());
        ChaCha8Rng::from_seed(key)
    }
}

/// Sends a generator to the start of the stream of a repetition.
pub(crate) fn to_stream(rng: &mut ChaCha8Rng, repetition: usize) {
    rng.set_stream(repetition as u64);
}

/// Returns a whole number below `bound`, each with the same chance; `bound` is at least 1.
///
/// Lemire (2019), "Fast random integer generation in an interval", ACM Transactions on Modeling and
/// Computer Simulation 29, 3. Written out, because the methods of `rand` may change how they draw.
pub(crate) fn index_below(rng: &mut ChaCha8Rng, bound: usize) -> usize {
    match u32::try_from(bound) {
        Ok(bound) => {
            let word = rng.next_u32();
            scaled(word, bound, || rng.next_u32())
        }
        Err(_) => {
            let bound = bound as u64;
            let least = bound.wrapping_neg() % bound;
            loop {
                let product = u128::from(rng.next_u64()) * u128::from(bound);
                if product as u64 >= least {
                    return (product >> 64) as usize;
                }
            }
        }
    }
}

/// Fills `rows` with numbers below `bound`: a sample of rows with replacement.
///
/// The random words are drawn in bulk, which is several times as fast as one by one.
pub(crate) fn resample(rng: &mut ChaCha8Rng, bound: usize, rows: &mut [usize]) {
    const BULK: usize = 64;
    let Ok(bound) = u32::try_from(bound) else {
        rows.iter_mut()
            .for_each(|row| *row = index_below(rng, bound));
        return;
    };
    for rows in rows.chunks_mut(BULK) {
        let mut bytes = [[0; 4]; BULK];
        rng.fill_bytes(bytes[..rows.len()].as_flattened_mut());
        for (row, bytes) in rows.iter_mut().zip(bytes) {
            *row = scaled(u32::from_le_bytes(bytes), bound, || rng.next_u32());
        }
    }
}

/// The word scaled to below `bound`, or another word where this one would favour some results.
fn scaled(word: u32, bound: u32, mut another: impl FnMut() -> u32) -> usize {
    let mut product = u64::from(word) * u64::from(bound);
    if (product as u32) < bound {
        let least = bound.wrapping_neg() % bound;
        while (product as u32) < least {
            product = u64::from(another()) * u64::from(bound);
        }
    }
    (product >> 32) as usize
}

/// Fisher and Yates's shuffle.
pub(crate) fn shuffle<T>(rng: &mut ChaCha8Rng, items: &mut [T]) {
    for i in (1..items.len()).rev() {
        items.swap(i, index_below(rng, i + 1));
    }
}

/// Returns a standard normal number, by the quantile of a uniform one.
pub(crate) fn standard_normal(rng: &mut ChaCha8Rng) -> f64 {
    // The middles of 2^53 equal parts: never 0 or 1.
    let uniform = ((rng.next_u64() >> 11) as f64 + 0.5) / 9007199254740992.0;
    normal_quantile(uniform)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_draws_of_a_seed_never_change() {
        let resampling = Resampling {
            repetitions: 2,
            seed: 42,
        };
        let mut rng = resampling.stream(1);
        let draws: Vec<usize> = (0..8).map(|_| index_below(&mut rng, 46)).collect();
        assert_eq!(draws, [41, 35, 17, 9, 15, 29, 33, 4]);
        let mut bulk = [0; 100];
        resample(&mut resampling.stream(1), 46, &mut bulk);
        assert_eq!(bulk[..8], draws);
    }

    #[test]
    fn every_index_is_drawn_about_as_often() {
        let mut rng = Resampling {
            repetitions: 1,
            seed: 7,
        }
        .stream(0);
        let mut counts = [0.0; 6];
        for _ in 0..60_000 {
            counts[index_below(&mut rng, 6)] += 1.0;
        }
        let chi2: f64 = counts
            .iter()
            .map(|c: &f64| (c - 1e4) * (c - 1e4) / 1e4)
            .sum();
        // The chance of more is 1 in 10^6.
        assert!(chi2 < 35.0, "{chi2}");
    }

    #[test]
    fn normal_numbers_have_mean_0_and_variance_1() {
        let mut rng = Resampling {
            repetitions: 1,
            seed: 7,
        }
        .stream(0);
        let draws: Vec<f64> = (0..20_000).map(|_| standard_normal(&mut rng)).collect();
        assert!(crate::mean(&draws).unwrap().abs() < 0.03);
        let variance = crate::variance(&draws, crate::Divisor::N).unwrap();
        assert!((variance - 1.0).abs() < 0.05);
    }
}
