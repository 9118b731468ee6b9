//! What the bindings of a story become.

use highwater_facts::{Fact, Format, Ledger};
use pulldown_cmark::{Event, Tag, TagEnd};

use crate::check::{Checked, CheckedClaim, CheckedStory, Part, value_text};
use crate::data_address::fact_href;
use crate::prose::{
    Binding, Node, Placed, Target, escape, inner_text, line_html, line_text, nodes_html,
};

/// What the bindings of a story become.
pub(super) struct Binder<'a> {
    pub(super) ledger: &'a Ledger,
    story: &'a CheckedStory,
    /// What leads from the page to the top of the site: nothing, or `../`.
    root: &'a str,
}

impl<'a> Binder<'a> {
    pub(super) fn new(checked: &'a Checked<'_>, story: &'a CheckedStory, root: &'a str) -> Self {
        Binder {
            ledger: &checked.results.ledger,
            story,
            root,
        }
    }

    /// Some nodes of a text as HTML.
    pub(super) fn html(&self, nodes: &[Placed]) -> String {
        line_html(nodes, &|binding| self.binding_html(binding))
    }

    /// Some nodes of a text without markup.
    pub(super) fn text(&self, nodes: &[Placed]) -> String {
        line_text(nodes, &|binding| self.binding_text(binding))
    }

    /// Returns a binding within a line as HTML: a value leads to where it comes from, a claim to its
    /// predicate, a figure or table to its place in the story.
    pub(super) fn binding_html(&self, binding: &Binding) -> String {
        let text = nodes_html(&binding.inner, &|inner| self.binding_html(inner));
        let root = self.root;
        match &binding.target {
            Target::Value { path, format } => {
                let stem = self
                    .ledger
                    .resolve(path)
                    .map_or(path.as_str(), |(fact, _)| &fact.path);
                let written = inner_text(binding);
                let shown = self.value(path, format, &written);
                // On other data than those that the sentence was written for, a reader sees both.
                let was = match written.is_empty() || written == shown {
                    true => String::new(),
                    false => format!(
                        " <span class=\"was\">(written for {})</span>",
                        escape(&written)
                    ),
                };
                format!(
                    "<a class=\"fact\" href=\"{}\" data-fact=\"{stem}\">{}</a>{was}",
                    fact_href(root, stem),
                    escape(&shown)
                )
            }
            Target::Claim { id } => match self.claim(id) {
                Some(claim) => {
                    let slug = &self.story.story.slug;
                    let key = claim.judgement.verdict.key();
                    let open = format!(
                        "<a class=\"claim {key}\" href=\"{root}claims.html#{}\" data-claim=\"{}\">",
                        claim_anchor(slug, id),
                        escape(id),
                    );
                    self.around(&binding.inner, &open)
                }
                None => text,
            },
            Target::Figure { id } => format!("<a href=\"#figure-{}\">{text}</a>", escape(id)),
            Target::Table { id } => format!("<a href=\"#table-{}\">{text}</a>", escape(id)),
            Target::Claims { .. } | Target::Explore { .. } => text,
        }
    }

    /// Returns the words of a claim as links to it. HTML cannot nest links, so that those within part
    /// the words: what stands before and behind them leads to the claim. Words that are one value, or
    /// hold no other link, are one link.
    fn around(&self, inner: &[Placed], open: &str) -> String {
        let html = |nodes: &[Placed]| nodes_html(nodes, &|inner| self.binding_html(inner));
        let is_link = |placed: &Placed| match &placed.node {
            Node::Binding(_) => true,
            Node::Event(event) => matches!(event, Event::Start(Tag::Link { .. })),
        };
        if !inner.iter().any(is_link) {
            return format!("{open}{}</a>", html(inner));
        }
        let mut parts = String::new();
        let mut words: Vec<Placed> = Vec::new();
        let mut leads_there = false;
        let mut links = 0usize;
        let mut nodes = inner.iter();
        loop {
            let placed = nodes.next();
            let is_word = placed.is_some_and(|placed| {
                links == 0
                    && matches!(&placed.node, Node::Event(event)
                        if !matches!(event, Event::Start(_) | Event::End(_)))
            });
            if let (true, Some(placed)) = (is_word, placed) {
                words.push(placed.clone());
                continue;
            }
            let text = html(&words);
            words.clear();
            match text.trim().is_empty() {
                true => parts.push_str(&text),
                false => {
                    leads_there = true;
                    // Blanks at the ends are none of the link.
                    let words = text.trim();
                    let (before, after) = text.split_once(words).unwrap_or_default();
                    parts.push_str(&format!("{before}{open}{words}</a>{after}"));
                }
            }
            let Some(placed) = placed else { break };
            match &placed.node {
                Node::Event(Event::Start(Tag::Link { .. })) => links += 1,
                Node::Event(Event::End(TagEnd::Link)) => links = links.saturating_sub(1),
                _ => {}
            }
            // An end has no text; a start and its end are put down one by one all the same.
            parts.push_str(&html(std::slice::from_ref(placed)));
        }
        match leads_there {
            true => parts,
            false => format!(
                "{open}{}</a>",
                escape(&line_text(inner, &|inner| self.binding_text(inner)))
            ),
        }
    }

    /// Returns a binding within a line as plain text.
    pub(super) fn binding_text(&self, binding: &Binding) -> String {
        match &binding.target {
            Target::Value { path, format } => self.value(path, format, &inner_text(binding)),
            _ => line_text(&binding.inner, &|inner| self.binding_text(inner)),
        }
    }

    /// Returns what a figure, table or list of claims is for those who do not see it.
    pub(super) fn alt(&self, binding: &Binding) -> String {
        let part = Part::Alt {
            at: binding.text.start,
        };
        self.story
            .texts
            .get(&part)
            .map(|prose| self.text(&prose.nodes))
            .unwrap_or_default()
    }

    pub(super) fn claim(&self, id: &str) -> Option<&'a CheckedClaim> {
        self.story
            .claims
            .iter()
            .find(|claim| claim.spec.id.get_ref() == id)
    }

    /// Returns the text of a value; where it has none, which is a finding, as the writer put it, and
    /// "n/a" where nothing is put.
    fn value(&self, path: &str, format: &Format, written: &str) -> String {
        let instead = if written.is_empty() { "n/a" } else { written };
        value_text(self.ledger, path, format).unwrap_or_else(|_| instead.to_owned())
    }
}

/// Returns the anchor of a claim on the claims page.
pub(super) fn claim_anchor(slug: &str, id: &str) -> String {
    format!("{}--{}", escape(slug), escape(id))
}

/// A fact's value as the report writes it where no format is asked for.
pub(super) fn plain_value(fact: &Fact) -> String {
    let text = Format::default().text(&fact.value);
    match &fact.value {
        highwater_facts::Value::Missing(reason) => format!("missing: {reason}"),
        value if value.is_approximate() => format!("~{}", text.unwrap_or_default()),
        _ => text.unwrap_or_default(),
    }
}
