//! The lists of a language, as its file holds them.

use std::collections::BTreeMap;

use serde::Deserialize;

/// The lists of a language, as its file holds them. Words are in lower case; a text is words between blanks,
/// a list may hold phrases of several words.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Lists {
    /// Its code: `en`.
    pub(crate) code: String,
    /// The mark before the decimals of a number.
    pub(crate) decimal: char,
    /// Words that say nothing of which value is meant.
    pub(super) stop: String,
    /// Words that mean one another in labels and in prose; the first of a group stands for all.
    pub(super) canonical: Vec<String>,
    /// Endings that are taken off long words, and those of the plural.
    pub(super) endings: Vec<String>,
    pub(super) plurals: Vec<String>,
    /// Words for units, next to those that the studies name.
    pub(super) units: String,
    /// Words that compare, count or say which way something goes.
    pub(super) claiming: String,
    pub(super) phrases: Vec<String>,
    /// Words of negation.
    pub(crate) negation: Vec<String>,
    /// Words that start a clause of its own.
    pub(crate) clause: Vec<String>,
    /// Words that may stand for whatever a table counts.
    pub(crate) neutral: Vec<String>,
    /// Words that say how near: a threshold of their claim may be a factor near 1.
    pub(crate) vague: Vec<String>,
    /// Words before a number that is no finding: `chart 3`.
    pub(crate) references: Vec<String>,
    /// `a quarter of`.
    pub(crate) one: Vec<String>,
    /// `from A to B`, `between A and B`, `A of B`, `higher than B`.
    pub(crate) from: Vec<String>,
    pub(crate) to: Vec<String>,
    pub(crate) between: Vec<String>,
    pub(crate) and: Vec<String>,
    pub(crate) of: Vec<String>,
    pub(crate) than: Vec<String>,
    /// Words that say what is compared: a change, and its opposite.
    pub(super) rise: Vec<String>,
    pub(super) fall: Vec<String>,
    /// A comparison, and its opposite.
    pub(super) more: Vec<String>,
    pub(super) less: Vec<String>,
    /// Words of which one makes a sentence of two names, and endings of such.
    pub(crate) verbs: Vec<String>,
    pub(crate) verb_endings: Vec<String>,
    /// Of how many: of all, of some, of a part above one half.
    pub(super) all: Vec<String>,
    pub(super) some: Vec<String>,
    /// Words of tests: that something is significant.
    pub(super) significant: Vec<String>,
    pub(crate) months: BTreeMap<String, i32>,
    /// Numbers as words, from two on.
    pub(crate) numbers: BTreeMap<String, f64>,
    /// Numbers as words that say no number to compare with: dozens.
    pub(crate) large: Vec<String>,
    /// Parts of a whole: fifth.
    pub(crate) fractions: Vec<String>,
    /// Words that say a number, for the thresholds of predicates.
    pub(crate) amounts: BTreeMap<String, f64>,
}
