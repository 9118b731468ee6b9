//! Something worth a look in a sound table.

use std::sync::Arc;

use highwater_ingest::Placed;

/// Something worth a look in a sound table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The code under which it is explained.
    pub code: &'static str,
    /// Whether it is a warning; else a note, which no strictness makes an error.
    pub is_warning: bool,
    /// What was found.
    pub message: String,
    /// The file and the line, if it is about one.
    pub place: Option<(Arc<str>, u64)>,
}

impl Finding {
    /// Makes a warning about a row.
    #[must_use]
    pub fn warning<R>(code: &'static str, message: String, row: &Placed<R>) -> Self {
        Finding {
            code,
            is_warning: true,
            message,
            place: Some((row.file.clone(), row.line)),
        }
    }

    /// Makes a note.
    #[must_use]
    pub fn note(code: &'static str, message: String) -> Self {
        Finding {
            code,
            is_warning: false,
            message,
            place: None,
        }
    }
}
