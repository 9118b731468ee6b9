//! Markdown into nodes with their places.

use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser, Tag};

use super::bindings::{Binding, BindingFault, target};
use crate::source_text::SourceText;

/// A range of a source, read as Markdown with bindings.
#[derive(Clone, Debug)]
pub(crate) struct Prose {
    pub(crate) source: SourceText,
    /// The range of the source that was read.
    pub(crate) range: Range<usize>,
    pub(crate) nodes: Vec<Placed>,
    /// Links that look like bindings and are none.
    pub(crate) faults: Vec<(BindingFault, Range<usize>)>,
}

/// What stands in the source at a range.
#[derive(Clone, Debug)]
pub(crate) struct Placed {
    pub(crate) node: Node,
    pub(crate) range: Range<usize>,
}

#[derive(Clone, Debug)]
pub(crate) enum Node {
    Event(Event<'static>),
    Binding(Binding),
}

/// Whether a text is a story or one line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    Story,
    Line,
}

impl Prose {
    /// Reads a range of a source.
    pub(crate) fn parse(source: &SourceText, range: Range<usize>, shape: Shape) -> Self {
        let mut options = Options::ENABLE_SMART_PUNCTUATION;
        if shape == Shape::Story {
            options |= Options::ENABLE_FOOTNOTES
                | Options::ENABLE_TABLES
                | Options::ENABLE_HEADING_ATTRIBUTES;
        }
        let text = source.slice(range.clone());
        let offset = range.start;
        let mut events = Parser::new_ext(text, options)
            .into_offset_iter()
            .map(|(event, at)| (event.into_static(), at.start + offset..at.end + offset));
        let mut prose = Prose {
            source: source.clone(),
            range,
            nodes: Vec::new(),
            faults: Vec::new(),
        };
        while let Some((event, range)) = events.next() {
            let bound = match &event {
                Event::Start(Tag::Link { dest_url, .. }) => {
                    target(dest_url, false).map(|found| (found, false))
                }
                Event::Start(Tag::Image { dest_url, .. }) => {
                    target(dest_url, true).map(|found| (found, true))
                }
                _ => None,
            };
            match bound {
                None => prose.nodes.push(Placed {
                    node: Node::Event(event),
                    range,
                }),
                Some((Err(fault), _)) => {
                    prose.faults.push((fault, range.clone()));
                    prose.nodes.push(Placed {
                        node: Node::Event(event),
                        range,
                    });
                }
                Some((Ok(target), is_image)) => {
                    let (inner, text) = inner(&mut events, &range, is_image);
                    let binding = Binding {
                        target,
                        is_image,
                        text,
                        inner,
                    };
                    prose.nodes.push(Placed {
                        node: Node::Binding(binding),
                        range,
                    });
                }
            }
        }
        prose
    }

    /// Reads a text that stands alone, such as the title of a figure.
    pub(crate) fn line(source: &SourceText) -> Self {
        Prose::parse(source, 0..source.text.len(), Shape::Line)
    }

    /// The bindings, with the range of the whole link.
    pub(crate) fn bindings(&self) -> impl Iterator<Item = (&Binding, &Range<usize>)> {
        self.nodes.iter().filter_map(|placed| match &placed.node {
            Node::Binding(binding) => Some((binding, &placed.range)),
            Node::Event(_) => None,
        })
    }
}

/// What stands between the brackets of a link, up to its end, and the bytes of it.
fn inner(
    events: &mut impl Iterator<Item = (Event<'static>, Range<usize>)>,
    link: &Range<usize>,
    is_image: bool,
) -> (Vec<Event<'static>>, Range<usize>) {
    let start = link.start + if is_image { 2 } else { 1 };
    let mut text = start..start;
    let mut inner = Vec::new();
    let mut depth = 1;
    for (event, range) in events {
        match event {
            Event::Start(_) => depth += 1,
            Event::End(_) => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            break;
        }
        text.end = text.end.max(range.end);
        inner.push(event);
    }
    (inner, text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::prose::Target;

    fn story(text: &str) -> Prose {
        let source = SourceText::new("story.md", text);
        Prose::parse(&source, 0..text.len(), Shape::Story)
    }

    #[test]
    fn bindings_have_the_range_of_their_text() {
        let prose = story(
            "From [28M](value:a.b?si) to [](value:a.c), [*up*](claim:up).\n\n![Alt](figure:f)\n",
        );
        let texts: Vec<&str> = prose
            .bindings()
            .map(|(binding, _)| prose.source.slice(binding.text.clone()))
            .collect();
        assert_eq!(texts, ["28M", "", "*up*", "Alt"]);
        let whole: Vec<&str> = prose
            .bindings()
            .map(|(_, range)| prose.source.slice(range.clone()))
            .collect();
        assert_eq!(whole[1], "[](value:a.c)");
    }

    #[test]
    fn a_part_of_a_file_keeps_its_places() {
        let source = SourceText::new("story.md", "title = \"[1](value:a)\"");
        let prose = Prose::parse(&source, 9..21, Shape::Line);
        let (binding, range) = prose.bindings().next().unwrap();
        assert_eq!(prose.source.slice(range.clone()), "[1](value:a)");
        assert!(matches!(&binding.target, Target::Value { path, .. } if path == "a"));
    }

    #[test]
    fn a_misspelt_scheme_is_a_fault() {
        assert_eq!(story("[1](vaule:a)").faults.len(), 1);
        assert_eq!(
            story("[1](https://example.org) [2](other.html)")
                .faults
                .len(),
            0
        );
    }
}
