//! The page of a group of values: each with what it was computed from.

use highwater_facts::{Fact, Format, Item, Ledger, Series, Value as Known};
use serde_json::{Value, json};

use super::super::binder::plain_value;
use super::super::filter;
use super::super::rows::{counted, is_given};
use crate::data_address::{fact_anchor, row_href, row_set_href};

/// The way from the page to the top of the site.
const ROOT: &str = "../../";

pub(super) fn context(name: &str, facts: &[&Fact], ledger: &Ledger) -> Value {
    let before = std::iter::once(None).chain(facts.iter().map(|fact| Some(&fact.row_set)));
    let values: Vec<Value> = facts
        .iter()
        .zip(before)
        // A link at the first of several values on the same rows is enough.
        .map(|(fact, before)| value(fact, ledger, before == Some(&fact.row_set)))
        .collect();
    json!({
        "title": format!("Values of {name}"),
        "name": name,
        "filter": filter::filter(".values tbody tr", values.len(), Vec::new()),
        "values": values,
    })
}

fn value(fact: &Fact, ledger: &Ledger, is_same_set: bool) -> Value {
    let set = ledger.row_set_of(fact).map(
        |set| json!({ "href": row_set_href(ROOT, &set.name), "count": counted(set.rows().len()) }),
    );
    json!({
        "anchor": fact_anchor(&fact.path),
        "path": fact.path,
        "label": fact.label,
        "value": value_text(fact),
        "unit": fact.value.unit().map(|unit| unit.to_string()).unwrap_or_default(),
        "how": fact.how,
        "rows": rows(fact, ledger),
        "same_set": is_same_set && set.is_some(),
        "set": set,
    })
}

/// Returns the rows of its cells, each once; a file is named once: `closure.csv:2, 3, 4`.
fn rows(fact: &Fact, ledger: &Ledger) -> Vec<Value> {
    let cells = fact.cells.iter();
    let mut rows: Vec<(&str, u64)> = cells.map(|cell| (&*cell.file, cell.line)).collect();
    rows.dedup();
    let numbered = rows.iter().enumerate();
    numbered
        .map(|(at, (file, line))| {
            let again = at > 0 && rows[at - 1].0 == *file;
            let name = file.rsplit('/').next().unwrap_or(file);
            let text = match again {
                true => line.to_string(),
                false => format!("{name}:{line}"),
            };
            let href = is_given(ledger, file).then(|| row_href(ROOT, file, *line));
            json!({ "href": href, "text": text })
        })
        .collect()
}

/// A list of as many items or fewer is written out.
const ITEMS: usize = 7;

/// Returns the value as a cell of the page holds it: of a long list the first items, the last, and how
/// many.
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
