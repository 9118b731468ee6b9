//! Queries that read each other: each gets those that it names, unless they go round in a circle.

use std::collections::BTreeMap;

use crate::database::Database;
use crate::error::QueryError;
use crate::query::Query;

/// Lets queries read each other by their names. A table of the same name goes before a query.
///
/// Of each query the result is given, in their order; `None` if a query that it reads is at fault, which
/// is said there.
///
/// # Example
///
/// ```
/// use highwater_ingest::{Settings, TextFile, read_declared};
/// use highwater_query::{Database, Limits, Query, Table, linked};
///
/// let file = TextFile::new("rain.csv", b"month,mm\nJune,12\nOctober,142\nMay,61\n");
/// let rain = Table::new("rain", &read_declared(&file, &Settings::default()), &[]);
/// let database = Database::new(vec![rain], Limits::default())?;
/// let wet = Query::parse("wet", "SELECT month, mm FROM rain WHERE mm > 50")?;
/// let count = Query::parse("wet_months", "SELECT count(*) AS n FROM wet")?;
/// let queries = linked(vec![count, wet], &database);
/// let Some(Ok(count)) = &queries[0] else { unreachable!() };
/// assert_eq!(database.answer(count)?.rows[0].cells[0].value.number(), Some(2.0));
/// # Ok::<(), highwater_query::QueryError>(())
/// ```
#[must_use]
pub fn linked(queries: Vec<Query>, database: &Database) -> Vec<Option<Result<Query, QueryError>>> {
    let names: Vec<String> = queries.iter().map(|query| query.name.clone()).collect();
    let mut links = Links {
        database,
        written: queries.into_iter().map(|q| (q.name.clone(), q)).collect(),
        known: BTreeMap::new(),
    };
    for name in &names {
        links.link(name, &mut Vec::new());
    }
    names.iter().map(|name| links.known.remove(name)?).collect()
}

struct Links<'a> {
    database: &'a Database,
    written: BTreeMap<String, Query>,
    /// What is known of each query that was looked at; nothing of one that reads a query at fault.
    known: BTreeMap<String, Option<Result<Query, QueryError>>>,
}

impl Links<'_> {
    /// Links the query of a name, which those on the way read. Returns whether it is sound.
    fn link(&mut self, name: &str, way: &mut Vec<String>) -> bool {
        if let Some(known) = self.known.get(name) {
            return matches!(known, Some(Ok(_)));
        }
        let Some(mut query) = self.written.get(name).cloned() else {
            return false;
        };
        way.push(name.to_owned());
        let linked = loop {
            let error = match self.database.rewrite(&query) {
                Ok(_) => break Some(Ok(query)),
                Err(error) => error,
            };
            let named = error.no_table.clone();
            let other = named.and_then(|named| self.named(&named));
            let Some(other) = other else {
                break Some(Err(error));
            };
            if let Some(start) = way.iter().position(|on_the_way| *on_the_way == other) {
                break Some(Err(circle(&way[start..], error)));
            }
            if !self.link(&other, way) {
                break None;
            }
            if let Some(Some(Ok(other))) = self.known.get(&other) {
                query.read(&other.name.clone(), other);
            }
        };
        way.pop();
        let is_sound = matches!(linked, Some(Ok(_)));
        self.known.insert(name.to_owned(), linked);
        is_sound
    }

    /// Returns the name of the query that a table which there is not stands for.
    fn named(&self, table: &str) -> Option<String> {
        let mut names = self.written.keys();
        names.find(|name| name.eq_ignore_ascii_case(table)).cloned()
    }
}

fn circle(way: &[String], error: QueryError) -> QueryError {
    let mut names: Vec<String> = way.iter().map(|name| format!("`{name}`")).collect();
    names.extend(names.first().cloned());
    QueryError {
        message: match way {
            [one] => format!("the query `{one}` reads itself"),
            _ => format!("queries read each other in a circle: {}", names.join(", ")),
        },
        help: "let one of them read a table".to_owned(),
        ..error
    }
}
