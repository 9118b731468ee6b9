//! Findings as workflow commands that a code host shows beside the lines of a change.

use super::{Diagnostic, Severity, json::severity};

/// Returns a finding as a workflow command: `::error file=F,line=L,col=C,title=T::message`.
#[must_use]
pub fn render_github(diagnostic: &Diagnostic) -> String {
    let place = match diagnostic.position() {
        Some((file, line, column)) => format!("file={},line={line},col={column},", property(file)),
        None => String::new(),
    };
    let mut text = diagnostic.message.clone();
    for line in diagnostic.notes.iter().chain(&diagnostic.help) {
        text.push('\n');
        text.push_str(line);
    }
    format!(
        "::{} {place}title={}::{}",
        match diagnostic.severity {
            Severity::Note => "notice",
            other => severity(other),
        },
        diagnostic.code,
        message(&text)
    )
}

/// Escapes the text of a workflow command.
fn message(text: &str) -> String {
    text.replace('%', "%25")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

/// Escapes a property of a workflow command.
fn property(text: &str) -> String {
    message(text).replace(':', "%3A").replace(',', "%2C")
}
