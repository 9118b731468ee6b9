//! The cells in words, row by row.

use super::{CellRow, CellValue, Cells};

/// Returns what the cells say, then each row with the columns that it has.
pub(super) fn describe(chart: &Cells) -> String {
    let mut sentences = vec![format!("{}.", capitalised(&introduction(chart)))];
    for group in &chart.groups {
        if !group.name.is_empty() {
            sentences.push(format!("{}.", group.name));
        }
        sentences.extend(group.rows.iter().map(|row| sentence(chart, row)));
    }
    sentences.join(" ")
}

fn introduction(chart: &Cells) -> String {
    let is_told = |cell: &CellValue| matches!(cell, CellValue::Yes | CellValue::No);
    let title = &chart.values.title;
    let has_numbers = chart.numbers().next().is_some() && !title.is_empty();
    match (chart.cells().any(is_told), has_numbers) {
        (false, true) => format!("{title}, row by row"),
        (_, false) => format!("{}, row by row", chart.text(&CellValue::Yes)),
        (true, true) => {
            let title = uncapitalised(title);
            format!("{}, row by row, or {title}", chart.text(&CellValue::Yes))
        }
    }
}

/// `PaLM (540B): parallelism, hardware 14%, energy missing (no abstract).`
fn sentence(chart: &Cells, row: &CellRow) -> String {
    let cells = || chart.columns.iter().zip(&row.cells);
    let mut parts: Vec<String> = cells()
        .filter_map(|(column, cell)| match cell {
            CellValue::Yes => Some(column.clone()),
            CellValue::Number(x) => Some(format!("{column} {}", chart.number_text(*x))),
            CellValue::No | CellValue::Missing(_) => None,
        })
        .collect();
    if parts.is_empty() && row.cells.contains(&CellValue::No) {
        parts.push("none".to_owned());
    }
    let first = row.cells.first();
    let alike = row.cells.iter().all(|cell| Some(cell) == first);
    match first {
        // One reason for the whole row is said once.
        Some(cell @ CellValue::Missing(_)) if alike => parts.push(chart.text(cell)),
        _ => parts.extend(cells().filter_map(|(column, cell)| match cell {
            CellValue::Missing(_) => Some(format!("{column} {}", chart.text(cell))),
            _ => None,
        })),
    }
    format!("{}: {}.", row.name, parts.join(", "))
}

fn capitalised(text: &str) -> String {
    with_first(text, |c| c.to_uppercase().collect())
}

/// In lower case where the second letter is: "GDP" stays.
fn uncapitalised(text: &str) -> String {
    match text.chars().nth(1) {
        Some(c) if c.is_lowercase() => with_first(text, |c| c.to_lowercase().collect()),
        _ => text.to_owned(),
    }
}

fn with_first(text: &str, change: impl Fn(char) -> String) -> String {
    let mut rest = text.chars();
    match rest.next() {
        Some(c) => change(c) + rest.as_str(),
        None => String::new(),
    }
}
