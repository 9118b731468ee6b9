//! Faults of TOML that a person wrote, with what to do.

use std::ops::Range;

use crate::diagnostic::Diagnostic;
use crate::source_text::SourceText;

/// A finding for a text of TOML that cannot be read.
pub(crate) fn toml_fault(
    code: &'static str,
    message: &str,
    source: &SourceText,
    error: &toml::de::Error,
) -> Diagnostic {
    let span = error.span().unwrap_or(0..0);
    let said = error.message();
    let is_missing = said.contains("missing field");
    // A text in three quotes that is not closed is known at the end of the file: its start is meant.
    let opening = ["\"\"\"", "'''"]
        .iter()
        .filter_map(|quotes| source.text.rfind(quotes))
        .max();
    let span = match opening.filter(|_| said.contains("multi-line")) {
        Some(at) => at..at + 3,
        None => span,
    };
    // A key that is missing stands nowhere: the whole file is not what is meant.
    let range = match is_missing {
        true => span.start..span.start,
        false => on_one_line(source, span),
    };
    let finding = Diagnostic::error(code, message).at(source, range.clone(), said);
    match help(line(source, range.start), said) {
        Some(help) => finding.help(help),
        None => finding,
    }
}

/// The part of a range that lies on its first line; the last sign of the line if it starts at its end.
fn on_one_line(source: &SourceText, range: Range<usize>) -> Range<usize> {
    let text = &*source.text;
    let rest = text.get(range.start..).unwrap_or_default();
    let end = range.start + rest.find('\n').unwrap_or(rest.len());
    range.start.min(end)..range.end.min(end).max(range.start)
}

fn line(source: &SourceText, at: usize) -> &str {
    let text = &*source.text;
    let start = text
        .get(..at)
        .unwrap_or_default()
        .rfind('\n')
        .map_or(0, |at| at + 1);
    let line = text.get(start..).unwrap_or_default();
    line.lines().next().unwrap_or_default()
}

/// Returns what to do about a line, as far as its form shows it.
fn help(line: &str, said: &str) -> Option<String> {
    if let Some(field) = said
        .split('`')
        .nth(1)
        .filter(|_| said.contains("missing field"))
    {
        return Some(format!("add a line `{field} = \"...\"`"));
    }
    if said.contains("multi-line") {
        return Some("close the text with the three quotes that it starts with".to_owned());
    }
    if said.contains("unknown field") {
        return None;
    }
    let Some((key, value)) = line.split_once('=') else {
        let (key, value) = line.split_once(':')?;
        let key = key.trim();
        let is_key =
            !key.is_empty() && key.chars().all(|c| c.is_alphanumeric() || "_-".contains(c));
        let value = value.trim().trim_matches('"');
        return is_key.then(|| format!("this is TOML: write `{key} = \"{value}\"`"));
    };
    let (key, value) = (key.trim(), value.trim());
    let straight = "write straight quotes, `\"`, around the text";
    if value.starts_with(['“', '”', '„', '«', '‘', '’']) {
        return Some(straight.to_owned());
    }
    if let Some(rest) = value.strip_prefix('"') {
        let quotes = rest
            .replace("\\\\", "")
            .replace("\\\"", "")
            .matches('"')
            .count();
        return Some(match (quotes, rest.contains('\\')) {
            (0, _) => "close the text with `\"` on its line".to_owned(),
            (1, true) => "write a backslash as `\\\\`, or put the text between `'`".to_owned(),
            (1, false) if value.ends_with('"') => return None,
            _ => "write a quote within the text as `\\\"`, or put the text between `'`".to_owned(),
        });
    }
    if let Some(rest) = value.strip_prefix('\'') {
        return (!rest.contains('\'')).then(|| "close the text with `'` on its line".to_owned());
    }
    if value.is_empty() {
        return Some(format!("say what `{key}` is: `{key} = \"...\"`"));
    }
    let is_text =
        value.starts_with(|c: char| c.is_alphabetic()) && value != "true" && value != "false";
    let is_number = said.contains("expected a string");
    (is_text || is_number).then(|| {
        format!(
            "put the text between quotes: `{key} = \"{}\"`",
            value.trim_matches('"')
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> (usize, String, String) {
        #[derive(Debug, serde::Deserialize)]
        #[serde(deny_unknown_fields)]
        #[expect(dead_code, reason = "read by the parser alone")]
        struct Fields {
            title: String,
            summary: String,
        }
        let source = SourceText::new("a.toml", text);
        let error = toml::from_str::<Fields>(text).unwrap_err();
        let finding = toml_fault("HW0204", "x", &source, &error);
        let (_, line, _) = finding.position().unwrap();
        (
            line,
            finding.places[0].label.clone(),
            finding.help.join("; "),
        )
    }

    #[test]
    fn a_fault_points_at_its_line_and_says_what_to_do() {
        for (text, line, help) in [
            (
                "title = \"Up\nsummary = \"S.\"\n",
                1,
                "close the text with `\"`",
            ),
            (
                "title = \"T\"\nsummary = \"S.\n",
                2,
                "close the text with `\"`",
            ),
            (
                "title = 'Up\nsummary = \"S.\"\n",
                1,
                "close the text with `'`",
            ),
            (
                "title = Up and down\nsummary = \"S.\"\n",
                1,
                "put the text between quotes: `title = \"Up and down\"`",
            ),
            (
                "title = Up\"\nsummary = \"S.\"\n",
                1,
                "between quotes: `title = \"Up\"`",
            ),
            (
                "title = \"a \"b\" c\"\nsummary = \"S.\"\n",
                1,
                "write a quote within the text as",
            ),
            (
                "title = \"a \\b\\x\"\nsummary = \"S.\"\n",
                1,
                "write a backslash as",
            ),
            (
                "title = “Up”\nsummary = \"S.\"\n",
                1,
                "write straight quotes",
            ),
            (
                "title: \"Up\"\nsummary = \"S.\"\n",
                1,
                "this is TOML: write `title = \"Up\"`",
            ),
            ("title =\nsummary = \"S.\"\n", 1, "say what `title` is"),
            (
                "title = 3\nsummary = \"S.\"\n",
                1,
                "put the text between quotes: `title = \"3\"`",
            ),
            ("title = \"Up\"\n", 1, "add a line `summary = \"...\"`"),
            ("title = \"\"\"Up\nsummary = \"S.\"\n", 1, "three quotes"),
        ] {
            let (found, label, told) = told(text);
            assert!(told.contains(help), "{text}: {label}: {told}");
            assert_eq!(found, line, "{text}: {label}");
        }
    }
}
