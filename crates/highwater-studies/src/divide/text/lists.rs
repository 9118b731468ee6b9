//! The lists that abstracts are held against, as `data/divide/` has them.

use std::collections::BTreeSet;
use std::fmt;

use highwater_ingest::{Catalog, Placed, Row};

use super::terms::TermList;
use super::topics::TopicPatterns;

/// The terms of the supplement.
pub const TERMS: &str = "terms.csv";
/// The words that no ranking counts.
pub const STOP_WORDS: &str = "stop_words.csv";
/// The expressions of the engineering topics.
pub const TOPICS: &str = "topics.csv";
/// The models that are named beside them.
pub const NAMED_MODELS: &str = "named_models.csv";

/// All lists.
#[derive(Clone, Debug)]
pub struct Lists {
    /// The terms of the supplement.
    pub terms: TermList,
    /// The words that no ranking counts.
    pub stop_words: BTreeSet<String>,
    /// The expressions of the engineering topics.
    pub topics: TopicPatterns,
    /// The names of models that are shown beside the engineering topics.
    pub named_models: Vec<String>,
}

/// A list that is sound as a table and cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListError {
    /// The file.
    pub list: &'static str,
    /// Why.
    pub why: String,
}

impl fmt::Display for ListError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the list `{}` cannot be used: {}", self.list, self.why)
    }
}

impl std::error::Error for ListError {}

/// A term of the supplement.
#[derive(Row)]
#[row(key = "term")]
struct Term {
    term: String,
    as_printed: String,
    source: String,
}

/// A word that no ranking counts.
#[derive(Row)]
#[row(key = "word")]
struct StopWord {
    word: String,
    source: String,
}

/// An expression of a topic.
#[derive(Row)]
#[row(key = "pattern")]
struct Pattern {
    pattern: String,
    topic: String,
    source: String,
}

/// A model that is shown.
#[derive(Row)]
#[row(key = "model")]
struct NamedModel {
    model: String,
    source: String,
}

impl Lists {
    /// Reads the four lists of a folder; what is wrong with a table is among the catalog's faults.
    ///
    /// # Errors
    ///
    /// [`ListError`] for a table whose rows are sound and make no list.
    pub fn read(catalog: &mut Catalog) -> Result<Self, ListError> {
        let terms: Vec<Placed<Term>> = catalog.read(TERMS);
        let words: Vec<Placed<StopWord>> = catalog.read(STOP_WORDS);
        let patterns: Vec<Placed<Pattern>> = catalog.read(TOPICS);
        let models: Vec<Placed<NamedModel>> = catalog.read(NAMED_MODELS);
        let fault = |list| move |why| ListError { list, why };
        let pairs = patterns.iter().map(|row| &row.row);
        let pairs = pairs.map(|row| (row.pattern.as_str(), row.topic.as_str()));
        Ok(Lists {
            terms: TermList::new(terms.iter().map(|row| row.term.as_str()))
                .map_err(fault(TERMS))?,
            stop_words: words.into_iter().map(|row| row.row.word).collect(),
            topics: TopicPatterns::new(pairs).map_err(fault(TOPICS))?,
            named_models: models.into_iter().map(|row| row.row.model).collect(),
        })
    }
}
