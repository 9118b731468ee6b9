//! What the lints know of a language, as data: one TOML file a language.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use serde::Deserialize;

/// What the lints know of a language.
#[derive(Debug, Default)]
pub(crate) struct Language {
    stop: BTreeSet<String>,
    canonical: BTreeMap<String, String>,
    units: BTreeSet<String>,
    pub(crate) lists: Lists,
}

/// The lists of a language, as its file holds them.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Lists {
    /// Its code: `en`.
    pub(crate) code: String,
    stop: String,
    canonical: Vec<String>,
    units: String,
    pub(crate) negation: Vec<String>,
    pub(crate) clause: Vec<String>,
    pub(crate) neutral: Vec<String>,
    pub(crate) vague: Vec<String>,
    pub(crate) months: BTreeMap<String, i32>,
    pub(crate) amounts: BTreeMap<String, f64>,
}

impl Language {
    /// Returns what is known of a language, as `en` or `en-GB`; English if it is empty, `None` if there are
    /// no lists of it.
    pub(crate) fn of(code: &str) -> Option<&'static Self> {
        let english = Language::english();
        let main = code.split(['-', '_']).next().unwrap_or_default();
        (main.is_empty() || main.eq_ignore_ascii_case(&english.lists.code)).then_some(english)
    }

    /// Returns what is known of English.
    pub(crate) fn english() -> &'static Self {
        static ENGLISH: OnceLock<Language> = OnceLock::new();
        ENGLISH.get_or_init(|| Language::read(include_str!("en.toml")))
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
        let units = lists.units.split_whitespace();
        let units = units.map(|word| canonical.get(word).cloned().unwrap_or(word.to_owned()));
        Language {
            units: units.collect(),
            stop: lists.stop.split_whitespace().map(str::to_owned).collect(),
            canonical,
            lists,
        }
    }

    /// Whether a stem is a word for a unit.
    pub(crate) fn is_unit(&self, stem: &str) -> bool {
        self.units.contains(stem)
    }

    /// The word that stands for a word and its forms; `None` if it says nothing of what is meant.
    pub(crate) fn stem(&self, word: &str) -> Option<String> {
        let lower = word.to_lowercase();
        if lower.is_empty() || self.stop.contains(&lower) && !self.canonical.contains_key(&lower) {
            return None;
        }
        if let Some(month) = self.lists.months.get(&lower).filter(|_| lower != "may") {
            return Some(format!("month{month}"));
        }
        let known = |word: &str| self.canonical.get(word).cloned();
        if let Some(word) = known(&lower) {
            return Some(word);
        }
        // `corrected` and `correction` are one word.
        let endings = ["ions", "ion", "ing", "ed"];
        let root = endings.iter().find_map(|end| lower.strip_suffix(end));
        if let Some(root) = root.filter(|root| root.chars().count() >= 6) {
            return Some(known(root).unwrap_or_else(|| root.to_owned()));
        }
        let singular = match lower.strip_suffix('s') {
            Some(one) if one.len() > 2 && !one.ends_with('s') && !one.ends_with('u') => one,
            _ => &lower,
        };
        Some(known(singular).unwrap_or_else(|| singular.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_is_read() {
        let english = Language::english();
        assert_eq!(english.lists.code, "en");
        assert!(Language::of("en-GB").is_some() && Language::of("de").is_none());
        assert_eq!(english.stem("the"), None);
        let stems = ["Models", "lower", "July", "companies", "gas"];
        let stems = stems.map(|word| english.stem(word).unwrap());
        assert_eq!(stems, ["model", "low", "month7", "industry", "gas"]);
    }
}
