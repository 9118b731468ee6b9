//! Footnotes: numbered by first mention, with a way back.

use std::collections::BTreeMap;

use pulldown_cmark::{Event, Tag, html::push_html};

use super::bindings::Node;
use super::parse::Prose;

/// The footnotes of a story.
pub(super) struct Footnotes {
    numbers: BTreeMap<String, usize>,
    /// How often each was mentioned so far.
    mentions: BTreeMap<usize, usize>,
    /// The note that is being read.
    pub(super) open: Option<usize>,
    texts: BTreeMap<usize, Vec<Event<'static>>>,
}

impl Footnotes {
    /// Numbers the notes: by first mention, then those that are never mentioned.
    pub(super) fn number(prose: &Prose) -> Self {
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
        Footnotes {
            numbers,
            mentions: BTreeMap::new(),
            open: None,
            texts: BTreeMap::new(),
        }
    }

    /// Returns the note of that label.
    pub(super) fn of(&self, label: &str) -> Option<usize> {
        self.numbers.get(label).copied()
    }

    /// Adds to the note that is being read.
    pub(super) fn push(&mut self, number: usize, event: Event<'static>) {
        self.texts.entry(number).or_default().push(event);
    }

    /// Returns the mark in the text; a second mention has an anchor of its own.
    pub(super) fn mark(&mut self, label: &str) -> String {
        let number = self.of(label).unwrap_or(0);
        let times = self.mentions.entry(number).or_default();
        *times += 1;
        let again = if *times == 1 {
            String::new()
        } else {
            format!("-{times}")
        };
        format!(
            "<sup class=\"note\"><a id=\"note-{number}-ref{again}\" href=\"#note-{number}\" \
             aria-label=\"Note {number}\">{number}</a></sup>"
        )
    }

    /// Returns the notes as list items.
    pub(super) fn html(self) -> String {
        self.texts
            .into_iter()
            .map(|(number, events)| {
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
            })
            .collect()
    }
}
