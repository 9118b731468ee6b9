//! The predicate of a claim that has none, from its words and the values around them.
//!
//! `[rose](claim:) from A to B`, `A, [more than half](claim:) of B`, `the [largest](claim:) of them, A`: what
//! people write all the time. What stands in other shapes has no predicate, and its writer gives it one.

use std::ops::Range;

use highwater_facts::Unit;

use super::direction::{Around, Shape, neutral};
use super::reading::{Sentence, TokenKind};
use super::vocabulary::Vocabulary;
use crate::language::Sense;

/// Returns the predicate of the claim whose words are those tokens of a sentence; `lists` gives the lists that a
/// value is a row of, the longest first.
pub(crate) fn inferred(
    sentence: &Sentence,
    tokens: Range<usize>,
    vocabulary: &Vocabulary,
    lists: &dyn Fn(&str) -> Vec<String>,
) -> Option<String> {
    let lower: Vec<String> = sentence
        .tokens
        .iter()
        .map(|token| token.word().map(str::to_lowercase).unwrap_or_default())
        .collect();
    let words: Vec<&str> = lower.iter().map(String::as_str).collect();
    let language = vocabulary.language;
    let own = &words[tokens.clone()];
    let claim = Claim {
        around: Around {
            sentence,
            vocabulary,
            language,
        },
        senses: language.senses(own),
        is_denied: own.iter().any(|word| language.denies(word)),
        amount: own
            .iter()
            .find_map(|word| language.lists.amounts.get(*word))
            .copied(),
        number: own.iter().find_map(|word| language.number(word)),
        words,
        tokens,
        lists,
    };
    claim
        .of_tests()
        .or_else(|| claim.of_amount())
        .or_else(|| claim.of_all())
        .or_else(|| claim.of_direction())
        .or_else(|| claim.of_most())
}

struct Claim<'a> {
    around: Around<'a>,
    words: Vec<&'a str>,
    /// Its words among the tokens of the sentence.
    tokens: Range<usize>,
    /// The senses of its words, by their places in it.
    senses: Vec<(usize, usize, Sense)>,
    is_denied: bool,
    /// The number that one of its words says, such as half and twice.
    amount: Option<f64>,
    /// The number that one of its words is, such as four.
    number: Option<f64>,
    lists: &'a dyn Fn(&str) -> Vec<String>,
}

impl Claim<'_> {
    fn path(&self, at: usize) -> Option<&str> {
        self.around.sentence.tokens.get(at)?.path()
    }

    /// The values before and behind the words, the nearest first.
    fn values(&self) -> (Vec<usize>, Vec<usize>) {
        let (before, behind): (Vec<usize>, Vec<usize>) = self
            .around
            .sentence
            .values()
            .partition(|at| *at < self.tokens.start);
        (before.into_iter().rev().collect(), behind)
    }

    /// `>` or `<`, for words that say a direction and are not denied.
    fn sign(&self) -> Option<&'static str> {
        let is_up = self.senses.iter().find_map(|(.., sense)| sense.is_up())?;
        Some(if is_up != self.is_denied { ">" } else { "<" })
    }

    /// `[significant](claim:)` next to a p value.
    fn of_tests(&self) -> Option<String> {
        let is_test = |(.., sense): &(usize, usize, Sense)| *sense == Sense::Significant;
        if !self.senses.iter().any(is_test) {
            return None;
        }
        let (before, behind) = self.values();
        let mut paths = behind
            .into_iter()
            .chain(before)
            .filter_map(|at| self.path(at));
        let path = paths.find(|path| {
            let last = path.rsplit('.').next().unwrap_or_default();
            last == "p" || last.starts_with("p_")
        })?;
        let sign = if self.is_denied { ">" } else { "<" };
        Some(format!("{path} {sign} 0.05"))
    }

    /// `[more than half](claim:) of A`, `[twice as many](claim:) as B`.
    fn of_amount(&self) -> Option<String> {
        let amount = self.amount?;
        let (before, behind) = self.values();
        let near = behind.first().or(before.first())?;
        let unit = self.around.meaning(*near)?.unit;
        if amount < 1.0 {
            let sign = self.sign()?;
            let scale = match unit {
                Some(Unit::Fraction) => Some(1.0),
                Some(Unit::Percent) => Some(100.0),
                _ => None,
            };
            if let Some(scale) = scale {
                return Some(format!("{} {sign} {}", self.path(*near)?, amount * scale));
            }
        }
        let unlike = |a: usize, b: usize| {
            let unit = |at| self.around.meaning(at).map(|meaning| meaning.unit);
            unit(a) != unit(b)
        };
        // `A of B, more than half`; `more than half of B, A`; `A, twice as many as B`.
        let (one, other) = match (&before[..], &behind[..]) {
            ([one, ..], [other, ..]) => (*one, *other),
            ([other, one, ..], []) => (*one, *other),
            ([], [other, one, ..]) => (*one, *other),
            _ => return None,
        };
        if unlike(one, other) {
            return None;
        }
        let (one, other) = (self.path(one)?, self.path(other)?);
        // `twice as many` is not `more than twice`.
        let than = &self.around.language.lists.than;
        let mut own = self.words[self.tokens.clone()].iter();
        let is_bound = own.any(|word| than.iter().any(|known| known == word));
        Some(match self.sign().filter(|_| is_bound) {
            Some(sign) => format!("{one} {sign} {amount} * {other}"),
            None if amount >= 2.0 => format!("round({one} / {other}, 0) == {amount}"),
            None => return None,
        })
    }

    /// `[all four](claim:) grew`: each row of the list that the value next to it is of.
    fn of_all(&self) -> Option<String> {
        let is_all = |(.., sense): &(usize, usize, Sense)| *sense == Sense::All;
        if !self.senses.iter().any(is_all) {
            return None;
        }
        let near = |at: &usize| {
            let path = self.path(*at)?;
            let list = (self.lists)(path).into_iter().next()?;
            Some((list, self.around.meaning(*at)?))
        };
        let (before, behind) = self.values();
        let (list, meaning) = behind.iter().chain(&before).find_map(near)?;
        let is_change = meaning.unit == Some(Unit::Ratio) || meaning.words.contains("growth");
        let senses = self.around.language.senses(&self.words);
        let is_up = senses.iter().find_map(|(.., sense)| sense.is_up())?;
        let sign = if is_up { ">" } else { "<" };
        let neutral = is_change.then(|| neutral(&meaning))?;
        let each = format!("{list}.all(x, x {sign} {neutral})");
        Some(match self.number {
            Some(number) => format!("size({list}) == {number} && {each}"),
            None => each,
        })
    }

    /// `[rose](claim:) from A to B`, `A, [more](claim:) than B`, `[grew](claim:) A-fold`.
    fn of_direction(&self) -> Option<String> {
        let sign = self.sign()?;
        let shape = self.senses.iter().find_map(|(at, n, sense)| {
            let start = self.tokens.start + at;
            self.around.shape(&self.words, start..start + n, *sense)
        })?;
        match shape {
            Shape::Change { from, to } => {
                Some(format!("{} {sign} {}", self.path(to)?, self.path(from)?))
            }
            Shape::Comparison { subject, other } => Some(format!(
                "{} {sign} {}",
                self.path(subject)?,
                self.path(other)?
            )),
            Shape::Single(at) => {
                let meaning = self.around.meaning(at)?;
                let is_change = meaning.unit == Some(Unit::Ratio)
                    || meaning.words.contains("growth")
                    || meaning.words.contains("change");
                let path = self.path(at)?;
                is_change.then(|| format!("{path} {sign} {}", neutral(&meaning)))
            }
        }
    }

    /// `the [largest](claim:) of them, A`: the value next to it is the end of its list.
    fn of_most(&self) -> Option<String> {
        let sign = self.sign()?;
        let end = if sign == ">" { "max" } else { "min" };
        let (before, behind) = self.values();
        behind.into_iter().chain(before).find_map(|at| {
            let is_value = matches!(
                self.around.sentence.tokens[at].kind,
                TokenKind::Value { .. }
            );
            let path = self.path(at).filter(|_| is_value)?;
            let list = (self.lists)(path).into_iter().next()?;
            Some(format!("{path} == {list}.{end}"))
        })
    }
}

#[cfg(test)]
mod tests {
    use highwater_facts::{Fact, Quantity};
    use highwater_study::Results;

    use super::*;
    use crate::language::Language;
    use crate::lints::sentences;
    use crate::prose::{Prose, Shape as TextShape};
    use crate::source_text::SourceText;

    fn predicate(text: &str) -> Option<String> {
        let mut results = Results::default();
        let count = Unit::Of("trams");
        let facts = [
            ("city.first", 28.0, count, "trams, 2022"),
            ("city.last", 62.0, count, "trams, 2023"),
            ("city.growth", 2.2, Unit::Ratio, "growth of trams"),
            ("city.share", 0.6, Unit::Fraction, "share of trams"),
            ("city.test.p", 0.01, Unit::Number, "p"),
        ];
        for (path, x, unit, label) in facts {
            let value = Quantity::exact(x, unit);
            results.ledger.add(Fact::new(path, value, label)).unwrap();
        }
        let vocabulary = Vocabulary::of(&results, Language::or_none("en"));
        let source = SourceText::new("story.md", text);
        let prose = Prose::parse(&source, 0..text.len(), TextShape::Story);
        let read = sentences(&prose);
        let is_own = |token: &crate::lints::Token| token.claim.is_some();
        let sentence = read
            .iter()
            .find(|one| one.tokens.iter().any(is_own))
            .unwrap();
        let start = sentence.tokens.iter().position(is_own).unwrap();
        let n = sentence.tokens[start..]
            .iter()
            .take_while(|one| is_own(one))
            .count();
        let lists = |path: &str| match path {
            "city.growth" => vec!["city.by_town.growth".to_owned()],
            "city.last" => vec!["city.by_town.trams".to_owned()],
            _ => Vec::new(),
        };
        inferred(sentence, start..start + n, &vocabulary, &lists)
    }

    #[test]
    fn ready_phrases() {
        for (text, expected) in [
            (
                "It [rose](claim:) from [28](value:city.first) to [62](value:city.last).",
                "city.last > city.first",
            ),
            (
                "It [fell back](claim:) from [62](value:city.last) to [28](value:city.first).",
                "city.first < city.last",
            ),
            (
                "Of [62](value:city.last), [up from](claim:) [28](value:city.first).",
                "city.last > city.first",
            ),
            (
                "The [62](value:city.last) are [more than](claim:) [28](value:city.first).",
                "city.last > city.first",
            ),
            (
                "It [grew](claim:) [2.2-fold](value:city.growth).",
                "city.growth > 1",
            ),
            (
                "[More than half](claim:) of them, [60%](value:city.share), are red.",
                "city.share > 0.5",
            ),
            (
                "[28](value:city.first) of [62](value:city.last), [less than half](claim:).",
                "city.first < 0.5 * city.last",
            ),
            (
                "The [62](value:city.last) are [twice as many](claim:) as [28](value:city.first).",
                "round(city.last / city.first, 0) == 2",
            ),
            (
                "The [largest](claim:) of all has [62](value:city.last).",
                "city.last == city.by_town.trams.max",
            ),
            (
                "[All four](claim:) grew, one [2.2-fold](value:city.growth).",
                "size(city.by_town.growth) == 4 && city.by_town.growth.all(x, x > 1)",
            ),
            (
                "It is [significant](claim:), p = [0.01](value:city.test.p).",
                "city.test.p < 0.05",
            ),
        ] {
            assert_eq!(predicate(text).as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn other_shapes_have_none() {
        for text in [
            "It [turned out well](claim:) at [62](value:city.last).",
            "It [rose](claim:) at all.",
            "The [largest](claim:) of all has [28](value:city.first).",
        ] {
            assert_eq!(predicate(text), None, "{text}");
        }
    }
}
