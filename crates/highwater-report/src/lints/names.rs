//! A name in words that is the key of another row than the values around it are of.

use std::collections::BTreeSet;
use std::ops::Range;

use highwater_facts::FactPath;

use super::reading::{Place, Sentence};
use super::vocabulary::Vocabulary;

/// A name that stands where that of another row is meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Misnamed {
    /// The bytes of the name.
    pub(crate) range: Range<usize>,
    /// The path of the value whose row is not named.
    pub(crate) path: String,
    /// The key of its row.
    pub(crate) key: String,
}

/// The most words of a name.
const LONGEST: usize = 4;

/// Finds names of a sentence that are keys of a list of which its values have another row; `others` are the
/// values of its claims.
pub(crate) fn misnamed(
    sentence: &Sentence,
    vocabulary: &Vocabulary,
    others: &[String],
) -> Vec<Misnamed> {
    if sentence.place == Place::Quotation {
        return Vec::new();
    }
    let named = mentions(sentence);
    let own: Vec<&str> = sentence
        .tokens
        .iter()
        .filter_map(|token| token.path())
        .collect();
    let segments: BTreeSet<&str> = own
        .iter()
        .copied()
        .chain(others.iter().map(String::as_str))
        .flat_map(|path| path.split('.'))
        .collect();
    let labels: Vec<String> = own
        .iter()
        .filter_map(|path| vocabulary.label(path))
        .map(FactPath::segment)
        .collect();
    let is_said = |key: &str| {
        named.iter().any(|(_, name)| name == key)
            || key.split('_').all(|part| sentence_says(sentence, part))
    };
    let mut found = Vec::new();
    for (range, name) in &named {
        if segments.contains(name.as_str()) || labels.iter().any(|label| holds(label, name)) {
            continue;
        }
        let wrong = own.iter().find_map(|path| {
            let parts: Vec<&str> = path.split('.').collect();
            (1..parts.len()).find_map(|at| {
                let mut other = parts.clone();
                other[at] = name;
                let is_row = vocabulary.knows(&other.join("."));
                (is_row && !is_said(parts[at])).then(|| (path.to_string(), parts[at].to_owned()))
            })
        });
        found.extend(wrong.map(|(path, key)| Misnamed {
            range: range.clone(),
            path,
            key,
        }));
    }
    found
}

fn sentence_says(sentence: &Sentence, part: &str) -> bool {
    let mut words = sentence.tokens.iter().filter_map(|token| token.word());
    words.any(|word| FactPath::segment(word).split('_').any(|said| said == part))
}

/// Whether a key stands in a text of keys as a whole.
fn holds(text: &str, key: &str) -> bool {
    format!("_{text}_").contains(&format!("_{key}_"))
}

/// The phrases that may be names, as keys: those with a capital letter or a digit, the longest first.
fn mentions(sentence: &Sentence) -> Vec<(Range<usize>, String)> {
    let words: Vec<(usize, &str)> = sentence
        .tokens
        .iter()
        .enumerate()
        .filter_map(|(at, token)| Some((at, token.word()?)))
        .collect();
    let mut mentions = Vec::new();
    for n in (1..=LONGEST).rev() {
        for run in words.windows(n) {
            let follows = run.windows(2).all(|pair| pair[0].0 + 1 == pair[1].0);
            let is_name =
                |word: &str| word.contains(|c: char| c.is_uppercase() || c.is_ascii_digit());
            if follows && run.iter().all(|(_, word)| is_name(word)) {
                let texts: Vec<&str> = run.iter().map(|(_, word)| *word).collect();
                let (first, last) = (run[0].0, run[n - 1].0);
                let range = sentence.tokens[first].range.start..sentence.tokens[last].range.end;
                let key = FactPath::segment(&texts.join(" "));
                let is_year = texts.len() == 1 && super::calendar::year(texts[0]).is_some();
                if key.len() > 2 && !is_year {
                    mentions.push((range, key));
                }
            }
        }
    }
    mentions
}
