//! Names that differ by little and may be one.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use unicode_normalization::UnicodeNormalization;

/// A name that differs from another by so little that the two may be one.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct LookAlike {
    /// The name.
    pub name: String,
    /// The one that it looks like.
    pub like: String,
}

impl fmt::Display for LookAlike {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` looks like `{}`", self.name, self.like)
    }
}

/// Names this short differ by a letter without being alike: `MIT`, `NIT`.
const SHORT: usize = 8;

/// The names that look like a known one or like an earlier one of their own, sorted.
pub(super) fn look_alikes(known: Vec<&str>, names: Vec<&str>) -> Vec<LookAlike> {
    let exact: BTreeSet<&str> = known.iter().copied().collect();
    let names: BTreeSet<&str> = names
        .into_iter()
        .filter(|name| !exact.contains(name))
        .collect();
    let mut by_letters: BTreeMap<String, &str> = BTreeMap::new();
    for name in &known {
        by_letters.entry(letters(name)).or_insert(name);
    }
    let mut found = Vec::new();
    for name in names {
        let key = letters(name);
        let one_off = || {
            let long = |other: &&&str| other.len().min(name.len()) >= SHORT;
            let near = |other: &&&str| strsim::damerau_levenshtein(&letters(other), &key) == 1;
            known.iter().filter(long).find(near).copied()
        };
        let like = by_letters.get(&key).copied().or_else(one_off);
        if let Some(like) = like {
            found.push(LookAlike {
                name: name.to_owned(),
                like: like.to_owned(),
            });
        } else if !key.is_empty() {
            by_letters.insert(key, name);
        }
    }
    found
}

/// The letters and digits of a name, without case and accents.
fn letters(name: &str) -> String {
    name.nfkd()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn little_differences_are_seen_and_large_ones_not() {
        let known = vec!["Google Brain", "MIT", "Meta AI"];
        let names = vec![
            "Google Brain ",
            "google-brain",
            "Gogle Brain",
            "Google Research",
            "NIT",
            "Meta-AI",
            "MIT",
            "Hugging Face",
            "HuggingFace",
            "Universit\u{e9}",
            "Universite\u{301}",
            "??",
        ];
        let found: Vec<_> = look_alikes(known, names)
            .iter()
            .map(ToString::to_string)
            .collect();
        assert_eq!(
            found,
            [
                "`Gogle Brain` looks like `Google Brain`",
                "`Google Brain ` looks like `Google Brain`",
                "`HuggingFace` looks like `Hugging Face`",
                "`Meta-AI` looks like `Meta AI`",
                "`Universit\u{e9}` looks like `Universite\u{301}`",
                "`google-brain` looks like `Google Brain`",
            ]
        );
    }
}
