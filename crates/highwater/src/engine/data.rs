//! The folders that facts tables are read from: the project's own, and the one that a reader names.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use highwater_ingest::Format;
use highwater_ingest::snapshots::{Folder, Snapshot};
use highwater_study::{PublishedTable, Study, logical};

use super::workspace::Workspace;
use crate::engine::snapshots;
use crate::terminal::Failure;

/// A folder that a reader named.
#[derive(Clone, Copy)]
pub(crate) struct Given<'a> {
    pub(crate) path: &'a Path,
    /// What stands before it on the command line: `--data `, or nothing.
    pub(crate) option: &'a str,
}

/// The folders that facts tables are read from.
pub(crate) struct Data {
    studies: &'static [Study],
    /// The project's own.
    pub(crate) own: PathBuf,
    /// The one that a reader named.
    given: Option<PathBuf>,
    /// The folders below it that take the place of the project's.
    pub(crate) instead: BTreeMap<&'static str, PathBuf>,
}

impl Data {
    /// Returns the folders, study by study: the named one where it has tables of the study, else the
    /// project's own.
    pub(crate) fn find(root: &Workspace, given: Option<Given<'_>>) -> Result<Self, Failure> {
        let own = root.join("data");
        let mut data = Data {
            studies: root.program.studies,
            own,
            given: given.map(|given| given.path.to_owned()),
            instead: BTreeMap::new(),
        };
        let Some(given) = given else {
            return Ok(data);
        };
        if !given.path.is_dir() {
            return Err(Failure::other(
                format!("`{}{}` is not a folder", given.option, given.path.display()),
                "name a folder that holds a folder of tables such as `wave`",
            ));
        }
        for study in root.program.studies {
            let names = tables(&data.own.join(study.tables));
            let has = |folder: &Path| {
                names
                    .iter()
                    .filter(|name| folder.join(name).symlink_metadata().is_ok())
                    .count()
            };
            let folder = given.path.join(study.tables);
            if has(&folder) > 0 {
                data.instead.insert(study.tables, folder);
            } else if has(given.path) > 1 {
                return Err(one_below(given, study));
            }
        }
        // Queries may name any table of the folder itself.
        let own = tables(&data.own);
        let is_there = |name: &String| given.path.join(name).symlink_metadata().is_ok();
        if !data.instead.contains_key("") && own.iter().any(is_there) {
            data.instead.insert("", given.path.to_owned());
        }
        Ok(data)
    }

    /// That the folder that a reader named has something to read: tables of a study or a snapshot.
    pub(crate) fn is_of_use(
        &self,
        root: &Workspace,
        given: Option<Given<'_>>,
        published: &[PublishedTable],
    ) -> Result<(), Failure> {
        let Some(given) = given.filter(|_| self.instead.is_empty()) else {
            return Ok(());
        };
        if published
            .iter()
            .any(|table| table.path.starts_with(given.path))
        {
            return Ok(());
        }
        let listed = snapshots::list_if_any(root)?.map_or(Vec::new(), |list| list.snapshots);
        let here = [Folder::given(given.path)];
        if listed
            .iter()
            .any(|snapshot: &Snapshot| snapshot.find(&here).is_ok())
        {
            return Ok(());
        }
        let folders: Vec<String> = self
            .studies
            .iter()
            .map(|study| match study.tables {
                "" => "tables".to_owned(),
                folder => format!("`{folder}/`"),
            })
            .collect();
        Err(Failure::Other(
            format!(
                "`{}{}` has neither tables of a study nor a listed snapshot",
                given.option,
                given.path.display()
            ),
            Some(format!(
                "name a folder laid out as `data/` is, with {}, or one with a file that `{}` names",
                folders.join(" or "),
                root.program.invoke("fetch --list")
            )),
        ))
    }

    /// Returns where a file lies that studies name so, and how its reader names it.
    pub(crate) fn file(&self, name: &str) -> Option<(PathBuf, String)> {
        let (folder, file) = name.rsplit_once('/').unwrap_or(("", name));
        // The folders of studies, and the one that queries read.
        let folders = || self.studies.iter().map(|study| study.tables).chain([""]);
        let of_name = |name: &str| folders().find(|folder| logical(folder) == name);
        // A fault may be about a folder as a whole.
        match of_name(name) {
            Some(whole) => Some(self.place(whole, None, name)),
            None => of_name(folder).map(|folder| self.place(folder, Some(file), name)),
        }
    }

    fn place(&self, folder: &str, file: Option<&str>, name: &str) -> (PathBuf, String) {
        let at = |folder: &Path| file.map_or_else(|| folder.to_owned(), |file| folder.join(file));
        match self.instead.get(folder) {
            Some(given) => (at(given), at(given).display().to_string()),
            None => (at(&self.own.join(folder)), name.to_owned()),
        }
    }

    /// In a line for each study, whose tables it used, where a reader named a folder.
    pub(crate) fn used(&self) -> Vec<String> {
        let Some(given) = &self.given else {
            return Vec::new();
        };
        let line = |study: &Study| match self.instead.get(study.tables) {
            Some(folder) => format!("{}: tables of {}", study.name, shown(folder)),
            None => format!(
                "{}: tables of {}, for {} has none of them",
                study.name,
                logical(study.tables),
                shown(given)
            ),
        };
        self.studies.iter().map(line).collect()
    }
}

/// Returns a folder as its reader named it.
fn shown(folder: &Path) -> String {
    Folder::given(folder).shown_as
}

/// The names of the tables in a folder.
fn tables(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let names = entries.map(|entry| entry.file_name().to_string_lossy().into_owned());
    names.filter(|name| Format::is_table(name)).collect()
}

/// The tables of one study lie where a folder for each study is looked for.
fn one_below(given: Given<'_>, study: &Study) -> Failure {
    let (folder, option) = (shown(given.path), given.option);
    let hint = match given.path.parent() {
        Some(above) if given.path.ends_with(study.tables) => {
            let above = if above.as_os_str().is_empty() {
                Path::new(".")
            } else {
                above
            };
            format!("name the folder above it: `{option}{}`", above.display())
        }
        _ => format!(
            "put them into a folder `{}` in it: {folder}/{}/",
            study.tables, study.tables
        ),
    };
    Failure::Other(
        format!(
            "`{option}{folder}` holds the tables of the study `{}` itself, where its folder `{}` is looked for",
            study.name, study.tables
        ),
        Some(hint),
    )
}
