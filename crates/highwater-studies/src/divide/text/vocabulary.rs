//! How the list of terms was made, done again: the most frequent words in abstracts of models with
//! much compute; and whether the list follows compute at all.
//!
//! Words are `[a-z0-9]+` joined by single hyphens, of more than one character, not digits alone, and
//! no stop words; of equally frequent ones the first in the alphabet ranks first.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use foldhash::fast::FixedState;
use highwater_stats::{Missing, SpearmanTest, StatsError, spearman};

use super::lists::Lists;
use super::papers::Paper;

/// The words that are looked through for terms.
pub const TOP: usize = 500;

/// A word and how often it occurs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// The word.
    pub word: String,
    /// How often it occurs.
    pub times: u64,
    /// In how many abstracts.
    pub papers: u64,
}

/// A term in abstracts of models with much compute and with little.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Split {
    /// The papers with much compute that use it.
    pub large: u64,
    /// Those with little.
    pub small: u64,
}

/// The words in abstracts of models with much compute.
#[derive(Clone, Debug)]
pub struct Vocabulary {
    /// The papers with much compute.
    pub large: u64,
    /// The papers with a known compute that is less.
    pub small: u64,
    /// All words of the first, the most frequent first.
    pub words: Vec<Word>,
    /// The rank of each term that is one word and occurs, from 1.
    pub ranks: BTreeMap<String, usize>,
    /// The use of each term, in the list's order.
    pub splits: Vec<Split>,
    /// Papers that use any term.
    pub any: Split,
    /// The number of different terms against log10 of the compute.
    pub with_compute: Result<SpearmanTest, StatsError>,
}

impl Split {
    /// Returns the log of the odds ratio, with half a paper added everywhere.
    #[must_use]
    pub fn log_odds(self, all: Split) -> f64 {
        let odds = |with: u64, of: u64| (with as f64 + 0.5) / (of as f64 - with as f64 + 0.5);
        libm::log(odds(self.large, all.large) / odds(self.small, all.small))
    }

    fn add(&mut self, is_large: bool) {
        match is_large {
            true => self.large += 1,
            false => self.small += 1,
        }
    }
}

impl Vocabulary {
    /// Ranks the words of papers from a log10 of compute, in FLOP, up.
    #[must_use]
    pub fn of(papers: &[Paper<'_>], lists: &Lists, large: f64) -> Self {
        let names = lists.terms.names();
        let mut splits = vec![Split::default(); names.len()];
        let (mut all, mut any) = (Split::default(), Split::default());
        let mut texts = Vec::new();
        let (mut used, mut compute) = (Vec::new(), Vec::new());
        for paper in papers {
            let Some(log) = paper.record.log_compute else {
                continue;
            };
            let is_large = log >= large;
            all.add(is_large);
            let terms = paper.used.terms;
            if !terms.is_empty() {
                any.add(is_large);
            }
            for (_, split) in splits
                .iter_mut()
                .enumerate()
                .filter(|(at, _)| terms.has(*at))
            {
                split.add(is_large);
            }
            if is_large {
                texts.push(paper.text.as_str());
            }
            used.push(f64::from(terms.count()));
            compute.push(log);
        }
        let words = ranked(&texts, &lists.stop_words);
        let place: HashMap<&str, usize> = (words.iter().map(|word| word.word.as_str()))
            .zip(1..)
            .collect();
        let rank = |name: &String| Some((name.clone(), *place.get(name.as_str())?));
        Vocabulary {
            large: all.large,
            small: all.small,
            ranks: names.iter().filter_map(rank).collect(),
            words,
            splits,
            any,
            with_compute: spearman(&used, &compute, Missing::Refuse),
        }
    }

    /// Returns the papers with much compute, and those with little.
    #[must_use]
    pub fn all(&self) -> Split {
        Split {
            large: self.large,
            small: self.small,
        }
    }

    /// Returns how many terms are among the most frequent words, the first `top` of them.
    #[must_use]
    pub fn terms_among(&self, top: usize) -> usize {
        self.ranks.values().filter(|rank| **rank <= top).count()
    }
}

/// Returns all words of normalised texts, the most frequent first.
#[must_use]
pub fn ranked(texts: &[&str], stop_words: &BTreeSet<String>) -> Vec<Word> {
    // For each word: how often, in how many texts, and the last text that it was seen in.
    let mut seen: HashMap<&str, (u64, u64, usize), FixedState> = HashMap::default();
    for (at, text) in texts.iter().enumerate() {
        for word in words(text) {
            let (times, papers, last) = seen.entry(word).or_insert((0, 0, usize::MAX));
            *times += 1;
            *papers += u64::from(*last != at);
            *last = at;
        }
    }
    let is_word = |word: &str| !stop_words.contains(word);
    let mut ranked: Vec<Word> = seen
        .into_iter()
        .filter(|(word, _)| is_word(word))
        .map(|(word, (times, papers, _))| Word {
            word: word.to_owned(),
            times,
            papers,
        })
        .collect();
    ranked.sort_unstable_by(|a, b| b.times.cmp(&a.times).then_with(|| a.word.cmp(&b.word)));
    ranked
}

/// Returns the words of a normalised text: `[a-z0-9]+` joined by single hyphens, of more than one
/// character and not digits alone.
///
/// # Example
///
/// ```
/// use highwater_studies::divide::text::vocabulary::words;
///
/// // By hand: `1024` is a number, `a` one letter, and a hyphen at an end is none of the word's.
/// let found: Vec<&str> = words("a state-of-the-art gpt-3 with 1024 tokens- per--pass").collect();
/// assert_eq!(found, ["state-of-the-art", "gpt-3", "with", "tokens", "per", "pass"]);
/// ```
pub fn words(text: &str) -> impl Iterator<Item = &str> {
    let is_part = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    text.split(move |c| !is_part(c))
        .flat_map(|chunk| chunk.split("--"))
        .map(|word| word.trim_matches('-'))
        .filter(|word| word.len() > 1 && !word.bytes().all(|byte| byte.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_ranked_by_how_often_and_then_by_the_alphabet() {
        let stop_words = BTreeSet::from(["the".to_owned()]);
        let ranked = ranked(&["the gpu the gpu memory", "the memory code"], &stop_words);
        let word = |word: &str, times, papers| Word {
            word: word.to_owned(),
            times,
            papers,
        };
        let expected = [word("gpu", 2, 1), word("memory", 2, 2), word("code", 1, 1)];
        assert_eq!(ranked, expected);
    }

    #[test]
    fn hyphens_join_words_one_at_a_time() {
        let found = |text| words(text).collect::<Vec<_>>();
        assert_eq!(found("a---bc-d"), ["bc-d"]);
        assert_eq!(found("\u{3b2}-vae 8-bit 3-4 x"), ["vae", "8-bit", "3-4"]);
    }

    #[test]
    fn half_a_paper_keeps_the_odds_finite() {
        let all = Split { large: 9, small: 4 };
        // By hand: (9.5 / 0.5) / (0.5 / 4.5) = 171.
        let found = Split { large: 9, small: 0 }.log_odds(all);
        assert!((found - libm::log(171.0)).abs() < 1e-15);
    }
}
