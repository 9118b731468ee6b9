//! The nearest text that is a number: the same digits in the same order of magnitude.

use std::ops::Range;

use super::Decimal;
use super::DecimalEvidence;
use super::decimal_mark::of_run;
use super::digits::{MINUSES, are_digits, is_blank_or_apostrophe};
use super::marks::flag;

/// Sizes that are spelt out, with their letters.
const SIZE_WORDS: [(&str, &str); 14] = [
    ("thousands", "K"),
    ("thousand", "K"),
    ("k", "K"),
    ("millions", "M"),
    ("million", "M"),
    ("mn", "M"),
    ("mio", "M"),
    ("billions", "B"),
    ("billion", "B"),
    ("bn", "B"),
    ("trillions", "T"),
    ("trillion", "T"),
    ("tn", "T"),
    ("trn", "T"),
];

/// Mends what can be mended without a guess; the caller reads the result to see whether it is a
/// number now. What is not understood stays, so that it never gives another number.
pub(super) fn mended(text: &str, decimal: Decimal, unit: &str) -> String {
    let text = zeros(text.trim());
    let text = without_flag(&text).to_owned();
    let text = without_unit(&text, unit).to_owned();
    let text = with_letter(&text);
    let text = without_blank_behind_sign(&text);
    with_decimal_mark(&without_underscores(&text), decimal)
}

/// The letter O between digits is a zero.
fn zeros(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let between = |i: usize| {
        let digit = |at: Option<usize>| {
            at.and_then(|at| chars.get(at))
                .is_some_and(char::is_ascii_digit)
        };
        digit(i.checked_sub(1)) && digit(Some(i + 1))
    };
    let mend = |(i, c): (usize, &char)| match c {
        'O' | 'o' if between(i) => '0',
        c => *c,
    };
    chars.iter().enumerate().map(mend).collect()
}

/// Without the mark of a note behind the number; an `e` may be what is left of an exponent.
fn without_flag(text: &str) -> &str {
    match flag(text) {
        Some((number, mark)) if mark != "e" => number,
        _ => text,
    }
}

/// Without the unit's own name behind the number: `3.8e25 FLOP` in a column of FLOP.
fn without_unit<'a>(text: &'a str, unit: &str) -> &'a str {
    let start = text.len().saturating_sub(unit.len());
    match (text.get(..start), text.get(start..)) {
        (Some(number), Some(behind))
            if !unit.is_empty()
                && behind.eq_ignore_ascii_case(unit)
                && number.ends_with(char::is_whitespace) =>
        {
            number.trim_end()
        }
        _ => text,
    }
}

fn split_size_word(text: &str) -> Option<(&str, &'static str)> {
    let start = text.rfind(|c: char| !c.is_alphabetic())?;
    let start = start + text[start..].chars().next()?.len_utf8();
    let word = text[start..].to_lowercase();
    let (_, letter) = SIZE_WORDS.iter().find(|(known, _)| *known == word)?;
    let number = text[..start].trim_end();
    number
        .ends_with(|c: char| c.is_ascii_digit())
        .then_some((number, *letter))
}

pub(super) fn has_size_word(text: &str) -> bool {
    split_size_word(text).is_some()
}

fn with_letter(text: &str) -> String {
    match split_size_word(text) {
        Some((number, letter)) => format!("{number}{letter}"),
        None => text.to_owned(),
    }
}

fn without_blank_behind_sign(text: &str) -> String {
    match text.strip_prefix(MINUSES) {
        Some(rest) if rest.starts_with(' ') => format!("-{}", rest.trim_start()),
        _ => text.to_owned(),
    }
}

fn without_underscores(text: &str) -> String {
    let fine = text
        .split('_')
        .all(|part| part.contains(|c: char| c.is_ascii_digit()));
    if fine {
        text.replace('_', "")
    } else {
        text.to_owned()
    }
}

/// The digits of a number with all that may stand between them.
pub(super) fn digits_run(text: &str) -> Option<Range<usize>> {
    let start = text.find(|c: char| c.is_ascii_digit() || matches!(c, '.' | ','))?;
    let inside =
        |c: char| c.is_ascii_digit() || matches!(c, '.' | ',') || is_blank_or_apostrophe(c);
    let end = text[start..]
        .find(|c: char| !inside(c))
        .map_or(text.len(), |end| start + end);
    let end = start
        + text[start..end]
            .trim_end_matches(is_blank_or_apostrophe)
            .len();
    Some(start..end)
}

/// Writes the decimal mark of the notation in each number that has the other for certain, and leaves
/// out what sets groups apart that cannot be anything but groups.
fn with_decimal_mark(text: &str, decimal: Decimal) -> String {
    let mut mended = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(run) = digits_run(rest) {
        mended.push_str(&rest[..run.start]);
        mended.push_str(&rewritten(&rest[run.clone()], decimal));
        rest = &rest[run.end..];
    }
    mended + rest
}

fn rewritten(run: &str, decimal: Decimal) -> String {
    let other = decimal.other().mark();
    if of_run(run) == Some(DecimalEvidence::Only(decimal.other())) {
        let (whole, fraction) = run.split_once(other).unwrap_or((run, ""));
        let whole: String = whole.chars().filter(char::is_ascii_digit).collect();
        let whole = if whole.is_empty() { "0" } else { &whole };
        return if fraction.is_empty() {
            whole.to_owned()
        } else {
            format!("{whole}{}{fraction}", decimal.mark())
        };
    }
    // `12,34,567`, as India groups digits.
    let groups: Vec<&str> = run.split(other).collect();
    let indian = groups.len() > 2
        && groups.iter().all(|group| are_digits(group))
        && !groups[0].starts_with('0')
        && groups[0].len() <= 2
        && groups[1..groups.len() - 1]
            .iter()
            .all(|group| group.len() == 2)
        && groups[groups.len() - 1].len() == 3;
    if indian {
        groups.concat()
    } else {
        run.to_owned()
    }
}
