//! The text that a reader sees unbound, as the lints look at it.

use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Tag, TagEnd};

use super::bindings::Node;
use super::parse::Prose;

/// What stands in a run for a binding, for code and for a footnote's mark.
pub(crate) const BOUND: char = '\u{fffc}';

/// The text of one paragraph, heading, item or cell, without what is bound or code, each byte of it
/// with its place in the source.
#[derive(Clone, Debug, Default)]
pub(crate) struct Run {
    pub(crate) text: String,
    /// Where parts of the text start: in the run, and in the source.
    parts: Vec<(usize, usize)>,
}

impl Run {
    fn push(&mut self, text: &str, at: usize) {
        self.parts.push((self.text.len(), at));
        self.text.push_str(text);
    }

    /// The place in the source of a range of the run.
    pub(crate) fn source_range(&self, range: Range<usize>) -> Range<usize> {
        let place = |at: usize| {
            let part = self.parts.iter().rev().find(|(start, _)| *start <= at);
            part.map_or(at, |(start, source)| source + (at - start))
        };
        let end = if range.is_empty() {
            place(range.end)
        } else {
            place(range.end - 1) + 1
        };
        place(range.start)..end
    }
}

/// The runs of a text. Block quotations are left out, because their words are those of others; an alert
/// is the writer's own. So are formulas, addresses, and sub- and superscripts
/// such as the 2 of `H~2~O`, and links at fault, which have a finding already.
pub(crate) fn runs(prose: &Prose) -> Vec<Run> {
    let mut runs = Vec::new();
    let mut run = Run::default();
    let mut quotes = 0usize;
    let mut code = false;
    let mut address = false;
    let mut script = false;
    for placed in &prose.nodes {
        let at = placed.range.start;
        let mark = |run: &mut Run| run.push(&BOUND.to_string(), at);
        match &placed.node {
            Node::Binding(_) => mark(&mut run),
            Node::Event(Event::Text(_))
                if address || script || prose.is_at_fault(&placed.range) =>
            {
                mark(&mut run);
            }
            Node::Event(event) => match event {
                Event::Start(tag) => {
                    // A tight item has no paragraph that ends before the list or the block in it.
                    if ends_run(&tag.to_end()) {
                        runs.push(std::mem::take(&mut run));
                    }
                    match tag {
                        Tag::BlockQuote(None) => quotes += 1,
                        Tag::Link { link_type, .. } => address = *link_type == LinkType::Autolink,
                        Tag::CodeBlock(_) => code = true,
                        Tag::Subscript | Tag::Superscript => script = true,
                        _ => {}
                    }
                }
                Event::End(TagEnd::Link) => address = false,
                Event::End(TagEnd::Subscript | TagEnd::Superscript) => script = false,
                Event::End(end) if ends_run(end) => {
                    runs.push(std::mem::take(&mut run));
                    match end {
                        TagEnd::BlockQuote(None) => quotes -= 1,
                        TagEnd::CodeBlock => code = false,
                        _ => {}
                    }
                }
                Event::Text(_) if quotes == 0 && !code => {
                    run.push(prose.source.slice(placed.range.clone()), at);
                }
                Event::SoftBreak | Event::HardBreak => run.push("\n", at),
                Event::InlineMath(formula) if is_number(formula) => {
                    run.push(prose.source.slice(at + 1..placed.range.end - 1), at + 1);
                }
                Event::Code(_)
                | Event::FootnoteReference(_)
                | Event::InlineHtml(_)
                | Event::InlineMath(_)
                | Event::DisplayMath(_) => mark(&mut run),
                _ => {}
            },
        }
    }
    runs.push(run);
    runs.retain(|run| !run.text.trim().is_empty());
    runs
}

/// Returns whether a formula is a number alone, `$42$`, which says no less than one without dollars.
fn is_number(formula: &str) -> bool {
    let mut chars = formula.chars();
    formula.contains(char::is_numeric) && chars.all(|c| c.is_numeric() || " .,%\\+-−".contains(c))
}

fn ends_run(end: &TagEnd) -> bool {
    !matches!(
        end,
        TagEnd::Emphasis
            | TagEnd::Strong
            | TagEnd::Strikethrough
            | TagEnd::Subscript
            | TagEnd::Superscript
            | TagEnd::Link
            | TagEnd::Image
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::prose::Shape;
    use crate::source_text::SourceText;

    fn texts(markdown: &str) -> Vec<String> {
        let source = SourceText::new("story.md", markdown);
        let prose = Prose::parse(&source, 0..markdown.len(), Shape::Story);
        runs(&prose).into_iter().map(|run| run.text).collect()
    }

    #[test]
    fn a_run_holds_what_is_unbound() {
        assert_eq!(
            texts(
                "# One *two*\n\nFrom [28M](value:a) `code` it's\nmore.\n\n> quoted 5\n\n- a\n- b"
            ),
            ["One two", "From \u{fffc} \u{fffc} it's\nmore.", "a", "b"]
        );
    }

    #[test]
    fn items_are_not_glued() {
        assert_eq!(
            texts("- one\n  - 7 of them rose\n  - *8* fell\n- two\n  > quoted\n- three\n\n  four"),
            ["one", "7 of them rose", "8 fell", "two", "three", "four"]
        );
    }

    #[test]
    fn places_lead_back_to_the_source() {
        let markdown = "From [28M](value:a) \"it's\" 620M now.";
        let source = SourceText::new("story.md", markdown);
        let prose = Prose::parse(&source, 0..markdown.len(), Shape::Story);
        let run = &runs(&prose)[0];
        let at = run.text.find("620M").unwrap();
        assert_eq!(source.slice(run.source_range(at..at + 4)), "620M");
    }

    #[test]
    fn formulas_addresses_and_faults_are_no_words_of_the_story() {
        assert_eq!(
            texts(
                "$\\beta = 0.5$, $42$ at https://a.org/7 and [8](vaule:a), H~2~O.\n\n> [!NOTE]\n> 9 more"
            ),
            [
                "\u{fffc}, 42 at \u{fffc} and \u{fffc}, H\u{fffc}O.",
                "9 more"
            ]
        );
    }
}
