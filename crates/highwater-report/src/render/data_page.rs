//! The page of all data: each file with its rows, each value with what it was computed from.

use std::collections::BTreeMap;

use highwater_facts::{
    Contents, Fact, Format, Item, Ledger, Lines, NamedRow, Series, Source, Value as Known,
};
use serde_json::{Value, json};

use super::binder::{fact_anchor, plain_value, row_anchor, row_set_anchor};
use super::changes_page;
use super::rows::counted;
use crate::check::Checked;

pub(super) fn context(checked: &Checked<'_>) -> Value {
    let ledger = &checked.results.ledger;
    let sources: Vec<Value> = ledger.sources.iter().map(|of| source(of, ledger)).collect();
    let mut groups: BTreeMap<String, Vec<Value>> = BTreeMap::new();
    let mut last_set = None;
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
        let set = ledger.row_set_of(fact).map(|set| {
            json!({ "href": format!("#{}", row_set_anchor(&set.name)), "count": counted(set.rows().len()) })
        });
        let group = fact.path.split('.').take(2).collect::<Vec<_>>().join(".");
        let group = groups.entry(group).or_default();
        // A link at the first of several values on the same rows is enough.
        let again = set.is_some() && last_set == fact.row_set && !group.is_empty();
        last_set = fact.row_set.clone();
        group.push(json!({
            "anchor": fact_anchor(&fact.path),
            "path": fact.path,
            "label": fact.label,
            "value": value_text(fact),
            "unit": fact.value.unit().map(|unit| unit.to_string()).unwrap_or_default(),
            "how": fact.how,
            "rows": links,
            "set": set,
            "same_set": again,
        }));
    }
    let groups: Vec<Value> = groups
        .into_iter()
        .map(|(name, facts)| json!({ "name": name, "facts": facts }))
        .collect();
    json!({ "title": "Data", "sources": sources, "row_sets": row_sets(ledger), "groups": groups, "count": ledger.len(), "changes": changes_page::links(checked) })
}

/// A list of as many items or fewer is written out.
const ITEMS: usize = 7;

/// The value as a cell of the page holds it: of a long list the first items, the last, and how many.
fn value_text(fact: &Fact) -> String {
    let Known::Series(series) = &fact.value else {
        return plain_value(fact);
    };
    let (Some(first), Some(last), true) = (
        series.items.get(..3),
        series.items.last(),
        series.items.len() > ITEMS,
    ) else {
        return plain_value(fact);
    };
    let text = |items: &[Item]| {
        let part = Known::Series(Series::from(items.to_vec()));
        Format::default().text(&part).unwrap_or_default()
    };
    let (first, last) = (text(first), text(std::slice::from_ref(last)));
    format!("{first}, …, {last} ({} rows)", series.items.len())
}

/// A set of as many rows or fewer has each named beside it.
const NAMED: usize = 12;
/// The lines of more rows than these are left to `facts.json`, so that the page stays one that opens.
const LISTED: usize = 400;

/// Returns the lines of some rows: "lines 2-5 9".
fn lines(rows: &[NamedRow]) -> String {
    let word = if rows.len() == 1 { "line" } else { "lines" };
    format!("{word} {}", Lines::of(rows))
}

/// The sets of rows, those of each study together: the lines of each file, and the names of few rows.
fn row_sets(ledger: &Ledger) -> Vec<Value> {
    let sets = ledger.row_sets().map(|set| {
        let files = set.by_file().map(|(file, rows)| {
            let named = set.rows().len() <= NAMED;
            let names: Vec<&str> = rows.iter().map(|row| &*row.name).collect();
            // All rows of a file need no lines.
            let is_whole = ledger
                .source(file)
                .is_some_and(|source| source.rows() == rows.len() as u64);
            json!({
                "name": file.rsplit('/').next().unwrap_or(file),
                "lines": if set.rows().len() <= LISTED { lines(rows) } else { String::new() },
                "whole": is_whole,
                "names": if named { names.join("; ") } else { String::new() },
            })
        });
        json!({
            "anchor": row_set_anchor(&set.name),
            "name": set.name,
            "words": set.words,
            "count": counted(set.rows().len()),
            "long": set.rows().len() > NAMED,
            "files": files.collect::<Vec<_>>(),
        })
    });
    sets.collect()
}

/// Returns what the rows of a file that stays with its publisher are called: `12 GPT-3; 13 PaLM`.
fn names(source: &Source, ledger: &Ledger) -> Value {
    let names = ledger.row_names(&source.path);
    let names = names.filter(|_| source.bytes().is_none());
    match names {
        Some(names) => {
            let texts: Vec<String> = names
                .iter()
                .map(|(line, name)| format!("{line} {name}"))
                .collect();
            json!({ "count": counted(names.len()), "text": texts.join("; ") })
        }
        None => Value::Null,
    }
}

fn source(source: &Source, ledger: &Ledger) -> Value {
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
        "names": names(source, ledger),
    })
}
