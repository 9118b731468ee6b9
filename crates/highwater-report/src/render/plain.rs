//! A story as plain Markdown, with the values filled in.

use std::ops::Range;

use super::binder::Binder;
use super::{Drawn, explorer, tables};
use crate::check::{Checked, CheckedStory};
use crate::prose::{Binding, Edit, Node, Target, apply};

/// The story as Markdown that any reader shows: values as text, figures as pictures, tables and
/// claims as tables.
pub(super) fn story(checked: &Checked<'_>, drawn: &Drawn<'_>) -> String {
    let story = &drawn.story.story;
    let binder = Binder::new(checked, drawn.story, "");
    let edit = |range: &Range<usize>, text: String| Edit {
        range: range.clone(),
        text,
    };
    let bindings = story.body.bindings();
    let bound =
        bindings.map(|(binding, range)| edit(range, plain(checked, drawn, &binder, binding)));
    // What the writers say among themselves is not published.
    let comments = story.body.comments.iter();
    let comments = comments.map(|range| edit(range, String::new()));
    let edits: Vec<Edit> = bound.chain(comments).collect();
    let body = apply(&story.source.text, story.body.range.clone(), &edits);
    format!(
        "# {}\n\n{}\n\n{}\n",
        binder.text(&story.title.nodes),
        binder.text(&story.summary.nodes),
        body.trim()
    )
}

fn plain(
    checked: &Checked<'_>,
    drawn: &Drawn<'_>,
    binder: &Binder<'_>,
    binding: &Binding,
) -> String {
    match &binding.target {
        Target::Value { .. } => binder.binding_text(binding),
        Target::Figure { id } if binding.is_image => {
            let title = drawn
                .story
                .figures
                .iter()
                .find(|figure| figure.id == *id)
                .map(|figure| &figure.words.title);
            let title = title
                .map(|title| title.replace('"', "'"))
                .unwrap_or_default();
            format!("![{}](figures/{id}.png \"{title}\")", binder.alt(binding))
        }
        Target::Table { id } if binding.is_image => checked
            .results
            .table(id)
            .map(tables::markdown_table)
            .unwrap_or_default()
            .trim_end()
            .to_owned(),
        Target::Claims { group } => claims(drawn.story, group),
        Target::Explore { id } => match checked.results.explorer(id) {
            Some(explorer) => explorer::sentence(explorer),
            None => String::new(),
        },
        _ => {
            let inner = binding
                .inner
                .iter()
                .filter_map(|placed| match &placed.node {
                    Node::Binding(inner) => Some(Edit {
                        range: placed.range.clone(),
                        text: plain(checked, drawn, binder, inner),
                    }),
                    Node::Event(_) => None,
                });
            let source = &drawn.story.story.source;
            apply(
                &source.text,
                binding.text.clone(),
                &inner.collect::<Vec<_>>(),
            )
        }
    }
}

fn claims(story: &CheckedStory, group: &str) -> String {
    let rows: Vec<Vec<String>> = story
        .claims
        .iter()
        .filter(|claim| claim.spec.group.as_deref() == Some(group))
        .map(|claim| {
            let margin = claim.judgement.margin.as_ref().map(|margin| margin.text());
            let detail = margin.or_else(|| claim.judgement.verdict.reason().map(str::to_owned));
            vec![
                claim.spec.words.get_ref().clone(),
                claim.judgement.verdict.word().to_owned(),
                detail.unwrap_or_default(),
            ]
        })
        .collect();
    tables::markdown(
        &[("Claim", false), ("Verdict", false), ("Margin", false)],
        &rows,
    )
    .trim_end()
    .to_owned()
}
