//! The page of a story.

use std::cell::RefCell;
use std::collections::BTreeMap;

use highwater_facts::BasisKind;
use serde_json::{Value, json};

use super::binder::{Binder, plain_value, row_anchor};
use super::claims_page::claim_context;
use super::templates::Templates;
use super::{Drawn, tables};
use crate::check::Checked;
use crate::diagnostic::Diagnostic;
use crate::prose::{Binding, Target, headings, story_html};

const ROOT: &str = "../";

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
    let body = story_html(&story.body, &bound);
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
        "claims": claims_data(drawn),
        "coverage": drawn.story.coverage.for_readers(),
        "numerals": drawn.story.coverage.bound,
        "verdicts": claims,
    }))
}

/// What the studies ran on that the story speaks of.
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

/// A figure, a table or a list of claims.
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
            let context = figure.context(number, ROOT);
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
                .map(|claim| claim_context(checked, drawn.story, claim, ROOT))
                .collect();
            templates.fill(
                "claims_list.html",
                &json!({ "claims": claims, "alt": alt, "group": group, "root": ROOT }),
            )
        }
        _ => Ok(String::new()),
    }
}

/// What the page's script shows of each value: JSON, safe within a script element.
fn facts(checked: &Checked<'_>, drawn: &Drawn<'_>) -> String {
    let ledger = &checked.results.ledger;
    let mut facts = BTreeMap::new();
    let bindings = drawn
        .story
        .texts
        .0
        .iter()
        .flat_map(|text| text.prose.bindings());
    for (binding, _) in bindings {
        let Target::Value { path, .. } = &binding.target else {
            continue;
        };
        let Some((fact, _)) = ledger.resolve(path) else {
            continue;
        };
        let cells: Vec<Value> = fact
            .cells
            .iter()
            .map(|cell| {
                json!({
                    "file": &*cell.file,
                    "line": cell.line,
                    "column": &*cell.column,
                    "href": format!("{ROOT}data.html#{}", row_anchor(&cell.file, cell.line)),
                })
            })
            .collect();
        facts.insert(
            fact.path.clone(),
            json!({
                "label": fact.label,
                "value": plain_value(fact),
                "unit": fact.value.unit().map(|unit| unit.to_string()).unwrap_or_default(),
                "how": fact.how,
                "rows": fact.rows(),
                "cells": cells,
            }),
        );
    }
    script_json(&json!(facts))
}

/// What the page's script shows of each claim.
fn claims_data(drawn: &Drawn<'_>) -> String {
    let claims: BTreeMap<&str, Value> = drawn
        .story
        .claims
        .iter()
        .map(|claim| {
            let margin = claim.judgement.margin.as_ref().map(|margin| margin.text());
            let verdict = &claim.judgement.verdict;
            (
                claim.spec.id.get_ref().as_str(),
                json!({
                    "verdict": verdict.word(),
                    "key": verdict.key(),
                    "reason": verdict.reason().unwrap_or_default(),
                    "margin": margin.unwrap_or_default(),
                    "expr": claim.spec.expr.as_ref().map(|expr| expr.get_ref().as_str()).unwrap_or_default(),
                }),
            )
        })
        .collect();
    script_json(&json!(claims))
}

/// JSON that cannot end the script element it stands in.
fn script_json(value: &Value) -> String {
    value.to_string().replace('<', "\\u003c")
}
