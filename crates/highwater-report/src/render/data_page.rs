//! The page of all data: each file with its rows, each value with what it was computed from.

use std::collections::BTreeMap;

use highwater_facts::{Contents, Source};
use highwater_ingest::{TextFile, raw_rows};
use serde_json::{Value, json};

use super::binder::{fact_anchor, plain_value, row_anchor};
use super::changes_page;
use crate::check::Checked;

pub(super) fn context(checked: &Checked<'_>) -> Value {
    let ledger = &checked.results.ledger;
    let sources: Vec<Value> = ledger.sources.iter().map(source).collect();
    let mut groups: BTreeMap<String, Vec<Value>> = BTreeMap::new();
    for fact in ledger.facts() {
        let mut rows: Vec<(&str, u64)> = fact
            .cells
            .iter()
            .map(|cell| (&*cell.file, cell.line))
            .collect();
        rows.dedup();
        let links: Vec<Value> = rows
            .iter()
            .enumerate()
            .map(|(at, (file, line))| {
                // A file is named once: `closure.csv:2, 3, 4`.
                let again = at > 0 && rows[at - 1].0 == *file;
                let name = file.rsplit('/').next().unwrap_or(file);
                let text = if again {
                    line.to_string()
                } else {
                    format!("{name}:{line}")
                };
                let given = ledger
                    .source(file)
                    .is_some_and(|file| file.bytes().is_some());
                let href = given.then(|| format!("#{}", row_anchor(file, *line)));
                json!({ "href": href, "text": text })
            })
            .collect();
        let group = fact.path.split('.').take(2).collect::<Vec<_>>().join(".");
        groups.entry(group).or_default().push(json!({
            "anchor": fact_anchor(&fact.path),
            "path": fact.path,
            "label": fact.label,
            "value": plain_value(fact),
            "unit": fact.value.unit().map(|unit| unit.to_string()).unwrap_or_default(),
            "how": fact.how,
            "rows": links,
        }));
    }
    let groups: Vec<Value> = groups
        .into_iter()
        .map(|(name, facts)| json!({ "name": name, "facts": facts }))
        .collect();
    json!({ "title": "Data", "sources": sources, "groups": groups, "count": ledger.len(), "changes": changes_page::links(checked) })
}

fn source(source: &Source) -> Value {
    let mut rows = source.bytes().map_or_else(Vec::new, |bytes| {
        let file = TextFile {
            name: source.path.clone(),
            bytes: bytes.clone(),
        };
        raw_rows(&file)
    });
    let header = if rows.is_empty() {
        Vec::new()
    } else {
        rows.remove(0).1
    };
    let rows: Vec<Value> = rows
        .into_iter()
        .map(|(line, cells)| json!({ "anchor": row_anchor(&source.path, line), "line": line, "cells": cells }))
        .collect();
    let address = match &source.contents {
        Contents::Given { .. } => "",
        Contents::Elsewhere { address, .. } => address,
    };
    json!({
        "path": &*source.path,
        "anchor": row_anchor(&source.path, 1),
        "title": source.title,
        "origin": source.origin,
        "licence": source.licence,
        "date": source.date,
        "sha256": source.sha256,
        "bytes": source.size(),
        "given": source.bytes().is_some(),
        "address": address,
        "header": header,
        "count": source.rows(),
        "rows": rows,
    })
}
