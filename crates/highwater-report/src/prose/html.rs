//! Nodes into HTML and into plain text.

use pulldown_cmark::{BlockQuoteKind, Event, Tag, TagEnd, html::push_html};

use super::bindings::{Binding, Node, Placed};
use super::footnotes::Footnotes;
use super::formula;
use super::headings::headings;
use super::parse::Prose;
use super::scripts;

/// A story as HTML.
#[derive(Clone, Debug)]
pub(crate) struct StoryHtml {
    pub(crate) html: String,
    /// The notes at its end, as list items; empty where there are none.
    pub(crate) footnotes: String,
}

/// What a binding becomes.
pub(crate) type Bound<'a> = &'a dyn Fn(&Binding) -> String;

/// What an image of the writer's own becomes, by its address; `None` if it is not at hand.
pub(crate) type Pictures<'a> = &'a dyn Fn(&Image<'_>) -> Option<String>;

/// An image of the writer's own, as the story places it.
#[derive(Clone, Debug)]
pub(crate) struct Image<'a> {
    /// Its address, as seen from the page of the story.
    pub(crate) address: &'a str,
    /// What stands behind the address: credit and licence.
    pub(crate) title: &'a str,
    /// What it shows, between the brackets.
    pub(crate) words: &'a [Placed],
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

/// Returns a story as HTML.
pub(crate) fn story_html(prose: &Prose, bound: Bound<'_>, pictures: Pictures<'_>) -> StoryHtml {
    let mut anchors = headings(prose)
        .into_iter()
        .map(|heading| escape(&heading.anchor));
    let mut anchor = String::new();
    let mut footnotes = Footnotes::number(prose);
    let mut story = Vec::new();
    let mut skipped_to = 0;
    for (at, placed) in prose.nodes.iter().enumerate() {
        if at < skipped_to || is_paragraph_of_block(&prose.nodes, at) {
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
                Event::Start(Tag::BlockQuote(Some(kind))) => vec![block(alert(*kind))],
                Event::End(TagEnd::BlockQuote(Some(_))) => vec![block("</aside>\n".to_owned())],
                Event::Start(Tag::Image { .. }) => {
                    match own_image(&prose.nodes, at).and_then(|image| pictures(&image)) {
                        Some(html) => {
                            skipped_to = end_of_image(&prose.nodes, at) + 1;
                            vec![block(html)]
                        }
                        None => vec![event.clone()],
                    }
                }
                other => vec![as_shown(other)],
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
        html: aligned(html),
        footnotes: footnotes.html(),
    }
}

/// Cells that say by a class how they are aligned: the policy of the pages lets no element bring style.
fn aligned(mut html: String) -> String {
    for cell in ["td", "th"] {
        for side in ["left", "center", "right"] {
            let styled = format!("<{cell} style=\"text-align: {side}\">");
            if html.contains(&styled) {
                html = html.replace(&styled, &format!("<{cell} class=\"{side}\">"));
            }
        }
    }
    html
}

/// The start of an alert: `> [!NOTE]`.
fn alert(kind: BlockQuoteKind) -> String {
    let (key, word) = match kind {
        BlockQuoteKind::Note => ("note", "Note"),
        BlockQuoteKind::Tip => ("tip", "Tip"),
        BlockQuoteKind::Important => ("important", "Important"),
        BlockQuoteKind::Warning => ("warning", "Warning"),
        BlockQuoteKind::Caution => ("caution", "Caution"),
    };
    format!("<aside class=\"alert {key}\" role=\"note\">\n<p class=\"kind\">{word}</p>\n")
}

/// The image of the writer's own that starts at a node.
pub(crate) fn own_image(nodes: &[Placed], at: usize) -> Option<Image<'_>> {
    match &nodes.get(at)?.node {
        Node::Event(Event::Start(Tag::Image {
            dest_url, title, ..
        })) => Some(Image {
            address: dest_url,
            title,
            words: nodes
                .get(at + 1..end_of_image(nodes, at))
                .unwrap_or_default(),
        }),
        _ => None,
    }
}

/// The node at which the image ends that starts at `at`.
pub(crate) fn end_of_image(nodes: &[Placed], at: usize) -> usize {
    let mut depth = 0usize;
    let ends = |placed: &Placed| {
        match &placed.node {
            Node::Event(Event::Start(Tag::Image { .. })) => depth += 1,
            Node::Event(Event::End(TagEnd::Image)) => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth == 0
    };
    let length = nodes
        .get(at..)
        .and_then(|nodes| nodes.iter().position(ends));
    at + length.unwrap_or(0)
}

/// Some nodes of a text as HTML without a paragraph around them: a line, a heading.
pub(crate) fn line_html(nodes: &[Placed], bound: Bound<'_>) -> String {
    nodes_html(nodes, bound).trim().to_owned()
}

/// The same with the blanks at both ends.
pub(crate) fn nodes_html(nodes: &[Placed], bound: Bound<'_>) -> String {
    let events = nodes.iter().filter_map(|placed| match &placed.node {
        Node::Binding(binding) => Some(inline(bound(binding))),
        Node::Event(Event::Start(Tag::Paragraph) | Event::End(TagEnd::Paragraph)) => None,
        Node::Event(event) => Some(as_shown(event)),
    });
    let mut html = String::new();
    push_html(&mut html, events);
    html
}

/// Some nodes of a text without any markup; `bound` gives the text of a binding.
pub(crate) fn line_text(nodes: &[Placed], bound: Bound<'_>) -> String {
    let mut text = String::new();
    let mut script: Option<(scripts::Script, usize)> = None;
    for placed in nodes {
        match &placed.node {
            Node::Binding(binding) => text.push_str(&bound(binding)),
            Node::Event(event) => {
                if let Some(start) = scripts::Script::of(event) {
                    script = Some((start, text.len()));
                } else if let Event::End(TagEnd::Subscript | TagEnd::Superscript) = event
                    && let Some((kind, start)) = script.take()
                {
                    let shown = kind.text(&text[start..]);
                    text.replace_range(start.., &shown);
                }
                text.push_str(&event_text(event));
            }
        }
    }
    text
}

/// Returns the words between the brackets of a link as the writer put them, without markup.
pub(crate) fn inner_text(binding: &Binding) -> String {
    line_text(&binding.inner, &inner_text)
}

/// Returns what an event adds to a text without markup.
pub(super) fn event_text(event: &Event<'_>) -> String {
    match event {
        Event::Text(part) | Event::Code(part) | Event::Html(part) | Event::InlineHtml(part) => {
            part.to_string()
        }
        Event::InlineMath(latex) | Event::DisplayMath(latex) => {
            formula::plain(latex).unwrap_or_else(|| latex.to_string())
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

/// The event as pages show it: what a writer put between angle brackets as text, formulas drawn by the
/// browser. A formula that cannot be read is a finding, and stays as it is.
fn as_shown(event: &Event<'static>) -> Event<'static> {
    match event {
        Event::Html(text) | Event::InlineHtml(text) => Event::Text(text.clone()),
        Event::InlineMath(latex) | Event::DisplayMath(latex) => {
            let is_block = matches!(event, Event::DisplayMath(_));
            match formula::mathml(latex, is_block) {
                Ok(html) => inline(html),
                Err(_) => Event::Code(latex.clone()),
            }
        }
        Event::TaskListMarker(is_done) => {
            let (key, word) = match is_done {
                true => ("done", "done"),
                false => ("open", "not done"),
            };
            inline(format!(
                "<span class=\"task {key}\" role=\"img\" aria-label=\"{word}\"></span> "
            ))
        }
        _ => event.clone(),
    }
}

/// The most nodes between the start and the end of a paragraph that holds one image.
const MOST_IN_ALT: usize = 200;

/// Returns whether the node is the start or the end of a paragraph that holds nothing but one block.
fn is_paragraph_of_block(nodes: &[Placed], at: usize) -> bool {
    let node = |at: usize| nodes.get(at).map(|placed| &placed.node);
    let is_start = |at| matches!(node(at), Some(Node::Event(Event::Start(Tag::Paragraph))));
    let is_end = |at| matches!(node(at), Some(Node::Event(Event::End(TagEnd::Paragraph))));
    // The last node of the block that starts there, and the first of the one that ends there.
    let last = |at: usize| match node(at)? {
        Node::Binding(binding) if binding.is_image => Some(at),
        Node::Event(Event::Start(Tag::Image { .. })) => Some(end_of_image(nodes, at)),
        _ => None,
    };
    if is_start(at) {
        return last(at + 1).is_some_and(|last| is_end(last + 1));
    }
    let start = || {
        (0..at)
            .rev()
            .take(MOST_IN_ALT)
            .find(|before| is_start(*before))
    };
    is_end(at) && start().is_some_and(|start| last(start + 1) == at.checked_sub(1))
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
        story_html(&prose, &bound, &|_| None)
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

    /// `shared/cases/stories/markdown-as-written-elsewhere.md`.
    #[test]
    fn markdown_as_written_elsewhere() {
        let html = story(
            "Write to <mail@example.org>, or call [us](tel:+10000000).\n\n- [ ] not\n- [x] done ~~long~~\n\n\
             > [!NOTE]\n> Careful.\n\nCO<sub>2</sub> and H~2~O, at https://example.org/a_b.\n\n<!-- a remark -->\n\n\
             $\\beta = 0.5$ and 1<br>2 <!-- inline --> end.\n\n$$\\sum x$$\n",
        )
        .html;
        for there in [
            "<a href=\"mailto:mail@example.org\">mail@example.org</a>",
            "<a href=\"tel:+10000000\">us</a>",
            "role=\"img\" aria-label=\"not done\"></span> not",
            "<del>long</del>",
            "<aside class=\"alert note\" role=\"note\">\n<p class=\"kind\">Note</p>\n<p>Careful.</p>\n</aside>",
            "CO<sub>2</sub> and H<sub>2</sub>O, at <a href=\"https://example.org/a_b\">https://example.org/a_b</a>.",
            "<math alttext=\"\\beta = 0.5\"",
            "1<br />\n2  end.",
            "display=\"block\"",
        ] {
            assert!(html.contains(there), "{there} is not in {html}");
        }
        assert!(
            !html.contains("remark") && !html.contains("inline -->"),
            "{html}"
        );
    }

    #[test]
    fn a_script_without_markup_is_no_other_number() {
        let text = |markdown: &str| {
            let prose = Prose::line(&SourceText::new("a", markdown));
            line_text(&prose.nodes, &inner_text)
        };
        assert_eq!(
            text("H~2~O, CO<sub>2</sub>, 10^6^ m^2^"),
            "H₂O, CO₂, 10⁶ m²"
        );
        assert_eq!(text("x^ab^ and 10^-3^, a~max~"), "x^(ab) and 10⁻³, a_(max)");
        assert_eq!(text("$\\beta = 0.5$ and $10^6$"), "β=0.5 and 10^6");
    }
}
