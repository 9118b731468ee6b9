//! Brackets that Markdown left as text: a claim around another link, and links that cannot be read.

use std::ops::Range;

use pulldown_cmark::{CowStr, Event, LinkType, Tag, TagEnd};

use super::bindings::{BindingFault, SCHEMES, is_binding};
use super::markdown::Spot;

/// Reads claims that stand around other links, which Markdown cannot nest, and finds what else looks
/// like a link and was left as text; `source` is the whole file.
pub(super) fn read(
    events: Vec<Spot>,
    source: &str,
    faults: &mut Vec<(BindingFault, Range<usize>)>,
) -> Vec<Spot> {
    let mut events = apart(events, source);
    let mut at = 0;
    while at < events.len() {
        if let Some(close) = closing(&events, at, source) {
            let opening = opening(&events, at);
            let around = opening.filter(|open| {
                let between = events.get(open + 1..at).unwrap_or_default();
                close.has_predicate
                    || close.is_claim && between.iter().any(|(event, _)| is_link(event))
            });
            if let Some(open) = around {
                nest(&mut events, open, at, &close);
                // Both ends of the link are one event each now.
                at += 1;
                continue;
            }
            let start = opening
                .and_then(|open| events.get(open))
                .map(|(_, r)| r.start);
            let range = start.unwrap_or(close.range.start)..close.range.end;
            faults.push((BindingFault::Unread { text: close.text }, range));
        }
        at += 1;
    }
    left_over(&events, source, faults);
    events
}

fn is_link(event: &Event<'_>) -> bool {
    matches!(event, Event::Start(Tag::Link { .. }))
}

/// Splits texts so that each bracket which the writer has not escaped is an event of its own.
fn apart(events: Vec<Spot>, source: &str) -> Vec<Spot> {
    let mut split: Vec<Spot> = Vec::with_capacity(events.len());
    let mut skip = Skip::default();
    for (event, range) in events {
        skip.see(&event);
        let text = match &event {
            Event::Text(text) if skip.is_over() && text.contains(['[', ']']) => text.to_string(),
            _ => {
                split.push((event, range));
                continue;
            }
        };
        let is_plain = source.get(range.clone()) == Some(text.as_str());
        let is_escaped = text.starts_with(['[', ']']) && is_escaped(&split, source, range.start);
        if !is_plain {
            split.push((event, range));
            continue;
        }
        let mut from = 0;
        for (at, bracket) in text.match_indices(['[', ']']) {
            if at == 0 && is_escaped {
                continue;
            }
            if from < at {
                split.push(piece(&text, from..at, range.start));
            }
            from = at + bracket.len();
            split.push(piece(&text, at..from, range.start));
        }
        if from < text.len() {
            split.push(piece(&text, from..text.len(), range.start));
        }
    }
    split
}

fn piece(text: &str, range: Range<usize>, start: usize) -> Spot {
    let part: CowStr<'static> = text[range.clone()].to_owned().into();
    (Event::Text(part), start + range.start..start + range.end)
}

/// Returns whether a backslash before that place says that the sign is meant as text.
fn is_escaped(before: &[Spot], source: &str, at: usize) -> bool {
    let is_text = |(event, range): &Spot| range.end == at && matches!(event, Event::Text(_));
    source.get(..at).unwrap_or_default().ends_with('\\') && !before.last().is_some_and(is_text)
}

/// What is no text of the story: blocks of code, and the words of a figure, which are read by
/// themselves.
#[derive(Default)]
pub(super) struct Skip {
    depth: usize,
}

impl Skip {
    /// Follows the events.
    pub(super) fn see(&mut self, event: &Event<'_>) {
        match event {
            Event::Start(Tag::CodeBlock(_)) => self.depth += 1,
            Event::Start(Tag::Image { dest_url, .. }) if self.depth > 0 || is_binding(dest_url) => {
                self.depth += 1;
            }
            Event::End(TagEnd::CodeBlock | TagEnd::Image) => {
                self.depth = self.depth.saturating_sub(1);
            }
            _ => {}
        }
    }

    /// Returns whether what follows is text of the story.
    pub(super) fn is_over(&self) -> bool {
        self.depth == 0
    }
}

/// A bracket that closes, with what follows it.
struct Closing {
    /// Its bytes with those of the target, as far as it can be read.
    range: Range<usize>,
    text: String,
    /// Whether the target is a claim and is closed.
    is_claim: bool,
    /// Whether it has the predicate of the claim, which Markdown does not read as a target.
    has_predicate: bool,
}

/// The bracket at that event, if it closes and a target or a label follows.
fn closing(events: &[Spot], at: usize, source: &str) -> Option<Closing> {
    let (event, range) = events.get(at)?;
    let end = text_end(events, at);
    if !matches!(event, Event::Text(text) if &**text == "]") || end <= range.end {
        return None;
    }
    let tail = source.get(range.end..end)?;
    if let Some(rest) = tail.strip_prefix('(') {
        if let Some(inner) = with_predicate(rest) {
            return Some(Closing {
                range: range.start..range.end + inner.len() + 2,
                text: inner.to_owned(),
                is_claim: true,
                has_predicate: true,
            });
        }
        let stop = rest.find([')', '\n', ']']).unwrap_or(rest.len());
        let is_closed = rest[stop..].starts_with(')');
        let inner = &rest[..stop];
        let closed = range.end + 1 + stop + usize::from(is_closed);
        return Some(Closing {
            range: range.start..closed,
            text: inner.to_owned(),
            is_claim: is_closed
                && inner.starts_with("claim:")
                && !inner.contains(char::is_whitespace),
            has_predicate: false,
        });
    }
    // `[words][label]` without a definition of the label.
    let label = tail
        .strip_prefix('[')
        .filter(|rest| !rest.starts_with('^'))?;
    let stop = label.find(']').filter(|stop| *stop > 0)?;
    opening(events, at)?;
    Some(Closing {
        range: range.start..range.end + stop + 2,
        text: label[..stop].to_owned(),
        is_claim: false,
        has_predicate: false,
    })
}

/// The target of a claim with its predicate, `claim: a > 2 * b`, up to the bracket that closes it.
fn with_predicate(rest: &str) -> Option<&str> {
    let predicate = rest.strip_prefix("claim:")?;
    if !predicate.starts_with(' ') || predicate.trim_start().starts_with(')') {
        return None;
    }
    let (mut depth, mut quote) = (0usize, None);
    for (at, c) in rest.char_indices() {
        match (c, quote) {
            ('"' | '\'', None) => quote = Some(c),
            (c, Some(open)) if c == open => quote = None,
            (_, Some(_)) => {}
            ('(', None) => depth += 1,
            (')', None) if depth == 0 => return Some(&rest[..at]),
            (')', None) => depth -= 1,
            _ => {}
        }
    }
    None
}

/// Returns where the text ends that starts at an event, without anything between.
fn text_end(events: &[Spot], at: usize) -> usize {
    let mut end = events.get(at).map_or(0, |(_, range)| range.end);
    for (event, range) in events.get(at + 1..).unwrap_or_default() {
        if !matches!(event, Event::Text(_)) || range.start != end {
            break;
        }
        end = range.end;
    }
    end
}

/// The most events between two brackets of a pair.
const FARTHEST: usize = 400;

/// The bracket that opens what the one at `at` closes, in the same element.
fn opening(events: &[Spot], at: usize) -> Option<usize> {
    let (mut brackets, mut level) = (0usize, 0usize);
    for (before, (event, _)) in events.get(..at)?.iter().enumerate().rev().take(FARTHEST) {
        match event {
            Event::End(_) => level += 1,
            Event::Start(_) => level = level.checked_sub(1)?,
            Event::Text(text) if level == 0 => match &**text {
                "]" => brackets += 1,
                "[" if brackets == 0 => return Some(before),
                "[" => brackets -= 1,
                _ => {}
            },
            _ => {}
        }
    }
    None
}

/// Makes a link of the words between two brackets and the target behind them.
fn nest(events: &mut Vec<Spot>, open: usize, close: usize, closing: &Closing) {
    let Some(start) = events.get(open).map(|(_, range)| range.start) else {
        return;
    };
    let whole = start..closing.range.end;
    let mut after = close + 1;
    // The target is text, in one event or several, of which the last may go on behind it.
    while let Some((event, range)) = events.get_mut(after) {
        if range.end <= whole.end {
            after += 1;
            continue;
        }
        if range.start < whole.end
            && let Event::Text(text) = event
        {
            let cut = whole.end - range.start;
            *text = text.get(cut..).unwrap_or_default().to_owned().into();
            range.start = whole.end;
        }
        break;
    }
    events.splice(close..after, [(Event::End(TagEnd::Link), whole.clone())]);
    let tag = Tag::Link {
        link_type: LinkType::Inline,
        dest_url: closing.text.clone().into(),
        title: "".into(),
        id: "".into(),
    };
    if let Some(first) = events.get_mut(open) {
        *first = (Event::Start(tag), whole);
    }
}

/// Finds targets that stand in the text by themselves: `[28M] (value:a.b)`, `<p>[28M](value:a.b)</p>`.
fn left_over(events: &[Spot], source: &str, faults: &mut Vec<(BindingFault, Range<usize>)>) {
    let mut skip = Skip::default();
    let mut at = 0;
    while let Some((event, range)) = events.get(at) {
        skip.see(event);
        let end = match event {
            Event::Text(_) if skip.is_over() => text_end(events, at),
            Event::Html(_) | Event::InlineHtml(_) => range.end,
            _ => {
                at += 1;
                continue;
            }
        };
        for (start, text) in targets(source.get(range.start..end).unwrap_or_default()) {
            let place = whole_link(source, range.start + start, text.len());
            let is_known = |(_, known): &(BindingFault, Range<usize>)| {
                known.start <= place.start && place.end <= known.end
            };
            if !faults.iter().rev().any(is_known) {
                let text = text.to_owned();
                faults.push((BindingFault::Unread { text }, place));
            }
        }
        at += 1;
        while events.get(at).is_some_and(|(event, next)| {
            matches!(event, Event::Text(_)) && next.end <= end && next.start >= range.start
        }) {
            at += 1;
        }
    }
}

/// The most bytes between the words of a link and its target, and of the words.
const LONGEST_WORDS: usize = 200;

/// Returns the bytes of a target with those of its words before it, `[28M] (`, and of the bracket
/// behind it.
fn whole_link(source: &str, start: usize, length: usize) -> Range<usize> {
    let end = start + length;
    let rest = source.get(end..).unwrap_or_default();
    let closed = end + usize::from(rest.starts_with(')'));
    let before = source.get(..start).unwrap_or_default();
    let words = before.strip_suffix('(').map(str::trim_end);
    let open = words
        .filter(|words| words.ends_with(']'))
        .and_then(|words| words.rfind('['));
    match open.filter(|open| start - open <= LONGEST_WORDS) {
        Some(open) => open..closed,
        None => start..end,
    }
}

/// The targets of ours in a text that stand behind a bracket, with their places.
pub(crate) fn targets(text: &str) -> Vec<(usize, &str)> {
    let mut found = Vec::new();
    for (colon, _) in text.match_indices(':') {
        let before = &text[..colon];
        let Some(scheme) = SCHEMES.iter().find(|scheme| before.ends_with(**scheme)) else {
            continue;
        };
        let start = colon - scheme.len();
        let is_target = text[..start].ends_with(['(', '[', '<', '（']);
        let rest = &text[colon + 1..];
        if is_target && rest.starts_with(|c: char| c.is_alphanumeric()) {
            let length = rest
                .find(|c: char| c.is_whitespace() || ")]>）\"".contains(c))
                .unwrap_or(rest.len());
            found.push((start, &text[start..colon + 1 + length]));
        }
    }
    found
}
