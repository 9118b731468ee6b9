//! Markdown into events with their places in the source.
//!
//! The dialect is CommonMark with GitHub's tables, task lists, strikethrough, alerts and footnotes,
//! and formulas as `$..$` and `$$..$$`. A dollar starts a formula only if it cannot be money:
//! `from $5M to $10M` holds none.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, CowStr, Event, Options, Parser, Tag};

/// Whether a text is a story or one line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    Story,
    Line,
}

/// An event and the bytes of the source that it was read from.
pub(super) type Spot = (Event<'static>, Range<usize>);

/// Signs that mean nothing in Markdown. One that a text does not hold stands for the dollars that are
/// money, while the rest is read again: it keeps all places as they are.
const MASKS: [char; 12] = ['%', '@', '?', '/', ',', 'Q', 'X', 'Z', 'J', 'K', 'W', ';'];

/// The most readings before all dollars are taken as money.
const MOST_READINGS: usize = 8;

/// Reads a text; places are those in the text, moved by `offset`.
pub(super) fn events(text: &str, offset: usize, shape: Shape) -> Vec<Spot> {
    let mut options = Options::ENABLE_SMART_PUNCTUATION | Options::ENABLE_STRIKETHROUGH;
    if shape == Shape::Story {
        options |= Options::ENABLE_FOOTNOTES
            | Options::ENABLE_TABLES
            | Options::ENABLE_TASKLISTS
            | Options::ENABLE_GFM
            | Options::ENABLE_HEADING_ATTRIBUTES;
    }
    let mut events = with_formulas(text, options).unwrap_or_else(|| read(text, options));
    for (_, range) in &mut events {
        *range = range.start + offset..range.end + offset;
    }
    events
}

fn read(text: &str, options: Options) -> Vec<Spot> {
    Parser::new_ext(text, options)
        .into_offset_iter()
        .map(|(event, range)| (event.into_static(), range))
        .collect()
}

/// Reads a text with formulas; `None` if that comes to no end.
fn with_formulas(text: &str, options: Options) -> Option<Vec<Spot>> {
    if !text.contains('$') {
        return None;
    }
    let options = options | Options::ENABLE_MATH;
    let mask = MASKS.into_iter().find(|mask| !text.contains(*mask))?;
    let mut masked = text.to_owned();
    for _ in 0..MOST_READINGS {
        let mut events = read(&masked, options);
        let money = events
            .iter()
            .filter(|(event, range)| is_money(text, event, range));
        let money: Vec<usize> = money.map(|(_, range)| range.start).collect();
        if money.is_empty() {
            if masked != text {
                events.iter_mut().for_each(|(event, _)| unmask(event, mask));
            }
            return Some(events);
        }
        for at in money {
            masked.replace_range(at..at + 1, mask.encode_utf8(&mut [0; 4]));
        }
    }
    None
}

/// Returns whether what was read as a formula is money.
fn is_money(text: &str, event: &Event<'_>, range: &Range<usize>) -> bool {
    match event {
        Event::InlineMath(formula) => {
            let beside = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
            let part = |range: Range<usize>| text.get(range).unwrap_or_default();
            beside(part(0..range.start).chars().next_back())
                || beside(part(range.end..text.len()).chars().next())
                || !is_formula(formula)
        }
        Event::DisplayMath(formula) => formula.contains("]("),
        _ => false,
    }
}

/// Returns whether the text between two dollars can be a formula, not a sum of money and what follows.
fn is_formula(text: &str) -> bool {
    let Some(first) = text.chars().next() else {
        return false;
    };
    let is_sum = first.is_ascii_digit()
        && !text.contains(['\\', '^', '_', '=', '<', '>', '{', '+'])
        && text.contains(char::is_whitespace);
    !(text.contains("](")
        || text.ends_with(char::is_whitespace)
        || first.is_whitespace()
        || ").,;:!?%'\"".contains(first)
        || is_sum)
}

/// Puts the dollars back that were hidden from the reading.
fn unmask(event: &mut Event<'static>, mask: char) {
    let back = |text: &mut CowStr<'static>| {
        if text.contains(mask) {
            *text = text.replace(mask, "$").into();
        }
    };
    match event {
        Event::Text(text)
        | Event::Code(text)
        | Event::Html(text)
        | Event::InlineHtml(text)
        | Event::InlineMath(text)
        | Event::DisplayMath(text)
        | Event::FootnoteReference(text)
        | Event::Start(Tag::FootnoteDefinition(text))
        | Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(text))) => back(text),
        Event::Start(
            Tag::Link {
                dest_url,
                title,
                id,
                ..
            }
            | Tag::Image {
                dest_url,
                title,
                id,
                ..
            },
        ) => [dest_url, title, id].into_iter().for_each(back),
        Event::Start(Tag::Heading { id: Some(id), .. }) => back(id),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marks(text: &str) -> Vec<String> {
        let events = events(text, 0, Shape::Story).into_iter();
        events
            .filter(|(event, _)| {
                matches!(
                    event,
                    Event::InlineMath(_) | Event::DisplayMath(_) | Event::Start(Tag::Strikethrough)
                )
            })
            .map(|(_, range)| text[range].to_owned())
            .collect()
    }

    #[test]
    fn a_dollar_is_money_unless_it_can_be_a_formula() {
        for text in [
            "from $5M to $10M",
            "from $5M–$10M",
            "A$5 and US$3/A$4",
            "$[5M](value:a)–$[10M](value:b)",
            "($5 or A$)",
            "it cost $5 (in US$)",
            "the ($) and the ($)",
            "`$a` and `b$`",
        ] {
            assert_eq!(marks(text), [""; 0], "{text}");
        }
        for text in [
            "$\\beta = 0.5$",
            "$2x$",
            "$x$",
            "$0.05 < p$",
            "$$a^2 + b^2$$",
        ] {
            assert_eq!(marks(&format!("for {text}, of $5M")), [text], "{text}");
        }
    }

    #[test]
    fn what_is_text_is_given_back_as_it_was() {
        let text =
            "~~50%~~ from $5 to [$6](https://a.org/$b \"^c\") and `$d` 10^6 to 10^7, $x$-axis";
        let events = events(text, 0, Shape::Story);
        let shown: String = events
            .iter()
            .filter_map(|(event, _)| match event {
                Event::Text(text) | Event::Code(text) => Some(&**text),
                _ => None,
            })
            .collect();
        assert_eq!(shown, "50% from $5 to $6 and $d 10^6 to 10^7, -axis");
        assert!(events.iter().any(|(event, _)| matches!(event,
            Event::Start(Tag::Link { dest_url, title, .. })
                if &**dest_url == "https://a.org/$b" && &**title == "^c")));
    }
}
