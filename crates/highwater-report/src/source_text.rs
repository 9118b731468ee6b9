//! A text that a person wrote, with the name that diagnostics give it.

use std::ops::Range;
use std::sync::Arc;

/// A text that a person wrote, with the name that diagnostics give it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SourceText {
    /// The file, from the top of the project, with `/`; for a text in the code, what it is.
    pub name: Arc<str>,
    /// The text.
    pub text: Arc<str>,
}

impl SourceText {
    /// A text of that name.
    #[must_use]
    pub fn new(name: &str, text: &str) -> Self {
        SourceText {
            name: name.into(),
            text: text.into(),
        }
    }

    /// Returns the text in a range of bytes; empty where the range is not in the text.
    #[must_use]
    pub fn slice(&self, range: Range<usize>) -> &str {
        self.text.get(range).unwrap_or_default()
    }

    /// Line and column, both from 1, of a byte. The column counts characters.
    #[must_use]
    pub fn line_column(&self, at: usize) -> (usize, usize) {
        let before = self.text.get(..at).unwrap_or(&self.text);
        let line = 1 + before.matches('\n').count();
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        (line, 1 + before[line_start..].chars().count())
    }
}
