//! Values of a sentence that stand in an order which their own order denies.
//!
//! `from A to B`: dates rise, and the lower end of an interval comes first. `A of B`: a part is not larger
//! than the whole. Three and more values of one list: their dates go one way.

use super::calendar::Date;
use super::reading::{Sentence, TokenKind};
use super::vocabulary::{Meaning, Vocabulary};
use crate::language::Language;

/// Two values whose places deny their order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct OutOfOrder {
    /// The places of the two tokens.
    pub(crate) places: (usize, usize),
    pub(crate) rule: Rule,
}

/// What their order should be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Rule {
    /// The earlier one comes first.
    Dates,
    /// The lower end comes first.
    Ends,
    /// The part is not larger than the whole.
    Part,
    /// A list goes one way.
    List,
}

/// Finds values whose places deny their order.
pub(crate) fn out_of_order(sentence: &Sentence, vocabulary: &Vocabulary) -> Vec<OutOfOrder> {
    let values: Vec<usize> = sentence.values().collect();
    let meaning = |at: usize| vocabulary.meaning(sentence.tokens[at].path()?);
    let mut found = Vec::new();
    for pair in values.windows(2) {
        let (a, b) = (pair[0], pair[1]);
        let (Some(one), Some(two)) = (meaning(a), meaning(b)) else {
            continue;
        };
        if one.unit != two.unit || one.is_same(&two) {
            continue;
        }
        let rule = rule(sentence, (a, b), (&one, &two), vocabulary.language);
        found.extend(rule.map(|rule| OutOfOrder {
            places: (a, b),
            rule,
        }));
    }
    if found.is_empty() {
        found.extend(list(sentence, &values, vocabulary));
    }
    found
}

/// The most words between the two values of `from A to B`.
const FARTHEST: usize = 6;

fn rule(
    sentence: &Sentence,
    (a, b): (usize, usize),
    (one, two): (&Meaning, &Meaning),
    language: &Language,
) -> Option<Rule> {
    let lists = &language.lists;
    let is = |list: &[String], word: &str| list.iter().any(|known| known == word);
    let between = sentence.text(a + 1..b);
    let words: Vec<&str> = between.split_whitespace().collect();
    let has_mark = sentence.tokens[a + 1..b]
        .iter()
        .any(|token| matches!(token.kind, TokenKind::Mark(c) if c != ','));
    let before = sentence.text(a.saturating_sub(3)..a);
    let opens = |list: &[String]| before.split_whitespace().any(|known| is(list, known));
    // `to about`, `to nearly`.
    let ends = |list: &[String]| {
        let last = words.iter().rposition(|word| !is(&lists.vague, word));
        last.is_some_and(|last| is(list, words[last]))
    };
    let is_alone = words.iter().filter(|word| !is(&lists.vague, word)).count() == 1;
    let leads = ends(&lists.to) && words.len() <= FARTHEST
        || ends(&lists.and) && is_alone && opens(&lists.between);
    let is_behind = language.senses(&before.split_whitespace().collect::<Vec<_>>());
    let is_behind = is_behind.iter().any(|(_, words, _)| *words > 1);
    if leads && !has_mark && !(is_behind && opens(&lists.from)) {
        let end = |meaning: &Meaning| {
            (
                meaning.words.contains("low"),
                meaning.words.contains("high"),
            )
        };
        if end(one) == (false, true) && end(two) == (true, false) {
            return Some(Rule::Ends);
        }
        if let (Some(first), Some(second)) = (one.date, two.date)
            && first > second
        {
            return Some(Rule::Dates);
        }
        let turn = |meaning: &Meaning| {
            (
                meaning.words.contains("first"),
                meaning.words.contains("last"),
            )
        };
        if turn(one) == (false, true) && turn(two) == (true, false) {
            return Some(Rule::Dates);
        }
    }
    let is_part = words.first().is_some_and(|word| is(&lists.of, word))
        && words[1..].iter().all(|word| language.stem(word).is_none());
    let (x, y) = (one.number?, two.number?);
    if is_part && !has_mark && one.is_count() && x > y {
        return Some(Rule::Part);
    }
    let behind_part = a >= 2 && matches!(sentence.tokens[a - 2].kind, TokenKind::Value { .. });
    let last = before.split_whitespace().next_back();
    let starts_of = last.is_some_and(|word| is(&lists.of, word)) && !behind_part;
    let is_whole = starts_of && one.is_count() && y > x && words.len() <= 8;
    (is_whole && !has_mark && !between.contains("only")).then_some(Rule::Part)
}

/// Three and more values of one list whose dates do not go one way.
fn list(
    sentence: &Sentence,
    values: &[usize],
    vocabulary: &Vocabulary,
) -> impl Iterator<Item = OutOfOrder> {
    let dated: Vec<(usize, &str, Date)> = values
        .iter()
        .filter_map(|at| {
            let path = sentence.tokens[*at].path()?;
            let meaning = vocabulary.meaning(path)?;
            let key = meaning.date.or_else(|| number_of_key(path))?;
            Some((*at, path, key))
        })
        .collect();
    let parent = |path: &str| {
        path.rsplit_once('.')
            .map_or(String::new(), |(parent, _)| parent.to_owned())
    };
    let mut found = Vec::new();
    for run in dated.chunk_by(|a, b| parent(a.1) == parent(b.1)) {
        if run.len() < 3 {
            continue;
        }
        let rises = |pair: &[(usize, &str, Date)]| pair[0].2 < pair[1].2;
        let up = run.windows(2).filter(|pair| rises(pair)).count();
        let is_up = 2 * up >= run.len() - 1;
        let wrong = run
            .windows(2)
            .find(|pair| rises(pair) != is_up && pair[0].2 != pair[1].2);
        found.extend(wrong.map(|pair| OutOfOrder {
            places: (pair[0].0, pair[1].0),
            rule: Rule::List,
        }));
    }
    found.into_iter()
}

/// The number at the end of the last segment of a path: `e21`.
fn number_of_key(path: &str) -> Option<Date> {
    let key = path.rsplit('.').next()?;
    let digits = key.trim_start_matches(|c: char| c.is_ascii_lowercase());
    digits.parse().ok().map(|number| (number, 0))
}
