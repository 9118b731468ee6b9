//! The ledger as JSON: `facts.json` of the site, and what `values --format json` prints.

use highwater_facts::{Contents, Fact, Ledger, Source, Value};
use serde_json::{Value as Json, json};

use crate::check::Checked;

/// The facts whose path is `prefix` or lies below it, as an array of objects sorted by path.
///
/// Each has `path`, `value`, `unit`, `label`, `how`, `study`, `rows` and `cells`. `value` is a
/// number; for a range `[low, high]`, for a bound `[low, null]`; for a month `"2023-07"`; for a series
/// an array; for what is missing `null`, with the reason in `missing`.
#[must_use]
pub fn facts_json(ledger: &Ledger, prefix: &str) -> Json {
    ledger
        .below(prefix)
        .map(|fact| fact_json(fact, ledger))
        .collect()
}

/// One fact as JSON; see [`facts_json`].
#[must_use]
pub fn fact_json(fact: &Fact, ledger: &Ledger) -> Json {
    let mut json = json!({
        "path": fact.path,
        "value": value(&fact.value),
        "unit": fact.value.unit().map(|unit| unit.to_string()),
        "label": fact.label,
        "how": fact.how,
        "study": fact.study(),
        "rows": fact.rows(),
        "cells": fact.cells.iter().map(|cell| json!({
            "file": &*cell.file, "line": cell.line, "column": &*cell.column,
        })).collect::<Vec<_>>(),
        "sources": sources(fact, ledger),
    });
    if let Json::Object(fields) = &mut json {
        match &fact.value {
            Value::Quantity(q) => {
                fields.insert("low".to_owned(), number(q.low()));
                fields.insert("high".to_owned(), number(q.high()));
                fields.insert("approximate".to_owned(), json!(q.is_approximate()));
            }
            Value::Estimate {
                low, high, level, ..
            } => {
                fields.insert("low".to_owned(), number(*low));
                fields.insert("high".to_owned(), number(*high));
                fields.insert("level".to_owned(), number(*level));
            }
            Value::Missing(reason) => {
                fields.insert("missing".to_owned(), json!(reason));
            }
            Value::Series { .. } | Value::Month(_) | Value::Text(_) => {}
        }
    }
    json
}

/// The files behind a fact, with their hashes.
fn sources(fact: &Fact, ledger: &Ledger) -> Vec<Json> {
    let mut files: Vec<&str> = fact.cells.iter().map(|cell| &*cell.file).collect();
    files.dedup();
    let named = files.into_iter().filter_map(|file| ledger.source(file));
    named
        .map(|source| json!({ "path": &*source.path, "sha256": source.sha256 }))
        .collect()
}

fn value(value: &Value) -> Json {
    match value {
        Value::Quantity(q) => match q.value() {
            Some(x) => number(x),
            None => json!([number(q.low()), number(q.high())]),
        },
        Value::Estimate { value, .. } => number(*value),
        Value::Series { values, .. } => values.iter().map(|&x| number(x)).collect(),
        Value::Month(month) => json!(month.to_string()),
        Value::Text(text) => json!(text),
        Value::Missing(_) => Json::Null,
    }
}

/// A number; what is not finite is `null`.
fn number(x: f64) -> Json {
    if x.is_finite() { json!(x) } else { Json::Null }
}

/// Where a source that the site does not give is published.
fn address(source: &Source) -> Option<&str> {
    match &source.contents {
        Contents::Elsewhere { address, .. } if !address.is_empty() => Some(address),
        _ => None,
    }
}

/// `facts.json`: sources, facts, claims and figures.
pub(super) fn file(checked: &Checked<'_>) -> String {
    let ledger = &checked.results.ledger;
    let sources: Vec<Json> = ledger
        .sources
        .iter()
        .map(|source| {
            json!({
                "path": &*source.path,
                "title": source.title,
                "origin": source.origin,
                "licence": source.licence,
                "date": source.date,
                "sha256": source.sha256,
                "bytes": source.size(),
                "address": address(source),
            })
        })
        .collect();
    let claims: Vec<Json> = checked
        .stories
        .iter()
        .flat_map(|story| {
            story.claims.iter().map(|claim| {
                let verdict = &claim.judgement.verdict;
                json!({
                    "story": story.story.slug,
                    "id": claim.spec.id.get_ref(),
                    "words": claim.spec.words.get_ref(),
                    "expr": claim.spec.expr.as_ref().map(|expr| expr.get_ref()),
                    "values": claim.paths,
                    "verdict": verdict.word(),
                    "expected": claim.spec.expect.to_string(),
                    "reason": verdict.reason(),
                    "margin": claim.judgement.margin.as_ref().map(|margin| margin.text()),
                })
            })
        })
        .collect();
    let file = json!({
        "sources": sources,
        "facts": facts_json(ledger, ""),
        "claims": claims,
        "figures": checked.results.figure_ids().collect::<Vec<_>>(),
    });
    format!(
        "{}\n",
        serde_json::to_string_pretty(&file).unwrap_or_default()
    )
}
