//! A word that claims and is bound to nothing: doubled, most, half, best, first, only, rising.

use super::words::words;
use super::{Found, Kind};

/// Words that compare, count or say which way something goes.
const WORDS: [&str; 108] = [
    "accelerate",
    "accelerated",
    "accelerates",
    "accelerating",
    "all",
    "always",
    "best",
    "bigger",
    "biggest",
    "cheaper",
    "cheapest",
    "climbed",
    "climbs",
    "collapsed",
    "collapses",
    "decelerating",
    "decline",
    "declined",
    "declines",
    "declining",
    "decreased",
    "decreases",
    "decreasing",
    "double",
    "doubled",
    "doubles",
    "doubling",
    "drop",
    "dropped",
    "drops",
    "each",
    "equal",
    "equals",
    "every",
    "everywhere",
    "fall",
    "fallen",
    "falling",
    "falls",
    "faster",
    "fastest",
    "fell",
    "few",
    "fewer",
    "fewest",
    "first",
    "grew",
    "grow",
    "growing",
    "grown",
    "grows",
    "half",
    "halved",
    "halves",
    "higher",
    "highest",
    "increase",
    "increased",
    "increases",
    "increasing",
    "larger",
    "largest",
    "least",
    "less",
    "lower",
    "lowest",
    "majority",
    "minority",
    "most",
    "narrowed",
    "narrower",
    "narrows",
    "never",
    "no",
    "nobody",
    "none",
    "nothing",
    "only",
    "quadrupled",
    "record",
    "rise",
    "risen",
    "rises",
    "rising",
    "rose",
    "shrank",
    "shrinking",
    "shrinks",
    "shrunk",
    "slowed",
    "slower",
    "slowest",
    "slowing",
    "slows",
    "smaller",
    "smallest",
    "steady",
    "third",
    "thrice",
    "triple",
    "tripled",
    "triples",
    "twice",
    "unprecedented",
    "widened",
    "widens",
    "worse",
    "worst",
];

pub(super) fn find(text: &str) -> Vec<Found> {
    words(text)
        .into_iter()
        .filter(|range| {
            let word = text[range.clone()].to_lowercase();
            WORDS.binary_search(&word.as_str()).is_ok()
        })
        .map(|range| Found {
            kind: Kind::ClaimingWord,
            range,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_sorted_for_the_search() {
        assert!(WORDS.is_sorted());
    }

    #[test]
    fn whole_words_of_either_case() {
        let text = "Most models doubled; the almost fastest-ever Falls, the best and the worst.";
        let found: Vec<&str> = find(text)
            .into_iter()
            .map(|found| &text[found.range])
            .collect();
        assert_eq!(found, ["Most", "doubled", "Falls", "best", "worst"]);
    }
}
