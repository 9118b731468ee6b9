//! The queries of a project, run on its tables: a study that is written in SQL.

use std::ops::Range;
use std::path::Path;

use highwater_ingest::{Catalog, Settings, TextFile, read_declared};
use highwater_query::{Answer, Database, Limits, Query, QueryError, Table, linked, record};
use highwater_report::SourceText;
use highwater_report::diagnostic::Diagnostic;
use highwater_study::{AtHand, Results, logical};

use super::answers::Answers;
use super::declarations::Declarations;
use super::{bare, figures, values};

/// A table that queries may name.
struct Listed {
    name: String,
    file: String,
}

impl Declarations {
    /// Runs the queries and makes the figures over them. What is wrong with them is given with its place;
    /// what is wrong with the tables is among the problems of the results.
    pub(crate) fn run(&self, at_hand: &AtHand<'_>) -> Result<Results, Vec<Diagnostic>> {
        let mut results = Results::default();
        if self.are_none() {
            return Ok(results);
        }
        let mut found = Vec::new();
        let (mut queries, mut sources) = (Vec::new(), Vec::new());
        for declared in &self.queries {
            match Query::parse(&declared.name, &declared.text) {
                Ok(query) => {
                    queries.push(query);
                    sources.push(&declared.source);
                }
                Err(error) => found.push(diagnostic(&error, &declared.source)),
            }
        }
        let tables = self.tables(at_hand, &mut results);
        if !results.problems.faults.is_empty() {
            return Ok(results);
        }
        let database = match Database::new(tables, Limits::default()) {
            Ok(database) => database,
            Err(error) => {
                let finding = Diagnostic::error("HW0220", error.message).help(error.help);
                return Err(vec![finding]);
            }
        };
        let mut sound = Vec::new();
        for (query, source) in linked(queries, &database).into_iter().zip(sources) {
            match query {
                Some(Ok(query)) => sound.push((query, source)),
                Some(Err(error)) => found.push(diagnostic(&error, source)),
                None => {}
            }
        }
        // Those that others read come first: what is at fault with them is found once.
        sound.sort_by_key(|(query, _)| query.reads().count());
        let mut answered: Vec<(Query, Answer)> = Vec::new();
        for (query, source) in sound {
            let is_answered = |name: &str| answered.iter().any(|(query, _)| query.name == name);
            if !query.reads().all(is_answered) {
                continue;
            }
            match database.answer(&query) {
                Ok(answer) => {
                    results.append(record(&query, &answer));
                    answered.push((query, answer));
                }
                Err(error) => found.push(diagnostic(&error, source)),
            }
        }
        let mut answers = Answers {
            declared: self,
            database: &database,
            all: answered,
            columns: Vec::new(),
        };
        found.extend(values::compute(&mut answers, &mut results));
        found.extend(figures::make(&answers, &mut results));
        if found.is_empty() {
            Ok(results)
        } else {
            Err(found)
        }
    }

    /// The tables that the queries name.
    fn tables(&self, at_hand: &AtHand<'_>, results: &mut Results) -> Vec<Table> {
        let mut tables = bare::tables(at_hand, |table| self.name(table), results);
        for folder in folders(at_hand.data) {
            let mut catalog = Catalog::open(&at_hand.folder(&folder), &logical(&folder));
            let listed = catalog.files().map(|file| Listed::new(&folder, file));
            let listed: Vec<Listed> = listed.filter(|table| self.name(&table.name)).collect();
            for table in listed {
                let Some(file) = catalog.file(&table.file) else {
                    continue;
                };
                let settings = catalog.settings(&table.file);
                tables.extend(self::table(&table, &file, &settings, &mut catalog));
            }
            for source in catalog.sources {
                results.add_source(source);
            }
            results.problems.add_faults(catalog.faults);
        }
        tables
    }

    /// Returns whether a query names a table, as far as its words say.
    fn name(&self, table: &str) -> bool {
        let is_word = |c: char| c.is_alphanumeric() || c == '_';
        let names = |text: &str| {
            let mut words = text.split(|c| !is_word(c));
            words.any(|word| word.eq_ignore_ascii_case(table))
        };
        self.queries.iter().any(|query| names(&query.text))
    }
}

impl Listed {
    fn new(folder: &str, file: &str) -> Self {
        let stem = file.split('.').next().unwrap_or(file);
        let name = match folder {
            "" => stem.to_owned(),
            folder => format!("{folder}_{stem}"),
        };
        let is_word = |c: char| c.is_alphanumeric() || c == '_';
        Listed {
            name: name.replace(|c| !is_word(c), "_"),
            file: file.to_owned(),
        }
    }
}

fn table(
    listed: &Listed,
    file: &TextFile,
    settings: &Settings,
    catalog: &mut Catalog,
) -> Option<Table> {
    let read = read_declared(file, settings);
    let is_sound = read.faults.is_empty();
    catalog.faults.extend(read.faults.kept.iter().cloned());
    is_sound.then(|| Table::new(&listed.name, &read, &settings.key))
}

/// The folder of the tables itself, as an empty name, and those below it that have a list.
fn folders(data: &Path) -> Vec<String> {
    let mut folders: Vec<String> = std::fs::read_dir(data)
        .into_iter()
        .flatten()
        .flatten()
        .filter(|entry| entry.path().join("tables.toml").is_file())
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .collect();
    folders.sort();
    if data.join("tables.toml").is_file() || (folders.is_empty() && !bare::are_in(data)) {
        folders.insert(0, String::new());
    }
    folders
}

/// An error of a query as a finding.
pub(crate) fn diagnostic(error: &QueryError, source: &SourceText) -> Diagnostic {
    let finding = Diagnostic::error("HW0220", error.message.as_str());
    let place: Range<usize> = error.place.clone().unwrap_or(0..source.text.len().min(1));
    finding.at(source, place, "").help(error.help.as_str())
}
