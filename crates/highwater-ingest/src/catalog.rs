//! A folder of tables, with what its list says of each.

use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use highwater_facts::{Contents, Source};
use serde::de::{Error, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};

use crate::fault::{Fault, FaultKind};
use crate::input_file::{self, MOST_IN_MEMORY, Project};
use crate::read::{Placed, raw_rows, read_with};
use crate::row::Row;
use crate::settings::{Field, Settings};
use crate::sum::Sha256Sum;
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
/// delimiter = ";"
/// decimal = ","
/// key = ["month", "model"]
/// ```
///
/// Each field of [`Settings`] may stand in a `[[table]]`, and says how the file was written.
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

#[derive(Debug, Default)]
struct Entry {
    file: String,
    title: String,
    named_sources: String,
    /// By which rule its rows were chosen.
    rule: String,
    /// How the file was written.
    settings: Settings,
}

impl Entry {
    /// What an entry must say.
    const NEEDED: [&'static str; 3] = ["file", "title", "named_sources"];
    const FIELDS: [&'static str; 4 + Settings::FIELDS.len()] = {
        let mut fields = [
            "file",
            "title",
            "named_sources",
            "rule",
            "",
            "",
            "",
            "",
            "",
            "",
            "",
            "",
            "",
            "",
            "",
            "",
            "",
            "",
            "",
            "",
        ];
        let mut at = 0;
        while at < Settings::FIELDS.len() {
            fields[4 + at] = Settings::FIELDS[at];
            at += 1;
        }
        fields
    };
}

impl<'de> Deserialize<'de> for Entry {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(OfEntry)
    }
}

struct OfEntry;

impl<'de> Visitor<'de> for OfEntry {
    type Value = Entry;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a table with `file`, `title` and `named_sources`")
    }

    fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<Entry, M::Error> {
        let mut entry = Entry::default();
        let mut said = Vec::new();
        while let Some(field) = map.next_key_seed(Field(&Entry::FIELDS))? {
            match field.as_str() {
                "file" => entry.file = map.next_value()?,
                "title" => entry.title = map.next_value()?,
                "named_sources" => entry.named_sources = map.next_value()?,
                "rule" => entry.rule = map.next_value()?,
                field => {
                    entry.settings.set(field, &mut map)?;
                }
            }
            said.push(field);
        }
        match Entry::NEEDED
            .iter()
            .find(|needed| !said.iter().any(|said| said == *needed))
        {
            Some(field) => Err(M::Error::missing_field(field)),
            None => Ok(entry),
        }
    }
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
        let (rows, faults) = read_with(&file, &self.settings(name));
        self.faults.extend(faults);
        rows
    }

    /// Returns how a table of the folder was written, as the list says.
    #[must_use]
    pub fn settings(&self, name: &str) -> Settings {
        let entry = self.entry(name);
        entry.map_or_else(Settings::default, |entry| entry.settings.clone())
    }

    /// The files that the list names, in its order.
    pub fn files(&self) -> impl Iterator<Item = &str> {
        let entries = self.list.iter().flat_map(|list| &list.tables);
        entries.map(|entry| entry.file.as_str())
    }

    fn entry(&self, name: &str) -> Option<&Entry> {
        let mut entries = self.list.iter().flat_map(|list| &list.tables);
        entries.find(|entry| entry.file == name)
    }

    /// Returns a table of the folder as a file, noted among the [`sources`](Self::sources): for tables
    /// that have a reader of their own.
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
                    rows: raw_rows(&file, &entry.settings).into(),
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
