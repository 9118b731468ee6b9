//! Tables: for a page, as CSV and as Markdown.

use std::collections::BTreeSet;

use highwater_facts::{Ledger, Table, TableCell};
use serde_json::{Value, json};

use super::binder::Binder;
use super::rows::is_given;
use crate::check::{CheckedStory, Part};
use crate::data_address::row_href;

/// Returns a table for a template.
pub(super) fn context(
    table: &Table,
    binder: &Binder<'_>,
    story: &CheckedStory,
    root: &str,
) -> Value {
    let line = |field| {
        let part = Part::Table {
            id: table.id.clone(),
            field,
        };
        story
            .texts
            .get(&part)
            .map(|prose| binder.html(&prose.nodes))
            .unwrap_or_default()
    };
    json!({
        "id": table.id,
        "title": line("title"),
        "note": line("note"),
        "method": line("method"),
        "columns": columns(table),
        "rows": rows(table, binder.ledger, root),
    })
}

/// Returns the columns of a table for a template.
pub(super) fn columns(table: &Table) -> Vec<Value> {
    table
        .columns
        .iter()
        .map(|column| json!({ "name": column.name, "numeric": column.numeric }))
        .collect()
}

/// Returns the rows of a table for a template; a cell that stands in a source leads to its row there,
/// the first of several that lead to the same one.
pub(super) fn rows(table: &Table, ledger: &Ledger, root: &str) -> Vec<Value> {
    table
        .rows
        .iter()
        .map(|cells| row(table, cells, ledger, root))
        .collect()
}

fn row(table: &Table, cells: &[TableCell], ledger: &Ledger, root: &str) -> Value {
    let mut led = BTreeSet::new();
    let cells = cells.iter().enumerate().map(|(at, cell)| {
        let from = cell.from.as_ref().map(|from| (&*from.file, from.line));
        let new = from.filter(|from| led.insert(*from));
        let shown = new.filter(|(file, _)| is_given(ledger, file));
        let href = shown.map(|(file, line)| row_href(root, file, line));
        let numeric = table.columns.get(at).is_some_and(|column| column.numeric);
        // What a script sorts by, where it is not what is shown.
        let sort = (numeric && cell.raw != cell.text).then_some(cell.raw.as_str());
        json!({ "text": cell.text, "numeric": numeric, "sort": sort, "href": href.unwrap_or_default() })
    });
    cells.collect()
}

/// Returns a table as CSV: the header with units, then each cell as a machine reads it.
pub(super) fn csv(table: &Table) -> Vec<u8> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let columns = table.columns.iter().enumerate();
    let header = columns.map(|(at, column)| {
        let cells = table.rows.iter().filter_map(|row| row.get(at));
        column.name_with_unit(cells)
    });
    let rows = table
        .rows
        .iter()
        .map(|row| row.iter().map(|cell| cell.raw.clone()).collect::<Vec<_>>());
    for record in std::iter::once(header.collect::<Vec<_>>()).chain(rows) {
        // Writing to memory cannot fail, and each record has its own length checked by its study.
        let _ = writer.write_record(record);
    }
    writer.into_inner().unwrap_or_default()
}

/// Returns a table as Markdown.
pub(super) fn markdown(columns: &[(&str, bool)], rows: &[Vec<String>]) -> String {
    let cell = |text: &str| text.replace('|', "\\|").replace('\n', " ");
    let line = |cells: Vec<String>| format!("| {} |\n", cells.join(" | "));
    let mut text = line(columns.iter().map(|(name, _)| cell(name)).collect());
    text.push_str(&line(
        columns
            .iter()
            .map(|(_, numeric)| if *numeric { "--:" } else { "---" }.to_owned())
            .collect(),
    ));
    for row in rows {
        text.push_str(&line(row.iter().map(|text| cell(text)).collect()));
    }
    text
}

/// Returns the columns and rows of a table for [`markdown`].
pub(super) fn markdown_table(table: &Table) -> String {
    let columns: Vec<(&str, bool)> = table
        .columns
        .iter()
        .map(|column| (column.name.as_str(), column.numeric))
        .collect();
    let rows: Vec<Vec<String>> = table
        .rows
        .iter()
        .map(|row| row.iter().map(|cell| cell.text.clone()).collect())
        .collect();
    markdown(&columns, &rows)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use highwater_facts::{CellRef, Column, Contents, Source};

    use super::*;

    #[test]
    fn a_row_is_led_to_once_and_only_where_the_site_has_it() {
        let cell = |file: &str, column: &str| {
            TableCell::text("x").from_cell(CellRef {
                file: file.into(),
                line: 3,
                column: column.into(),
            })
        };
        let table = Table {
            columns: vec![
                Column::text("One"),
                Column::text("Two"),
                Column::text("Three"),
            ],
            rows: vec![vec![
                cell("data/a/here.csv", "one"),
                cell("data/a/here.csv", "two"),
                cell("elsewhere.csv", "one"),
            ]],
            ..Table::default()
        };
        let source = |path: &str, contents: Contents| Source {
            path: path.into(),
            title: String::new(),
            origin: String::new(),
            licence: String::new(),
            date: String::new(),
            sha256: String::new(),
            contents,
        };
        let mut ledger = Ledger::default();
        let bytes: Arc<[u8]> = b"one,two\n".as_slice().into();
        ledger.sources.push(source(
            "data/a/here.csv",
            Contents::Given {
                bytes,
                rows: vec![
                    (1, vec!["one".to_owned(), "two".to_owned()]),
                    (2, Vec::new()),
                ]
                .into(),
            },
        ));
        let address = String::new();
        ledger.sources.push(source(
            "elsewhere.csv",
            Contents::Elsewhere {
                address,
                size: 8,
                rows: 1,
            },
        ));
        let hrefs: Vec<Value> = rows(&table, &ledger, "../")[0]
            .as_array()
            .unwrap()
            .iter()
            .map(|cell| cell["href"].clone())
            .collect();
        assert_eq!(
            hrefs,
            ["../data/a/here.csv.html#row-data-a-here-csv-3", "", ""]
        );
    }
}
