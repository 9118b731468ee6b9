//! Words and phrases that say a direction, a comparison or of how many.

use std::collections::BTreeMap;

use super::lists::Lists;

/// The sense of a word or phrase.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Sense {
    /// Something became more: rose.
    Rise,
    /// Something became less: fell.
    Fall,
    /// One is more than another: higher.
    More,
    /// One is less than another: lower.
    Less,
    /// It is so for each: all, none.
    All,
    /// It is so for some.
    Some,
    /// A test finds it: significant.
    Significant,
}

impl Sense {
    /// Returns whether it says a direction, and which: up is `true`.
    pub(crate) fn is_up(self) -> Option<bool> {
        match self {
            Sense::Rise | Sense::More => Some(true),
            Sense::Fall | Sense::Less => Some(false),
            _ => None,
        }
    }

    /// Returns whether it says a change.
    pub(crate) fn is_change(self) -> bool {
        matches!(self, Sense::Rise | Sense::Fall)
    }
}

/// Phrases by their first word, each with its other words.
#[derive(Debug, Default)]
pub(super) struct Senses(BTreeMap<String, Vec<(Vec<String>, Sense)>>);

impl Senses {
    pub(super) fn of(lists: &Lists) -> Self {
        let mut senses = Senses::default();
        let all = [
            (&lists.rise, Sense::Rise),
            (&lists.fall, Sense::Fall),
            (&lists.more, Sense::More),
            (&lists.less, Sense::Less),
            (&lists.all, Sense::All),
            (&lists.some, Sense::Some),
            (&lists.significant, Sense::Significant),
        ];
        for (phrases, sense) in all {
            for phrase in phrases {
                let mut words = phrase.split_whitespace().map(str::to_owned);
                if let Some(first) = words.next() {
                    let known = senses.0.entry(first).or_default();
                    known.push((words.collect(), sense));
                }
            }
        }
        for known in senses.0.values_mut() {
            known.sort_by_key(|(rest, _)| std::cmp::Reverse(rest.len()));
        }
        senses
    }

    /// Finds phrases among words in lower case, the longest at each place.
    pub(super) fn find(&self, words: &[&str]) -> Vec<(usize, usize, Sense)> {
        let mut found = Vec::new();
        let mut at = 0;
        while at < words.len() {
            let known = self.0.get(words[at]).into_iter().flatten();
            let longest = known.into_iter().find(|(rest, _)| {
                let next = words.get(at + 1..at + 1 + rest.len());
                next.is_some_and(|next| next.iter().zip(rest).all(|(a, b)| a == b))
            });
            match longest {
                Some((rest, sense)) => {
                    found.push((at, 1 + rest.len(), *sense));
                    at += 1 + rest.len();
                }
                None => at += 1,
            }
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Language;

    #[test]
    fn the_longest_phrase_counts() {
        let english = Language::of("en").unwrap();
        let words = ["it", "fell", "back", "and", "went", "up", "from", "all"];
        let found = english.senses(&words);
        assert_eq!(
            found,
            [(1, 2, Sense::Fall), (4, 2, Sense::Rise), (7, 1, Sense::All)]
        );
    }
}
