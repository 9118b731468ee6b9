//! The text of a query, with what its comments say of the answer.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;

use highwater_facts::{Unit, UnitNameError};
use sqlparser::ast::{Query as Tree, Statement};
use sqlparser::dialect::SQLiteDialect;
use sqlparser::parser::{Parser, ParserError};

use crate::error::QueryError;
use crate::quoted::quoted;

/// A query: its name, its text, and what its comments say of the answer.
///
/// ```sql
/// -- key: Entity, decade
/// -- unit: per_year = deaths
/// SELECT Entity, Year / 10 * 10 AS decade, sum(Deaths) / 10.0 AS per_year
/// FROM disasters GROUP BY 1, 2
/// ```
#[derive(Clone, Debug)]
pub struct Query {
    /// Its name, the first segment of the paths of its values.
    pub name: String,
    /// Its text.
    pub text: String,
    /// The columns of the answer that tell its lines apart, as `-- key:` names them.
    pub key: Vec<String>,
    /// What the numbers of columns count, as `-- unit:` says.
    pub units: BTreeMap<String, Unit>,
    pub(crate) tree: Tree,
    /// The queries that it reads, each behind those that it reads itself.
    pub(crate) steps: Vec<Step>,
    /// How many bytes at the start of its text its writer has not written.
    pub(crate) before: usize,
}

/// A query that another one reads.
#[derive(Clone, Debug)]
pub(crate) struct Step {
    pub(crate) name: String,
    pub(crate) tree: Tree,
    pub(crate) units: BTreeMap<String, Unit>,
}

/// The name that a query has for one that keeps some of its lines.
const WHOLE: &str = "the whole query";

impl Query {
    /// Reads a query.
    ///
    /// # Errors
    ///
    /// [`QueryError`] if it cannot be parsed, is not one query, or if a comment cannot be read.
    ///
    /// # Example
    ///
    /// ```
    /// use highwater_query::Query;
    ///
    /// let query = Query::parse("rain", "-- key: month\nSELECT month, mm FROM rain")?;
    /// assert_eq!(query.key, ["month"]);
    /// let error = Query::parse("rain", "SELECT mm FORM rain").unwrap_err();
    /// assert_eq!(&"SELECT mm FORM rain"[error.place.unwrap()], "rain");
    /// # Ok::<(), highwater_query::QueryError>(())
    /// ```
    pub fn parse(name: &str, text: &str) -> Result<Self, QueryError> {
        let (key, units) = comments(text)?;
        let statements = Parser::parse_sql(&SQLiteDialect {}, text);
        let statements = statements.map_err(|error| unparsed(&error, text))?;
        let mut statements = statements.into_iter();
        let tree = match (statements.next(), statements.next()) {
            (Some(Statement::Query(tree)), None) => *tree,
            (None, _) => {
                return Err(QueryError::new("the query is empty", "write a `SELECT`"));
            }
            (Some(_), Some(_)) => {
                return Err(QueryError::new(
                    "there are several statements",
                    "write one query, with `WITH name AS (..)` for its steps",
                ));
            }
            (Some(_), None) => {
                return Err(QueryError::new(
                    "this is not a query",
                    "a query reads tables: start it with `SELECT` or `WITH`",
                ));
            }
        };
        Ok(Query {
            name: name.to_owned(),
            text: text.to_owned(),
            key,
            units,
            tree,
            steps: Vec::new(),
            before: 0,
        })
    }

    /// Returns the query of the lines for which a condition holds.
    ///
    /// # Errors
    ///
    /// [`QueryError`] if the condition cannot be parsed, with the place in it.
    ///
    /// # Example
    ///
    /// ```
    /// use highwater_ingest::{Settings, TextFile, read_declared};
    /// use highwater_query::{Database, Limits, Query, Table};
    ///
    /// let file = TextFile::new("rain.csv", b"month,mm\nJune,12\nOctober,142\nMay,61\n");
    /// let rain = Table::new("rain", &read_declared(&file, &Settings::default()), &[]);
    /// let database = Database::new(vec![rain], Limits::default())?;
    /// let query = Query::parse("months", "SELECT month, mm / 10.0 AS cm FROM rain")?;
    /// let answer = database.answer(&query.filtered("cm > 5")?)?;
    /// assert_eq!(answer.rows.len(), 2);
    /// let error = database.answer(&query.filtered("inch > 2")?).unwrap_err();
    /// assert_eq!(error.place, Some(0..4));
    /// # Ok::<(), highwater_query::QueryError>(())
    /// ```
    pub fn filtered(&self, condition: &str) -> Result<Self, QueryError> {
        let start = format!("SELECT * FROM \"{WHOLE}\" WHERE ");
        let text = format!("{start}{condition}");
        let moved = |error: QueryError| error.moved(start.len());
        let mut query = Query::parse(&self.name, &text).map_err(moved)?;
        query.before = start.len();
        query.key.clone_from(&self.key);
        query.units.clone_from(&self.units);
        query.read(WHOLE, self);
        Ok(query)
    }

    /// Returns the names of the queries that it reads, and of those that these read.
    pub fn reads(&self) -> impl Iterator<Item = &str> {
        self.steps.iter().map(|step| step.name.as_str())
    }

    /// Lets the query read another one by a name.
    pub(crate) fn read(&mut self, name: &str, other: &Query) {
        let own = Step {
            name: name.to_owned(),
            tree: other.tree.clone(),
            units: other.units.clone(),
        };
        for step in other.steps.iter().cloned().chain([own]) {
            if self.steps.iter().all(|known| known.name != step.name) {
                self.steps.push(step);
            }
        }
    }

    /// Returns what is run: the text, with the queries that it reads before it.
    pub(crate) fn sql(&self) -> Cow<'_, str> {
        if self.steps.is_empty() {
            return Cow::Borrowed(&self.text);
        }
        let steps = self.steps.iter();
        let steps = steps.map(|step| format!("{} AS ({})", quoted(&step.name), step.tree));
        Cow::Owned(with_steps(
            &steps.collect::<Vec<_>>(),
            &self.tree.to_string(),
        ))
    }
}

/// Returns a query with steps before those that it has.
pub(crate) fn with_steps(steps: &[String], query: &str) -> String {
    let steps = steps.join(", ");
    match (steps.as_str(), query.strip_prefix("WITH ")) {
        ("", _) => query.to_owned(),
        (steps, Some(rest)) => format!("WITH {steps}, {rest}"),
        (steps, None) => format!("WITH {steps} {query}"),
    }
}

/// The key and the units that the comments above a query say.
fn comments(text: &str) -> Result<(Vec<String>, BTreeMap<String, Unit>), QueryError> {
    let (mut key, mut units) = (Vec::new(), BTreeMap::new());
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let place = start..start + line.trim_end().len();
        start += line.len();
        let Some(comment) = line.trim().strip_prefix("--") else {
            continue;
        };
        let Some((word, rest)) = comment.trim().split_once(':') else {
            continue;
        };
        let parts = rest
            .split(',')
            .map(str::trim)
            .filter(|part| !part.is_empty());
        match word.trim() {
            "key" => key.extend(parts.map(str::to_owned)),
            "unit" | "units" => {
                for part in parts {
                    let Some((column, unit)) = part.split_once('=') else {
                        return Err(QueryError::new(
                            format!("`{part}` says no unit of a column"),
                            "write `-- unit: COLUMN = UNIT`, such as `-- unit: per_year = deaths`",
                        )
                        .at(place));
                    };
                    let unit: Unit = unit.trim().parse().map_err(|error: UnitNameError| {
                        let help = "write `-- unit: COLUMN = UNIT`, such as `deaths` or `percent`";
                        QueryError::new(error.to_string(), help).at(place.clone())
                    })?;
                    units.insert(column.trim().to_owned(), unit);
                }
            }
            _ => {}
        }
    }
    Ok((key, units))
}

fn unparsed(error: &ParserError, text: &str) -> QueryError {
    let said = match error {
        ParserError::TokenizerError(said) | ParserError::ParserError(said) => said.as_str(),
        ParserError::RecursionLimitExceeded => "it is nested too deeply",
    };
    // The parser tells the place at the end of its message.
    let (message, place) = match said.rsplit_once(" at Line: ") {
        None => (said, None),
        Some((message, place)) => {
            let mut numbers = place.split(", Column: ").map(|n| n.trim().parse::<usize>());
            match (numbers.next(), numbers.next()) {
                (Some(Ok(line)), Some(Ok(column))) => (message, word_at(text, line, column)),
                _ => (message, None),
            }
        }
    };
    let mut message = message.to_owned();
    if let Some(first) = message.get(..1) {
        message = first.to_lowercase() + &message[1..];
    }
    let error = QueryError::new(
        format!("the query cannot be parsed: {message}"),
        "write it as SQLite takes it",
    );
    QueryError { place, ..error }
}

/// The bytes of the word that starts at a line and column, both from 1.
pub(crate) fn word_at(text: &str, line: usize, column: usize) -> Option<Range<usize>> {
    let before: usize = text
        .split_inclusive('\n')
        .take(line.checked_sub(1)?)
        .map(str::len)
        .sum();
    let of_line = text.get(before..)?.lines().next().unwrap_or_default();
    let (at, _) = of_line.char_indices().nth(column.checked_sub(1)?)?;
    let word = of_line[at..].find(|c: char| !c.is_alphanumeric() && c != '_');
    let end = word.map_or(of_line.len(), |length| at + length.max(1));
    Some(before + at..before + end)
}
