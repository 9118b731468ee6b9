//! What is wrong with a query.

use std::fmt;
use std::ops::Range;

/// What is wrong with a query: what, where in its text, and what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QueryError {
    /// What is wrong, in a clause.
    pub message: String,
    /// The bytes of the query's text that it is about, if they are known.
    pub place: Option<Range<usize>>,
    /// What to do.
    pub help: String,
    /// The name of the table that there is not, if that is what is wrong.
    pub(crate) no_table: Option<String>,
}

impl QueryError {
    pub(crate) fn new(message: impl Into<String>, help: impl Into<String>) -> Self {
        QueryError {
            message: message.into(),
            place: None,
            help: help.into(),
            no_table: None,
        }
    }

    pub(crate) fn at(self, place: Range<usize>) -> Self {
        QueryError {
            place: Some(place),
            ..self
        }
    }

    /// Moves the place back by the bytes that stand before what its writer wrote.
    pub(crate) fn moved(self, before: usize) -> Self {
        let place = self.place.clone();
        let place = place.filter(|place| place.start >= before);
        QueryError {
            place: place.map(|place| place.start - before..place.end - before),
            ..self
        }
    }

    /// Makes the error of something that is not followed, with another way to write it.
    pub(crate) fn not_followed(what: impl fmt::Display, instead: impl Into<String>) -> Self {
        QueryError::new(format!("the rows behind {what} are not followed"), instead)
    }
}

impl fmt::Display for QueryError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for QueryError {}
