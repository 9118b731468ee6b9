//! A table of the project, as queries read it.

use std::sync::Arc;

use highwater_facts::{NamedRow, Quantity, Unit};
use highwater_ingest::{Declared, DeclaredColumn, Placed, Value};
use rusqlite::types::Value as Sql;

/// A table of the project, as queries read it.
#[derive(Clone, Debug)]
pub struct Table {
    /// Its name in queries: that of its file.
    pub name: String,
    pub(crate) columns: Vec<Column>,
    /// Its rows, each with a value for each column.
    pub(crate) rows: Vec<Vec<Sql>>,
    pub(crate) named: Vec<NamedRow>,
    /// The columns whose cells are ranges or bounds, with the first lines of these.
    pub(crate) ranges: Vec<(String, Vec<u64>)>,
}

/// A column as SQLite has it.
#[derive(Clone, Debug)]
pub(crate) struct Column {
    pub(crate) name: String,
    /// The type in a strict table: `INTEGER`, `REAL` or `TEXT`.
    pub(crate) kind: &'static str,
    /// What its numbers count; `None` for texts, dates and years.
    pub(crate) unit: Option<Unit>,
}

impl Table {
    /// Makes the table that queries call `name` of one that was read; its rows are called by the cells of
    /// `key`, else of the first column.
    ///
    /// A column of numbers whose cells are all exact is one column. If some are ranges, bounds or
    /// approximate, `x_low`, `x_high` and `x_approx` stand beside it, and `x` itself is left out if its
    /// cells are ranges or bounds.
    #[must_use]
    pub fn new(name: &str, read: &Declared, key: &[String]) -> Self {
        let mut table = Table {
            name: name.to_owned(),
            columns: Vec::new(),
            rows: vec![Vec::new(); read.rows.len()],
            named: named(read, key),
            ranges: Vec::new(),
        };
        for (at, column) in read.columns.iter().enumerate() {
            let cells: Vec<&Value> = read.rows.iter().map(|row| &row.row[at]).collect();
            table.add(column, &cells, &read.rows);
        }
        table
    }

    fn add(&mut self, column: &DeclaredColumn, cells: &[&Value], rows: &[Placed<Vec<Value>>]) {
        let name = column.name.as_str();
        if !cells.iter().any(|cell| matches!(cell, Value::Number(..))) {
            let kind = match cells.iter().any(|cell| matches!(cell, Value::Year(_))) {
                true => "INTEGER",
                false => "TEXT",
            };
            self.push(name, kind, None, cells.iter().map(|cell| plain(cell)));
            return;
        }
        let numbers: Vec<Option<&Quantity>> = cells
            .iter()
            .map(|cell| match cell {
                Value::Number(quantity, _) => Some(quantity),
                _ => None,
            })
            .collect();
        let known = || numbers.iter().flatten();
        let ranges: Vec<u64> = numbers
            .iter()
            .zip(rows)
            .filter(|(number, _)| number.is_some_and(|number| number.low() != number.high()))
            .map(|(_, row)| row.line)
            .collect();
        let unit = Some(column.unit);
        // A bound that is not known is infinite, so that a sum of bounds is infinite too.
        let is_whole = |x: f64| x.fract() == 0.0 && x.abs() < 9e15;
        let whole = known().all(|number| is_whole(number.low()) && is_whole(number.high()));
        let kind = if whole { "INTEGER" } else { "REAL" };
        let sql = |x: Option<f64>| match x {
            None => Sql::Null,
            Some(x) if whole => Sql::Integer(x as i64),
            Some(x) => Sql::Real(x),
        };
        let of = |end: fn(&Quantity) -> f64| numbers.iter().map(move |n| sql(n.map(end)));
        if ranges.is_empty() {
            self.push(name, kind, unit, of(Quantity::low));
        } else {
            self.push(&format!("{name}_low"), kind, unit, of(Quantity::low));
            self.push(&format!("{name}_high"), kind, unit, of(Quantity::high));
            self.ranges.push((name.to_owned(), ranges));
        }
        if known().any(|number| number.is_approximate()) {
            let marks = numbers
                .iter()
                .map(|n| Sql::Integer(n.is_some_and(Quantity::is_approximate).into()));
            self.push(&format!("{name}_approx"), "INTEGER", None, marks);
        }
    }

    fn push(
        &mut self,
        name: &str,
        kind: &'static str,
        unit: Option<Unit>,
        cells: impl Iterator<Item = Sql>,
    ) {
        self.columns.push(Column {
            name: name.to_owned(),
            kind,
            unit,
        });
        for (row, cell) in self.rows.iter_mut().zip(cells) {
            row.push(cell);
        }
    }
}

/// A cell that is not a number.
fn plain(cell: &Value) -> Sql {
    match cell {
        Value::Missing(_) => Sql::Null,
        Value::Text(text) => Sql::Text(text.clone()),
        Value::Date(date) => Sql::Text(date.to_string()),
        Value::Month(month) => Sql::Text(month.to_string()),
        Value::Year(year) => Sql::Integer((*year).into()),
        Value::Number(quantity, _) => Sql::Real(quantity.low()),
    }
}

/// Returns what the rows are called, and where they stand.
fn named(read: &Declared, key: &[String]) -> Vec<NamedRow> {
    let keys: Vec<usize> = read
        .columns
        .iter()
        .enumerate()
        .filter(|(at, column)| match key {
            [] => *at == 0,
            key => key.contains(&column.name),
        })
        .map(|(at, _)| at)
        .collect();
    let name = |row: &Placed<Vec<Value>>| {
        let cells = keys.iter().filter_map(|at| row.row.get(*at));
        let cells: Vec<String> = cells.map(text).collect();
        Arc::from(cells.join(", "))
    };
    let rows = read.rows.iter().enumerate();
    rows.map(|(place, row)| NamedRow {
        file: row.file.clone(),
        line: row.line,
        place,
        name: name(row),
    })
    .collect()
}

fn text(cell: &Value) -> String {
    match cell {
        Value::Missing(text) | Value::Text(text) => text.clone(),
        Value::Number(quantity, _) => quantity.low().to_string(),
        Value::Date(date) => date.to_string(),
        Value::Month(month) => month.to_string(),
        Value::Year(year) => year.to_string(),
    }
}
