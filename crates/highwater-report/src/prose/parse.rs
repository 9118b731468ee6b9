//! Markdown into nodes with their places.

use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Tag};
use unicode_normalization::UnicodeNormalization;

use super::bindings::{Binding, BindingFault, Node, Placed, target};
use super::fences::{self, Fence};
use super::markdown::{Shape, Spot};
use super::marks::Mark;
use super::{addresses, brackets, comments, markdown, marks, own_claims, scripts};
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
    /// What would be shown as it stands, and is meant otherwise.
    pub(crate) marks: Vec<(Mark, Range<usize>)>,
    /// The comments of the writers, which are left out.
    pub(crate) comments: Vec<Range<usize>>,
    /// The blocks that declare queries, figures and values.
    pub(crate) fences: Vec<Fence>,
}

impl Prose {
    /// Reads a range of a source.
    pub(crate) fn parse(source: &SourceText, range: Range<usize>, shape: Shape) -> Self {
        let mut prose = Prose {
            source: source.clone(),
            range: range.clone(),
            nodes: Vec::new(),
            faults: Vec::new(),
            marks: Vec::new(),
            comments: Vec::new(),
            fences: Vec::new(),
        };
        let whole = &*source.text;
        let events = markdown::events(source.slice(range.clone()), range.start, shape);
        let (events, declared) = fences::take_out(events, source);
        prose.fences = declared;
        let (events, found) = comments::take_out(events, whole);
        prose.comments = found.ranges;
        let open = found.open.map(|range| (Mark::OpenComment, range));
        prose.marks.extend(open);
        let events = scripts::read(comments::read_tags(events), whole);
        if let Some(deep) = marks::too_deep(&events) {
            prose.marks.push((Mark::Nesting, deep));
            return prose;
        }
        let events = brackets::read(events, whole, &mut prose.faults);
        marks::find(&events, whole, &mut prose.marks);
        let events = addresses::link(events, whole);
        prose.nodes = grouped(&mut events.into_iter(), &mut prose.faults);
        own_claims::name(&mut prose.nodes, source);
        prose.faults.sort_by_key(|(_, range)| range.start);
        prose
    }

    /// Reads a text that stands alone, such as the title of a figure.
    pub(crate) fn line(source: &SourceText) -> Self {
        Prose::parse(source, 0..source.text.len(), Shape::Line)
    }

    /// Returns the bindings, with the range of the whole link; those that a claim stands around come
    /// behind it.
    pub(crate) fn bindings(&self) -> impl Iterator<Item = (&Binding, &Range<usize>)> {
        let mut found = Vec::new();
        walk(&self.nodes, &mut |placed| {
            if let Node::Binding(binding) = &placed.node {
                found.push((binding, &placed.range));
            }
        });
        found.into_iter()
    }

    /// Returns the events outside of bindings and in the words of claims, with their places.
    pub(crate) fn events(&self) -> impl Iterator<Item = (&Event<'static>, &Range<usize>)> {
        let mut found = Vec::new();
        walk(&self.nodes, &mut |placed| {
            if let Node::Event(event) = &placed.node {
                found.push((event, &placed.range));
            }
        });
        found.into_iter()
    }

    /// Returns whether a place lies in a link that is at fault: what it says is not known.
    pub(crate) fn is_at_fault(&self, place: &Range<usize>) -> bool {
        let mut faults = self.faults.iter();
        faults.any(|(_, fault)| fault.start <= place.start && place.end <= fault.end)
    }
}

/// Visits nodes and those in the words of claims; the words of a figure are a text of their own.
fn walk<'a>(nodes: &'a [Placed], visit: &mut impl FnMut(&'a Placed)) {
    for placed in nodes {
        visit(placed);
        if let Node::Binding(binding) = &placed.node
            && !binding.is_image
        {
            walk(&binding.inner, visit);
        }
    }
}

/// Makes bindings of links with a scheme of ours.
fn grouped(
    events: &mut dyn Iterator<Item = Spot>,
    faults: &mut Vec<(BindingFault, Range<usize>)>,
) -> Vec<Placed> {
    let mut nodes = Vec::new();
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
        let node = match bound {
            None => Node::Event(address(event)),
            Some((Err(fault), _)) => {
                faults.push((fault, range.clone()));
                Node::Event(event)
            }
            Some((Ok(target), is_image)) => {
                let (inner, text) = inner(events, &range, is_image);
                let inner = grouped(&mut inner.into_iter(), faults);
                if !is_image {
                    let images = inner.iter().filter(|placed| is_block(placed));
                    faults.extend(images.map(|image| (BindingFault::Within, image.range.clone())));
                }
                Node::Binding(Binding {
                    target,
                    is_image,
                    text,
                    predicate: None,
                    inner,
                })
            }
        };
        nodes.push(Placed { node, range });
    }
    nodes
}

fn is_block(placed: &Placed) -> bool {
    matches!(&placed.node, Node::Binding(binding) if binding.is_image)
}

/// The event, with the address of a link as pages hold it: of mail with its scheme, of a file in
/// composed characters, as the site names it.
fn address(mut event: Event<'static>) -> Event<'static> {
    if let Event::Start(Tag::Link {
        link_type,
        dest_url,
        ..
    }) = &mut event
    {
        if *link_type == LinkType::Email {
            *link_type = LinkType::Autolink;
            *dest_url = format!("mailto:{dest_url}").into();
        } else if !dest_url.is_ascii() {
            *dest_url = dest_url.nfc().collect::<String>().into();
        }
    }
    event
}

/// Returns what stands between the brackets of a link, up to its end, and the bytes of it.
fn inner(
    events: &mut dyn Iterator<Item = Spot>,
    link: &Range<usize>,
    is_image: bool,
) -> (Vec<Spot>, Range<usize>) {
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
        inner.push((event, range));
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

    /// `shared/cases/stories/unclosed-link.md`, and the other ways to lose a binding.
    #[test]
    fn unclosed_link() {
        for (text, lost) in [
            (
                "rose to [](value:a.b?si in [](value:a.c?int) months.",
                "](value:a.b?si in ",
            ),
            ("rose to [28M](value:a b)", "[28M](value:a b)"),
            ("[28M] (value:a.b)", "[28M] (value:a.b)"),
            ("[28M]\n(value:a.b)", "value:a.b"),
            ("[28M][value:a.b]", "[28M][value:a.b]"),
            ("[28M](value:a.b", "[28M](value:a.b"),
            ("[28M]（value:a.b）", "value:a.b"),
            ("[it [rose](claim:x y) again](claim:z)", "[rose](claim:x y)"),
            ("[[28M](claim:x)](value:a.b)", "[[28M](claim:x)](value:a.b)"),
            ("## Heading [28M](value:a b)", "[28M](value:a b)"),
            ("| a | b |\n|---|---|\n| [2|3](value:a) |", "](value:a"),
            ("<div>[28M](value:a.b)</div>", "value:a.b"),
            (
                "A note[^n].\n\n[^n]: It is [2](value:a b).",
                "[2](value:a b)",
            ),
            ("![Alt](figure:f g)", "[Alt](figure:f g)"),
            ("![Alt](table:f", "[Alt](table:f"),
            ("![Alt](explore:f", "[Alt](explore:f"),
            ("see [the paper](a file.html)", "[the paper](a file.html)"),
            ("*rose [to*](claim:x) y](claim:z)", "](claim:z)"),
        ] {
            let prose = story(text);
            let faults: Vec<&str> = prose
                .faults
                .iter()
                .map(|(_, range)| prose.source.slice(range.clone()))
                .collect();
            assert!(
                faults.iter().any(|fault| fault.contains(lost)),
                "{text}: {faults:?}"
            );
        }
        for text in [
            "`[28M](value:a.b`",
            "    [28M](value:a.b",
            r"\[28M\](in the source)",
            "(claim: it rose) and [a note], [sic], array[i], f(x), [ ]",
            r"[a \[b\] c](other.html)",
        ] {
            assert_eq!(story(text).faults, [], "{text}");
        }
    }

    /// `shared/cases/stories/claim-around-value.md`.
    #[test]
    fn claim_around_value() {
        let prose =
            story("It [*rose* to [620M](value:a.b?si) (net)](claim:up), it [seems](x.html).");
        assert_eq!(prose.faults, []);
        let bindings: Vec<(&str, &str)> = prose
            .bindings()
            .map(|(binding, range)| {
                let text = prose.source.slice(binding.text.clone());
                (text, prose.source.slice(range.clone()))
            })
            .collect();
        let claim = "*rose* to [620M](value:a.b?si) (net)";
        assert_eq!(
            bindings,
            [
                (claim, &*format!("[{claim}](claim:up)")),
                ("620M", "[620M](value:a.b?si)")
            ]
        );
        for text in [
            "[[620M](value:a)](claim:up)",
            "[a [b](claim:x) and [2](value:y)](claim:z).",
            "[it rose, says [a paper](https://a.org)](claim:up)",
            "# [a [2](value:a)](claim:up)\n",
            "- [a [2](value:a)](claim:up_and--down)",
        ] {
            let prose = story(text);
            assert_eq!(prose.faults, [], "{text}");
            assert!(
                prose
                    .bindings()
                    .any(|(b, _)| matches!(b.target, Target::Claim { .. }))
            );
        }
    }

    #[test]
    fn a_figure_in_a_link_is_a_fault() {
        assert_eq!(
            story("[![Alt](figure:f)](claim:x)").faults[0].0,
            BindingFault::Within
        );
    }
}
