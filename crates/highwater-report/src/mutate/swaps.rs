//! The words that take each other's place.

use std::ops::Range;
use std::sync::OnceLock;

use serde::Deserialize;

/// The words that take each other's place, by kind.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Swaps {
    pub(super) direction: Vec<[String; 2]>,
    pub(super) unit: Vec<[String; 2]>,
    pub(super) quantifier: Vec<[String; 2]>,
    pub(super) negation: Vec<String>,
}

/// Returns the words that the crate brings.
pub(super) fn swaps() -> &'static Swaps {
    static SWAPS: OnceLock<Swaps> = OnceLock::new();
    SWAPS.get_or_init(|| toml::from_str(include_str!("swaps.toml")).unwrap_or_default())
}

/// Finds the words of a list in a text, each place once, the longest first; gives what takes their place.
/// Both words of a pair are found, unless the other one has a pair of its own.
pub(super) fn found(text: &str, pairs: &[[String; 2]]) -> Vec<(Range<usize>, String)> {
    let mut words: Vec<(&str, &str)> = pairs.iter().map(|[a, b]| (&**a, &**b)).collect();
    let back = pairs.iter().map(|[a, b]| (&**b, &**a));
    let back: Vec<_> = back
        .filter(|(word, _)| pairs.iter().all(|[first, _]| first != word))
        .collect();
    words.extend(back);
    words.sort_by_key(|(word, _)| std::cmp::Reverse(word.len()));
    let lower = text.to_lowercase();
    let mut places: Vec<(Range<usize>, String)> = Vec::new();
    if lower.len() != text.len() {
        return places;
    }
    for (word, other) in words {
        for (at, _) in lower.match_indices(word) {
            let range = at..at + word.len();
            let inside = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '-');
            let is_word = !inside(lower[..at].chars().next_back())
                && !inside(lower[range.end..].chars().next());
            let is_free = places
                .iter()
                .all(|(taken, _)| taken.end <= range.start || range.end <= taken.start);
            if is_word && is_free {
                places.push((range.clone(), as_written(&text[range], other)));
            }
        }
    }
    places.sort_by_key(|(range, _)| range.start);
    places
}

/// A word with a capital letter if the one whose place it takes has one.
fn as_written(like: &str, word: &str) -> String {
    let mut chars = word.chars();
    match (like.chars().next(), chars.next()) {
        (Some(first), Some(c)) if first.is_uppercase() => c.to_uppercase().chain(chars).collect(),
        _ => word.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_words_are_exchanged_and_keep_their_capital() {
        assert!(!swaps().direction.is_empty() && !swaps().negation.is_empty());
        let places = found("Went up, not uproarious; far less.", &swaps().direction);
        let places: Vec<(&str, &str)> = places
            .iter()
            .map(|(range, other)| {
                (
                    &"Went up, not uproarious; far less."[range.clone()],
                    &**other,
                )
            })
            .collect();
        assert_eq!(places, [("Went up", "Went down"), ("far less", "far more")]);
    }
}
