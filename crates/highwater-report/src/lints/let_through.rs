//! What is let through, and why: names, quotations, references, and what the writer allows.

use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::BTreeSet;
use std::fmt;
use std::ops::Range;

use super::numerals::is_roman;
use super::words::words;
use crate::language::Language;

/// Why a numeral or a claiming word needs no binding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Reason {
    Year,
    Name,
    /// Somebody else's words, between quotation marks.
    Quotation,
    /// `chart 3`, `figure 2`.
    Reference,
    /// The writer's reason.
    Allowed(String),
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Reason::Year => f.write_str("year"),
            Reason::Name => f.write_str("name"),
            Reason::Quotation => f.write_str("quotation"),
            Reason::Reference => f.write_str("reference"),
            Reason::Allowed(reason) => write!(f, "allowed: {reason}"),
        }
    }
}

/// A range of a run that is let through.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Pass {
    pub(super) range: Range<usize>,
    pub(super) reason: Reason,
}

/// The names of a site and the allowances of a story.
#[derive(Debug)]
pub(crate) struct LetThrough<'a> {
    pub(crate) names: &'a [String],
    pub(crate) allows: Vec<Allowance<'a>>,
    /// The language that the story is written in.
    pub(super) language: &'a Language,
    used: RefCell<BTreeSet<usize>>,
}

/// What a writer lets through, and why.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Allowance<'a> {
    pub(crate) text: &'a str,
    pub(crate) reason: &'a str,
    /// The code of a finding about the wording of a sentence; a numeral or claiming word without one.
    pub(crate) code: Option<&'a str>,
}

impl<'a> LetThrough<'a> {
    pub(crate) fn new(
        names: &'a [String],
        allows: Vec<Allowance<'a>>,
        language: &'a Language,
    ) -> Self {
        LetThrough {
            names,
            allows,
            language,
            used: RefCell::default(),
        }
    }

    /// The allowances whose text was found nowhere.
    pub(crate) fn unused(&self) -> Vec<usize> {
        let used = self.used.borrow();
        (0..self.allows.len())
            .filter(|at| !used.contains(at))
            .collect()
    }

    pub(super) fn passes(&self, text: &str) -> Vec<Pass> {
        let mut passes = Vec::new();
        let mut pass = |ranges: Vec<Range<usize>>, reason: &Reason| {
            passes.extend(ranges.into_iter().map(|range| Pass {
                range,
                reason: reason.clone(),
            }));
        };
        for name in self.names {
            pass(whole_words(text, name), &Reason::Name);
        }
        pass(quotations(text), &Reason::Quotation);
        pass(references(text, self.language), &Reason::Reference);
        for (at, allowance) in self.allows.iter().enumerate() {
            if allowance.code.is_some() {
                continue;
            }
            let found = whole_words(text, allowance.text);
            if !found.is_empty() {
                self.used.borrow_mut().insert(at);
            }
            pass(found, &Reason::Allowed(allowance.reason.to_owned()));
        }
        passes
    }

    /// Whether the writer lets a finding of that code through in a sentence, given as its source.
    pub(crate) fn lets(&self, code: &str, sentence: &str) -> bool {
        self.allows.iter().any(|allowance| {
            allowance.code == Some(code) && !whole_words(sentence, allowance.text).is_empty()
        })
    }

    /// Notes which allowances of findings about wording stand in a sentence. Whether there is a finding
    /// hangs on the data; an allowance is of use if its words are there.
    pub(crate) fn note(&self, sentence: &str) {
        let allows = self.allows.iter().enumerate();
        let standing = allows.filter(|(_, allowance)| {
            allowance.code.is_some() && !whole_words(sentence, allowance.text).is_empty()
        });
        self.used.borrow_mut().extend(standing.map(|(at, _)| at));
    }
}

/// Returns where a text stands as whole words; a line break in the run counts as a space.
fn whole_words(text: &str, wanted: &str) -> Vec<Range<usize>> {
    if wanted.is_empty() {
        return Vec::new();
    }
    let text = match text.contains('\n') {
        true => Cow::Owned(text.replace('\n', " ")),
        false => Cow::Borrowed(text),
    };
    text.match_indices(wanted)
        .map(|(at, _)| at..at + wanted.len())
        .filter(|range| {
            let inside = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
            !inside(text[..range.start].chars().next_back())
                && !inside(text[range.end..].chars().next())
        })
        .collect()
}

/// Returns what stands between quotation marks, straight or curly.
fn quotations(text: &str) -> Vec<Range<usize>> {
    let mut ranges = Vec::new();
    let mut open = None;
    for (at, c) in text.char_indices() {
        match (c, open) {
            ('“' | '"', None) => open = Some(at),
            ('”' | '"', Some(from)) => {
                ranges.push(from..at + c.len_utf8());
                open = None;
            }
            _ => {}
        }
    }
    ranges
}

/// Returns the numbers behind `chart`, `figure` and the like.
fn references(text: &str, language: &Language) -> Vec<Range<usize>> {
    let words = words(text);
    words
        .windows(2)
        .filter(|pair| {
            language
                .lists
                .references
                .contains(&text[pair[0].clone()].to_lowercase())
        })
        .filter(|pair| {
            let number = &text[pair[1].clone()];
            number.bytes().all(|b| b.is_ascii_digit()) || is_roman(number)
        })
        .map(|pair| pair[1].clone())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn allowance<'a>(text: &'a str, code: Option<&'a str>) -> Allowance<'a> {
        let reason = "a turn of phrase";
        Allowance { text, reason, code }
    }

    fn check(text: &str, expected: &[(&str, Reason)]) {
        let names = ["GPT-3.5".to_owned(), "Llama 2".to_owned()];
        let let_through = LetThrough::new(
            &names,
            vec![allowance("first of all", None)],
            Language::or_none("en"),
        );
        let passes: Vec<(&str, Reason)> = let_through
            .passes(text)
            .into_iter()
            .map(|pass| (&text[pass.range], pass.reason))
            .collect();
        assert_eq!(passes, expected, "{text}");
    }

    #[test]
    fn names_stand_as_whole_words() {
        check(
            "GPT-3.5 and\nLlama 2, not GPT-3.55",
            &[("GPT-3.5", Reason::Name), ("Llama 2", Reason::Name)],
        );
    }

    #[test]
    fn quotations_and_references() {
        check(
            "He wrote “22x” in chart 3.",
            &[("“22x”", Reason::Quotation), ("3", Reason::Reference)],
        );
        check("part XII, but XII", &[("XII", Reason::Reference)]);
        check("\"5\" and \"unclosed 6", &[("\"5\"", Reason::Quotation)]);
    }

    #[test]
    fn an_allowance_that_is_not_used_is_known() {
        let let_through = LetThrough::new(
            &[],
            vec![
                allowance("first of all", None),
                allowance("never", None),
                allowance("first", Some("HW0070")),
            ],
            Language::or_none("en"),
        );
        let_through.passes("And first\nof all");
        assert_eq!(let_through.unused(), [1, 2]);
        assert!(!let_through.lets("HW0071", "the first one"));
        assert!(let_through.lets("HW0070", "the first one"));
        let_through.note("the first one");
        assert_eq!(let_through.unused(), [1]);
    }
}
