//! The benchmarks, and the two costs that a score is set against.

use highwater_facts::Unit;

/// A benchmark whose scores are shares of right answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Benchmark {
    /// Massive Multitask Language Understanding: school and college subjects, four choices.
    Mmlu,
    /// Graduate-level questions that a search does not answer, four choices.
    Gpqa,
    /// The hard tasks of BIG-Bench.
    Bbh,
    /// School mathematics, made anew so that no model can have seen it; no choices.
    Gsm1k,
}

impl Benchmark {
    /// All of them, in the order of [`System::scores`](super::systems::System::scores).
    pub const ALL: [Benchmark; 4] = [
        Benchmark::Mmlu,
        Benchmark::Gpqa,
        Benchmark::Bbh,
        Benchmark::Gsm1k,
    ];

    /// Returns the place among [`ALL`](Self::ALL).
    #[must_use]
    pub fn index(self) -> usize {
        self as usize
    }

    /// Its name, as a reader sets it and as figures have it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Benchmark::Mmlu => "MMLU",
            Benchmark::Gpqa => "GPQA",
            Benchmark::Bbh => "BBH",
            Benchmark::Gsm1k => "GSM1k",
        }
    }

    /// The share of right answers that guessing gives, where a table does not say it: one of four,
    /// and none where there are no choices.
    #[must_use]
    pub fn chance(self) -> f64 {
        match self {
            Benchmark::Mmlu | Benchmark::Gpqa | Benchmark::Bbh => 0.25,
            Benchmark::Gsm1k => 0.0,
        }
    }
}

/// What a score costs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Cost {
    /// The parameters that work on a token: what running the model costs.
    Parameters,
    /// The floating-point operations of its training.
    Compute,
}

impl Cost {
    /// Both of them.
    pub const ALL: [Cost; 2] = [Cost::Parameters, Cost::Compute];

    /// Returns the place among [`ALL`](Self::ALL).
    #[must_use]
    pub fn index(self) -> usize {
        self as usize
    }

    /// In words.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Cost::Parameters => "active parameters",
            Cost::Compute => "training compute",
        }
    }

    /// Its name in a path.
    #[must_use]
    pub fn segment(self) -> &'static str {
        match self {
            Cost::Parameters => "parameters",
            Cost::Compute => "compute",
        }
    }

    /// The unit of the cost itself.
    #[must_use]
    pub fn unit(self) -> Unit {
        match self {
            Cost::Parameters => Unit::Of("parameters"),
            Cost::Compute => Unit::Of("FLOP"),
        }
    }
}

/// Returns the negative logarithm of the share of wrong answers, `-ln(1 - score)`: 0 for none right,
/// without bound for all.
///
/// # Example
///
/// ```
/// use highwater_studies::efficiency::benchmark::{negative_log_error, score_of};
///
/// // By definition: half of the answers wrong is ln 2.
/// assert!((negative_log_error(0.5) - std::f64::consts::LN_2).abs() < 1e-15);
/// assert!((score_of(negative_log_error(0.3913)) - 0.3913).abs() < 1e-15);
/// ```
#[must_use]
pub fn negative_log_error(score: f64) -> f64 {
    -libm::log(1.0 - score)
}

/// Returns the score of a negative log error, from 0 to 1; below 0 for a negative one.
#[must_use]
pub fn score_of(negative_log_error: f64) -> f64 {
    -libm::expm1(-negative_log_error)
}
