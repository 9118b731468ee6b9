//! Headings and their anchors.

use std::collections::BTreeSet;
use std::ops::Range;

use pulldown_cmark::{Event, HeadingLevel, Tag, TagEnd};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::bindings::Node;
use super::parse::Prose;

/// A heading of a story.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Heading {
    /// 1 to 6.
    pub(crate) level: u8,
    /// The anchor: as the writer gave it, else made from the words that are not bound, so that it
    /// stays when a value changes.
    pub(crate) anchor: String,
    /// Whether the writer gave the anchor.
    pub(crate) is_given: bool,
    /// The snapshot that its section needs: `## Heading {needs=NAME}`.
    pub(crate) needs: Option<String>,
    /// The nodes between its start and its end.
    pub(crate) nodes: Range<usize>,
    /// Its bytes in the source.
    pub(crate) range: Range<usize>,
}

/// The ids that the page of a story has already, and what ids of its parts start with.
const TAKEN: [&str; 6] = ["content", "card", "facts", "claims", "row-sets", "top"];
const PARTS: [&str; 4] = ["figure-", "table-", "explore-", "note-"];

/// Returns whether an anchor is one of the page itself.
pub(crate) fn is_taken(anchor: &str) -> bool {
    TAKEN.contains(&anchor) || PARTS.iter().any(|part| anchor.starts_with(part))
}

/// A heading whose end is still to come.
struct Open {
    level: HeadingLevel,
    id: Option<String>,
    needs: Option<String>,
    words: String,
    start: usize,
}

/// Returns the headings of a story, in order.
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
                    id: id.as_ref().map(|id| id.nfc().collect()),
                    needs: needs.map(str::to_owned),
                    words: String::new(),
                    start: at + 1,
                });
            }
            Node::Event(Event::End(TagEnd::Heading(_))) => {
                if let Some(open) = open.take() {
                    headings.push(Heading {
                        level: open.level as u8,
                        is_given: open.id.is_some(),
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
    name_wordless(&mut headings);
    headings
}

/// Gives headings without letters an anchor of their own: `section`, `section-2`.
fn name_wordless(headings: &mut [Heading]) {
    let mut known: BTreeSet<String> = headings.iter().map(|h| h.anchor.clone()).collect();
    for heading in headings
        .iter_mut()
        .filter(|heading| heading.anchor.is_empty())
    {
        let mut anchors = (1..).map(|n| match n {
            1 => "section".to_owned(),
            n => format!("section-{n}"),
        });
        if let Some(anchor) = anchors.find(|anchor| !known.contains(anchor)) {
            known.insert(anchor.clone());
            heading.anchor = anchor;
        }
    }
}

/// Words as an anchor: `What the post said` gives `what-the-post-said`. Marks that combine with a
/// letter stay with it, and what cannot be seen is left out.
fn slug(words: &str) -> String {
    let mut slug = String::new();
    for c in words.nfc() {
        let is_unseen = matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}');
        if is_unseen || matches!(c, '\u{2019}' | '\'') {
            continue;
        }
        if c.is_alphanumeric() {
            slug.extend(c.to_lowercase());
        } else if is_combining_mark(c) {
            // A mark without a letter before it, such as one of an emoji, is none of a word.
            if slug.ends_with(|before: char| before != '-') {
                slug.push(c);
            }
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    let slug: String = slug.trim_end_matches('-').nfc().collect();
    match is_taken(&slug) {
        true => format!("{slug}-section"),
        false => slug,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::prose::Shape;
    use crate::source_text::SourceText;

    /// `shared/cases/stories/anchors-beyond-ascii.md`.
    #[test]
    fn anchors_beyond_ascii() {
        let text = "## Über uns\n\n## 🎉\n\n## हिन्दी\n\n## U\u{308}ber\n\n## 👩‍💻\n\n## Data – 2\n\n\
            ## Ελληνικά, ΣΟΦΟΣ\n\n## Facts\n\n## 日本語 の 見出し\n\n## [22](value:a)\n\n## นี่คือ\n\n## Figure 1\n";
        let source = SourceText::new("story.md", text);
        let prose = Prose::parse(&source, 0..text.len(), Shape::Story);
        let anchors: Vec<String> = headings(&prose).into_iter().map(|h| h.anchor).collect();
        assert_eq!(
            anchors,
            [
                "über-uns",
                "section",
                "हिन्दी",
                "über",
                "section-2",
                "data-2",
                "ελληνικά-σοφοσ",
                "facts-section",
                "日本語-の-見出し",
                "section-3",
                "นี่คือ",
                "figure-1-section",
            ]
        );
    }
}
