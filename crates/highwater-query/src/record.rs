//! The values of an answer as values of the ledger, each with the rows it was computed from.

use std::collections::BTreeSet;
use std::sync::Arc;

use highwater_facts::{
    Column, FactPath, Format, Origin, Quantity, RowSet, Table as Shown, TableCell, Traced, Unit,
    Value,
};
use highwater_study::{Facts, Results, StudyError};

use crate::answer::{Answer, AnswerRow, Cell, Datum};
use crate::query::Query;

/// Records what a query answers: its lines as a table that a story can place, and each value under a path.
///
/// A query with a key has a value for each line and column, `by_year.2024.open`, and a list for each
/// column, `by_year.open`. Without a key it has values if it answers one line. Columns `x_low` and
/// `x_high` are the ends of a value `x` too.
#[must_use]
pub fn record(query: &Query, answer: &Answer) -> Results {
    let mut results = values(query, answer, &|_| true);
    results.tables.push(table(query, answer));
    results
}

/// Records one column of an answer, which was added to it: the values that [`record`] would have.
#[must_use]
pub fn record_column(query: &Query, answer: &Answer, name: &str) -> Results {
    values(query, answer, &|column| {
        let rest = column.strip_prefix(name);
        rest.is_some_and(|rest| ["", "_low", "_high", "_approx"].contains(&rest))
    })
}

/// Records the columns that are meant.
fn values(query: &Query, answer: &Answer, is_meant: &dyn Fn(&str) -> bool) -> Results {
    let mut results = Results::default();
    let keys: Vec<usize> = query
        .key
        .iter()
        .filter_map(|key| answer.column(key))
        .collect();
    if keys.is_empty() && answer.rows.len() != 1 {
        return results;
    }
    let mut recorded = Recorded {
        facts: Facts::below(query.name.as_str()),
        query,
        answer,
        is_meant,
    };
    let mut known = BTreeSet::new();
    for row in &answer.rows {
        let of_line: Vec<String> = keys.iter().map(|at| row.cells[*at].value.text()).collect();
        let segments: Vec<String> = of_line.iter().map(|key| segment(key)).collect();
        if !known.insert(segments.clone()) {
            results.problems.errors.push(StudyError::other(
                format!(
                    "two lines of `{}` have the key {}",
                    query.name,
                    of_line.join(", ")
                ),
                "group by the key, or name one more column in `-- key:`",
            ));
            continue;
        }
        recorded.line(row, &keys, &segments, &of_line.join(", "));
    }
    results.append(recorded.facts);
    results.record_lists();
    results
}

struct Recorded<'a> {
    facts: Facts,
    query: &'a Query,
    answer: &'a Answer,
    is_meant: &'a dyn Fn(&str) -> bool,
}

impl Recorded<'_> {
    fn line(&mut self, row: &AnswerRow, keys: &[usize], segments: &[String], key: &str) {
        for (at, column) in self.answer.columns.iter().enumerate() {
            if keys.contains(&at) || !(self.is_meant)(&column.name) {
                continue;
            }
            let value = match self.answer.quantity(row, &column.name) {
                Some(quantity) => quantity.into(),
                None => value(&row.cells[at].value),
            };
            self.add(&column.name, value, &[&row.cells[at]], segments, key);
            if let Some(stem) = column.name.strip_suffix("_low")
                && self.answer.column(stem).is_none()
                && let Some(high) = self.answer.column(&format!("{stem}_high"))
            {
                let ends = [&row.cells[at], &row.cells[high]];
                let value = match self.answer.quantity(row, stem) {
                    Some(quantity) => quantity.into(),
                    None => Value::Missing("one end is not known".to_owned()),
                };
                self.add(stem, value, &ends, segments, key);
            }
        }
    }

    fn add(&mut self, column: &str, value: Value, from: &[&Cell], segments: &[String], key: &str) {
        let name = self.query.name.as_str();
        let marked: Vec<String> = segments
            .iter()
            .map(|segment| format!("[{segment}]"))
            .collect();
        let last = segment(column);
        let label = match key {
            "" => column.to_owned(),
            key => format!("{column}, {key}"),
        };
        let path = [&[name.to_owned()], segments, std::slice::from_ref(&last)].concat();
        let words = format!("rows behind {label} in the query `{name}`");
        let named = from.iter().flat_map(|cell| self.answer.named(&cell.rows));
        let set = Arc::new(RowSet::new(path.join("."), words, named.cloned()));
        let how = format!("query `{name}`");
        let value = match set.rows().is_empty() {
            true => Traced::new(value, Origin::constant(how)),
            false => Traced::from_rows(value, how, &set),
        };
        let marked = [&marked[..], &[last]].concat().join(".");
        self.facts.record(&marked, value, label);
    }
}

/// A key or name as a segment of a path; a whole number stands as it is.
fn segment(text: &str) -> String {
    let is_number = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    match is_number {
        true => text.to_owned(),
        false => FactPath::segment(text),
    }
}

/// The value of a cell that is not a number.
fn value(datum: &Datum) -> Value {
    match datum {
        Datum::Text(text) => Value::Text(text.clone()),
        Datum::Real(_) => Value::Missing("it has no bound".to_owned()),
        _ => Value::Missing("the query gives nothing there".to_owned()),
    }
}

/// Returns the lines of an answer as a table, under the name of the query.
#[must_use]
pub fn table(query: &Query, answer: &Answer) -> Shown {
    let columns = answer.columns.iter().enumerate().map(|(at, column)| {
        let mut cells = answer.rows.iter().map(|row| &row.cells[at].value);
        match cells.any(|value| value.number().is_some()) && !query.key.contains(&column.name) {
            true => Column::number(&column.name),
            false => Column::text(&column.name),
        }
    });
    let columns: Vec<Column> = columns.collect();
    let rows = answer.rows.iter().map(|row| {
        let cells = row.cells.iter().enumerate().map(|(at, cell)| {
            let column = &answer.columns[at];
            match (&cell.value, query.key.contains(&column.name)) {
                (Datum::Null, _) => TableCell::missing("–", "the query gives nothing there"),
                (Datum::Real(x), _) if x.is_infinite() => {
                    TableCell::missing("–", "it has no bound")
                }
                (value, true) => TableCell::text(value.text()),
                (Datum::Text(text), false) => TableCell::text(text.as_str()),
                (value, false) => {
                    let x = value.number().unwrap_or_default();
                    let unit = column.unit.unwrap_or(Unit::Number);
                    let quantity = Quantity::exact(x, unit);
                    let text = Format::default().text(&quantity.into());
                    TableCell::quantity(&quantity, text.unwrap_or_else(|_| value.text()))
                }
            }
        });
        cells.collect()
    });
    Shown {
        id: query.name.clone(),
        columns,
        rows: rows.collect(),
        ..Shown::default()
    }
}
