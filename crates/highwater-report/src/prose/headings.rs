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
    /// The snapshot that its section needs: `## Heading {needs=NAME}`.
    pub(crate) needs: Option<String>,
    /// The nodes between its start and its end.
    pub(crate) nodes: Range<usize>,
    /// Its bytes in the source.
    pub(crate) range: Range<usize>,
}

/// A heading whose end is still to come.
struct Open {
    level: HeadingLevel,
    id: Option<String>,
    needs: Option<String>,
    words: String,
    start: usize,
}

/// The headings of a story, in order.
pub(crate) fn headings(prose: &Prose) -> Vec<Heading> {
    let mut headings = Vec::new();
    let mut open: Option<Open> = None;
    for (at, placed) in prose.nodes.iter().enumerate() {
        match &placed.node {
            Node::Event(Event::Start(Tag::Heading {
                level, id, attrs, ..
            })) => {
                let needs = attrs.iter().find(|(name, _)| &**name == "needs");
                let needs = needs.map(|(_, value)| value.as_deref().unwrap_or_default());
                open = Some(Open {
                    level: *level,
                    id: id.as_ref().map(ToString::to_string),
                    needs: needs.map(str::to_owned),
                    words: String::new(),
                    start: at + 1,
                });
            }
            Node::Event(Event::End(TagEnd::Heading(_))) => {
                if let Some(open) = open.take() {
                    headings.push(Heading {
                        level: open.level as u8,
                        anchor: open.id.unwrap_or_else(|| slug(&open.words)),
                        needs: open.needs,
                        nodes: open.start..at,
                        range: placed.range.clone(),
                    });
                }
            }
            Node::Event(Event::Text(text) | Event::Code(text)) => {
                if let Some(open) = &mut open {
                    open.words.push_str(text);
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
