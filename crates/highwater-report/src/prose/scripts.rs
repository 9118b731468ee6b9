//! Sub- and superscripts: `H~2~O`, `10^6^`. In a text without markup that is `10⁶`, never `106`.

use std::ops::Range;

use pulldown_cmark::{CowStr, Event, Tag, TagEnd};

use super::brackets::Skip;
use super::markdown::Spot;

/// The longest script, in bytes: what is longer is a text between two signs.
const LONGEST: usize = 40;

/// Reads scripts: what stands without a blank between two signs, behind a letter, digit or bracket;
/// `source` is the whole file.
pub(super) fn read(events: Vec<Spot>, source: &str) -> Vec<Spot> {
    let mut read: Vec<Spot> = Vec::with_capacity(events.len());
    let mut skip = Skip::default();
    let mut single = false;
    for (event, range) in joined(events, source) {
        skip.see(&event);
        let starts = |text: &str| {
            source
                .get(range.clone())
                .is_some_and(|at| at.starts_with(text))
        };
        match &event {
            // Markdown has read `x~max~` as struck out, as GitHub does with one sign.
            Event::Start(Tag::Strikethrough)
                if !starts("~~") && is_attached(source, range.start) =>
            {
                single = true;
                read.push((Event::Start(Tag::Subscript), range));
            }
            Event::End(TagEnd::Strikethrough) if single => {
                single = false;
                read.push((Event::End(TagEnd::Subscript), range));
            }
            Event::Text(text) if skip.is_over() && starts(text) => {
                in_text(text, &range, source, &mut read);
            }
            _ => read.push((event, range)),
        }
    }
    read
}

/// Joins texts that follow each other and stand in the source as they are shown: Markdown parts them
/// at signs that might have been marks.
fn joined(events: Vec<Spot>, source: &str) -> Vec<Spot> {
    let mut joined: Vec<Spot> = Vec::with_capacity(events.len());
    let is_plain = |text: &str, range: &Range<usize>| source.get(range.clone()) == Some(text);
    for (event, range) in events {
        if let Event::Text(text) = &event
            && let Some((Event::Text(last), before)) = joined.last_mut()
            && before.end == range.start
            && is_plain(text, &range)
            && is_plain(last, before)
        {
            before.end = range.end;
            *last = format!("{last}{text}").into();
            continue;
        }
        joined.push((event, range));
    }
    joined
}

/// Returns whether what starts at a place follows a letter, a digit or a bracket.
fn is_attached(source: &str, at: usize) -> bool {
    let before = source.get(..at).unwrap_or_default().chars().next_back();
    before.is_some_and(|c| c.is_alphanumeric() || ")]}".contains(c))
}

fn in_text(text: &str, range: &Range<usize>, source: &str, read: &mut Vec<Spot>) {
    let piece = |part: Range<usize>| -> Spot {
        let shown: CowStr<'static> = text[part.clone()].to_owned().into();
        (
            Event::Text(shown),
            range.start + part.start..range.start + part.end,
        )
    };
    let mut from = 0;
    while let Some((at, inner)) = script(text, from, |at| is_attached(source, range.start + at)) {
        if from < at {
            read.push(piece(from..at));
        }
        let tag = match text[at..].starts_with('~') {
            true => Tag::Subscript,
            false => Tag::Superscript,
        };
        let end = inner.end + 1;
        let whole = range.start + at..range.start + end;
        read.push((Event::Start(tag.clone()), whole.clone()));
        read.push(piece(inner));
        read.push((Event::End(tag.to_end()), whole));
        from = end;
    }
    if from < text.len() {
        read.push(piece(from..text.len()));
    }
}

/// Returns the next script from a place: where its first sign stands, and what stands between the two.
fn script(
    text: &str,
    from: usize,
    is_attached: impl Fn(usize) -> bool,
) -> Option<(usize, Range<usize>)> {
    let signs = text.get(from..)?.match_indices(['~', '^']);
    signs
        .map(|(at, sign)| (from + at, sign))
        .find_map(|(at, sign)| {
            let rest = &text[at + 1..];
            let length = rest.find(|c: char| c.is_whitespace() || "~^".contains(c))?;
            let is_script = length > 0
                && length <= LONGEST
                && rest[length..].starts_with(sign)
                && !rest[length + 1..].starts_with(sign)
                && is_attached(at);
            is_script.then_some((at, at + 1..at + 1 + length))
        })
}

/// Which way a script is set off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Script {
    Sub,
    Super,
}

const PLAIN: &str = "0123456789+-−=()";
const SUB: &str = "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎";
const SUPER: &str = "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾";

impl Script {
    /// The script that starts with an event.
    pub(super) fn of(event: &Event<'_>) -> Option<Self> {
        match event {
            Event::Start(Tag::Subscript) => Some(Script::Sub),
            Event::Start(Tag::Superscript) => Some(Script::Super),
            _ => None,
        }
    }

    /// Returns the script as text: signs of Unicode if it has all of them, else `_(max)` or `^(ab)`.
    pub(super) fn text(self, inner: &str) -> String {
        let (signs, mark) = match self {
            Script::Sub => (SUB, '_'),
            Script::Super => (SUPER, '^'),
        };
        let sign = |c: char| {
            PLAIN
                .chars()
                .zip(signs.chars())
                .find(|(plain, _)| *plain == c)
        };
        let signs: Option<String> = inner.chars().map(|c| Some(sign(c)?.1)).collect();
        signs.unwrap_or_else(|| format!("{mark}({inner})"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::prose::{Prose, Shape};
    use crate::source_text::SourceText;

    #[test]
    fn a_script_stands_behind_something_and_holds_no_blank() {
        let found = |text: &str| -> Vec<String> {
            let prose = Prose::parse(&SourceText::new("s", text), 0..text.len(), Shape::Story);
            let events = prose.events();
            let scripts = events.filter(|(event, _)| Script::of(event).is_some());
            scripts
                .map(|(_, range)| text[range.clone()].to_owned())
                .collect()
        };
        assert_eq!(
            found("from 10^6^ to m^2^, H~2~O, CO<sub>2</sub>, x~max~ it, (a)^-3^"),
            ["^6^", "^2^", "~2~", "<sub>", "~max~", "^-3^"]
        );
        for text in [
            "from 10^6 to 10^9",
            "~25,000 and ~30,000, ~5–~6",
            "~~long ago~~ and ~short~",
            "`H~2~O` and a^b",
            "^a^ alone",
            "\\~2~ or 1\\~2\\~",
        ] {
            assert_eq!(found(text), [""; 0], "{text}");
        }
    }
}
