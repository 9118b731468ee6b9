//! Queries on small tables: what they answer, and on which rows.

#![allow(clippy::unwrap_used, reason = "what fails in a helper fails its test")]

mod generated;
mod kinds;
mod refused;
mod steps;

use highwater_ingest::{Settings, TextFile, read_declared};
use highwater_query::{Answer, Database, Limits, Query, QueryError, Table};

const MODELS: &[u8] = b"\
model,lab,year,flop,access\n\
a1,Alpha,2020,100,open\n\
a2,Alpha,2021,300,closed\n\
a3,Alpha,2022,900,closed\n\
b1,Beta,2020,50,open\n\
b2,Beta,2022,400,open\n\
c1,Gamma,2021,,closed\n\
c2,Gamma,2022,700,closed\n";

const LABS: &[u8] = b"\
lab,country\n\
Alpha,US\n\
Beta,France\n\
Delta,US\n";

const COSTS: &[u8] = b"\
model,cost\n\
a1,5-10\n\
a2,~20\n\
b1,3\n";

fn table(name: &str, bytes: &[u8]) -> Table {
    let file = TextFile::new(&format!("{name}.csv"), bytes);
    let settings = Settings::from_toml("columns.year = { kind = 'year' }");
    let settings = settings
        .ok()
        .filter(|_| name == "models")
        .unwrap_or_default();
    let read = read_declared(&file, &settings);
    assert!(read.faults.is_empty(), "{:?}", read.faults);
    Table::new(name, &read, &[])
}

fn ask(sql: &str) -> Result<Answer, QueryError> {
    let tables = vec![
        table("models", MODELS),
        table("labs", LABS),
        table("costs", COSTS),
    ];
    let database = Database::new(tables, Limits::default())?;
    database.answer(&Query::parse("q", sql)?)
}

/// The lines of an answer, each value with the names of the rows behind it: `3 < a1 a2 b1`.
fn told(sql: &str) -> Vec<Vec<String>> {
    let answer = ask(sql).unwrap();
    let lines = answer.rows.iter().map(|row| {
        let cells = row.cells.iter().map(|cell| {
            let names: Vec<&str> = answer.named(&cell.rows).map(|row| &*row.name).collect();
            format!("{} < {}", cell.value.text(), names.join(" "))
        });
        cells.collect()
    });
    lines.collect()
}
