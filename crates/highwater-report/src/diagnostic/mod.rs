//! What is wrong with a report: findings with a code, a place and what to do.

mod explain;
mod faults;
mod github;
mod human;
mod json;

use std::cmp::Ordering;
use std::ops::Range;

use crate::source_text::SourceText;

pub use explain::{Explanation, explain, explanations};
pub use faults::Files;
pub use github::render_github;
pub use human::render_human;
pub use json::render_json;

/// One finding: what, where, and what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// The code under which `explain` tells more: `HW0001`.
    pub code: &'static str,
    /// Whether the report may stand with it.
    pub severity: Severity,
    /// What is wrong, in one clause.
    pub message: String,
    /// Where, the first being the place to mend.
    pub places: Vec<Place>,
    /// What else a reader must know: both texts, the numbers of a claim.
    pub notes: Vec<String>,
    /// What to do.
    pub help: Vec<String>,
}

/// Whether a report may stand with a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// It may not.
    Error,
    /// It may, except where warnings are errors (`--strict`).
    Warning,
    /// It may; something is worth a look.
    Note,
}

impl Severity {
    /// Returns whether a report may not stand with it; with `strict`, warnings are errors.
    #[must_use]
    pub fn counts(self, strict: bool) -> bool {
        match self {
            Severity::Error => true,
            Severity::Warning => strict,
            Severity::Note => false,
        }
    }
}

/// A range of a text, with what is wrong there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The text.
    pub source: SourceText,
    /// The bytes in it.
    pub range: Range<usize>,
    /// What is wrong there; empty where the message says it.
    pub label: String,
}

/// What kind of thing is wrong, which decides the exit code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    /// The report says what its data do not: exit code 1.
    Report,
    /// The data, the configuration, the command or the machine: exit code 2.
    Other,
}

impl Diagnostic {
    /// Returns an error without a place.
    #[must_use]
    pub fn error(code: &'static str, message: impl Into<String>) -> Self {
        Diagnostic {
            code,
            severity: Severity::Error,
            message: message.into(),
            places: Vec::new(),
            notes: Vec::new(),
            help: Vec::new(),
        }
    }

    /// Returns a warning without a place.
    #[must_use]
    pub fn warning(code: &'static str, message: impl Into<String>) -> Self {
        Diagnostic {
            severity: Severity::Warning,
            ..Diagnostic::error(code, message)
        }
    }

    /// Returns a note without a place.
    #[must_use]
    pub fn information(code: &'static str, message: impl Into<String>) -> Self {
        Diagnostic {
            severity: Severity::Note,
            ..Diagnostic::error(code, message)
        }
    }

    /// Returns the same finding at a further place.
    #[must_use]
    pub fn at(
        mut self,
        source: &SourceText,
        range: Range<usize>,
        label: impl Into<String>,
    ) -> Self {
        self.places.push(Place {
            source: source.clone(),
            range,
            label: label.into(),
        });
        self
    }

    /// The same as a warning, where it is an error.
    #[must_use]
    pub fn softened(mut self) -> Self {
        if self.severity == Severity::Error {
            self.severity = Severity::Warning;
        }
        self
    }

    /// Returns the same finding with a further note.
    #[must_use]
    pub fn note(mut self, note: impl Into<String>) -> Self {
        self.notes.push(note.into());
        self
    }

    /// Returns the same finding with a further help line.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help.push(help.into());
        self
    }

    /// The same finding with a help line that names the nearest known name, where there is one.
    #[must_use]
    pub fn did_you_mean(self, nearest: Option<String>) -> Self {
        match nearest {
            Some(name) => self.help(format!("did you mean `{name}`?")),
            None => self,
        }
    }

    /// Returns what kind of thing is wrong.
    #[must_use]
    pub fn class(&self) -> Class {
        if self.code.starts_with("HW00") {
            Class::Report
        } else {
            Class::Other
        }
    }

    /// File, line and column of the first place.
    #[must_use]
    pub fn position(&self) -> Option<(&str, usize, usize)> {
        let place = self.places.first()?;
        let (line, column) = place.source.line_column(place.range.start);
        Some((&place.source.name, line, column))
    }
}

/// Sorts findings by file and place, those without a place first, and drops repeated ones.
pub fn sort(diagnostics: &mut Vec<Diagnostic>) {
    diagnostics.sort_by(|a, b| order(a).cmp(&order(b)).then(Ordering::Equal));
    diagnostics.dedup();
}

fn order(diagnostic: &Diagnostic) -> (Option<(&str, usize)>, &'static str, &str) {
    let place = diagnostic.places.first();
    (
        place.map(|place| (&*place.source.name, place.range.start)),
        diagnostic.code,
        &diagnostic.message,
    )
}
