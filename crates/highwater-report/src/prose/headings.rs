//! Headings and their anchors.

use std::ops::Range;

use pulldown_cmark::{Event, HeadingLevel, Tag, TagEnd};

use super::parse::{Node, Prose};

/// A heading of a story.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Heading {
    /// 1 to 6.
    pub(crate) level: u8,
    /// The anchor: as the writer gave it, else made from the words that are not bound, so that it
    /// stays when a value changes.
    pub(crate) anchor: String,
    /// The nodes between its start and its end.
    pub(crate) nodes: Range<usize>,
    /// Its bytes in the source.
    pub(crate) range: Range<usize>,
}

/// The headings of a story, in order.
pub(crate) fn headings(prose: &Prose) -> Vec<Heading> {
    let mut headings = Vec::new();
    let mut open: Option<(HeadingLevel, Option<String>, String, usize)> = None;
    for (at, placed) in prose.nodes.iter().enumerate() {
        match &placed.node {
            Node::Event(Event::Start(Tag::Heading { level, id, .. })) => {
                open = Some((
                    *level,
                    id.as_ref().map(ToString::to_string),
                    String::new(),
                    at + 1,
                ));
            }
            Node::Event(Event::End(TagEnd::Heading(_))) => {
                if let Some((level, id, words, start)) = open.take() {
                    let anchor = id.unwrap_or_else(|| slug(&words));
                    let (level, range) = (level as u8, placed.range.clone());
                    headings.push(Heading {
                        level,
                        anchor,
                        nodes: start..at,
                        range,
                    });
                }
            }
            Node::Event(Event::Text(text) | Event::Code(text)) => {
                if let Some((_, _, words, _)) = &mut open {
                    words.push_str(text);
                }
            }
            _ => {}
        }
    }
    headings
}

/// Words as an anchor: `What the post said` gives `what-the-post-said`.
fn slug(words: &str) -> String {
    let mut slug = String::new();
    for c in words.chars() {
        if c.is_alphanumeric() {
            slug.extend(c.to_lowercase());
        } else if !slug.is_empty() && !slug.ends_with('-') && c != '\u{2019}' && c != '\'' {
            slug.push('-');
        }
    }
    slug.trim_end_matches('-').to_owned()
}
