//! The page of a table: where it comes from, and its rows.

use highwater_facts::{Contents, Format, Ledger, Source, Unit};
use serde_json::{Value, json};

use super::super::filter;
use super::super::rows::counted;
use crate::data_address::{escaped, row_anchor, table_page};

/// Returns the entry of a table in the index.
pub(super) fn entry(source: &Source) -> Value {
    let mut entry = about(source);
    entry["href"] = json!(escaped(&table_page(&source.path)));
    entry
}

pub(super) fn context(source: &Source, ledger: &Ledger) -> Value {
    let rows: &[(u64, Vec<String>)] = match &source.contents {
        Contents::Given { rows, .. } => rows,
        Contents::Elsewhere { .. } => &[],
    };
    let header = rows.first().map_or(&[][..], |(_, names)| names);
    let rows: Vec<Value> = rows
        .iter()
        .skip(1)
        .map(|(line, cells)| json!({ "anchor": row_anchor(&source.path, *line), "line": line, "cells": cells }))
        .collect();
    let mut context = about(source);
    context["summary"] = json!(source.origin);
    context["header"] = json!(header);
    let names = names(source, ledger);
    context["filter"] = match rows.is_empty() {
        true => json!(filter::filter(".names li", names.len(), Vec::new())),
        false => json!(filter::filter("table.raw tbody tr", rows.len(), Vec::new())),
    };
    context["rows"] = json!(rows);
    context["names"] = json!(names);
    context
}

/// Returns what index and page say of a table.
fn about(source: &Source) -> Value {
    let address = match &source.contents {
        Contents::Given { .. } => "",
        Contents::Elsewhere { address, .. } => address,
    };
    let number = |n: u64, unit| Format::default().number(n as f64, Unit::Of(unit));
    json!({
        "path": &*source.path,
        "file": escaped(&source.path),
        "anchor": row_anchor(&source.path, 0),
        "title": source.title,
        "origin": source.origin,
        "licence": source.licence,
        "date": source.date,
        "sha256": source.sha256,
        "bytes": number(source.size(), "bytes"),
        "given": source.bytes().is_some(),
        "address": address,
        "count": counted(source.rows() as usize),
    })
}

/// Returns what the rows of a file that stays with its publisher are called, by line.
fn names(source: &Source, ledger: &Ledger) -> Vec<Value> {
    let names = ledger.row_names(&source.path);
    let Some(names) = names.filter(|_| source.bytes().is_none()) else {
        return Vec::new();
    };
    let rows = names.iter().map(|(line, name)| {
        json!({ "anchor": row_anchor(&source.path, *line), "line": line, "name": **name })
    });
    rows.collect()
}
