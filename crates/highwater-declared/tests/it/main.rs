//! Figures over small tables: what they show, and what is said of a declaration at fault.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "what fails in a helper fails its test"
)]

mod faults;
mod figures;
mod statistics;
mod values;

use highwater_declared::{DeclaredFigure, Fault, Hues};
use highwater_ingest::{Settings, TextFile, read_declared};
use highwater_plot::Figure;
use highwater_query::{Database, Limits, Query, Table};

const DEATHS: &[u8] = b"\
kind,year,deaths\n\
Drought,1900,1200\n\
Drought,1910,800\n\
Drought,1930,30\n\
Flood,1900,90\n\
Flood,1910,400\n\
Flood,1920,70\n\
Flood,1930,60\n\
Wildfire,1920,5\n";

const MODELS: &[u8] = b"\
model,month,score,cost,open\n\
Ada,2023-01,26.1,10-20,yes\n\
Bo,2023-03,35,5+,no\n\
Cy,2023-07,44.5,~7,yes\n";

const FITS: &[u8] = b"\
group,slope,slope_low,slope_high\n\
open,0.4,0.1,0.7\n\
closed,-0.2,-0.5,0.2\n";

fn table(name: &str, bytes: &[u8], settings: &str) -> Table {
    let file = TextFile::new(&format!("{name}.csv"), bytes);
    let read = read_declared(&file, &Settings::from_toml(settings).unwrap());
    assert!(read.faults.is_empty(), "{:?}", read.faults);
    Table::new(name, &read, &[])
}

/// Makes the figure of a declaration over the table of its query.
fn make(declared: &str) -> Result<Figure, Fault> {
    let tables = vec![
        table(
            "deaths",
            DEATHS,
            "columns.year = { kind = 'year' }\ncolumns.deaths = { unit = 'deaths' }",
        ),
        table("models", MODELS, "columns.cost = { unit = '$' }"),
        table("fits", FITS, ""),
    ];
    let database = Database::new(tables, Limits::default()).unwrap();
    let declared = DeclaredFigure::read("figure", declared, 0..1)?;
    let name = declared.spec.query.get_ref();
    let query = Query::parse(name, &format!("SELECT * FROM {name}")).unwrap();
    let query = match &declared.spec.condition {
        Some(condition) => query.filtered(condition.get_ref()).unwrap(),
        None => query,
    };
    let answer = database.answer(&query).unwrap();
    declared.make(&query, &answer, &[], &mut Hues::default())
}
