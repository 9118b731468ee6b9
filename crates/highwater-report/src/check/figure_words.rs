//! The words of figures beside the story: that they belong to figures that it places, and that no figure
//! is without a title.

use std::collections::BTreeSet;

use highwater_facts::nearest::nearest;
use highwater_study::Results;

use super::texts::{Part, Texts};
use crate::diagnostic::Diagnostic;
use crate::prose::Target;
use crate::story::Story;

pub(super) fn check(
    story: &Story,
    texts: &Texts,
    left_out: &Texts,
    results: &Results,
    found: &mut Vec<Diagnostic>,
) {
    let all: Vec<(bool, &str)> = placed(texts).chain(placed(left_out)).collect();
    let known: BTreeSet<(bool, &str)> = all.iter().copied().collect();
    // If another name was meant in the story, that is found already.
    let is_known = |(is_figure, id): &(bool, &str)| match is_figure {
        true => results.figure(id).is_some(),
        false => results.table(id).is_some(),
    };
    let is_sound = known.len() == all.len() && placed(texts).all(|one| is_known(&one));
    let named = story.figure_words.named().filter(|_| is_sound);
    for (source, is_figure, id, range) in named {
        if known.contains(&(is_figure, id)) {
            continue;
        }
        let what = if is_figure { "figure" } else { "table" };
        let of_kind = known.iter().filter(|(is, _)| *is == is_figure);
        found.push(
            Diagnostic::warning(
                "HW0218",
                format!("the story does not place a {what} `{id}`"),
            )
            .at(source, range, "these words are shown nowhere")
            .did_you_mean(nearest(id, of_kind.map(|(_, id)| *id)))
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

/// The figures and tables that texts place: whether one is a figure, and its id.
fn placed(texts: &Texts) -> impl Iterator<Item = (bool, &str)> {
    let images = texts.bindings().filter(|(_, binding)| binding.is_image);
    images.filter_map(|(_, binding)| match &binding.target {
        Target::Figure { id } => Some((true, id.as_str())),
        Target::Table { id } => Some((false, id.as_str())),
        _ => None,
    })
}
