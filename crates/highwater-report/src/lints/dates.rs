//! A month or year in words that none of the values around it is of.

use std::collections::BTreeSet;
use std::ops::Range;

use super::calendar::{Date, year};
use super::reading::{Place, Sentence, Token, TokenKind};
use super::vocabulary::Vocabulary;

/// A date in words that the values around it do not have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Undated {
    /// The bytes of the month or the year.
    pub(crate) range: Range<usize>,
    /// The years that the values have.
    pub(crate) known: Vec<Date>,
}

/// Finds dates of a sentence that none of its values has; `others` are the values of its claims.
pub(crate) fn undated(
    sentence: &Sentence,
    vocabulary: &Vocabulary,
    others: &[String],
) -> Vec<Undated> {
    if sentence.place == Place::Quotation {
        return Vec::new();
    }
    let paths = sentence.tokens.iter().filter_map(|token| token.path());
    let mut known: BTreeSet<Date> = BTreeSet::new();
    for path in paths {
        let dates = vocabulary
            .meaning(path)
            .map(|meaning| meaning.dates)
            .unwrap_or_default();
        // A value without dates, a growth, may be of any.
        if dates.is_empty() {
            return Vec::new();
        }
        known.extend(dates);
    }
    if known.is_empty() {
        return Vec::new();
    }
    let others = others.iter().filter_map(|path| vocabulary.meaning(path));
    known.extend(others.flat_map(|meaning| meaning.dates));
    let years: BTreeSet<i32> = known.iter().map(|(year, _)| *year).collect();
    let mut found = Vec::new();
    let mut add = |range: &Range<usize>| {
        found.push(Undated {
            range: range.clone(),
            known: known.iter().copied().collect(),
        });
    };
    for (at, token) in sentence.tokens.iter().enumerate() {
        let Some(word) = token.word() else { continue };
        if let Some(year) = year(word) {
            if !years.contains(&year) && !ends_span(sentence, at, &years, vocabulary) {
                add(&token.range);
            }
            continue;
        }
        let month = vocabulary.language.lists.months.get(&word.to_lowercase());
        let Some(month) = month.filter(|_| word.starts_with(char::is_uppercase)) else {
            continue;
        };
        // `July and August 2023`: the year that follows is that of both.
        let next = sentence.tokens[at + 1..]
            .iter()
            .take(4)
            .find_map(|token| match &token.kind {
                TokenKind::Word(word) => year(word),
                _ => None,
            });
        let is_of = |(known_year, known_month): &Date| {
            known_month == month && next.is_none_or(|year| year == *known_year)
        };
        let has_months = known.iter().any(|(_, month)| *month > 0);
        if has_months && !known.iter().any(is_of) {
            add(&token.range);
        }
    }
    found
}

/// Whether a year ends a span whose first year the values have: `from 1920 to 1929`, `1920–1929`.
fn ends_span(
    sentence: &Sentence,
    at: usize,
    years: &BTreeSet<i32>,
    vocabulary: &Vocabulary,
) -> bool {
    let before = &sentence.tokens[at.saturating_sub(2)..at];
    let joins = |token: &Token| match &token.kind {
        TokenKind::Word(word) => vocabulary.language.lists.to.contains(&word.to_lowercase()),
        TokenKind::Mark(c) => matches!(c, '–' | '—'),
        _ => false,
    };
    match before {
        [first, mark] => {
            let first = first.word().and_then(year);
            joins(mark) && first.is_some_and(|first| years.contains(&first))
        }
        _ => false,
    }
}
