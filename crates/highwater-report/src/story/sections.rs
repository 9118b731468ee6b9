//! Sections that need a snapshot: `## What abstracts say {needs=all-systems-2024-10}`.
//!
//! Where the snapshot is not at hand, such a section is left out, and a remark in its place says what
//! brings it; the rest of the story reads on.

use std::ops::Range;

use pulldown_cmark::{BlockQuoteKind, Event, Tag, TagEnd};

use crate::prose::{Node, Placed, Prose, headings};

/// A section that needs a snapshot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Section {
    /// The snapshot.
    pub(crate) needs: String,
    /// The bytes of its heading.
    pub(crate) heading: Range<usize>,
    /// The nodes below the heading, up to the next one of its level or above.
    nodes: Range<usize>,
}

/// The sections of a story that need a snapshot, in order.
pub(crate) fn sections(prose: &Prose) -> Vec<Section> {
    let headings = headings(prose);
    // Notes are the story's, wherever they are written.
    let is_note = |placed: &Placed| {
        matches!(
            placed.node,
            Node::Event(Event::Start(Tag::FootnoteDefinition(_)))
        )
    };
    let section = |(at, heading): (usize, &crate::prose::Heading)| {
        let start = heading.nodes.end + 1;
        let mut after = headings.get(at + 1..)?.iter();
        let next = after.find(|other| other.level <= heading.level);
        let next = next.map_or(prose.nodes.len(), |other| other.nodes.start - 1);
        let mut below = prose.nodes.get(start..next)?.iter();
        let end = below.position(is_note).map_or(next, |at| start + at);
        Some(Section {
            needs: heading.needs.clone()?,
            heading: heading.range.clone(),
            nodes: start..end,
        })
    };
    headings.iter().enumerate().filter_map(section).collect()
}

/// Leaves sections out, with a remark in the place of each, and gives what was left out; `fetch` is
/// the command that brings snapshots, where there is one.
pub(crate) fn leave_out(prose: &mut Prose, sections: &[Section], fetch: Option<&str>) -> Prose {
    let mut left_out = Prose {
        nodes: Vec::new(),
        ..prose.clone()
    };
    let mut outermost: Vec<&Section> = Vec::new();
    for section in sections {
        if outermost
            .last()
            .is_none_or(|last| last.nodes.end <= section.nodes.start)
        {
            outermost.push(section);
        }
    }
    // From the end, so that the places of the others stay.
    for section in outermost.into_iter().rev() {
        let remark = remark(section, fetch);
        let nodes = prose.nodes.splice(section.nodes.clone(), remark);
        left_out.nodes.splice(0..0, nodes);
    }
    left_out
}

/// Returns what stands in the place of a section.
fn remark(section: &Section, fetch: Option<&str>) -> Vec<Placed> {
    let code = |text: String| Event::Code(text.into());
    let quote = BlockQuoteKind::Note;
    let mut events = vec![
        Event::Start(Tag::BlockQuote(Some(quote))),
        Event::Start(Tag::Paragraph),
        Event::Text("This section needs the snapshot ".into()),
        code(section.needs.clone()),
    ];
    match fetch {
        Some(fetch) => events.extend([
            Event::Text(", which was not at hand: ".into()),
            code(format!("{fetch} {}", section.needs)),
            Event::Text(" brings it.".into()),
        ]),
        None => events.push(Event::Text(", which was not at hand.".into())),
    }
    events.extend([
        Event::End(TagEnd::Paragraph),
        Event::End(TagEnd::BlockQuote(Some(quote))),
    ]);
    // It stands nowhere in the source, where its words would be linted.
    let start = section.heading.start;
    let placed = events.into_iter().map(|event| Placed {
        node: Node::Event(event),
        range: start..start,
    });
    placed.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::prose::{Shape, story_html};
    use crate::source_text::SourceText;

    const STORY: &str = "## A\n\nOne.\n\n## B {needs=big}\n\nTwo [2](value:x).\n\n### B1 {needs=big}\n\nThree.\n\n\
        ## C\n\nFour[^n].\n\n### D {needs=other}\n\nFive.\n\n[^n]: Note.\n";

    fn prose() -> Prose {
        Prose::parse(
            &SourceText::new("story.md", STORY),
            0..STORY.len(),
            Shape::Story,
        )
    }

    #[test]
    fn a_section_reaches_to_the_next_of_its_level_and_not_into_the_notes() {
        let mut prose = prose();
        let sections = sections(&prose);
        let needs: Vec<&str> = sections.iter().map(|s| s.needs.as_str()).collect();
        assert_eq!(needs, ["big", "big", "other"]);
        let left_out = leave_out(&mut prose, &sections, Some("bin/get"));
        assert_eq!(left_out.bindings().count(), 1);
        let html = story_html(&prose, &|_| String::new(), &|_| None);
        for there in ["One.", "Four", "bin/get big", "bin/get other", ">B <"] {
            assert!(html.html.contains(there), "{there} is not in {}", html.html);
        }
        for gone in ["Two", "B1", "Three", "Five"] {
            assert!(!html.html.contains(gone), "{gone} is in {}", html.html);
        }
        assert!(html.footnotes.contains("Note."));
    }

    #[test]
    fn a_program_without_a_command_names_none() {
        let mut prose = prose();
        let sections = sections(&prose);
        leave_out(&mut prose, &sections, None);
        let html = story_html(&prose, &|_| String::new(), &|_| None).html;
        assert!(
            html.contains("<code>big</code>, which was not at hand.</p>"),
            "{html}"
        );
        assert!(!html.contains("fetch"), "{html}");
    }

    #[test]
    fn nothing_is_left_out_of_a_story_without_such_sections() {
        let text = "## A {#anchor}\n\nOne.\n";
        let prose = Prose::parse(
            &SourceText::new("story.md", text),
            0..text.len(),
            Shape::Story,
        );
        assert_eq!(sections(&prose), []);
    }
}
