//! A word that denies, right before the words of a claim and not among them.

use std::ops::Range;

use super::reading::{Sentence, TokenKind};
use crate::language::Language;

/// A claim that the story denies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Denied {
    pub(crate) claim: String,
    /// The bytes of the word that denies.
    pub(crate) range: Range<usize>,
}

/// How many words may stand between the word that denies and the claim.
const BETWEEN: usize = 1;

/// Finds words that deny a claim and that its predicate knows nothing of.
pub(crate) fn denied(sentence: &Sentence, language: &Language) -> Vec<Denied> {
    let tokens = &sentence.tokens;
    let starts = (0..tokens.len()).filter(|at| {
        let claim = &tokens[*at].claim;
        claim.is_some()
            && at
                .checked_sub(1)
                .is_none_or(|before| tokens[before].claim != *claim)
    });
    let mut found = Vec::new();
    for start in starts {
        let before = &tokens[start.saturating_sub(BETWEEN + 1)..start];
        let own = before.iter().rposition(|token| {
            matches!(token.kind, TokenKind::Mark(_) | TokenKind::Value { .. })
                || token.claim.is_some()
        });
        let before = &before[own.map_or(0, |end| end + 1)..];
        let mut before = before.iter();
        let denies = before.find(|token| token.word().is_some_and(|word| language.denies(word)));
        found.extend(denies.map(|token| Denied {
            claim: tokens[start].claim.clone().unwrap_or_default(),
            range: token.range.clone(),
        }));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lints::sentences;
    use crate::prose::{Prose, Shape};
    use crate::source_text::SourceText;

    fn found(text: &str) -> Vec<String> {
        let source = SourceText::new("story.md", text);
        let prose = Prose::parse(&source, 0..text.len(), Shape::Story);
        let read = sentences(&prose);
        let ranges = read
            .iter()
            .flat_map(|sentence| denied(sentence, Language::or_none("en")))
            .map(|denied| denied.range);
        ranges.map(|range| source.slice(range).to_owned()).collect()
    }

    #[test]
    fn a_denial_before_the_words_is_found() {
        assert_eq!(found("It has not [risen](claim:a)."), ["not"]);
        assert_eq!(found("It hardly ever [rose](claim:a)."), ["hardly"]);
        assert_eq!(found("They didn’t [rise](claim:a)."), ["didn’t"]);
    }

    #[test]
    fn a_denial_in_the_words_or_elsewhere_is_not() {
        for text in [
            "It [has not risen](claim:a).",
            "It is not even, it [rose](claim:a).",
            "It was not. Then it [rose](claim:a).",
            "Not one of the many there [rose](claim:a).",
        ] {
            assert!(found(text).is_empty(), "{text}");
        }
    }
}
