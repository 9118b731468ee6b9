//! A text as sentences of words and bound values, for the lints that compare the two.

use std::ops::Range;

use highwater_facts::Format;
use pulldown_cmark::{Event, LinkType, Tag, TagEnd};

use super::words::words;
use crate::language::Language;
use crate::prose::{Node, Placed, Prose, Target};

/// A sentence of a text.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Sentence {
    pub(crate) tokens: Vec<Token>,
    /// The paragraph that it stands in, counted from 0.
    pub(crate) paragraph: usize,
    /// Whether it is a quotation of another text, or a heading.
    pub(crate) place: Place,
}

/// Where a sentence stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Place {
    #[default]
    Text,
    Heading,
    Cell,
    Quotation,
}

/// A word, a mark or a link of a sentence.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Token {
    pub(crate) kind: TokenKind,
    /// The bytes in the source.
    pub(crate) range: Range<usize>,
    /// The id of the claim in whose words it stands.
    pub(crate) claim: Option<String>,
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) enum TokenKind {
    /// A word as it is written.
    Word(String),
    /// A value, with the text that the story has for it, which may be empty.
    Value {
        path: String,
        format: Format,
        text: String,
    },
    /// A mark between words: a comma, a bracket, a dash.
    Mark(char),
    /// What is not read: code, a formula, the mark of a footnote.
    Other,
}

impl Token {
    /// Its word; `None` if it is not one.
    pub(crate) fn word(&self) -> Option<&str> {
        match &self.kind {
            TokenKind::Word(word) => Some(word),
            _ => None,
        }
    }

    /// The path of its value; `None` if it is not one.
    pub(crate) fn path(&self) -> Option<&str> {
        match &self.kind {
            TokenKind::Value { path, .. } => Some(path),
            _ => None,
        }
    }
}

impl Sentence {
    /// The places of its values.
    pub(crate) fn values(&self) -> impl Iterator<Item = usize> {
        let tokens = self.tokens.iter().enumerate();
        tokens
            .filter(|(_, token)| matches!(token.kind, TokenKind::Value { .. }))
            .map(|(at, _)| at)
    }

    /// The words in lower case at some places, joined by blanks.
    pub(crate) fn text(&self, range: Range<usize>) -> String {
        let tokens = self.tokens.get(range).unwrap_or_default();
        let words: Vec<String> = tokens
            .iter()
            .filter_map(|token| token.word().map(str::to_lowercase))
            .collect();
        words.join(" ")
    }

    /// The places around a value that speak of it: up to the next mark, the next value and the next word
    /// that starts a clause of its own; before it also up to the value before.
    pub(crate) fn part(&self, at: usize, language: &Language) -> Range<usize> {
        let ends = |token: &Token| match &token.kind {
            TokenKind::Mark(_) | TokenKind::Value { .. } => true,
            TokenKind::Word(word) => {
                let clause = &language.lists.clause;
                clause.contains(&word.to_lowercase())
            }
            TokenKind::Other => false,
        };
        let before = self.tokens[..at].iter().rposition(ends);
        let after = self.tokens[at + 1..].iter().position(ends);
        before.map_or(0, |end| end + 1)..after.map_or(self.tokens.len(), |end| at + 1 + end)
    }
}

/// Reads a text into its sentences.
pub(crate) fn sentences(prose: &Prose) -> Vec<Sentence> {
    let mut reader = Reader {
        prose,
        read: Vec::new(),
        open: Sentence::default(),
        paragraph: 0,
        place: Place::Text,
        quotes: 0,
        skipped: 0,
        is_address: false,
    };
    reader.nodes(&prose.nodes, None);
    reader.end_sentence();
    reader.read
}

struct Reader<'a> {
    prose: &'a Prose,
    read: Vec<Sentence>,
    open: Sentence,
    paragraph: usize,
    place: Place,
    quotes: usize,
    /// How many blocks of code are open.
    skipped: usize,
    is_address: bool,
}

impl Reader<'_> {
    fn nodes(&mut self, nodes: &[Placed], claim: Option<&str>) {
        for placed in nodes {
            match &placed.node {
                Node::Binding(binding) => match &binding.target {
                    Target::Value { path, format } => {
                        let text = self.prose.source.slice(binding.text.clone()).to_owned();
                        let kind = TokenKind::Value {
                            path: path.clone(),
                            format: *format,
                            text,
                        };
                        self.push(kind, placed.range.clone(), claim);
                    }
                    Target::Claim { id } => self.nodes(&binding.inner, Some(id)),
                    _ if binding.is_image => self.end_block(),
                    _ => self.nodes(&binding.inner, claim),
                },
                Node::Event(event) => self.event(event, &placed.range, claim),
            }
        }
    }

    fn event(&mut self, event: &Event<'_>, range: &Range<usize>, claim: Option<&str>) {
        match event {
            Event::Start(tag) => {
                match tag {
                    Tag::Link { link_type, .. } => {
                        self.is_address = *link_type == LinkType::Autolink;
                        return;
                    }
                    Tag::Emphasis | Tag::Strong | Tag::Strikethrough => return,
                    Tag::Subscript | Tag::Superscript => {
                        self.skipped += 1;
                        return;
                    }
                    _ => self.end_block(),
                }
                match tag {
                    Tag::BlockQuote(None) => self.quotes += 1,
                    Tag::CodeBlock(_) => self.skipped += 1,
                    Tag::Heading { .. } => self.place = Place::Heading,
                    Tag::TableCell => self.place = Place::Cell,
                    _ => {}
                }
            }
            Event::End(end) => {
                match end {
                    TagEnd::Link => {
                        self.is_address = false;
                        return;
                    }
                    TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough => return,
                    TagEnd::Subscript | TagEnd::Superscript => {
                        self.skipped = self.skipped.saturating_sub(1);
                        return;
                    }
                    _ => self.end_block(),
                }
                match end {
                    TagEnd::BlockQuote(None) => self.quotes = self.quotes.saturating_sub(1),
                    TagEnd::CodeBlock => self.skipped = self.skipped.saturating_sub(1),
                    TagEnd::Heading(_) | TagEnd::TableCell => self.place = Place::Text,
                    _ => {}
                }
            }
            Event::Text(_) if self.skipped > 0 || self.is_address => {}
            Event::Text(_) => self.text(range, claim),
            Event::Code(_) | Event::InlineMath(_) | Event::FootnoteReference(_) => {
                self.push(TokenKind::Other, range.clone(), claim);
            }
            _ => {}
        }
    }

    fn text(&mut self, range: &Range<usize>, claim: Option<&str>) {
        let text = self.prose.source.slice(range.clone());
        let mut at = 0;
        let found = words(text);
        for word in found.iter().cloned().map(Some).chain([None]) {
            let gap = at..word.as_ref().map_or(text.len(), |word| word.start);
            for (place, c) in text[gap.clone()].char_indices() {
                let place = range.start + gap.start + place;
                self.mark(c, place..place + c.len_utf8(), claim);
            }
            let Some(word) = word else { break };
            at = word.end;
            let place = range.start + word.start..range.start + word.end;
            self.push(TokenKind::Word(text[word].to_owned()), place, claim);
        }
    }

    fn mark(&mut self, c: char, place: Range<usize>, claim: Option<&str>) {
        match c {
            '.' | '?' | '!' | '…' => self.end_sentence(),
            ',' | ';' | ':' | '(' | ')' | '–' | '—' | '“' | '”' | '"' => {
                self.push(TokenKind::Mark(c), place, claim);
            }
            _ => {}
        }
    }

    fn push(&mut self, kind: TokenKind, range: Range<usize>, claim: Option<&str>) {
        let claim = claim.map(str::to_owned);
        self.open.tokens.push(Token { kind, range, claim });
    }

    fn end_sentence(&mut self) {
        let mut sentence = std::mem::take(&mut self.open);
        sentence.paragraph = self.paragraph;
        sentence.place = match self.quotes {
            0 => self.place,
            _ => Place::Quotation,
        };
        if !sentence.tokens.is_empty() {
            self.read.push(sentence);
        }
    }

    fn end_block(&mut self) {
        self.end_sentence();
        self.paragraph += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::prose::Shape;
    use crate::source_text::SourceText;

    fn shown(markdown: &str) -> Vec<String> {
        let source = SourceText::new("story.md", markdown);
        let prose = Prose::parse(&source, 0..markdown.len(), Shape::Story);
        let show = |token: &Token| match &token.kind {
            TokenKind::Word(word) => word.clone(),
            TokenKind::Value { path, .. } => format!("<{path}>"),
            TokenKind::Mark(c) => c.to_string(),
            TokenKind::Other => "_".to_owned(),
        };
        let sentences = sentences(&prose);
        let lines = sentences.iter().map(|sentence| {
            let tokens: Vec<String> = sentence.tokens.iter().map(show).collect();
            format!("{} {}", sentence.paragraph, tokens.join(" "))
        });
        lines.collect()
    }

    #[test]
    fn sentences_end_at_their_marks_and_at_blocks() {
        assert_eq!(
            shown(
                "# Up\n\nIt [rose, from\n[28M](value:a.b)](claim:c) to GPT-3.5. Then `code`!\n\n- one\n- two\n"
            ),
            [
                "1 Up",
                "3 It rose , from <a.b> to GPT-3.5",
                "3 Then _",
                "6 one",
                "8 two"
            ]
        );
    }

    #[test]
    fn a_part_ends_at_marks_values_and_clauses() {
        let text = "Late, it rose to [4](value:a.b) trams and [5](value:a.c) buses.";
        let source = SourceText::new("story.md", text);
        let prose = Prose::parse(&source, 0..text.len(), Shape::Story);
        let sentence = &sentences(&prose)[0];
        let english = Language::or_none("en");
        let parts = sentence
            .values()
            .map(|at| sentence.text(sentence.part(at, english)));
        assert_eq!(parts.collect::<Vec<_>>(), ["it rose to trams", "buses"]);
    }
}
