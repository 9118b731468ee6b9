//! A numeral that is bound to nothing.
//!
//! Found: every word with a digit, and the numbers from two upwards written as words.
//! Let through by rule: years; sizes that models are named by (`7B`); and what
//! [`let_through`](super::let_through) passes.

use super::let_through::Reason;
use super::words::words;
use super::{Found, Kind};

const NUMBER_WORDS: [&str; 30] = [
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
    "twenty",
    "thirty",
    "forty",
    "fifty",
    "sixty",
    "seventy",
    "eighty",
    "ninety",
    "hundred",
    "thousand",
    "million",
    "billion",
];

pub(super) fn find(text: &str) -> Vec<Found> {
    words(text)
        .into_iter()
        .filter(|range| is_numeral(&text[range.clone()]))
        .map(|range| Found {
            kind: Kind::Numeral,
            range,
        })
        .collect()
}

/// Whether a word is a numeral: it has a digit, or is a number word, alone or joined to others
/// (`eighteen-month`).
fn is_numeral(word: &str) -> bool {
    word.contains(|c: char| c.is_ascii_digit())
        || word
            .to_lowercase()
            .split('-')
            .any(|part| NUMBER_WORDS.contains(&part))
}

/// Why a numeral needs no binding, as its own form shows.
pub(super) fn reason(text: &str, found: &Found) -> Option<Reason> {
    if found.kind != Kind::Numeral {
        return None;
    }
    let word = &text[found.range.clone()];
    let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    if word.len() == 4 && digits(word) && (1900..2100).contains(&word.parse().unwrap_or(0)) {
        return Some(Reason::Year);
    }
    let size = word.strip_suffix('B').filter(|rest| !rest.is_empty());
    size.filter(|rest| rest.split('.').all(|part| !part.is_empty() && digits(part)))
        .map(|_| Reason::Name)
}

/// The numbers that a text says, in digits or in words: 22 for `22-fold`, 25000 for `25,000`.
pub(crate) fn numerals_in(text: &str) -> Vec<f64> {
    let mut numbers = Vec::new();
    for range in words(text) {
        let word = text[range].to_lowercase();
        if word.contains(|c: char| c.is_ascii_digit()) {
            let split = |c: char| !c.is_ascii_digit() && c != '.' && c != ',';
            for part in word.split(split).map(|part| part.replace(',', "")) {
                numbers.extend(part.trim_matches('.').parse::<f64>());
            }
        } else {
            numbers.extend(word.split('-').filter_map(|part| {
                let at = NUMBER_WORDS
                    .iter()
                    .take(19)
                    .position(|number| *number == part)?;
                Some(at as f64 + 2.0)
            }));
        }
    }
    numbers
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let unbound: Vec<&str> = find(text)
            .into_iter()
            .filter(|found| reason(text, found).is_none())
            .map(|found| &text[found.range])
            .collect();
        assert_eq!(unbound, expected, "{text}");
    }

    #[test]
    fn digits_and_number_words() {
        check(
            "From 28M to $5.5 in eleven charts, a 22-fold rise of 63%.",
            &["28M", "$5.5", "eleven", "22-fold", "63%"],
        );
        check("An eighteen-month span", &["eighteen-month"]);
    }

    #[test]
    fn years_and_sizes_are_let_through() {
        check("In January 2022 a 7B model, then 13B and 1.5B", &[]);
        check("by 2150, 999 or 20222", &["2150", "999", "20222"]);
        check("One of them", &[]);
    }

    #[test]
    fn numbers_are_read() {
        assert_eq!(
            numerals_in("a 22-fold rise, from 25,000 to 1.5 in eleven months"),
            [22.0, 25_000.0, 1.5, 11.0]
        );
    }
}
