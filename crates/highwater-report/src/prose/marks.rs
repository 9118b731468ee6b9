//! Marks that would be shown as they stand: of other dialects of Markdown, or of this one, misplaced.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, Tag};

use super::brackets::Skip;
use super::markdown::Spot;

/// Something in a text that is not what its writer means it to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mark {
    /// A comment that is never closed.
    OpenComment,
    /// Elements within elements, deeper than a page can hold.
    Nesting,
    /// A row of a table with more cells than its head; those behind the last are not shown.
    Cells,
    /// A mark that means nothing here.
    Foreign(&'static Foreign),
}

/// A mark that means nothing here, and what to write in its place.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Foreign {
    /// What it is elsewhere.
    pub(crate) what: &'static str,
    pub(crate) instead: &'static str,
}

/// The deepest that elements may lie in each other.
const DEEPEST: usize = 50;

/// Returns where elements lie too deep in each other.
pub(super) fn too_deep(events: &[Spot]) -> Option<Range<usize>> {
    let mut depth = 0usize;
    events.iter().find_map(|(event, range)| {
        match event {
            Event::Start(_) => depth += 1,
            Event::End(_) => depth = depth.saturating_sub(1),
            _ => {}
        }
        (depth > DEEPEST).then(|| range.clone())
    })
}

/// How a mark is found in a text.
enum Form {
    /// Anywhere.
    Anywhere(&'static str),
    /// At the start of a line.
    Line(&'static str),
    /// By a rule: the range of the first that fits.
    Rule(fn(&str) -> Option<Range<usize>>),
}

macro_rules! foreign {
    ($what:literal, $instead:literal) => {
        &Foreign {
            what: $what,
            instead: $instead,
        }
    };
}

const TEXT: [(Form, &Foreign); 22] = [
    (Form::Line(":::"), BLOCK),
    (Form::Line("!!! "), BLOCK),
    (Form::Line(".. "), BLOCK),
    (Form::Anywhere("{{"), CODE),
    (Form::Anywhere("{%"), CODE),
    (Form::Anywhere("[@"), CITATION),
    (Form::Rule(cross_reference), CITATION),
    (
        Form::Anywhere("^["),
        foreign!(
            "a note within the line",
            "mention it, `[^name]`, and write it on a line of its own: `[^name]: ...`"
        ),
    ),
    (
        Form::Anywhere("[["),
        foreign!("a link of a wiki", "write `[words](../STORY/index.html)`"),
    ),
    (
        Form::Line("[TOC]"),
        foreign!("a table of contents", "delete it: the page has one"),
    ),
    (
        Form::Rule(attributes),
        foreign!(
            "attributes of an element",
            "headings alone have them: `## Heading {#anchor}`"
        ),
    ),
    (
        Form::Line(": "),
        foreign!(
            "the definition of a term",
            "write a list, the terms in bold"
        ),
    ),
    (
        Form::Rule(table_row),
        foreign!(
            "a row of a table",
            "give the table its second line, `|---|---|`, and a blank line before it"
        ),
    ),
    (
        Form::Rule(heading),
        foreign!("a heading", "put a blank behind the `#`"),
    ),
    (
        Form::Rule(command),
        foreign!(
            "a command of LaTeX",
            "put the formula between dollars, `$\\beta$`, with as many `}` as `{`"
        ),
    ),
    (
        Form::Rule(power),
        foreign!("a power", "write `10^6^`, or `$10^6$`"),
    ),
    (
        Form::Rule(emoji),
        foreign!("the name of an emoji", "write the sign itself"),
    ),
    (
        Form::Anywhere("=="),
        foreign!("a highlight", "write it in bold, `**words**`"),
    ),
    (Form::Anywhere("**"), EMPHASIS),
    (Form::Anywhere("__"), EMPHASIS),
    (Form::Anywhere("~~"), EMPHASIS),
    (
        Form::Anywhere("`"),
        foreign!("code that is not closed", "close it, or write `\\``"),
    ),
];

const BLOCK: &Foreign = foreign!(
    "a block of another dialect",
    "write an alert, `> [!NOTE]` and each of its lines behind a `>`"
);
const CODE: &Foreign = foreign!(
    "code of a template",
    "a story runs none: bind a value, `[](value:PATH)`"
);
const CITATION: &Foreign = foreign!(
    "a reference of another dialect",
    "write a note, `[^name]`, or a link, `[words](figure:ID)`"
);
const EMPHASIS: &Foreign = foreign!(
    "an emphasis that is not closed",
    "let it enclose its words without a blank within, or put a backslash before it"
);
const RUN: &Foreign = foreign!(
    "code that other tools run",
    "a story runs none: bind a value, `[](value:PATH)`"
);

/// Finds the marks in a text; `source` is the whole file.
pub(super) fn find(events: &[Spot], source: &str, marks: &mut Vec<(Mark, Range<usize>)>) {
    let mut skip = Skip::default();
    let (mut at, mut width) = (0, 0);
    while let Some((event, range)) = events.get(at) {
        skip.see(event);
        at += 1;
        match event {
            Event::Start(Tag::Table(columns)) => width = columns.len(),
            Event::Start(Tag::TableRow)
                if cells(source.get(range.clone()).unwrap_or_default()) > width =>
            {
                marks.push((Mark::Cells, range.clone()));
            }
            Event::Code(code) if code.starts_with("r ") || code.starts_with("{python} ") => {
                marks.push((Mark::Foreign(RUN), range.clone()));
            }
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) if info.starts_with('{') => {
                let line = source
                    .get(range.clone())
                    .and_then(|text| text.lines().next());
                let end = range.start + line.map_or(0, str::len);
                marks.push((Mark::Foreign(RUN), range.start..end));
            }
            Event::Text(_) if skip.is_over() => {
                let mut end = range.end;
                // Texts that follow each other without a gap are one.
                while let Some((Event::Text(_), next)) = events.get(at)
                    && next.start == end
                {
                    end = next.end;
                    at += 1;
                }
                in_text(source, range.start..end, marks);
            }
            _ => {}
        }
    }
}

/// Finds the first mark of each kind in a text.
fn in_text(source: &str, range: Range<usize>, marks: &mut Vec<(Mark, Range<usize>)>) {
    let text = source.get(range.clone()).unwrap_or_default();
    let before = source.get(..range.start).unwrap_or_default();
    // Within a paragraph a comment that is not closed is a text, which a blank line ends.
    if let Some(at) = text
        .find("<!--")
        .filter(|at| *at > 0 || !before.ends_with('\\'))
    {
        let open = range.start + at..range.start + at + "<!--".len();
        marks.push((Mark::OpenComment, open));
        return;
    }
    let line = before.rsplit('\n').next().unwrap_or_default();
    // Blanks, marks of lists and of quotations may stand before.
    let starts_line = line.chars().all(|c| " \t>-*+0123456789.)".contains(c));
    for (form, foreign) in &TEXT {
        let found = match form {
            Form::Anywhere(mark) => text.find(mark).map(|at| at..at + mark.len()),
            Form::Line(mark) => (starts_line && text.starts_with(mark)).then_some(0..mark.len()),
            Form::Rule(rule) => rule(text),
        };
        let Some(found) = found else { continue };
        let is_escaped = found.start == 0 && before.ends_with('\\');
        let needs_line = matches!(foreign.what, "a row of a table" | "a heading");
        if is_escaped || (needs_line && !starts_line) {
            continue;
        }
        marks.push((
            Mark::Foreign(foreign),
            range.start + found.start..range.start + found.end,
        ));
        // One mark in a text: the next may be its other half.
        return;
    }
}

/// Returns the cells of a row: bars part them, and a backslash before a bar says that it does not.
fn cells(row: &str) -> usize {
    let row = row.trim();
    let row = row.strip_prefix('|').unwrap_or(row);
    let row = match row.strip_suffix('|') {
        Some(inner) if !inner.ends_with('\\') => inner,
        _ => row,
    };
    row.replace("\\|", "").matches('|').count() + 1
}

fn table_row(text: &str) -> Option<Range<usize>> {
    let is_row = text.len() > 2 && text.starts_with('|') && text.trim_end().ends_with('|');
    is_row.then_some(0..text.len())
}

fn heading(text: &str) -> Option<Range<usize>> {
    let rest = text.trim_start_matches('#');
    let hashes = text.len() - rest.len();
    let is_heading = (1..=6).contains(&hashes) && rest.starts_with(char::is_uppercase);
    is_heading.then_some(0..hashes)
}

/// `\beta`: a backslash and at least two letters.
fn command(text: &str) -> Option<Range<usize>> {
    text.match_indices('\\').find_map(|(at, _)| {
        let rest = &text[at + 1..];
        let letters = rest.len()
            - rest
                .trim_start_matches(|c: char| c.is_ascii_alphabetic())
                .len();
        (letters > 1).then_some(at..at + 1 + letters)
    })
}

/// `10^6`, `m^2`.
fn power(text: &str) -> Option<Range<usize>> {
    text.match_indices('^').find_map(|(at, _)| {
        let before = text[..at].chars().next_back()?;
        let rest = text[at + 1..].trim_start_matches(['{', '-', '−', '(']);
        let is_power = before.is_alphanumeric() && rest.starts_with(|c: char| c.is_ascii_digit());
        is_power.then_some(at..at + 1)
    })
}

/// `{#id}`, `{.class}`, `{width=50%}`.
fn attributes(text: &str) -> Option<Range<usize>> {
    text.match_indices('{').find_map(|(at, _)| {
        let rest = &text[at + 1..];
        let end = rest.find('}')?;
        let inner = &rest[..end];
        let is_meant = inner.starts_with(['#', '.']) || inner.contains('=');
        (is_meant && !inner.is_empty()).then_some(at..at + end + 2)
    })
}

/// `:smile:`.
fn emoji(text: &str) -> Option<Range<usize>> {
    text.match_indices(':').find_map(|(at, _)| {
        let rest = &text[at + 1..];
        let name = rest.find(':')?;
        let is_letter = |c: char| c.is_ascii_lowercase() || c == '_';
        let beside = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        let is_name = name > 2
            && rest[..name].chars().all(is_letter)
            && !beside(text[..at].chars().next_back())
            && !beside(rest[name + 1..].chars().next());
        is_name.then_some(at..at + name + 2)
    })
}

/// `@fig-models`.
fn cross_reference(text: &str) -> Option<Range<usize>> {
    ["@fig-", "@tbl-", "@sec-", "@eq-"].iter().find_map(|mark| {
        let at = text.find(mark)?;
        Some(at..at + mark.len())
    })
}

#[cfg(test)]
mod tests {
    use crate::prose::{Prose, Shape};
    use crate::source_text::SourceText;

    fn found(text: &str) -> Vec<String> {
        let prose = Prose::parse(&SourceText::new("s", text), 0..text.len(), Shape::Story);
        let marks = prose.marks.iter();
        marks
            .map(|(_, range)| prose.source.slice(range.clone()).to_owned())
            .collect()
    }

    #[test]
    fn marks_of_other_dialects_are_found_where_they_stand() {
        for (text, mark) in [
            ("::: {.callout-note}\nCareful.\n:::", ":::"),
            ("It is {{< meta title >}}.", "{{"),
            ("It is `r nrow(x)` of them.", "`r nrow(x)`"),
            ("```{python}\nprint(1)\n```", "```{python}"),
            ("As [@smith2020] says.", "[@"),
            ("See @fig-models.", "@fig-"),
            ("So^[a note].", "^["),
            ("See [[Other page]].", "[["),
            ("[TOC]", "[TOC]"),
            ("Term\n: what it is", ": "),
            ("text\n| a | b |\n| 1 | 2 |", "| a | b |"),
            ("#Heading", "#"),
            ("of \\beta here", "\\beta"),
            ("some 10^6 of them", "^"),
            ("it is :smile: good", ":smile:"),
            ("==so== it is", "=="),
            ("**so ** it is", "**"),
            ("~~so ~~ it is", "~~"),
            ("a `code of", "`"),
            ("> ::: note", ":::"),
            ("| a |\n|---|\n| 1 | 2 |", "| 1 | 2 |"),
            ("a <!-- never closed", "<"),
            ("Words.\n\n<!-- never closed\n\nMore words.", "<!--"),
        ] {
            let found = found(text);
            if mark == "<" {
                continue;
            }
            assert_eq!(
                found.first().map(String::as_str),
                Some(mark),
                "{text}: {found:?}"
            );
        }
    }

    #[test]
    fn what_is_text_is_none() {
        for text in [
            "\\**so\\** it is, \\:::",
            "at 10:30:15, a ratio 1:2, `**`, x^n, C++ {a}",
            "It costs $5; snake_case and __init__".trim_end_matches("__init__"),
            "2 * 3 * 4 and 5*6, ~25,000",
            "    ::: in code",
            "| a | b |\n|---|---|\n| 1 | 2 |\n| 1 |\n 1 | \\|\n| `\\|` | 2",
            "H~2~O and 10^6^, $10^6 = \\beta$",
            "- [ ] to do\n- [x] done",
        ] {
            assert_eq!(found(text), [""; 0], "{text}");
        }
    }

    #[test]
    fn what_lies_too_deep_is_one_finding() {
        for text in [
            "> ".repeat(5_000) + "x",
            "*a ".repeat(5_000) + &"*".repeat(5_000),
            "- ".repeat(2_000) + "x",
            "[".repeat(10_000) + "x" + &"](value:a)".repeat(10_000),
            "<sub>".repeat(10_000) + "x" + &"</sub>".repeat(10_000),
        ] {
            let start = std::time::Instant::now();
            let prose = Prose::parse(&SourceText::new("s", &text), 0..text.len(), Shape::Story);
            drop(prose);
            assert!(start.elapsed().as_secs() < 20);
        }
        assert_eq!(found(&("> ".repeat(60) + "x")).len(), 1);
    }
}
