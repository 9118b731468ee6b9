//! The word lists of a language that the lints use, as data: one TOML file a language.

mod lists;
mod senses;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

pub(crate) use lists::Lists;
pub(crate) use senses::Sense;
use senses::Senses;

/// The word lists of a language, looked up by word.
#[derive(Debug, Default)]
pub(crate) struct Language {
    stop: BTreeSet<String>,
    canonical: BTreeMap<String, String>,
    units: BTreeSet<String>,
    claiming: BTreeSet<String>,
    /// Phrases by their first word, each with its other words.
    phrases: BTreeMap<String, Vec<Vec<String>>>,
    senses: Senses,
    pub(crate) lists: Lists,
}

/// The languages that there are lists of, by their codes.
const FILES: [(&str, &str); 2] = [
    ("en", include_str!("en.toml")),
    ("de", include_str!("de.toml")),
];

impl Language {
    /// Returns the lists of a language, as `en` or `en-GB`; English if it is empty, `None` if there are no
    /// lists of it.
    pub(crate) fn of(code: &str) -> Option<&'static Self> {
        static ALL: OnceLock<Vec<Language>> = OnceLock::new();
        let all = ALL.get_or_init(|| FILES.iter().map(|(_, text)| Language::read(text)).collect());
        let main = code.split(['-', '_']).next().unwrap_or_default();
        let main = if main.is_empty() { "en" } else { main };
        let at = FILES
            .iter()
            .position(|(code, _)| main.eq_ignore_ascii_case(code));
        at.and_then(|at| all.get(at))
    }

    /// Returns the lists of a language, or empty ones, with which digits alone are found.
    pub(crate) fn or_none(code: &str) -> &'static Self {
        static NONE: OnceLock<Language> = OnceLock::new();
        Language::of(code).unwrap_or_else(|| NONE.get_or_init(Language::default))
    }

    fn read(text: &str) -> Self {
        let lists: Lists = toml::from_str(text).unwrap_or_default();
        let mut canonical = BTreeMap::new();
        for group in &lists.canonical {
            let mut words = group.split_whitespace();
            if let Some(first) = words.next() {
                canonical.extend(words.map(|word| (word.to_owned(), first.to_owned())));
            }
        }
        let mut phrases: BTreeMap<String, Vec<Vec<String>>> = BTreeMap::new();
        for phrase in &lists.phrases {
            let mut words = phrase.split_whitespace().map(str::to_owned);
            if let Some(first) = words.next() {
                phrases.entry(first).or_default().push(words.collect());
            }
        }
        let all = |text: &str| text.split_whitespace().map(str::to_owned).collect();
        let mut language = Language {
            stop: all(&lists.stop),
            claiming: all(&lists.claiming),
            phrases,
            senses: Senses::of(&lists),
            canonical,
            units: BTreeSet::new(),
            lists,
        };
        let units = language.lists.units.split_whitespace();
        language.units = units.filter_map(|word| language.stem(word)).collect();
        language
    }

    /// Whether there are lists: they are empty for a language that there are none of.
    pub(crate) fn has_lists(&self) -> bool {
        !self.lists.code.is_empty()
    }

    /// Whether a stem is a word for a unit.
    pub(crate) fn is_unit(&self, stem: &str) -> bool {
        self.units.contains(stem)
    }

    /// Returns how many of the words at the start of a text, in lower case, compare, count or say which way
    /// something goes: a word or a phrase.
    pub(crate) fn claims(&self, words: &[String]) -> usize {
        let phrases = words.first().and_then(|first| self.phrases.get(first));
        let whole = phrases.into_iter().flatten().find(|rest| {
            let next = words.get(1..1 + rest.len());
            next.is_some_and(|next| next == rest.as_slice())
        });
        if let Some(rest) = whole {
            return 1 + rest.len();
        }
        let is_word = words
            .first()
            .is_some_and(|word| self.claiming.contains(word));
        usize::from(is_word)
    }

    /// Returns the senses of the words of a text, in lower case, each with the place of its first word and
    /// how many words it takes.
    pub(crate) fn senses(&self, words: &[&str]) -> Vec<(usize, usize, Sense)> {
        self.senses.find(words)
    }

    /// Whether a word denies: `not`, `isn't`.
    pub(crate) fn denies(&self, word: &str) -> bool {
        let word = word.to_lowercase().replace('’', "'");
        self.lists.negation.contains(&word) || self.lists.code == "en" && word.ends_with("n't")
    }

    /// Returns the number that a word says: 2 for `two`.
    pub(crate) fn number(&self, word: &str) -> Option<f64> {
        self.lists.numbers.get(word).copied()
    }

    /// The word that stands for a word and its forms; `None` if it says nothing of what is meant.
    pub(crate) fn stem(&self, word: &str) -> Option<String> {
        let lower = word.to_lowercase();
        if lower.is_empty() || self.stop.contains(&lower) && !self.canonical.contains_key(&lower) {
            return None;
        }
        // `may` is a verb too.
        if let Some(month) = self.lists.months.get(&lower).filter(|_| lower != "may") {
            return Some(format!("month{month}"));
        }
        let known = |word: &str| self.canonical.get(word).cloned();
        if let Some(word) = known(&lower) {
            return Some(word);
        }
        // `corrected` and `correction` are one word.
        let endings = self.lists.endings.iter();
        let root = endings
            .filter_map(|end| lower.strip_suffix(end.as_str()))
            .next();
        if let Some(root) = root.filter(|root| root.chars().count() >= 6) {
            return Some(known(root).unwrap_or_else(|| root.to_owned()));
        }
        let plurals = self.lists.plurals.iter();
        let singular = plurals.filter_map(|end| lower.strip_suffix(end.as_str()));
        let singular = singular
            .filter(|one| one.len() > 2 && !one.ends_with('s') && !one.ends_with('u'))
            .max_by_key(|one| usize::MAX - one.len())
            .unwrap_or(&lower);
        Some(known(singular).unwrap_or_else(|| singular.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_files_are_read() {
        for (code, _) in FILES {
            let language = Language::of(code).unwrap();
            assert_eq!(language.lists.code, code);
            assert!(language.has_lists() && language.lists.months.len() > 11);
        }
        assert!(Language::of("en-GB").is_some() && Language::of("fr").is_none());
        assert!(!Language::or_none("fr").has_lists());
        let english = Language::of("").unwrap();
        assert_eq!(english.stem("the"), None);
        let stems = ["Models", "lower", "July", "companies", "gas"];
        let stems = stems.map(|word| english.stem(word).unwrap());
        assert_eq!(stems, ["model", "low", "month7", "industry", "gas"]);
    }

    #[test]
    fn german_is_read_with_its_own_endings() {
        let german = Language::of("de-AT").unwrap();
        let stems = ["Modelle", "Modellen", "Juli", "die"];
        let stems = stems.map(|word| german.stem(word));
        assert_eq!(stems[0], stems[1]);
        assert_eq!(stems[2].as_deref(), Some("month7"));
        assert_eq!(stems[3], None);
        assert!(german.denies("keine") && german.claims(&["verdoppelt".to_owned()]) == 1);
    }
}
