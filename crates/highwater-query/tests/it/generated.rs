//! Two hundred queries over three tables, made up from a seed: each answers what SQLite answers to it as
//! it is written, and each line comes back on its own rows, which [`Database::answer`] sees to.

use std::collections::BTreeSet;

use highwater_query::{Answer, Database, Datum, Limits, Query};
use rusqlite::Connection;
use rusqlite::types::Value;

use crate::{COSTS, LABS, MODELS, table};

/// How many queries are made.
const QUERIES: usize = 200;
/// How many of them answer more than one line, at the least.
const LEAST_LONG: usize = 80;

/// Numbers that look random, the same on every machine: Knuth's MMIX generator.
struct Chance(u64);

impl Chance {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize) % n
    }

    fn one<'a>(&mut self, of: &[&'a str]) -> &'a str {
        of[self.below(of.len())]
    }

    fn yes(&mut self) -> bool {
        self.below(2) == 0
    }
}

/// What lines are read from: its SQL, columns of names, columns of numbers.
struct From {
    sql: &'static str,
    names: &'static [&'static str],
    numbers: &'static [&'static str],
}

const FROM: [From; 5] = [
    From {
        sql: "models AS m",
        names: &["m.model", "m.lab", "m.access"],
        numbers: &["m.year", "m.flop"],
    },
    From {
        sql: "models AS m JOIN labs AS l ON l.lab = m.lab",
        names: &["m.model", "m.lab", "l.country"],
        numbers: &["m.year", "m.flop"],
    },
    From {
        sql: "labs AS l LEFT JOIN models AS m ON m.lab = l.lab",
        names: &["l.lab", "l.country", "m.access"],
        numbers: &["m.year", "m.flop"],
    },
    From {
        sql: "models AS m LEFT JOIN costs AS c ON c.model = m.model",
        names: &["m.lab", "m.access"],
        numbers: &["m.flop", "c.cost_low", "c.cost_high"],
    },
    From {
        sql: "(SELECT lab, access, year, flop FROM models WHERE flop IS NOT NULL) AS m",
        names: &["m.lab", "m.access"],
        numbers: &["m.year", "m.flop"],
    },
];

fn condition(chance: &mut Chance, from: &From) -> String {
    let number = chance.one(from.numbers);
    let name = chance.one(from.names);
    match chance.below(6) {
        0 => format!("{number} > {}", chance.one(&["10", "100", "2020"])),
        1 => format!("{number} BETWEEN 5 AND 2021"),
        2 => format!("{name} <> 'Alpha'"),
        3 => format!("{name} IN ('Alpha', 'Beta', 'open', 'US')"),
        4 => format!("{number} IS NOT NULL"),
        _ => format!("{number} >= (SELECT min(flop) FROM models)"),
    }
}

fn aggregate(chance: &mut Chance, from: &From) -> String {
    let number = chance.one(from.numbers);
    let name = chance.one(from.names);
    match chance.below(9) {
        0 => "count(*)".to_owned(),
        1 => format!("count({number})"),
        2 => format!("sum({number})"),
        3 => format!("avg({number})"),
        4 => format!("min({number})"),
        5 => format!("max({number})"),
        6 => format!("sum({name} = 'open')"),
        7 => format!("count(*) FILTER (WHERE {name} = 'Beta')"),
        _ => format!("sum({number}) * 1.0 / count(*)"),
    }
}

fn window(chance: &mut Chance, from: &From) -> String {
    let number = chance.one(from.numbers);
    let by = chance.one(from.names);
    // All that tells lines apart, so that no order is left to chance.
    let order = [from.numbers, from.names].concat().join(", ");
    match chance.below(8) {
        6 => format!(
            "max({number}) OVER (ORDER BY {order} ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)"
        ),
        7 => format!("lag({number}, 2) OVER (ORDER BY {order})"),
        0 => format!("lag({number}) OVER (PARTITION BY {by} ORDER BY {order})"),
        1 => format!("lead({number}) OVER (ORDER BY {order})"),
        2 => format!("sum({number}) OVER (ORDER BY {order})"),
        3 => format!("{number} * 1.0 / sum({number}) OVER ()"),
        4 => format!("row_number() OVER (PARTITION BY {by} ORDER BY {order})"),
        _ => format!("first_value({number}) OVER (PARTITION BY {by} ORDER BY {order})"),
    }
}

/// One `SELECT` of a name and a number.
fn select(chance: &mut Chance) -> String {
    let from = &FROM[chance.below(FROM.len())];
    let name = chance.one(from.names);
    let filter = match chance.yes() {
        true => format!(" WHERE {}", condition(chance, from)),
        false => String::new(),
    };
    let table = from.sql;
    match chance.below(5) {
        0 => {
            let number = chance.one(from.numbers);
            let distinct = if chance.yes() { "DISTINCT " } else { "" };
            format!("SELECT {distinct}{name} AS a, {number} AS b FROM {table}{filter}")
        }
        1 => format!(
            "SELECT {name} AS a, {} AS b FROM {table}{filter}",
            window(chance, from)
        ),
        2 => {
            let having = if chance.yes() {
                " HAVING count(*) > 1"
            } else {
                ""
            };
            let of = aggregate(chance, from);
            format!("SELECT {name} AS a, {of} AS b FROM {table}{filter} GROUP BY {name}{having}")
        }
        3 => format!(
            "SELECT 'all' AS a, {} AS b FROM {table}{filter}",
            aggregate(chance, from)
        ),
        _ => {
            let number = chance.one(from.numbers);
            let case = format!("CASE WHEN {number} > 100 THEN 'large' ELSE 'small' END");
            let of = aggregate(chance, from);
            format!("SELECT {case} AS a, {of} AS b FROM {table}{filter} GROUP BY 1")
        }
    }
}

fn query(chance: &mut Chance) -> String {
    match chance.below(9) {
        8 => format!(
            "WITH s AS (SELECT *, row_number() OVER (PARTITION BY a ORDER BY b, a) AS place FROM ({})) \
             SELECT a, b FROM s WHERE place = 1",
            select(chance)
        ),
        0 => {
            let order = chance.one(&["b", "b DESC"]);
            format!(
                "SELECT a, b FROM ({}) ORDER BY {order}, a LIMIT {}",
                select(chance),
                1 + chance.below(3)
            )
        }
        1 => format!("{} UNION {}", select(chance), select(chance)),
        2 => format!("{} UNION ALL {}", select(chance), select(chance)),
        3 => format!(
            "WITH s AS ({}) SELECT a, sum(b) AS b FROM s GROUP BY a",
            select(chance)
        ),
        4 => format!(
            "WITH s AS ({}), t AS ({}) SELECT s.a, t.b FROM s JOIN t ON t.a = s.a",
            select(chance),
            select(chance)
        ),
        _ => select(chance),
    }
}

/// The same tables in a database without anything of ours.
fn plain() -> Connection {
    let connection = Connection::open_in_memory().unwrap();
    connection
        .execute_batch(
            "CREATE TABLE models (model TEXT, lab TEXT, year INTEGER, flop INTEGER, access TEXT);\
             CREATE TABLE labs (lab TEXT, country TEXT);\
             CREATE TABLE costs (model TEXT, cost_low INTEGER, cost_high INTEGER, cost_approx INTEGER);\
             INSERT INTO costs VALUES ('a1', 5, 10, 0), ('a2', 20, 20, 1), ('b1', 3, 3, 0);",
        )
        .unwrap();
    for (name, bytes) in [("models", MODELS), ("labs", LABS)] {
        let text = std::str::from_utf8(bytes).unwrap();
        for line in text.lines().skip(1) {
            let cells = line.split(',').map(|cell| match cell {
                "" => "NULL".to_owned(),
                cell if cell.bytes().all(|b| b.is_ascii_digit()) => cell.to_owned(),
                cell => format!("'{cell}'"),
            });
            let cells: Vec<String> = cells.collect();
            let insert = format!("INSERT INTO {name} VALUES ({})", cells.join(", "));
            connection.execute(&insert, ()).unwrap();
        }
    }
    connection
}

/// The lines of an answer as texts, in an order that does not depend on the query's.
fn sorted(lines: impl Iterator<Item = Vec<String>>) -> Vec<Vec<String>> {
    let mut lines: Vec<Vec<String>> = lines.collect();
    lines.sort();
    lines
}

fn ours(answer: &Answer) -> Vec<Vec<String>> {
    let text = |value: &Datum| match value {
        Datum::Real(x) => format!("{x:.9}"),
        other => other.text(),
    };
    let rows = answer.rows.iter();
    sorted(rows.map(|row| row.cells.iter().map(|cell| text(&cell.value)).collect()))
}

fn sqlite(connection: &Connection, sql: &str) -> Vec<Vec<String>> {
    let mut statement = connection.prepare(sql).unwrap();
    let mut rows = statement.query(()).unwrap();
    let mut lines = Vec::new();
    while let Some(row) = rows.next().unwrap() {
        let cell = |at: usize| match row.get::<_, Value>(at).unwrap() {
            Value::Null => String::new(),
            Value::Integer(n) => n.to_string(),
            Value::Real(x) => format!("{x:.9}"),
            Value::Text(text) => text,
            Value::Blob(_) => unreachable!("no table has any"),
        };
        lines.push(vec![cell(0), cell(1)]);
    }
    sorted(lines.into_iter())
}

#[test]
fn two_hundred_queries_answer_as_sqlite_does_and_come_back_on_their_rows() {
    let tables = [("models", MODELS), ("labs", LABS), ("costs", COSTS)];
    let tables = tables.map(|(name, bytes)| table(name, bytes)).into();
    let database = Database::new(tables, Limits::default()).unwrap();
    let plain = plain();
    let mut chance = Chance(0x5eed);
    let mut made = BTreeSet::new();
    let mut long = 0;
    while made.len() < QUERIES {
        let sql = query(&mut chance);
        if !made.insert(sql.clone()) {
            continue;
        }
        let answer = database.answer(&Query::parse("q", &sql).unwrap());
        let answer = answer.unwrap_or_else(|error| panic!("{sql}: {error}"));
        assert_eq!(ours(&answer), sqlite(&plain, &sql), "{sql}");
        long += usize::from(answer.rows.len() > 1);
        for row in &answer.rows {
            // A line that groups nothing, such as a count of none, rests on no row.
            let is_of_none = ["", "0"].contains(&row.cells[1].value.text().as_str());
            assert!(!row.rows.is_empty() || is_of_none, "{sql}");
            for cell in &row.cells {
                assert!(cell.rows.iter().all(|id| row.rows.contains(id)), "{sql}");
            }
        }
    }
    assert!(long >= LEAST_LONG, "only {long} answer several lines");
}
