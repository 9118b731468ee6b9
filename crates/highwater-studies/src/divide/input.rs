//! The tables that the study runs on: the snapshot, a file given in its place, or the embedded one.

use highwater_facts::{Basis, BasisKind, Quantity, Unit, Value};
use highwater_ingest::Placed;
use highwater_study::{Facts, Inputs, PublishedTable, Results, StudyError};

use super::records::{Notability, Record, Records};
use super::sector::Kinds;
use super::{SNAPSHOT, SystemsTable};
use crate::model_table::{self, ModelRow};

/// Reads the table at hand; returns it with what is to be said of it, its faults included.
///
/// # Errors
///
/// [`StudyError::TablesAtFault`] if a table of the project has faults.
pub fn read(inputs: &Inputs<'_>) -> Result<(Records, Results), StudyError> {
    match inputs.published(SNAPSHOT) {
        Some(table) => Ok(read_published(table)),
        None => read_embedded(inputs),
    }
}

fn read_published(table: &PublishedTable) -> (Records, Results) {
    let (records, summary) = SystemsTable::records(table.input());
    let (kind, name) = table.basis();
    let mut results = record_input(name, kind, &records, table.credit());
    results.add_published(table, summary);
    (records, results)
}

fn read_embedded(inputs: &Inputs<'_>) -> Result<(Records, Results), StudyError> {
    let rows = model_table::read(inputs)?;
    let records = Records {
        rows: rows.iter().map(record).collect(),
        file: rows.first().map(|row| row.file.clone()).unwrap_or_default(),
        has_papers: false,
    };
    let credit = model_table::CREDIT.to_owned();
    let results = record_input(model_table::FILE, BasisKind::Embedded, &records, credit);
    Ok((records, results))
}

fn record(row: &Placed<ModelRow>) -> Record {
    let kinds = row.categories.as_deref().unwrap_or_default();
    let compute = row.training_compute;
    Record {
        line: row.line,
        date: Some(row.date),
        kinds: Kinds::of(kinds.split("; ").filter(|kind| !kind.is_empty())),
        notability: Notability {
            unstated: row.notable == Some(true),
            ..Notability::default()
        },
        log_compute: compute.map(|flop| libm::log10(flop.middle())),
        code: row.code,
        ..Record::named(&row.model)
    }
}

fn record_input(table: &str, kind: BasisKind, records: &Records, credit: String) -> Results {
    let mut facts = Facts::below("divide.input");
    facts.add("table", table, "table that the study ran on", "", []);
    facts.add("kind", kind.words(), "what that table is", "", []);
    let label = "whom to credit for the table";
    facts.add("credit", Value::Text(credit), label, "", []);
    facts.within(&records.all_rows(), |facts| {
        facts.count("rows", records.rows.len() as u64, "rows", "rows of it");
    });
    let (label, how) = ("papers that its models come from", "by normalised title");
    if records.has_papers {
        let papers = records.papers();
        let words = "for each paper the model with the largest compute";
        let set = records.row_set("papers", words, papers.iter().map(|paper| paper.line));
        let n = Quantity::exact(papers.len() as f64, Unit::Of("papers"));
        facts.within(&set, |facts| facts.add("papers", n, label, how, []));
    } else {
        facts.add("papers", super::labels::needs_snapshot(), label, how, []);
    }
    let mut results = Results::from(facts);
    results.ledger.bases.push(Basis {
        study: "divide",
        kind,
        table: table.to_owned(),
        snapshot: SNAPSHOT,
    });
    results
}
