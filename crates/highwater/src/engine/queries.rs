//! The queries of a project, run on its tables: a study that is written in SQL.

use std::ops::Range;
use std::path::{Path, PathBuf};

use highwater_ingest::input_file;
use highwater_query::{Database, Limits, Query, QueryError, record};
use highwater_report::SourceText;
use highwater_report::diagnostic::Diagnostic;
use highwater_study::{AtHand, Results};

use super::tables;

/// The folder of queries, as messages name it.
const FOLDER: &str = "report/queries";

/// The queries of a project, as they were read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Queries {
    /// Each with its name.
    texts: Vec<(String, SourceText)>,
}

impl Queries {
    /// Reads `report/queries/*.sql`, in the order of their names.
    pub(crate) fn read(root: &Path) -> Result<Self, Vec<Diagnostic>> {
        let mut paths: Vec<PathBuf> = std::fs::read_dir(root.join(FOLDER))
            .into_iter()
            .flatten()
            .flatten()
            .map(|entry| entry.path())
            .filter(|path| path.extension().is_some_and(|extension| extension == "sql"))
            .collect();
        paths.sort();
        let mut queries = Queries::default();
        let mut found = Vec::new();
        for path in paths {
            let stem = path.file_stem().unwrap_or_default().to_string_lossy();
            let shown = format!("{FOLDER}/{stem}.sql");
            let text = input_file::read(&path, input_file::MOST_OF_A_TEXT)
                .map_err(|error| error.to_string())
                .and_then(|bytes| String::from_utf8(bytes).map_err(|error| error.to_string()));
            match text {
                Ok(text) if is_name(&stem) => {
                    queries
                        .texts
                        .push((stem.into_owned(), SourceText::new(&shown, text.as_str())));
                }
                Ok(_) => found.push(
                    Diagnostic::error("HW0220", format!("`{shown}` cannot be the name of a query"))
                        .help("use small letters, digits and `_`, a letter first: its values are named by it"),
                ),
                Err(error) => found.push(
                    Diagnostic::error("HW0203", format!("`{shown}` cannot be read: {error}"))
                        .help("check that the file is a text and can be read"),
                ),
            }
        }
        if found.is_empty() {
            Ok(queries)
        } else {
            Err(found)
        }
    }

    /// Returns whether there are none.
    pub(crate) fn are_none(&self) -> bool {
        self.texts.is_empty()
    }

    /// Runs the queries. What is wrong with them is given with its place; what is wrong with the tables is
    /// among the problems of the results.
    pub(crate) fn run(&self, at_hand: &AtHand<'_>) -> Result<Results, Vec<Diagnostic>> {
        let mut results = Results::default();
        let mut found = Vec::new();
        let mut queries = Vec::new();
        for (name, source) in &self.texts {
            match Query::parse(name, &source.text) {
                Ok(query) => queries.push((query, source)),
                Err(error) => found.push(diagnostic(&error, source)),
            }
        }
        let tables = tables::read(at_hand, |table| self.name(table), &mut results);
        if !results.problems.faults.is_empty() || self.texts.is_empty() {
            return Ok(results);
        }
        let database = match Database::new(tables, Limits::default()) {
            Ok(database) => database,
            Err(error) => {
                let finding = Diagnostic::error("HW0220", error.message).help(error.help);
                return Err(vec![finding]);
            }
        };
        for (query, source) in queries {
            match database.answer(&query) {
                Ok(answer) => results.append(record(&query, &answer)),
                Err(error) => found.push(diagnostic(&error, source)),
            }
        }
        if found.is_empty() {
            Ok(results)
        } else {
            Err(found)
        }
    }

    /// Returns whether a query names a table, as far as its words say.
    fn name(&self, table: &str) -> bool {
        let is_word = |c: char| c.is_alphanumeric() || c == '_';
        let names = |text: &str| {
            let mut words = text.split(|c| !is_word(c));
            words.any(|word| word.eq_ignore_ascii_case(table))
        };
        self.texts.iter().any(|(_, source)| names(&source.text))
    }
}

fn is_name(stem: &str) -> bool {
    let is_of = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    stem.starts_with(|c: char| c.is_ascii_lowercase()) && stem.chars().all(is_of)
}

fn diagnostic(error: &QueryError, source: &SourceText) -> Diagnostic {
    let finding = Diagnostic::error("HW0220", error.message.as_str());
    let place: Range<usize> = error.place.clone().unwrap_or(0..source.text.len().min(1));
    finding.at(source, place, "").help(error.help.as_str())
}
