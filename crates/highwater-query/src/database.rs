//! Tables in SQLite, in memory, and queries on them.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use highwater_facts::NamedRow;
use rusqlite::hooks::{AuthAction, AuthContext, Authorization};
use rusqlite::limits::Limit;
use rusqlite::types::Value as Sql;
use rusqlite::{Connection, Error, ErrorCode, Statement, params_from_iter};

use crate::answer::{Answer, AnswerColumn, AnswerRow, Cell, Datum};
use crate::error::QueryError;
use crate::lineage::{self, Known, Output, ROWS, Rewritten};
use crate::math;
use crate::query::Query;
use crate::quoted::quoted;
use crate::sets::{RowIds, Sets};
use crate::table::Table;

/// How much a query may take.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// How long it may run, the runs on its own rows included.
    pub time: Duration,
    /// How many lines it may answer.
    pub rows: usize,
    /// How many bytes SQLite may hold, tables included.
    pub memory: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Limits {
            time: Duration::from_secs(30),
            rows: 200_000,
            memory: 4 << 30,
        }
    }
}

/// Tables in SQLite, in memory.
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
/// let query = Query::parse("wet", "SELECT count(*) AS n, sum(mm) AS mm FROM rain WHERE mm > 50")?;
/// let answer = database.answer(&query)?;
/// let sum = &answer.rows[0].cells[1];
/// assert_eq!(sum.value.number(), Some(203.0));
/// let names: Vec<&str> = answer.named(&sum.rows).map(|row| &*row.name).collect();
/// assert_eq!(names, ["October", "May"]);
/// # Ok::<(), highwater_query::QueryError>(())
/// ```
pub struct Database {
    tables: Vec<Table>,
    known: Vec<Known>,
    named: Arc<[NamedRow]>,
    connection: Connection,
    /// The same tables without rows, to run queries on some rows alone.
    replay: Connection,
    sets: Sets,
    limits: Limits,
    /// When the query that runs has to end.
    deadline: Deadline,
}

/// The most bytes of one cell, 10 MB.
const MOST_OF_A_CELL: i32 = 10 << 20;
/// The most bytes of all cells of an answer, 256 MB.
const MOST_OF_AN_ANSWER: usize = 256 << 20;

type Deadline = Arc<Mutex<Option<Instant>>>;

impl Database {
    /// Loads tables.
    ///
    /// # Errors
    ///
    /// Two tables of one name, and what SQLite refuses.
    pub fn new(tables: Vec<Table>, limits: Limits) -> Result<Self, QueryError> {
        let mut names = BTreeSet::new();
        for table in &tables {
            if !names.insert(table.name.to_lowercase()) {
                return Err(QueryError::new(
                    format!("two tables are called `{}`", table.name),
                    "give one of the files another name",
                ));
            }
        }
        let known = tables.iter().map(known).collect();
        let named: Vec<NamedRow> = tables.iter().flat_map(|t| t.named.clone()).collect();
        let (sets, deadline) = (Sets::default(), Deadline::default());
        let connect = |numbered: bool| -> Result<Connection, Error> {
            let connection = Connection::open_in_memory()?;
            connection.pragma_update(None, "hard_heap_limit", limits.memory as i64)?;
            connection.set_limit(Limit::SQLITE_LIMIT_LENGTH, MOST_OF_A_CELL)?;
            math::register(&connection)?;
            for table in &tables {
                connection.execute(&create(table, numbered), ())?;
            }
            Ok(connection)
        };
        let fault = |error: Error| broken(&error);
        let mut connection = connect(true).map_err(fault)?;
        sets.register(&connection).map_err(fault)?;
        let mut start = 0;
        for table in &tables {
            let rows = 0..table.rows.len() as u32;
            let rows = rows.map(|row| (row as usize, Some(start + row)));
            fill(&connection, table, rows).map_err(fault)?;
            start += table.rows.len() as u32;
        }
        let mut replay = connect(false).map_err(fault)?;
        guard(&mut connection, &deadline, false).map_err(fault)?;
        guard(&mut replay, &deadline, true).map_err(fault)?;
        Ok(Database {
            known,
            named: named.into(),
            connection,
            replay,
            sets,
            limits,
            deadline,
            tables,
        })
    }

    /// Runs a query, with the rows behind each value, and again on the rows of each line alone.
    ///
    /// # Errors
    ///
    /// [`QueryError`] for what SQLite refuses, for what is not followed, for a limit that was reached,
    /// and if a line does not come back on its own rows.
    pub fn answer(&self, query: &Query) -> Result<Answer, QueryError> {
        let deadline = Instant::now() + self.limits.time;
        *self.deadline.lock().unwrap_or_else(PoisonError::into_inner) = Some(deadline);
        self.run(query).map_err(|error| error.moved(query.before))
    }

    /// Rewrites a query, which finds what it names and the database has not.
    pub(crate) fn rewrite(&self, query: &Query) -> Result<Rewritten, QueryError> {
        let rewritten = lineage::rewrite(query, &self.known);
        rewritten.map_err(|error| error.placed(&query.text))
    }

    fn run(&self, query: &Query) -> Result<Answer, QueryError> {
        // What is not a column is told by the rewriting, which knows the nearest.
        let rewritten = self.rewrite(query)?;
        let prepared = self.connection.prepare(&query.sql());
        drop(prepared.map_err(|error| self.refused(&error, query))?);
        let refused = |error: Error| self.refused(&error, query);
        let mut statement = self.connection.prepare(&rewritten.sql).map_err(refused)?;
        let lines = lines(&mut statement, self.limits.rows).map_err(refused)?;
        let Some(lines) = lines else {
            return Err(QueryError::new(
                format!(
                    "`{}` answers more than {} lines or {} MB",
                    query.name,
                    self.limits.rows,
                    MOST_OF_AN_ANSWER >> 20
                ),
                "group or filter the lines in the query",
            ));
        };
        let n = rewritten.columns.len();
        let rows: Vec<AnswerRow> = lines.into_iter().map(|line| self.row(line, n)).collect();
        self.hold(query, &rows)?;
        let unit = |output: &Output| query.units.get(&output.name).copied().or(output.unit);
        let columns = rewritten.columns.iter().map(|output| AnswerColumn {
            name: output.name.clone(),
            unit: unit(output),
        });
        let columns: Vec<AnswerColumn> = columns.collect();
        for (column, what) in (query.key.iter().map(|key| (key, "key")))
            .chain(query.units.keys().map(|column| (column, "unit")))
        {
            if !columns
                .iter()
                .any(|known| known.name.eq_ignore_ascii_case(column))
            {
                let names: Vec<&str> = columns.iter().map(|c| c.name.as_str()).collect();
                return Err(QueryError::new(
                    format!("`-- {what}:` names `{column}`, which the answer does not have"),
                    format!("the answer has {}", names.join(", ")),
                ));
            }
        }
        let answer = Answer {
            columns,
            rows,
            named: self.named.clone(),
        };
        keys_differ(query, &answer)?;
        Ok(answer)
    }

    /// Returns a line of the rewritten query: values, the rows of each, the rows of all.
    fn row(&self, line: Vec<Sql>, n: usize) -> AnswerRow {
        let rows = |set: Option<&Sql>| match set {
            Some(Sql::Integer(set)) => self.sets.rows(*set),
            _ => RowIds::default(),
        };
        let cells = (0..n).map(|at| Cell {
            value: line.get(at).map_or(Datum::Null, datum),
            rows: rows(line.get(n + at)),
        });
        AnswerRow {
            cells: cells.collect(),
            rows: rows(line.get(2 * n)),
        }
    }

    /// Runs the query again on the rows of each line alone, which must give the line.
    fn hold(&self, query: &Query, rows: &[AnswerRow]) -> Result<(), QueryError> {
        let refused = |error: Error| self.refused(&error, query);
        let mut statement = self.replay.prepare(&query.sql()).map_err(refused)?;
        let mut before: Option<(&RowIds, Vec<Vec<Datum>>)> = None;
        for (at, row) in rows.iter().enumerate() {
            if before.as_ref().is_none_or(|(set, _)| **set != row.rows) {
                self.fill_with(&row.rows).map_err(refused)?;
                let lines = lines(&mut statement, self.limits.rows).map_err(refused)?;
                let lines = lines.unwrap_or_default().into_iter();
                let lines = lines.map(|line| line.iter().map(datum).collect());
                before = Some((&row.rows, lines.collect()));
            }
            let is_it = |line: &Vec<Datum>| {
                let cells = row.cells.iter().zip(line);
                line.len() == row.cells.len()
                    && cells
                        .into_iter()
                        .all(|(cell, datum)| cell.value.is_like(datum))
            };
            let again = before.as_ref().map(|(_, lines)| lines);
            if !again.is_some_and(|lines| lines.iter().any(is_it)) {
                let values: Vec<String> = row.cells.iter().map(|cell| cell.value.text()).collect();
                return Err(QueryError::new(
                    format!(
                        "line {} of `{}` ({}) does not come back from the {} rows behind it",
                        at + 1,
                        query.name,
                        values.join(", "),
                        row.rows.len()
                    ),
                    "the rows behind this query are not followed rightly: write it with simpler steps, and report it",
                ));
            }
        }
        Ok(())
    }

    /// Puts these rows, and no others, into the tables of the second run.
    fn fill_with(&self, rows: &RowIds) -> Result<(), Error> {
        let mut start = 0;
        for table in &self.tables {
            let end = start + table.rows.len() as u32;
            self.replay
                .execute(&format!("DELETE FROM {}", quoted(&table.name)), ())?;
            let from = rows.partition_point(|row| *row < start);
            let to = rows.partition_point(|row| *row < end);
            let own = rows.get(from..to).unwrap_or_default();
            let own = own.iter().map(|row| ((*row - start) as usize, None));
            fill(&self.replay, table, own)?;
            start = end;
        }
        Ok(())
    }

    fn refused(&self, error: &Error, query: &Query) -> QueryError {
        let name = &query.name;
        match error {
            Error::SqlInputError {
                msg, sql, offset, ..
            } => {
                let error = QueryError::new(
                    format!("SQLite refuses the query: {msg}"),
                    "write it as SQLite takes it",
                );
                match usize::try_from(*offset) {
                    Ok(at) if *sql == query.text => {
                        let rest = query.text.get(at..).unwrap_or_default();
                        let is_end = |c: char| !c.is_alphanumeric() && c != '_';
                        let length = rest.find(is_end).unwrap_or(rest.len()).max(1);
                        error.at(at..(at + length).min(query.text.len()))
                    }
                    // What is run is not what was written: the name that is refused is looked for there.
                    _ => {
                        let named = msg.rsplit(": ").next().unwrap_or_default();
                        let written = query.text.get(query.before..).unwrap_or_default();
                        match written.find(named).filter(|_| !named.is_empty()) {
                            Some(at) => {
                                let start = query.before + at;
                                error.at(start..start + named.len())
                            }
                            None => error,
                        }
                    }
                }
            }
            Error::SqliteFailure(failure, _) if failure.code == ErrorCode::OperationInterrupted => {
                QueryError::new(
                    format!(
                        "`{name}` has run for more than {} seconds",
                        self.limits.time.as_secs()
                    ),
                    "join on a key, or filter and group before joining",
                )
            }
            Error::SqliteFailure(failure, _) if failure.code == ErrorCode::OutOfMemory => {
                QueryError::new(
                    format!("`{name}` needs more than {} MB", self.limits.memory >> 20),
                    "filter or group the lines in the query",
                )
            }
            Error::SqliteFailure(failure, _) if failure.code == ErrorCode::TooBig => {
                QueryError::new(
                    format!(
                        "a text in `{name}` is longer than {} MB",
                        MOST_OF_A_CELL >> 20
                    ),
                    "gather fewer lines in it",
                )
            }
            Error::SqliteFailure(failure, Some(said))
                if failure.code == ErrorCode::AuthorizationForStatementDenied =>
            {
                QueryError::new(
                    format!("`{name}` may not do that: {said}"),
                    "a query reads tables and nothing else",
                )
            }
            other => QueryError::new(
                format!("`{name}` cannot be run: {other}"),
                "write it as SQLite takes it",
            ),
        }
    }
}

/// That the key of a query tells its lines apart.
fn keys_differ(query: &Query, answer: &Answer) -> Result<(), QueryError> {
    let keys: Vec<usize> = query
        .key
        .iter()
        .filter_map(|key| answer.column(key))
        .collect();
    let mut known = BTreeSet::new();
    for row in answer.rows.iter().filter(|_| !keys.is_empty()) {
        let key: Vec<String> = keys.iter().map(|at| row.cells[*at].value.text()).collect();
        if !known.insert(key.clone()) {
            let error = QueryError::new(
                format!(
                    "two lines of `{}` have the key {}",
                    query.name,
                    key.join(", ")
                ),
                "group by the key, or name one more column in `-- key:`",
            );
            let place = query.text.find("-- key:");
            return Err(match place {
                Some(at) => error.at(at..at + "-- key:".len()),
                None => error,
            });
        }
    }
    Ok(())
}

fn known(table: &Table) -> Known {
    let columns = table.columns.iter().map(|column| Output {
        name: column.name.clone(),
        unit: column.unit,
    });
    Known {
        name: table.name.clone(),
        columns: columns.collect(),
        is_table: true,
        ranges: table.ranges.clone(),
    }
}

/// Returns the statement that makes a table, with a column for the numbers of its rows if it is `numbered`.
fn create(table: &Table, numbered: bool) -> String {
    let columns = table
        .columns
        .iter()
        .map(|column| format!("{} {}", quoted(&column.name), column.kind));
    let number = numbered.then(|| format!("{} INTEGER", quoted(ROWS)));
    let all: Vec<String> = columns.chain(number).collect();
    format!(
        "CREATE TABLE {} ({}) STRICT",
        quoted(&table.name),
        all.join(", ")
    )
}

/// Adds rows of a table, by their places in it, each with its number if the table has a column for it.
fn fill(
    connection: &Connection,
    table: &Table,
    rows: impl Iterator<Item = (usize, Option<u32>)>,
) -> Result<(), Error> {
    let mut insert: Option<Statement<'_>> = None;
    for (at, number) in rows {
        let insert = match &mut insert {
            Some(insert) => insert,
            None => {
                let columns = table.columns.len() + usize::from(number.is_some());
                let marks = vec!["?"; columns].join(", ");
                let text = format!("INSERT INTO {} VALUES ({marks})", quoted(&table.name));
                insert.insert(connection.prepare(&text)?)
            }
        };
        let cells = table.rows.get(at).into_iter().flatten();
        let number = number.map(|number| Sql::Integer(number.into()));
        insert.execute(params_from_iter(cells.chain(&number)))?;
    }
    Ok(())
}

/// The bytes that a cell takes.
fn length(cell: &Sql) -> usize {
    match cell {
        Sql::Text(text) => text.len(),
        Sql::Blob(bytes) => bytes.len(),
        Sql::Null | Sql::Integer(_) | Sql::Real(_) => size_of::<Sql>(),
    }
}

/// Returns all lines of a query; `None` if they are more than that.
fn lines(statement: &mut Statement<'_>, most: usize) -> Result<Option<Vec<Vec<Sql>>>, Error> {
    let n = statement.column_count();
    let mut rows = statement.query(())?;
    let mut lines = Vec::new();
    let mut size = 0;
    while let Some(row) = rows.next()? {
        let cells = (0..n).map(|at| row.get::<_, Sql>(at));
        let cells = cells.collect::<Result<Vec<Sql>, Error>>()?;
        size += cells.iter().map(length).sum::<usize>();
        if lines.len() == most || size > MOST_OF_AN_ANSWER {
            return Ok(None);
        }
        lines.push(cells);
    }
    Ok(Some(lines))
}

fn datum(value: &Sql) -> Datum {
    match value {
        Sql::Null => Datum::Null,
        Sql::Integer(n) => Datum::Integer(*n),
        Sql::Real(x) => Datum::Real(*x),
        Sql::Text(text) => Datum::Text(text.clone()),
        Sql::Blob(bytes) => Datum::Text(String::from_utf8_lossy(bytes).into_owned()),
    }
}

/// Lets a connection read, and nothing else, until the deadline; the one for the second run is filled and
/// emptied too.
fn guard(connection: &mut Connection, deadline: &Deadline, fills: bool) -> Result<(), Error> {
    connection.authorizer(Some(move |context: AuthContext<'_>| match context.action {
        AuthAction::Select | AuthAction::Read { .. } | AuthAction::Function { .. } => {
            Authorization::Allow
        }
        AuthAction::Insert { .. } | AuthAction::Delete { .. } if fills => Authorization::Allow,
        AuthAction::Transaction { .. } | AuthAction::Savepoint { .. } if fills => {
            Authorization::Allow
        }
        _ => Authorization::Deny,
    }))?;
    let deadline = deadline.clone();
    let is_over = move || {
        let deadline = deadline.lock().unwrap_or_else(PoisonError::into_inner);
        deadline.is_some_and(|deadline| Instant::now() > deadline)
    };
    connection.progress_handler(10_000, Some(is_over))
}

fn broken(error: &Error) -> QueryError {
    QueryError::new(
        format!("the tables cannot be loaded: {error}"),
        "report this, with the tables",
    )
}

#[cfg(test)]
mod tests;
