//! Fenced blocks of a story that declare something: a query, a figure, values.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, LinkType, Tag, TagEnd};

use super::markdown::Spot;
use crate::source_text::SourceText;

/// A fenced block of a story that declares something, which its page does not show as it stands.
///
/// ````text
/// ```sql decades
/// SELECT Year / 10 * 10 AS decade, sum(Deaths) AS deaths FROM disasters GROUP BY 1
/// ```
/// ````
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fence {
    /// What it declares.
    pub kind: FenceKind,
    /// The name behind the kind; empty if there is none.
    pub name: String,
    /// The story that it stands in.
    pub source: SourceText,
    /// The bytes of its text, without the lines of the fence.
    pub text: Range<usize>,
    /// The bytes of its first line.
    pub head: Range<usize>,
}

/// What a fenced block declares.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FenceKind {
    /// A query with a name: `sql NAME`.
    Query,
    /// A figure, which stands in the place of the block: `figure ID`.
    Figure,
    /// Named values: `values`.
    Values,
}

impl Fence {
    /// Returns the story with blanks in the place of all but the block's text, so that whatever reads it
    /// counts bytes, lines and columns as the writer does.
    #[must_use]
    pub fn alone(&self) -> String {
        let all = &*self.source.text;
        let blank = |range: Range<usize>| {
            let bytes = self.source.slice(range).bytes();
            bytes.map(|byte| if byte == b'\n' { '\n' } else { ' ' })
        };
        let text = self.source.slice(self.text.clone());
        let before = blank(0..self.text.start);
        let behind = blank(self.text.end..all.len());
        before.chain(text.chars()).chain(behind).collect()
    }
}

/// Takes the blocks that declare something out of a story; figures leave an image in their place.
pub(super) fn take_out(events: Vec<Spot>, source: &SourceText) -> (Vec<Spot>, Vec<Fence>) {
    let mut fences = Vec::new();
    let mut kept: Vec<Spot> = Vec::with_capacity(events.len());
    let mut depth = 0usize;
    let mut inside = false;
    for (event, range) in events {
        if inside {
            inside = !matches!(event, Event::End(TagEnd::CodeBlock));
            continue;
        }
        if let Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) = &event
            && depth == 0
            && let Some(fence) = fence(info, &range, source)
        {
            inside = true;
            kept.extend(placed(&fence, &range));
            fences.push(fence);
            continue;
        }
        match &event {
            Event::Start(_) => depth += 1,
            Event::End(_) => depth -= 1,
            _ => {}
        }
        kept.push((event, range));
    }
    (kept, fences)
}

/// Reads what the first line of a block says that it is; `None` for a block that is shown as it stands.
fn fence(info: &str, block: &Range<usize>, source: &SourceText) -> Option<Fence> {
    let mut words = info.split_whitespace();
    let (word, name) = (words.next()?, words.next());
    let kind = match (word, name, words.next()) {
        ("sql", Some(_), None) => FenceKind::Query,
        ("figure", Some(_), None) => FenceKind::Figure,
        ("values", None, None) => FenceKind::Values,
        _ => return None,
    };
    let written = source.slice(block.clone());
    let first = written.find('\n').map_or(written.len(), |at| at + 1);
    let body = written.get(first..).unwrap_or_default();
    let last = body.trim_end_matches(['\n', '\r']);
    let last_line = last.rfind('\n').map_or(0, |at| at + 1);
    let is_closed = last[last_line..].trim_start().starts_with(['`', '~']);
    let end = if is_closed { last_line } else { body.len() };
    let start = block.start + first;
    Some(Fence {
        kind,
        name: name.unwrap_or_default().to_owned(),
        source: source.clone(),
        text: start..start + end,
        head: block.start..block.start + written[..first].trim_end().len(),
    })
}

/// Returns what stands in the place of a block: a figure, or nothing.
fn placed(fence: &Fence, block: &Range<usize>) -> Vec<Spot> {
    if fence.kind != FenceKind::Figure {
        return Vec::new();
    }
    let image = Tag::Image {
        link_type: LinkType::Inline,
        dest_url: format!("figure:{}", fence.name).into(),
        title: "".into(),
        id: "".into(),
    };
    let events = [
        Event::Start(Tag::Paragraph),
        Event::Start(image),
        Event::End(TagEnd::Image),
        Event::End(TagEnd::Paragraph),
    ];
    events.map(|event| (event, block.clone())).into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::prose::{Prose, Shape, Target};

    const STORY: &str = "Ä.\n\n```sql wet\nSELECT 1 FROM rain\n```\n\n```figure months\nmark = \"bar\"\n```\n\n```sql\nSELECT 2\n```\n\n> ```values\n> a = \"1\"\n> ```\n";

    fn story() -> Prose {
        let source = SourceText::new("story.md", STORY);
        Prose::parse(&source, 0..STORY.len(), Shape::Story)
    }

    #[test]
    fn blocks_with_a_name_are_taken_out_and_others_are_shown() {
        let prose = story();
        let found: Vec<(FenceKind, &str, &str)> = prose
            .fences
            .iter()
            .map(|f| (f.kind, f.name.as_str(), f.source.slice(f.text.clone())))
            .collect();
        let figure = "mark = \"bar\"\n";
        assert_eq!(
            found,
            [
                (FenceKind::Query, "wet", "SELECT 1 FROM rain\n"),
                (FenceKind::Figure, "months", figure)
            ]
        );
        let alone = prose.fences[0].alone();
        assert_eq!(alone.len(), STORY.len());
        assert_eq!(alone.trim(), "SELECT 1 FROM rain");
        assert_eq!(alone.find("rain"), STORY.find("rain"));
        let shown = prose.events().filter(|(event, _)| {
            matches!(event, Event::Text(text) if text.contains("SELECT") || text.contains('='))
        });
        assert_eq!(
            shown.count(),
            2,
            "the block without a name, and the quoted one"
        );
    }

    #[test]
    fn a_figure_stands_in_the_place_of_its_block() {
        let prose = story();
        let (binding, range) = prose.bindings().next().unwrap();
        assert!(matches!(&binding.target, Target::Figure { id } if id == "months"));
        assert!(binding.is_image && binding.text.is_empty());
        assert!(STORY[range.clone()].starts_with("```figure months"));
    }

    #[test]
    fn a_block_that_is_not_closed_runs_to_the_end() {
        let text = "```sql wet\nSELECT 1\n";
        let source = SourceText::new("story.md", text);
        let prose = Prose::parse(&source, 0..text.len(), Shape::Story);
        assert_eq!(source.slice(prose.fences[0].text.clone()), "SELECT 1\n");
    }
}
