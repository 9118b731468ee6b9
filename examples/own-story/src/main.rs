//! Builds the site of a story of one's own: `data/` and `report/` of the current folder into `site/`.

mod rain;

use std::path::Path;
use std::process::ExitCode;
use std::sync::atomic::AtomicBool;

use highwater_ingest::{Catalog, TextFile};
use highwater_report::diagnostic::{Diagnostic, Files, render_human};
use highwater_report::{Project, check, render, write};

fn main() -> ExitCode {
    match build() {
        Ok(done) => {
            println!("{done}; open site/index.html");
            ExitCode::SUCCESS
        }
        Err(told) => {
            eprintln!("{told}");
            ExitCode::FAILURE
        }
    }
}

/// Reads the table, runs the study, checks the story and writes the site; else what is wrong.
fn build() -> Result<String, String> {
    let mut catalog = Catalog::open(Path::new("data"), "data");
    let rows = catalog.read::<rain::RainRow>("rain.csv");
    if !catalog.faults.is_empty() {
        let mut files = Files::new(|name| Some(TextFile::new(name, &std::fs::read(name).ok()?)));
        let faults = catalog.faults.iter().map(|fault| files.fault(fault));
        return Err(told(&faults.collect::<Vec<_>>()));
    }
    let mut results = rain::study(&rows)?;
    results.ledger.sources = catalog.sources;

    let project = Project::load(Path::new("report"), "report").map_err(|found| told(&found))?;
    let checked = check(&project, &results, None);
    // Strictly: a warning keeps the site from being written, too.
    if !checked.is_sound(true) {
        return Err(told(&checked.diagnostics));
    }
    let site = render(&checked).map_err(|found| told(&found))?;
    write(&site, Path::new("site"), &AtomicBool::new(false))
        .map_err(|error| format!("{error}; {}", error.hint()))?;
    Ok(checked.coverage.to_string())
}

/// Findings as a person reads them, without colours.
fn told(findings: &[Diagnostic]) -> String {
    let told = findings.iter().map(|finding| render_human(finding, false));
    told.collect::<Vec<_>>().join("\n\n")
}
