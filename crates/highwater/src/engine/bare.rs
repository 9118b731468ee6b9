//! The tables of a project that has no list of them: each `data/*.csv` as it is.

use std::path::Path;

use highwater_facts::{Contents, Source};
use highwater_ingest::input_file::{MOST_IN_MEMORY, Project};
use highwater_ingest::snapshots::Sha256Sum;
use highwater_ingest::{Settings, TextFile, raw_rows, read_declared};
use highwater_query::Table;
use highwater_study::{AtHand, Results, StudyError, logical};

/// Returns whether a folder has tables and no list of them.
pub(crate) fn are_in(data: &Path) -> bool {
    data.join("tables.toml").symlink_metadata().is_err() && !files(data).is_empty()
}

/// Reads the tables whose names are wanted. What they are made of is read off their cells; nobody says where
/// they come from, so that a list is worth its lines for more than an example.
pub(crate) fn tables(
    at_hand: &AtHand<'_>,
    is_wanted: impl Fn(&str) -> bool,
    results: &mut Results,
) -> Vec<Table> {
    let mut tables = Vec::new();
    if !are_in(at_hand.data) {
        return tables;
    }
    let folder = at_hand.folder("");
    let project = Project::around(&folder, &logical(""));
    for file in files(at_hand.data) {
        let stem = file.split('.').next().unwrap_or(&file);
        let name = stem.replace(|c: char| !(c.is_alphanumeric() || c == '_'), "_");
        if !is_wanted(&name) {
            continue;
        }
        let path = format!("{}/{file}", logical(""));
        let bytes = match project.read(&folder.join(&file), MOST_IN_MEMORY) {
            Ok(bytes) => bytes,
            Err(error) => {
                let why = error.to_string();
                let error = StudyError::Unusable { table: path, why };
                results.problems.errors.push(error);
                continue;
            }
        };
        let text = TextFile::new(&path, &bytes);
        let settings = Settings::default();
        let read = read_declared(&text, &settings);
        results.add_source(Source {
            path: text.name.clone(),
            title: stem.replace('_', " "),
            origin: "No origin is given".to_owned(),
            licence: "not given".to_owned(),
            date: String::new(),
            sha256: Sha256Sum::new(&bytes).to_string(),
            contents: Contents::Given {
                rows: raw_rows(&text, &settings).into(),
                bytes: bytes.into(),
            },
        });
        match read.faults.is_empty() {
            true => tables.push(Table::new(&name, &read, &[])),
            false => results.problems.add_faults(read.faults.kept),
        }
    }
    tables
}

/// The names of the tables in a folder, in order.
fn files(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let names = entries.map(|entry| entry.file_name().to_string_lossy().into_owned());
    let mut names: Vec<String> = names.filter(|name| name.ends_with(".csv")).collect();
    names.sort();
    names
}
