//! The tables that the study runs on: the snapshots, files given in their place, or the embedded
//! table.

use std::sync::Arc;

use highwater_facts::{Basis, BasisKind, Quantity, Value};
use highwater_ingest::Placed;
use highwater_study::{Facts, Inputs, Origin, PublishedTable, Results, StudyError};

use super::benchmark_tables::Scores;
use super::lists::Lists;
use super::systems::{ColumnNames, System, Systems};
use super::{BENCHMARKS, GSM1K};
use crate::model_table::{self, ModelRow};

/// Reads the tables at hand; returns them with what is to be said of them, their faults included.
///
/// Without the benchmarks the embedded table is read; without GSM1k's table the benchmarks alone.
///
/// # Errors
///
/// [`StudyError::TablesAtFault`] if a table of the project has faults.
pub fn read(inputs: &Inputs<'_>) -> Result<(Systems, Results), StudyError> {
    let lists = inputs.tables(super::STUDY.tables, Lists::read);
    let (mut systems, results) = match inputs.published(BENCHMARKS) {
        Some(benchmarks) => read_published(benchmarks, inputs.published(GSM1K)),
        None => read_embedded(inputs)?,
    };
    let Ok(lists) = lists else {
        return Ok((systems, results));
    };
    for system in &mut systems.rows {
        lists.judge(system);
    }
    Ok((systems, results))
}

fn read_published(
    benchmarks: &PublishedTable,
    gsm1k: Option<&PublishedTable>,
) -> (Systems, Results) {
    let mut systems = Systems::default();
    let mut results = Results::default();
    let gsm1k = gsm1k.map(|table| (table, Scores::of_gsm1k(table.input()), GSM1K));
    let benchmarks = Some((
        benchmarks,
        Scores::of_benchmarks(benchmarks.input()),
        BENCHMARKS,
    ));
    let mut used = Vec::new();
    // GSM1k's rows come first, as in the notebook.
    for (table, scores, snapshot) in [gsm1k, benchmarks].into_iter().flatten() {
        let (kind, name) = table.basis();
        results.append(record_basis(name, kind, snapshot));
        let file = scores.summary.file.clone();
        results.add_published(table, scores.summary);
        systems.columns.insert(file, scores.columns);
        systems.rows.extend(scores.systems);
        systems.seal_math += scores.seal_math;
        used.push(table);
    }
    if used.len() == 1 {
        results.append(record_no_gsm1k());
    }
    results.append(record_input(&systems, &credit(&used)));
    (systems, results)
}

/// Whom to credit for several tables: a publisher once, with all editions.
fn credit(tables: &[&PublishedTable]) -> String {
    let listings = tables.iter().map(|table| match &table.origin {
        Origin::Listed(listing) => Some(listing),
        Origin::Unlisted => None,
    });
    match listings.collect::<Option<Vec<_>>>().as_deref() {
        Some([first, rest @ ..]) if rest.iter().all(|other| other.credit == first.credit) => {
            let dates: Vec<&str> = [*first].iter().chain(rest).map(|l| &*l.date).collect();
            let plural = if rest.is_empty() { "" } else { "s" };
            format!(
                "{}; edition{plural} of {}",
                first.credit,
                dates.join(" and ")
            )
        }
        _ => {
            let credits: Vec<String> = tables.iter().map(|table| table.credit()).collect();
            credits.join("; ")
        }
    }
}

fn read_embedded(inputs: &Inputs<'_>) -> Result<(Systems, Results), StudyError> {
    let rows = model_table::read(inputs)?;
    // Only what has a score is a row of this study.
    let scored = rows
        .iter()
        .enumerate()
        .filter(|(_, row)| row.scores().iter().any(Option::is_some));
    let systems = Systems {
        columns: rows.iter().map(column_names).collect(),
        rows: scored.map(system).collect(),
        seal_math: 0,
    };
    let mut results = record_basis(model_table::FILE, BasisKind::Embedded, BENCHMARKS);
    results.append(record_no_gsm1k());
    results.append(record_input(&systems, model_table::CREDIT));
    Ok((systems, results))
}

fn system((place, row): (usize, &Placed<ModelRow>)) -> System {
    let log = |x: Option<Quantity>| x.map(|x| libm::log10(x.middle()));
    System {
        name: row.model.as_str().into(),
        file: row.file.clone(),
        line: row.line,
        place,
        developer: None,
        date: Some(row.date),
        log_parameters: log(row.active_parameters),
        log_compute: log(row.training_compute),
        scores: row.scores().map(|score| score.map(|x| x.middle() / 100.0)),
        trust: row.trust.map(|trust| f64::from(trust.0)),
        finetuned: false,
    }
}

/// The columns of the embedded table, which all its rows have.
fn column_names(row: &Placed<ModelRow>) -> (Arc<str>, ColumnNames) {
    let names = ColumnNames {
        system: ModelRow::model.column().into(),
        date: ModelRow::date.column().into(),
        costs: [ModelRow::active_parameters, ModelRow::training_compute]
            .map(|cost| cost.column().into()),
        scores: ModelRow::SCORES.map(|score| score.column().into()),
    };
    (row.file.clone(), names)
}

fn record_basis(table: &str, kind: BasisKind, snapshot: &'static str) -> Results {
    let name = match snapshot {
        GSM1K => "gsm1k",
        _ => "benchmarks",
    };
    let mut facts = Facts::below("efficiency.input");
    let path = format!("{name}.table");
    facts.add(&path, table, "table that the study ran on", "", []);
    let path = format!("{name}.kind");
    facts.add(&path, kind.words(), "what that table is", "", []);
    let mut results = Results::from(facts);
    results.ledger.bases.push(Basis {
        study: "efficiency",
        kind,
        table: table.to_owned(),
        snapshot,
    });
    results
}

fn record_no_gsm1k() -> Facts {
    let mut facts = Facts::below("efficiency.input.gsm1k");
    let missing = || Value::Missing(format!("the snapshot {GSM1K} is not at hand"));
    facts.add("table", missing(), "table that the study ran on", "", []);
    facts.add("kind", missing(), "what that table is", "", []);
    facts
}

fn record_input(systems: &Systems, credit: &str) -> Facts {
    let mut facts = Facts::below("efficiency.input");
    let credit = Value::Text(credit.to_owned());
    facts.add("credit", credit, "whom to credit for the tables", "", []);
    let mut facts = facts.of_rows(systems.all_rows());
    let (rows, merged) = (systems.rows.len() as u64, systems.seal_math as u64);
    facts.count("rows", rows, "rows", "rows of the tables together");
    let label = "rows whose score on SEAL Math stands for GSM1k";
    facts.count("seal_math", merged, "rows", label);
    facts
}
