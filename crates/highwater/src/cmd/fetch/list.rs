//! `fetch --list`: what each snapshot is, and where it lies.

use highwater_ingest::snapshots::{Folder, Snapshot};
use serde_json::{Value, json};

use super::bytes;
use crate::cli::ListFormat;
use crate::terminal::Failure;
use crate::terminal::Terminal;

pub(super) fn run(
    snapshots: &[&Snapshot],
    folders: &[Folder],
    format: ListFormat,
    terminal: &Terminal,
) -> Result<(), Failure> {
    let place = |snapshot: &Snapshot| snapshot.find(folders).ok().map(|found| found.shown_as);
    match format {
        ListFormat::Json => {
            let all: Vec<Value> = snapshots
                .iter()
                .map(|snapshot| object(snapshot, place(snapshot)))
                .collect();
            terminal.result(&serde_json::to_string_pretty(&all).unwrap_or_default());
        }
        ListFormat::Table => {
            let width = snapshots
                .iter()
                .map(|one| one.name.len())
                .max()
                .unwrap_or(0);
            for one in snapshots {
                terminal.result(&format!(
                    "{:<width$}  {:<10}  {:>15}  {}  {}",
                    one.name,
                    one.date,
                    format!("{} bytes", bytes(one.size)),
                    one.licence,
                    place(one).as_deref().unwrap_or("not here")
                ));
            }
        }
    }
    Ok(())
}

fn object(snapshot: &Snapshot, path: Option<String>) -> Value {
    json!({
        "name": snapshot.name,
        "date": snapshot.date,
        "size": snapshot.size,
        "licence": snapshot.licence,
        "path": path,
        "sha256": snapshot.sha256.to_string(),
        "address": snapshot.address.to_string(),
        "credit": snapshot.credit,
        "holds": snapshot.holds,
    })
}
