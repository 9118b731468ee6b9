//! The tables that the study runs on: the snapshot, a file given in its place, or the embedded one.

use highwater_facts::{Basis, BasisKind, Quantity, Unit, Value};
use highwater_ingest::Placed;

use super::records::{Notability, Record, Records};
use super::sector::Kinds;
use super::{SNAPSHOT, SystemsTable};
use crate::inputs::{Inputs, PublishedTable};
use crate::model_table::{self, ModelRow};
use crate::output::Output;

/// Reads the table at hand; none where something of it is at fault, which is told.
#[must_use]
pub fn read(inputs: &Inputs<'_>, output: &mut Output) -> Option<Records> {
    match inputs.published(SNAPSHOT) {
        Some(table) => read_published(table, output),
        None => read_embedded(inputs, output),
    }
}

fn read_published(table: &PublishedTable, output: &mut Output) -> Option<Records> {
    let (records, summary) = SystemsTable::default().records(table.input());
    let (kind, name) = table.basis();
    record_input(output, name, kind, &records, table.credit());
    output.ledger.sources.push(table.source(&summary));
    let sound = summary.faults.is_empty();
    output.faults_left_out += summary.faults.left_out;
    output.faults.extend(summary.faults.kept);
    sound.then_some(records)
}

fn read_embedded(inputs: &Inputs<'_>, output: &mut Output) -> Option<Records> {
    let mut catalog = inputs.catalog(model_table::FOLDER);
    let rows = catalog.read::<ModelRow>(model_table::FILE);
    let sound = catalog.faults.is_empty();
    output.take(catalog);
    let records = Records {
        rows: rows.iter().map(record).collect(),
        file: rows.first().map(|row| row.file.clone()).unwrap_or_default(),
        has_papers: false,
    };
    let credit = model_table::CREDIT.to_owned();
    record_input(
        output,
        model_table::FILE,
        BasisKind::Embedded,
        &records,
        credit,
    );
    sound.then_some(records)
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

fn record_input(
    output: &mut Output,
    table: &str,
    kind: BasisKind,
    records: &Records,
    credit: String,
) {
    output.ledger.bases.push(Basis {
        study: "divide",
        kind,
        table: table.to_owned(),
        snapshot: SNAPSHOT,
    });
    let mut facts = output.facts("divide.input");
    facts.add("table", table, "table that the study ran on", "", []);
    facts.add("kind", kind.words(), "what that table is", "", []);
    let label = "whom to credit for the table";
    facts.add("credit", Value::Text(credit), label, "", []);
    facts.count("rows", records.rows.len() as u64, "rows", "rows of it");
    let papers = match records.has_papers {
        true => Quantity::exact(records.papers().len() as f64, Unit::Of("papers")).into(),
        false => super::labels::needs_snapshot(),
    };
    let label = "papers that its models come from";
    facts.add("papers", papers, label, "by normalised title", []);
}
