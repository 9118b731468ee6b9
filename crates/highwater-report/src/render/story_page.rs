//! The page of a story.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use highwater_facts::{BasisKind, Fact, Ledger};
use serde_json::{Value, json};

use super::binder::{Binder, plain_value};
use super::claims_page::ClaimContext;
use super::rows::{is_given, set_context};
use super::templates::Templates;
use super::{Drawn, explorer, script_json, share, tables};
use crate::check::Checked;
use crate::data_address::row_href;
use crate::diagnostic::Diagnostic;
use crate::images::{self, Credit, Header};
use crate::prose::{Binding, Image, Target, headings, story_html};

pub(super) const ROOT: &str = "../";

pub(super) fn context(
    checked: &Checked<'_>,
    drawn: &Drawn<'_>,
    templates: &Templates,
) -> Result<Value, Vec<Diagnostic>> {
    let story = &drawn.story.story;
    let binder = Binder::new(checked, drawn.story, ROOT);
    let faults = RefCell::new(Vec::new());
    let block = |binding: &Binding| match block(checked, drawn, &binder, templates, binding) {
        Ok(html) => html,
        Err(found) => {
            faults.borrow_mut().extend(found);
            String::new()
        }
    };
    let bound = |binding: &Binding| {
        if binding.is_image {
            block(binding)
        } else {
            binder.binding_html(binding)
        }
    };
    let picture = |image: &Image<'_>| match own_image(checked, drawn, &binder, templates, image)? {
        Ok(html) => Some(html),
        Err(found) => {
            faults.borrow_mut().extend(found);
            None
        }
    };
    let body = story_html(&story.body, &bound, &picture);
    let faults = faults.into_inner();
    if !faults.is_empty() {
        return Err(faults);
    }
    let contents: Vec<Value> = headings(&story.body)
        .into_iter()
        .filter(|heading| heading.level == 2)
        .map(|heading| json!({ "anchor": heading.anchor, "text": binder.text(&story.body.nodes[heading.nodes]) }))
        .collect();
    let claims: BTreeMap<&str, usize> =
        drawn
            .story
            .claims
            .iter()
            .fold(BTreeMap::new(), |mut counts, claim| {
                *counts.entry(claim.judgement.verdict.key()).or_default() += 1;
                counts
            });
    Ok(json!({
        "slug": story.slug,
        "title": binder.text(&story.title.nodes),
        "title_html": binder.html(&story.title.nodes),
        "summary": binder.text(&story.summary.nodes),
        "summary_html": binder.html(&story.summary.nodes),
        "date": story.front.date,
        "data": story.front.data,
        "basis": basis(checked, drawn),
        "contents": contents,
        "body": body.html,
        "footnotes": body.footnotes,
        "facts": facts(checked, drawn),
        "claims": claims_data(checked, drawn),
        "row_sets": row_sets(checked, drawn),
        "coverage": drawn.story.coverage.for_readers(),
        "numerals": drawn.story.coverage.bound,
        "verdicts": claims,
        "has_checks": drawn.story.coverage.bound > 0 || !claims.is_empty(),
        "marked": marked(&claims),
        "cite": share::cite_context(checked, drawn.story),
    }))
}

/// Returns the verdicts of its claims that are marked in the text whatever a reader asks for.
fn marked(claims: &BTreeMap<&str, usize>) -> Vec<Value> {
    let never_quiet = [
        ("fails", "fails"),
        ("fragile", "is fragile"),
        ("not-testable", "cannot be tested"),
    ];
    let kinds = never_quiet
        .iter()
        .filter(|(key, _)| claims.contains_key(key));
    kinds
        .map(|(key, words)| json!({ "key": key, "words": words }))
        .collect()
}

/// Returns what the studies ran on that the story speaks of.
fn basis(checked: &Checked<'_>, drawn: &Drawn<'_>) -> Vec<Value> {
    let bases = checked.results.ledger.bases.iter();
    bases
        .filter(|basis| drawn.story.texts.speak_of(basis.study))
        .map(|basis| {
            json!({
                "kind": basis.kind.words(),
                "is_snapshot": basis.kind == BasisKind::Snapshot,
                "table": basis.table,
                "snapshot": basis.snapshot,
            })
        })
        .collect()
}

/// Returns a figure, a table or a list of claims.
fn block(
    checked: &Checked<'_>,
    drawn: &Drawn<'_>,
    binder: &Binder<'_>,
    templates: &Templates,
    binding: &Binding,
) -> Result<String, Vec<Diagnostic>> {
    let alt = binder.alt(binding);
    match &binding.target {
        Target::Figure { id } => {
            let numbered = (1..)
                .zip(&drawn.figures)
                .find(|(_, figure)| figure.drawn.id == *id);
            let Some((number, figure)) = numbered else {
                return Ok(String::new());
            };
            let context = figure.context(checked, drawn.story, number, ROOT);
            // A figure that stands in a block of its own has no brackets to say it between.
            let words = &figure.drawn.words;
            let said = [&alt, &words.alt, &words.title];
            let alt = said.into_iter().find(|said| !said.is_empty());
            templates.fill("figure.html", &json!({ "figure": context, "alt": alt }))
        }
        Target::Table { id } => match checked.results.table(id) {
            Some(table) => {
                let context = tables::context(table, binder, drawn.story, ROOT);
                templates.fill("table.html", &json!({ "table": context, "alt": alt }))
            }
            None => Ok(String::new()),
        },
        Target::Claims { group } => {
            let claims: Vec<Value> = drawn
                .story
                .claims
                .iter()
                .filter(|claim| claim.spec.group.as_ref() == Some(group))
                .map(|claim| ClaimContext::new(checked, drawn.story, claim, ROOT).entry())
                .collect();
            templates.fill(
                "claims_list.html",
                &json!({ "claims": claims, "alt": alt, "group": group, "root": ROOT }),
            )
        }
        Target::Explore { id } => match checked.results.explorer(id) {
            Some(explorer) => {
                let context = explorer::context(explorer, checked, drawn);
                templates.fill(
                    "explorer.html",
                    &json!({ "explorer": context, "alt": alt, "root": ROOT }),
                )
            }
            None => Ok(String::new()),
        },
        Target::Value { .. } | Target::Claim { .. } => Ok(String::new()),
    }
}

/// Returns an image of the writer's own; `None` if there is no file for it, which is a finding.
fn own_image(
    checked: &Checked<'_>,
    drawn: &Drawn<'_>,
    binder: &Binder<'_>,
    templates: &Templates,
    image: &Image<'_>,
) -> Option<Result<String, Vec<Diagnostic>>> {
    let story = &drawn.story.story;
    let bytes = images::find(image.address, story, checked.project).ok()?;
    let header = Header::read(image.address, bytes).ok()?;
    let credit = Credit::read(image.title);
    let context = json!({
        "address": image.address,
        "alt": binder.text(image.words),
        "width": header.width,
        "height": header.height,
        "credit": credit.credit,
        "licence": credit.licence,
    });
    Some(templates.fill("image.html", &json!({ "image": context })))
}

/// The cells of a value that its card names before it counts the rest.
const MOST_CELLS: usize = 8;
/// The same for the rows behind a claim, of each file.
const MOST_LINES: usize = 6;
/// The rows of a set that are named.
const MOST_NAMES: usize = 2;

/// Returns what the page's script shows of each value: JSON, safe within a script element. These are
/// the values that the story shows, and those that its claims are about.
fn facts(checked: &Checked<'_>, drawn: &Drawn<'_>) -> String {
    let ledger = &checked.results.ledger;
    let facts: BTreeMap<&str, Value> = shown(checked, drawn)
        .map(|known| (known.path.as_str(), fact(known, ledger)))
        .collect();
    script_json(&json!(facts))
}

/// The facts that the story shows the values of.
fn shown<'a>(checked: &'a Checked<'_>, drawn: &'a Drawn<'_>) -> impl Iterator<Item = &'a Fact> {
    let ledger = &checked.results.ledger;
    let texts = drawn.story.texts.0.iter();
    let bindings = texts.flat_map(|text| text.prose.bindings());
    let paths = bindings.filter_map(|(binding, _)| match &binding.target {
        Target::Value { path, .. } => Some(path),
        _ => None,
    });
    paths.filter_map(|path| Some(ledger.resolve(path)?.0))
}

/// Returns what the page's script shows of each set of rows that its values and claims rest on; nothing
/// where they rest on none.
fn row_sets(checked: &Checked<'_>, drawn: &Drawn<'_>) -> String {
    let ledger = &checked.results.ledger;
    let of_facts =
        shown(checked, drawn).filter_map(|fact| Some(fact.row_set.as_ref()?.name.as_str()));
    let claims = drawn.story.claims.iter();
    let of_claims = claims.flat_map(|claim| {
        let claim = ClaimContext::new(checked, drawn.story, claim, ROOT);
        claim.rows().sets().collect::<Vec<_>>()
    });
    let names: BTreeSet<&str> = of_facts.chain(of_claims).collect();
    let sets = names.into_iter().filter_map(|name| ledger.row_set(name));
    let sets: BTreeMap<&str, Value> = sets
        .map(|set| (set.name.as_str(), set_context(set, ROOT, MOST_NAMES)))
        .collect();
    if sets.is_empty() {
        return String::new();
    }
    script_json(&json!(sets))
}

fn fact(fact: &Fact, ledger: &Ledger) -> Value {
    let cells = fact.cells.iter().take(MOST_CELLS).map(|cell| {
        // Of a file that stays with its publisher, the site has the names of some rows.
        let names = ledger.row_names(&cell.file);
        let is_named = names.is_some_and(|names| names.contains_key(&cell.line));
        let line = match is_given(ledger, &cell.file) || is_named {
            true => cell.line,
            false => 1,
        };
        json!({
            "file": &*cell.file,
            "line": cell.line,
            "column": &*cell.column,
            "href": row_href(ROOT, &cell.file, line),
        })
    });
    let mut shown = json!({
        "label": fact.label,
        "value": plain_value(fact),
        "unit": fact.value.unit().map(|unit| unit.to_string()).unwrap_or_default(),
        "how": fact.how,
        "cells": cells.collect::<Vec<_>>(),
        "more": fact.cells.len().saturating_sub(MOST_CELLS),
    });
    if let Some(set) = &fact.row_set {
        shown["set"] = json!(set.name);
    }
    shown
}

/// Returns what the page's script shows of each claim.
fn claims_data(checked: &Checked<'_>, drawn: &Drawn<'_>) -> String {
    let claims: BTreeMap<&str, Value> = drawn
        .story
        .claims
        .iter()
        .map(|claim| {
            let whole = ClaimContext::new(checked, drawn.story, claim, ROOT);
            (claim.spec.id.get_ref().as_str(), whole.card(MOST_LINES))
        })
        .collect();
    script_json(&json!(claims))
}
