//! `reviewed.toml`: the sentences and claims of a story as they were last read and found right.
//!
//! A sentence is its words and what it binds. If one of the two changes and the other stays, the sentence may
//! say something else of the same value, or the same of another: the check asks to read it again. What is new,
//! and what changed as a whole, asks for nothing.

mod anchors;
mod written;

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::diagnostic::Diagnostic;
use crate::source_text::SourceText;
use crate::toml_fault::toml_fault;

pub(crate) use anchors::{Anchored, Piece};
pub(crate) use written::written;

/// The name of the file in the folder of a story.
pub(crate) const FILE: &str = "reviewed.toml";

/// What was last read and found right.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Reviewed {
    pub(crate) sentences: Vec<Anchored>,
    /// The claims by their ids: words and predicate.
    pub(crate) claims: BTreeMap<String, (String, String)>,
    /// Whether there is a file.
    pub(crate) is_kept: bool,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    sentences: Vec<String>,
    #[serde(default)]
    claims: BTreeMap<String, (String, String)>,
}

impl Reviewed {
    /// Reads the file; a fault of its syntax is a finding.
    pub(crate) fn parse(source: &SourceText) -> Result<Self, Diagnostic> {
        let message = "what was reviewed cannot be read";
        let file: File = toml::from_str(&source.text)
            .map_err(|error| toml_fault("HW0202", message, source, &error))?;
        Ok(Reviewed {
            sentences: file
                .sentences
                .iter()
                .map(|text| Anchored::read(text))
                .collect(),
            claims: file.claims,
            is_kept: true,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_again() {
        let sentences = vec![Anchored::read("it <up> rose to {hub.last?si} in 2023")];
        let claims = [(
            "up".to_owned(),
            ("rose".to_owned(), "hub.last > 'x'".to_owned()),
        )];
        let text = written(&sentences, &claims.into());
        let read = Reviewed::parse(&SourceText::new(FILE, text.as_str())).unwrap();
        assert_eq!(read.sentences, sentences);
        assert_eq!(read.claims["up"].1, "hub.last > 'x'");
        assert!(Reviewed::parse(&SourceText::new(FILE, "sentences = 3")).is_err());
    }
}
