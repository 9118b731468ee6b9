//! Nodes into HTML and into plain text.

use std::collections::BTreeMap;
use std::ops::Range;

use pulldown_cmark::{Event, HeadingLevel, Tag, TagEnd, html::push_html};

use super::bindings::Binding;
use super::parse::{Node, Placed, Prose};

/// A story as HTML.
#[derive(Clone, Debug)]
pub(crate) struct StoryHtml {
    pub(crate) html: String,
    /// The notes at its end, as list items; empty where there are none.
    pub(crate) footnotes: String,
}

/// A heading of a story.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Heading {
    /// 1 to 6.
    pub(crate) level: u8,
    /// The anchor: as the writer gave it, else made from the words that are not bound, so that it
    /// stays when a value changes.
    pub(crate) anchor: String,
    pub(crate) range: Range<usize>,
}

/// Text made safe for HTML, in elements and in quoted attributes.
pub(crate) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
    out
}

/// A story as HTML; `bound` gives the HTML of a binding.
pub(crate) fn story_html(
    prose: &Prose,
    bound: &dyn Fn(&Binding, &Range<usize>) -> String,
) -> StoryHtml {
    let numbers = footnote_numbers(prose);
    let mut anchors = headings(prose).into_iter();
    let mut story = Vec::new();
    let mut notes: BTreeMap<usize, Vec<Event<'static>>> = BTreeMap::new();
    let mut note = None;
    let mut seen: BTreeMap<usize, usize> = BTreeMap::new();
    for (i, placed) in prose.nodes.iter().enumerate() {
        if around_block(&prose.nodes, i) {
            continue;
        }
        let mut html = |html: String| Event::Html(html.into());
        let event = match &placed.node {
            Node::Binding(binding) if binding.is_image => html(bound(binding, &placed.range)),
            Node::Binding(binding) => Event::InlineHtml(bound(binding, &placed.range).into()),
            Node::Event(event) => match event {
                Event::Start(Tag::FootnoteDefinition(label)) => {
                    note = numbers.get(&**label).copied();
                    continue;
                }
                Event::End(TagEnd::FootnoteDefinition) => {
                    note = None;
                    continue;
                }
                Event::FootnoteReference(label) => {
                    let number = numbers.get(&**label).copied().unwrap_or(0);
                    let times = seen.entry(number).or_default();
                    *times += 1;
                    Event::InlineHtml(footnote_mark(number, *times).into())
                }
                Event::Start(Tag::Heading { level, .. }) => {
                    let anchor = anchors
                        .next()
                        .map(|heading| heading.anchor)
                        .unwrap_or_default();
                    html(format!(
                        "<{level} id=\"{0}\"><a class=\"anchor\" href=\"#{0}\">",
                        escape(&anchor)
                    ))
                }
                Event::End(TagEnd::Heading(level)) => html(format!("</a></{level}>\n")),
                Event::Start(Tag::Table(_)) => {
                    push(
                        &mut story,
                        &mut notes,
                        note,
                        html("<div class=\"scroll\" tabindex=\"0\">".to_owned()),
                    );
                    event.clone()
                }
                Event::End(TagEnd::Table) => {
                    push(&mut story, &mut notes, note, event.clone());
                    html("</div>\n".to_owned())
                }
                // What a writer puts between angle brackets is text.
                Event::Html(text) | Event::InlineHtml(text) => Event::Text(text.clone()),
                _ => event.clone(),
            },
        };
        push(&mut story, &mut notes, note, event);
    }
    let mut html = String::new();
    push_html(&mut html, story.into_iter());
    let footnotes = notes
        .into_iter()
        .map(|(number, events)| footnote(number, events))
        .collect();
    StoryHtml { html, footnotes }
}

fn push(
    story: &mut Vec<Event<'static>>,
    notes: &mut BTreeMap<usize, Vec<Event<'static>>>,
    note: Option<usize>,
    event: Event<'static>,
) {
    match note {
        Some(number) => notes.entry(number).or_default().push(event),
        None => story.push(event),
    }
}

/// A line of text as HTML without a paragraph around it.
pub(crate) fn line_html(
    prose: &Prose,
    bound: &dyn Fn(&Binding, &Range<usize>) -> String,
) -> String {
    let events = prose.nodes.iter().filter_map(|placed| match &placed.node {
        Node::Binding(binding) => Some(Event::InlineHtml(bound(binding, &placed.range).into())),
        Node::Event(Event::Start(Tag::Paragraph) | Event::End(TagEnd::Paragraph)) => None,
        Node::Event(Event::Html(text) | Event::InlineHtml(text)) => Some(Event::Text(text.clone())),
        Node::Event(event) => Some(event.clone()),
    });
    let mut html = String::new();
    push_html(&mut html, events);
    html.trim().to_owned()
}

/// A line of text without any markup; `bound` gives the text of a binding.
pub(crate) fn line_text(
    prose: &Prose,
    bound: &dyn Fn(&Binding, &Range<usize>) -> String,
) -> String {
    let mut text = String::new();
    for placed in &prose.nodes {
        match &placed.node {
            Node::Binding(binding) => text.push_str(&bound(binding, &placed.range)),
            Node::Event(
                Event::Text(part) | Event::Code(part) | Event::Html(part) | Event::InlineHtml(part),
            ) => {
                text.push_str(part);
            }
            Node::Event(Event::SoftBreak | Event::HardBreak) => text.push(' '),
            Node::Event(_) => {}
        }
    }
    text
}

/// The headings of a story, in order.
pub(crate) fn headings(prose: &Prose) -> Vec<Heading> {
    let mut headings = Vec::new();
    let mut open: Option<(HeadingLevel, Option<String>, String)> = None;
    for placed in &prose.nodes {
        match &placed.node {
            Node::Event(Event::Start(Tag::Heading { level, id, .. })) => {
                open = Some((*level, id.as_ref().map(ToString::to_string), String::new()));
            }
            Node::Event(Event::End(TagEnd::Heading(_))) => {
                if let Some((level, id, words)) = open.take() {
                    let anchor = id.unwrap_or_else(|| slug(&words));
                    headings.push(Heading {
                        level: level as u8,
                        anchor,
                        range: placed.range.clone(),
                    });
                }
            }
            Node::Event(Event::Text(text) | Event::Code(text)) => {
                if let Some((_, _, words)) = &mut open {
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

/// Whether the node is the start or the end of a paragraph that holds nothing but one block.
fn around_block(nodes: &[Placed], i: usize) -> bool {
    let is_block = |at: Option<usize>| {
        matches!(
            at.and_then(|at| nodes.get(at)).map(|placed| &placed.node),
            Some(Node::Binding(binding)) if binding.is_image
        )
    };
    let is = |at: Option<usize>, end: bool| match at
        .and_then(|at| nodes.get(at))
        .map(|placed| &placed.node)
    {
        Some(Node::Event(Event::Start(Tag::Paragraph))) => !end,
        Some(Node::Event(Event::End(TagEnd::Paragraph))) => end,
        _ => false,
    };
    (is(Some(i), false) && is_block(i.checked_add(1)) && is(i.checked_add(2), true))
        || (is(Some(i), true) && is_block(i.checked_sub(1)) && is(i.checked_sub(2), false))
}

/// The number of each footnote: by first mention, then those that are never mentioned.
fn footnote_numbers(prose: &Prose) -> BTreeMap<String, usize> {
    let mut numbers = BTreeMap::new();
    let labels = |definitions: bool| {
        prose
            .nodes
            .iter()
            .filter_map(move |placed| match &placed.node {
                Node::Event(Event::FootnoteReference(label)) if !definitions => {
                    Some(label.to_string())
                }
                Node::Event(Event::Start(Tag::FootnoteDefinition(label))) if definitions => {
                    Some(label.to_string())
                }
                _ => None,
            })
    };
    for label in labels(false).chain(labels(true)) {
        let next = numbers.len() + 1;
        numbers.entry(label).or_insert(next);
    }
    numbers
}

/// The mark of a footnote in the text; a second mention has an anchor of its own.
fn footnote_mark(number: usize, time: usize) -> String {
    let id = if time == 1 {
        format!("note-{number}-ref")
    } else {
        format!("note-{number}-ref-{time}")
    };
    format!(
        "<sup class=\"note\"><a id=\"{id}\" href=\"#note-{number}\" aria-label=\"Note {number}\">{number}</a></sup>"
    )
}

fn footnote(number: usize, events: Vec<Event<'static>>) -> String {
    let mut html = String::new();
    push_html(&mut html, events.into_iter());
    let back = format!(
        " <a class=\"back\" href=\"#note-{number}-ref\" aria-label=\"Back to the text\">↩</a>"
    );
    let html = match html.trim_end().strip_suffix("</p>") {
        Some(head) => format!("{head}{back}</p>"),
        None => format!("{html}{back}"),
    };
    format!("<li id=\"note-{number}\">{html}</li>\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::prose::Shape;
    use crate::source_text::SourceText;

    fn story(markdown: &str) -> StoryHtml {
        let source = SourceText::new("story.md", markdown);
        let prose = Prose::parse(&source, 0..markdown.len(), Shape::Story);
        story_html(&prose, &|binding, _| {
            if binding.is_image {
                "<figure></figure>".to_owned()
            } else {
                "<b>22</b>".to_owned()
            }
        })
    }

    #[test]
    fn an_anchor_does_not_change_with_a_value() {
        let story = story("## It’s a [22-fold](value:a) rise\n");
        assert_eq!(
            story.html,
            "<h2 id=\"its-a-rise\"><a class=\"anchor\" href=\"#its-a-rise\">It’s a <b>22</b> rise</a></h2>\n"
        );
    }

    #[test]
    fn a_block_stands_outside_of_paragraphs() {
        assert_eq!(story("![Alt](figure:f)\n").html.trim(), "<figure></figure>");
    }

    #[test]
    fn footnotes_are_numbered_by_mention_and_lead_back() {
        let story = story("A[^b] and[^a] again[^b].\n\n[^a]: First.\n[^b]: Second.\n");
        assert!(
            story.html.contains("id=\"note-1-ref-2\" href=\"#note-1\""),
            "{}",
            story.html
        );
        assert!(
            story
                .footnotes
                .starts_with("<li id=\"note-1\"><p>Second. <a class=\"back\""),
            "{}",
            story.footnotes
        );
    }

    #[test]
    fn raw_html_is_text() {
        assert!(
            story("<script>alert(1)</script>\n\nA <b>b</b>")
                .html
                .contains("&lt;script&gt;")
        );
        assert!(!story("A <b onclick=x>b</b>").html.contains("<b onclick"));
    }
}
