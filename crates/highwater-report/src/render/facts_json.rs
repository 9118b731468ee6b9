//! The ledger as JSON: `facts.json` of the site, and what `values --format json` prints.

use highwater_facts::{Basis, Contents, Fact, Ledger, RowSet, Source, Value};
use highwater_plot::Figure;
use rayon::prelude::*;
use serde_json::{Value as Json, json};

use super::binder::plain_value;
use super::tables;
use crate::check::{Checked, CheckedClaim, CheckedStory};
use crate::claims::Judgement;
use crate::site::sha256;

/// The facts whose path is `prefix` or lies below it, as an array of objects sorted by path.
///
/// Each has `path`, `value`, `text`, `unit`, `label`, `how`, `study`, `rows` (how many it rests on) and
/// `cells`, and one that rests on a set of rows its name in `row_set`. `text` is the value as the report
/// writes it. `value` is a number; for a range `[low, high]`, for a bound `[low, null]`; for a month `"2023-07"`; for a list
/// an array of these, with the rows' keys in `keys`; for what is missing `null`, with the reason in `missing`.
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
        "text": plain_value(fact),
        "unit": fact.value.unit().map(|unit| unit.to_string()),
        "label": fact.label,
        "how": fact.how,
        "study": fact.study(),
        "rows": ledger.rows_behind(fact),
        "cells": fact.cells.iter().map(|cell| json!({
            "file": &*cell.file, "line": cell.line, "column": &*cell.column,
        })).collect::<Vec<_>>(),
        "sources": sources(fact, ledger),
    });
    if let Json::Object(fields) = &mut json {
        if let Some(set) = &fact.row_set {
            fields.insert("row_set".to_owned(), json!(set.name));
        }
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
            Value::Series(series) => {
                let keys: Vec<&str> = series.items.iter().map(|item| &*item.key).collect();
                if keys.iter().any(|key| !key.is_empty()) {
                    fields.insert("keys".to_owned(), json!(keys));
                }
            }
            Value::Month(_) | Value::Text(_) => {}
        }
    }
    json
}

/// Returns the files behind a fact, with their hashes.
fn sources(fact: &Fact, ledger: &Ledger) -> Vec<Json> {
    let mut files: Vec<&str> = fact.cells.iter().map(|cell| &*cell.file).collect();
    files.dedup();
    let named = files.into_iter().filter_map(|file| ledger.source(file));
    named
        .map(|source| json!({ "path": &*source.path, "sha256": source.sha256 }))
        .collect()
}

fn value(of: &Value) -> Json {
    match of {
        Value::Quantity(q) => match q.value() {
            Some(x) => number(x),
            None => json!([number(q.low()), number(q.high())]),
        },
        Value::Estimate { value, .. } => number(*value),
        Value::Series(series) => series.items.iter().map(|item| value(&item.value)).collect(),
        Value::Month(month) => json!(month.to_string()),
        Value::Text(text) => json!(text),
        Value::Missing(_) => Json::Null,
    }
}

/// Returns a number; what is not finite is `null`.
fn number(x: f64) -> Json {
    if x.is_finite() { json!(x) } else { Json::Null }
}

/// Returns where a source that the site does not give is published.
fn address(source: &Source) -> Option<&str> {
    match &source.contents {
        Contents::Elsewhere { address, .. } if !address.is_empty() => Some(address),
        _ => None,
    }
}

/// The name and version of the layout of `facts.json`.
pub(crate) const SCHEMA: &str = "highwater-facts/1";

/// `facts.json`: sources, bases, sets of rows, facts, claims and figures, each on a line of its own.
pub(super) fn file(checked: &Checked<'_>) -> String {
    let whole = whole(checked);
    let fields = whole.as_object().into_iter().flatten();
    let fields = fields.map(|(name, value)| match value {
        Json::Array(records) if !records.is_empty() => {
            let records: Vec<String> = records
                .iter()
                .map(|record| format!("    {record}"))
                .collect();
            format!("  {}: [\n{}\n  ]", json!(name), records.join(",\n"))
        }
        value => format!("  {}: {value}", json!(name)),
    });
    format!("{{\n{}\n}}\n", fields.collect::<Vec<_>>().join(",\n"))
}

/// Returns what `facts.json` holds.
pub(crate) fn whole(checked: &Checked<'_>) -> Json {
    let ledger = &checked.results.ledger;
    json!({
        "schema": SCHEMA,
        "sources": ledger.sources.iter().map(source).collect::<Vec<_>>(),
        "bases": ledger.bases.iter().map(basis).collect::<Vec<_>>(),
        "rows": row_names(ledger),
        "row_sets": ledger.row_sets().map(|set| row_set(set, ledger)).collect::<Vec<_>>(),
        "facts": facts_json(ledger, ""),
        "claims": claims(checked),
        "figures": figures(checked),
    })
}

fn source(source: &Source) -> Json {
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
}

/// Returns what the rows are called that sets name: for each file, the names by line.
fn row_names(ledger: &Ledger) -> Vec<Json> {
    let sources = ledger.sources.iter();
    let named = sources.filter_map(|source| Some((source, ledger.row_names(&source.path)?)));
    named
        .map(|(source, names)| {
            let names = names.iter();
            let names = names.map(|(line, name)| (line.to_string(), json!(**name)));
            json!({ "path": &*source.path, "names": names.collect::<serde_json::Map<_, _>>() })
        })
        .collect()
}

/// Returns a set of rows: its name, its words, how many rows, and their lines in each file.
fn row_set(set: &RowSet, ledger: &Ledger) -> Json {
    let files = set.files().map(|(file, lines)| {
        let sha256 = ledger.source(file).map(|source| source.sha256.as_str());
        json!({ "path": file, "sha256": sha256, "lines": lines })
    });
    json!({
        "name": set.name,
        "words": set.words,
        "rows": set.rows().len(),
        "files": files.collect::<Vec<_>>(),
    })
}

fn basis(basis: &Basis) -> Json {
    json!({
        "study": basis.study,
        "kind": basis.kind.words(),
        "table": basis.table,
        "snapshot": basis.snapshot,
    })
}

fn claims(checked: &Checked<'_>) -> Vec<Json> {
    let of_story = |story: &CheckedStory| -> Vec<Json> {
        let claims = story.claims.iter();
        claims
            .map(|checked| claim(&story.story.slug, checked))
            .collect()
    };
    checked
        .stories
        .iter()
        .flat_map(|story| of_story(story))
        .collect()
}

fn claim(story: &str, claim: &CheckedClaim) -> Json {
    let text = |text: &Option<toml::Spanned<String>>| text.as_ref().map(|t| t.get_ref().clone());
    let mut json = json!({
        "story": story,
        "id": claim.spec.id.get_ref(),
        "words": claim.spec.words.get_ref(),
        "expr": text(&claim.spec.expr),
        "when": text(&claim.spec.when),
        "values": claim.paths,
        "expected": claim.spec.expect.to_string(),
    });
    if let (Json::Object(fields), Json::Object(judged)) = (&mut json, judgement(&claim.judgement)) {
        fields.extend(judged);
        let regardless = claim.regardless.as_ref().map(judgement);
        fields.insert("regardless".to_owned(), json!(regardless));
    }
    json
}

/// A verdict, its margin in words, and how far that is from where it turns, relative to it.
fn judgement(judgement: &Judgement) -> Json {
    let margin = judgement.margin.as_ref();
    json!({
        "verdict": judgement.verdict.word(),
        "reason": judgement.verdict.reason(),
        "margin": margin.map(|margin| margin.text()),
        "margin_relative": margin.map(|margin| number(margin.relative())),
    })
}

/// Returns the figures: the SHA-256 of the data as the CSV gives them, and of each picture as its page
/// holds it.
fn figures(checked: &Checked<'_>) -> Vec<Json> {
    let figures = checked.results.figures.par_iter();
    figures.map(|figure| one_figure(checked, figure)).collect()
}

fn one_figure(checked: &Checked<'_>, figure: &Figure) -> Json {
    let mut drawn = Vec::new();
    for story in &checked.stories {
        let placed = story.figures.iter().find(|placed| placed.id == figure.id);
        for drawn_scene in placed.iter().flat_map(|placed| &placed.scenes) {
            drawn.push(json!({
                "story": story.story.slug,
                "width": drawn_scene.scene.width,
                "sha256": drawn_scene.hash(),
            }));
        }
    }
    json!({
        "id": figure.id,
        "data": sha256(&tables::csv(&figure.data)),
        "drawn": drawn,
    })
}
