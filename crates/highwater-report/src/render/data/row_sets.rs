//! The page of the sets of rows of a study: what many of its values rest on.

use highwater_facts::{Ledger, Lines, NamedRow, RowSet};
use serde_json::{Value, json};

use super::super::filter;
use super::super::rows::counted;
use crate::data_address::{escaped, row_set_anchor, table_page};

/// The way from the page to the top of the site.
const ROOT: &str = "../../";

/// A set of as many rows or fewer has each named next to it.
const NAMED: usize = 12;
/// The lines of more rows than these are left to `facts.json`, so that the page stays one that opens.
const LISTED: usize = 400;

pub(super) fn context(study: &str, sets: &[&RowSet], ledger: &Ledger) -> Value {
    let sets: Vec<Value> = sets.iter().map(|set| row_set(set, ledger)).collect();
    json!({
        "title": format!("Rows of {study}"),
        "name": study,
        "filter": filter::filter(".row-sets li", sets.len(), Vec::new()),
        "sets": sets,
    })
}

/// Returns a set: the lines of each file, and the names of few rows.
fn row_set(set: &RowSet, ledger: &Ledger) -> Value {
    let files = set.by_file().map(|(file, rows)| {
        let named = set.rows().len() <= NAMED;
        let names: Vec<&str> = rows.iter().map(|row| &*row.name).collect();
        // All rows of a file need no lines.
        let is_whole = ledger
            .source(file)
            .is_some_and(|source| source.rows() == rows.len() as u64);
        json!({
            "name": file.rsplit('/').next().unwrap_or(file),
            "href": ledger.source(file).map(|_| format!("{ROOT}{}", escaped(&table_page(file)))),
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
}

/// Returns the lines of some rows: "lines 2-5 9".
fn lines(rows: &[NamedRow]) -> String {
    let word = if rows.len() == 1 { "line" } else { "lines" };
    format!("{word} {}", Lines::of(rows))
}
