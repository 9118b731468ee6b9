//! A word that claims and is bound to nothing: doubled, most, half, best, first, only, rising.

use super::words::words;
use super::{Found, Kind};
use crate::language::Language;

pub(super) fn find(text: &str, language: &Language) -> Vec<Found> {
    let ranges = words(text);
    let lower: Vec<String> = ranges
        .iter()
        .map(|range| text[range.clone()].to_lowercase())
        .collect();
    let mut found = Vec::new();
    let mut at = 0;
    while at < ranges.len() {
        let n = language.claims(&lower[at..]);
        if n > 0 {
            found.push(Found {
                kind: Kind::ClaimingWord,
                range: ranges[at].start..ranges[at + n - 1].end,
            });
        }
        at += n.max(1);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_words_of_either_case() {
        let text = "Most models doubled; the almost fastest-ever Falls, the best and the worst.";
        let found: Vec<&str> = find(text, Language::or_none("en"))
            .into_iter()
            .map(|found| &text[found.range])
            .collect();
        assert_eq!(found, ["Most", "doubled", "Falls", "best", "worst"]);
        let text = "Drought faded, and Bergen caught up, far behind the tests behind it.";
        let found = find(text, Language::or_none("en")).into_iter();
        let found: Vec<&str> = found.map(|found| &text[found.range]).collect();
        assert_eq!(found, ["faded", "caught up", "far behind"]);
    }
}
