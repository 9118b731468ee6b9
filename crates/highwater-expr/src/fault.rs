//! Why a predicate cannot be used.

use std::fmt;
use std::ops::Range;

/// A fault of a predicate, with the bytes of its text that are at fault.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// What kind of fault it is.
    pub kind: FaultKind,
    /// What is wrong and what to write, in one lower-case clause.
    pub message: String,
    /// The bytes of the text at fault.
    pub range: Range<usize>,
}

/// The kind of a [`Fault`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FaultKind {
    /// The text does not follow the grammar.
    Syntax,
    /// Unlike units are compared, added or subtracted.
    Units,
    /// A part of it is the same whatever the data say.
    Nothing,
    /// It compares unlike kinds, is neither true nor false, or takes too long.
    Evaluation,
}

impl Fault {
    /// Returns a fault of a kind, with its message and place.
    #[must_use]
    pub fn new(kind: FaultKind, message: impl Into<String>, range: Range<usize>) -> Self {
        Fault {
            kind,
            message: message.into(),
            range,
        }
    }

    pub(crate) fn syntax(message: impl Into<String>, range: Range<usize>) -> Self {
        Fault::new(FaultKind::Syntax, message, range)
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Fault {}
