//! A folder of tables, with what its list says of each.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use highwater_facts::{Contents, Source};
use serde::Deserialize;

use crate::fault::{Fault, FaultKind};
use crate::input_file::{self, MOST_IN_MEMORY, Project};
use crate::read::{Placed, read, row_count};
use crate::schema::Row;
use crate::snapshots::Sha256Sum;
use crate::text_file::TextFile;

/// A folder of tables, with what its list, `tables.toml`, says of each.
///
/// ```toml
/// origin = "who published the facts, where and when"
/// licence = "CC0 1.0"
/// date = "2023-08-14"
///
/// [[table]]
/// file = "downloads.csv"
/// title = "Monthly downloads"
/// named_sources = "whom the publisher names as the source"
/// rule = "by which rule its rows were chosen, where there is one"
/// ```
///
/// Tables are read one after the other; faults gather, so that one run shows them all.
#[derive(Debug)]
pub struct Catalog {
    folder: PathBuf,
    shown_as: String,
    project: Project,
    /// None where it is at fault, which is told once.
    list: Option<List>,
    /// Whether the folder is there; where it is not, that is told once.
    is_there: bool,
    /// The files read so far.
    pub sources: Vec<Source>,
    /// The faults found so far.
    pub faults: Vec<Fault>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct List {
    origin: String,
    licence: String,
    date: String,
    #[serde(rename = "table", default)]
    tables: Vec<Entry>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    file: String,
    title: String,
    named_sources: String,
    /// By which rule its rows were chosen.
    #[serde(default)]
    rule: String,
}

impl List {
    fn origin_of(&self, entry: &Entry) -> String {
        let rule = match entry.rule.as_str() {
            "" => String::new(),
            rule => format!("; rows: {rule}"),
        };
        format!(
            "{}; named there: {}{rule}",
            self.origin, entry.named_sources
        )
    }
}

impl Catalog {
    /// Opens a folder; `shown_as` is how faults and pages name it, `data/wave`: the folders of a
    /// machine are no part of that.
    ///
    /// A list that cannot be read is a fault, not an error: the tables are read all the same.
    #[must_use]
    pub fn open(folder: &Path, shown_as: &str) -> Self {
        let mut catalog = Catalog {
            folder: folder.to_owned(),
            shown_as: shown_as.to_owned(),
            project: Project::around(folder, shown_as),
            list: None,
            is_there: folder.is_dir(),
            sources: Vec::new(),
            faults: Vec::new(),
        };
        let refused = match catalog.is_there {
            true => catalog.project.refuse_outside(folder).err(),
            false => None,
        };
        let found = match refused {
            Some(error) => Some((FaultKind::Refused, error.to_string())),
            None if catalog.is_there => None,
            None => Some((FaultKind::NoFolder, "there is no such folder".to_owned())),
        };
        if let Some((kind, found)) = found {
            catalog.is_there = false;
            catalog
                .faults
                .push(Fault::new(&shown_as.into(), kind, found));
        }
        if let Some(file) = catalog.load("tables.toml") {
            match file.text().map(toml::from_str) {
                Ok(Ok(list)) => catalog.list = Some(list),
                Ok(Err(error)) => {
                    let mut fault = Fault::new(&file.name, FaultKind::Catalog, error.message());
                    fault.place = error.span().map(|span| file.place(span));
                    catalog.faults.push(fault);
                }
                Err(fault) => catalog.faults.push(*fault),
            }
        }
        catalog
    }

    /// Reads a table of the folder; its faults are added to [`faults`](Self::faults).
    pub fn read<R: Row>(&mut self, name: &str) -> Vec<Placed<R>> {
        let Some(file) = self.file(name) else {
            return Vec::new();
        };
        let (rows, faults) = read(&file);
        self.faults.extend(faults);
        rows
    }

    /// A table of the folder as a file, noted among the [`sources`](Self::sources): for tables that
    /// have a reader of their own.
    pub fn file(&mut self, name: &str) -> Option<TextFile> {
        let file = self.load(name)?;
        let Some(list) = &self.list else {
            return Some(file);
        };
        match list.tables.iter().find(|entry| entry.file == name) {
            Some(entry) => self.sources.push(Source {
                path: file.name.clone(),
                title: entry.title.clone(),
                origin: list.origin_of(entry),
                licence: list.licence.clone(),
                date: list.date.clone(),
                sha256: Sha256Sum::new(&file.bytes).to_string(),
                contents: Contents::Given {
                    bytes: file.bytes.clone(),
                    rows: row_count(&file),
                },
            }),
            None => {
                let list: Arc<str> = format!("{}/tables.toml", self.shown_as).into();
                let found = format!(
                    "`{name}` is not in it; add a [[table]] with file, title and named_sources"
                );
                self.faults
                    .push(Fault::new(&list, FaultKind::Catalog, found));
            }
        }
        Some(file)
    }

    fn load(&mut self, name: &str) -> Option<TextFile> {
        if !self.is_there {
            return None;
        }
        let shown: Arc<str> = format!("{}/{name}", self.shown_as).into();
        let path = self.folder.join(name);
        match self.project.read(&path, MOST_IN_MEMORY) {
            Ok(bytes) => Some(TextFile {
                name: shown,
                bytes: bytes.into(),
            }),
            Err(error) => {
                let kind = match input_file::is_refusal(&error) {
                    true => FaultKind::Refused,
                    false => FaultKind::Unreadable,
                };
                self.faults
                    .push(Fault::new(&shown, kind, error.to_string()));
                None
            }
        }
    }
}
