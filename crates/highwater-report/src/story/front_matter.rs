//! What a story says of itself, between two lines of `+++`.

use std::ops::Range;

use serde::Deserialize;
use toml::Spanned;

use crate::claims::text_range;
use crate::diagnostic::Diagnostic;
use crate::prose::targets;
use crate::source_text::SourceText;
use crate::toml_fault::toml_fault;

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
    /// The bytes of that line.
    pub(crate) data_range: Range<usize>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Fields {
    title: Spanned<String>,
    summary: Spanned<String>,
    date: Spanned<toml::Value>,
    #[serde(default)]
    order: i64,
    #[serde(default = "nothing")]
    data: Spanned<String>,
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
    let fields: Fields = toml::from_str(&padded)
        .map_err(|error| toml_fault("HW0204", "the front matter cannot be read", source, &error))?;
    let date = day(&fields.date).ok_or_else(|| {
        let written = source.slice(fields.date.span()).trim_matches('"');
        Diagnostic::error("HW0204", format!("`{written}` is not a date"))
            .at(source, fields.date.span(), "")
            .help("write a day of the calendar as `2026-11-22`")
    })?;
    if let Some((at, target)) = targets(&fields.data.get_ref().replace('\\', " ")).first() {
        let range = text_range(source, &fields.data);
        let range = range.start + at..range.start + at + target.len();
        let finding = Diagnostic::error(
            "HW0004",
            "`data` holds text alone, and shows links as they stand",
        );
        return Err(finding
            .at(source, range, "binds nothing")
            .help("say it in the summary"));
    }
    let front = FrontMatter {
        title: text_range(source, &fields.title),
        summary: text_range(source, &fields.summary),
        date,
        order: fields.order,
        data_range: text_range(source, &fields.data),
        data: fields.data.into_inner(),
    };
    Ok((front, body..text.len()))
}

fn nothing() -> Spanned<String> {
    Spanned::new(0..0, String::new())
}

/// The day that a value says, as `2026-11-22`: a text, or a date without quotes.
fn day(value: &Spanned<toml::Value>) -> Option<String> {
    let text = match value.get_ref() {
        toml::Value::String(text) => text.clone(),
        toml::Value::Datetime(day) if day.time.is_none() => day.to_string(),
        _ => return None,
    };
    is_date(&text).then_some(text)
}

/// Returns whether a text is a day of the calendar.
fn is_date(text: &str) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    let [year, month, day] = parts.as_slice() else {
        return false;
    };
    let number = |part: &str, digits: usize| {
        let is_whole = part.len() == digits && part.bytes().all(|b| b.is_ascii_digit());
        is_whole.then(|| part.parse::<u32>().ok())?
    };
    let (Some(year), Some(month), Some(day)) = (number(year, 4), number(month, 2), number(day, 2))
    else {
        return false;
    };
    let is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let days = match month {
        2 if is_leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => return false,
    };
    (1..=days).contains(&day) && year > 0
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
                "+++\ntitle = \"a\nsummary = \"b\"\n+++\n",
                "cannot be read",
                (2, 11),
            ),
            (
                "+++\ntitle = \"a\"\nsummary = \"b\"\ndate = \"2026-11-22\"\ndata = \"[2](value:a)\"\n+++\n",
                "holds text alone",
                (5, 13),
            ),
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

    #[test]
    fn a_date_is_a_day_of_the_calendar() {
        let date = |written: &str| {
            let text = format!("+++\ntitle = \"a\"\nsummary = \"b\"\ndate = {written}\n+++\n");
            read(&SourceText::new("story.md", &text)).map(|(front, _)| front.date)
        };
        for (written, day) in [
            ("\"2024-02-29\"", "2024-02-29"),
            ("2026-11-22", "2026-11-22"),
            ("\"2000-02-29\"", "2000-02-29"),
        ] {
            assert_eq!(date(written).unwrap(), day);
        }
        for written in [
            "\"2024-02-30\"",
            "\"2023-02-29\"",
            "\"1900-02-29\"",
            "\"2024-04-31\"",
            "\"2024-13-01\"",
            "\"2024-00-10\"",
            "\"2024-1-1\"",
            "\"0000-01-01\"",
            "\"\"",
            "20241122",
            "2024-02-29T10:00:00",
            "\"22 November 2026\"",
        ] {
            let finding = date(written).unwrap_err();
            assert!(
                finding.message.contains("is not a date"),
                "{written}: {}",
                finding.message
            );
            assert_eq!(finding.position(), Some(("story.md", 4, 8)), "{written}");
        }
        let finding = date("2024-02-30").unwrap_err();
        assert_eq!(finding.position().map(|(_, line, _)| line), Some(4));
    }
}
