//! The words of figures beside the story: that they belong to figures that it places, and that no figure
//! is without a title.

use std::collections::BTreeSet;

use highwater_facts::nearest::nearest;

use super::texts::{Part, Texts};
use crate::diagnostic::Diagnostic;
use crate::prose::Target;
use crate::story::Story;

pub(super) fn check(story: &Story, texts: &Texts, left_out: &Texts, found: &mut Vec<Diagnostic>) {
    let bindings = texts.bindings().chain(left_out.bindings());
    let placed: BTreeSet<(bool, &str)> = bindings
        .filter(|(_, binding)| binding.is_image)
        .filter_map(|(_, binding)| match &binding.target {
            Target::Figure { id } => Some((true, id.as_str())),
            Target::Table { id } => Some((false, id.as_str())),
            _ => None,
        })
        .collect();
    for (source, is_figure, id, range) in story.figure_words.named() {
        if placed.contains(&(is_figure, id)) {
            continue;
        }
        let what = if is_figure { "figure" } else { "table" };
        let known = placed.iter().filter(|(is, _)| *is == is_figure);
        found.push(
            Diagnostic::warning(
                "HW0218",
                format!("the story does not place a {what} `{id}`"),
            )
            .at(source, range, "these words are shown nowhere")
            .did_you_mean(nearest(id, known.map(|(_, id)| *id)))
            .help(format!(
                "place it with `![..]({what}:{id})`, or delete its words"
            )),
        );
    }
    for text in &texts.0 {
        let (what, id) = match &text.part {
            Part::Figure { id, field: "title" } => ("figure", id),
            Part::Table { id, field: "title" } => ("table", id),
            _ => continue,
        };
        if text.prose.nodes.is_empty() {
            let message = format!("the {what} `{id}` has no title");
            let place = format!("report/stories/{}/figures.toml", story.slug);
            found.push(Diagnostic::error("HW0219", message).help(format!(
                "write `title = \"..\"` under `[{what}.{id}]` in `{place}`"
            )));
        }
    }
}
