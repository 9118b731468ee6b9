//! A story of one's own: a table, a study, a story, and the site in the folder given.

#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "an example is a program, and tells its user"
)]

use std::error::Error;
use std::path::Path;
use std::sync::atomic::AtomicBool;

use highwater_facts::{Fact, Month, Quantity, Unit};
use highwater_ingest::{Catalog, Cells, Column, Kind, Row, Schema};
use highwater_report::diagnostic::render_human;
use highwater_report::{Project, Results, check, render, write};

struct Rain {
    month: Month,
    fallen: Quantity,
}

impl Row for Rain {
    const SCHEMA: Schema = Schema {
        columns: &[
            Column::new("month", Kind::Month),
            Column::new("fallen", Kind::Quantity(Unit::Of("mm"))),
        ],
        key: "month",
        ascending: true,
    };

    fn read(cells: &mut Cells<'_>) -> Option<Self> {
        Some(Rain {
            month: cells.month("month")?,
            fallen: cells.quantity("fallen")?,
        })
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let here = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/own_story");
    let out = std::env::args_os().nth(1).ok_or("usage: own_story OUT")?;

    let mut catalog = Catalog::open(&here.join("data"), "data");
    let rows = catalog.read::<Rain>("rain.csv");
    if let Some(fault) = catalog.faults.first() {
        return Err(fault.to_string().into());
    }
    let mut results = Results::default();
    let wettest = rows
        .iter()
        .max_by(|a, b| a.fallen.low().total_cmp(&b.fallen.low()))
        .ok_or("no rows")?;
    let cell = || [wettest.cell("fallen")];
    results.ledger.add(
        Fact::new("rain.wettest", wettest.fallen, "rain of the wettest month").from_cells(cell()),
    )?;
    results.ledger.add(
        Fact::new("rain.wettest_month", wettest.month, "the wettest month").from_cells(cell()),
    )?;
    results.ledger.sources = catalog.sources;

    let project = Project::load(&here.join("report"), "report")
        .map_err(|found| render_human(&found[0], false))?;
    let checked = check(&project, &results, None);
    for finding in &checked.diagnostics {
        eprintln!("{}\n", render_human(finding, false));
    }
    if !checked.is_sound(true) {
        return Err("the story says what its data do not".into());
    }
    let site = render(&checked).map_err(|found| render_human(&found[0], false))?;
    write(&site, Path::new(&out), &AtomicBool::new(false))?;
    println!("{}", checked.coverage);
    Ok(())
}
