//! Figures and tables: that they exist, once, and can be told to a reader who does not see them.

use std::collections::BTreeSet;

use highwater_facts::nearest::nearest;

use super::texts::{Part, Texts};
use super::values::target_range;
use crate::diagnostic::Diagnostic;
use crate::prose::{Node, Target};
use highwater_study::Results;

/// Ids that two studies, or one study twice, gave to figures or tables.
pub(super) fn duplicates(results: &Results) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let lists = [
        ("figure", results.figure_ids().collect::<Vec<_>>()),
        ("table", results.table_ids().collect::<Vec<_>>()),
    ];
    for (what, ids) in lists {
        let mut seen = BTreeSet::new();
        for id in ids {
            if !seen.insert(id) {
                found.push(
                    Diagnostic::error(
                        "HW0021",
                        format!("two {what}s of the studies have the id `{id}`"),
                    )
                    .help(format!("give one of the {what}s another id")),
                );
            }
        }
    }
    found
}

pub(super) fn check(texts: &Texts, results: &Results, found: &mut Vec<Diagnostic>) {
    let mut placed = BTreeSet::new();
    for text in &texts.0 {
        for (binding, range) in text.prose.bindings() {
            let (what, id, known): (_, _, Vec<&str>) = match &binding.target {
                Target::Figure { id } => ("figure", id, results.figure_ids().collect()),
                Target::Table { id } => ("table", id, results.table_ids().collect()),
                Target::Explore { id } => ("headline", id, results.explorer_ids().collect()),
                _ => continue,
            };
            let source = &text.prose.source;
            if !known.contains(&id.as_str()) {
                found.push(
                    Diagnostic::error("HW0020", format!("no study made a {what} `{id}`"))
                        .at(source, target_range(source, binding, range, id), "")
                        .did_you_mean(nearest(id, known)),
                );
                continue;
            }
            if !binding.is_image {
                continue;
            }
            if !placed.insert((what, id)) {
                found.push(
                    Diagnostic::error("HW0021", format!("the {what} `{id}` is placed twice"))
                        .at(source, range.clone(), "stands here again")
                        .help(again(what, id)),
                );
            }
            // A block of its own has its words within.
            let has_brackets = source.slice(range.clone()).starts_with("![");
            if has_brackets && source.slice(binding.text.clone()).trim().is_empty() {
                found.push(
                    Diagnostic::error(
                        "HW0024",
                        format!("the {what} `{id}` has no text for those who do not see it"),
                    )
                    .at(source, range.clone(), "")
                    .help("say between the brackets what it shows"),
                );
            }
        }
    }
    blocks(texts, found);
}

/// Returns what to do instead of placing something again.
fn again(what: &str, id: &str) -> String {
    match what {
        "headline" => "once is enough: a reader may make any choice there".to_owned(),
        _ => format!("refer to it with a link, `[..]({what}:{id})`"),
    }
}

/// Figures, tables and lists of claims stand in a paragraph of their own.
fn blocks(texts: &Texts, found: &mut Vec<Diagnostic>) {
    for text in &texts.0 {
        let nodes = &text.prose.nodes;
        for (at, placed) in nodes.iter().enumerate() {
            let Node::Binding(binding) = &placed.node else {
                continue;
            };
            let beside = |at: Option<usize>| {
                at.and_then(|at| nodes.get(at)).is_some_and(|placed| {
                    matches!(
                        &placed.node,
                        Node::Event(pulldown_cmark::Event::Start(pulldown_cmark::Tag::Paragraph))
                            | Node::Event(pulldown_cmark::Event::End(
                                pulldown_cmark::TagEnd::Paragraph
                            ))
                    )
                })
            };
            let alone =
                text.part == Part::Body && beside(at.checked_sub(1)) && beside(Some(at + 1));
            if binding.is_image && !alone {
                found.push(
                    Diagnostic::error(
                        "HW0025",
                        "a figure, table or list of claims needs a paragraph of its own",
                    )
                    .at(&text.prose.source, placed.range.clone(), "")
                    .help("put a blank line before and after it"),
                );
            }
        }
    }
}
