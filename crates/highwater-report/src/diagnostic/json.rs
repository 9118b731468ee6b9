//! Findings for a program: one JSON object a line.

use serde_json::{Value, json};

use super::{Diagnostic, Place, Severity};

/// Returns a finding as one line of JSON: `code`, `severity`, `message`, `places` (with `file`, `line`,
/// `column`, `start` and `end` in bytes, `label`), `notes`, `help`.
#[must_use]
pub fn render_json(diagnostic: &Diagnostic) -> String {
    json!({
        "code": diagnostic.code,
        "severity": severity(diagnostic.severity),
        "message": diagnostic.message,
        "places": diagnostic.places.iter().map(place).collect::<Vec<_>>(),
        "notes": diagnostic.notes,
        "help": diagnostic.help,
    })
    .to_string()
}

fn place(place: &Place) -> Value {
    let (line, column) = place.source.line_column(place.range.start);
    json!({
        "file": &*place.source.name,
        "line": line,
        "column": column,
        "start": place.range.start,
        "end": place.range.end,
        "label": place.label,
    })
}

/// Returns the severity as a word.
pub(super) fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    }
}
