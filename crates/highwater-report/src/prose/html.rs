//! Nodes into HTML and into plain text.

use pulldown_cmark::{Event, Tag, TagEnd, html::push_html};

use super::bindings::Binding;
use super::footnotes::Footnotes;
use super::headings::headings;
use super::parse::{Node, Placed, Prose};

/// A story as HTML.
#[derive(Clone, Debug)]
pub(crate) struct StoryHtml {
    pub(crate) html: String,
    /// The notes at its end, as list items; empty where there are none.
    pub(crate) footnotes: String,
}

/// What a binding becomes.
pub(crate) type Bound<'a> = &'a dyn Fn(&Binding) -> String;

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

/// A story as HTML.
pub(crate) fn story_html(prose: &Prose, bound: Bound<'_>) -> StoryHtml {
    let mut anchors = headings(prose)
        .into_iter()
        .map(|heading| escape(&heading.anchor));
    let mut anchor = String::new();
    let mut footnotes = Footnotes::number(prose);
    let mut story = Vec::new();
    for (at, placed) in prose.nodes.iter().enumerate() {
        if is_paragraph_of_block(&prose.nodes, at) {
            continue;
        }
        let events = match &placed.node {
            Node::Binding(binding) if binding.is_image => vec![block(bound(binding))],
            Node::Binding(binding) => vec![inline(bound(binding))],
            Node::Event(event) => match event {
                Event::Start(Tag::FootnoteDefinition(label)) => {
                    footnotes.open = footnotes.of(label);
                    continue;
                }
                Event::End(TagEnd::FootnoteDefinition) => {
                    footnotes.open = None;
                    continue;
                }
                Event::FootnoteReference(label) => vec![inline(footnotes.mark(label))],
                Event::Start(Tag::Heading { level, .. }) => {
                    anchor = anchors.next().unwrap_or_default();
                    vec![block(format!("<{level} id=\"{anchor}\">"))]
                }
                Event::End(TagEnd::Heading(level)) => vec![block(format!(
                    " <a class=\"anchor\" href=\"#{anchor}\" aria-label=\"Link to this section\">#</a></{level}>\n"
                ))],
                Event::Start(Tag::Table(_)) => {
                    vec![
                        block("<div class=\"scroll\" tabindex=\"0\">".to_owned()),
                        event.clone(),
                    ]
                }
                Event::End(TagEnd::Table) => vec![event.clone(), block("</div>\n".to_owned())],
                other => vec![as_text(other)],
            },
        };
        for event in events {
            match footnotes.open {
                Some(number) => footnotes.push(number, event),
                None => story.push(event),
            }
        }
    }
    let mut html = String::new();
    push_html(&mut html, story.into_iter());
    StoryHtml {
        html,
        footnotes: footnotes.html(),
    }
}

/// Some nodes of a text as HTML without a paragraph around them: a line, a heading.
pub(crate) fn line_html(nodes: &[Placed], bound: Bound<'_>) -> String {
    let events = nodes.iter().filter_map(|placed| match &placed.node {
        Node::Binding(binding) => Some(inline(bound(binding))),
        Node::Event(Event::Start(Tag::Paragraph) | Event::End(TagEnd::Paragraph)) => None,
        Node::Event(event) => Some(as_text(event)),
    });
    let mut html = String::new();
    push_html(&mut html, events);
    html.trim().to_owned()
}

/// Some nodes of a text without any markup; `bound` gives the text of a binding.
pub(crate) fn line_text(nodes: &[Placed], bound: Bound<'_>) -> String {
    let mut text = String::new();
    for placed in nodes {
        match &placed.node {
            Node::Binding(binding) => text.push_str(&bound(binding)),
            Node::Event(event) => text.push_str(&event_text(event)),
        }
    }
    text
}

/// The text of the events between the brackets of a link.
pub(crate) fn inner_text(binding: &Binding) -> String {
    binding.inner.iter().map(event_text).collect()
}

/// The HTML of the events between the brackets of a link.
pub(crate) fn inner_html(binding: &Binding) -> String {
    let mut html = String::new();
    push_html(&mut html, binding.inner.iter().map(as_text));
    html
}

/// What an event adds to a text without markup.
pub(super) fn event_text(event: &Event<'_>) -> String {
    match event {
        Event::Text(part) | Event::Code(part) | Event::Html(part) | Event::InlineHtml(part) => {
            part.to_string()
        }
        Event::SoftBreak | Event::HardBreak => " ".to_owned(),
        _ => String::new(),
    }
}

fn block(html: String) -> Event<'static> {
    Event::Html(html.into())
}

fn inline(html: String) -> Event<'static> {
    Event::InlineHtml(html.into())
}

/// The event, with what a writer put between angle brackets as text.
fn as_text(event: &Event<'static>) -> Event<'static> {
    match event {
        Event::Html(text) | Event::InlineHtml(text) => Event::Text(text.clone()),
        _ => event.clone(),
    }
}

/// Whether the node is the start or the end of a paragraph that holds nothing but one block.
fn is_paragraph_of_block(nodes: &[Placed], at: usize) -> bool {
    let node = |at: Option<usize>| at.and_then(|at| nodes.get(at)).map(|placed| &placed.node);
    let is_block = |at| matches!(node(at), Some(Node::Binding(binding)) if binding.is_image);
    let is_start = |at| matches!(node(at), Some(Node::Event(Event::Start(Tag::Paragraph))));
    let is_end = |at| matches!(node(at), Some(Node::Event(Event::End(TagEnd::Paragraph))));
    (is_start(Some(at)) && is_block(at.checked_add(1)) && is_end(at.checked_add(2)))
        || (is_end(Some(at)) && is_block(at.checked_sub(1)) && is_start(at.checked_sub(2)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::prose::Shape;
    use crate::source_text::SourceText;

    fn story(markdown: &str) -> StoryHtml {
        let source = SourceText::new("story.md", markdown);
        let prose = Prose::parse(&source, 0..markdown.len(), Shape::Story);
        let bound = |binding: &Binding| {
            if binding.is_image {
                "<figure></figure>".to_owned()
            } else {
                "<b>22</b>".to_owned()
            }
        };
        story_html(&prose, &bound)
    }

    #[test]
    fn an_anchor_does_not_change_with_a_value() {
        let story = story("## It’s a [22-fold](value:a) rise\n");
        assert!(
            story
                .html
                .starts_with("<h2 id=\"its-a-rise\">It’s a <b>22</b> rise <a class"),
            "{}",
            story.html
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
