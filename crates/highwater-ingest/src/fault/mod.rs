//! What is wrong with a table, and where.

mod kind;
mod message;

use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use crate::characters::visible;

pub use kind::FaultKind;

/// What is wrong with a table, where, and what would do instead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The file, as it was named to the reader.
    pub file: Arc<str>,
    /// The place in it; none where the file as a whole is at fault.
    pub place: Option<Place>,
    /// The column's name in the header, where one column is at fault.
    pub column: Option<String>,
    /// The text found.
    pub found: String,
    /// The rule that it breaks.
    pub kind: FaultKind,
    /// The nearest text that would do.
    pub nearest: Option<String>,
    /// The other places of the same fault, if it is told once for many.
    pub more: Option<More>,
}

/// The other places of a fault that is told once for many.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct More {
    /// How many there are.
    pub count: u64,
    /// The first two, with the text found there.
    pub places: Vec<(Place, String)>,
}

/// A place in a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The line, from 1.
    pub line: u64,
    /// The column, from 1, in characters.
    pub column: u64,
    /// The bytes, from the start of the file; of its text in UTF-8, if the file is packed or of
    /// another encoding.
    pub bytes: Range<usize>,
}

impl Fault {
    /// Returns a fault of a whole file. What cannot be seen in the text found is written as `\u{202e}`.
    #[must_use]
    pub fn new(file: &Arc<str>, kind: FaultKind, found: impl Into<String>) -> Self {
        Fault {
            file: file.clone(),
            place: None,
            column: None,
            found: visible(&found.into()),
            kind,
            nearest: None,
            more: None,
        }
    }

    /// Returns the same fault at a place.
    #[must_use]
    pub fn at(self, place: Place) -> Self {
        Fault {
            place: Some(place),
            ..self
        }
    }

    /// The same fault with the nearest text that would do.
    #[must_use]
    pub fn nearest(self, nearest: Option<String>) -> Self {
        Fault { nearest, ..self }
    }

    /// Returns what to do, where the message does not say it.
    #[must_use]
    pub fn help(&self) -> Option<&'static str> {
        match self.kind {
            FaultKind::Unreadable => Some(
                "put the file there, or let it be read; where git has it, `git checkout` brings it back",
            ),
            FaultKind::NoFolder => Some(
                "put the folder there with its tables and their list, `tables.toml`; where git has it, `git checkout` brings it back",
            ),
            _ => None,
        }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.place {
            Some(place) => write!(
                f,
                "{}:{}:{}: {}",
                self.file,
                place.line,
                place.column,
                self.message()
            ),
            None => write!(f, "{}: {}", self.file, self.message()),
        }
    }
}

impl std::error::Error for Fault {}
