//! That a set of rows which is not enough for its line is found.

use highwater_ingest::{Settings, TextFile, read_declared};

use super::*;

fn database() -> Database {
    let file = TextFile::new("rain.csv", b"month,mm\nJune,12\nOctober,142\nMay,61\n");
    let rain = Table::new("rain", &read_declared(&file, &Settings::default()), &[]);
    Database::new(vec![rain], Limits::default()).unwrap()
}

#[test]
fn a_line_without_one_of_its_rows_does_not_come_back() {
    let database = database();
    let query = Query::parse("q", "SELECT sum(mm) AS mm, max(month) AS last FROM rain").unwrap();
    let answer = database.answer(&query).unwrap();
    assert!(database.hold(&query, &answer.rows).is_ok());
    for left_out in 0..3 {
        let mut rows = answer.rows.clone();
        let kept = rows[0].rows.iter().copied().filter(|row| *row != left_out);
        rows[0].rows = kept.collect::<Vec<u32>>().into();
        let error = database.hold(&query, &rows).unwrap_err();
        assert!(
            error.message.contains("does not come back from the 2 rows"),
            "{error}"
        );
    }
}
