//! The study of the compute divide as a program, for measuring it.
//!
//! `divide DATA SYSTEMS` runs the whole study on the table of all systems, with the lists in
//! `DATA/divide/`. What is found goes to standard output as JSON, the time to standard error.

#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a program tells what it found"
)]

use std::error::Error;
use std::path::PathBuf;
use std::time::Instant;

use highwater_studies::divide::{PARAMETERS, SNAPSHOT, STUDY};
use highwater_study::{AtHand, Origin, Parameters, PublishedTable};
use serde_json::{Map, Value, json};

fn main() -> Result<(), Box<dyn Error>> {
    let start = Instant::now();
    let mut arguments = std::env::args().skip(1);
    let usage = "usage: divide DATA SYSTEMS";
    let mut path = || arguments.next().map(PathBuf::from).ok_or(usage);
    let (data, systems) = (path()?, path()?);
    let at_hand = AtHand {
        published: vec![PublishedTable {
            name: SNAPSHOT.to_owned(),
            path: systems,
            shown_as: format!("{SNAPSHOT}.csv"),
            sha256: String::new(),
            size: 0,
            origin: Origin::Unlisted,
        }],
        ..AtHand::in_folder(&data)
    };
    let parameters = Parameters::parse(&[], PARAMETERS).map_err(|errors| format!("{errors:?}"))?;
    let output = STUDY.run(&at_hand, &parameters);
    let fault = output.problems.faults.first().map(ToString::to_string);
    let error = output.problems.errors.first().map(ToString::to_string);
    if let Some(why) = fault.or(error) {
        return Err(why.into());
    }
    eprintln!("study={}", 1000.0 * start.elapsed().as_secs_f64());
    let numbers = output.ledger.facts().filter_map(|fact| {
        let number = fact.value.number()?;
        Some((fact.path.clone(), json!(number)))
    });
    let numbers: Map<String, Value> = numbers.collect();
    println!("{}", Value::Object(numbers));
    Ok(())
}
