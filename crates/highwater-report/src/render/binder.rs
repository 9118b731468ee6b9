//! What the bindings of a story become.

use highwater_facts::{Fact, Format, Ledger};

use crate::check::{Checked, CheckedClaim, CheckedStory, Part, value_text};
use crate::prose::{Binding, Placed, Target, escape, inner_html, inner_text, line_html, line_text};

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

    /// A binding within a line as HTML: a value leads to where it comes from, a claim to its
    /// predicate, a figure or table to its place in the story.
    pub(super) fn binding_html(&self, binding: &Binding) -> String {
        let text = inner_html(binding);
        let root = self.root;
        match &binding.target {
            Target::Value { path, format } => {
                let stem = self
                    .ledger
                    .resolve(path)
                    .map_or(path.as_str(), |(fact, _)| &fact.path);
                let shown = escape(&self.value(path, format, &inner_text(binding)));
                format!(
                    "<a class=\"fact\" href=\"{root}data.html#{}\" data-fact=\"{stem}\">{shown}</a>",
                    fact_anchor(stem)
                )
            }
            Target::Claim { id } => match self.claim(id) {
                Some(claim) => {
                    let slug = &self.story.story.slug;
                    let key = claim.judgement.verdict.key();
                    format!(
                        "<a class=\"claim {key}\" href=\"{root}claims.html#{}\" data-claim=\"{}\">{text}</a>",
                        claim_anchor(slug, id),
                        escape(id),
                    )
                }
                None => text,
            },
            Target::Figure { id } => format!("<a href=\"#figure-{}\">{text}</a>", escape(id)),
            Target::Table { id } => format!("<a href=\"#table-{}\">{text}</a>", escape(id)),
            Target::Claims { .. } | Target::Explore { .. } => text,
        }
    }

    /// A binding within a line as plain text.
    pub(super) fn binding_text(&self, binding: &Binding) -> String {
        match &binding.target {
            Target::Value { path, format } => self.value(path, format, &inner_text(binding)),
            _ => inner_text(binding),
        }
    }

    /// What a figure, table or list of claims is for those who do not see it.
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

    /// The text of a value; where it has none, which is a finding, as the writer put it, and "n/a" where
    /// nothing is put.
    fn value(&self, path: &str, format: &Format, written: &str) -> String {
        let instead = if written.is_empty() { "n/a" } else { written };
        value_text(self.ledger, path, format).unwrap_or_else(|_| instead.to_owned())
    }
}

/// The anchor of a fact on the data page.
pub(super) fn fact_anchor(path: &str) -> String {
    format!("fact-{path}")
}

/// The anchor of a claim on the claims page.
pub(super) fn claim_anchor(slug: &str, id: &str) -> String {
    format!("{}--{}", escape(slug), escape(id))
}

/// The anchor of a row of a source on the data page.
pub(super) fn row_anchor(file: &str, line: u64) -> String {
    let name: String = file
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() { c } else { '-' })
        .collect();
    format!("row-{name}-{line}")
}

/// The anchor of a set of rows on the data page.
pub(super) fn row_set_anchor(name: &str) -> String {
    format!("rows-{name}")
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
