//! How much of a story is checked.

use std::collections::BTreeMap;
use std::fmt;
use std::ops::AddAssign;

/// How much of the prose is checked, and with what result.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Coverage {
    /// Numerals that are bound to a value or stand in the words of a claim.
    pub bound: usize,
    /// Numerals that are bound to nothing.
    pub unbound: usize,
    /// Numerals and claiming words let through, by reason.
    pub let_through: BTreeMap<String, usize>,
    /// Claiming words that are bound to nothing.
    pub unbound_words: usize,
    /// Claims by verdict and whether the verdict is what their writer expects.
    pub claims: BTreeMap<(&'static str, bool), usize>,
}

impl Coverage {
    /// The number of claims.
    #[must_use]
    pub fn claim_count(&self) -> usize {
        self.claims.values().sum()
    }

    /// The number of claims with that verdict, expected or not.
    #[must_use]
    pub fn verdicts(&self, word: &str) -> usize {
        self.claims
            .iter()
            .filter(|((verdict, _), _)| *verdict == word)
            .map(|(_, n)| n)
            .sum()
    }

    /// The number of claims whose verdict is not what their writer expects.
    #[must_use]
    pub fn surprises(&self) -> usize {
        self.claims
            .iter()
            .filter(|((_, expected), _)| !expected)
            .map(|(_, n)| n)
            .sum()
    }

    /// The same for readers of the site: `118 numbers bound to the data, 54 claims tested: 51 hold, 3
    /// fail`.
    #[must_use]
    pub fn for_readers(&self) -> String {
        let verdicts = [
            ("holds", "hold"),
            ("fails", "fail"),
            ("fragile", "are fragile"),
            ("not testable", "cannot be tested"),
        ];
        let counts: Vec<String> = verdicts
            .iter()
            .map(|(word, verb)| (self.verdicts(word), verb))
            .filter(|(n, _)| *n > 0)
            .map(|(n, verb)| format!("{n} {verb}"))
            .collect();
        let claims = self.claim_count();
        format!(
            "{} numbers bound to the data, {claims} claims tested: {}",
            self.bound,
            counts.join(", ")
        )
    }

    /// The number of values and words that a rule or the writer lets through.
    #[must_use]
    pub fn let_through_count(&self) -> usize {
        self.let_through.values().sum()
    }
}

impl AddAssign for Coverage {
    fn add_assign(&mut self, other: Coverage) {
        self.bound += other.bound;
        self.unbound += other.unbound;
        self.unbound_words += other.unbound_words;
        for (reason, n) in other.let_through {
            *self.let_through.entry(reason).or_default() += n;
        }
        for (key, n) in other.claims {
            *self.claims.entry(key).or_default() += n;
        }
    }
}

impl fmt::Display for Coverage {
    /// `118 of 118 numerals bound · 54 claims: 51 hold, 3 fail as expected · 41 let through`
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let total = self.bound + self.unbound;
        let claims = self.claim_count();
        let plural = if claims == 1 { "" } else { "s" };
        write!(
            f,
            "{} of {total} numerals bound · {claims} claim{plural}",
            self.bound
        )?;
        let phrases = [
            ("holds", "hold"),
            ("fails", "fail"),
            ("fragile", "are fragile"),
            ("not testable", "are not testable"),
        ];
        let mut separator = ": ";
        for (word, verb) in phrases {
            for expected in [true, false] {
                let Some(n) = self.claims.get(&(word, expected)) else {
                    continue;
                };
                let suffix = match (word, expected) {
                    ("holds", true) => "",
                    (_, true) => " as expected",
                    (_, false) => " against expectation",
                };
                write!(f, "{separator}{n} {verb}{suffix}")?;
                separator = ", ";
            }
        }
        write!(f, " · {} let through", self.let_through_count())
    }
}
