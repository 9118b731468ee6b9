//! Comments, which are the writers' own and left out, and the few tags that a story may hold.

use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use super::markdown::Spot;

/// What was found of comments.
#[derive(Clone, Debug, Default)]
pub(super) struct Comments {
    pub(super) ranges: Vec<Range<usize>>,
    /// The start of a comment that is never closed: it would swallow the rest of the story.
    pub(super) open: Option<Range<usize>>,
}

/// Takes the comments out of a text; `source` is the whole file.
pub(super) fn take_out(events: Vec<Spot>, source: &str) -> (Vec<Spot>, Comments) {
    let mut comments = Comments::default();
    let mut kept: Vec<Spot> = Vec::with_capacity(events.len());
    let mut block: Option<(usize, Range<usize>)> = None;
    for (event, range) in events {
        match &event {
            Event::Start(Tag::HtmlBlock) => block = Some((kept.len(), range.clone())),
            Event::InlineHtml(html) if html.starts_with("<!--") => {
                comments.ranges.push(range);
                continue;
            }
            Event::End(TagEnd::HtmlBlock) => {
                if let Some((start, whole)) = block.take()
                    && let Some(rest) = behind_comments(source, &whole, &mut comments)
                {
                    kept.truncate(start);
                    if !rest.is_empty() {
                        let text = source.get(rest.clone()).unwrap_or_default().to_owned();
                        kept.push((Event::Start(Tag::HtmlBlock), rest.clone()));
                        kept.push((Event::Html(text.into()), rest.clone()));
                        kept.push((event, rest));
                    }
                    continue;
                }
            }
            _ => {}
        }
        kept.push((event, range));
    }
    (kept, comments)
}

/// Returns what stands behind the comments that a block of HTML starts with; `None` if it starts with
/// none.
fn behind_comments(
    source: &str,
    block: &Range<usize>,
    comments: &mut Comments,
) -> Option<Range<usize>> {
    let text = source.get(block.clone())?;
    let mut at = 0;
    loop {
        let rest = &text[at..];
        let blank = rest.len() - rest.trim_start().len();
        if !rest.trim_start().starts_with("<!--") {
            break;
        }
        let start = block.start + at + blank;
        match rest.find("-->") {
            Some(end) => {
                at += end + "-->".len();
                comments.ranges.push(start..block.start + at);
            }
            None => {
                comments.open.get_or_insert(start..start + "<!--".len());
                return Some(block.end..block.end);
            }
        }
    }
    let rest = &text[at..];
    let blank = rest.len() - rest.trim_start().len();
    let end = block.start + at + rest.trim_end().len();
    (at > 0).then(|| (block.start + at + blank).min(end)..end)
}

/// Reads `<sub>`, `<sup>` and `<br>` as what they mean; a tag without its other half stays as it is.
pub(super) fn read_tags(mut events: Vec<Spot>) -> Vec<Spot> {
    let mut open: Vec<(usize, usize, Tag<'static>)> = Vec::new();
    let mut depth = 0usize;
    for at in 0..events.len() {
        let Some((event, _)) = events.get(at) else {
            break;
        };
        let tag = match event {
            Event::Start(_) => {
                depth += 1;
                continue;
            }
            Event::End(_) => {
                depth = depth.saturating_sub(1);
                open.retain(|(_, opened, _)| *opened <= depth);
                continue;
            }
            Event::InlineHtml(html) => html.replace(' ', "").to_ascii_lowercase(),
            _ => continue,
        };
        match tag.as_str() {
            "<br>" | "<br/>" => set(&mut events, at, Event::HardBreak),
            "<sub>" => open.push((at, depth, Tag::Subscript)),
            "<sup>" => open.push((at, depth, Tag::Superscript)),
            "</sub>" | "</sup>" => {
                let wanted = match tag.as_str() {
                    "</sub>" => Tag::Subscript,
                    _ => Tag::Superscript,
                };
                let is_its = open
                    .last()
                    .is_some_and(|(_, opened, tag)| *opened == depth && *tag == wanted);
                if is_its && let Some((start, _, tag)) = open.pop() {
                    set(&mut events, at, Event::End(tag.to_end()));
                    set(&mut events, start, Event::Start(tag));
                }
            }
            _ => {}
        }
    }
    events
}

fn set(events: &mut [Spot], at: usize, event: Event<'static>) {
    if let Some(spot) = events.get_mut(at) {
        spot.0 = event;
    }
}
