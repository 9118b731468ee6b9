//! A sentence that names two rows of a list, says something of them, and is bound to nothing.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use highwater_facts::FactPath;

use super::reading::{Place, Sentence, TokenKind};
use super::vocabulary::Vocabulary;

/// A sentence that says something of two rows and is bound to nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Compared {
    /// The bytes from the first name to the verb or the last name.
    pub(crate) range: Range<usize>,
    /// The keys of the rows.
    pub(crate) keys: Vec<String>,
    /// The list that they are rows of.
    pub(crate) list: String,
}

/// The most words of a name, and its least letters.
const LONGEST: usize = 3;
const LEAST: usize = 3;

/// Returns the rows that a sentence speaks of, if it is bound to nothing.
pub(crate) fn compared(sentence: &Sentence, vocabulary: &Vocabulary) -> Option<Compared> {
    let is_bound = sentence
        .tokens
        .iter()
        .any(|token| token.claim.is_some() || matches!(token.kind, TokenKind::Value { .. }));
    if is_bound || sentence.place == Place::Quotation {
        return None;
    }
    let words: Vec<(Range<usize>, &str)> = sentence
        .tokens
        .iter()
        .filter_map(|token| Some((token.range.clone(), token.word()?)))
        .collect();
    let mut of_list: BTreeMap<&str, Vec<(usize, String)>> = BTreeMap::new();
    let mut named = BTreeSet::new();
    for at in 0..words.len() {
        for n in (1..=LONGEST.min(words.len() - at)).rev() {
            let texts: Vec<&str> = words[at..at + n].iter().map(|(_, word)| *word).collect();
            let key = FactPath::segment(&texts.join(" "));
            // `earthquakes` are the row `earthquake`.
            let one = key.strip_suffix('s').map(str::to_owned);
            for key in [Some(key), one].into_iter().flatten() {
                let is_word = key.len() >= LEAST && key.contains(|c: char| c.is_alphabetic());
                for list in vocabulary.lists_with(&key).filter(|_| is_word) {
                    of_list.entry(list).or_default().push((at, key.clone()));
                    named.extend(at..at + n);
                }
            }
        }
    }
    let distinct = |rows: &[(usize, String)]| -> BTreeSet<String> {
        rows.iter().map(|(_, key)| key.clone()).collect()
    };
    let (list, rows) = of_list
        .into_iter()
        .find(|(_, rows)| distinct(rows).len() > 1)?;
    let lists = &vocabulary.language.lists;
    let is_verb = |(at, (_, word)): &(usize, &(Range<usize>, &str))| {
        let lower = word.to_lowercase();
        let ends = lists
            .verb_endings
            .iter()
            .any(|end| lower.ends_with(end.as_str()));
        !named.contains(at) && (ends && lower.len() > 4 || lists.verbs.contains(&lower))
    };
    let verb = words.iter().enumerate().find(is_verb)?.0;
    let places = || rows.iter().map(|(at, _)| *at).chain([verb]);
    let (first, last) = (places().min()?, places().max()?);
    Some(Compared {
        range: words[first].0.start..words[last].0.end,
        keys: distinct(&rows).into_iter().collect(),
        list: list.to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use highwater_facts::{Fact, Item, Quantity, Series, Unit, Value};
    use highwater_study::Results;

    use super::*;
    use crate::language::Language;
    use crate::lints::sentences;
    use crate::prose::{Prose, Shape};
    use crate::source_text::SourceText;

    fn found(text: &str) -> Option<Vec<String>> {
        let mut results = Results::default();
        let item = |key: &str| Item {
            key: key.to_owned(),
            path: format!("deaths.{key}"),
            value: Value::Quantity(Quantity::exact(1.0, Unit::Of("deaths"))),
        };
        let items = ["drought", "flood", "earthquake"].map(item).to_vec();
        let list = Value::Series(Series { items });
        let fact = Fact::new("deaths.by_kind", list, "deaths by kind");
        results.ledger.add(fact).unwrap();
        let vocabulary = Vocabulary::of(&results, Language::or_none("en"));
        let source = SourceText::new("story.md", text);
        let prose = Prose::parse(&source, 0..text.len(), Shape::Story);
        compared(&sentences(&prose)[0], &vocabulary).map(|found| found.keys)
    }

    #[test]
    fn two_rows_and_a_verb() {
        let all = ["drought", "earthquake", "flood"]
            .map(str::to_owned)
            .to_vec();
        assert_eq!(
            found("Drought and flood waned, earthquakes did not"),
            Some(all)
        );
        assert_eq!(found("Drought and flood"), None);
        assert_eq!(found("Drought waned"), None);
        assert_eq!(found("Drought and flood [waned](claim:x)"), None);
    }
}
