//! What a story says of itself, between two lines of `+++`.

use std::ops::Range;

use serde::Deserialize;
use toml::Spanned;

use crate::claims::text_range;
use crate::diagnostic::Diagnostic;
use crate::source_text::SourceText;

const FENCE: &str = "+++";

/// What a story says of itself.
#[derive(Clone, Debug)]
pub(crate) struct FrontMatter {
    /// The bytes of the title, which may hold value and claim links.
    pub(crate) title: Range<usize>,
    /// The bytes of the summary, likewise.
    pub(crate) summary: Range<usize>,
    /// The day of its last change, as `2026-11-22`.
    pub(crate) date: String,
    /// Its place among the stories of the front page.
    pub(crate) order: i64,
    /// Where its data come from, in a line.
    pub(crate) data: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Fields {
    title: Spanned<String>,
    summary: Spanned<String>,
    date: Spanned<String>,
    #[serde(default)]
    order: i64,
    #[serde(default)]
    data: String,
}

/// Reads the front matter; gives it and the range of the body.
pub(super) fn read(source: &SourceText) -> Result<(FrontMatter, Range<usize>), Diagnostic> {
    let text = &*source.text;
    let fault = |message: &str| {
        let range = 0..text.lines().next().unwrap_or_default().len();
        Diagnostic::error("HW0204", message)
            .at(source, range, "")
            .help("a story starts with a line `+++`, then title, summary and date as TOML, then a line `+++`")
    };
    let rest = text
        .strip_prefix(FENCE)
        .ok_or_else(|| fault("the story has no front matter"))?;
    let start = text.len() - rest.len();
    let length = rest
        .find("\n+++")
        .ok_or_else(|| fault("the front matter is not closed"))?;
    let end = start + length + 1;
    let after = end + FENCE.len();
    let body = after
        + text[after..]
            .find('\n')
            .map_or(text.len() - after, |at| at + 1);

    // Blanks in place of the fence keep the places of the file.
    let padded = format!("{}{}", " ".repeat(start), &text[start..end]);
    let fields: Fields = toml::from_str(&padded).map_err(|error| {
        let range = error.span().unwrap_or(0..0);
        Diagnostic::error("HW0204", "the front matter cannot be read").at(
            source,
            range,
            error.message(),
        )
    })?;
    let date = fields.date.get_ref().clone();
    if !is_date(&date) {
        return Err(
            Diagnostic::error("HW0204", format!("`{date}` is not a date")).at(
                source,
                fields.date.span(),
                "write it as `2026-11-22`",
            ),
        );
    }
    let front = FrontMatter {
        title: text_range(source, &fields.title),
        summary: text_range(source, &fields.summary),
        date,
        order: fields.order,
        data: fields.data,
    };
    Ok((front, body..text.len()))
}

fn is_date(text: &str) -> bool {
    let digits = |part: &str, n: usize| part.len() == n && part.bytes().all(|b| b.is_ascii_digit());
    matches!(text.split('-').collect::<Vec<_>>().as_slice(), [y, m, d]
        if digits(y, 4) && digits(m, 2) && digits(d, 2)
            && ("01"..="12").contains(m) && ("01"..="31").contains(d))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_those_of_the_file() {
        let text = "+++\ntitle = \"Up [22](value:a)\"\nsummary = \"S.\"\ndate = \"2026-11-22\"\n+++\n\nBody.\n";
        let source = SourceText::new("story.md", text);
        let (front, body) = read(&source).unwrap();
        assert_eq!(source.slice(front.title), "Up [22](value:a)");
        assert_eq!(source.slice(body), "\nBody.\n");
    }

    #[test]
    fn faults() {
        let cases = [
            ("Body.", "has no front matter", (1, 1)),
            ("+++\ntitle = \"a\"\n", "is not closed", (1, 1)),
            ("+++\ntitel = \"a\"\n+++\n", "cannot be read", (2, 1)),
            (
                "+++\ntitle = \"a\"\nsummary = \"b\"\ndate = \"22.11.2026\"\n+++\n",
                "not a date",
                (4, 8),
            ),
        ];
        for (text, message, place) in cases {
            let source = SourceText::new("story.md", text);
            let finding = read(&source).unwrap_err();
            assert!(
                finding.message.contains(message),
                "{text}: {}",
                finding.message
            );
            let (_, line, column) = finding.position().unwrap();
            assert_eq!((line, column), place, "{text}");
        }
    }
}
