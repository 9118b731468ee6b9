//! A word of direction or comparison between bound values that go the other way.
//!
//! `rose from A to B`, `A, up from B`, `A is more than B`, `grew by A`: the signs of what is between the values
//! are known. What stands in other shapes is not judged.

use std::ops::Range;

use highwater_facts::Unit;

use super::reading::{Place, Sentence, TokenKind};
use super::vocabulary::{Meaning, Vocabulary};
use crate::language::{Language, Sense};

/// A word that the values around it deny.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Contrary {
    /// The bytes of the word.
    pub(crate) range: Range<usize>,
    /// The places of the values, in the order in which the word takes them.
    pub(crate) places: Vec<usize>,
}

/// How far before a word of comparison its first value may stand.
const BEFORE: usize = 10;

/// Finds words of a sentence that the values around them deny.
pub(crate) fn contrary(sentence: &Sentence, vocabulary: &Vocabulary) -> Vec<Contrary> {
    if sentence.place == Place::Quotation {
        return Vec::new();
    }
    let reader = Around {
        sentence,
        vocabulary,
        language: vocabulary.language,
    };
    let lower: Vec<String> = sentence
        .tokens
        .iter()
        .map(|token| token.word().map(str::to_lowercase).unwrap_or_default())
        .collect();
    let words: Vec<&str> = lower.iter().map(String::as_str).collect();
    let senses = reader.language.senses(&words);
    let found = senses.into_iter().filter_map(|(at, n, sense)| {
        let is_up = sense.is_up()?;
        let denied = words[at.saturating_sub(2)..at].iter();
        if denied.into_iter().any(|word| reader.language.denies(word)) {
            return None;
        }
        let (places, goes_up) = reader.judged(&words, at..at + n, sense)?;
        let range = sentence.tokens[at].range.start..sentence.tokens[at + n - 1].range.end;
        (goes_up != is_up).then_some(Contrary { range, places })
    });
    found.collect()
}

/// What a word of direction stands between.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// `rose from A to B`.
    Change { from: usize, to: usize },
    /// `grew by A`, a value that is a change itself.
    Single(usize),
    /// `A is more than B`.
    Comparison { subject: usize, other: usize },
}

/// The values of a sentence around its words.
pub(super) struct Around<'a> {
    pub(super) sentence: &'a Sentence,
    pub(super) vocabulary: &'a Vocabulary,
    pub(super) language: &'static Language,
}

impl Around<'_> {
    /// The values that a word compares, and whether they go up in its sense.
    fn judged(
        &self,
        words: &[&str],
        place: Range<usize>,
        sense: Sense,
    ) -> Option<(Vec<usize>, bool)> {
        match self.shape(words, place, sense)? {
            Shape::Change { from, to } => self.compared(from, to),
            Shape::Single(at) => self.change(at),
            Shape::Comparison { subject, other } => self.compared(other, subject),
        }
    }

    /// Returns what a word at a place stands between; `words` are the tokens in lower case.
    pub(super) fn shape(&self, words: &[&str], place: Range<usize>, sense: Sense) -> Option<Shape> {
        let lists = &self.language.lists;
        let has = |list: &[String], at: usize| {
            let word = words.get(at);
            word.is_some_and(|word| list.iter().any(|known| known == word))
        };
        // `A, up from B`: the phrase has the word itself.
        if sense.is_change() && place.len() > 1 && has(&lists.from, place.end - 1) {
            let (to, from) = (self.before(place.start)?, self.behind(place.end)?);
            return Some(Shape::Change { from, to });
        }
        if sense.is_change() {
            let from = (place.end..place.end + 3).find(|at| has(&lists.from, *at));
            if let Some(a) = from.and_then(|from| self.behind(from + 1)) {
                let to = (a + 1..a + 7).find(|at| has(&lists.to, *at));
                let to = to.and_then(|to| self.behind(to + 1))?;
                return Some(Shape::Change { from: a, to });
            }
            let next = self.behind(place.end)?;
            let between = (place.end..next).any(|at| has(&lists.to, at) || has(&lists.from, at));
            return (!between).then_some(Shape::Single(next));
        }
        let than = (place.end - 1..place.end + 3).find(|at| has(&lists.than, *at));
        let other = match than {
            Some(than) => self.behind(than + 1)?,
            None => Some(place.end).filter(|at| self.is_value(*at))?,
        };
        let subject = self.before(place.start)?;
        Some(Shape::Comparison { subject, other })
    }

    fn is_value(&self, at: usize) -> bool {
        let token = self.sentence.tokens.get(at);
        token.is_some_and(|token| matches!(token.kind, TokenKind::Value { .. }))
    }

    /// The value that stands at a place or right behind it, with words between that say nothing.
    pub(super) fn behind(&self, at: usize) -> Option<usize> {
        let next = (at..at + 3).find(|at| self.is_value(*at))?;
        let between = &self.sentence.tokens[at..next];
        let is_plain = |word: &str| {
            let lower = word.to_lowercase();
            let lists = &self.language.lists;
            !lists.amounts.contains_key(&lower)
                && (self.language.stem(word).is_none() || lists.vague.contains(&lower))
        };
        let are_plain = between
            .iter()
            .all(|token| token.word().is_some_and(is_plain));
        are_plain.then_some(next)
    }

    /// The value before a place in the same clause.
    pub(super) fn before(&self, at: usize) -> Option<usize> {
        let from = at.saturating_sub(BEFORE);
        let found = (from..at).rev().find(|at| self.is_value(*at))?;
        let between = &self.sentence.tokens[found + 1..at];
        let is_break =
            |token: &super::reading::Token| matches!(token.kind, TokenKind::Mark(c) if c != ',');
        (!between.iter().any(is_break)).then_some(found)
    }

    pub(super) fn meaning(&self, at: usize) -> Option<Meaning> {
        self.vocabulary
            .meaning(self.sentence.tokens.get(at)?.path()?)
    }

    /// Whether the second value is above the first one; `None` if they cannot be compared or are the same.
    fn compared(&self, first: usize, second: usize) -> Option<(Vec<usize>, bool)> {
        let (one, two) = (self.meaning(first)?, self.meaning(second)?);
        let (x, y) = (one.number?, two.number?);
        // How a value is written may leave its sign to the words.
        let is_comparable = one.unit == two.unit && x != y && x.signum() == y.signum();
        is_comparable.then(|| (vec![first, second], y > x))
    }

    /// Whether a value that is itself a change is one upwards.
    fn change(&self, at: usize) -> Option<(Vec<usize>, bool)> {
        let path = self.sentence.tokens.get(at)?.path()?;
        let meaning = self.meaning(at)?;
        let label = self.vocabulary.label(path)?.to_lowercase();
        let words: Vec<&str> = label.split(|c: char| !c.is_alphanumeric()).collect();
        let senses = self.language.senses(&words);
        let says = |sense: Sense| senses.iter().any(|(.., known)| *known == sense);
        let grows = says(Sense::Rise) || meaning.words.contains("growth");
        let is_up = match (grows, says(Sense::Fall)) {
            (true, false) => true,
            (false, true) => false,
            _ => return None,
        };
        let neutral = neutral(&meaning);
        let is_above = meaning.number.filter(|x| *x != neutral)? > neutral;
        Some((vec![at], is_above == is_up))
    }
}

/// The number that says that nothing changed: a factor of 1, a difference of 0.
pub(super) fn neutral(meaning: &Meaning) -> f64 {
    f64::from(u8::from(meaning.unit == Some(Unit::Ratio)))
}

#[cfg(test)]
mod tests {
    use highwater_facts::{Fact, Quantity};
    use highwater_study::Results;

    use super::*;
    use crate::lints::sentences;
    use crate::prose::{Prose, Shape};
    use crate::source_text::SourceText;

    fn found(text: &str) -> Vec<String> {
        let mut results = Results::default();
        let facts = [
            ("hub.first", 28.0, Unit::Of("downloads"), "downloads, 2022"),
            ("hub.last", 62.0, Unit::Of("downloads"), "downloads, 2023"),
            ("hub.growth", 2.2, Unit::Ratio, "growth of downloads"),
        ];
        for (path, x, unit, label) in facts {
            let value = Quantity::exact(x, unit);
            results.ledger.add(Fact::new(path, value, label)).unwrap();
        }
        let vocabulary = Vocabulary::of(&results, Language::or_none("en"));
        let source = SourceText::new("story.md", text);
        let prose = Prose::parse(&source, 0..text.len(), Shape::Story);
        let read = sentences(&prose);
        let found = read.iter().flat_map(|one| contrary(one, &vocabulary));
        found
            .map(|one| source.slice(one.range).to_owned())
            .collect()
    }

    #[test]
    fn a_change_between_two_values() {
        let values = "[28](value:hub.first) to about [62](value:hub.last)";
        assert_eq!(found(&format!("It fell from {values}.")), ["fell"]);
        assert!(found(&format!("It rose again from {values}.")).is_empty());
        assert!(found(&format!("It never fell from {values}.")).is_empty());
        let up = "[62](value:hub.last) of them, up from [28](value:hub.first)";
        assert!(found(up).is_empty());
        assert_eq!(found(&up.replace("up from", "down from")), ["down from"]);
    }

    #[test]
    fn a_comparison_of_two_values() {
        let more = "At [62](value:hub.last) it is more than [28](value:hub.first).";
        assert!(found(more).is_empty());
        assert_eq!(found(&more.replace("more", "less")), ["less than"]);
        assert_eq!(
            found("The [62](value:hub.last) lie below [28](value:hub.first)."),
            ["below"]
        );
        assert!(
            found("At [62](value:hub.last) it is less than twice [28](value:hub.first).")
                .is_empty()
        );
    }

    #[test]
    fn a_value_that_is_a_change() {
        assert!(found("It grew [2.2-fold](value:hub.growth).").is_empty());
        assert_eq!(found("It shrank [2.2-fold](value:hub.growth)."), ["shrank"]);
        assert!(found("It fell back to [2.2](value:hub.growth).").is_empty());
    }
}
