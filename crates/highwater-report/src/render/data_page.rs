//! The page of all data: each file with its rows, each value with what it was computed from.

use std::collections::BTreeMap;

use highwater_facts::Source;
use highwater_ingest::{TextFile, raw_rows};
use serde_json::{Value, json};

use super::binder::{fact_anchor, plain_value, row_anchor};
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
                json!({ "href": format!("#{}", row_anchor(file, *line)), "text": text })
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
    json!({ "title": "Data", "sources": sources, "groups": groups, "count": ledger.len() })
}

fn source(source: &Source) -> Value {
    let file = TextFile {
        name: source.path.clone(),
        bytes: source.bytes.clone(),
    };
    let mut rows = raw_rows(&file).into_iter();
    let header = rows.next().map(|(_, cells)| cells).unwrap_or_default();
    let rows: Vec<Value> = rows
        .map(|(line, cells)| json!({ "anchor": row_anchor(&source.path, line), "line": line, "cells": cells }))
        .collect();
    json!({
        "path": &*source.path,
        "anchor": row_anchor(&source.path, 1),
        "title": source.title,
        "origin": source.origin,
        "licence": source.licence,
        "date": source.date,
        "sha256": source.sha256,
        "bytes": source.bytes.len(),
        "header": header,
        "count": rows.len(),
        "rows": rows,
    })
}
