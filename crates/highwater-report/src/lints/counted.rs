//! A word behind a bound number that says it counts something else than it does.

use std::collections::BTreeSet;
use std::ops::Range;

use highwater_facts::Unit;

use super::reading::{Place, Sentence, TokenKind};
use super::vocabulary::{Meaning, Vocabulary, stems};
use crate::language::Language;

/// A word that says another unit than the value has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Miscounted {
    /// The place of the value.
    pub(crate) at: usize,
    /// The bytes of the word.
    pub(crate) range: Range<usize>,
    pub(crate) unit: String,
}

/// Finds words behind the values of a sentence that say another unit.
pub(crate) fn miscounted(sentence: &Sentence, vocabulary: &Vocabulary) -> Vec<Miscounted> {
    if sentence.place == Place::Quotation {
        return Vec::new();
    }
    let language = vocabulary.language;
    let units = vocabulary.unit_words();
    let found = sentence.values().filter_map(|at| {
        let TokenKind::Value { path, text, .. } = &sentence.tokens[at].kind else {
            return None;
        };
        let meaning = vocabulary.meaning(path)?;
        let unit = meaning.unit?;
        let behind = sentence.tokens.get(at + 1)?;
        let word = behind.word()?;
        let stem = language.stem(word)?;
        let is_unit = units.contains(&stem) || language.is_unit(&stem);
        // `58% of companies`: a share says its unit itself.
        let says_itself = text.contains(['%', '$', '€', '£', '×']) && !language.is_unit(&stem);
        let is_right = accepted(unit, &meaning, language).contains(&stem);
        // `rows` may be models, and models `points` of a figure.
        let is_neutral = |stem: &str| language.lists.neutral.iter().any(|word| word == stem);
        let own = stems(&unit.to_string(), language);
        let own_is_rows = is_row_word(&unit.to_string());
        let is_any = matches!(unit, Unit::Of(_) | Unit::Number)
            && (is_neutral(&stem)
                || own.iter().any(|own| is_neutral(own))
                || is_row_word(word)
                || own_is_rows);
        (is_unit && !says_itself && !is_right && !is_any).then(|| Miscounted {
            at,
            range: behind.range.clone(),
            unit: unit.to_string(),
        })
    });
    found.collect()
}

/// `rows` itself is left out of the words that tell values apart.
fn is_row_word(word: &str) -> bool {
    matches!(word.to_lowercase().as_str(), "row" | "rows")
}

/// The words that a value of a unit may be followed by.
fn accepted(unit: Unit, meaning: &Meaning, language: &Language) -> BTreeSet<String> {
    let mut words: BTreeSet<String> = match unit {
        // A label may name a unit that the value does not have: `months from the first percent`.
        Unit::Of(_) | Unit::Number => meaning.words.clone(),
        _ => BTreeSet::new(),
    };
    words.extend(stems(&unit.to_string(), language));
    let more: &[&str] = match unit {
        Unit::Fraction => &["percent", "share"],
        Unit::Percent => &["percent", "share"],
        Unit::Points => &["point", "percentage"],
        Unit::Ratio => &["time", "fold"],
        Unit::Usd => &["dollar"],
        _ => &[],
    };
    words.extend(more.iter().flat_map(|word| language.stem(word)));
    words
}
