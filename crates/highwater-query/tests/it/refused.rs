//! Queries that are refused: why, where, and what to write.

use std::time::Duration;

use highwater_query::{Database, Limits, Query};

use crate::{MODELS, ask, table};

#[track_caller]
fn is_refused(sql: &str, message: &str, at: &str, help: &str) {
    let error = ask(sql).unwrap_err();
    assert!(error.message.contains(message), "{sql}: {}", error.message);
    assert!(error.help.contains(help), "{sql}: {}", error.help);
    let place = error.place.map_or("", |place| &sql[place]);
    assert_eq!(place, at, "{sql}");
}

#[test]
fn what_does_not_parse_or_is_not_there() {
    is_refused(
        "SELECT model FORM models",
        "cannot be parsed",
        "models",
        "SQLite",
    );
    is_refused("", "the query is empty", "", "SELECT");
    is_refused("SELECT 1; SELECT 2", "several statements", "", "WITH");
    is_refused(
        "SELECT modl FROM models",
        "no column `modl`",
        "modl",
        "`model`",
    );
    is_refused(
        "SELECT model FROM modells",
        "no table `modells`",
        "modells",
        "`models`",
    );
    is_refused("SELECT flop, flop FROM models", "called `flop`", "", "AS");
    is_refused(
        "SELECT nosuch(flop) AS x FROM models",
        "no such function",
        "nosuch",
        "",
    );
    is_refused("-- key: labb\nSELECT lab FROM labs", "`labb`", "", "lab");
    is_refused("SELECT 1 AS one", "reads no table", "", "FROM");
}

#[test]
fn ranges_are_named_by_their_ends() {
    is_refused(
        "SELECT sum(cost) AS c FROM costs",
        "in line 2",
        "cost",
        "`cost_low`",
    );
}

#[test]
fn what_is_not_followed_has_another_way() {
    for (sql, help) in [
        (
            "SELECT model FROM models WHERE lab IN (SELECT lab FROM labs)",
            "join",
        ),
        (
            "SELECT lab FROM labs EXCEPT SELECT lab FROM models",
            "LEFT JOIN",
        ),
        ("SELECT model FROM models NATURAL JOIN labs", "USING"),
        (
            "WITH RECURSIVE t(n) AS (SELECT 1) SELECT n FROM t",
            "table of its own",
        ),
    ] {
        is_refused(sql, "not followed", "", help);
    }
    is_refused(
        "SELECT lab, flop FROM models GROUP BY lab",
        "neither grouped",
        "",
        "max(flop)",
    );
}

#[test]
fn a_query_reads_tables_and_nothing_else() {
    for sql in [
        "DELETE FROM models",
        "ATTACH 'x.db' AS x",
        "PRAGMA table_list",
        "CREATE TABLE t (x)",
    ] {
        assert!(ask(sql).is_err(), "{sql}");
    }
    is_refused(
        "SELECT random() AS x, model FROM models",
        "another day or machine",
        "",
        "",
    );
    is_refused(
        "SELECT date('now') AS x, model FROM models",
        "another day or machine",
        "",
        "",
    );
    assert!(ask("SELECT name FROM sqlite_master").is_err());
}

#[test]
fn a_query_that_never_ends_is_ended() {
    let limits = Limits {
        time: Duration::from_millis(200),
        ..Limits::default()
    };
    let database = Database::new(vec![table("models", MODELS)], limits).unwrap();
    let tables: Vec<String> = (0..12).map(|n| format!("models AS m{n}")).collect();
    let sql = format!("SELECT count(*) AS n FROM {}", tables.join(", "));
    let error = database.answer(&Query::parse("long", &sql).unwrap());
    let error = error.unwrap_err();
    assert!(
        error.message.contains("`long` has run for more than"),
        "{error}"
    );
}

#[test]
fn ten_gigabytes_of_output_are_refused() {
    is_refused(
        "SELECT printf('%.*c', 2000000000, 'x') AS x, model FROM models",
        "longer than 10 MB",
        "",
        "fewer",
    );
    is_refused(
        "SELECT a.model, printf('%.*c', 9000000, 'x') AS x FROM models AS a, models AS b",
        "or 256 MB",
        "",
        "group or filter",
    );
}
