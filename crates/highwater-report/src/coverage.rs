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
    /// Returns the number of claims.
    #[must_use]
    pub fn claim_count(&self) -> usize {
        self.claims.values().sum()
    }

    /// Returns the number of claims with that verdict, expected or not.
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

    /// Returns the same for readers of the site:
    /// `118 numbers bound to the data, 54 claims: 48 tested (45 hold, 3 fail), 6 cannot be`.
    #[must_use]
    pub fn for_readers(&self) -> String {
        let claims = self.claim_count();
        let plural = if claims == 1 { "" } else { "s" };
        let untested = self.verdicts("not testable");
        let verdicts = [
            (self.verdicts("holds"), "hold", "holds"),
            (self.verdicts("fails"), "fail", "fails"),
            (self.verdicts("fragile"), "are fragile", "is fragile"),
        ];
        let counts: Vec<String> = verdicts
            .iter()
            .filter(|(n, ..)| *n > 0)
            .map(|(n, many, one)| format!("{n} {}", if *n == 1 { one } else { many }))
            .collect();
        let counts = counts.join(", ");
        let tested = match (claims - untested, untested) {
            (0, 0) => "no claims".to_owned(),
            (_, 0) => format!("{claims} claim{plural} tested: {counts}"),
            (0, _) => format!("{claims} claim{plural}, none of which can be tested"),
            (tested, _) => {
                format!("{claims} claims: {tested} tested ({counts}), {untested} cannot be")
            }
        };
        format!("{} numbers bound to the data, {tested}", self.bound)
    }

    /// Returns the number of values and words that a rule or the writer lets through.
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_tested_is_not_counted_as_tested() {
        let told = |verdicts: &[(&'static str, usize)]| {
            let claims = verdicts.iter().map(|&(word, n)| ((word, true), n));
            let coverage = Coverage {
                bound: 118,
                claims: claims.collect(),
                ..Coverage::default()
            };
            coverage.for_readers()
        };
        assert_eq!(
            told(&[
                ("fails", 16),
                ("fragile", 1),
                ("holds", 37),
                ("not testable", 6)
            ]),
            "118 numbers bound to the data, 60 claims: 54 tested (37 hold, 16 fail, 1 is fragile), \
             6 cannot be"
        );
        assert_eq!(
            told(&[("holds", 51), ("fails", 3)]),
            "118 numbers bound to the data, 54 claims tested: 51 hold, 3 fail"
        );
        assert_eq!(
            told(&[("not testable", 1)]),
            "118 numbers bound to the data, 1 claim, none of which can be tested"
        );
        assert_eq!(told(&[]), "118 numbers bound to the data, no claims");
    }
}
