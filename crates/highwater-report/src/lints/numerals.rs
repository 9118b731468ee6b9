//! A numeral that is bound to nothing.
//!
//! Found: every word with a digit of any script or a fraction such as `½`, the numbers from two upwards
//! written as words, dozens, fractions written as words, and Roman numerals.
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

/// Words of a number that say no number of their own to compare with.
const LARGE: [&str; 8] = [
    "dozen",
    "dozens",
    "hundreds",
    "thousands",
    "millions",
    "billions",
    "trillion",
    "trillions",
];

/// Parts of a whole. A third is a place in a row too, and a quarter a part of a year.
const FRACTIONS: [&str; 8] = [
    "third", "quarter", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
];

pub(super) fn find(text: &str) -> Vec<Found> {
    let words = words(text);
    let word = |at: Option<usize>| {
        at.and_then(|at| words.get(at))
            .map(|range| &text[range.clone()])
    };
    let is_fraction = |at: usize| {
        word(Some(at)).is_some_and(|word| FRACTIONS.contains(&word) && word != "third")
            && word(at.checked_sub(1)).is_some_and(|word| matches!(word, "a" | "A" | "one" | "One"))
            && word(at.checked_add(1)) == Some("of")
    };
    (0..words.len())
        .filter(|&at| word(Some(at)).is_some_and(is_numeral) || is_fraction(at))
        .map(|at| Found {
            kind: Kind::Numeral,
            range: words[at].clone(),
        })
        .collect()
}

/// Returns whether a word is a numeral: it has a digit, is a number word, alone or joined to others
/// (`eighteen-month`), a fraction that can be nothing else (`one-third`, `fifths`), or Roman.
fn is_numeral(word: &str) -> bool {
    let lower = word.to_lowercase();
    let is_parts = |part: &str| {
        let one = part.strip_suffix('s').filter(|one| *one != "quarter");
        one.is_some_and(|one| FRACTIONS.contains(&one))
    };
    let joined = lower.split_once('-').is_some_and(|(_, part)| {
        lower.starts_with("one-") && FRACTIONS.contains(&part.split('-').next().unwrap_or(part))
    });
    word.contains(char::is_numeric)
        || joined
        || is_roman(word)
        || lower
            .split('-')
            .any(|part| NUMBER_WORDS.contains(&part) || LARGE.contains(&part) || is_parts(part))
}

/// Returns whether a word is a Roman numeral from 2 to 39; with other letters, or alone, they are too
/// often something else.
pub(super) fn is_roman(word: &str) -> bool {
    let tens = word.trim_start_matches('X');
    let units = ["", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"];
    word.len() > 1 && word.len() - tens.len() <= 3 && units.contains(&tens)
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
    fn numerals_of_other_forms() {
        check(
            "½ of it, a dozen, one-third, ١٢ models, part XII",
            &["½", "dozen", "one-third", "١٢", "XII"],
        );
        check(
            "A quarter of them, two fifths, dozens of millions, x² and Ⅻ",
            &["quarter", "two", "fifths", "dozens", "millions", "x²", "Ⅻ"],
        );
        check(
            "In the third quarter of 2023, a single quarter, the fifth of them, I, X, MMLU and MIX",
            &[],
        );
        check("XX IV VIII XIX XXXX IIX", &["XX", "IV", "VIII", "XIX"]);
    }

    #[test]
    fn numbers_are_read() {
        assert_eq!(
            numerals_in("a 22-fold rise, from 25,000 to 1.5 in eleven months"),
            [22.0, 25_000.0, 1.5, 11.0]
        );
    }
}
