//! How a table was laid out: what the faults of a plain reading advise.

use std::collections::BTreeSet;

use super::{Draft, listed, quoted};
use crate::declared::{DeclaredColumn, read_declared};
use crate::fault::{Fault, FaultKind};
use crate::read::raw_rows;
use crate::settings::{ColumnKind, Settings};
use crate::text_file::TextFile;

/// How often a table is read again: each reading may show what the one before it hid.
const READINGS: usize = 8;

/// Reads the table again and again, each time with what the faults of the last reading advise.
pub(super) fn guess(file: &TextFile, draft: &mut Draft) {
    for _ in 0..READINGS {
        let read = read_declared(file, &draft.settings());
        let mut is_new = false;
        for fault in &read.faults.kept {
            is_new |= take(fault, file, draft);
        }
        if !is_new {
            return;
        }
    }
}

/// Takes what a fault advises; `false` if that is nothing new.
fn take(fault: &Fault, file: &TextFile, draft: &mut Draft) -> bool {
    let line = fault.place.as_ref().map_or(1, |place| place.line);
    match &fault.kind {
        FaultKind::Delimiter { settings } => {
            let because = format!("the cells are set apart by {}", fault.found);
            advised(settings, &because, draft)
        }
        FaultKind::HeaderBelow { line, settings } => advised(
            settings,
            &format!("the header stands on line {line}"),
            draft,
        ),
        FaultKind::SeparatorLine { delimiter } => {
            let because = format!("`{}` tells spreadsheets the delimiter", fault.found);
            draft.set("skip", "1".to_owned(), &because)
                | draft.set("delimiter", quoted(delimiter), &because)
        }
        FaultKind::NotUtf8 { meant, setting } if !setting.is_empty() => {
            let because = format!("the byte {} in line {line} is `{meant}` there", fault.found);
            advised(&[(*setting).to_owned()], &because, draft)
        }
        FaultKind::Format { settings } => match settings.first() {
            Some(first) => {
                let because = format!("{}, and it is the first of {}", fault.found, settings.len());
                advised(std::slice::from_ref(first), &because, draft)
            }
            None => false,
        },
        FaultKind::CellCount { ragged: true, .. } => {
            let because = format!("the row in line {line} has another number of cells");
            draft.set("ragged", "true".to_owned(), &because)
        }
        FaultKind::BlankRow => {
            let because = format!("the row in line {line} is blank");
            draft.set("blank_rows", quoted("skip"), &because)
        }
        FaultKind::Note | FaultKind::Total { .. } => footer(fault, line, draft),
        FaultKind::NoHeader => {
            let because = "the first line holds numbers, as a row does";
            draft.set("header", "false".to_owned(), because) | names(file, draft, false, because)
        }
        FaultKind::DuplicateColumn { .. } => {
            let because = format!("the header has `{}` twice", fault.found);
            names(file, draft, true, &because)
        }
        FaultKind::NotAQuantity { rule } if rule.contains("`decimal = \",\"`") => {
            let because = format!(
                "`{}` in line {line} has a comma before its decimals",
                fault.found
            );
            decimal(file, draft, &because)
        }
        _ => false,
    }
}

/// Takes a comma for the decimal mark, unless a column of numbers is one no more.
fn decimal(file: &TextFile, draft: &mut Draft, because: &str) -> bool {
    let numbers = |draft: &Draft| {
        let columns = read_declared(file, &draft.settings()).columns;
        let is_number = |column: &&DeclaredColumn| column.kind == ColumnKind::Number;
        columns.iter().filter(is_number).count()
    };
    let mut other = draft.clone();
    let is_new = other.set("decimal", quoted(","), because);
    let is_better = is_new && numbers(&other) >= numbers(draft);
    if is_better {
        *draft = other;
    }
    is_better
}

/// Takes settings as a fault lists them; those that leave a choice are left out.
fn advised(settings: &[String], because: &str, draft: &mut Draft) -> bool {
    let mut is_new = false;
    for setting in settings {
        let Some((field, value)) = setting.split_once(" = ") else {
            continue;
        };
        let known = Settings::FIELDS.into_iter().find(|known| *known == field);
        if let Some(field) = known.filter(|_| Settings::from_toml(setting).is_ok()) {
            let because = match field {
                "decimal" => "its numbers have a comma before their decimals",
                "date" => "its days are written so",
                _ => because,
            };
            is_new |= draft.set(field, value.to_owned(), because);
        }
    }
    is_new
}

/// Leaves out rows that start as this one does.
fn footer(fault: &Fault, line: u64, draft: &mut Draft) -> bool {
    let message = fault.message();
    let mut parts = message.split("`footer = \"").skip(1);
    let Some(start) = parts.next().and_then(|rest| rest.split("\"`").next()) else {
        return false;
    };
    let mut starts: BTreeSet<String> = match draft.settings().footer {
        crate::settings::Footer::Starts(starts) => starts.into_iter().collect(),
        _ => BTreeSet::new(),
    };
    if !starts.insert(start.to_owned()) {
        return false;
    }
    let because = match &fault.kind {
        FaultKind::Total { column } => format!("the row in line {line} sums up `{column}`"),
        _ => format!("line {line} is a note below the table"),
    };
    draft.set(
        "footer",
        listed(starts.iter().map(String::as_str)),
        &because,
    )
}

/// Names the columns: as the header does, if there is one, with a number behind a name that is not new.
fn names(file: &TextFile, draft: &mut Draft, has_header: bool, because: &str) -> bool {
    let settings = Settings {
        header: Some(false),
        names: Vec::new(),
        ..draft.settings()
    };
    let rows = raw_rows(file, &settings);
    // Without a header and names the columns are called by their places.
    let (Some((_, places)), first) = (rows.first(), rows.get(1)) else {
        return false;
    };
    let mut known = BTreeSet::new();
    let mut names = Vec::new();
    for (at, place) in places.iter().enumerate() {
        let own = first.and_then(|(_, cells)| cells.get(at));
        let own = own.filter(|name| has_header && !name.is_empty());
        let name = own.map_or_else(|| place.replace(' ', "_"), Clone::clone);
        let mut tried = (2..).map(|n| format!("{name} {n}"));
        let mut new = name.clone();
        while !known.insert(new.to_lowercase()) {
            new = tried.next().unwrap_or_default();
        }
        names.push(new);
    }
    draft.set("names", listed(names.iter().map(String::as_str)), because)
}
