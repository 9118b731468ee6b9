//! The sentence that a binding stands in.

use pulldown_cmark::{Event, Tag, TagEnd};

use super::bindings::Node;
use super::bindings::{Binding, Target};
use super::html::{Bound, event_text, line_text};
use super::parse::Prose;

/// A sentence, parted at the words of a claim.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Sentence {
    pub(crate) before: String,
    pub(crate) words: String,
    pub(crate) after: String,
}

/// The sentence in which a claim first stands; `bound` gives the text of other bindings.
pub(crate) fn sentence_of_claim(prose: &Prose, id: &str, bound: Bound<'_>) -> Option<Sentence> {
    let mut text = String::new();
    let mut words: Option<(usize, usize)> = None;
    for placed in &prose.nodes {
        match &placed.node {
            Node::Binding(binding) if words.is_none() && is_claim(binding, id) => {
                let start = text.len();
                text.push_str(&line_text(&binding.inner, bound));
                words = Some((start, text.len()));
            }
            Node::Binding(binding) => text.push_str(&bound(binding)),
            Node::Event(
                Event::End(
                    TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::Item | TagEnd::TableCell,
                )
                | Event::Start(Tag::List(_)),
            ) => {
                if words.is_some() {
                    break;
                }
                text.clear();
            }
            Node::Event(event) => text.push_str(&event_text(event)),
        }
    }
    let (start, end) = words?;
    let from = text[..start].rfind(". ").map_or(0, |at| at + 2);
    let to = text[end..].find(". ").map_or(text.len(), |at| end + at + 1);
    Some(Sentence {
        before: text[from..start].to_owned(),
        words: text[start..end].to_owned(),
        after: text[end..to].trim_end().to_owned(),
    })
}

fn is_claim(binding: &Binding, id: &str) -> bool {
    matches!(&binding.target, Target::Claim { id: found } if found == id)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::prose::{Shape, inner_text};
    use crate::source_text::SourceText;

    #[test]
    fn a_sentence_ends_at_its_full_stop() {
        let markdown =
            "# Up\n\nFirst one. Then it [fell\nback](claim:a) to [4.5](value:v), it seems. Last.\n";
        let source = SourceText::new("story.md", markdown);
        let prose = Prose::parse(&source, 0..markdown.len(), Shape::Story);
        let sentence = sentence_of_claim(&prose, "a", &inner_text).unwrap();
        assert_eq!(
            (sentence.before.as_str(), sentence.words.as_str()),
            ("Then it ", "fell back")
        );
        assert_eq!(sentence.after, " to 4.5, it seems.");
        assert_eq!(sentence_of_claim(&prose, "b", &inner_text), None);
    }

    #[test]
    fn a_nested_item_is_no_part_of_the_sentence_above() {
        let markdown = "- All of it\n  - it [fell](claim:a)\n  - it rose\n";
        let source = SourceText::new("story.md", markdown);
        let prose = Prose::parse(&source, 0..markdown.len(), Shape::Story);
        let sentence = sentence_of_claim(&prose, "a", &inner_text).unwrap();
        assert_eq!(
            (sentence.before.as_str(), sentence.after.as_str()),
            ("it ", "")
        );
    }
}
