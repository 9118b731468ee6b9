//! The table that a new project is about, with what was guessed of it.

use std::path::Path;

use highwater_ingest::{ColumnKind, Guess, TextFile, guess, input_file};
use highwater_query::Query;

use crate::engine::tables::table_name;
use crate::terminal::Failure;

/// The table that the project is about.
pub(super) struct Table {
    /// Its file, as the project has it below `data/`.
    pub(super) file: TextFile,
    /// Its name in queries.
    pub(super) name: String,
    pub(super) guess: Guess,
}

impl Table {
    pub(super) fn read(from: &Path) -> Result<Self, Failure> {
        let bytes = input_file::read(from, input_file::MOST_IN_MEMORY).map_err(|error| {
            Failure::other(
                format!("`{}` cannot be read: {error}", from.display()),
                "name the file of a table, as `--from rain.csv`",
            )
        })?;
        let file = file_name(from);
        let text = TextFile::new(&format!("data/{file}"), &bytes);
        let guess = guess(&text);
        if !guess.table.faults.is_empty() {
            let mut files = highwater_report::diagnostic::Files::new(|_| {
                Some(TextFile::new(&from.display().to_string(), &bytes))
            });
            let found = guess
                .table
                .faults
                .kept
                .iter()
                .map(|fault| files.fault(fault));
            return Err(Failure::Findings(found.collect(), false));
        }
        Ok(Table {
            name: table_name("", &file),
            file: text,
            guess,
        })
    }

    /// Returns what was guessed, in a line each.
    pub(super) fn told(&self) -> Vec<String> {
        let guessed = self.guess.lines.iter().chain(&self.guess.columns);
        let mut lines: Vec<String> = guessed
            .map(|guessed| format!("{}    because {}", guessed.line, guessed.because))
            .collect();
        if self.guess.settings.key.is_empty() {
            lines.push("no key: no one, two or three columns tell all rows apart".to_owned());
        }
        for (kind, what) in [
            (ColumnKind::Text, "texts"),
            (ColumnKind::Number, "numbers"),
            (ColumnKind::Date, "days"),
            (ColumnKind::Month, "months"),
            (ColumnKind::Year, "years"),
        ] {
            let columns = self.guess.table.columns.iter();
            let names: Vec<&str> = columns
                .filter(|column| column.kind == kind)
                .map(|column| column.name.as_str())
                .collect();
            if !names.is_empty() {
                lines.push(format!("{what}: {}", names.join(", ")));
            }
        }
        lines
    }

    pub(super) fn file_name(&self) -> &str {
        self.file.name.rsplit('/').next().unwrap_or_default()
    }
}

/// Returns the name of a file in letters that addresses have.
fn file_name(from: &Path) -> String {
    let name = from.file_name().unwrap_or_default().to_string_lossy();
    let is_plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_');
    let name = name.replace(|c| !is_plain(c), "_");
    match name.starts_with(|c: char| c.is_ascii_alphabetic()) {
        true => name,
        false => format!("table_{name}"),
    }
}

/// A name as SQL takes it, in quotes if it needs them.
pub(super) fn sql_name(name: &str) -> String {
    let is_word = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let is_plain = name.chars().all(is_word)
        && Query::parse("plain", &format!("SELECT max({name}) AS n FROM {name}")).is_ok();
    match is_plain {
        true => name.to_owned(),
        false => format!("\"{}\"", name.replace('"', "\"\"")),
    }
}
