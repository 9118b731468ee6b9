//! The table that the study runs on: the snapshot, a file given in its place, or the embedded one.

use std::collections::BTreeSet;
use std::sync::Arc;

use highwater_facts::{Basis, BasisKind, Quantity, Unit, Value};
use highwater_ingest::Catalog;
use highwater_ingest::organizations::{Aliases, Splitting};
use highwater_ingest::published::Summary;
use highwater_study::{Facts, Finding, Inputs, PublishedTable, Results, StudyError};

use super::facts_table;
use super::models::Models;
use super::{ModelTable, SNAPSHOT};
use crate::model_table;

const ALIASES: &str = "aliases.csv";

/// Reads the table at hand; returns it with what is to be said of it.
pub(super) fn read(inputs: &Inputs<'_>) -> Result<(Models, Results), StudyError> {
    let aliases = inputs.tables(model_table::FOLDER, read_aliases);
    let (models, mut results) = match inputs.published(SNAPSHOT) {
        Some(table) => read_published(table, aliases.as_ref().unwrap_or(&Aliases::default())),
        None => read_embedded(inputs, aliases.as_ref().unwrap_or(&Aliases::default()))?,
    };
    if let Ok(aliases) = aliases {
        judge_names(&models, &aliases, &mut results);
    }
    Ok((models, results))
}

fn read_aliases(catalog: &mut Catalog) -> Aliases {
    let Some(file) = catalog.file(ALIASES) else {
        return Aliases::default();
    };
    let (aliases, faults) = Aliases::read(&file);
    catalog.faults.extend(faults);
    aliases
}

fn read_published(table: &PublishedTable, aliases: &Aliases) -> (Models, Results) {
    let (models, summary) = ModelTable::models(table.input(), aliases);
    let (kind, name) = table.basis();
    let mut results = record_input(name, kind, &models, table.credit());
    results.append(record_summary(&summary));
    results.add_published(table, summary);
    let splittings = [Splitting::Quoted, Splitting::EachComma];
    for row in aliases.unused(&seen(&models, &splittings)) {
        let message = format!(
            "the alias `{}` is not a name in `{}`",
            row.alias, table.shown_as
        );
        let finding = Finding::warning("HW0126", message, row);
        results.problems.findings.push(finding);
    }
    (models, results)
}

fn read_embedded(inputs: &Inputs<'_>, aliases: &Aliases) -> Result<(Models, Results), StudyError> {
    let rows = model_table::read(inputs)?;
    let credit = model_table::CREDIT.to_owned();
    let models = facts_table::models(&rows, aliases);
    let results = record_input(model_table::FILE, BasisKind::Embedded, &models, credit);
    Ok((models, results))
}

/// The names in the cells of organisations, taken apart in these ways.
fn seen(models: &Models, splittings: &[Splitting]) -> BTreeSet<Arc<str>> {
    let cells = models.rows.iter().filter_map(|model| model.organizations);
    let cells: BTreeSet<_> = cells.collect();
    let names = cells.iter().flat_map(|cell| {
        splittings
            .iter()
            .flat_map(|how| models.cells.split_names(*cell, *how))
    });
    names
        .map(|name| models.cells.names.text(*name).clone())
        .collect()
}

/// Tells the names that may be one with a known one, as names without what tears them apart.
fn judge_names(models: &Models, aliases: &Aliases, results: &mut Results) {
    let names = seen(models, &[Splitting::Quoted]);
    for pair in aliases.look_alikes(names.iter().map(|name| &**name)) {
        let finding = Finding::note("HW0127", pair.to_string());
        results.problems.findings.push(finding);
    }
}

fn record_input(table: &str, kind: BasisKind, models: &Models, credit: String) -> Results {
    let mut facts = Facts::below("openness.input");
    facts.add("table", table, "table that the study ran on", "", []);
    facts.add("kind", kind.words(), "what that table is", "", []);
    facts.within(&models.all_rows(), |facts| {
        facts.count(
            "rows",
            models.rows.len() as u64,
            "rows",
            "rows of that table",
        );
    });
    let label = "whom to credit for the table";
    facts.add("credit", Value::Text(credit), label, "", []);
    let mut results = Results::from(facts);
    results.ledger.bases.push(Basis {
        study: "openness",
        kind,
        table: table.to_owned(),
        snapshot: SNAPSHOT,
    });
    results
}

fn record_summary(summary: &Summary) -> Facts {
    let mut facts = Facts::below("openness.input");
    let ignored = Quantity::exact(summary.ignored.len() as f64, Unit::Of("columns"));
    let how = summary.ignored.join(", ");
    facts.add(
        "ignored_columns",
        ignored,
        "columns that the study does not read",
        &how,
        [],
    );
    facts
}
