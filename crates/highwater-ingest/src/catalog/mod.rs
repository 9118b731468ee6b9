//! A folder of tables, with what its list says of each.

mod list;
mod related;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use highwater_facts::{Contents, Source};

use self::list::{Entry, List};
use crate::declared::{Declared, read_related};
use crate::fault::{Fault, FaultKind};
use crate::format::Format;
use crate::input_file::{self, MOST_IN_MEMORY, Project};
use crate::read::{Placed, raw_rows, read_with};
use crate::row::Row;
use crate::settings::Settings;
use crate::snapshots::Sha256Sum;
use crate::text_file::TextFile;
use crate::values::{GivenValue, read_values};

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
/// named_sources = "whom the publisher names as the source, if it names one"
/// rule = "by which rule its rows were chosen, if there is one"
/// delimiter = ";"
/// decimal = ","
/// key = ["month", "model"]
/// columns.downloads = { unit = "downloads", tests = ["not_null"] }
/// ```
///
/// A `[[values]]` in the place of a `[[table]]` names a file of values that another tool computed, as
/// [`read_values`] takes them.
///
/// Each field of [`Settings`] may stand in a `[[table]]`, and says how the file was written. `origin`,
/// `licence` and `date` of a table take the place of those at the top; there `date = "%d/%m/%Y"` is how
/// its days are written, and `date = "2023-08-14"` the day of the table.
///
/// Tables are read one after the other; faults gather, so that one run shows them all.
#[derive(Debug)]
pub struct Catalog {
    folder: PathBuf,
    shown_as: String,
    project: Project,
    /// `None` if it is at fault, which is reported once.
    list: Option<List>,
    /// The list as it was written.
    list_text: Option<TextFile>,
    /// Whether the folder is there; where it is not, that is told once.
    is_there: bool,
    /// The files read so far.
    pub sources: Vec<Source>,
    /// The faults found so far.
    pub faults: Vec<Fault>,
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
            list_text: None,
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
                Ok(Ok(list)) => catalog.take(list),
                Ok(Err(error)) => {
                    let mut fault = Fault::new(&file.name, FaultKind::Catalog, error.message());
                    fault.place = error.span().map(|span| file.place(span));
                    catalog.faults.push(fault);
                }
                Err(fault) => catalog.faults.push(*fault),
            }
            catalog.list_text = Some(file);
        }
        catalog
    }

    /// Opens a folder as [`open`](Self::open) does; if it has no list, all tables in it are listed by
    /// their names, and nothing is known of where they come from.
    #[must_use]
    pub fn open_unlisted(folder: &Path, shown_as: &str) -> Self {
        if folder.join("tables.toml").symlink_metadata().is_ok() || !folder.is_dir() {
            return Catalog::open(folder, shown_as);
        }
        let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
        let names = entries.map(|entry| entry.file_name().to_string_lossy().into_owned());
        let mut files: Vec<String> = names.filter(|name| Format::is_table(name)).collect();
        files.sort();
        Catalog {
            folder: folder.to_owned(),
            shown_as: shown_as.to_owned(),
            project: Project::around(folder, shown_as),
            list: Some(List::of_files(files)),
            list_text: None,
            is_there: true,
            sources: Vec::new(),
            faults: Vec::new(),
        }
    }

    /// Takes a list; one that lacks something is a fault, as one that cannot be read.
    fn take(&mut self, list: List) {
        match list.fault() {
            None => self.list = Some(list),
            Some(found) => {
                let name: Arc<str> = self.list_name();
                self.faults
                    .push(Fault::new(&name, FaultKind::Catalog, found));
            }
        }
    }

    fn list_name(&self) -> Arc<str> {
        format!("{}/tables.toml", self.shown_as).into()
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

    /// Reads a table of the folder by its settings alone, and runs the tests of its columns; its faults
    /// are added to [`faults`](Self::faults).
    pub fn declared(&mut self, name: &str) -> Option<Declared> {
        let file = self.file(name)?;
        let settings = self.settings(name);
        let related = self.related(name, &settings);
        let declared = read_related(&file, &settings, &related);
        self.add(&declared);
        Some(declared)
    }

    /// Adds the faults of a table, each once.
    fn add(&mut self, declared: &Declared) {
        for fault in &declared.faults.kept {
            if !self.faults.contains(fault) {
                self.faults.push(fault.clone());
            }
        }
    }

    /// Returns how a table of the folder was written, as the list says.
    #[must_use]
    pub fn settings(&self, name: &str) -> Settings {
        let entry = self.entry(name);
        entry.map_or_else(Settings::default, |entry| entry.settings.clone())
    }

    /// The tables that the list names, in its order.
    pub fn files(&self) -> impl Iterator<Item = &str> {
        let entries = self.list.iter().flat_map(|list| &list.tables);
        entries.map(|entry| entry.file.as_str())
    }

    /// The files of values that the list names in `[[values]]`, in its order.
    pub fn value_files(&self) -> impl Iterator<Item = &str> {
        let entries = self.list.iter().flat_map(|list| &list.values);
        entries.map(|entry| entry.file.as_str())
    }

    /// Reads a file of values that another tool computed; its faults are added to
    /// [`faults`](Self::faults).
    pub fn values(&mut self, name: &str) -> Vec<Placed<GivenValue>> {
        let Some(file) = self.file(name) else {
            return Vec::new();
        };
        let (values, faults) = read_values(&file, &self.settings(name));
        self.faults.extend(faults);
        values
    }

    fn entry(&self, name: &str) -> Option<&Entry> {
        self.list.as_ref()?.entry(name)
    }

    /// Returns a table of the folder as a file, noted among the [`sources`](Self::sources): for tables
    /// that have a reader of their own.
    pub fn file(&mut self, name: &str) -> Option<TextFile> {
        let file = self.load(name)?;
        let Some(list) = &self.list else {
            return Some(file);
        };
        match list.entry(name) {
            Some(entry) => {
                let said = list.provenance(entry);
                self.sources.push(Source {
                    path: file.name.clone(),
                    title: entry.title.clone(),
                    origin: said.origin,
                    licence: said.licence,
                    date: said.date,
                    sha256: Sha256Sum::new(&file.bytes).to_string(),
                    contents: Contents::Given {
                        bytes: file.bytes.clone(),
                        rows: raw_rows(&file, &entry.settings).into(),
                    },
                });
            }
            None => {
                let found = format!("`{name}` is not in it; add a [[table]] with file and title");
                let fault = Fault::new(&self.list_name(), FaultKind::Catalog, found);
                self.faults.push(fault);
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
