//! Addresses that stand in a text without brackets: `https://example.org/page`, `mail@example.org`.

use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Tag, TagEnd};

use super::brackets::Skip;
use super::markdown::Spot;

/// Makes links of bare addresses, by the rules of GitHub Flavored Markdown; `source` is the whole file.
pub(super) fn link(events: Vec<Spot>, source: &str) -> Vec<Spot> {
    let mut linked = Vec::with_capacity(events.len());
    let mut skip = Skip::default();
    let mut links = 0usize;
    let mut text: Vec<Spot> = Vec::new();
    for (event, range) in events {
        skip.see(&event);
        match &event {
            Event::Start(Tag::Link { .. } | Tag::Image { .. }) => links += 1,
            Event::End(TagEnd::Link | TagEnd::Image) => links = links.saturating_sub(1),
            _ => {}
        }
        let is_text = matches!(event, Event::Text(_)) && links == 0 && skip.is_over();
        let goes_on = text.last().is_none_or(|(_, last)| last.end == range.start);
        if !(is_text && goes_on) {
            flush(&mut text, source, &mut linked);
        }
        match is_text {
            true => text.push((event, range)),
            false => linked.push((event, range)),
        }
    }
    flush(&mut text, source, &mut linked);
    linked
}

/// Puts down a text without gaps, with its addresses as links.
fn flush(text: &mut Vec<Spot>, source: &str, linked: &mut Vec<Spot>) {
    let (Some(start), Some(end)) = (
        text.first().map(|(_, range)| range.start),
        text.last().map(|(_, range)| range.end),
    ) else {
        return;
    };
    let found = addresses(source.get(start..end).unwrap_or_default());
    let mut found = found
        .into_iter()
        .map(|(range, scheme)| (start + range.start..start + range.end, scheme))
        .peekable();
    for (event, range) in text.drain(..) {
        let mut at = range.start;
        while let Some((address, scheme)) = found.peek() {
            if address.start >= range.end {
                break;
            }
            push(linked, &event, &range, at..address.start);
            // The first event of an address puts down all of it.
            if (range.start..range.end).contains(&address.start) {
                let shown = source.get(address.clone()).unwrap_or_default();
                let tag = Tag::Link {
                    link_type: LinkType::Autolink,
                    dest_url: format!("{scheme}{}", shown.replace("&amp;", "&")).into(),
                    title: "".into(),
                    id: "".into(),
                };
                linked.push((Event::Start(tag), address.clone()));
                linked.push((Event::Text(shown.to_owned().into()), address.clone()));
                linked.push((Event::End(TagEnd::Link), address.clone()));
            }
            at = at.max(address.end.min(range.end));
            if address.end > range.end {
                break;
            }
            found.next();
        }
        push(linked, &event, &range, at..range.end);
    }
}

/// Puts down a part of a text; all of it if that is what is asked for.
fn push(linked: &mut Vec<Spot>, event: &Event<'static>, whole: &Range<usize>, part: Range<usize>) {
    if part == *whole {
        linked.push((event.clone(), part));
    } else if part.start < part.end
        && let Event::Text(text) = event
        && let Some(text) = text.get(part.start - whole.start..part.end - whole.start)
    {
        linked.push((Event::Text(text.to_owned().into()), part));
    }
}

/// The addresses in a text, each with what its link has before it.
fn addresses(text: &str) -> Vec<(Range<usize>, &'static str)> {
    let mut found: Vec<(Range<usize>, &'static str)> = Vec::new();
    let starts = |at: usize| {
        let before = text[..at].chars().next_back();
        before.is_none_or(|c| c.is_whitespace() || "*_~(".contains(c))
    };
    for (start, scheme) in [("https://", ""), ("http://", ""), ("www.", "https://")] {
        for (at, _) in text.match_indices(start).filter(|(at, _)| starts(*at)) {
            let rest = &text[at..];
            let end = rest.find(|c: char| c.is_whitespace() || c == '<');
            let rest = trimmed(&rest[..end.unwrap_or(rest.len())]);
            let host = rest
                .get(start.len()..)
                .and_then(|rest| rest.split(['/', '?', '#']).next());
            if host.is_some_and(|host| is_host(host, start == "www.")) {
                found.push((at..at + rest.len(), scheme));
            }
        }
    }
    for (at, _) in text.match_indices('@') {
        let is_name = |c: char| c.is_ascii_alphanumeric() || "._-+".contains(c);
        let is_domain = |c: char| c.is_ascii_alphanumeric() || "._-".contains(c);
        let start = text[..at].len() - text[..at].chars().rev().take_while(|c| is_name(*c)).count();
        let length = text[at + 1..].chars().take_while(|c| is_domain(*c)).count();
        let domain = text[at + 1..at + 1 + length].trim_end_matches('.');
        let is_mail = text[start..at].starts_with(|c: char| c.is_ascii_alphanumeric())
            && domain.contains('.')
            && is_host(domain, true);
        if is_mail && !domain.ends_with(['-', '_']) {
            found.push((start..at + 1 + domain.len(), "mailto:"));
        }
    }
    found.sort_by_key(|(range, _)| range.start);
    let mut end = 0;
    found.retain(|(range, _)| {
        let is_free = range.start >= end;
        end = end.max(range.end);
        is_free
    });
    found
}

fn is_host(host: &str, needs_dot: bool) -> bool {
    let host = host.split(':').next().unwrap_or(host);
    let is_part = |part: &str| {
        let mut chars = part.chars();
        !part.is_empty() && chars.all(|c| c.is_alphanumeric() || c == '-' || c == '_')
    };
    host.split('.').all(is_part) && (host.contains('.') || !needs_dot)
}

/// An address without the marks behind it that belong to the sentence.
fn trimmed(mut text: &str) -> &str {
    loop {
        let before = text;
        text = text.trim_end_matches(['?', '!', '.', ',', ':', '*', '_', '~', '"', '\'', ';']);
        let count = |c: char| text.matches(c).count();
        if text.ends_with(')') && count(')') > count('(') {
            text = &text[..text.len() - 1];
        }
        if text == before {
            return text;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<&str> {
        addresses(text)
            .into_iter()
            .map(|(range, _)| &text[range])
            .collect()
    }

    #[test]
    fn an_address_ends_before_the_marks_of_its_sentence() {
        for (text, expected) in [
            ("at https://example.org/page.", "https://example.org/page"),
            ("(see https://a.org/b_(c))", "https://a.org/b_(c)"),
            ("(see http://a.org)", "http://a.org"),
            (
                "www.example.org/a?b=c&amp;d!",
                "www.example.org/a?b=c&amp;d",
            ),
            ("to a.b+c@example.org, please", "a.b+c@example.org"),
            ("http://localhost:8000/x", "http://localhost:8000/x"),
        ] {
            assert_eq!(found(text), [expected], "{text}");
        }
        for text in ["https://", "www.", "a@b", "xhttps://a.org", "@a.org", "1@2"] {
            assert_eq!(found(text), [""; 0], "{text}");
        }
    }
}
