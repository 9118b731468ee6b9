//! Findings for a person: rustc's form.

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};

use super::{Diagnostic, Severity};

/// A finding in rustc's form: `error[HW0001]: message`, file, line, column, the source line with a
/// caret, notes and help.
#[must_use]
pub fn render_human(diagnostic: &Diagnostic, colour: bool) -> String {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let mut group = Group::with_title(
        level
            .primary_title(diagnostic.message.as_str())
            .id(diagnostic.code),
    );
    for (i, place) in diagnostic.places.iter().enumerate() {
        let kind = if i == 0 {
            AnnotationKind::Primary
        } else {
            AnnotationKind::Context
        };
        let text: &str = &place.source.text;
        let start = floor(text, place.range.start);
        let end = floor(text, place.range.end).max(start);
        let mut annotation = kind.span(start..end);
        if !place.label.is_empty() {
            annotation = annotation.label(place.label.as_str());
        }
        group = group.element(
            Snippet::source(text)
                .path(&*place.source.name)
                .annotation(annotation),
        );
    }
    for note in &diagnostic.notes {
        group = group.element(Level::NOTE.message(note.as_str()));
    }
    for help in &diagnostic.help {
        group = group.element(Level::HELP.message(help.as_str()));
    }
    let renderer = if colour {
        Renderer::styled()
    } else {
        Renderer::plain()
    };
    renderer.render(&[group])
}

/// The nearest boundary of a character at or before `at`.
fn floor(text: &str, at: usize) -> usize {
    text.floor_char_boundary(at)
}
