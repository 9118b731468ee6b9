//! Words that place a figure and are those of another.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::texts::{Part, Texts};
use crate::diagnostic::Diagnostic;
use crate::lints::{Vocabulary, stems};
use crate::prose::{Prose, Target, inner_text, line_text};
use crate::story::Story;

/// How many words of another figure must stand where none of the placed one does.
const LEAST: usize = 2;

/// A figure where it is placed.
struct Placed<'a> {
    id: &'a str,
    /// The bytes of the words that place it.
    range: Range<usize>,
    said: BTreeSet<String>,
    /// The words of its name, title, subtitle and description, and of the values in them.
    own: BTreeSet<String>,
}

pub(super) fn check(
    story: &Story,
    texts: &Texts,
    vocabulary: &Vocabulary,
    found: &mut Vec<Diagnostic>,
) {
    let source = &story.body.source;
    let placed = story
        .body
        .bindings()
        .filter(|(binding, _)| binding.is_image);
    let placed = placed.filter_map(|(binding, _)| match &binding.target {
        Target::Figure { id } => {
            let field = "title";
            let id_of = Part::Figure {
                id: id.clone(),
                field,
            };
            // A figure that there is not has a finding.
            texts.get(&id_of).map(|_| (id, binding.text.clone()))
        }
        _ => None,
    });
    let mut placed: Vec<Placed<'_>> = placed
        .map(|(id, range)| {
            let said = stems(source.slice(range.clone()), vocabulary.language);
            Placed {
                id,
                said: said.into_iter().collect(),
                own: own(id, texts, vocabulary),
                range,
            }
        })
        .collect();
    // What many figures have in common tells none of them apart.
    let mut common: BTreeMap<String, usize> = BTreeMap::new();
    for word in placed.iter().flat_map(|figure| &figure.own) {
        *common.entry(word.clone()).or_default() += 1;
    }
    common.retain(|_, n| *n > 2 && 3 * *n > placed.len());
    for figure in &mut placed {
        figure.said.retain(|word| !common.contains_key(word));
    }
    for figure in placed
        .iter()
        .filter(|figure| figure.said.is_disjoint(&figure.own))
    {
        let shared = |other: &&Placed<'_>| figure.said.intersection(&other.own).count();
        let others = placed.iter().filter(|other| other.id != figure.id);
        let Some(other) = others
            .max_by_key(shared)
            .filter(|other| shared(other) >= LEAST)
        else {
            continue;
        };
        let message = format!(
            "the words that place the figure `{}` are those of `{}`",
            figure.id, other.id
        );
        found.push(
            Diagnostic::warning("HW0084", message)
                .at(
                    source,
                    figure.range.clone(),
                    "says nothing of the figure that follows",
                )
                .help("place the figure that is meant, or say what this one shows"),
        );
    }
}

fn own(id: &str, texts: &Texts, vocabulary: &Vocabulary) -> BTreeSet<String> {
    let mut own: BTreeSet<String> = stems(&id.replace('-', " "), vocabulary.language)
        .into_iter()
        .collect();
    let mut add = |prose: &Prose| {
        own.extend(stems(
            &line_text(&prose.nodes, &inner_text),
            vocabulary.language,
        ));
        for (binding, _) in prose.bindings() {
            if let Target::Value { path, .. } = &binding.target {
                let meaning = vocabulary.meaning(path);
                own.extend(meaning.into_iter().flat_map(|meaning| meaning.words));
            }
        }
    };
    for text in &texts.0 {
        if let Part::Figure {
            id: its,
            field: "title" | "subtitle" | "alt",
        } = &text.part
            && its == id
        {
            add(&text.prose);
        }
    }
    own
}
