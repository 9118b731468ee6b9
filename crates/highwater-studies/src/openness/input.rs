//! The table that the study runs on: the snapshot, a file given in its place, or the embedded one.

use std::collections::BTreeSet;
use std::sync::Arc;

use highwater_facts::{Basis, BasisKind, Quantity, Unit, Value};
use highwater_ingest::Catalog;
use highwater_ingest::organizations::{Aliases, Splitting};
use highwater_ingest::published::Summary;

use super::facts_table;
use super::models::Models;
use super::{ModelTable, SNAPSHOT};
use crate::inputs::{Inputs, PublishedTable};
use crate::model_table::{self, ModelRow};
use crate::output::{Finding, Output};

const ALIASES: &str = "aliases.csv";

/// Reads the table at hand; none where something of it is at fault, which is told.
pub(super) fn read(inputs: &Inputs<'_>, output: &mut Output) -> Option<Models> {
    let mut catalog = inputs.catalog(super::FOLDER);
    let aliases = read_aliases(&mut catalog);
    let models = match inputs.published(SNAPSHOT) {
        Some(table) => read_published(table, &aliases, output),
        None => read_embedded(&mut catalog, &aliases, output),
    };
    let sound = catalog.faults.is_empty();
    output.take(catalog);
    let models = models.filter(|_| sound)?;
    judge_names(&models, &aliases, output);
    Some(models)
}

fn read_aliases(catalog: &mut Catalog) -> Aliases {
    let Some(file) = catalog.file(ALIASES) else {
        return Aliases::default();
    };
    let (aliases, faults) = Aliases::read(&file);
    catalog.faults.extend(faults);
    aliases
}

fn read_published(
    table: &PublishedTable,
    aliases: &Aliases,
    output: &mut Output,
) -> Option<Models> {
    let (models, summary) = ModelTable::default().models(table.input(), aliases);
    let (kind, name) = table.basis();
    record_input(output, name, kind, models.rows.len());
    record_summary(output, &summary);
    output.ledger.sources.push(table.source(&summary));
    let sound = summary.faults.is_empty();
    output.faults_left_out += summary.faults.left_out;
    output.faults.extend(summary.faults.kept);
    let splittings = [Splitting::Quoted, Splitting::EachComma];
    for row in aliases.unused(&seen(&models, &splittings)) {
        let message = format!(
            "the alias `{}` is not a name in `{}`",
            row.alias, table.shown_as
        );
        output
            .findings
            .push(Finding::warning("HW0126", message, row));
    }
    record_credit(output, table.credit());
    sound.then_some(models)
}

fn read_embedded(catalog: &mut Catalog, aliases: &Aliases, output: &mut Output) -> Option<Models> {
    let faults = catalog.faults.len();
    let rows = catalog.read::<ModelRow>(model_table::FILE);
    if catalog.faults.len() > faults {
        return None;
    }
    record_input(output, model_table::FILE, BasisKind::Embedded, rows.len());
    record_credit(output, model_table::CREDIT.to_owned());
    Some(facts_table::models(&rows, aliases))
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
fn judge_names(models: &Models, aliases: &Aliases, output: &mut Output) {
    let names = seen(models, &[Splitting::Quoted]);
    for pair in aliases.look_alikes(names.iter().map(|name| &**name)) {
        output
            .findings
            .push(Finding::note("HW0127", pair.to_string()));
    }
}

fn record_input(output: &mut Output, table: &str, kind: BasisKind, rows: usize) {
    output.ledger.bases.push(Basis {
        study: "openness",
        kind,
        table: table.to_owned(),
        snapshot: SNAPSHOT,
    });
    let mut facts = output.facts("openness.input");
    facts.add("table", table, "table that the study ran on", "", []);
    facts.add("kind", kind.words(), "what that table is", "", []);
    let rows = Quantity::exact(rows as f64, Unit::Of("rows"));
    facts.add("rows", rows, "rows of that table", "", []);
}

/// Whom figures name as their source.
fn record_credit(output: &mut Output, credit: String) {
    let mut facts = output.facts("openness.input");
    facts.add(
        "credit",
        Value::Text(credit),
        "whom to credit for the table",
        "",
        [],
    );
}

fn record_summary(output: &mut Output, summary: &Summary) {
    let mut facts = output.facts("openness.input");
    let ignored = Quantity::exact(summary.ignored.len() as f64, Unit::Of("columns"));
    let how = summary.ignored.join(", ");
    facts.add(
        "ignored_columns",
        ignored,
        "columns that the study does not read",
        &how,
        [],
    );
}
