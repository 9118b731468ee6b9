//! D, without single terms: does the correlation over tasks hang on one or two of the terms?

use highwater_stats::StatsError;
use rayon::prelude::*;

use super::representation::{SHARE, Task, correlation, regression};

/// The correlation over tasks without some terms.
#[derive(Clone, Debug, PartialEq)]
pub struct Run {
    /// The places of the terms left out.
    pub without: Vec<usize>,
    /// Spearman's rank correlation over tasks; an error where the other terms leave nothing to rank.
    pub rho: Result<f64, StatsError>,
}

/// All runs with one term left out, and with two.
#[derive(Clone, Debug, PartialEq)]
pub struct LeaveOut {
    /// One run for each term, in the list's order.
    pub one: Vec<Run>,
    /// The slopes of the binomial regression without each term.
    pub one_slopes: Vec<Result<f64, StatsError>>,
    /// One run for each pair of terms: 861 for 42.
    pub two: Vec<Run>,
}

/// What runs have in common.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Spread {
    /// The runs that have a correlation.
    pub runs: usize,
    /// Those in which it is below zero.
    pub negative: usize,
    /// The least.
    pub least: f64,
    /// The greatest.
    pub most: f64,
}

impl LeaveOut {
    /// Leaves out each of so many terms, and each pair of them.
    #[must_use]
    pub fn of(tasks: &[Task], terms: usize) -> Self {
        let one: Vec<Vec<usize>> = (0..terms).map(|a| vec![a]).collect();
        let pairs = |a| (a + 1..terms).map(move |b| vec![a, b]);
        let two: Vec<Vec<usize>> = (0..terms).flat_map(pairs).collect();
        let run = |without: Vec<usize>| Run {
            rho: correlation(tasks, bits(&without)).map(|test| test.rho),
            without,
        };
        let slope = |without: &Vec<usize>| {
            let fit = regression(tasks, bits(without))?;
            Ok(fit.coefficient(SHARE)?.estimate)
        };
        LeaveOut {
            one_slopes: one.par_iter().map(slope).collect(),
            one: one.into_par_iter().map(run).collect(),
            two: two.into_par_iter().map(run).collect(),
        }
    }
}

fn bits(terms: &[usize]) -> u64 {
    terms.iter().fold(0, |bits, term| bits | 1 << term)
}

impl Spread {
    /// Over the runs that have a correlation; none where none has.
    ///
    /// # Example
    ///
    /// ```
    /// use highwater_studies::divide::text::leave_out::{Run, Spread};
    ///
    /// let run = |rho| Run { without: vec![0], rho: Ok(rho) };
    /// let spread = Spread::of(&[run(-0.2), run(0.1), run(-0.1)]).ok_or("no run")?;
    /// assert_eq!((spread.negative, spread.least, spread.most), (2, -0.2, 0.1));
    /// # Ok::<(), &str>(())
    /// ```
    #[must_use]
    pub fn of(runs: &[Run]) -> Option<Self> {
        let known = || runs.iter().filter_map(|run| run.rho.as_ref().ok().copied());
        Some(Spread {
            runs: known().count(),
            negative: known().filter(|rho| *rho < 0.0).count(),
            least: known().min_by(f64::total_cmp)?,
            most: known().max_by(f64::total_cmp)?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::terms::TermMask;
    use super::*;

    #[test]
    fn each_term_and_each_pair_is_left_out_once() {
        let task = |academia_only, terms: &[u64]| Task {
            name: String::new(),
            academia_only,
            terms: terms.iter().copied().map(TermMask).collect(),
        };
        let tasks = [
            task(0, &[0b001, 0b001, 0b010]),
            task(1, &[0b001, 0b100, 0]),
            task(2, &[0b001, 0, 0]),
        ];
        let found = LeaveOut::of(&tasks, 3);
        let without = |runs: &[Run]| runs.iter().map(|r| r.without.clone()).collect::<Vec<_>>();
        assert_eq!(without(&found.one), [[0], [1], [2]]);
        assert_eq!(without(&found.two), [[0, 1], [0, 2], [1, 2]]);
        // Without the last two terms all tasks but the first have one paper with a term.
        assert!(found.two[2].rho.as_ref().is_ok_and(|rho| *rho < -0.8));
        assert_eq!(found.one_slopes.len(), 3);
    }
}
