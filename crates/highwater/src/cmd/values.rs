//! `values`: what the studies found.

use highwater_facts::{Fact, Format, Ledger, Value};
use highwater_report::diagnostic::Severity;
use highwater_report::facts_json;

use super::report::with_threads;
use crate::cli::{ValuesArguments, ValuesFormat};
use crate::engine::project;
use crate::engine::workspace::Workspace;
use crate::program::Program;
use crate::terminal::Failure;
use crate::terminal::Terminal;

pub(crate) fn run(
    arguments: &ValuesArguments,
    program: &Program,
    terminal: &Terminal,
) -> Result<(), Failure> {
    let root = Workspace::find(program)?;
    let studied = with_threads(arguments.input.jobs, || {
        project::try_study(&root, &arguments.input)
    })??;
    // Standard output is for values alone, whatever the format of messages.
    for line in &studied.used {
        terminal.detail(line);
    }
    for finding in studied.incomplete.iter().chain(&studied.findings) {
        let word = match finding.severity {
            Severity::Note => "note",
            _ => "warning",
        };
        let place = finding.position();
        let place = place.map(|(file, line, _)| format!("{file}:{line}: "));
        let told = format!(
            "{word}[{}]: {}{}",
            finding.code,
            place.unwrap_or_default(),
            finding.message
        );
        terminal.status(&told);
    }
    let (ledger, prefix) = (
        &studied.results.ledger,
        arguments.prefix.trim_end_matches('.'),
    );
    if ledger.below(prefix).next().is_none() {
        return Err(unknown(ledger, prefix, program));
    }
    match arguments.format {
        ValuesFormat::Json => {
            let json = serde_json::to_string_pretty(&facts_json(ledger, prefix));
            terminal.result(&json.unwrap_or_default());
        }
        ValuesFormat::Table => {
            let facts: Vec<&Fact> = ledger.below(prefix).collect();
            let width = facts.iter().map(|fact| fact.path.len()).max().unwrap_or(0);
            for fact in facts {
                terminal.result(&format!(
                    "{:<width$}  {:>14}  {}",
                    fact.path,
                    text(fact),
                    fact.label
                ));
            }
        }
    }
    Ok(())
}

fn text(fact: &Fact) -> String {
    match &fact.value {
        Value::Missing(reason) => format!("missing: {reason}"),
        value => Format::default().text(value).unwrap_or_default(),
    }
}

fn unknown(ledger: &Ledger, prefix: &str, program: &Program) -> Failure {
    let near = ledger.nearest(prefix);
    let hint = if near.is_empty() {
        format!("`{}` lists all paths", program.invoke("values"))
    } else {
        format!(
            "the nearest paths: {}",
            near.iter()
                .map(|path| format!("`{path}`"))
                .collect::<Vec<_>>()
                .join(", ")
        )
    };
    Failure::Other(format!("no value lies at or below `{prefix}`"), Some(hint))
}
