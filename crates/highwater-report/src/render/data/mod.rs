//! The pages of the data: an index, and a page for each table, each group of values, and the sets of
//! rows of each study.

mod row_sets;
mod source;
mod values;

use std::collections::BTreeMap;

use highwater_facts::{Fact, Ledger, RowSet};
use serde_json::{Value, json};

use super::rows::counted;
use super::{Page, changes_page, filter};
use crate::check::Checked;
use crate::data_address::{INDEX, escaped, group, group_page, rows_page, study, table_page};

/// Returns the index and all pages that it leads to.
pub(super) fn pages(checked: &Checked<'_>) -> Vec<Page> {
    let ledger = &checked.results.ledger;
    let mut pages: Vec<Page> = vec![(INDEX.to_owned(), "data.html", index(checked))];
    pages.extend(ledger.sources.iter().map(|source| {
        let page = source::context(source, ledger);
        (table_page(&source.path), "data_table.html", page)
    }));
    pages.extend(groups(ledger).into_iter().map(|(name, facts)| {
        let page = values::context(name, &facts, ledger);
        (group_page(name), "data_values.html", page)
    }));
    pages.extend(studies(ledger).into_iter().map(|(study, sets)| {
        let page = row_sets::context(study, &sets, ledger);
        (rows_page(study), "data_rows.html", page)
    }));
    pages
}

/// Returns the values by group.
fn groups(ledger: &Ledger) -> BTreeMap<&str, Vec<&Fact>> {
    let mut groups: BTreeMap<&str, Vec<&Fact>> = BTreeMap::new();
    for fact in ledger.facts() {
        groups.entry(group(&fact.path)).or_default().push(fact);
    }
    groups
}

/// Returns the sets of rows by study.
fn studies(ledger: &Ledger) -> BTreeMap<&str, Vec<&RowSet>> {
    let mut studies: BTreeMap<&str, Vec<&RowSet>> = BTreeMap::new();
    for set in ledger.row_sets() {
        studies.entry(study(&set.name)).or_default().push(set);
    }
    studies
}

fn index(checked: &Checked<'_>) -> Value {
    let ledger = &checked.results.ledger;
    let sources: Vec<Value> = ledger.sources.iter().map(source::entry).collect();
    let (groups, studies) = (groups(ledger), studies(ledger));
    let entries = sources.len() + groups.len() + studies.len();
    let groups = groups.into_iter().map(|(name, facts)| {
        let first = facts.first().map_or("", |fact| &fact.label);
        json!({ "name": name, "href": escaped(&group_page(name)), "count": facts.len(), "first": first })
    });
    let studies = studies.into_iter().map(|(study, sets)| {
        let rows = sets.iter().map(|set| set.rows().len()).max();
        json!({
            "name": study,
            "href": escaped(&rows_page(study)),
            "count": sets.len(),
            "largest": counted(rows.unwrap_or_default()),
        })
    });
    json!({
        "title": "Data",
        "sources": sources,
        "groups": groups.collect::<Vec<_>>(),
        "studies": studies.collect::<Vec<_>>(),
        "sets": ledger.row_sets().count(),
        "count": ledger.len(),
        "filter": filter::filter(".entries li", entries, Vec::new()),
        "changes": changes_page::links(checked),
    })
}
