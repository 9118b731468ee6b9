//! Findings for a person: rustc's form.

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};

use super::{Diagnostic, Severity};

/// Returns a finding in rustc's form: `error[HW0001]: message`, file, line, column, the source line
/// with a caret, notes and help.
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
    let renderer = if colour {
        Renderer::styled()
    } else {
        Renderer::plain()
    };
    if diagnostic.places.is_empty() {
        // Without lines of a file to stand below, the renderer would set an empty one before these.
        return renderer.render(&[group]) + &without_lines(diagnostic, colour);
    }
    for note in &diagnostic.notes {
        group = group.element(Level::NOTE.message(note.as_str()));
    }
    for help in &diagnostic.help {
        group = group.element(Level::HELP.message(help.as_str()));
    }
    renderer.render(&[group])
}

/// Notes and help of a finding without a place.
fn without_lines(diagnostic: &Diagnostic, colour: bool) -> String {
    let (on, off) = if colour {
        ("\x1b[1m", "\x1b[0m")
    } else {
        ("", "")
    };
    let notes = diagnostic.notes.iter().map(|text| ("note", text));
    let help = diagnostic.help.iter().map(|text| ("help", text));
    let line = |(word, text): (&str, &String)| {
        let text = text.replace('\n', "\n          ");
        format!("\n  = {on}{word}{off}: {text}")
    };
    notes.chain(help).map(line).collect()
}

/// Returns the nearest boundary of a character at or before `at`.
fn floor(text: &str, at: usize) -> usize {
    let before = (0..=at.min(text.len())).rev();
    let mut boundaries = before.filter(|&at| text.is_char_boundary(at));
    boundaries.next().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn help_without_a_place_has_no_empty_line_before_it() {
        let finding =
            Diagnostic::error("HW0208", "there is no parameter `x`").help("parameters: `y`");
        assert_eq!(
            render_human(&finding, false),
            "error[HW0208]: there is no parameter `x`\n  = help: parameters: `y`"
        );
    }
}
