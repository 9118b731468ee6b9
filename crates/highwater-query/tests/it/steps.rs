//! Queries that read other queries, some lines of one, and cells without a bound.

use highwater_facts::Unit;
use highwater_query::{Database, Limits, Query, QueryError, linked, record};

use crate::{LABS, MODELS, table};

fn database() -> Database {
    let tables = vec![table("models", MODELS), table("labs", LABS)];
    Database::new(tables, Limits::default()).unwrap()
}

fn link(queries: &[(&str, &str)]) -> Vec<Option<Result<Query, QueryError>>> {
    let queries = queries
        .iter()
        .map(|(name, sql)| Query::parse(name, sql).unwrap());
    linked(queries.collect(), &database())
}

#[test]
fn a_query_reads_others_by_their_names_and_has_their_rows_and_units() {
    let found = link(&[
        ("most", "SELECT max(per_lab) AS most FROM by_lab"),
        (
            "by_lab",
            "-- unit: per_lab = FLOP\nSELECT lab, sum(flop) AS per_lab FROM with_flop GROUP BY lab",
        ),
        (
            "with_flop",
            "WITH big AS (SELECT lab, flop FROM models WHERE flop > 60) SELECT lab, flop FROM big",
        ),
    ]);
    let most = found[0].as_ref().unwrap().as_ref().unwrap();
    assert_eq!(most.reads().collect::<Vec<_>>(), ["with_flop", "by_lab"]);
    let answer = database().answer(most).unwrap();
    let cell = &answer.rows[0].cells[0];
    assert_eq!(cell.value.number(), Some(1300.0));
    assert_eq!(answer.columns[0].unit, Some(Unit::Of("FLOP")));
    assert_eq!(
        answer.named(&cell.rows).count(),
        5,
        "all that were compared"
    );
}

#[test]
fn a_circle_is_found_once_and_a_table_goes_before_a_query_of_its_name() {
    let found = link(&[
        ("a", "SELECT lab FROM b"),
        ("b", "SELECT lab FROM c"),
        ("c", "SELECT lab FROM a"),
        ("d", "SELECT lab FROM a"),
        ("labs", "SELECT lab FROM labs"),
        ("e", "SELECT lab FROM e"),
    ]);
    let errors: Vec<&QueryError> = found
        .iter()
        .flatten()
        .filter_map(|q| q.as_ref().err())
        .collect();
    assert_eq!(errors.len(), 2);
    assert_eq!(
        errors[0].message,
        "queries read each other in a circle: `a`, `b`, `c`, `a`"
    );
    assert_eq!(errors[0].place, Some(16..17));
    assert_eq!(errors[1].message, "the query `e` reads itself");
    assert!(matches!(found[4], Some(Ok(_))));
}

#[test]
fn some_lines_of_a_query_keep_its_key_and_faults_stand_in_the_condition() {
    let query = Query::parse(
        "by_lab",
        "-- key: lab\nSELECT lab, count(*) AS n FROM models GROUP BY lab",
    );
    let query = query.unwrap();
    let database = database();
    let some = query.filtered("n > 2 -- many").unwrap();
    let answer = database.answer(&some).unwrap();
    let results = record(&some, &answer);
    assert_eq!(
        results.ledger.get("by_lab.alpha.n").unwrap().value.number(),
        Some(3.0)
    );
    assert_eq!(
        results
            .ledger
            .rows_behind(results.ledger.get("by_lab.alpha.n").unwrap()),
        3
    );
    let place = |condition: &str| {
        let error = query
            .filtered(condition)
            .and_then(|query| database.answer(&query));
        let place = error.unwrap_err().place.unwrap();
        condition[place].to_owned()
    };
    assert_eq!(place("lap = 'Alpha'"), "lap");
    assert_eq!(place("n > 1 GRUOP"), "GRUOP");
    assert_eq!(place("nosuch(n) > 1"), "nosuch");
}

#[test]
fn a_bound_that_is_not_known_stays_open_in_a_sum() {
    let costs = table("costs", b"model,cost\na1,5+\na2,7\nb1,3-4\n");
    let database = Database::new(vec![costs], Limits::default()).unwrap();
    let sql = "SELECT sum(cost_low) AS cost_low, sum(cost_high) AS cost_high FROM costs";
    let query = Query::parse("q", sql).unwrap();
    let answer = database.answer(&query).unwrap();
    let results = record(&query, &answer);
    assert_eq!(results.problems.errors, []);
    assert_eq!(
        results.ledger.get("q.cost").unwrap().value.bounds(),
        Some((15.0, f64::INFINITY))
    );
}
