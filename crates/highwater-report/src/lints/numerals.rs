//! A numeral that is bound to nothing.
//!
//! Found: every word with a digit of any script or a fraction such as `½`, the numbers from two upwards
//! written as words, dozens, fractions written as words, and Roman numerals.
//! Let through by rule: years; sizes that models are named by (`7B`); and what
//! [`let_through`](super::let_through) passes.

use super::let_through::Reason;
use super::words::words;
use super::{Found, Kind};
use crate::language::Language;

pub(super) fn find(text: &str, language: &Language) -> Vec<Found> {
    let words = words(text);
    let word = |at: Option<usize>| {
        at.and_then(|at| words.get(at))
            .map(|range| &text[range.clone()])
    };
    let lists = &language.lists;
    let is_one = |word: &str| lists.one.contains(&word.to_lowercase());
    let is_fraction = |at: usize| {
        // A third is a place in a row too.
        word(Some(at))
            .is_some_and(|word| has(&lists.fractions, &word.to_lowercase()) && word != "third")
            && word(at.checked_sub(1)).is_some_and(is_one)
            && word(at.checked_add(1)).is_some_and(|word| has(&lists.of, word))
    };
    (0..words.len())
        .filter(|&at| {
            word(Some(at)).is_some_and(|word| is_numeral(word, language)) || is_fraction(at)
        })
        .map(|at| Found {
            kind: Kind::Numeral,
            range: words[at].clone(),
        })
        .collect()
}

/// Returns whether a word is a numeral: it has a digit, is a number word, alone or joined to others
/// (`eighteen-month`), a fraction that can be nothing else (`one-third`, `fifths`), or Roman.
fn is_numeral(word: &str, language: &Language) -> bool {
    let lists = &language.lists;
    let lower = word.to_lowercase();
    // Quarters are parts of years, too.
    let is_parts = |part: &str| {
        let one = part.strip_suffix('s').filter(|one| *one != "quarter");
        one.is_some_and(|one| has(&lists.fractions, one))
    };
    let joined = lower.split_once('-').is_some_and(|(first, part)| {
        has(&lists.one, first) && has(&lists.fractions, part.split('-').next().unwrap_or(part))
    });
    word.contains(char::is_numeric)
        || joined
        || is_roman(word)
        || lower.split('-').any(|part| {
            language.number(part).is_some() || has(&lists.large, part) || is_parts(part)
        })
}

fn has(list: &[String], word: &str) -> bool {
    list.iter().any(|known| known == word)
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

/// The largest number that one word says and that words are compared by; `hundred` may stand for many.
const LARGEST_WORD: f64 = 20.0;

/// The numbers that a text says, in digits or in words: 22 for `22-fold`, 25000 for `25,000`.
pub(crate) fn numerals_in(text: &str, language: &Language) -> Vec<f64> {
    let decimal = match language.lists.decimal {
        ',' => ',',
        _ => '.',
    };
    let group = if decimal == ',' { '.' } else { ',' };
    let mut numbers = Vec::new();
    for range in words(text) {
        let word = text[range].to_lowercase();
        if word.contains(|c: char| c.is_ascii_digit()) {
            let split = |c: char| !c.is_ascii_digit() && c != '.' && c != ',';
            for part in word.split(split).map(|part| part.replace(group, "")) {
                numbers.extend(
                    part.trim_matches(decimal)
                        .replace(decimal, ".")
                        .parse::<f64>(),
                );
            }
        } else {
            let said = word.split('-').filter_map(|part| language.number(part));
            numbers.extend(said.filter(|number| *number <= LARGEST_WORD));
        }
    }
    numbers
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let unbound: Vec<&str> = find(text, Language::or_none("en"))
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
            numerals_in(
                "a 22-fold rise, from 25,000 to 1.5 in eleven months",
                Language::or_none("en")
            ),
            [22.0, 25_000.0, 1.5, 11.0]
        );
        assert_eq!(
            numerals_in("von 25.000 auf 1,5 in elf Monaten", Language::or_none("de")),
            [25_000.0, 1.5, 11.0]
        );
    }
}
