//! The study of openness as a program, for measuring it.
//!
//! `openness TABLE ALIASES` makes the published reading of a table of organisations of any size: the
//! table streams by, so that memory does not grow with it. `openness TABLE ALIASES multiverse` runs
//! all analyses of all headlines. What is found goes to standard output as JSON, the peak of memory
//! and the time of the multiverse to standard error.

#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a program tells what it found"
)]

use std::error::Error;
use std::path::Path;
use std::time::Instant;

use highwater_ingest::organizations::Aliases;
use highwater_ingest::published::Input;
use highwater_ingest::{Date, TextFile};
use highwater_studies::openness::ModelTable;
use highwater_studies::openness::as_published::{AsPublished, Groups, THRESHOLDS};
use highwater_studies::openness::correlation::Correlation;
use highwater_studies::openness::multiverse;
use highwater_studies::openness::tally::{Asset, Reading, Selection, Tally};
use serde_json::{Value, json};

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let usage = "usage: openness TABLE ALIASES";
    let (table, aliases) = (
        arguments.next().ok_or(usage)?,
        arguments.next().ok_or(usage)?,
    );

    let (aliases, faults) = Aliases::read(&TextFile::new(&aliases, &std::fs::read(&aliases)?));
    if let Some(fault) = faults.into_iter().next() {
        return Err(fault.into());
    }
    if arguments.next().as_deref() == Some("multiverse") {
        return multiverse(&table, &aliases);
    }
    let selection = Selection {
        cutoff: Date::new(2018, 1, 1),
        until: None,
        notable_only: true,
        asset: Asset::Weights,
    };
    let mut tally = Tally::new(selection, Reading::PUBLISHED);
    let input = Input::file(Path::new(&table), &table);
    let (cells, summary) =
        ModelTable::each(input, &aliases, |model, cells| tally.add(model, cells));
    if let Some(fault) = summary.faults.kept.into_iter().next() {
        return Err(fault.into());
    }
    let found = AsPublished::of(&tally, &cells);

    let top = found.organizations.iter().take(5).map(|o| {
        let name = &**cells.names.text(o.id);
        json!([
            name,
            o.max_log_compute,
            o.mean_log_compute,
            o.open_percent(),
            o.models
        ])
    });
    let rho = |correlation: &Correlation| correlation.test.as_ref().ok().map(|test| test.rho);
    let spearman = THRESHOLDS.iter().zip(&found.all);
    let spearman: serde_json::Map<String, Value> = spearman
        .map(|(least, of)| (least.to_string(), json!([of.admitted, rho(of)])))
        .collect();
    let result = json!({
        "n_split": found.counts.exploded,
        "n_notable": found.counts.notable,
        "n_orgs": found.organizations.len(),
        "top": top.collect::<Vec<_>>(),
        "spearman": spearman,
        "country": groups(&found.country),
        "type": groups(&found.category),
    });
    println!("{result}");
    eprintln!("peak_memory_kb={}", peak_memory_kb().unwrap_or(0));
    Ok(())
}

fn multiverse(table: &str, aliases: &Aliases) -> Result<(), Box<dyn Error>> {
    let input = Input::file(Path::new(table), table);
    let (models, _) = ModelTable::models(input, aliases);
    let start = Instant::now();
    let all = multiverse::all(&models);
    eprintln!("multiverse_s={}", start.elapsed().as_secs_f64());
    for multiverse in all {
        println!("{}", json!([multiverse.segment, multiverse.line()]));
    }
    Ok(())
}

fn groups(groups: &Groups) -> Value {
    let mean = |shares: &[f64]| shares.iter().sum::<f64>() / shares.len() as f64;
    let test = groups.test.as_ref().ok();
    let p = test
        .and_then(|test| test.normal_continuity)
        .map(|p| p.two_sided);
    json!([
        groups.first.len(),
        groups.second.len(),
        mean(&groups.first),
        mean(&groups.second),
        test.map(|test| test.u1),
        p
    ])
}

/// The largest memory that the process has held, where the system tells it.
fn peak_memory_kb() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    line.split_whitespace().nth(1)?.parse().ok()
}
