//! The figure of a new project: a chart that suits the columns of its table.

use std::collections::BTreeSet;

use highwater_ingest::{ColumnKind, Value};

use super::table::{Table, sql_name};

/// Up to how many lines, or bars, are told apart at a glance.
const SERIES: usize = 5;
const BARS: usize = 12;
/// Up to how many rows are a point each.
const POINTS: usize = 500;

/// A query in SQL and the chart of its lines.
pub(super) struct Figure {
    query: String,
    spec: Vec<String>,
}

impl Figure {
    /// Chooses a chart: a line along a time, bars of names, else how numbers are distributed; `None` if
    /// the table has nothing of these.
    pub(super) fn about(table: &Table) -> Option<Self> {
        let key: Vec<&str> = table
            .guess
            .settings
            .key
            .iter()
            .map(String::as_str)
            .collect();
        let time = table.first(&[ColumnKind::Year, ColumnKind::Month, ColumnKind::Date]);
        let number = table.first(&[ColumnKind::Number]);
        let name = table.first(&[ColumnKind::Text]);
        let from = sql_name(&table.name);
        let title = |words: String| format!("title = {}", quoted(&words));
        let axis = |axis: &str, column: &str, title: &str| {
            format!(
                "{axis} = {{ column = \"{column}\", title = {} }}",
                quoted(words(title))
            )
        };
        if let (Some(number), Some(time)) = (&number, &time) {
            let (value, at) = (sql_name(number), sql_name(time));
            let is_series = |name: &&String| {
                key.len() == 2
                    && key.contains(&name.as_str())
                    && key.contains(&time.as_str())
                    && table.distinct(name) <= SERIES
            };
            let names = name.as_ref().filter(is_series);
            let (series, color) = match names {
                Some(name) => (
                    format!("{} AS name, ", sql_name(name)),
                    Some("color = \"name\""),
                ),
                None => (String::new(), None),
            };
            if key == [time] || names.is_some() {
                let query = format!(
                    "SELECT {series}{at} AS time, {value} AS value\nFROM {from} WHERE {value} IS NOT NULL ORDER BY {at}"
                );
                let mut spec = vec!["mark = \"line\"".to_owned(), "x = \"time\"".to_owned()];
                spec.push(axis("y", "value", number));
                spec.extend(color.map(str::to_owned));
                spec.push("gaps = \"show\"".to_owned());
                spec.push(title(format!(
                    "The values of {} by {}",
                    words(number),
                    words(time)
                )));
                return Some(Figure { query, spec });
            }
        }
        if let (Some(number), Some(name)) = (&number, &name)
            && key == [name]
        {
            let (value, of) = (sql_name(number), sql_name(name));
            let query = format!(
                "SELECT {of} AS name, {value} AS value\nFROM {from} WHERE {value} IS NOT NULL ORDER BY {value} DESC LIMIT {BARS}"
            );
            let spec = vec![
                "mark = \"bar\"".to_owned(),
                axis("x", "value", number),
                "y = \"name\"".to_owned(),
                title(format!(
                    "The values of {} by {}",
                    words(number),
                    words(name)
                )),
            ];
            return Some(Figure { query, spec });
        }
        if let Some(number) = number.filter(|_| table.guess.table.rows.len() <= POINTS) {
            let value = sql_name(&number);
            let query = format!("SELECT {value} AS value\nFROM {from} WHERE {value} IS NOT NULL");
            let spec = vec![
                "mark = \"histogram\"".to_owned(),
                axis("x", "value", &number),
                title(format!("The values of {} in the table", words(&number))),
            ];
            return Some(Figure { query, spec });
        }
        let name = name.filter(|name| table.distinct(name) <= BARS)?;
        let query = format!(
            "SELECT {} AS name, count(*) AS n\nFROM {from} GROUP BY 1 ORDER BY 2 DESC",
            sql_name(&name)
        );
        let spec = vec![
            "mark = \"bar\"".to_owned(),
            axis("x", "n", "Rows"),
            "y = \"name\"".to_owned(),
            title(format!("Rows of the table by {}", words(&name))),
        ];
        Some(Figure { query, spec })
    }

    /// Returns the blocks of a story that declare it.
    pub(super) fn blocks(&self) -> String {
        format!(
            "\n```sql shown\n{}\n```\n\n```figure shown\nquery = \"shown\"\n{}\n```\n",
            self.query,
            self.spec.join("\n")
        )
    }
}

impl Table {
    /// The name of the first column of these kinds that holds something and is not an identifier.
    pub(super) fn first(&self, kinds: &[ColumnKind]) -> Option<String> {
        let read = &self.guess.table;
        let cells = |at: usize| read.rows.iter().filter_map(move |row| row.row.get(at));
        let is_filled = |at: usize| cells(at).any(|cell| !matches!(cell, Value::Missing(_)));
        let has_ranges = |at: usize| {
            let is_range =
                |cell: &Value| matches!(cell, Value::Number(x, _) if x.low() != x.high());
            cells(at).any(is_range)
        };
        let mut columns = read.columns.iter().enumerate();
        let (_, column) = columns.find(|(at, column)| {
            let is_number = column.kind == ColumnKind::Number;
            kinds.contains(&column.kind)
                && is_filled(*at)
                && !(is_number && (has_ranges(*at) || is_id(&column.name)))
        })?;
        Some(column.name.clone())
    }

    /// How many different texts a column holds.
    fn distinct(&self, name: &str) -> usize {
        let read = &self.guess.table;
        let at = read.columns.iter().position(|column| column.name == name);
        let texts = read.rows.iter().filter_map(|row| match row.row.get(at?) {
            Some(Value::Text(text)) => Some(text),
            _ => None,
        });
        texts.collect::<BTreeSet<_>>().len()
    }
}

/// Returns whether the numbers of a column are names, by that of the column.
fn is_id(name: &str) -> bool {
    let name = name.to_lowercase();
    name == "id" || name.ends_with("_id") || name.ends_with(" id")
}

/// The name of a column without the unit in brackets behind it, which the axis shows.
fn words(name: &str) -> &str {
    let start = name.find(['(', '[']).filter(|_| name.ends_with([')', ']']));
    let words = start.and_then(|start| name.get(..start)).unwrap_or(name);
    if words.trim().is_empty() {
        name
    } else {
        words.trim()
    }
}

/// A string of JSON is one of TOML too.
fn quoted(text: &str) -> String {
    serde_json::json!(text).to_string()
}
